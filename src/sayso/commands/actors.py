"""``sayso actors``: the actors that names resolve to; one's own tables of them."""

from __future__ import annotations

from pathlib import Path

import click

from . import names
from .names import format_option, table_option


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
    if context.invoked_subcommand is None:
        names.write("actors", names.rows(names.known(None), "actors", (), None, None), "table")


@actors.command("list")
@click.argument("asked", nargs=-1, metavar="[WORDS]...")
@click.option("--kind", help="Words in the kind, e.g. armed group.")
@click.option("--country", help="Code of two letters or name, e.g. SY or Syria.")
@table_option
@format_option
def list_(asked: tuple[str, ...], kind: str | None, country: str | None, ledger: Path | None, form: str) -> None:
    """List actors whose names hold all of these words.

    \b
    Examples:
      sayso actors list nusra
      sayso actors list --country SY --kind "armed group" --format csv > actors.csv
    """
    names.write("actors", names.rows(names.known(ledger), "actors", asked, kind, country), form)


@actors.command()
@click.argument("name")
@click.option("--country", help="The country that its report is about, for names that several share.")
@table_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
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
@click.option("--alias", "aliases", multiple=True, help="Another name of it, nobody else's (repeatable).")
@click.option(
    "--shared",
    "ambiguous",
    multiple=True,
    help="A name that others have too; it means this one in reports about its country (repeatable).",
)
@click.option(
    "--described", multiple=True, help="A word that reports describe it by: Kurdish for Kurdish fighters (repeatable)."
)
@click.option("--kind", help="armed group, or any word of yours.")
@click.option("--country", help="Code of two letters or name, e.g. SY or Syria.")
@click.option("--affiliation", help="What it belongs to: id or name of an actor or outlet.")
@table_option
def add(
    name: str, aliases: tuple[str, ...], ambiguous: tuple[str, ...], described: tuple[str, ...], kind: str | None, country: str | None,
    affiliation: str | None, ledger: Path | None,
) -> None:  # fmt: skip
    """Add an actor, or facts to one that is there.

    \b
    Examples:
      sayso actors add "Ford Militia" --alias FM --kind "armed group" --country TD
      sayso actors add hezbollah --alias "the Party"
    """
    fields = {
        "aliases": aliases, "ambiguous": ambiguous, "described": described, "kind": kind, "country": country, "affiliation": affiliation,
    }  # fmt: skip
    names.add("actors", ledger, name, fields)


@actors.command()
@click.argument("name")
@click.argument("aliases", nargs=-1, required=True, metavar="ALIAS...")
@table_option
def alias(name: str, aliases: tuple[str, ...], ledger: Path | None) -> None:
    """Give an actor more names.

    \b
    Example:
      sayso actors alias hts "Sham Liberation Board"
    """
    names.alias("actors", ledger, name, aliases)


@actors.command()
@click.argument("gone", metavar="A")
@click.argument("into", metavar="B")
@table_option
def merge(gone: str, into: str, ledger: Path | None) -> None:
    """Let A be another name of B: all names of A mean B.

    \b
    Example:
      sayso actors merge "Ford Militia" "Ford Defence League"
    """
    names.merge("actors", ledger, gone, into)


@actors.command()
@click.argument("name")
@table_option
def remove(name: str, ledger: Path | None) -> None:
    """Take an actor out of your tables; one of the package is overridden.

    Of an actor that you merged into another, the merge is undone, and nothing else is taken out.

    \b
    Example:
      sayso actors remove "Ford Militia"
    """
    names.remove("actors", ledger, name)
