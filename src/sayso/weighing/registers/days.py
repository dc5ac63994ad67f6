"""Days counted ahead: so many units on, and the end of a calendar unit."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def in_units(day: date, n: int, unit: str) -> date:
    """The day ``n`` hours, days, weeks, fortnights, months or years later; the last day a calendar holds where it lies beyond.

    Hours are rounded up to whole days; the 31st plus a month is the last day of the next month.
    """
    try:
        if unit in ("month", "year"):
            return _months_on(day, n * (12 if unit == "year" else 1))
        days = -(-n // 24) if unit == "hour" else n * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return day + timedelta(days)
    except (OverflowError, ValueError):
        return date.max


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(day: date, unit: str, later: bool = False) -> date:
    """The last day of the day's week (to Sunday, ISO 8601), month or year, or of the one after it (``later``)."""
    if unit == "day":
        return day + timedelta(1 if later else 0)
    if unit == "week":
        return day + timedelta(6 - day.weekday() + (7 if later else 0))
    if unit == "month":
        day = _months_on(day.replace(day=1), 1) if later else day
        return day.replace(day=monthrange(day.year, day.month)[1])
    return date(min(day.year + later, 9999), 12, 31)
