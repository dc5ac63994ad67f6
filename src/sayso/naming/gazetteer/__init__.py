"""Gazetteers: places by name. The default is built once from GeoNames' populated places; a user's own are asked before it."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from ..kinds import How, Kind
from .build import build, cache_folder, index_path
from .entries import Entry, Listed
from .index import Index
from .lookup import Gazetteer, Match
from .store import folder_of, open_own

LIKE = 0.87  # likeness from which on another transliteration is taken for the name, where there is no report to tell


def open_gazetteer(ledger: Path | None = None, default: bool = True) -> Gazetteer:
    """The gazetteers of a ledger, of the user, and the default one, which is built when it is not there.

    Args:
        ledger: the ledger's folder.
        default: with the default gazetteer.

    Raises:
        OSError: the default cannot be built, since the cache folder cannot be written, or a gazetteer cannot be read.
    """
    folders = ([folder_of(ledger)] if ledger is not None else []) + [folder_of(None)]
    own = open_own(folders)
    return Gazetteer([*own, *([Index(build())] if default else [])])


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """The default gazetteer alone, opened once for each process.

    Raises:
        OSError: as ``open_gazetteer``.
    """
    return Gazetteer([Index(build())])


@lru_cache(maxsize=1)
def _default() -> Gazetteer | None:
    try:
        return default_gazetteer()
    except OSError:
        return None  # no cache folder to write: places stay without coordinates


def locate(name: str | None) -> tuple[float, float] | None:
    """Latitude and longitude of a place as written: the best-known place of that name, without regard to any report.

    A country's name gives None: a country is not a point. None also where nothing has that name, or one that sounds nearly like it (``LIKE``).
    """
    gazetteer = _default()
    if not name or gazetteer is None:
        return None
    matches = [m for m in gazetteer.lookup(name) if m.entry.how != How.SOUND or m.alike >= LIKE]
    if not matches or any(m.entry.kind in (Kind.COUNTRY, Kind.CONTINENT) and not m.bare for m in matches):
        return None
    settled = [m for m in matches if m.entry.kind in (Kind.SETTLEMENT, Kind.CAPITAL, Kind.SITE)]
    best = max(
        settled or matches,
        key=lambda m: (m.entry.kind == m.kind, m.entry.how != How.SOUND or _by_sound(m), m.entry.population),
    )
    return best.entry.lat, best.entry.lon


def _by_sound(match: Match) -> float:
    """How good another transliteration is: by likeness (below 1), and a large town rather than a hamlet that sounds a little more alike."""
    return (match.alike + 0.05 * math.log10(match.entry.population + 1)) / 2


__all__ = [
    "Entry", "Gazetteer", "Index", "Listed", "Match", "build", "cache_folder", "default_gazetteer", "index_path", "locate", "open_gazetteer",
]  # fmt: skip
