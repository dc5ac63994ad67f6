"""Reads a gazetteer of one's own: a GeoNames country dump, a CSV table or GeoJSON points.

Whatever is wrong with a file is said with its line (or feature), and nothing of it is then loaded: ``store.add`` writes an index only from a file that
was read to its end.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from ..keys import key
from ..kinds import How, Kind
from .entries import Listed, sound_coordinates

FORMATS = ("geonames", "csv", "geojson")
_LINE = 1 << 20  # characters of the longest line taken
_GEOJSON = 300_000_000  # bytes of the largest GeoJSON taken, since it is held in memory
_NAMES = 2_000  # of one place
_COLUMNS = {
    "name": ("name", "asciiname", "place", "placename", "toponym", "title"),
    "lat": ("lat", "latitude", "y"), "lon": ("lon", "lng", "long", "longitude", "x"),
    "country": ("country", "countrycode", "iso", "cc", "iso2"), "region": ("region", "admin1", "admin1code", "province", "governorate", "state"),
    "population": ("population", "pop"), "kind": ("kind", "type", "class", "feature"),
    "others": ("others", "aliases", "alternatenames", "altnames", "othernames", "alias"),
}  # fmt: skip
_CLASSES = {"A": Kind.DISTRICT, "P": Kind.SETTLEMENT, "H": Kind.WATER, "L": Kind.AREA, "R": Kind.SITE, "S": Kind.SITE, "T": Kind.MOUNTAIN, "U": Kind.WATER, "V": Kind.AREA}  # fmt: skip
_CODES = {
    "PCL": Kind.COUNTRY, "PCLI": Kind.COUNTRY, "PCLD": Kind.COUNTRY, "PCLS": Kind.COUNTRY, "PCLF": Kind.COUNTRY, "ADM1": Kind.REGION, "CONT": Kind.CONTINENT,
    "PPLC": Kind.CAPITAL, "STM": Kind.RIVER, "STMI": Kind.RIVER, "ISL": Kind.ISLAND, "ISLS": Kind.ISLAND,
}  # fmt: skip


class GazetteerError(ValueError):
    """What is wrong with a gazetteer, with its file and line, and what to do."""


def read(path: Path, form: str | None = None) -> Iterator[Listed]:
    """The places of a file, one by one.

    Args:
        path: the file.
        form: one of ``FORMATS``; by default told from the name and the first line.

    Raises:
        GazetteerError: while reading, where something is malformed.
        OSError: it cannot be read.
    """
    form = form or guess(path)
    if form == "geojson":
        yield from _geojson(path)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _geonames(path, file) if form == "geonames" else _csv(path, file)
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"{path}: not UTF-8 text ({error.reason} at byte {error.start}): save it as UTF-8, unpacked"
        ) from None


def guess(path: Path) -> str:
    """The format of a file.

    Raises:
        GazetteerError: it is none of them.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(65_536)
    if not head.strip():
        raise GazetteerError(f"{path}: empty")
    if head[:2] == b"PK":
        raise GazetteerError(f"{path}: a ZIP archive; unpack it and add the text file inside")
    if b"\0" in head:
        raise GazetteerError(f"{path}: not text; a GeoNames dump, CSV or GeoJSON in UTF-8 is wanted")
    start = head.decode("utf-8-sig", "replace").lstrip()
    if start.startswith("{"):
        return "geojson"
    return "geonames" if start.split("\n", 1)[0].count("\t") == 18 else "csv"


def _lines(path: Path, file: TextIO) -> Iterator[tuple[int, str]]:
    number = 0
    while line := file.readline(_LINE):
        number += 1
        if "\0" in line:
            raise GazetteerError(f"{path}, line {number}: a NUL character; this is not text")
        if len(line) >= _LINE:
            raise GazetteerError(f"{path}, line {number}: longer than {_LINE:,} characters")
        yield number, line


# ------------------------------------------------------------------ GeoNames


def _geonames(path: Path, file: TextIO) -> Iterator[Listed]:
    for number, line in _lines(path, file):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}, line {number}"
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != 19:
            raise GazetteerError(f"{where}: {len(cells)} columns, where a GeoNames dump has 19")
        if not cells[0].isascii() or not cells[0].isdigit() or int(cells[0]) >= 2**32:
            raise GazetteerError(f"{where}: {cells[0][:40]!r} is no GeoNames id")
        country = _country(cells[8], where)
        region = f"{country}.{cells[10]}" if cells[10] not in ("", "00") and country else ""
        kind = _CODES.get(cells[7], _CLASSES.get(cells[6], Kind.SITE))
        if cells[7] in ("ADM1", "PCLI", "PCL") and kind == Kind.COUNTRY:
            region = ""
        names = _names(cells[1], [cells[2], *cells[3].split(",")], where)
        yield _place(int(cells[0]), cells[4], cells[5], kind, country, region, cells[14], names, where)


# ------------------------------------------------------------------ CSV


def _csv(path: Path, file: TextIO) -> Iterator[Listed]:
    lines = _lines(path, file)
    try:
        _, first = next(lines)
    except StopIteration:
        raise GazetteerError(f"{path}: empty") from None
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    column = _columns(header, path)
    rows = csv.reader((line for _, line in lines), delimiter=delimiter, strict=True)
    n = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise GazetteerError(f"{path}, line {rows.line_num + 1}: {error}") from None
        if not any(c.strip() for c in cells):
            continue
        n += 1
        where = f"{path}, line {rows.line_num + 1}"
        if len(cells) > len(header):
            raise GazetteerError(f"{where}: {len(cells)} cells, where the first line names {len(header)} columns")
        yield _record({f: cells[i].strip() for f, i in column.items() if i < len(cells)}, n, where)


def _columns(header: list[str], path: Path) -> dict[str, int]:
    """Which column is which field, by the names in the first line."""
    plain = [key(h) for h in header]
    found: dict[str, int] = {}
    for field, words in _COLUMNS.items():
        for word in words:
            if word in plain:
                found[field] = plain.index(word)
                break
    missing = [f for f in ("name", "lat", "lon") if f not in found]
    if missing:
        raise GazetteerError(
            f"{path}, line 1: no column {' and '.join(missing)}; the first line names the columns: name, lat, lon, and if known country, region, "
            "population, kind, others"
        )
    return found


def _record(cells: Mapping[str, Any], number: int, where: str) -> Listed:
    """A place from named values, as CSV and GeoJSON have them."""
    country = _country(str(cells.get("country") or ""), where)
    others = cells.get("others") or []
    others = others if isinstance(others, list) else str(others).replace("|", ";").split(";")
    names = _names(str(cells.get("name") or ""), [str(o) for o in others], where)
    kind = _kind(str(cells.get("kind") or ""))
    region = _region(str(cells.get("region") or ""), country)
    return _place(
        number, cells.get("lat"), cells.get("lon"), kind, country, region, cells.get("population"), names, where
    )


def _kind(word: str) -> Kind:
    """A kind by its name or a GeoNames feature code; what is not known is a settlement."""
    plain = word.strip().upper()
    if plain in Kind.__members__:
        return Kind[plain]
    return _CODES.get(plain, _CLASSES.get(plain[:1], Kind.SITE) if plain in _CLASSES else Kind.SETTLEMENT)


def _region(word: str, country: str) -> str:
    """The code of a region: as given (``SY.09``), or found by name in the package's own table."""
    word = word.strip()
    if not word or not country:
        return ""
    if word.startswith(f"{country}."):
        return word
    return _region_codes().get((country, key(word)), f"{country}.{word}")


@lru_cache(maxsize=1)
def _region_codes() -> dict[tuple[str, str], str]:
    from .build import region_rows

    return {
        (code[:2], key(name)): code
        for code, _, _, _, names in region_rows()
        if code.count(".") == 1
        for name in names.split("|")
    }


# ------------------------------------------------------------------ GeoJSON


def _geojson(path: Path) -> Iterator[Listed]:
    if path.stat().st_size > _GEOJSON:
        raise GazetteerError(
            f"{path}: larger than {_GEOJSON // 1_000_000} MB; turn it into CSV, which is read line by line"
        )
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: not UTF-8 text (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise GazetteerError(f"{path}, line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise GazetteerError(f"{path}: nested too deeply") from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise GazetteerError(f"{path}: no list of features; a GeoJSON FeatureCollection is wanted")
    for number, feature in enumerate(features, 1):
        where = f"{path}, feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise GazetteerError(f"{where}: not a feature with properties")
        given = {key(str(k)): v for k, v in feature["properties"].items()}
        cells = {
            f: given[w]
            for f, words in reversed(_COLUMNS.items())
            for w in reversed(words)
            if given.get(w) not in (None, "")
        }
        lat, lon = _middle(feature.get("geometry"), where)
        yield _record({**cells, "lat": lat, "lon": lon}, number, where)


def _middle(geometry: Any, where: str) -> tuple[float, float]:
    """(latitude, longitude) of a point, or the middle of the box round any other geometry."""
    points: list[tuple[float, float]] = []
    waiting = [geometry.get("coordinates") if isinstance(geometry, dict) else None]
    while waiting:
        some = waiting.pop()
        if isinstance(some, list) and len(some) >= 2 and all(type(x) in (int, float) for x in some[:2]):
            points.append((float(some[1]), float(some[0])))
        elif isinstance(some, list) and some:
            waiting += some
        else:
            raise GazetteerError(f"{where}: no coordinates")
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


# ------------------------------------------------------------------ checking


def _place(
    number: int, lat: Any, lon: Any, kind: Kind, country: str, region: str, population: Any, names: tuple[tuple[str, How], ...], where: str
) -> Listed:  # fmt: skip
    try:
        at = (float(lat), float(lon))
    except (TypeError, ValueError, OverflowError):
        raise GazetteerError(f"{where}: {str(lat)[:40]!r}, {str(lon)[:40]!r} are no coordinates in degrees") from None
    if not sound_coordinates(*at):
        raise GazetteerError(f"{where}: {at[0]:g}, {at[1]:g}: latitudes go from -90 to 90, longitudes from -180 to 180")
    return Listed(number, *at, kind, country, region, _people(population, where), names)


def _people(population: Any, where: str) -> int:
    try:
        count = int(float(str(population).replace(",", "") or 0)) if population not in (None, "") else 0
    except (ValueError, OverflowError):
        count = -1
    if count < 0 or count > 10**11:
        raise GazetteerError(f"{where}: {str(population)[:40]!r} is no population")
    return count


def _names(name: str, others: list[str], where: str) -> tuple[tuple[str, How], ...]:
    name = name.strip()
    if not key(name) or len(name) > 400:
        raise GazetteerError(f"{where}: {name[:40]!r} is no name")
    rest = dict.fromkeys(o.strip()[:400] for o in others[:_NAMES])
    return ((name, How.NAME), *((o, How.ALTERNATE) for o in rest if o and o != name and key(o)))


def _country(code: str, where: str) -> str:
    """A country's ISO 3166-1 alpha-2 code, from the code or its name."""
    code = code.strip()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code.upper()
    if code:
        found = _country_codes().get(key(code))
        if found is None:
            raise GazetteerError(
                f"{where}: {code[:40]!r} is no country; write its two-letter code (ISO 3166-1) or its name"
            )
        return found
    return ""


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    from .build import country_rows

    return {key(name): code for code, _, _, names, _ in country_rows() for name in names.split("|")}
