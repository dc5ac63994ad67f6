"""``sayso dossier``: one page to look at or to send to somebody, and its pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from ..ledger import Ledger
from .common import a_date, cannot_write, ledger_option
from .progress import Steps


@click.command()
@ledger_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write.  [default: dossier.html]",
)
@click.option("--report", "reports", multiple=True, metavar="ID", help="Only this report (repeatable).")
@click.option("--incident", "incidents", multiple=True, metavar="ID", help="Only this incident (repeatable).")
@click.option("--since", callback=a_date, metavar="DATE", help="Only what was on or after this day.")
@click.option("--until", callback=a_date, metavar="DATE", help="Only what was on or before this day.")
@click.option("--place", help="Only what has these words in the name of its place.")
@click.option("--title", help="Heading of the page.")
@click.option(
    "--as-of", callback=a_date, metavar="DATE", help="The day from which forecasts are reckoned.  [default: today]"
)
@click.option(
    "--svg",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write map.svg and timeline.svg there; the page too only if -o is given.",
)
def dossier(
    folder: Path, output: Path | None, reports: tuple[str, ...], incidents: tuple[str, ...], since: str | None, until: str | None,
    place: str | None, title: str | None, as_of: str | None, svg: Path | None,
) -> None:  # fmt: skip
    """Write one self-contained HTML page to look at or to send to somebody.

    It holds the texts of the reports with every claim marked; what several reports tell of one incident, on how many independent sources, who
    blames whom and what contradicts what; a map, a timeline, checks, forecasts, violations, transfers, wording and inferences; and tables of all
    claims, sources and places. With --incident, --since, --until or --place only the claims that fit go in, those of their incidents, and the
    reports they stand in.

    \b
    Examples:
      sayso dossier -o dossier.html
      sayso dossier --report 3f2a90c1b7de -o one.html
      sayso dossier --place Mondo --since 2019-03-10 --until 2019-03-16 -o mondo.html
      sayso dossier --svg pictures
    """
    from ..showing.dossier import Choice, pictures, write

    choice = Choice(reports, incidents, since, until, place)
    with Ledger.open(folder, create=False) as ledger:
        if svg is not None:
            try:
                written = pictures(ledger, svg, choice)
            except OSError as error:
                raise cannot_write(svg, error) from None
            for path in written:
                click.echo(f"{path}: {path.stat().st_size / 1024:.0f} KB", err=True)
            if not written:
                click.echo("no pictures: no place has coordinates and no incident a date", err=True)
            if output is None:
                return
        page = output or Path("dossier.html")
        try:
            with Steps(Console(stderr=True), quiet=False) as steps:
                number = write(
                    ledger, page, reports, title, incidents=incidents, since=since, until=until, place=place,
                    day=date.fromisoformat(as_of) if as_of else None, seen=steps.seen,
                )  # fmt: skip
        except OSError as error:
            raise cannot_write(page, error) from None
    size = f", {page.stat().st_size / 1024:.0f} KB" if page.is_file() else ""  # a pipe or device has none
    click.echo(f"{page}: {number} report{'' if number == 1 else 's'}{size}", err=True)
