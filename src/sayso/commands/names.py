"""What ``sayso actors`` and ``sayso outlets`` have in common: listing, showing and changing the tables of names."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..naming import own
from ..naming.actors import resolve_name
from ..naming.aliases import PACKAGE, Tables, load, own_folder
from ..naming.entries import Entry, TableError, Which
from ..naming.outlets import resolve_outlet
from ..naming.words import name_key
from ..records import Resolution, plain
from ..showing import tables

COLUMNS: list[tuple[str, Callable[[Any], Any]]] = [
    ("id", lambda r: r["id"]),
    ("name", lambda r: r["name"]),
    ("kind", lambda r: r["kind"]),
    ("country", lambda r: r["country"] or ""),
    ("affiliation", lambda r: r["affiliation"] or ""),
    ("other names", lambda r: _some((*r["aliases"], *(f"{a} (shared)" for a in r["ambiguous"])))),
]
FIELDS = (
    "id",
    "name",
    "aliases",
    "ambiguous",
    "kind",
    "country",
    "affiliation",
    "years",
    "described",
    "domains",
    "table",
)
tables.COLUMNS["actors"] = COLUMNS
tables.COLUMNS["outlets"] = [*COLUMNS[:5], ("domains", lambda r: _some(r["domains"])), COLUMNS[5]]

table_option = click.option(
    "-l",
    "--ledger",
    "ledger",
    type=click.Path(path_type=Path, file_okay=False),
    help="Use this ledger's own tables too, and write there. Without: your own tables.",
)


def _some(names: tuple[str, ...] | list[str], most: int = 6) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


@contextmanager
def errors() -> Iterator[None]:
    """Errors of tables as one line."""
    try:
        yield
    except TableError as error:
        raise click.ClickException(tables.plain_line(error)) from None


def known(ledger: Path | None) -> Tables:
    """All tables; an error in them as one line."""
    with errors():
        return load(ledger)


def folder_of(ledger: Path | None) -> Path:
    """Where own tables are written.

    Raises:
        click.ClickException: there is no such ledger.
    """
    if ledger is None:
        return own_folder()
    if not ledger.is_dir():
        raise click.ClickException(
            f"no ledger {ledger}: make one with `sayso add ... -l {ledger}`, or leave -l out for your own tables"
        )
    return ledger


def rows(
    found: Tables, which: Which, asked: tuple[str, ...], kind: str | None, country: str | None
) -> Iterator[dict[str, Any]]:
    """The entries that hold all words in a name, id or affiliation, by id, as rows."""
    wanted = [k for w in asked for k in name_key(w).split()]
    for entry in sorted(found.index(which).entries.values(), key=lambda e: e.id):
        if kind and kind.lower() not in entry.kind.lower():
            continue
        if country and country.upper() != (entry.country or "").upper() and not _in_country(found, entry, country):
            continue
        text = " ".join(
            map(name_key, (entry.id, *entry.names, *entry.ambiguous, *entry.domains, entry.affiliation or ""))
        )
        if all(w in text for w in wanted):
            yield row(entry)


def _in_country(found: Tables, entry: Entry, country: str) -> bool:
    state = found.states.states.get(entry.country or "")
    return state is not None and name_key(country) in {name_key(n) for n in (state.name, *state.other)}


def row(entry: Entry) -> dict[str, Any]:
    """An entry as a row; the table by its file, or "package"."""
    said = plain(entry)
    said["table"] = "package" if entry.table.startswith(str(PACKAGE)) else entry.table
    return {name: said[name] for name in FIELDS}


def write(which: Which, found: Iterator[dict[str, Any]], form: str) -> None:
    """Print rows as a table, CSV or JSON; several names in one cell of CSV are set apart by semicolons."""
    if form == "csv":
        found = ({k: "; ".join(v) if isinstance(v, list) else v for k, v in r.items()} for r in found)
    tables.write(which, found, form, sys.stdout, FIELDS)


def show(found: Tables, which: Which, name: str, country: str | None, form: str) -> None:
    """Print what a name resolves to, how, and what else it may be."""
    entry = found.entry(name)
    if entry is not None:
        result = Resolution(entry.id, entry.name, entry.kind, entry.country, entry.affiliation, "the id", 1.0)
    elif which == "outlets":
        result = resolve_outlet(name, found)
    else:
        result = resolve_name(name, found, country)
    entry = found.entry(result.id) if result.id else None
    if form == "json":
        click.echo(json.dumps(plain(result) | {"entry": row(entry) if entry else None}, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(found, name, result, entry)))
    if result.id is None:
        sys.exit(1)


def _lines(found: Tables, name: str, result: Resolution, entry: Entry | None) -> Iterator[str]:
    line = tables.plain_line
    yield f"{line(name)}: {line(result.id or 'open')}"
    yield f"  how: {line(result.how)}"
    for other in result.candidates:
        candidate = found.entry(other)
        yield f"  may be: {line(other)}" + (
            f" ({line(candidate.name)}, {candidate.country or 'no country'})" if candidate else ""
        )
    if entry is None:
        return
    for field in ("name", "kind", "country", "affiliation", "years"):
        if getattr(entry, field):
            yield f"  {field}: {line(getattr(entry, field))}"
    above = found.affiliations(entry.id)
    if len(above) > 1:
        yield f"  belongs to: {line(' < '.join(above))}"
    for field in ("aliases", "ambiguous", "domains", "described"):
        if getattr(entry, field):
            yield f"  {field}: {line(', '.join(getattr(entry, field)))}"
    if result.also:
        yield f"  also named: {line(', '.join(result.also))}"
    yield f"  table: {line(row(entry)['table'])}"


def add(which: Which, ledger: Path | None, name: str, fields: dict[str, Any]) -> None:
    """Add an entry or facts to one, and say where."""
    folder = folder_of(ledger)
    affiliation, country = fields.get("affiliation"), fields.get("country")
    found = known(ledger)
    if affiliation and found.entry(affiliation) is None:
        owner = own.owner(found, "actors", affiliation) or own.owner(found, "outlets", affiliation)
        if owner is None:
            raise click.BadParameter(
                f"{affiliation!r} is no actor or outlet: `sayso actors list WORD` finds ids", param_hint="--affiliation"
            )
        fields["affiliation"] = owner.id
    if country:
        fields["country"] = _code(found, country)
    with errors():
        ident = own.add(folder, which, name, fields, found)
    click.echo(f"{ident}: written to {folder / f'{which}.toml'}", err=True)


def _code(found: Tables, country: str) -> str:
    codes = found.states.states
    if country.upper() in codes:
        return country.upper()
    for code, state in codes.items():
        if name_key(country) in {name_key(n) for n in (state.name, *state.other)}:
            return code
    if len(country) == 2 and country.isalpha() and country.isascii():
        return country.upper()
    raise click.BadParameter(
        f"{country!r} is no country known here: give its code of two letters (ISO 3166-1), e.g. SY",
        param_hint="--country",
    )


def alias(which: Which, ledger: Path | None, name: str, aliases: tuple[str, ...]) -> None:
    """Give an entry more names, and say where."""
    folder = folder_of(ledger)
    with errors():
        ident = own.alias(folder, which, name, aliases, known(ledger))
    click.echo(f"{ident}: written to {folder / f'{which}.toml'}", err=True)


def merge(which: Which, ledger: Path | None, gone: str, into: str) -> None:
    """Make one entry a name of another, and say where."""
    folder = folder_of(ledger)
    with errors():
        one, two = own.merge(folder, which, gone, into, known(ledger))
    click.echo(f"{one} is {two} from now on: written to {folder / f'{which}.toml'}", err=True)


def remove(which: Which, ledger: Path | None, name: str) -> None:
    """Take an entry out, or undo a merge of it, and say where."""
    folder = folder_of(ledger)
    with errors():
        undone = own.unmerge(folder, which, name, known(ledger))
        if undone is not None:
            click.echo(f"{undone[0]} is no longer {undone[1]}: written to {folder / f'{which}.toml'}", err=True)
            return
        ident, overridden = own.remove(folder, which, name, known(ledger))
    how = "overridden" if overridden else "removed"
    click.echo(f"{ident}: {how} in {folder / f'{which}.toml'}", err=True)
