"""What the accounts of one incident say of it together: type, dates, place, and the lowest and highest figures over all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ...reading.incidents import DEAD, TYPE_WEIGHT
from ...reading.shares import Counted, plainly
from ...reading.totals import Sum
from ...records import Account, Figure, Merged
from ..ranges import of_report, over_reports
from .traits import day
from .whereabouts import whereabouts

_T = TypeVar("_T")
Count = tuple[int | None, int | None]
_FINE = {"day": 4, "week": 3, "month": 2, "year": 1}


def consolidate(accounts: Sequence[Account], reasons: Sequence[str] = ()) -> Merged:
    """One incident from the accounts of it.

    Args:
        accounts: at least one, of one or many reports; their order does not matter.
        reasons: why they are taken to be one, in sentences.

    Returns:
        The incident. Every report has one voice: type and dates are what most reports say; of equal voices the more precise, then the earlier published; the place see ``whereabouts``. Nobody is
        asked who is right: the figures are the lowest and the highest that any report gives.
    """
    told = sorted(accounts, key=lambda a: (a.published or "9999", a.id))
    when = _choose(
        told,
        lambda a: (a.start, a.end or a.start, a.precision) if day(a.start) is not None else None,
        lambda w: _FINE.get(w[2], 0),
    )
    place = whereabouts(_by_report(told).values())
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
            votes[kind] = votes.get(kind, 0.0) + n / whole * TYPE_WEIGHT.get(kind, 1.0)
    return max(sorted(votes), key=lambda k: round(votes[k], 9))


def _choose(told: Sequence[Account], of: Callable[[Account], _T | None], fine: Callable[[_T], int]) -> _T | None:
    """The value that most reports give first; of equally many the finest, then the first told."""
    values: list[_T] = []
    for some in _by_report(told).values():
        own = [v for a in some if (v := of(a)) is not None]
        if own:
            values.append(max(own, key=fine))
    return max(values, key=lambda v: (values.count(v), fine(v)), default=None)


def _over_reports(told: Sequence[Account], fates: Sequence[str]) -> Count | None:
    """The lowest and the highest total over all reports; the highest None where it is open."""
    every = (_of_report(some, fates) for some in _by_report(told).values())
    return over_reports([t for t in every if t])


def _of_report(accounts: Iterable[Account], fates: Sequence[str]) -> Sum | None:
    ordered = sorted(accounts, key=lambda a: (a.sentence, a.id))
    return of_report([[_counted(f) for f in a.figures if f.fate in fates] for a in ordered])


def _counted(figure: Figure) -> Counted:
    own = Counted(figure.low, figure.high, figure.who, figure.vague, figure.share, figure.joined)
    return plainly(own, figure.named)
