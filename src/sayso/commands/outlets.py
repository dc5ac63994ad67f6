"""``sayso outlets``: the outlets that names resolve to; one's own tables of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..naming.aliases import host_and_path
from . import names
from .common import text_option
from .names import table_option
from .names_group import Words, extend, facts, list_all


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
    list_all(context, "outlets")


extend(
    outlets,
    Words(
        "outlets",
        "an outlet",
        "state agency",
        lists=("observatory", '--country SY --kind "state agency" --format csv > outlets.csv'),
        alias='"Wadi Wire" WW',
        merge='"Wadi Wire" "Wadi News Agency"',
        remove='"Wadi Wire"',
    ),
)


@outlets.command()
@click.argument("name")
@table_option
@text_option
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
@facts(
    "state agency",
    click.option(
        "--domain",
        "domains",
        multiple=True,
        help="A domain of its pages, with a path where the host is shared: t.me/channel (repeatable).",
    ),
)
def add(name: str, ledger: Path | None, domains: tuple[str, ...], **fields: Any) -> None:
    """Add an outlet, or facts to one that is there.

    \b
    Examples:
      sayso outlets add "Wadi Wire" --kind agency --domain wadiwire.example
      sayso outlets add sana --domain sana.example
    """
    names.add("outlets", ledger, name, fields | {"domains": _domains(domains)})


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
