"""``sayso read``: read reports and print what they say; nothing is kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from rich.console import Console

from ..showing import detail, tables
from .common import output_to
from .progress import progress

if TYPE_CHECKING:
    from ..deriving import Naming
    from ..reading import Reader
    from ..records import Report


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--outlet", help="Who published it.")
@click.option("--published", metavar="DATE", help="Publication date, e.g. 2018-11-12.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json prints the reading format, one report a line.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
def read(files: tuple[str, ...], outlet: str | None, published: str | None, form: str, output: Path | None) -> None:
    """Read reports and print what they say; nothing is kept.

    Takes what `add` takes. A JSON Lines file of reports gives one line a report, with the id it had.

    \b
    Examples:
      sayso read article.txt --published 2018-11-12
      sayso read reports.jsonl --format json > readings.jsonl
    """
    from ..capture import Failed, capture, count
    from ..deriving import Naming
    from ..naming.entries import TableError
    from ..reading import open_reader

    try:
        items = capture(files, outlet=outlet, published=published)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    failed = 0
    console = Console(stderr=True, highlight=False, markup=False)
    try:
        naming = Naming()
    except TableError as error:
        raise click.ClickException(str(error)) from None
    with output_to(output) as out, progress(console, quiet=out is sys.stdout and sys.stdout.isatty()) as bar:
        reader = open_reader()
        task = bar.add_task("reading", total=count(files), rate="")
        for item in items:
            bar.advance(task)
            words = item.reason if isinstance(item, Failed) else _read(item.report, reader, naming, form, out)
            if words:
                failed += 1
                console.print(f"failed: {tables.plain_line(item.origin)}: {tables.plain_line(words)}", soft_wrap=True)
    if failed:
        sys.exit(1)


def _read(report: Report, reader: Reader, naming: Naming, form: str, out: TextIO) -> str:
    """Read one report and write what it says; why it cannot be read, else ""."""
    from ..deriving import derive
    from ..reading import checked, to_json

    try:
        reading = derive(checked(reader.read(report)), naming).reading
        words = json.dumps(to_json(reading), ensure_ascii=False) + "\n" if form == "json" else _reading_text(reading)
    except Exception as error:  # one report that breaks the reader must not stop the others
        return f"the reader failed: {': '.join([type(error).__name__, *str(error).splitlines()[:1]])}"
    out.write(words)
    return ""


def _reading_text(reading: Any) -> str:
    from ..records import plain
    from ..weighing import claims

    text = reading.report.text
    lines = [tables.plain_line(reading.report.title or reading.report.id)]
    for claim in claims(reading):
        row = plain(claim)
        a, b = claim.sentence
        number = tables.number_range(claim.low, claim.high)
        lines.append(
            f"  {claim.id.split('.')[-1]:<4} {claim.type}{' ' + number if number else ''} ({claim.status}) {tables.date_range(row)}: {tables.chain_words(row['chain'])}"
        )
        row |= {"span_start": claim.span[0], "span_end": claim.span[1], "sentence_start": a, "sentence": text[a:b]}
        lines.append(f"       {detail.marked(row)}")
    lines += [f"  note: {note}" for note in reading.notes]
    return "\n".join(lines) + "\n"
