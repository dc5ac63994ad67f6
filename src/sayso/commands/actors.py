"""``sayso actors``: the actors that names resolve to; one's own tables of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from . import names
from .common import text_option
from .names import table_option
from .names_group import Words, extend, facts, list_all


@click.group(invoke_without_command=True)
@click.pass_context
def actors(context: click.Context) -> None:
    """Actors: governments, forces, armed groups and bodies, and what names resolve to them.

    Without a command, all are listed. Names are looked up in the ledger's own tables first (LEDGER/actors.toml), then in yours
    ($SAYSO_HOME/actors.toml or ~/.config/sayso/actors.toml), then in the package's; each extends or overrides the next.

    \b
    Examples:
      sayso actors list kurdish
      sayso actors show "fighters from the al-Nusra Front"
      sayso actors add "Ford Militia" --alias FM --kind "armed group" --country TD
    """
    list_all(context, "actors")


extend(
    actors,
    Words(
        "actors",
        "an actor",
        "armed group",
        lists=("nusra", '--country SY --kind "armed group" --format csv > actors.csv'),
        alias='hts "Sham Liberation Board"',
        merge='"Ford Militia" "Ford Defence League"',
        remove='"Ford Militia"',
    ),
)


@actors.command()
@click.argument("name")
@click.option("--country", help="The country that its report is about, for names that several share.")
@table_option
@text_option
def show(name: str, country: str | None, ledger: Path | None, form: str) -> None:
    """Show what a name or phrase resolves to, how, and what else it may be.

    The exit status is 1 when it stays open.

    \b
    Examples:
      sayso actors show ISIS
      sayso actors show "Russian Defense Ministry spokesman"
      sayso actors show SNA --country SO
    """
    names.show(names.known(ledger), "actors", name, country, form)


@actors.command()
@click.argument("name")
@facts(
    "armed group",
    click.option(
        "--described",
        multiple=True,
        help="A word that reports describe it by: Kurdish for Kurdish fighters (repeatable).",
    ),
)
def add(name: str, ledger: Path | None, **fields: Any) -> None:
    """Add an actor, or facts to one that is there.

    \b
    Examples:
      sayso actors add "Ford Militia" --alias FM --kind "armed group" --country TD
      sayso actors add hezbollah --alias "the Party"
    """
    names.add("actors", ledger, name, fields)
