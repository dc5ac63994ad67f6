"""How many in all: what the figures of one incident, as one report tells it, come to.

The same rules serve the incident of one report (``incidents``) and the passages that are joined across reports (``weighing.incidents``). Chosen on
annotated incidents: see ``docs/incidents.md``, "Figures".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .shares import NARROW, Counted, number

Total = tuple[int | None, int | None]

PART = 0.5  # of the largest figure: what is less and of other people is taken for a part ("30 dead ... three soldiers")
FAR = 1 / 7  # of the largest figure, likewise, whoever it counts: two sources of one report seldom differ more
HUNDREDS = 200  # a vague figure from here on says as much as a number ("hundreds"); "dozens" yields to one
RUN = 5  # figures one after the other that may be the parts of a total


@dataclass(frozen=True, slots=True)
class Sum:
    """What the figures of one report come to.

    Attributes:
        low, high: the lowest and highest total over all its sources; the highest is None where it is left open ("at least 5"), the lowest where
            nobody says one ("up to 5").
        counts: which figures it is made of, as (passage, place in it); those that a sentence joins are in it one by one.
        narrow: it counts children, women or men alone, or a part of something: others may count more.
    """

    low: int | None
    high: int | None
    counts: frozenset[tuple[int, int]]
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure, or the sum of some, with where they stand."""

    figure: Counted
    of: tuple[tuple[int, int], ...]

    @property
    def number(self) -> int:
        return number(self.figure)


def sum_up(passages: Iterable[Sequence[Counted]]) -> Sum | None:
    """What the figures of one report for one fate come to.

    Parts ("nine children" of "23 civilians"; 19 and four beside 23) are left out, what a sentence joins is added ("63 rebels and 21 fighters"), and
    "dozens" yields to a number.

    Args:
        passages: the figures of each sentence, in text order.

    Returns:
        None without a figure.
    """
    known = [
        [_Item(f, ((n, m),)) for m, f in enumerate(some) if f.low is not None or f.high is not None]
        for n, some in enumerate(passages)
    ]
    whole = _wholes([item for some in known for item in _added(some)])
    if not whole:
        return None
    counts = frozenset(at for item in whole for at in item.of)
    figures = [item.figure for item in whole]
    narrow = all(f.who in NARROW or f.share in ("part", "rest") for f in figures)
    top = max(map(number, figures))
    if all(f.low is None for f in figures):
        return Sum(None, top, counts, narrow)
    low = min(f.low if f.low is not None else number(f) for f in figures)
    open_ = low == top and any(f.high is None for f in figures if number(f) == top)
    return Sum(low, None if open_ else top, counts, narrow)


def total(passages: Iterable[Sequence[Counted]]) -> Total | None:
    """The lowest and highest number of ``sum_up``."""
    found = sum_up(passages)
    return None if found is None else (found.low, found.high)


def _added(some: Sequence[_Item]) -> list[_Item]:
    """The figures of a sentence, those that it joins added up."""
    runs: list[list[_Item]] = []
    for item in some:
        f, last = item.figure, runs[-1][-1].figure if runs else None
        if f.joined and last and {f.share, last.share} <= {"whole", "rest"}:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [_one(run) for run in runs]


def _one(run: Sequence[_Item]) -> _Item:
    """What figures that a sentence joins come to; where the others add up to the first, they are its parts ("64 people: 23 soldiers and 41 militants")."""
    first, *others = run
    if len(others) > 1 and first.number == sum(item.number for item in others):
        return first
    figure = first.figure
    for item in others:
        figure = _sum(figure, item.figure)
    return _Item(figure, tuple(at for item in run for at in item.of))


def _sum(a: Counted, b: Counted) -> Counted:
    low = a.low + b.low if a.low is not None and b.low is not None else None
    high = a.high + b.high if a.high is not None and b.high is not None else None
    if low is None and high is None:  # "up to five and at least six"
        low = high = number(a) + number(b)
    return Counted(low, high, a.who if a.who == b.who else "people", a.vague and b.vague)


def _wholes(found: Sequence[_Item]) -> list[_Item]:
    """The figures that count the whole; the largest that there are, where none plainly does."""
    said = _telling(found)
    if not said:
        return []
    most = max(item.number for item in said)
    plain = [item.figure.share in ("whole", "earlier") for item in said]
    if not any(p and item.number == most for item, p in zip(said, plain, strict=True)):
        plain = [p or item.number == most for item, p in zip(said, plain, strict=True)]
    whole = [n for n, p in enumerate(plain) if p]
    top = max((said[n] for n in whole), key=lambda item: item.number)
    parts = _summed([item.number for item in said], {said[n].number for n in whole})
    return [said[n] for n in whole if said[n] is top or (n not in parts and not _is_part(said[n].figure, top.figure))]


def _telling(found: Sequence[_Item]) -> list[_Item]:
    """The figures that say most: numbers rather than "dozens", dead rather than dead and injured; the vague ones again where no number is a lowest."""
    numbers = [item for item in found if not item.figure.vague] or list(found)
    dead = [item for item in numbers if item.figure.share != "both"] or numbers
    lowest = any(item.figure.low is not None for item in dead)
    kept = {item.of for item in dead}
    return [i for i in found if i.of in kept or (i.figure.vague and (not lowest or i.number >= HUNDREDS))]


def _is_part(figure: Counted, top: Counted) -> bool:
    """Is it too small, or of too few people, to be another source's figure for the same?"""
    if number(figure) == 0:  # "nobody died" is said of all, "no soldier died" of soldiers
        return figure.who not in (top.who, "people")
    if number(figure) < FAR * number(top) or (figure.who in NARROW and top.who not in NARROW):
        return True
    return figure.who not in (top.who, "people") and number(figure) < PART * number(top)


def _summed(numbers: Sequence[int], totals: set[int]) -> set[int]:
    """Which of the numbers, one after the other, add up to one of the totals: its parts, told one by one."""
    out: set[int] = set()
    for n in range(len(numbers)):
        run = most = 0
        for m in range(n, min(n + RUN, len(numbers))):
            run, most = run + numbers[m], max(most, numbers[m])
            if most < run and run in totals:
                out.update(range(n, m + 1))
    return out
