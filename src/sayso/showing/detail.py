"""One incident, claim, report or source, with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..ledger import Filter, Ledger, query
from .tables import chain_words, date_range, number_range, plain_line

Row = dict[str, Any]


def find(ledger: Ledger, name: str) -> tuple[str, Row] | None:
    """What an id or name stands for.

    Args:
        name: ``REPORT.e3`` or ``REPORT.t2`` (a claim), ``REPORT.i1`` (an incident), a report's id or own id, or a source's name.

    Returns:
        The kind (``claim``, ``incident``, ``report``, ``source``) and everything about it, or None.
    """
    if not name:  # to a filter it would mean anything
        return None
    row = query.claim(ledger, name)
    if row:
        return "claim", row
    row = next(query.incidents(ledger, Filter(incident=name)), None)
    if row:
        row["claim_rows"] = list(query.claims(ledger, Filter(incident=name)))
        return "incident", row
    row = next(query.reports(ledger, Filter(report=name)), None)
    if row:
        report = ledger.report(row["id"])
        row["text"] = report.text if report else ""
        row["incident_rows"] = list(query.incidents(ledger, Filter(report=row["id"])))
        row["claim_rows"] = list(query.claims(ledger, Filter(report=row["id"])))
        return "report", row
    rows = list(query.source(ledger, name))
    if rows:
        return "source", {"source": name, "claim_rows": rows}
    return None


def show(kind: str, row: Row) -> str:
    """Lines for the eye about what ``find`` found."""
    return "\n".join({"claim": _claim, "incident": _incident, "report": _report, "source": _source}[kind](row)) + "\n"


def _line(name: str, value: Any) -> Iterator[str]:
    if value not in (None, "", [], ()):
        yield f"  {name + ':':<12} {plain_line(value)}"


def _claim(row: Row) -> Iterator[str]:
    yield f"Claim {row['id']}: {row['type']} ({row['status']})"
    for name in ("actor", "target", "place", "time", "means", "who"):
        yield from _line(name, row[name])
    yield from _line("number", number_range(row["low"], row["high"]))
    yield from _line("date", date_range(row))
    yield from _line("incident", row["incident"])
    yield from _line("on whose word", chain_words(row["chain"]))
    yield from _line(
        "report", f"{row['report']} ({row['outlet'] or 'outlet not stated'}, {row['published'] or 'no date'})"
    )
    yield f"  characters {row['span_start']}-{row['span_end']}, in the sentence:"
    yield f"  {marked(row)}"


def marked(row: Mapping[str, Any]) -> str:
    """The claim's sentence with its own words between »«."""
    sentence = row["sentence"]
    a, b = row["span_start"] - row["sentence_start"], row["span_end"] - row["sentence_start"]
    return plain_line(f"{sentence[:a]}»{sentence[a:b]}«{sentence[b:]}")


def _short(row: Row) -> str:
    number = number_range(row["low"], row["high"])
    return f"  {row['id']}  {row['type']}{' ' + number if number else ''} ({row['status']}): {chain_words(row['chain'])}\n      {marked(row)}"


def _incident(row: Row) -> Iterator[str]:
    yield f"Incident {row['id']}: {row['type']}: {plain_line(row['summary'])}"
    yield from _line("when", date_range(row))
    yield from _line("why then", row["why"])
    for name in ("place", "region", "country", "actor", "target"):
        yield from _line(name, row[name])
    yield from _line("killed", number_range(row["killed_low"], row["killed_high"]))
    yield from _line("injured", number_range(row["injured_low"], row["injured_high"]))
    yield from _line(
        "report", f"{row['report']} ({row['outlet'] or 'outlet not stated'}, {row['published'] or 'no date'})"
    )
    yield f"Claims ({len(row['claim_rows'])})"
    yield from (_short(c) for c in row["claim_rows"])


def _report(row: Row) -> Iterator[str]:
    yield f"Report {row['id']}: {plain_line(row['title'] or '(no title)')}"
    for name in (
        "external_id",
        "outlet",
        "author",
        "published",
        "captured",
        "url",
        "media_type",
        "original",
        "reader",
        "error",
    ):
        yield from _line(name.replace("_", " "), row[name])
    for note in row["notes"]:
        yield from _line("note", note)
    yield ""
    yield from ("  " + plain_line(line) for line in row["text"].splitlines())
    yield ""
    yield f"Incidents ({len(row['incident_rows'])})"
    for i in row["incident_rows"]:
        yield f"  {i['id']}  {i['type']}, {date_range(i) or 'no date'}, {plain_line(i['place'] or 'no place')}: {plain_line(i['summary'])}"
    yield f"Claims ({len(row['claim_rows'])})"
    yield from (_short(c) for c in row["claim_rows"])


def _source(row: Row) -> Iterator[str]:
    yield f"Source {plain_line(row['source'])}: {len(row['claim_rows'])} claims"
    yield from (_short(c) for c in row["claim_rows"])
