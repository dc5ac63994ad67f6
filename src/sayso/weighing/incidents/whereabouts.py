"""Where an incident is, as its reports say together: the most precise place that they agree on.

Reports often name a province and the town in it, and some only the province ("a strike in Idlib killed 18", "the strike on Urum"). A name that is the capital's and
its province's alike counts as the province's. So a town that one report names, and that lies in the province that the others name, is where it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...naming.keys import key
from ...naming.translit import sound
from ...records import Account, Spot
from .traits import local

SHARE = 1 / 3  # of the reports of the region: a town that fewer name is one of several that a wide attack hit
_POINT = {"place": 4, "near": 3, "district": 2, "area": 2, "region": 1}


@dataclass(slots=True)
class _Candidate:
    """One place, under whatever names: the reports that tell it, and its names and spots in the order they were told."""

    reports: set[int] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    spots: list[Spot] = field(default_factory=list)
    order: int = 0

    @property
    def finest(self) -> Spot:
        return max(self.spots, key=lambda s: _POINT.get(s.precision, 0))

    @property
    def wide(self) -> bool:
        return wide(self.finest)

    @property
    def region(self) -> str | None:
        return next((s.region for s in self.spots if s.region), None)

    @property
    def rank(self) -> tuple[int, int, int]:
        return len(self.reports), _POINT.get(self.finest.precision, 0), -self.order


def whereabouts(reports: Iterable[Sequence[Account]]) -> tuple[str, Spot] | None:
    """The place of an incident and where that is.

    Args:
        reports: the accounts of each report, the earliest published first.

    Returns:
        The name as most reports write it and its spot; None where nobody names a place smaller than a country. Of the region that most reports name: the place
        in it that most reports name, if a third of them (``SHARE``) and two do, or if there is no other, each report with one voice; of equal voices the more precise,
        then the first told. Otherwise what most reports name, be it the region itself.
    """
    found = _candidates(reports)
    if not found:
        return None
    voices: dict[str | None, set[int]] = {}
    for c in found:
        voices.setdefault(c.region, set()).update(c.reports)
    of_region = {r: max((c for c in found if c.region == r), key=lambda c: c.rank) for r in voices}
    region = max(voices, key=lambda r: (len(voices[r]), r is not None, of_region[r].rank))
    inside = [c for c in found if c.region in (None, region)]
    narrow = [c for c in inside if not c.wide and any(name[:1].isupper() for name in c.names)]
    best = max(narrow, key=lambda c: c.rank, default=None)
    told = set[int]().union(*(c.reports for c in inside))
    if best is not None and (len(best.reports) > 1 or len(narrow) == 1) and len(best.reports) >= SHARE * len(told):
        return _told(best)
    return _told(max(inside, key=lambda c: c.rank))


def wide(spot: Spot) -> bool:
    """Whether a name may mean a whole province: it is one, or is called like the one it lies in."""
    if spot.precision in ("region", "area"):
        return True
    return bool(spot.region) and (
        spot.key == key(spot.region or "") or (bool(spot.sound) and spot.sound == sound(spot.region or ""))
    )


def _candidates(reports: Iterable[Sequence[Account]]) -> list[_Candidate]:
    out: dict[str, _Candidate] = {}
    for n, accounts in enumerate(reports):
        for a in accounts:
            if a.place is None or a.spot is None or not local(a.spot):
                continue
            c = out.setdefault(a.spot.sound or a.spot.key, _Candidate(order=len(out)))
            c.reports.add(n)
            c.names[a.place] += 1
            c.spots.append(a.spot)
    return list(out.values())


def _told(c: _Candidate) -> tuple[str, Spot]:
    return max(c.names, key=lambda name: c.names[name]), c.finest
