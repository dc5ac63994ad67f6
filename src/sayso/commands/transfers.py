"""``sayso transfers``: weapons, goods, money and training that pass from party to party."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from ..ledger import Filter, Ledger
from ..showing import gathering, tables
from .listing import Row, has, options, readings, short, when, write

HOW = ("supply", "sale", "payment", "training", "seizure", "clearance")


def _route(row: Row) -> str:
    return f"{row['route']} ({row['step']})" if row["route"] else ""


tables.COLUMNS["transfers"] = [
    ("id", lambda r: r["id"]),
    ("how", lambda r: r["how"]),
    ("status", lambda r: r["status"]),
    ("from", lambda r: r["giver"]),
    ("to", lambda r: r["receiver"]),
    ("goods", lambda r: short(r["goods"])),
    ("when", when),
    ("where", lambda r: r["place"] or ""),
    ("route (step)", _route),
    ("on whose word", lambda r: tables.chain_words(r["chain"])),
]


@click.command()
@options("dot")
@click.option("--how", "hows", multiple=True, type=click.Choice(HOW), help="Only this way (repeatable).")
@click.option("--party", help="Words in the name of who gives or gets.")
@click.option("--goods", help="Words in the goods.")
def transfers(
    folder: Path, report: str | None, outlet: str | None, since: str | None, until: str | None, limit: int | None, form: str,
    hows: tuple[str, ...], party: str | None, goods: str | None,
) -> None:  # fmt: skip
    """List supplies, sales, payments and seizures: from whom to whom, what, and on whose word.

    Transfers that pass the same thing on ("supplied to A, which sold it to B") are numbered along one route. With `--format dot` the same is a
    graph for Graphviz.

    \b
    Examples:
      sayso transfers --goods missiles
      sayso transfers --format dot | dot -Tsvg -o transfers.svg
    """
    from ..weighing.registers import Transfer, dot, fields, row
    from ..weighing.registers import transfers as of

    resolve = gathering.resolver(folder)
    with Ledger.open(folder, create=False) as ledger:
        chosen = readings(ledger, Filter(report=report, outlet=outlet, since=since, until=until))
        found = [
            t for reading in chosen for t in of(reading, resolve)
            if (not hows or t.how in hows) and has(goods, t.goods)
            and has(party, t.giver.name, t.giver.words, t.receiver.name, t.receiver.words)
        ]  # fmt: skip
    if form == "dot":
        click.echo(dot(islice(found, limit)), nl=False)
    else:
        write("transfers", (row(t) for t in found), fields(Transfer), form, limit)
