"""A stretch of days, and reckoning with months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ...records import Precision


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days: first and last day, how precise, and why in a few words.

    ``leans``: its words say no day of their own, and mean the one set before in the text or, of a part of a day, that of publication: a guess.
    """

    start: date
    end: date
    precision: Precision
    why: str
    leans: bool = False

    @property
    def days(self) -> int:
        """How many days lie between the first and the last."""
        return (self.end - self.start).days


def day_or_none(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; None where it has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_month(year: int, month: int, why: str, leans: bool = False) -> When:
    """A month from its first to its last day."""
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", why, leans)


def add_months(day: date, months: int) -> date:
    """The day some months later; the last day of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def back(day: date, n: int, unit: str) -> date:
    """The day some units (``hour`` to ``decade``) before; 24 hours are a day, fewer are none."""
    if unit in {"month", "year", "decade"}:
        return add_months(day, -n * {"month": 1, "year": 12, "decade": 120}[unit])
    if unit == "hour":
        return day - timedelta(int(n / 24))
    return day - timedelta(n * {"day": 1, "night": 1, "week": 7, "fortnight": 14}[unit])
