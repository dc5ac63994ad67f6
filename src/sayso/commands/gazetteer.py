"""``sayso gazetteer``: gazetteers of one's own, and what a name resolves to."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..naming import Gazetteer, open_gazetteer, resolve_places
from ..naming.gazetteer import store
from ..naming.gazetteer.load import FORMATS, read
from ..naming.resolving import to_json
from ..showing.tables import plain_line
from .common import text_option

ledger = click.option(
    "-l", "--ledger", "folder", type=click.Path(path_type=Path), help="Of this ledger; by default of the user, for all ledgers."
)  # fmt: skip


@click.group()
def gazetteer() -> None:
    """Add gazetteers of your own, and look places up.

    \b
    Examples:
      sayso gazetteer add SY.txt
      sayso gazetteer add villages.csv --name villages -l ledger
      sayso gazetteer show Tripoli
    """


@gazetteer.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default told from the file.")
@click.option("--name", help="By default the file's name. One of the same name is replaced.")
@ledger
def add(file: Path, form: str | None, name: str | None, folder: Path | None) -> None:
    """Load a GeoNames country dump, a CSV table (name, lat, lon; country, region, population, kind, others) or GeoJSON.

    Its places are looked up before the default ones. A file with a mistake is refused whole.

    \b
    Examples:
      sayso gazetteer add SY.txt
      sayso gazetteer add villages.csv --name villages
    """
    if folder is not None and not folder.is_dir():
        raise click.ClickException(f"no ledger in {folder}: make it with `sayso add`, or leave out -l")
    try:
        chosen = store.checked_name(name or file.stem)
        count = store.add(store.folder_of(folder), chosen, read(file, form), str(file))
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"cannot keep {file}: {error.strerror or error}") from None
    click.echo(f"{chosen}: {count} places", err=True)


@gazetteer.command(name="list")
@ledger
def list_(folder: Path | None) -> None:
    """List the gazetteers that are looked in, in their order.

    \b
    Example:
      sayso gazetteer list
    """
    for index in _opened(folder).indexes:
        about = index.about
        click.echo(f"{index.source}\t{about.get('places', '?')} places\t{plain_line(about.get('source', ''))}")


@gazetteer.command()
@click.argument("name")
@click.option("--country", metavar="CODE", help="Country that it is likely in (ISO 3166-1, e.g. SY).")
@text_option
@ledger
def show(name: str, country: str | None, form: str, folder: Path | None) -> None:
    """Show what a name resolves to by itself, and the candidates.

    \b
    Examples:
      sayso gazetteer show Tripoli
      sayso gazetteer show "Tripoli, Lebanon" --format json
    """
    if not name.strip():
        raise click.UsageError("give the name of a place")
    opened = _opened(folder)
    hint = country.upper() if country else None
    if hint and opened.title(hint) is None:
        raise click.BadParameter(f"{country!r} is no country's two-letter code", param_hint="--country")
    head = name.split(",")[0].strip() or name
    at = name.index(head)
    (place,) = resolve_places(name, [(at, at + len(head))], opened, hint)
    if form == "json":
        click.echo(json.dumps(to_json(place), ensure_ascii=False, indent=1))
        return
    where = "no coordinates" if place.lat is None else f"{place.lat}, {place.lon}"
    click.echo(
        plain_line(
            f"{head}: {where} ({place.precision}; {', '.join(x for x in (place.region, place.country) if x) or 'no country'})"
        )
    )
    for c in place.candidates:
        words = ", ".join(x for x in (c.name, c.region, c.country) if x)
        click.echo(f"  {c.score:.2f}  " + plain_line(f"{words} ({c.kind}) {c.lat}, {c.lon}: {c.reason}"))


@gazetteer.command()
@click.argument("name")
@ledger
def remove(name: str, folder: Path | None) -> None:
    """Remove a gazetteer of your own.

    \b
    Example:
      sayso gazetteer remove villages
    """
    try:
        there = store.remove(store.folder_of(folder), name)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"cannot remove {name}: {error.strerror or error}") from None
    if not there:
        raise click.ClickException(
            f"no gazetteer {name!r} in {store.folder_of(folder)}: `sayso gazetteer list` shows them"
        )
    click.echo(f"{name}: removed", err=True)


def _opened(folder: Path | None) -> Gazetteer:
    try:
        return open_gazetteer(folder)
    except OSError as error:
        raise click.ClickException(str(error)) from None
