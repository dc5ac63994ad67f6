"""Parts of a year, month or week ("late last year", "the first five months of 2017"), and what is years ago to the day ("a year ago today")."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from .dates import absolute
from .relative import calendar_unit
from .when import When, add_months, whole_month
from .words import MONTH, NUM, YEAR, count

# first and last month of a part of a year, as people annotated it
_OF_YEAR = {
    "early": (1, 4),
    "beginning": (1, 1),
    "start": (1, 1),
    "mid": (5, 8),
    "middle": (5, 8),
    "late": (10, 12),
    "end": (11, 12),
}
_OF_MONTH = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "late": (20, 31),
    "end": (20, 31),
}
_OF_WEEK = {
    "early": (0, 2),
    "beginning": (0, 2),
    "start": (0, 2),
    "mid": (1, 3),
    "middle": (1, 3),
    "late": (3, 6),
    "end": (3, 6),
}
_PART = rf"({'|'.join(_OF_YEAR)})"


def anniversary(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "A year ago today", "three months ago this week", "two years ago to the day"."""
    m = re.search(
        rf"\b(?:({NUM}) )?(year|month|week)s? ago (today|tonight|yesterday|to the day|(?:this|last) (?:week|month))\b",
        text,
    )
    if m is None or today is None:
        return None
    n = count(m[1]) if m[1] else 1
    day = today - timedelta(7 * n) if m[2] == "week" else add_months(today, -n * (12 if m[2] == "year" else 1))
    if m[3] == "yesterday":
        day -= timedelta(1)
    if not m[3].startswith(("this", "last")):
        return When(day, day, "day", text)
    which, unit = m[3].split()
    if unit == "month":
        return whole_month(*_back_one(day, which), text)
    monday = day - timedelta(day.weekday() + (7 if which == "last" else 0))
    return When(monday, monday + timedelta(6), "week", text)


def _back_one(day: date, which: str) -> tuple[int, int]:
    day = add_months(day, -1 if which == "last" else 0)
    return day.year, day.month


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
    if unit == "week":
        a, b = _OF_WEEK[part]
        return When(first + timedelta(a), first + timedelta(b), "week", why)
    if unit == "month":
        a, b = _OF_MONTH[part]
        return When(
            first.replace(day=a), first.replace(day=min(b, monthrange(first.year, first.month)[1])), "month", why
        )
    a, b = _OF_YEAR[part]
    return When(date(first.year, a, 1), date(first.year, b, monthrange(first.year, b)[1]), "month", why)


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
        year = whole.start.year
        return When(date(year, a, 1), date(year, b, monthrange(year, b)[1]), "month", why)
    days = n * (7 if m[3] == "week" else 1) - 1
    if m[1] in ("first", "opening"):
        return When(whole.start, min(whole.end, whole.start + timedelta(days)), "week", why)
    return When(max(whole.start, whole.end - timedelta(days)), whole.end, "week", why)
