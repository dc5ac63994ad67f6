"""``sayso inferences``: what writers openly conclude, with the claims beside it."""

from __future__ import annotations

from pathlib import Path

import click

from ..ledger import Filter, Ledger
from ..showing import tables
from .listing import Row, options, readings, short, write


def _premises(row: Row) -> str:
    return "; ".join(f"{p['claim'].rpartition('.')[2]} {p['type']}: {short(p['words'])}" for p in row["rests_on"])


tables.COLUMNS["inferences"] = [
    ("id", lambda r: r["id"]),
    ("who", lambda r: tables.chain_words(r["chain"])),
    ("by the words", lambda r: r["cue"] or ""),
    ("concludes", lambda r: short(r["words"])),
    ("may rest on", _premises),
]


@click.command()
@options()
@click.option("--everyone", is_flag=True, help="Also what the sources conclude that a report quotes.")
def inferences(
    folder: Path,
    report: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    form: str,
    everyone: bool,
) -> None:
    """List what writers conclude ("this suggests that ..."), with the claims that it may rest on.

    Offered are the claims in the same and the two preceding sentences. That the conclusion rests on them is for the reader to judge.

    \b
    Examples:
      sayso inferences --report 3f2a90c1b7de
      sayso inferences --everyone --format json
    """
    from ..weighing.registers import Inference, fields, row
    from ..weighing.registers import inferences as of

    with Ledger.open(folder, create=False) as ledger:
        chosen = readings(ledger, Filter(report=report, outlet=outlet, since=since, until=until))
        rows = [row(i) for reading in chosen for i in of(reading, everyone)]
    write("inferences", rows, fields(Inference), form, limit)
