"""What the commands of the first tables have in common: options that filter, and how rows are printed."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..ledger import Filter, Ledger, query
from ..reading.labels import EVENT_TYPES, FATES
from ..showing import tables
from .common import a_date, limit_option, stacked
from .listing import known


class Near(click.ParamType[tuple[float, float, float]]):
    """``PLACE,KM`` or ``LAT,LON,KM``."""

    name = "near"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float, float]:
        if isinstance(value, tuple):
            return value
        head, _, km = value.rpartition(",")
        try:
            radius = float(re.sub(r"\s*km$", "", km.strip()))
            numbers = re.fullmatch(r"\s*([-+]?[\d.]+)\s*,\s*([-+]?[\d.]+)\s*", head)
            given = (float(numbers[1]), float(numbers[2])) if numbers else None
        except ValueError:
            self.fail(f"{value!r}: write PLACE,KM (Palmyra,50) or LAT,LON,KM (34.55,38.27,50)", param, ctx)
        if not 0 <= radius < math.inf:  # which "nan" is not either
            self.fail(f"{km.strip()!r} is no distance: write kilometres, 0 or more", param, ctx)
        if given is not None:
            if abs(given[0]) > 90 or abs(given[1]) > 180:
                self.fail(f"{head.strip()!r}: latitudes go from -90 to 90, longitudes from -180 to 180", param, ctx)
            return *given, radius
        from ..naming import locate

        at = locate(head.strip())
        if at is None:
            self.fail(f"no coordinates known for {head.strip()!r}: give them as LAT,LON,KM", param, ctx)
        return at[0], at[1], radius


FILTERS: dict[str, Callable[[Any], Any]] = {
    "type": click.option(
        "--type", type=click.Choice(EVENT_TYPES), metavar="TYPE", help=f"Type of event: {', '.join(EVENT_TYPES)}."
    ),
    "type or fate": click.option(
        "--type",
        type=click.Choice(EVENT_TYPES + FATES),
        metavar="TYPE",
        help=f"Type of event: {', '.join(EVENT_TYPES)}; or fate of a toll: {', '.join(FATES)}.",
    ),
    "status": click.option(
        "--status",
        type=click.Choice(["actual", "denied", "prospective", "possible"]),
        help="Said to have happened, denied, planned, or hedged.",
    ),
    "actor": click.option("--actor", help="Words in the name of who did it."),
    "place": click.option("--place", help="Words in the name of the place."),
    "near": click.option("--near", type=Near(), metavar="PLACE,KM", help="Within so many km of a place or LAT,LON."),
    "since": click.option("--since", callback=a_date, metavar="DATE", help="On or after this day."),
    "until": click.option("--until", callback=a_date, metavar="DATE", help="On or before this day."),
    "source": click.option("--source", help="Somebody anywhere in the chain, by words in the name."),
    "outlet": click.option("--outlet", help="Words in the name of the outlet."),
    "report": click.option("--report", help="Id of a report (or the id its batch gave it)."),
    "incident": click.option("--incident", help="Id of an incident."),
    "main": click.option("--main", is_flag=True, default=None, help="Only what reports are chiefly about."),
    "limit": limit_option,
}


def filters(*names: str) -> Callable[[Any], Any]:
    """The filter options of these names in ``FILTERS``."""
    return stacked(*(FILTERS[name] for name in names))


def answer(
    kind: str,
    folder: Path,
    form: str,
    ask: Callable[[Ledger, Filter], Iterable[dict[str, Any]]],
    chosen: dict[str, Any],
) -> None:
    """Print what a ledger answers.

    Args:
        kind: of rows, as in ``tables.COLUMNS``.
        folder: of the ledger.
        form: ``table``, ``csv`` or ``json``.
        ask: a function of ``ledger.query``.
        chosen: fields of ``Filter`` by name.

    Raises:
        LedgerError: there is no ledger in the folder, or it is damaged.
        click.ClickException: the report or incident asked for is not there.
    """
    wanted = replace(Filter(), **chosen)
    with Ledger.open(folder, create=False) as ledger:
        known(ledger, wanted)
        tables.write(kind, ask(ledger, wanted), form, sys.stdout)
        wide = query.wide(ledger, kind, wanted) if wanted.near else 0
    if wide:
        click.echo(
            f"note: {wide} more are left out: a region or country is all that is known, and its middle is there",
            err=True,
        )
