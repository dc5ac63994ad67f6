"""What the accounts of one incident say of it together: type, dates, place, and the lowest and highest figures over all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median_low as median
from typing import TypeVar

from ...records import Account, Figure, Merged, Spot
from .traits import day, local

_T = TypeVar("_T")
Count = tuple[int | None, int | None]
DEAD = ("killed", "executed")
PART = 0.5  # of the largest figure of its passage: what is less is taken for a part of it ("including nine children")
FAR = 1 / 7  # of the largest figure of its report, likewise: two sources of one report seldom differ more
MISREAD = (
    100  # times the median of the reports, or a hundredth of it: taken for a figure of something else (a year, a war)
)
# What a mention of this type says about the type of its incident: effects say less than what caused them (docs/definitions.md, incidents)
_WEIGHT = {
    "killing": 0.45,
    "destruction": 0.6,
    "movement": 0.8,
    "displacement": 0.9,
    "clash": 0.9,
    "territory": 1.5,
    "chemical": 1.5,
}
_FINE = {"day": 4, "week": 3, "month": 2, "year": 1}
_POINT = {"place": 4, "near": 3, "district": 2, "area": 2, "region": 1}


def consolidate(accounts: Sequence[Account], reasons: Sequence[str] = ()) -> Merged:
    """One incident from the accounts of it.

    Args:
        accounts: at least one, of one or many reports; their order does not matter.
        reasons: why they are taken to be one, in sentences.

    Returns:
        The incident. Every report has one voice: type, dates and place are what most reports say; of equal voices the more precise, then the earlier published. Nobody is
        asked who is right: the figures are the lowest and the highest that any report gives.
    """
    told = sorted(accounts, key=lambda a: (a.published or "9999", a.id))
    when = _choose(
        told,
        lambda a: (a.start, a.end or a.start, a.precision) if day(a.start) is not None else None,
        lambda w: _FINE.get(w[2], 0),
    )
    place = _choose(told, _place, lambda p: _POINT.get(p[1].precision, 0))
    return Merged(
        id=f"x.{told[0].id}", accounts=tuple(a.id for a in told), reports=tuple(dict.fromkeys(a.report for a in told)), type=_type(told),
        start=when[0] if when else None, end=when[1] if when else None, precision=when[2] if when else "unknown",
        place=place[0] if place else None, spot=place[1] if place else None,
        killed=_over_reports(told, DEAD), injured=_over_reports(told, ("injured",)), main=any(a.main for a in told),
        mentions=tuple((a.report, *m) for a in told for m in a.mentions), summary=next((a.summary for a in told if a.main), told[0].summary),
        reasons=tuple(reasons),
    )  # fmt: skip


def _by_report(accounts: Iterable[Account]) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for a in accounts:
        found.setdefault(a.report, []).append(a)
    return found


def _type(told: Sequence[Account]) -> str:
    """The type that most reports give; each divides its voice among the types of its mentions."""
    votes: dict[str, float] = {}
    for some in _by_report(told).values():
        own: Counter[str] = Counter()
        for a in some:
            own.update(dict(a.types) or {a.type: 1})
        whole = sum(own.values()) or 1
        for kind, n in own.items():
            votes[kind] = votes.get(kind, 0.0) + n / whole * _WEIGHT.get(kind, 1.0)
    return max(sorted(votes), key=lambda k: round(votes[k], 9))


def _choose(told: Sequence[Account], of: Callable[[Account], _T | None], fine: Callable[[_T], int]) -> _T | None:
    """The value that most reports give first; of equally many the finest, then the first told."""
    values: list[_T] = []
    for some in _by_report(told).values():
        own = [v for a in some if (v := of(a)) is not None]
        if own:
            values.append(max(own, key=fine))
    return max(values, key=lambda v: (values.count(v), fine(v)), default=None)


def _place(account: Account) -> tuple[str, Spot] | None:
    if account.place is None or account.spot is None or not local(account.spot):
        return None
    return account.place, account.spot


def _over_reports(told: Sequence[Account], fates: Sequence[str]) -> Count | None:
    """The lowest and the highest total over all reports; the highest None where it is open."""
    every = [f for a in told for f in a.figures if f.fate in fates]
    known = [f for f in every if not _covers(f, every)]
    passages = [[[f for f in a.figures if f in known] for a in some] for some in _by_report(told).values()]
    totals = [t for some in passages if (t := total(some))]
    if not totals:
        return None
    middle = median(low for low, _ in totals)
    totals = [t for t in totals if middle / MISREAD <= t[0] <= middle * MISREAD]
    top = max(high if high is not None else low for low, high in totals)
    low = min(low for low, _ in totals)
    return low, top if low < top or any(high == top for _, high in totals) else None


def total(passages: Sequence[Sequence[Figure]]) -> tuple[int, int | None] | None:
    """The total that one report gives for one fate: the lowest and the highest over its sources.

    Args:
        passages: the figures of each passage.

    Returns:
        None without a figure. Parts ("nine children" of "23 civilians") are left out: in a passage what is less than ``PART`` of its largest figure, in a report what is
        less than ``FAR`` of its largest. A vague figure ("dozens") yields to a number. The highest is None where every source leaves it open ("at least 5").
    """
    wholes = [f for some in passages for f in _whole([f for f in some if size(f)])]
    wholes = [f for f in wholes if not f.vague] or wholes
    if not wholes:
        return None
    top = max(size(f) for f in wholes)
    some = [f for f in wholes if size(f) >= FAR * top]
    low = min(f.low if f.low is not None else size(f) for f in some)
    return low, (None if low == top and all(f.high is None for f in some) else top)


def _covers(figure: Figure, others: Iterable[Figure]) -> bool:
    """Is it an estimate ("about 80") that another figure lies within, so that it says nothing more?"""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return False
    return any(
        figure.low <= size(o) <= figure.high for o in others if o.low is None or o.high is None or o.low == o.high
    )


def size(figure: Figure) -> int:
    """The number that a figure names, whichever way it is open."""
    return max(figure.low or 0, figure.high or 0)


def _whole(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one passage without the parts of others."""
    top = max((size(f) for f in figures), default=0)
    return [f for f in figures if size(f) >= PART * top]
