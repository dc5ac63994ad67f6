"""``sayso show``: one incident, claim, report or source, with its words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..ledger import Ledger
from ..showing import detail
from .common import ledger_option, text_option


@click.command()
@click.argument("name", metavar="ID")
@ledger_option
@text_option
def show(name: str, folder: Path, form: str) -> None:
    """Show one incident, claim, report or source, with its words.

    \b
    Examples:
      sayso show 3f2a90c1b7de.i1      an incident
      sayso show 3f2a90c1b7de.e4      a claim
      sayso show 3f2a90c1b7de         a report (its batch's own id works too)
      sayso show "Wadi Wire"          a source
    """
    with Ledger.open(folder, create=False) as ledger:
        found = detail.find(ledger, name)
    if found is None:
        raise click.ClickException(
            f"nothing called {name!r} in {folder}: `sayso incidents`, `claims`, `reports` and `sources` list what there is"
        )
    if form == "json":
        click.echo(json.dumps({"kind": found[0]} | found[1], ensure_ascii=False, indent=1))
    else:
        click.echo(detail.show(*found), nl=False)
