"""One incident, claim, report or source, with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..ledger import Filter, Ledger, query, weigh
from ..ledger.keys import key
from ..records import plain
from . import weighed
from .tables import chain_words, date_range, number_range, place_words, plain_line, support_words

Row = dict[str, Any]


def find(ledger: Ledger, name: str) -> tuple[str, Row] | None:
    """What an id or name stands for.

    Args:
        name: ``REPORT.e3`` or ``REPORT.t2`` (a claim), ``REPORT.i1`` or ``REPORT.i1.7`` (an incident), a report's id or own id, or a source's
            name, as written or as resolved.

    Returns:
        The kind (``claim``, ``incident``, ``report``, ``source``) and everything about it, or None. Of an incident ``weighed`` is
        what ``ledger.weigh`` says.

    Raises:
        LedgerError: several reports have this own id.
    """
    if not name:  # to a filter it would mean anything
        return None
    row = query.claim(ledger, name)
    if row:
        return "claim", row
    row = next(query.incidents(ledger, Filter(incident=name)), None)
    if row:
        row["claim_rows"] = list(query.claims(ledger, Filter(incident=name)))
        row["weighed"] = plain(weigh(ledger, name))
        return "incident", row
    report = ledger.report(name)
    if report is not None:
        only = Filter(report=report.id)
        row = next(query.reports(ledger, only)) | {"text": report.text}
        row["incident_rows"] = list(query.incidents(ledger, only))
        row["claim_rows"] = list(query.claims(ledger, only))
        return "report", row
    rows = list(query.source(ledger, name))
    if rows:
        return "source", {"source": name, "known": _known(ledger, rows, name), "claim_rows": rows}
    return None


def _known(ledger: Ledger, rows: list[Row], name: str) -> list[Row]:
    """Who a source is in the tables of actors and outlets, where its claims resolve it."""
    wanted = {key(name), name.casefold()}
    links = [link for row in rows for link in row["chain"] if link.get("party")]
    same = {
        k["party"]
        for k in links
        if {key(k["source"]), k["party"].casefold(), (k["resolved"] or "").casefold()} & wanted
    }
    return [row for row in query.sources(ledger) if row["party"] in same] if same else []


def show(kind: str, row: Row) -> str:
    """Lines for the eye about what ``find`` found."""
    return "\n".join({"claim": _claim, "incident": _incident, "report": _report, "source": _source}[kind](row)) + "\n"


def _line(name: str, value: Any) -> Iterator[str]:
    if value not in (None, "", [], ()):
        yield f"  {name + ':':<12} {plain_line(value)}"


def _claim(row: Row) -> Iterator[str]:
    yield f"Claim {row['id']}: {row['type']} ({row['status']})"
    for role in ("actor", "target"):
        yield from _line(role, row[role])
        yield from _line(
            "  meant", _meant(row[f"{role}_id"], row[f"{role}_name"], row[f"{role}_why"]) if row[role] else None
        )
    yield from _line("place", row["place"])
    yield from _line("  meant", _where(row))
    for name in ("time", "means", "who"):
        yield from _line(name, row[name])
    yield from _line("number", number_range(row["low"], row["high"]))
    yield from _line("date", date_range(row))
    yield from _line("incident", row["incident"])
    yield from _line("on whose word", chain_words(row["chain"]))
    for link in row["chain"]:
        yield from _line(
            f"  {plain_line(link['source'])}", _meant(link.get("party"), link.get("resolved"), link.get("how"))
        )
    yield from _line(
        "report", f"{row['report']} ({row['outlet'] or 'outlet not stated'}, {row['published'] or 'no date'})"
    )
    yield f"  characters {row['span_start']}-{row['span_end']}, in the sentence:"
    yield f"  {marked(row)}"


def _meant(id: str | None, name: str | None, why: str | None) -> str | None:
    """Who is meant, and why: ``Syrian army (syria/army): its name``."""
    if id is None and name is not None:
        return plain_line(name) + (f": {why}" if why else "")
    if id is None:
        return why if not why or why.startswith("open") else f"open: {why}"
    return f"{name or id} ({id})" + (f": {why}" if why else "")


def _where(row: Row) -> str | None:
    """Where a place is, and why."""
    if row["lat"] is None:
        return f"open: {row['place_why']}" if row["place_why"] else None
    parts = dict.fromkeys(p for p in (row["place_name"], row["region"], row["country"]) if p)
    at = f"{row['lat']:.4f}, {row['lon']:.4f}" + (f", {row['place_precision']}" if row["place_precision"] else "")
    return f"{', '.join(parts)} ({at})".strip() + (f": {row['place_why']}" if row["place_why"] else "")


def marked(row: Mapping[str, Any]) -> str:
    """The claim's sentence with its own words between »«."""
    sentence = row["sentence"]
    a, b = row["span_start"] - row["sentence_start"], row["span_end"] - row["sentence_start"]
    return plain_line(f"{sentence[:a]}»{sentence[a:b]}«{sentence[b:]}")


def _short(row: Row) -> str:
    number = number_range(row["low"], row["high"])
    return f"  {row['id']}  {row['type']}{' ' + number if number else ''} ({row['status']}): {chain_words(row['chain'])}\n      {marked(row)}"


def _total(row: Row, fate: str) -> str:
    """The range of an incident as its list has it; ``up to 9`` where nobody says a lowest, which the list leaves out."""
    low, high = row[f"{fate}_low"], row[f"{fate}_high"]
    ranges = [t["range"] for t in row["weighed"]["tolls"] if t["fate"] == fate]
    return number_range(None if any(r["low"] is None for r in ranges) else low, high)


def _incident(row: Row) -> Iterator[str]:
    yield f"Incident {row['id']}: {row['type']}: {plain_line(row['summary'])}"
    yield from _line("when", date_range(row))
    yield from _line("why then", row["why"])
    yield from _line("where", place_words(row))
    yield from _line("why there", _where(row))
    for role in ("actor", "target"):
        yield from _line(role, row[role])
        yield from _line(
            "  meant", _meant(row[f"{role}_id"], row[f"{role}_name"], row[f"{role}_why"]) if row[role] else None
        )
    for fate in ("killed", "injured"):
        yield from _line(fate, _total(row, fate))
    yield from _line("told by", support_words(row))
    yield from weighed.lines(row["weighed"])
    if row["links"]:
        yield "Why these are taken to tell of one incident"
        yield from (f"  {plain_line(reason)}" for reason in row["links"][: weighed.MOST])
        yield from weighed.rest(row["links"])
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
        yield f"  {i['id']}  {i['type']}, {date_range(i) or 'no date'}, {plain_line(place_words(i)) or 'no place'}: {plain_line(i['summary'])}"
    yield f"Claims ({len(row['claim_rows'])})"
    yield from (_short(c) for c in row["claim_rows"])


def _source(row: Row) -> Iterator[str]:
    yield f"Source {plain_line(row['source'])}: {len(row['claim_rows'])} claims"
    for known in row["known"]:
        yield from _line("known as", _meant(known["party"], known["name"], None))
        yield from _line("belongs to", known["affiliation"])
        yield from _line("written", "; ".join(known["written"]))
    yield from (_short(c) for c in row["claim_rows"])
