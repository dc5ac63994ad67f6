"""Days, months and years as they are written: "20 March", "mid-May", "the second quarter of 2017"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from .when import When, add_months, day_or_none, whole_month
from .words import MONTH, MONTHS, ORD, YEAR, month_number

_ANY_YEAR = r"(1\d{3}|20\d\d)\b(?! ?(?:GMT|UTC|hours|hrs|local)\b)"  # beside a day and a month; "1500 GMT" is an hour
AHEAD = 8  # months that a month without a year may lie ahead of publication


def full_date(text: str, near: date | None = None) -> tuple[date, tuple[int, int]] | None:
    """The first complete date in a text (day, month and year), with its place in it.

    Args:
        near: 03/12/2018 is read as the one of its two days that lies nearer to this; without it, and with other marks than strokes, day first.
    """
    patterns = (
        (rf"\b{ORD},?\s+(?:of\s+)?({MONTH}),?\s+{_ANY_YEAR}", "dmy"),
        (rf"\b({MONTH})\s+{ORD},?\s+{_ANY_YEAR}", "mdy"),
        (rf"\b({MONTH}) (\d\d)((?:19|20)\d\d)(?!\d)", "mdy"),  # "Apr 05,2017" that has lost its comma
        (r"\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})\b", "iso"),
        (r"\b(\d{1,2})([-./])(\d{1,2})[-./]((?:19|20)\d\d)(?!\d)", "num"),  # "27.05.2017Get short URL"
        (rf"\b({ORD})-({MONTH})-{YEAR}\b", "dash"),
    )
    best: tuple[date, tuple[int, int]] | None = None
    for pattern, form in patterns:
        for m in re.finditer(pattern, text, re.I):
            found = _from_groups(m, form, near)
            if found and (best is None or m.start() < best[1][0]):
                best = (found, m.span())
            if found:
                break
    return best


def _from_groups(m: re.Match[str], form: str, near: date | None) -> date | None:
    g = m.groups()
    if form == "iso":
        return day_or_none(int(g[0]), int(g[1]), int(g[2]))
    if form == "dmy":
        return day_or_none(int(g[2]), month_number(g[1]), int(g[0]))
    if form == "mdy":
        return day_or_none(int(g[2]), month_number(g[0]), int(g[1]))
    if form == "dash":
        return day_or_none(int(g[3]), month_number(g[2]), int(g[1]))
    first, second, year = int(g[0]), int(g[2]), int(g[3])
    # day first unless that is impossible: the custom of most of the world's newsrooms
    both = [day for day in (day_or_none(year, second, first), day_or_none(year, first, second)) if day]
    # with strokes Americans write the month first
    return min(both, key=lambda day: abs(day - near) if near and g[1] == "/" else timedelta(0), default=None)


def absolute(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "20 March 2017", "March 20", "mid-May", "late 2016", "the 17th", "May the following year"."""
    if last and (m := re.search(r"\b(?:of )?(?:(that|the same|that same)|the following) year\b", text)):
        said = f"{text[: m.start()]}{last.start.year if m[1] else last.end.year + 1}{text[m.end() :]}"
        return absolute(said, today, last, future)
    if found := full_date(text):
        return When(found[0], found[0], "day", "date as written")
    if (m := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d\d)", text)) and (
        day := day_or_none(2000 + int(m[3]), int(m[2]), int(m[1]))
    ):
        return When(day, day, "day", "date as written, day first")
    if re.fullmatch(r"(?:the )?9/11(?: attacks)?", text):
        return When(date(2001, 9, 11), date(2001, 9, 11), "day", "the day known by this name")
    year = today.year if today else (last.start.year if last else None)
    m = re.search(rf"\b{ORD}(?: of)? ({MONTH})", text) or re.search(rf"\b({MONTH}) {ORD}\b(?! ?[ap]\.?m)", text)
    if m and year is not None:
        month, number = (m[2], m[1]) if m[1].isdigit() else (m[1], m[2])
        day = day_or_none(year + (year_said(text) or 0), month_number(month), int(number))
        if day and year_said(text) is not None:
            return When(day, day, "day", "day and month as written, year counted from publication")
        if day:
            return nearest(day, today, future)
    if m := re.search(
        rf"(?:\b(early|mid|late|start of|beginning of|end of|middle of)[- ]+)?\b({MONTH})(?:,? (?:of )?{YEAR})?", text
    ):
        return _month_phrase(m, text, today, last, future, year)
    if m := re.fullmatch(rf"{YEAR}-(0[1-9]|1[0-2])", text):
        return whole_month(int(m[1]), int(m[2]), "month as written")
    if m := re.search(rf"\b(?:(early|mid|late|end of)[- ](?:in )?)?{YEAR}\b", text):
        y = int(m[2])
        span = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "end of": (11, 12)}.get(m[1] or "", (1, 12))
        return When(date(y, span[0], 1), date(y, span[1], monthrange(y, span[1])[1]), "year", "year as written")
    if (m := re.fullmatch(r"(?:the )?(?:night of )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: instant)?", text)) and (
        base := last.start if last else today
    ):
        day = day_or_none(base.year, base.month, int(m[1]))
        if day and today and day > today and not future:
            day = add_months(day, -1)
        return When(day, day, "day", "day of the month named before") if day else None
    return None


_PARTS = {
    "first": 0,
    "1st": 0,
    "opening": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "last": -1,
    "final": -1,
    "latter": -1,
}


def part_of_year(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "The first half of 2017", "the third quarter", "2011-2013", "the 1990s"."""
    if m := re.fullmatch(
        rf"(?:in |over |during |throughout )?(?:the years )?{YEAR}\s*(?:-|–|to|and|/)\s*((?:19|20)?\d\d)", text
    ):
        first, final = int(m[1]), int(m[1][:2] + m[2] if len(m[2]) == 2 else m[2])
        return When(date(first, 1, 1), date(final, 12, 31), "year", "years as written") if first < final else None
    if m := re.search(rf"\b(?:the |(early|mid|late)[- ])?{YEAR}s\b", text):
        a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(m[1] or "", (0, 9))
        decade = int(m[2]) // 10 * 10
        return When(date(decade + a, 1, 1), date(decade + b, 12, 31), "year", "decade as written")
    m = re.search(
        rf"\b({'|'.join(_PARTS)}) (half|quarter) of (?:{YEAR}|(this|the|last|next|previous)(?: the)? year)\b", text
    )
    if not m or not (m[3] or today):
        return None
    year = int(m[3]) if m[3] else today.year + {"last": -1, "previous": -1, "next": 1}.get(m[4], 0)  # type: ignore[union-attr]
    months = 6 if m[2] == "half" else 3
    part = _PARTS[m[1]] % (12 // months)
    end = months * (part + 1)
    if m[4] == "the" and today and not future and date(year, end - months + 1, 1) > today:
        year -= 1  # the year that the report tells of
    return When(
        date(year, end - months + 1, 1),
        date(year, end, monthrange(year, end)[1]),
        "month",
        f"{m[1]} {m[2]} of the year",
    )


def year_said(text: str) -> int | None:
    """How many years from the year of publication ("8 November last year": -1); None where no such words stand there."""
    m = re.search(r"\b(last|this|next) year\b", text)
    return {"last": -1, "this": 0, "next": 1}[m[1]] if m else None


def nearest(day: date, today: date | None, future: bool) -> When:
    """A day without a year: the last one before publication, or the next one for what lies ahead."""
    if today is not None:
        if not future and (day - today).days > 10:
            day = day_or_none(day.year - 1, day.month, day.day) or day
        elif future and (today - day).days > 60:
            day = day_or_none(day.year + 1, day.month, day.day) or day
    return When(day, day, "day", "day and month as written, year from publication")


def _month_phrase(
    m: re.Match[str], text: str, today: date | None, last: When | None, future: bool, year: int | None
) -> When | None:
    word = m[2].rstrip(".")
    if word in {"may", "march", "mar", "sat", "sun"} and re.fullmatch(r"may|march", text) is None and "may be" in text:
        return None
    month = MONTHS[word]
    if m[3]:
        year = int(m[3])
    elif year is None:
        return None
    elif today is not None and (years := year_said(text)) is not None:
        year += years
    elif today is not None:
        if not future and (month > today.month or (month == today.month and re.search(r"\blast\b", text))):
            year -= 1
        elif future and month < today.month and month + 12 - today.month <= AHEAD:
            year += 1  # further ahead than that it is sooner one that a plan for something past was taken for
    whole = whole_month(year, month, "month as written")
    part = m[1] or ""
    if part in {"early", "start of", "beginning of"}:
        return When(whole.start, whole.start + timedelta(9), "month", f"early {word}")
    if part in {"mid", "middle of"}:
        return When(date(year, month, 11), date(year, month, 20), "week", f"mid-{word}")
    if part in {"late", "end of"}:
        return When(date(year, month, 20), whole.end, "month", f"late {word}")
    if m2 := re.search(r"\b(first|second|third|fourth|last) week of", text):
        n = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(m2[1])
        start = whole.end - timedelta(6) if n is None else whole.start + timedelta(7 * n)
        return When(start, start + timedelta(6), "week", f"the {m2[1]} week of {word}")
    return whole
