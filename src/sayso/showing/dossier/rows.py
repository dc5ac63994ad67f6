"""What the page shows, gathered from the ledger: reports, incidents, claims, sources and places, numbered and linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from ...ledger import Ledger
from ...ledger.keys import key
from ...records import Reading, Span
from .choosing import Choice, reports_of, select
from .marks import Mark, render, utf16
from .places import PlaceRow, places
from .sources import ChainLink, SourceRow, Sources
from .tolls import TollGroup, tolls

Row = dict[str, Any]
STATUSES = ("actual", "denied", "prospective", "possible")
ROLE_CODES = {"actor": "a", "target": "t", "place": "p", "time": "w", "means": "m"}


@dataclass(slots=True)
class IncidentRow:
    """One incident: the ledger's row, its number on the page, the reports on the page that tell it, its claims."""

    number: int
    row: Row
    reports: list[ReportRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)

    @property
    def told(self) -> str:
        """By how many reports, outlets and roots it is told, where the ledger says so and it is more than one report."""
        counts = [(self.row.get(f"{noun}s"), noun) for noun in ("report", "outlet", "root")]
        said = [f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts if isinstance(n, int)]
        reports = self.row.get("reports")
        return ", ".join(said) if isinstance(reports, int) and reports > 1 else ""

    def meant(self, role: str) -> str:
        """What ``place``, ``actor`` or ``target`` was taken for, where that is not what the words say."""
        return _meant(self.row, role)


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
    place: PlaceRow | None = None

    def meant(self, role: str) -> str:
        """What ``place``, ``actor`` or ``target`` was taken for, where that is not what the words say."""
        return _meant(self.row, role)

    def why(self, role: str) -> str:
        """Why it was taken for that."""
        return self.row.get(f"{role}_why") or ""

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
    """Everything on the page, each in the order shown."""

    choice: Choice
    reports: list[ReportRow]
    incidents: list[IncidentRow]
    sources: list[SourceRow]
    places: list[PlaceRow]
    tolls: list[TollGroup]

    @property
    def claims(self) -> Iterator[ClaimRow]:
        """All claims, by report and place in the text."""
        return (claim for report in self.reports for claim in report.claims)


def gather(ledger: Ledger, choice: Choice | None = None) -> Dossier:
    """What a dossier shows.

    Args:
        ledger: to show.
        choice: what of it; everything when None.

    Raises:
        LedgerError: there is no such report or incident, or nothing fits.
    """
    choice = choice or Choice()
    chosen, sources = select(ledger, choice), Sources()
    incidents = _incidents(chosen.incidents)
    by_id = {i.row["id"]: i for i in incidents}
    lookup = {name: by_id[number] for name, number in chosen.incident_of.items() if number in by_id}
    reports: list[ReportRow] = []
    first = 1
    for number, row in enumerate(chosen.reports, 1):
        report = _report(ledger, number, row, chosen.claims.get(row["id"], []), first, lookup, sources)
        first += len(report.claims)
        reports.append(report)
    by_report = {r.row["id"]: r for r in reports}
    for incident in incidents:
        told = dict.fromkeys([*reports_of(incident.row), *(c.row["report"] for c in incident.claims)])
        incident.reports = [by_report[r] for r in told if r in by_report]
    found = places(c for r in reports for c in r.claims)
    return Dossier(choice, reports, incidents, sources.ordered(), found, tolls(incidents))


def _incidents(rows: Iterable[Row]) -> list[IncidentRow]:
    """The main ones first, then by date; those without one last."""
    ordered = sorted(rows, key=lambda r: (not r["main"], r["start"] is None, r["start"] or "", r["end"] or ""))
    return [IncidentRow(n, row) for n, row in enumerate(ordered, 1)]


def _report(
    ledger: Ledger,
    number: int,
    row: Row,
    claims: list[Row],
    first: int,
    incidents: dict[str, IncidentRow],
    sources: Sources,
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


def _meant(row: Row, role: str) -> str:
    name, words = row.get(f"{role}_name"), row.get(role)
    if not name or not words:
        return ""
    country = row.get("country") if role == "place" else None
    full = f"{name}, {country}" if country and country != name else str(name)
    return "" if key(full) == key(words) else full


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
