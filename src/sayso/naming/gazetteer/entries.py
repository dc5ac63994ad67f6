"""What an index holds about a place, and how it is packed.

A key of the index leads to all places that have this name in one row: fixed records of 22 bytes, the most populous place first.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..kinds import How, Kind

RECORD = struct.Struct("<IffI2sBBH")  # number, latitude, longitude, population, country, kind, how, first-level region
MOST = 100  # places kept for one key


@dataclass(frozen=True, slots=True)
class Listed:
    """One place to be put into an index.

    Attributes:
        number: its own in this index (GeoNames' id, where it has one).
        lat, lon: degrees, WGS 84.
        country: ISO 3166-1 alpha-2, or "".
        region: GeoNames' code of the first-level region it lies in or is (``SY.09``), or "".
        names: (name, how it belongs to the place); the first is its name.
    """

    number: int
    lat: float
    lon: float
    kind: Kind
    country: str
    region: str
    population: int
    names: tuple[tuple[str, How], ...]


class Entry(NamedTuple):
    """One place under one key."""

    number: int
    lat: float
    lon: float
    population: int
    country: str
    kind: int
    how: int
    region: str
    source: str


def pack(records: Iterable[bytes]) -> bytes:
    """The records of one key as one value: each place once, as what it is best known, the most populous first; at most ``MOST``."""
    best: dict[int, tuple[int, int, bytes]] = {}
    for record in records:
        number, _, _, population, _, kind, how, _ = RECORD.unpack(record)
        if number not in best or best[number][1] < how:
            best[number] = (population + _PRIOR.get(kind, 0), how, record)
    return b"".join(r for _, _, r in sorted(best.values(), key=lambda b: (-b[0], -b[1], b[2]))[:MOST])


_PRIOR = {
    Kind.COUNTRY: 10**9,
    Kind.CONTINENT: 10**9,
    Kind.REGION: 10**6,
    Kind.AREA: 10**6,
    Kind.WATER: 10**6,
    Kind.CAPITAL: 10**5,
}


def unpack(blob: bytes, regions: list[str], source: str) -> Iterator[Entry]:
    """The places of one key."""
    for number, lat, lon, population, country, kind, how, region in RECORD.iter_unpack(blob):
        yield Entry(
            number, lat, lon, population, country.decode("ascii").strip("\0"), kind, how, regions[region], source
        )


def sound_coordinates(lat: float, lon: float) -> bool:
    """Are these degrees of latitude and longitude?"""
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
