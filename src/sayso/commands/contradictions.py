"""``sayso contradictions``: what cannot both be so, over all incidents of a ledger or in one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..ledger import Filter, Ledger, query, weigh_all
from ..showing import tables
from .common import a_date, format_option, ledger_option, limit_option

KINDS = ("figures", "actors", "denial", "dates")
FIELDS = ("incident", "type", "start", "place", "kind", "a", "b", "a_says", "b_says", "within", "sentence")

tables.COLUMNS["contradictions"] = [
    ("incident", lambda r: r["incident"]),
    ("what", lambda r: ", ".join(x for x in (r["type"], r["place"], r["start"]) if x)),
    ("kind", lambda r: r["kind"]),
    ("one", lambda r: f"{r['a']}: {r['a_says']}"),
    ("the other", lambda r: f"{r['b']}: {r['b_says']}"),
    ("why", lambda r: r["sentence"]),
]


@click.command()
@ledger_option
@click.option("--incident", help="Only in this incident.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only of this kind (repeatable).")
@click.option("--between", is_flag=True, help="Only between reports, not within one.")
@click.option("--main", is_flag=True, default=None, help="Only in what reports are chiefly about.")
@click.option("--place", help="Words in the name of the place.")
@click.option("--since", callback=a_date, metavar="DATE", help="In incidents on or after this day.")
@click.option("--until", callback=a_date, metavar="DATE", help="In incidents on or before this day.")
@limit_option
@format_option
def contradictions(
    folder: Path, incident: str | None, kinds: tuple[str, ...], between: bool, main: bool | None, place: str | None, since: str | None,
    until: str | None, limit: int | None, form: str,
) -> None:  # fmt: skip
    """List what cannot both be so: figures that exclude each other, differing actors, denied against asserted, differing days.

    It does not say who is right. A source that later gives a higher figure updates its own and does not contradict itself.

    \b
    Examples:
      sayso contradictions --between --kind figures
      sayso contradictions --incident 3f2a90c1b7de.i1
      sayso contradictions --format csv > contradictions.csv
    """
    with Ledger.open(folder, create=False) as ledger:
        chosen = Filter(incident=incident, main=main, place=place, since=since, until=until)
        found = {row["id"]: row for row in query.incidents(ledger, chosen)}
        if incident is not None and not found:
            raise click.ClickException(
                f"no incident {incident!r} in {folder} that fits: `sayso incidents -l {folder}` lists them"
            )
        rows = (r for r in _rows(ledger, found) if (not kinds or r["kind"] in kinds) and not (between and r["within"]))
        tables.write(
            "contradictions", (r for n, r in enumerate(rows) if not limit or n < limit), form, sys.stdout, FIELDS
        )


def _rows(ledger: Ledger, incidents: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for weighed in weigh_all(ledger, incidents):
        row = incidents[weighed.incident]
        for c in weighed.contradictions:
            yield {
                "incident": c.incident, "type": row["type"], "start": row["start"], "place": row["place"], "kind": c.kind, "a": c.a, "b": c.b,
                "a_says": c.a_says, "b_says": c.b_says, "within": c.within, "sentence": c.sentence,
            }  # fmt: skip
