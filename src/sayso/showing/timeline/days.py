"""Days as numbers, the ticks of an axis, and the part of time that a timeline shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # whatever the locale
BULK, STRETCH = 0.85, 3.0


def day(iso: str | None) -> int | None:
    """The ordinal of an ISO date; None for what is no date.

    >>> day("2019-03-12") - day("2019-03-10"), day("March")
    (2, None)
    """
    try:
        return date.fromisoformat(iso or "").toordinal()
    except ValueError:
        return None


def words(ordinal: int) -> str:
    """``12 Mar 2019``."""
    d = date.fromordinal(ordinal)
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


@dataclass(frozen=True, slots=True)
class Axis:
    """From the beginning of day ``first`` to the end of day ``last`` (ordinals), over so many pixels from ``left``."""

    first: int
    last: int
    left: float
    width: float

    def x(self, ordinal: float) -> float:
        """Where a day begins."""
        return self.left + (ordinal - self.first) * self.width / (self.last + 1 - self.first)

    @property
    def days(self) -> int:
        """How many days it shows."""
        return self.last + 1 - self.first


def window(starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int]:
    """First and last day to be shown.

    All of the time, unless most of it is empty: then the shortest stretch that holds 85 % of the beginnings, and a fifth more on each side,
    where all of the time is at least three times as long.

    Args:
        starts: ordinals, at least one. ends: of the same things.
    """
    first, last = min(starts), max(ends)
    ordered = sorted(starts)
    held = max(1, round(len(ordered) * BULK))
    best = min(range(len(ordered) - held + 1), key=lambda n: ordered[n + held - 1] - ordered[n])
    left, right = ordered[best], ordered[best + held - 1]
    inner = [e for s, e in zip(starts, ends, strict=True) if left <= s <= right and e - s <= right - left + 31]
    right = max([right, *inner])
    room = max(1, (right - left) // 5)
    left, right = left - room, right + room
    if last - first <= STRETCH * (right - left):
        return first, last
    return max(first, left), min(last, right)


# ------------------------------------------------------------------ steps


def _days(step: int, base: int = 0) -> Callable[[int], Iterator[int]]:
    def go(first: int) -> Iterator[int]:
        at = first + (base - first) % step
        while True:
            yield at
            at += step

    return go


def _months(step: int) -> Callable[[int], Iterator[int]]:
    def go(first: int) -> Iterator[int]:
        d = date.fromordinal(first)
        at = d.year * 12 + d.month - 1 + (d.day > 1)
        at += -at % step
        while at // 12 <= date.max.year:
            yield date(at // 12, at % 12 + 1, 1).toordinal()
            at += step

    return go


MONDAY = 1  # 1 January of the year 1 was a Monday
STEPS: tuple[tuple[str, float, Callable[[int], Iterator[int]]], ...] = (
    ("day", 1, _days(1)), ("days", 2, _days(2)), ("week", 7, _days(7, MONDAY)), ("weeks", 14, _days(14, MONDAY)), ("month", 30.4, _months(1)),
    ("quarter", 91.3, _months(3)), ("year", 365.2, _months(12)), ("years", 1826, _months(60)), ("decades", 18262, _months(600)), ("centuries", 182621, _months(6000)),
)  # fmt: skip
BINS = ("day", "week", "month", "year", "decades")


def ticks(axis: Axis, room: float = 68.0) -> Iterator[tuple[int, str]]:
    """Days to be marked and their labels, as many as fit with so many pixels for each."""
    size = axis.width / axis.days
    name, _, go = next((s for s in STEPS if s[1] * size >= room), STEPS[-1])
    year = None
    for at in go(axis.first):
        if at > axis.last:
            return
        yield at, _label(at, name, year)
        year = date.fromordinal(at).year


def _label(ordinal: int, step: str, year_before: int | None) -> str:
    d = date.fromordinal(ordinal)
    if step in ("year", "years", "decades", "centuries"):
        return str(d.year)
    month = MONTHS[d.month - 1]
    if step in ("month", "quarter"):
        return f"{month} {d.year}"
    return f"{d.day} {month}" if d.year == year_before else f"{d.day} {month} {d.year}"


def bins(axis: Axis, most: int = 75) -> tuple[str, list[int]]:
    """The unit (``day``, ``week``, ``month``, ``year`` or ``decades``) and the first days of the columns that a histogram counts by."""
    for name, _, go in STEPS:
        if name not in BINS:
            continue
        found: list[int] = []
        for at in go(axis.first):
            if at > axis.last or len(found) > most:
                break
            found.append(at)
        if not found or found[0] > axis.first:
            found.insert(0, axis.first)
        if len(found) <= most:
            return name, found
    return "decades", [axis.first]
