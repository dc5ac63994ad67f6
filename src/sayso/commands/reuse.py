"""``sayso reuse``: who has which words in common with whom, and who published first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..ledger import Ledger, query
from ..records import Report, Reuse
from ..showing import tables
from .common import format_option, ledger_option
from .listing import short

SHORTEST, MIN_WORDS = 12, 20  # as in weighing.reuse, which is slow to import and needed only here

tables.COLUMNS["reuse"] = [
    ("report", lambda r: r["report"]),
    ("outlet", lambda r: r["outlet"] or ""),
    ("published", lambda r: r["published"] or ""),
    ("words", lambda r: r["words"]),
    ("share", lambda r: f"{r['share']:.0%}"),
    ("passage", lambda r: short(r["passage"])),
    ("same in", lambda r: r["other"]),
    ("of", lambda r: r["other_outlet"] or ""),
    ("there on", lambda r: r["other_published"] or ""),
    ("passage there", lambda r: short(r["other_passage"])),
    ("first", lambda r: r["first"] or ""),
]

FIELDS = (
    "report", "outlet", "published", "start", "end", "passage", "other", "other_outlet", "other_published", "other_start", "other_end",
    "other_passage", "words", "share", "first",
)  # fmt: skip


@click.command()
@ledger_option
@click.option(
    "--report", "name", metavar="ID", help="Only what this report shares (its id, or the id its batch gave it)."
)
@click.option(
    "--min-words",
    type=click.IntRange(SHORTEST),
    default=MIN_WORDS,
    show_default=True,
    help="Shortest passage, in words that are equal in both.",
)
@click.option("--between-outlets", is_flag=True, help="Leave out what an outlet shares with itself.")
@format_option
def reuse(folder: Path, name: str | None, min_words: int, between_outlets: bool, form: str) -> None:
    """List passages that two reports have in common, and who published first.

    Passages are found although a word, a figure or a short phrase in them was changed. Stock phrases, background paragraphs and page
    furniture, which come back in report after report, are left out unless they are long. A shared passage does not say who copied from whom:
    both may have it from a third.

    \b
    Examples:
      sayso reuse --between-outlets
      sayso reuse --report 3f2a90c1b7de --min-words 40
      sayso reuse --format csv > reuse.csv
    """
    from ..weighing.reuse import Copies

    with Ledger.open(folder, create=False) as ledger:
        reports = dict(_reports(ledger))
        report = None if name is None else ledger.report(name)
    if name is not None and (report is None or report.id not in reports):
        raise click.ClickException(f"no report {name!r} in {folder}: `sayso reports -l {folder}` lists them")
    copies = Copies(min_words)
    copies.add_all(reports.values())
    found = copies.all() if report is None else iter(copies.of(report.id))
    rows = (_row(r, reports[r.report], reports[r.other]) for r in found)
    if between_outlets:
        rows = (row for row in rows if not row["outlet"] or _key(row["outlet"]) != _key(row["other_outlet"]))
    tables.write("reuse", rows, form, sys.stdout, FIELDS)


def _key(outlet: str | None) -> str:
    return " ".join((outlet or "").casefold().split())


def _reports(ledger: Ledger) -> Iterator[tuple[str, Report]]:
    for row in query.reports(ledger):
        report = ledger.report(row["id"])
        if report is not None:
            yield report.id, report


def _row(found: Reuse, report: Report, other: Report) -> dict[str, Any]:
    (a, b), (c, d) = found.span, found.other_span
    return {
        "report": report.id, "outlet": report.outlet, "published": report.published, "start": a, "end": b, "passage": report.text[a:b],
        "other": other.id, "other_outlet": other.outlet, "other_published": other.published, "other_start": c, "other_end": d,
        "other_passage": other.text[c:d], "words": found.words, "share": found.share, "first": found.first,
    }  # fmt: skip
