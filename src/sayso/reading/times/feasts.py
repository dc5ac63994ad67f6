"""Seasons and feasts."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter

from .dates import nearest, year_said
from .when import When
from .words import PART, YEAR

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26), "new year": (1, 1), "new year's day": (1, 1),
    "new years day": (1, 1), "epiphany": (1, 6), "may day": (5, 1), "labour day": (5, 1), "valentine's day": (2, 14),
    "christmas eve": (12, 24), "new year's eve": (12, 31), "new years eve": (12, 31), "orthodox christmas eve": (1, 6), "halloween": (10, 31), "armistice day": (11, 11), "nowruz": (3, 21), "orthodox christmas": (1, 7), "victory day": (5, 9),
    "international women's day": (3, 8), "all saints": (11, 1),
}  # fmt: skip


def season_of_year(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "the summer of 2016", before the year alone is seen in it."""
    m = re.search(rf"\b(?:{'|'.join(SEASONS)})(?: of| in)?,? {YEAR}\b", text)
    return season(m.group().replace(",", "").replace(" in ", " "), today, last, future) if m else None


def season(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "Last summer", "the spring": of the northern half of the earth."""
    m = re.search(rf"\b({'|'.join(SEASONS)})\b(?: of)?(?: {YEAR})?", text)
    if not m or (today is None and not m[2]):
        return None
    first, final = SEASONS[m[1]]
    if m[2]:
        year = int(m[2])
    else:
        assert today is not None
        year = today.year
        begun = date(year, first, 1) <= today
        if not begun and not future:
            year -= 1
        if begun and re.search(r"\blast\b", text) and today <= _end_of(year, first, final):
            year -= 1
    return When(date(year, first, 1), _end_of(year, first, final), "month", f"{m[1]} (northern half of the earth)")


def _end_of(year: int, first: int, final: int) -> date:
    year += final < first
    return date(year, final, monthrange(year, final)[1])


_EASTER = {"good friday": -2, "palm sunday": -7, "easter monday": 1, "easter sunday": 0, "easter": 0}
_FEAST = re.compile(
    r"(?:the |last |this |next )?(?:"
    + "|".join(sorted([*HOLIDAYS, *_EASTER], key=len, reverse=True))
    + rf")(?:,? {YEAR}| last year| this year| next year)?(?: {PART})?"
)


def feast(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """The name of a feast alone, before a day of the week, a month or a year is seen in it ("Good Friday", "May Day", "Christmas 2016")."""
    m = _FEAST.fullmatch(text)
    if not m or (m[1] is None and today is None):
        return None
    years = year_said(text)
    if m[1] is None and years is None:
        return holiday(text, today, last, future)
    year = int(m[1]) if m[1] else today.year + (years or 0) if today else 0
    for name, shift in _EASTER.items():
        if name in text:
            day = easter(year) + timedelta(shift)
            return When(day, day, "day", f"{name} of {year}")
    name = max((n for n in HOLIDAYS if n in text), key=len)
    day = date(year, *HOLIDAYS[name])
    return When(day, day, "day", f"{name} of {year}")


def holiday(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "On Christmas Day", "since Easter": the last one before publication, or the next."""
    if today is None:
        return None
    for name, (month, number) in sorted(HOLIDAYS.items(), key=lambda x: -len(x[0])):
        if name in text:
            return nearest(date(today.year, month, number), today, future)
    if m := re.search(r"\b(easter(?: sunday| monday)?|good friday|palm sunday)\b", text):
        shift = {"good friday": -2, "palm sunday": -7, "easter monday": 1}.get(m[1], 0)
        day = easter(today.year) + timedelta(shift)
        if day > today + timedelta(10) and not future:
            day = easter(today.year - 1) + timedelta(shift)
        return When(day, day, "day", f"{m[1]} of {day.year}")
    return None
