"""``sayso checks``: does what the reports say add up?"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ..checking import CHECKS, RESULTS, Zone, ZoneError, check, looked_up, zones
from ..ledger import Filter, Ledger
from ..naming import Gazetteer, open_gazetteer
from ..records import Check, Reading
from ..showing import tables
from .common import format_option, ledger_option, limit_option
from .listing import readings, short

FIELDS = ("report", "outlet", "kind", "result", "sentence", "inputs", "claims", "numbers")

tables.COLUMNS["checks"] = [
    ("result", lambda r: r["result"]),
    ("kind", lambda r: r["kind"]),
    ("why", lambda r: r["sentence"]),
    ("words", lambda r: "; ".join(f"{i['role']}: {short(i['words'], 80)}" for i in r["inputs"])),
    ("report", lambda r: r["report"]),
    ("outlet", lambda r: r["outlet"] or ""),
]


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
@ledger_option
@click.option("--report", "name", metavar="ID", help="Only this report (its id, or the id its batch gave it).")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(list(CHECKS)), help="Only this kind of check (repeatable)."
)
@click.option("--result", "results", multiple=True, type=click.Choice(RESULTS), help="Only this result (repeatable).")
@click.option("--outlet", help="Who published the files; without files, words in the name of the outlet.")
@click.option("--published", metavar="DATE", help="Publication date of the files, e.g. 2018-11-12.")
@limit_option
@format_option
def checks(
    files: tuple[str, ...], folder: Path, name: str | None, kinds: tuple[str, ...], results: tuple[str, ...], outlet: str | None,
    published: str | None, limit: int | None, form: str,
) -> None:  # fmt: skip
    """List what adds up and what does not, the worst first.

    Each line is one check: it fails, cannot be told (and says what is missing), or holds. A check says whether words and figures agree, not
    who is right. Without FILE the reports of the ledger are checked; with FILE these are read, and nothing is kept.

    \b
    Examples:
      sayso checks --result fails
      sayso checks --report 3f2a90c1b7de --kind sums --format json
      sayso checks article.txt --published 2018-11-12
    """
    if files and name is not None:
        raise click.UsageError("--report is for the ledger: leave out the files, or --report")
    if published is not None and not files:
        raise click.UsageError("--published is for files: name some, or leave it out")
    try:
        known = zones.load(folder)
    except ZoneError as error:
        raise click.ClickException(str(error)) from None
    gazetteer = _gazetteer(folder)
    failed: list[str] = []
    found = _read(files, outlet, published, failed) if files else _kept(folder, name, outlet)
    rows = _rows(found, gazetteer, known, kinds)
    chosen = [r for r in rows if not results or r["result"] in results]
    chosen.sort(key=lambda r: RESULTS.index(r["result"]))
    _write(chosen[:limit], form)
    for line in failed:
        click.echo(line, err=True)
    if failed:
        sys.exit(1)


def _gazetteer(folder: Path) -> Gazetteer | None:
    """The gazetteers to look in; None, with a note, where there is no folder to build the default one in."""
    try:
        return open_gazetteer(folder if folder.is_dir() else None)
    except OSError as error:
        click.echo(f"note: no gazetteer ({error.strerror or error}): checks of places cannot be told", err=True)
        return None


def _kept(folder: Path, name: str | None, outlet: str | None) -> Iterator[Reading]:
    """The readings of a ledger, one at a time."""
    with Ledger.open(folder, create=False) as ledger:
        yield from readings(ledger, Filter(report=name, outlet=outlet))


def _read(files: Iterable[str], outlet: str | None, published: str | None, failed: list[str]) -> Iterator[Reading]:
    """The readings of files that are in no ledger; what cannot be taken is noted."""
    from ..capture import Failed, capture
    from ..reading import open_reader

    try:
        items = capture(list(files), outlet=outlet, published=published)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    reader = open_reader()
    for item in items:
        if isinstance(item, Failed):
            failed.append(f"failed: {tables.plain_line(item.origin)}: {tables.plain_line(item.reason)}")
        else:
            yield reader.read(item.report)


def _rows(
    chosen: Iterable[Reading], gazetteer: Gazetteer | None, known: list[Zone], kinds: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    for reading in chosen:
        where = (lambda _: None) if gazetteer is None else looked_up(reading, gazetteer)
        for found in check(reading, where, known, kinds):
            yield _row(found, reading)


def _row(found: Check, reading: Reading) -> dict[str, Any]:
    inputs = [{"role": i.role, "start": i.span[0], "end": i.span[1], "words": i.words} for i in found.inputs]
    return {
        "report": found.report, "outlet": reading.report.outlet, "kind": found.kind, "result": found.result, "sentence": found.sentence,
        "inputs": inputs, "claims": list(found.claims), "numbers": dict(found.numbers),
    }  # fmt: skip


def _write(rows: list[dict[str, Any]], form: str) -> None:
    tables.write("checks", rows, form, sys.stdout, FIELDS)
