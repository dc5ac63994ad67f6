"""``sayso outlets``: the outlets that names resolve to; one's own tables of them."""

from __future__ import annotations

from pathlib import Path

import click

from ..naming.aliases import host_and_path
from . import names
from .names import format_option, table_option


@click.group(invoke_without_command=True)
@click.pass_context
def outlets(context: click.Context) -> None:
    """Outlets: news media, agencies and monitors, and what names and addresses resolve to them.

    Without a command, all are listed. Names are looked up in the ledger's own tables first (LEDGER/outlets.toml), then in yours
    ($SAYSO_HOME/outlets.toml or ~/.config/sayso/outlets.toml), then in the package's; each extends or overrides the next.

    \b
    Examples:
      sayso outlets list --country LB
      sayso outlets show https://www.reuters.com/world/
      sayso outlets add "Wadi Wire" --kind agency --domain wadiwire.example
    """
    if context.invoked_subcommand is None:
        names.write("outlets", names.rows(names.known(None), "outlets", (), None, None), "table")


@outlets.command("list")
@click.argument("asked", nargs=-1, metavar="[WORDS]...")
@click.option("--kind", help="Words in the kind, e.g. state agency.")
@click.option("--country", help="Code of two letters or name, e.g. SY or Syria.")
@table_option
@format_option
def list_(asked: tuple[str, ...], kind: str | None, country: str | None, ledger: Path | None, form: str) -> None:
    """List outlets whose names hold all of these words.

    \b
    Examples:
      sayso outlets list observatory
      sayso outlets list --country SY --kind "state agency" --format csv > outlets.csv
    """
    names.write("outlets", names.rows(names.known(ledger), "outlets", asked, kind, country), form)


@outlets.command()
@click.argument("name")
@table_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def show(name: str, ledger: Path | None, form: str) -> None:
    """Show what a name or phrase, or a web address, resolves to, how, and what else it may be.

    The exit status is 1 when it stays open.

    \b
    Examples:
      sayso outlets show SANA
      sayso outlets show https://english.almanar.com.lb/1
    """
    names.show(names.known(ledger), "outlets", name, None, form)


@outlets.command()
@click.argument("name")
@click.option("--alias", "aliases", multiple=True, help="Another name of it, nobody else's (repeatable).")
@click.option(
    "--shared",
    "ambiguous",
    multiple=True,
    help="A name that others have too; it means this one in reports about its country (repeatable).",
)
@click.option(
    "--domain",
    "domains",
    multiple=True,
    help="A domain of its pages, with a path where the host is shared: t.me/channel (repeatable).",
)
@click.option("--kind", help="state agency, or any word of yours.")
@click.option("--country", help="Code of two letters or name, e.g. SY or Syria.")
@click.option("--affiliation", help="What it belongs to: id or name of an actor or outlet.")
@table_option
def add(
    name: str, aliases: tuple[str, ...], ambiguous: tuple[str, ...], domains: tuple[str, ...], kind: str | None, country: str | None,
    affiliation: str | None, ledger: Path | None,
) -> None:  # fmt: skip
    """Add an outlet, or facts to one that is there.

    \b
    Examples:
      sayso outlets add "Wadi Wire" --kind agency --domain wadiwire.example
      sayso outlets add sana --domain sana.example
    """
    fields = {
        "aliases": aliases, "ambiguous": ambiguous, "domains": _domains(domains), "kind": kind, "country": country, "affiliation": affiliation,
    }  # fmt: skip
    names.add("outlets", ledger, name, fields)


@outlets.command()
@click.argument("name")
@click.argument("aliases", nargs=-1, required=True, metavar="ALIAS...")
@table_option
def alias(name: str, aliases: tuple[str, ...], ledger: Path | None) -> None:
    """Give an outlet more names.

    \b
    Example:
      sayso outlets alias "Wadi Wire" WW
    """
    names.alias("outlets", ledger, name, aliases)


@outlets.command()
@click.argument("gone", metavar="A")
@click.argument("into", metavar="B")
@table_option
def merge(gone: str, into: str, ledger: Path | None) -> None:
    """Let A be another name of B: all names of A mean B.

    \b
    Example:
      sayso outlets merge "Wadi Wire" "Wadi News Agency"
    """
    names.merge("outlets", ledger, gone, into)


@outlets.command()
@click.argument("name")
@table_option
def remove(name: str, ledger: Path | None) -> None:
    """Take an outlet out of your tables; one of the package is overridden.

    Of an outlet that you merged into another, the merge is undone, and nothing else is taken out.

    \b
    Example:
      sayso outlets remove "Wadi Wire"
    """
    names.remove("outlets", ledger, name)


def _domains(given: tuple[str, ...]) -> tuple[str, ...]:
    """Domains as they are kept: host and path, without scheme and www."""
    out = []
    for address in given:
        place = host_and_path(address)
        if place is None:
            raise click.BadParameter(
                f"{address[:80]!r} is no domain or web address; write example.org or t.me/channel",
                param_hint="--domain",
            )
        out.append("/".join(p for p in place if p))
    return tuple(out)
