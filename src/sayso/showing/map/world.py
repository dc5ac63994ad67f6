"""The base map that comes with the package: coastlines, borders, countries and towns of the world."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]  # longitude, latitude in degrees, or x, y in pixels
Line = list[Point]


@dataclass(frozen=True, slots=True)
class Layer:
    """The world at one scale. ``land`` are rings to be filled even-odd; ``countries`` are names with such rings."""

    land: tuple[Line, ...]
    coasts: tuple[Line, ...]
    borders: tuple[Line, ...]
    countries: tuple[tuple[str, tuple[Line, ...]], ...]


@cache
def layer(name: str) -> Layer:
    """The world at the scale ``50m`` or ``110m`` (1:50 or 1:110 million)."""
    data = _world()
    raw, scale = data["layers"][name], data["scale"]
    arcs = [list(decode(line, scale)) for line in raw["arcs"]]
    on_land = {_plain(a) for ring in raw["land"] for a in ring}
    used = {_plain(a) for _, rings in raw["countries"] for ring in rings for a in ring}
    return Layer(
        tuple(_ring(ring, arcs) for ring in raw["land"]),
        tuple(arcs[n] for n in sorted(on_land)),
        tuple(arcs[n] for n in sorted(used - on_land)),  # between two countries: no part of the outline of the land
        tuple((name, tuple(_ring(ring, arcs) for ring in rings)) for name, rings in raw["countries"]),
    )


@cache
def towns() -> tuple[tuple[str, float, float], ...]:
    """Towns of 100,000 people and more, the largest first: name, longitude, latitude in degrees."""
    data = _world()
    return tuple((name, lon / data["scale"], lat / data["scale"]) for name, lon, lat in data["towns"])


def decode(line: str, scale: float) -> Iterator[Point]:
    """The points of a line in Google's polyline encoding, longitude first, in degrees.

    https://developers.google.com/maps/documentation/utilities/polylinealgorithm
    """
    values = _differences(line)
    x = y = 0
    for dx, dy in zip(values, values, strict=True):
        x, y = x + dx, y + dy
        yield x / scale, y / scale


def _differences(line: str) -> Iterator[int]:
    value = shift = 0
    for letter in line:
        bits = ord(letter) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def _plain(arc: int) -> int:
    """The number of an arc, whichever way it is gone."""
    return ~arc if arc < 0 else arc


def _ring(ring: Sequence[int], arcs: Sequence[Line]) -> Line:
    found: Line = []
    for arc in ring:
        points = arcs[_plain(arc)]
        points = points[::-1] if arc < 0 else points
        found += points[1:] if found else points  # the first is the last of the arc before
    return found


@cache
def _world() -> Any:
    return json.loads(files(__package__).joinpath("world.json").read_text(encoding="utf-8"))
