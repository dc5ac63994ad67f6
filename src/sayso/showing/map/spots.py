"""The places on a map, and which of them lie so near each other that they get one sign."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .world import Point

WIDE = frozenset(("country", "area", "wide"))  # coordinates are some point in a large area
MIDDLE = frozenset(("district", "region", *WIDE))
LEAST, MOST = 5.0, 24.0  # pixels of the radius
NEAR = 13.0  # pixels between signs that would hide each other


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be shown.

    Attributes:
        number: by which the page knows it.
        name: for people.
        lat, lon: degrees, WGS 84.
        claims: how many there are of it, at least 1.
        precision: what the coordinates mean: ``exact`` or ``place``, ``near``, or the middle of a ``district``, ``region``, ``country``, ``area``.
    """

    number: int
    name: str
    lat: float
    lon: float
    claims: int
    precision: str | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it may be anywhere in a country or the like."""
        return self.precision in WIDE

    @property
    def is_middle(self) -> bool:
        """Whether the coordinates are only the middle of where it may be."""
        return self.precision in MIDDLE


@dataclass(slots=True)
class Sign:
    """One circle on the map, for one spot or for several that lie too near each other."""

    x: float
    y: float
    spots: list[Spot] = field(default_factory=list)
    radius: float = LEAST

    @property
    def claims(self) -> int:
        """Of all its spots."""
        return sum(s.claims for s in self.spots)

    @property
    def is_middle(self) -> bool:
        """Whether none of its spots is exact."""
        return all(s.is_middle for s in self.spots)

    @property
    def name(self) -> str:
        """The name of the spot with most claims, and how many others there are."""
        others = len(self.spots) - 1
        return self.spots[0].name + (f" +{others}" if others else "")


def sane(spots: Iterable[Spot]) -> list[Spot]:
    """Spots whose coordinates are on the earth and which have claims, most claims first."""
    found = [s for s in spots if s.claims > 0 and abs(s.lat) <= 90 and abs(s.lon) <= 180]  # which NaN is not either
    return sorted(found, key=lambda s: (-s.claims, s.number))


def signs(spots: Sequence[Spot], at: Callable[[Spot], Point]) -> list[Sign]:
    """Circles for spots, largest first; the area of a circle is proportional to its claims, save that none is too small to see.

    Args:
        spots: most claims first; each joins the first sign that it would hide, otherwise it begins one.
        at: where a spot lies on the picture, in pixels.
    """
    found: list[Sign] = []
    for spot in spots:
        x, y = at(spot)
        near = next((s for s in found if math.hypot(s.x - x, s.y - y) < NEAR and s.is_middle == spot.is_middle), None)
        if near is None:
            found.append(Sign(x, y, [spot]))
        else:
            near.spots.append(spot)
    most = max((s.claims for s in found), default=1)
    for sign in found:
        sign.radius = max(LEAST, MOST * math.sqrt(sign.claims / max(most, 12)))
    return sorted(found, key=lambda s: -s.radius)
