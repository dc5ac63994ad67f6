"""Publication dates, as people and machines write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_OF = {name: n for names in (_MONTHS, _FULL) for n, name in enumerate(names, 1)} | {"sept": 9}

_CLOCK = (
    r"(?:(?:,\s*|\s+|t)(?:at\s+)?[0-2]?[0-9](?:[:.]?[0-5][0-9](?:[:.][0-6][0-9](?:[.,][0-9]+)?)?|(?=\s*[ap]m))"
    r"(?:\s*[ap]\.?m\.?)?(?:\s*(?:[a-z]{1,5}|[+-][0-9]{2}:?(?:[0-9]{2})?))?(?:\s*\([a-z ]+\))?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|[a-z]{3,6}day)\.?,?\s+)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.]?)([0-9]{{2}})\2([0-9]{{2}}){_CLOCK}", re.I)
_DAY_FIRST = re.compile(rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+([0-9]{{4}}){_CLOCK}", re.I)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([a-z]+)\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}}){_CLOCK}", re.I)
_NUMBERS = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_CLOCK}", re.I)


def parse_date(value: str | None) -> tuple[str | None, str | None]:
    """Read a publication date. Nothing is guessed: a date that can be read in two ways is none.

    Args:
        value: ``2018-11-12``, an ISO date and time, ``12 November 2018``, ``Nov 12, 2018``, an RFC 2822 date,
            ``25/11/2018``. The day is the one that is written: a time zone does not move it.

    Returns:
        The date as ``YYYY-MM-DD`` or None, and a sentence for people where something was stated but could not be taken.
    """
    written = " ".join((value or "").split())
    if not written:
        return None, None
    quoted = repr(written if len(written) <= 60 else written[:60] + "...")
    found: tuple[int, int | None, int] | None = None
    if len(written) > 100:
        pass  # no date is that long, and the patterns need not try
    elif match := _YEAR_FIRST.fullmatch(written):
        found = int(match[1]), int(match[3]), int(match[4])
    elif match := _DAY_FIRST.fullmatch(written):
        found = int(match[3]), _MONTH_OF.get(match[2].lower()), int(match[1])
    elif match := _MONTH_FIRST.fullmatch(written):
        found = int(match[3]), _MONTH_OF.get(match[1].lower()), int(match[2])
    elif match := _NUMBERS.fullmatch(written):
        first, second = int(match[1]), int(match[3])
        if first <= 12 and second <= 12 and first != second:
            return None, f"The publication date {quoted} can be read as day/month or month/day; left out."
        found = (int(match[4]), second, first) if second <= 12 else (int(match[4]), first, second)
    if found is not None and found[1] is not None:
        try:
            return date(found[0], found[1], found[2]).isoformat(), None
        except ValueError:
            pass
    return None, f"The publication date {quoted} is no date that can be read; left out."
