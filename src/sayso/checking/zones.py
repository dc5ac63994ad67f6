"""Zones: circles and polygons with names, kept as GeoJSON (RFC 7946).

A circle is a ``Point`` with the property ``radius_km``; everything else is a ``Polygon`` or ``MultiPolygon``, also with holes.
"""

from __future__ import annotations

import json
import math
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..naming.keys import ARTICLE, fold, key
from .geodesy import LatLon, along, distance_km, to_path_km

FILE = "zones.geojson"
_LARGEST = 20_000_000  # bytes of a file of zones
_MOST = 200_000  # corners of a zone
_STEP_KM = 1.0  # a path is looked at in steps of at most so many km ...
_STEPS = 2000  # ... and in at most so many
_ZONE_WORD = re.compile(r"(?:\s+military)?\s+(?:zone|area)\s*$", re.I)
_ANY_RADIUS = 20_004.0  # km from a point to the other side of the earth

Ring = tuple[LatLon, ...]


class ZoneError(Exception):
    """Something about a zone or a file of zones that a person can put right; the message says how."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A named zone: a circle (``center`` and ``radius_km``), or polygons, each an outer ring and its holes, of (latitude, longitude)."""

    name: str
    center: LatLon | None = None
    radius_km: float = 0.0
    polygons: tuple[tuple[Ring, ...], ...] = ()

    def holds(self, point: LatLon) -> bool:
        """Is a point inside?"""
        if self.center is not None:
            return distance_km(self.center, point) <= self.radius_km
        return any(
            _inside(rings[0], point) and not any(_inside(h, point) for h in rings[1:]) for rings in self.polygons
        )

    def crossed_by(self, a: LatLon, b: LatLon) -> bool:
        """Does the shortest path over the ground from a to b touch it?"""
        if self.center is not None:
            return to_path_km(self.center, a, b) <= self.radius_km
        path = along(a, b, min(_STEPS, math.ceil(distance_km(a, b) / _STEP_KM)))
        if any(self.holds(p) for p in path):
            return True
        return any(_cut(ring, p, q) for rings in self.polygons for ring in rings for p, q in _pairs(path))

    def edge_km(self, point: LatLon) -> float:
        """How far a point is from the zone's edge, in km (of a polygon at most 1 km too much along edges shorter than 100 km)."""
        if self.center is not None:
            return abs(distance_km(self.center, point) - self.radius_km)
        rings = (ring for rings in self.polygons for ring in rings)
        near = sorted((min(distance_km(point, p), distance_km(point, q)), p, q) for ring in rings for p, q in _pairs([*ring, ring[0]]) if p != q)[:50]  # fmt: skip
        return min(to_path_km(point, p, q) for _, p, q in near)


def _pairs(path: Sequence[LatLon]) -> Iterator[tuple[LatLon, LatLon]]:
    return pairwise(path)


def _unwrapped(lon: float, by: float) -> float:
    """A longitude within half a turn of another, so that edges across the antimeridian stay short."""
    return by + (lon - by + 180) % 360 - 180


def _inside(ring: Ring, point: LatLon) -> bool:
    """Even-odd rule: a ray to the east crosses the ring an odd number of times; edges are straight in degrees, as RFC 7946 has them."""
    lat, lon = point
    odd = False
    before = ring[-1][0], _unwrapped(ring[-1][1], lon)
    for here in ring:
        after = here[0], _unwrapped(here[1], before[1])  # from corner to corner, so that no edge goes round the earth
        if (before[0] > lat) != (after[0] > lat):
            share = (lat - before[0]) / (after[0] - before[0])
            odd ^= before[1] + share * (after[1] - before[1]) > lon
        before = after
    return odd


def _cut(ring: Ring, p: LatLon, q: LatLon) -> bool:
    """Does a short stretch cut an edge of a ring?"""
    low, high = min(p[0], q[0]), max(p[0], q[0])
    for a, b in _pairs([*ring, ring[0]]):
        if max(a[0], b[0]) < low or min(a[0], b[0]) > high:
            continue
        s, t, u = p, (q[0], _unwrapped(q[1], p[1])), (a[0], _unwrapped(a[1], p[1]))
        v = b[0], _unwrapped(b[1], u[1])
        if _side(s, t, u) * _side(s, t, v) < 0 and _side(u, v, s) * _side(u, v, t) < 0:
            return True
    return False


def _side(a: LatLon, b: LatLon, c: LatLon) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def name_key(name: str) -> str:
    """The key of a place's name without its articles and the word "zone" or "area"; empty where it has no letter or digit.

    Words like "north" stay: North Kesra is not South Kesra.
    """
    return key(ARTICLE.sub("", fold(_ZONE_WORD.sub("", name)).removeprefix("the ")))


def named(zones: Sequence[Zone], name: str) -> Zone | None:
    """The zone that a name as written means: by the key of a place name ("the al-Tanf zone" is "Tanf")."""
    wanted = name_key(name)
    return next((z for z in zones if wanted and name_key(z.name) == wanted), None)


# ------------------------------------------------------------------ GeoJSON


def circle(name: str, center: LatLon, radius_km: float) -> Zone:
    """A round zone.

    Raises:
        ZoneError: no name, no such coordinates, or no such radius.
    """
    if not name.strip():
        raise ZoneError("a zone needs a name")
    if not 0 < radius_km <= _ANY_RADIUS:
        raise ZoneError(f"{radius_km:g} km is no radius: give kilometres above 0")
    return Zone(name.strip(), _point([center[1], center[0]]), radius_km)


def parse(data: Any, name: str | None = None) -> list[Zone]:
    """Zones of a GeoJSON object.

    Args:
        data: a ``FeatureCollection``, ``Feature``, ``Polygon`` or ``MultiPolygon``, as parsed JSON.
        name: of the zone; all polygons of the object become one zone of that name. Without, each feature's property ``name``.

    Raises:
        ZoneError: not such an object, no name, or coordinates that are none.
    """
    features = list(_features(data))
    if not features:
        raise ZoneError("it holds no feature with a polygon")
    zones = [_zone(f, name) for f in features]
    if name is None or len(zones) == 1:
        return zones
    if any(z.center for z in zones):
        raise ZoneError("it holds several features, one of them a circle: they cannot be one zone; leave out --name")
    return [Zone(name, polygons=tuple(p for z in zones for p in z.polygons))]


def _features(data: Any) -> Iterator[dict[str, Any]]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        for feature in data["features"]:
            yield from _features(feature)
    elif kind == "Feature":
        yield data
    elif kind in ("Polygon", "MultiPolygon"):
        yield {"geometry": data, "properties": {}}
    else:
        raise ZoneError("it is no GeoJSON of polygons: a Feature, FeatureCollection, Polygon or MultiPolygon is needed")


def _zone(feature: dict[str, Any], name: str | None) -> Zone:
    properties = feature.get("properties") if isinstance(feature.get("properties"), dict) else {}
    own = name or (properties or {}).get("name")
    if not isinstance(own, str) or not own.strip():
        raise ZoneError('a feature has no property "name": give one with --name')
    geometry = feature.get("geometry")
    kind, corners = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    if kind == "Point":
        radius = (properties or {}).get("radius_km")
        if not isinstance(radius, (int, float)) or isinstance(radius, bool):
            raise ZoneError(f'the point {own!r} has no property "radius_km", a number')
        lat, lon = _point(corners)
        return circle(own, (lat, lon), float(radius))
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(corners, list):
        raise ZoneError(f"{own!r} is a {kind}: a zone is a Polygon, a MultiPolygon, or a Point with radius_km")
    polygons = [corners] if kind == "Polygon" else corners
    zone = Zone(own.strip(), polygons=tuple(_rings(p) for p in polygons))
    if not zone.polygons:
        raise ZoneError(f"{own!r} has no polygon")
    if sum(len(r) for p in zone.polygons for r in p) > _MOST:
        raise ZoneError(f"{own!r} has more than {_MOST:,} corners: simplify it")
    return zone


def _rings(polygon: Any) -> tuple[Ring, ...]:
    if not isinstance(polygon, list) or not polygon:
        raise ZoneError("a polygon has no rings")
    return tuple(_ring(r) for r in polygon)


def _ring(ring: Any) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ZoneError("a ring of a polygon has fewer than four positions (the last repeats the first)")
    points = tuple(_point(p) for p in ring)
    if len(set(points)) < 3:
        raise ZoneError("a ring of a polygon has fewer than three corners")
    return points[:-1] if points[0] == points[-1] else points


def _point(position: Any) -> LatLon:
    """(latitude, longitude) of a GeoJSON position ``[longitude, latitude]``."""
    if isinstance(position, list) and len(position) >= 2 and all(type(x) in (int, float) for x in position[:2]):
        lon, lat = float(position[0]), float(position[1])
        if abs(lat) <= 90 and abs(lon) <= 180:
            return lat, lon
    raise ZoneError(f"{str(position)[:60]} is no position: [longitude, latitude] in degrees is needed")


def feature(zone: Zone) -> dict[str, Any]:
    """A zone as a GeoJSON feature."""
    if zone.center is not None:
        geometry: dict[str, Any] = {"type": "Point", "coordinates": [zone.center[1], zone.center[0]]}
        return {"type": "Feature", "properties": {"name": zone.name, "radius_km": zone.radius_km}, "geometry": geometry}
    polygons = [[[[lon, lat] for lat, lon in (*ring, ring[0])] for ring in rings] for rings in zone.polygons]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {"name": zone.name}, "geometry": geometry}


# ------------------------------------------------------------------ files


def read(path: Path, name: str | None = None) -> list[Zone]:
    """The zones of a GeoJSON file.

    Raises:
        ZoneError: it cannot be read, or is no GeoJSON of zones.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ZoneError(f"{path}: larger than {_LARGEST // 1_000_000} MB; simplify it")
        return parse(json.loads(path.read_text("utf-8-sig")), name)
    except OSError as error:
        raise ZoneError(f"cannot read {path}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise ZoneError(f"{path}: no GeoJSON ({str(error)[:80]}); a file of polygons is needed") from None
    except ZoneError as error:
        raise ZoneError(f"{path}: {error}") from None


def load(ledger: Path) -> list[Zone]:
    """The zones of a ledger; none where it has no file of them.

    Raises:
        ZoneError: the file is damaged.
    """
    path = ledger / FILE
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text("utf-8"))
        return parse(data) if data.get("features") else []
    except (OSError, ValueError, AttributeError, RecursionError, ZoneError) as error:
        raise ZoneError(
            f"{path}: damaged ({str(error)[:80]}); put it right or remove it, and add the zones again"
        ) from None


def save(ledger: Path, zones: Sequence[Zone]) -> None:
    """Write the zones of a ledger, whole or not at all.

    Raises:
        ZoneError: it cannot be written.
    """
    data = {"type": "FeatureCollection", "features": [feature(z) for z in zones]}
    path = ledger / FILE
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".zones-", dir=ledger)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(data, out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise ZoneError(f"cannot write {path}: {error.strerror or error}") from None
