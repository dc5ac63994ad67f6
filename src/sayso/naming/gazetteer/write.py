"""Writes an index: an SQLite file with a row for each key, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from ..keys import ARTICLE, fold, key, variants
from ..kinds import How, Kind
from ..translit import sound
from .entries import RECORD, Listed, pack

SCHEMA = 4
_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-40000;
CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT);
CREATE TABLE place (number INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE region (n INTEGER PRIMARY KEY, code TEXT);
CREATE TABLE title (code TEXT PRIMARY KEY, name TEXT, lat REAL, lon REAL) WITHOUT ROWID;
CREATE TABLE name (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE sound (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE wide (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TEMP TABLE raw (form INTEGER, key TEXT, record BLOB);
"""
_FORMS = ("name", "sound", "wide")
# Countries whose names reach reports through another script.
TRANSLITERATED = frozenset(
    "AE AF AM AZ BD BG BH BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY MA MK ML MM MN MR NE NP OM PK PS "
    "QA RS RU SA SD SO SS SY TD TH TJ TM TN TR UA UZ XK YE".split()
)
_WIDE = frozenset(
    (Kind.COUNTRY, Kind.REGION, Kind.CONTINENT, Kind.AREA, Kind.WATER, Kind.RIVER, Kind.MOUNTAIN, Kind.ISLAND)
)


def write(path: Path, places: Iterable[Listed], about: dict[str, str]) -> int:
    """Write an index of places to a path, replacing what is there.

    Args:
        path: the file; its folder is made.
        places: read once.
        about: what is known of the index (its name, origin, licence).

    Returns:
        How many places.

    Raises:
        OSError: the folder cannot be written, or the disk is full. Nothing is left behind, also when ``places`` raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".places-", dir=path.parent)
    os.close(handle)
    try:
        count = _fill(temporary, places, about)
        Path(temporary).replace(path)  # whole or not at all, also when two processes build it
    except sqlite3.Error as error:
        Path(temporary).unlink(missing_ok=True)
        raise OSError(str(error)) from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return count


def _fill(path: str, places: Iterable[Listed], about: dict[str, str]) -> int:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript(_TABLES)
        db.execute("BEGIN")
        regions = {"": 0}
        count = 0
        for place in places:
            count += 1
            region = regions.setdefault(place.region, len(regions))
            db.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (place.number, place.names[0][0]))
            if place.kind in (Kind.COUNTRY, Kind.REGION):
                code = place.country if place.kind == Kind.COUNTRY else place.region
                db.execute(
                    "INSERT OR IGNORE INTO title VALUES (?, ?, ?, ?)", (code, place.names[0][0], place.lat, place.lon)
                )
            db.executemany("INSERT INTO raw VALUES (?, ?, ?)", _rows(place, region))
        db.executemany("INSERT INTO region VALUES (?, ?)", [(n, code) for code, n in regions.items()])
        for form, table in enumerate(_FORMS):
            rows = db.execute("SELECT key, record FROM raw WHERE form = ? ORDER BY key", (form,))
            packed = ((name, pack(r for _, r in some)) for name, some in groupby(rows, key=lambda row: row[0]))
            db.executemany(f"INSERT INTO {table} VALUES (?, ?)", packed)  # noqa: S608
        db.executemany("INSERT INTO about VALUES (?, ?)", list((about | {"places": str(count)}).items()))
        db.execute("COMMIT")
        return count
    finally:
        db.close()


def _rows(place: Listed, region: int) -> Iterator[tuple[int, str, bytes]]:
    """(form, key, record) for each key under which a place is found."""
    keys: dict[str, int] = {}
    for name, how in place.names:
        for form, its in _keys(name, how, place):
            keys[form] = max(keys.get(form, 0), its)
    sounds = {s for name, how in place.names if _sounds(name, how, place) and len(s := sound(name)) > 1}

    def record(how: int) -> bytes:
        country = place.country.encode("ascii", "replace")[:2]
        return RECORD.pack(
            place.number, place.lat, place.lon, min(place.population, 2**32 - 1), country, place.kind, how, region
        )

    for one, best in keys.items():
        yield 0, one, record(best)
        if place.kind in _WIDE and best >= How.BARE:
            yield 2, one, record(best)
    for one in sounds:
        yield 1, one, record(How.SOUND)


def _keys(name: str, how: How, place: Listed) -> Iterator[tuple[str, int]]:
    """The keys of one of a place's names. Abbreviations are kept as they are written, so that "in" is not Indiana."""
    if how == How.SHORT:
        yield f"={name}", how
        return
    whole = key(name)
    if not whole or len(whole) > 100 or (len(whole) == 1 and how == How.ALTERNATE):
        return
    yield whole, how
    lesser = min(how, How.BARE)
    if place.kind in (Kind.REGION, Kind.DISTRICT) and how != How.PEOPLE:
        for variant in variants(name):
            if variant.kind in (place.kind, Kind.REGION, Kind.DISTRICT) or name.casefold().endswith("republic"):
                yield variant.key, How.BARE if how >= How.BARE else how
    if place.country in TRANSLITERATED:
        folded = fold(name)
        bare = ARTICLE.sub("", folded)
        if bare != folded:
            yield key(bare), lesser


def _sounds(name: str, how: How, place: Listed) -> bool:
    """Is a name kept by its sound? Only names in Latin letters of countries that do not write them."""
    return (
        place.country in TRANSLITERATED and how not in (How.SHORT, How.PEOPLE) and name.isprintable() and _latin(name)
    )


def _latin(name: str) -> bool:
    return all(
        ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x2000 or 0x2010 <= ord(c) <= 0x2040 or 0x2B0 <= ord(c) < 0x300
        for c in name
    )
