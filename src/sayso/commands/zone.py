"""``sayso zone``: named zones that paths and places are checked against."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path
from typing import Any

import click

from ..checking import Zone, ZoneError, zones
from ..checking.geodesy import LatLon
from ..checking.places import sure
from ..ledger import Ledger
from ..naming import Resolved, open_gazetteer
from ..showing import tables
from .common import format_option, ledger_option

FIELDS = ("name", "shape", "lat", "lon", "radius_km", "corners")

tables.COLUMNS["zones"] = [
    ("zone", lambda r: r["name"]),
    ("shape", lambda r: r["shape"]),
    ("middle", lambda r: "" if r["lat"] is None else f"{r['lat']:g}, {r['lon']:g}"),
    ("radius in km", lambda r: "" if r["radius_km"] is None else f"{r['radius_km']:g}"),
    ("corners", lambda r: r["corners"] or ""),
]


@click.group()
def zone() -> None:
    """Keep named zones that paths and places of the reports are checked against.

    \b
    Examples:
      sayso zone add "Dry Wells" --center 13.78,15.53 --radius-km 55
      sayso zone add ceasefire.geojson --name "the ceasefire zone"
      sayso zone list
      sayso zone remove "Dry Wells"
    """


@zone.command()
@click.argument("what", metavar="FILE.geojson|NAME")
@ledger_option
@click.option("--name", help="Name of the zone in the file; by default each feature's own property name.")
@click.option("--center", metavar="PLACE|LAT,LON", help="Middle of a round zone.")
@click.option("--radius-km", type=float, metavar="KM", help="Radius of a round zone.")
def add(what: str, folder: Path, name: str | None, center: str | None, radius_km: float | None) -> None:
    """Add zones from a GeoJSON file, or one round zone by its middle and radius.

    \b
    Examples:
      sayso zone add "Dry Wells" --center 13.78,15.53 --radius-km 55
      sayso zone add "Mao" --center Mao --radius-km 20
      sayso zone add ceasefire.geojson
    """
    if (center is None) != (radius_km is None):
        raise click.UsageError("a round zone needs both --center and --radius-km")
    if center is not None and name is not None:
        raise click.UsageError("the name of a round zone stands first: leave out --name")
    known = _known(folder)
    try:
        if center is not None and radius_km is not None:
            new = [zones.circle(what, _center(center, folder), radius_km)]
        else:
            new = zones.read(Path(what), name)
        for one in new:
            if (same := zones.named(known, one.name)) is not None:
                raise ZoneError(
                    f"there is a zone {same.name!r}: take it away with `sayso zone remove`, or choose another name"
                )
            if not zones.name_key(one.name):
                raise ZoneError(f"{one.name!r} is no name: it has no letter or digit")
            known.append(one)
        zones.save(folder, known)
    except ZoneError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{', '.join(tables.plain_line(z.name) for z in new)}: added to {folder / zones.FILE}", err=True)


@zone.command("list")
@ledger_option
@format_option
def list_(folder: Path, form: str) -> None:
    """List the zones.

    \b
    Example:
      sayso zone list --format json
    """
    rows = [_row(z) for z in _known(folder)]
    tables.write("zones", rows, form, sys.stdout, FIELDS)


@zone.command()
@click.argument("name")
@ledger_option
def remove(name: str, folder: Path) -> None:
    """Take a zone away.

    \b
    Example:
      sayso zone remove "Dry Wells"
    """
    known = _known(folder)
    gone = zones.named(known, name)
    if gone is None:
        raise click.ClickException(f"no zone {name!r} in {folder}: `sayso zone list -l {folder}` lists them")
    try:
        zones.save(folder, [z for z in known if z is not gone])
    except ZoneError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{tables.plain_line(gone.name)}: removed", err=True)


def _known(folder: Path) -> list[Zone]:
    """The zones of a ledger that is there."""
    Ledger.open(folder, create=False).close()
    try:
        return zones.load(folder)
    except ZoneError as error:
        raise click.ClickException(str(error)) from None


def _center(words: str, folder: Path) -> LatLon:
    """Coordinates of ``LAT,LON`` or of a place; an ambiguous place is refused, with what it may mean."""
    if m := re.fullmatch(r"\s*([-+]?\d+(?:\.\d+)?)\s*,\s*([-+]?\d+(?:\.\d+)?)\s*", words):
        lat, lon = float(m[1]), float(m[2])
        if not (math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180):
            raise ZoneError(f"{words.strip()!r}: latitudes go from -90 to 90, longitudes from -180 to 180")
        return lat, lon
    if not zones.name_key(words):
        raise ZoneError(f"{words!r} is no place: give its coordinates as --center LAT,LON")
    try:
        gazetteer = open_gazetteer(folder)
    except OSError as error:
        raise ZoneError(f"no gazetteer ({error.strerror or error}): give the middle as --center LAT,LON") from None
    place = Resolved(words, [(0, len(words))], gazetteer)[0, len(words)]
    found = sure(place) if place.candidates else None
    if found is not None:
        return found[0]
    if not place.candidates:
        raise ZoneError(f"no coordinates known for {words!r}: give them as --center LAT,LON")
    may = "; ".join(f"{c.name}, {c.region or c.country} ({c.lat:g},{c.lon:g})" for c in place.candidates[:3])
    raise ZoneError(f"{words!r} may mean several places ({may}): give the one as --center LAT,LON")


def _row(one: Zone) -> dict[str, Any]:
    lat, lon = one.center or (None, None)
    corners = sum(len(ring) for rings in one.polygons for ring in rings)
    radius = one.radius_km if one.center is not None else None
    shape = "circle" if one.center is not None else "polygon"
    return {"name": one.name, "shape": shape, "lat": lat, "lon": lon, "radius_km": radius, "corners": corners}
