"""Rows as a table for the eye, as CSV or as JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..ledger import query
from ..ledger.keys import key

Row = Mapping[str, Any]
Column = tuple[str, Callable[[Row], Any]]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain_line(value: Any) -> str:
    """Text from a report made safe for a terminal: one line, no control characters, no switching of the writing direction."""
    return _CONTROL.sub("\ufffd", re.sub(r"\s+", " ", str(value))).strip()


def number_range(low: int | None, high: int | None) -> str:
    """``5``, ``43-126``, ``200+``, ``up to 9`` or nothing."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def date_range(row: Row) -> str:
    """``2018-11-08``, ``2018-07-25 to 2018-11-08``, and the precision where it is not a day."""
    if not row["start"]:
        return ""
    span = row["start"] if row["start"] == row["end"] or not row["end"] else f"{row['start']} to {row['end']}"
    return span if row["precision"] == "day" else f"{span} ({row['precision']})"


def chain_words(chain: Sequence[Mapping[str, Any]]) -> str:
    """``the blog <- SANA <- a captured fighter``: the outlet first, the first-hand source last; who that is, where no word says so ("he")."""
    return " <- ".join(_speaks(link) + ("" if link["kind"] == "report" else f" ({link['kind']})") for link in chain)


def _speaks(link: Mapping[str, Any]) -> str:
    words, meant = link["source"], link.get("resolved")
    other = meant and not set(key(words).split()) & set(key(meant).split())
    return plain_line(f"{words} [{meant}]" if other else words)


def place_words(row: Row) -> str:
    """Where it is, as written, with what it was taken for: ``Khan Sheikhun (Khan Shaykhun), Idlib, Syria``."""
    written, meant = row["place"], row["place_name"]
    head = written or meant or ""
    if written and meant and written.casefold() != meant.casefold():
        head = f"{written} ({meant})"
    rest = [part for part in (row["region"], row["country"]) if part and part not in (written, meant)]
    return ", ".join([head, *rest] if head else rest)


def count_words(number: int, noun: str) -> str:
    """``1 report``, ``4 reports``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def support_words(row: Row) -> str:
    """By how many an incident is told: ``4 reports, 3 outlets, 2 roots``, or ``single source`` where it rests on one root."""
    told = [count_words(row["reports"], "report"), count_words(row["outlets"], "outlet")] if row["reports"] > 1 else []
    if row["roots"] is None:
        return ", ".join([*told, "roots not counted"])
    return ", ".join([*told, "single source" if row["single"] else count_words(row["roots"], "root")])


def some_words(words: Iterable[str], most: int = 3) -> str:
    """The first few, and how many more there are."""
    every = list(words)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")


COLUMNS: dict[str, list[Column]] = {
    "incidents": [
        ("id", lambda r: r["id"]),
        ("type", lambda r: r["type"]),
        ("when", date_range),
        ("where", place_words),
        ("killed", lambda r: number_range(r["killed_low"], r["killed_high"])),
        ("injured", lambda r: number_range(r["injured_low"], r["injured_high"])),
        ("what", lambda r: r["summary"]),
        ("on whose word", support_words),
    ],
    "claims": [
        ("id", lambda r: r["id"]),
        ("type", lambda r: r["type"]),
        ("status", lambda r: r["status"]),
        ("when", date_range),
        ("where", lambda r: r["place"] or ""),
        ("actor", lambda r: r["actor"] or ""),
        ("target", lambda r: r["target"] or r["who"] or ""),
        ("number", lambda r: number_range(r["low"], r["high"])),
        ("words", lambda r: r["words"]),
        ("on whose word", lambda r: chain_words(r["chain"])),
    ],
    "sources": [
        ("source", lambda r: r["name"]),
        ("kind", lambda r: "outlet" if r["is_outlet"] else "known" if r["party"] else "as written"),
        ("belongs to", lambda r: r["affiliation"] or ""),
        ("claims", lambda r: r["claims"]),
        ("reports", lambda r: r["reports"]),
        ("outlets", lambda r: r["outlets"]),
        ("says by", lambda r: ", ".join(r["kinds"])),
        ("written", lambda r: some_words(n for n in r["written"] if n != r["name"])),
    ],
    "reports": [
        ("id", lambda r: r["id"]),
        ("own id", lambda r: r["external_id"] or ""),
        ("published", lambda r: r["published"] or ""),
        ("outlet", lambda r: r["outlet"] or ""),
        ("title", lambda r: r["title"] or ""),
        ("claims", lambda r: r["claims"]),
        ("incidents", lambda r: r["incidents"]),
        ("trouble", lambda r: r["error"] or ("" if r["reader"] else "not read yet")),
    ],
}


def write(kind: str, rows: Iterable[Row], form: str, out: TextIO, fields: Sequence[str] | None = None) -> int:
    """Write rows of a kind in one of the forms ``table``, ``csv``, ``json``; the number written.

    Args:
        kind: whose ``COLUMNS`` the table has.
        fields: the columns of CSV; those of the ledger's own kinds by default. JSON holds every field of a row, the table only those for the eye.

    CSV cells that a spreadsheet would run as a formula get an apostrophe in front.
    """
    if form == "json":
        return _json(rows, out)
    if form == "csv":
        return _csv(query.fields(kind) if fields is None else fields, rows, out)
    return _table(kind, rows, out)


def _json(rows: Iterable[Row], out: TextIO) -> int:
    n = 0
    for n, row in enumerate(rows, 1):
        out.write(("[\n" if n == 1 else ",\n") + json.dumps(dict(row), ensure_ascii=False))
    out.write("[]\n" if n == 0 else "\n]\n")
    return n


def cell(value: Any) -> Any:
    """A value as a CSV cell: nothing for None, JSON for lists and objects, and nothing that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _csv(names: Sequence[str], rows: Iterable[Row], out: TextIO) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)  # also over nothing, so that a program finds the columns that it expects
    n = 0
    for row in rows:
        n += 1
        writer.writerow([cell(row[name]) for name in names])
    return n


def _table(kind: str, rows: Iterable[Row], out: TextIO) -> int:
    table = Table(box=None, pad_edge=False, header_style="bold")
    columns = COLUMNS[kind]
    for name, _ in columns:
        table.add_column(name, overflow="fold")
    n = 0
    for row in rows:
        n += 1
        table.add_row(*(Text(plain_line(words(row))) for _, words in columns))
    width = None if out.isatty() else 200
    console = Console(file=out, width=width, highlight=False, markup=False)
    with console.capture() as captured:  # if it wrote by itself, it would end the program where a pipe is closed
        console.print(table if n else Text(f"no {kind}"))
    out.write(captured.get())
    return n


def to_string(kind: str, rows: Iterable[Row], form: str) -> str:
    """The same as a string."""
    out = io.StringIO()
    write(kind, rows, form, out)
    return out.getvalue()
