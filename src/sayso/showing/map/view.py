"""Which part of the world a map shows, and where on the picture a place lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .clip import Box
from .spots import Spot
from .world import Point

WIDTH = 960.0  # pixels of the picture
KM_PER_DEGREE = 111.195  # of latitude, on a sphere of 6371 km
MARGIN = 0.14  # of the extent, on every side
LEAST_KM = 320.0  # from the upper to the lower edge: the base map has nothing to show in a smaller part
SHAPES = (1.45, 2.2)  # least and greatest width for a height
BULK, REACH, NEAR_KM = 0.8, 2.5, 300.0


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world and its projection: equirectangular, true to scale along its middle latitude and along meridians.

    Attributes:
        west, south: degrees of the lower left corner; ``west`` may lie beyond 180 where the view crosses that meridian.
        degree: pixels of one degree of latitude.
        squeeze: pixels of one degree of longitude for each of latitude (the cosine of the middle latitude).
        height: pixels.
    """

    west: float
    south: float
    degree: float
    squeeze: float
    height: float
    width: float = WIDTH

    @property
    def box(self) -> Box:
        """West, south, east and north, in degrees."""
        return (self.west, self.south, self.west + self.width / (self.degree * self.squeeze), self.south + self.height / self.degree)  # fmt: skip

    def xy(self, lon: float, lat: float) -> Point:
        """Pixels from the left and the top edge."""
        return (lon - self.west) * self.degree * self.squeeze, self.height - (lat - self.south) * self.degree

    def spot(self, spot: Spot) -> Point:
        """Where a spot lies, taken round the world so that it comes nearest to the view."""
        return self.xy(self.west + (spot.lon - self.west) % 360, spot.lat)

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies on the picture; a pixel is allowed for what rounding takes."""
        x, y = self.spot(spot)
        return -1 <= x <= self.width + 1 and -1 <= y <= self.height + 1

    @property
    def km(self) -> float:
        """Pixels of one kilometre, along the middle latitude."""
        return self.degree / KM_PER_DEGREE


def choose(spots: Sequence[Spot]) -> View:
    """The view that shows where most of the claims are.

    Spots that lie far from the bulk of the claims do not stretch the view: it reaches 2.5 times as far from the middle (weighted median)
    as the nearest 80 % of the claims. Middles of countries count only where there is nothing nearer.

    Args:
        spots: at least one.
    """
    exact = [s for s in spots if not s.is_wide] or list(spots)
    west = _start(exact)
    points = [(west + (s.lon - west) % 360, s.lat, s.claims) for s in exact]
    middle = _median([(x, n) for x, _, n in points]), _median([(y, n) for _, y, n in points])
    far = [(_km(middle, (x, y)), n) for x, y, n in points]
    reach = max(NEAR_KM, REACH * _quantile(far, BULK))
    held = [(x, y) for (x, y, _), (d, _) in zip(points, far, strict=True) if d <= reach]
    return _fit(held)


def _start(spots: Sequence[Spot]) -> float:
    """The western edge: after the widest stretch of longitudes without a spot, so that the date line cuts nothing apart."""
    found = sorted({s.lon for s in spots})
    gaps = [(now - before) % 360 for before, now in zip(found[-1:] + found[:-1], found, strict=True)]
    # The longitude of a spot itself: what is worked out from it might lie east of it, by rounding.
    return found[gaps.index(max(gaps))] if len(found) > 1 else found[0]


def _median(values: list[tuple[float, int]]) -> float:
    return _quantile(values, 0.5)


def _quantile(values: list[tuple[float, int]], part: float) -> float:
    """The least value that so much of the weight does not exceed."""
    wanted = part * sum(n for _, n in values)
    seen = 0.0
    for value, n in sorted(values):
        seen += n
        if seen >= wanted:
            return value
    return max(values)[0]


def _km(a: Point, b: Point) -> float:
    """About how far apart; good enough to choose a view."""
    squeeze = math.cos(math.radians((a[1] + b[1]) / 2))
    return KM_PER_DEGREE * math.hypot((a[0] - b[0]) * squeeze, a[1] - b[1])


def _fit(points: Sequence[Point]) -> View:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    lon, lat = (west + east) / 2, (south + north) / 2
    squeeze = max(0.1, math.cos(math.radians(lat)))
    high = max((north - south) * (1 + 2 * MARGIN), LEAST_KM / KM_PER_DEGREE)
    wide = (east - west) * squeeze * (1 + 2 * MARGIN)
    shape = min(max(wide / high, SHAPES[0]), SHAPES[1])
    high = min(max(high, wide / shape), 180.0)
    degree = WIDTH / (high * shape)
    height = round(WIDTH / shape)
    lowest = min(max(lat - high / 2, -90.0), 90.0 - high)
    return View(lon - high * shape / squeeze / 2, lowest, degree, squeeze, height)
