"""Distances and directions on the WGS 84 ellipsoid, by ``pyproj`` (Karney 2013, "Algorithms for geodesics")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Geod

LatLon = tuple[float, float]
WINDS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip


@lru_cache(maxsize=1)
def _geod() -> Geod:
    from pyproj import Geod  # asking for help should not wait for it

    return Geod(ellps="WGS84")


def distance_km(a: LatLon, b: LatLon) -> float:
    """Geodesic distance in kilometres between two ``(latitude, longitude)`` in degrees."""
    return float(_geod().inv(a[1], a[0], b[1], b[0])[2]) / 1000


def bearing(a: LatLon, b: LatLon) -> float:
    """Direction in which one sees b from a, in degrees clockwise from north, 0 to 360."""
    return float(_geod().inv(a[1], a[0], b[1], b[0])[0]) % 360


def turn(a: float, b: float) -> float:
    """Angle between two directions in degrees, 0 to 180."""
    apart = abs(a - b) % 360
    return min(apart, 360 - apart)


def wind(degrees: float) -> str:
    """The nearest of the eight winds."""
    return min(WINDS, key=lambda w: turn(WINDS[w], degrees))


def along(a: LatLon, b: LatLon, steps: int) -> list[LatLon]:
    """Points of the geodesic from a to b, both included, in ``steps`` equal stretches."""
    if steps < 2:
        return [a, b]
    between = _geod().npts(a[1], a[0], b[1], b[0], steps - 1)
    return [a, *((lat, lon) for lon, lat in between), b]


def to_path_km(point: LatLon, a: LatLon, b: LatLon) -> float:
    """Distance in kilometres from a point to the nearest point of the geodesic from a to b.

    The nearest of 64 points of the path is refined by ternary search between its neighbours, to less than a metre on paths shorter than
    half the earth's circumference.
    """
    whole = distance_km(a, b)
    if whole == 0:
        return distance_km(point, a)
    azimuth, metres = bearing(a, b), whole * 1000

    def far(share: float) -> float:
        lon, lat, _ = _geod().fwd(a[1], a[0], azimuth, metres * share)
        return distance_km(point, (lat, lon))

    best = min(range(65), key=lambda n: far(n / 64))
    low, high = max(0, best - 1) / 64, min(64, best + 1) / 64
    for _ in range(60):
        third = (high - low) / 3
        if far(low + third) < far(high - third):
            high -= third
        else:
            low += third
    return min(far((low + high) / 2), distance_km(point, a), distance_km(point, b))
