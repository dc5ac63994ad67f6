"""The places of the claims: as written, what they were taken for, and where that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...ledger.keys import key
from ..map import Spot

if TYPE_CHECKING:
    from .rows import ClaimRow

Row = dict[str, Any]
MEANS = {
    "exact": "the place itself", "place": "the place itself", "near": "those of a place named beside it", "district": "middle of the district", "region": "middle of the region",
    "country": "middle of the country", "area": "a point in the area", "wide": "a point in the area",
}  # fmt: skip


@dataclass(slots=True)
class PlaceRow:
    """One place: its number on the page, what it was taken for, where, how it was written, why it was taken for that, and its claims."""

    number: int
    resolved: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    country: str | None
    region: str | None
    written: Counter[str] = field(default_factory=Counter)
    whys: dict[str, None] = field(default_factory=dict)
    claims: list[ClaimRow] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it was taken for; otherwise as most often written, the first in the alphabet among equals."""
        return self.resolved or min(self.written, key=lambda n: (-self.written[n], n))

    @property
    def around(self) -> str:
        """Region and country, as far as they are known and not the place itself."""
        return ", ".join(p for p in (self.region, self.country) if p and p != self.name)

    @property
    def means(self) -> str:
        """What the coordinates mean, in words."""
        if self.lat is None:
            return "not known where"
        return MEANS.get(self.precision or "", "not said how exactly")

    @property
    def position(self) -> str:
        """``13.78 N, 15.54 E``."""
        if self.lat is None or self.lon is None:
            return ""
        return (
            f"{abs(self.lat):.2f} {'N' if self.lat >= 0 else 'S'}, {abs(self.lon):.2f} {'E' if self.lon >= 0 else 'W'}"
        )

    @property
    def spot(self) -> Spot | None:
        """For the map."""
        if self.lat is None or self.lon is None:
            return None
        return Spot(self.number, self.name, self.lat, self.lon, len(self.claims), self.precision)


def places(claims: Iterable[ClaimRow]) -> list[PlaceRow]:
    """The places of claims, those with most claims first; each claim gets its place.

    A claim that names no place stands at the place of its incident.
    """
    found: dict[object, PlaceRow] = {}
    for claim in claims:
        row = claim.row if claim.row.get("place") or claim.incident is None else claim.incident.row
        if not row.get("place"):
            continue
        place = found.setdefault(_same(row), _begun(row))
        place.written[row["place"]] += 1
        if row.get("place_why"):
            place.whys[row["place_why"]] = None
        place.claims.append(claim)
        claim.place = place
    ordered = sorted(found.values(), key=lambda p: -len(p.claims))
    for number, place in enumerate(ordered, 1):
        place.number = number
    return ordered


def _same(row: Row) -> object:
    if row.get("lat") is None or row.get("lon") is None:
        return key(row["place"]) or row["place"]
    at = round(row["lat"], 3), round(row["lon"], 3), row.get("place_precision")
    if row.get("place_name"):
        return at
    # In no gazetteer: two villages may both have the coordinates of the town beside them.
    return *at, key(row["place"]) or row["place"]


def _begun(row: Row) -> PlaceRow:
    get = row.get
    return PlaceRow(0, get("place_name"), get("lat"), get("lon"), get("place_precision"), get("country"), get("region"))
