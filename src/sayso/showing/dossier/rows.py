"""What the page shows, gathered from the ledger: reports, incidents, claims and sources, numbered and linked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from ...ledger import Filter, Ledger, LedgerError, query
from ...ledger.keys import key
from ...records import Reading, Span
from ...weighing.chains import AUTHOR, NO_OUTLET, NO_SOURCE
from .marks import Mark, render, utf16

Row = dict[str, Any]
STATUSES = ("actual", "denied", "prospective", "possible")
VERBS = {
    "report": "reports", "deny": "denies", "accuse": "accuses", "warn": "warns", "predict": "predicts", "infer": "infers",
    "demand": "demands", "feel": "feels",
}  # fmt: skip
ROLE_CODES = {"actor": "a", "target": "t", "place": "p", "time": "w", "means": "m"}
NOBODY = (AUTHOR, NO_OUTLET, NO_SOURCE)


@dataclass(slots=True)
class SourceRow:
    """Somebody who says something: the names as written, and the claims, reports, outlets and kinds."""

    number: int
    names: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    reports: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    publishes: bool = False
    is_quoted: bool = False

    @property
    def name(self) -> str:
        """The name as most often written; the first in the alphabet among equals."""
        return min(self.names, key=lambda n: (-self.names[n], n))

    @property
    def is_nobody(self) -> bool:
        """Whether this stands for a source that the text does not name."""
        return self.name in NOBODY


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a claim's chain: the name as written, the kind as a verb (empty for plain reporting), the cue, and the source."""

    name: str
    verb: str
    cue: str | None
    source: SourceRow


@dataclass(slots=True)
class IncidentRow:
    """One incident: the ledger's row, its number on the page, its claims."""

    number: int
    row: Row
    report: ReportRow | None = None
    claims: list[ClaimRow] = field(default_factory=list)


@dataclass(slots=True)
class ClaimRow:
    """One claim: the ledger's row, its number on the page, its name within the report, its chain and where its words stand.

    ``spans`` are ``a12-20 s3-9 ...``: a letter for the role and UTF-16 offsets into the report's text.
    """

    number: int
    row: Row
    name: str
    chain: list[ChainLink]
    spans: str
    incident: IncidentRow | None = None

    @property
    def classes(self) -> str:
        """Words for the stylesheet: layer and status, of the known ones only."""
        return " ".join(w for w in (self.row["layer"], self.row["status"]) if w in ("toll", *STATUSES[1:]))


@dataclass(slots=True)
class ReportRow:
    """One report: the ledger's row, its number on the page, its text with marks, its claims, its notes."""

    number: int
    row: Row
    text: Markup
    language: str | None
    headed: bool
    claims: list[ClaimRow]
    notes: list[str]

    @property
    def trouble(self) -> str:
        """Why nothing was read from it, or nothing."""
        if self.row["error"]:
            return f"could not be read: {self.row['error']}"
        return "kept, but not read yet" if self.row["reader"] is None else ""


@dataclass(slots=True)
class Dossier:
    """Everything on the page, in the order shown."""

    reports: list[ReportRow]
    incidents: list[IncidentRow]
    sources: list[SourceRow]

    @property
    def claims(self) -> Iterator[ClaimRow]:
        """All claims, by report and place in the text."""
        return (claim for report in self.reports for claim in report.claims)


def gather(ledger: Ledger, only: Sequence[str] = ()) -> Dossier:
    """What a dossier shows.

    Args:
        ledger: to show.
        only: ids (or own ids) of the reports to show; all when empty.

    Raises:
        LedgerError: there is no such report.
    """
    ids = _ids(ledger, only)
    claims, sources = _by_report(query.claims, ledger, ids), _Sources()
    incidents = _incidents(_rows(query.incidents, ledger, ids), ids)
    by_id = {i.row["id"]: i for i in incidents}
    reports: list[ReportRow] = []
    first = 1
    for number, row in enumerate(_report_rows(ledger, ids), 1):
        report = _report(ledger, number, row, claims[row["id"]], first, by_id, sources)
        first += len(report.claims)
        reports.append(report)
    by_report = {r.row["id"]: r for r in reports}
    for incident in incidents:
        incident.report = by_report[incident.row["report"]]
    return Dossier(reports, incidents, sources.ordered())


def _ids(ledger: Ledger, only: Sequence[str]) -> list[str] | None:
    """Ids of the reports wanted, once each, or None for all."""
    found: dict[str, None] = {}
    for name in only:
        report = ledger.report(name)
        if report is None:
            raise LedgerError(f"no report {name!r} in {ledger.folder}: `sayso reports` lists them")
        found[report.id] = None
    return list(found) if only else None


def _rows(ask: Callable[[Ledger, Filter], Iterable[Row]], ledger: Ledger, ids: list[str] | None) -> Iterator[Row]:
    if ids is None:
        yield from ask(ledger, Filter())
        return
    for report in ids:
        yield from (row for row in ask(ledger, Filter(report=report)) if row["report"] == report)


def _by_report(
    ask: Callable[[Ledger, Filter], Iterable[Row]], ledger: Ledger, ids: list[str] | None
) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(ask, ledger, ids):
        grouped[row["report"]].append(row)
    return grouped


def _report_rows(ledger: Ledger, ids: list[str] | None) -> Iterator[Row]:
    if ids is None:
        yield from query.reports(ledger)
        return
    for report in ids:
        yield from (row for row in query.reports(ledger, Filter(report=report)) if row["id"] == report)


def _incidents(rows: Iterable[Row], ids: list[str] | None) -> list[IncidentRow]:
    """The main ones first, then by date; those without one last."""
    ordered = sorted(rows, key=lambda r: (not r["main"], r["start"] is None, r["start"] or "", r["end"] or ""))
    return [IncidentRow(n, row) for n, row in enumerate(ordered, 1)]


class _Sources:
    """Sources by their key, in the order in which they first speak."""

    def __init__(self) -> None:
        self._by_key: dict[str, SourceRow] = {}

    def add(self, claim: Row) -> list[ChainLink]:
        """Count the sources of a claim's chain; the chain with them."""
        chain = []
        spoken: set[int] = set()
        for position, link in enumerate(claim["chain"]):
            source = self._source(link["source"])
            source.names[link["source"]] += 1
            source.reports.add(claim["report"])
            source.outlets.add(key(claim["outlet"] or NO_OUTLET))
            source.kinds[link["kind"]] += 1
            source.publishes |= position == 0
            source.is_quoted |= position > 0
            source.claims += source.number not in spoken
            spoken.add(source.number)
            verb = "" if link["kind"] == "report" else VERBS.get(link["kind"], link["kind"])
            chain.append(ChainLink(link["source"], verb, link["cue"], source))
        return chain

    def _source(self, name: str) -> SourceRow:
        folded = key(name) if name not in NOBODY else name
        return self._by_key.setdefault(folded or name, SourceRow(len(self._by_key) + 1))

    def ordered(self) -> list[SourceRow]:
        """Those who say most first."""
        return sorted(self._by_key.values(), key=lambda s: (-s.claims, s.number))


def _report(
    ledger: Ledger,
    number: int,
    row: Row,
    claims: list[Row],
    first: int,
    incidents: dict[str, IncidentRow],
    sources: _Sources,
) -> ReportRow:
    report = ledger.report(row["id"])
    assert report is not None
    reading = ledger.reading(report)
    unit = utf16(report.text)
    shown = []
    for n, claim in enumerate(claims, first):
        name = claim["id"].removeprefix(f"{report.id}.")
        line = ClaimRow(n, claim, name, sources.add(claim), _spans(claim, reading, unit))
        line.incident = incidents.get(claim["incident"] or "")
        if line.incident:
            line.incident.claims.append(line)
        shown.append(line)
    marks = [Mark(c.number, (c.row["span_start"], c.row["span_end"]), c.name, c.classes) for c in shown]
    headline = _headline(report.title, report.text)
    notes = [*report.notes, *(reading.notes if reading else ())]
    return ReportRow(number, row, render(report.text, marks, headline), report.language, bool(headline), shown, notes)


def _headline(title: str | None, text: str) -> int:
    """Where the headline at the start of a text ends; 0 when it does not begin with one."""
    start = len(text) - len(text.lstrip())
    return start + len(title) if title and text.startswith(title, start) else 0


def _spans(claim: Row, reading: Reading | None, unit: Callable[[int], int]) -> str:
    """Where the roles of a claim stand, and the source, cue and content of every link of its chain."""
    contents = {a.id: a.content for a in reading.attributions} if reading else {}
    found: list[tuple[str, Span]] = []
    for link in claim["chain"]:
        found += [("q", s) for s in contents.get(link["attribution"], ())]
    for link in claim["chain"]:
        found += [(code, tuple(s)) for code, s in (("s", link["source_span"]), ("c", link["cue_span"])) if s]
    found += [(ROLE_CODES[role], (s[0], s[1])) for role, s in claim["spans"].items() if role in ROLE_CODES]
    return " ".join(f"{code}{unit(s)}-{unit(e)}" for code, (s, e) in dict.fromkeys(found))
