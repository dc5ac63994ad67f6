"""What the commands of the registers have in common: which reports, and how rows are printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from ..ledger import Filter, Ledger, query
from ..records import Reading
from ..showing import tables
from .common import a_date, form_option, ledger_option, limit_option, stacked

Row = Mapping[str, Any]


def short(words: str | None, most: int = 160) -> str:
    """Words for a table: one line of at most so many characters. CSV and JSON have all of them."""
    plain = tables.plain_line(words or "")
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def when(row: Row) -> str:
    """The dates of an incident, else the time as written."""
    return tables.date_range(row) if row.get("start") else row.get("when") or ""


_OPTIONS = (
    ledger_option,
    click.option("--report", help="Only this report (its id, or the id its batch gave it)."),
    click.option("--outlet", help="Words in the name of the outlet."),
    click.option("--since", callback=a_date, metavar="DATE", help="Published on or after this day."),
    click.option("--until", callback=a_date, metavar="DATE", help="Published on or before this day."),
    limit_option,
)


def options(*forms: str) -> Callable[[Any], Any]:
    """The options that all registers have, and ``--format`` with its forms (table, csv and json come first)."""
    return stacked(*_OPTIONS, form_option("table", "csv", "json", *forms))


def known(ledger: Ledger, chosen: Filter) -> None:
    """Make sure that there are the report and the incident that are asked for by their ids.

    Raises:
        click.ClickException: there is no such report or incident.
    """
    for kind, name, found in (
        ("report", chosen.report, query.reports(ledger, Filter(report=chosen.report))),
        ("incident", chosen.incident, query.incidents(ledger, Filter(incident=chosen.incident))),
    ):
        if name is not None and next(found, None) is None:
            raise click.ClickException(
                f"no {kind} {name!r} in {ledger.folder}: `sayso {kind}s -l {ledger.folder}` lists them"
            )


def readings(ledger: Ledger, chosen: Filter) -> Iterator[Reading]:
    """The readings of the chosen reports, in order of arrival; those that could not be read are left out.

    Raises:
        click.ClickException: the report asked for is not there.
    """
    known(ledger, chosen)
    for row in query.reports(ledger, chosen):
        report = ledger.report(row["id"])
        reading = None if report is None else ledger.reading(report)
        if reading is not None:
            yield reading


def has(words: str | None, *values: str | None) -> bool:
    """Whether the words occur in one of the values, whatever the case; always, where no words are given."""
    return words is None or any(words.casefold() in (v or "").casefold() for v in values)


def write(kind: str, rows: Iterable[Row], fields: Sequence[str], form: str, limit: int | None) -> None:
    """Print rows of a register as table, CSV or JSON."""
    rows = (row for n, row in enumerate(rows) if limit is None or n < limit)
    tables.write(kind, rows, form, sys.stdout, fields)
