"""The commands that ``sayso actors`` and ``sayso outlets`` have alike: ``list``, ``alias``, ``merge`` and ``remove``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..naming.entries import Which
from . import names
from .common import format_option, stacked
from .names import table_option

Option = Callable[[Any], Any]
country_option = click.option("--country", help="Code of two letters or name, e.g. SY or Syria.")


@dataclass(frozen=True, slots=True)
class Words:
    """What the help of one of the two says, and that of the other does not.

    Args:
        which: ``actors`` or ``outlets``, the name of the group too.
        one: one of them, with its article: ``an actor``.
        kind: an example of a kind.
        lists, alias, merge, remove: the words behind the command in its examples.
    """

    which: Which
    one: str
    kind: str
    lists: Sequence[str]
    alias: str
    merge: str
    remove: str


def extend(group: click.Group, words: Words) -> None:
    """Give a group the four commands; without a command it lists everything."""
    for make in (_list, _alias, _merge, _remove):
        group.add_command(make(words))


def list_all(context: click.Context, which: Which) -> None:
    """Print the whole table where the group is called without a command."""
    if context.invoked_subcommand is None:
        names.write(which, names.rows(names.known(None), which, (), None, None), "table")


def facts(kind: str, own: Option) -> Option:
    """The options of ``add``.

    Args:
        kind: an example of a kind.
        own: the option that only one of the two tables has.
    """
    return stacked(
        click.option("--alias", "aliases", multiple=True, help="Another name of it, nobody else's (repeatable)."),
        click.option(
            "--shared",
            "ambiguous",
            multiple=True,
            help="A name that others have too; it means this one in reports about its country (repeatable).",
        ),
        own,
        click.option("--kind", help=f"{kind}, or any word of yours."),
        country_option,
        click.option("--affiliation", help="What it belongs to: id or name of an actor or outlet."),
        table_option,
    )


def _help(said: str, which: str, *examples: str) -> str:
    """Help with its examples, each a command and its words."""
    lines = "\n".join(f"  sayso {which} {example}" for example in examples)
    return f"{said}\n\n\b\nExample{'s' if len(examples) > 1 else ''}:\n{lines}"


def _list(words: Words) -> click.Command:
    which = words.which
    said = f"List {which} whose names hold all of these words."

    @click.command("list", help=_help(said, which, *(f"list {example}" for example in words.lists)))
    @click.argument("asked", nargs=-1, metavar="[WORDS]...")
    @click.option("--kind", help=f"Words in the kind, e.g. {words.kind}.")
    @country_option
    @table_option
    @format_option
    def list_(asked: tuple[str, ...], kind: str | None, country: str | None, ledger: Path | None, form: str) -> None:
        names.write(which, names.rows(names.known(ledger), which, asked, kind, country), form)

    return list_


def _alias(words: Words) -> click.Command:
    @click.command(help=_help(f"Give {words.one} more names.", words.which, f"alias {words.alias}"))
    @click.argument("name")
    @click.argument("aliases", nargs=-1, required=True, metavar="ALIAS...")
    @table_option
    def alias(name: str, aliases: tuple[str, ...], ledger: Path | None) -> None:
        names.alias(words.which, ledger, name, aliases)

    return alias


def _merge(words: Words) -> click.Command:
    said = "Let A be another name of B: all names of A mean B."

    @click.command(help=_help(said, words.which, f"merge {words.merge}"))
    @click.argument("gone", metavar="A")
    @click.argument("into", metavar="B")
    @table_option
    def merge(gone: str, into: str, ledger: Path | None) -> None:
        names.merge(words.which, ledger, gone, into)

    return merge


def _remove(words: Words) -> click.Command:
    said = (
        f"Take {words.one} out of your tables; one of the package is overridden.\n\n"
        f"Of {words.one} that you merged into another, the merge is undone, and nothing else is taken out."
    )

    @click.command(help=_help(said, words.which, f"remove {words.remove}"))
    @click.argument("name")
    @table_option
    def remove(name: str, ledger: Path | None) -> None:
        names.remove(words.which, ledger, name)

    return remove
