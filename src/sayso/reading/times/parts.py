"""Parts of a year, month or week ("late last year", "the first five months of 2017"), and what is years ago to the day ("a year ago today")."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from .dates import absolute
from .relative import calendar_unit
from .when import When, back, whole_month
from .words import MONTH, NUM, YEAR, count

# A part of a year (first and last month), of a month (days) and of a week (days from Monday), as people annotated them
_EARLY, _MIDDLE, _LATE = ((1, 10), (0, 2)), ((11, 20), (1, 3)), ((20, 31), (3, 6))
_PARTS = {
    "early": ((1, 4), *_EARLY), "beginning": ((1, 1), *_EARLY), "start": ((1, 1), *_EARLY), "mid": ((5, 8), *_MIDDLE), "middle": ((5, 8), *_MIDDLE),
    "late": ((10, 12), *_LATE), "end": ((11, 12), *_LATE),
}  # fmt: skip
_PART = rf"({'|'.join(_PARTS)})"


def anniversary(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "A year ago today", "three months ago this week", "two years ago to the day"."""
    m = re.search(
        rf"\b(?:({NUM}) )?(year|month|week)s? ago (today|tonight|yesterday|to the day|(?:this|last) (?:week|month))\b",
        text,
    )
    if m is None or today is None:
        return None
    n = count(m[1]) if m[1] else 1
    day = back(today, n, m[2])
    if m[3] == "yesterday":
        day -= timedelta(1)
    if not m[3].startswith(("this", "last")):
        return When(day, day, "day", text)
    which, unit = m[3].split()
    day = back(day, 1 if which == "last" else 0, unit)
    if unit == "month":
        return whole_month(day.year, day.month, text)
    monday = day - timedelta(day.weekday())
    return When(monday, monday + timedelta(6), "week", text)


def part_of_unit(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "Late last year", "the start of this month", "early next week", "earlier in the week", "later this year"."""
    if today is None:
        return None
    if m := re.search(r"\b(earlier|later) (?:(?:in|on in) the|this) (week|month|year)\b", text):
        return _before_or_after(m[1], m[2], today, future)
    m = re.search(rf"\b{_PART}(?: (?:of|in))?[- ](?:the )?(last|this|next|previous|past|coming)(?: the)? (week|month|year)\b", text) or re.search(
        r"\b(beginning|start|end|middle) of (the) (week|month|year)\b", text
    )  # fmt: skip
    if m is None or re.match(r"since|from", text):
        return None
    whole = calendar_unit(
        "this" if m[2] == "the" else {"past": "last", "coming": "next"}.get(m[2], m[2]), m[3], today, future
    )
    return whole and _within(whole.start, m[1], m[3], text)


def _within(first: date, part: str, unit: str, why: str) -> When:
    """A part of the week, month or year that begins on a day."""
    months, days, weekdays = _PARTS[part]
    if unit == "week":
        return When(first + timedelta(weekdays[0]), first + timedelta(weekdays[1]), "week", why)
    if unit == "month":
        last = min(days[1], monthrange(first.year, first.month)[1])
        return When(first.replace(day=days[0]), first.replace(day=last), "month", why)
    return _months(first.year, *months, why)


def _months(year: int, first: int, last: int, why: str) -> When:
    """Whole months of one year."""
    return When(date(year, first, 1), date(year, last, monthrange(year, last)[1]), "month", why)


def _before_or_after(which: str, unit: str, today: date, future: bool) -> When | None:
    """A week, month or year so far; or what is left of it, for what lies ahead."""
    so_far = calendar_unit("this", unit, today, False)
    if so_far is None or which == "earlier" or not future:
        return so_far
    end = {
        "week": so_far.start + timedelta(6),
        "month": so_far.start.replace(day=monthrange(today.year, today.month)[1]),
        "year": date(today.year, 12, 31),
    }[unit]
    return When(today, end, so_far.precision, f"{which} this {unit}, from publication")


def counted_part(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "The last 12 days of September", "the first five months of 2017", "the first two weeks of the year"."""
    m = re.search(
        rf"\b(first|last|opening|final) ({NUM}) (day|week|month)s? of (?:(the year|this year)|({MONTH}(?:,? {YEAR})?|{YEAR}))",
        text,
    )
    if m is None:
        return None
    if m[4]:
        whole = When(date(today.year, 1, 1), date(today.year, 12, 31), "year", "") if today else None
    else:
        whole = absolute(m[5], today, last, future)
    if whole is None:
        return None
    n, why = count(m[2]), f"the {m[1]} {m[2]} {m[3]}s"
    if m[3] == "month":
        if n > 11:
            return None
        a, b = (1, n) if m[1] in ("first", "opening") else (13 - n, 12)
        return _months(whole.start.year, a, b, why)
    days = n * (7 if m[3] == "week" else 1) - 1
    if m[1] in ("first", "opening"):
        return When(whole.start, min(whole.end, whole.start + timedelta(days)), "week", why)
    return When(max(whole.start, whole.end - timedelta(days)), whole.end, "week", why)
