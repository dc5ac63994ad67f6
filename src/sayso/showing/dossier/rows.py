"""What the page shows, gathered from the ledger: reports, incidents, claims, sources and places, numbered and linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from ...ledger import Ledger, LedgerError, weigh_all
from ...ledger.keys import key
from ...naming import Tables, load_tables
from ...naming.entries import TableError
from ...reading.incidents import DEAD
from ...reading.times import reference
from ...records import Reading, Report, Span
from ..tables import number_range
from . import registers, weighed
from .anchors import Anchors, Words
from .choosing import Choice, reports_of, select
from .marks import Mark, render, utf16
from .places import PlaceRow, places
from .quotes import Quotes, outlet_named, outlet_of
from .registers import Registers
from .sources import ChainLink, SourceRow, Sources
from .tolls import TollGroup, tolls
from .weighed import Section

Row = dict[str, Any]
Seen = Callable[[str, int, int], None]


def unseen(_what: str, _n: int, _of: int) -> None:
    """For those who do not want to be told."""


STATUSES = ("actual", "denied", "prospective", "possible")
ROLE_CODES = {"actor": "a", "target": "t", "place": "p", "time": "w", "means": "m"}


@dataclass(slots=True)
class IncidentRow:
    """One incident: the ledger's row, its number on the page, the reports on the page that tell it, its claims."""

    number: int
    row: Row
    reports: list[ReportRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    section: Section | None = None

    @property
    def told(self) -> str:
        """By how many reports and outlets of the ledger it is told, and on how many roots it rests, where it is more than one report."""
        reports, outlets, roots = (self.row.get(name) or 0 for name in ("reports", "outlets", "roots"))
        if reports < 2:
            return ""
        if self.section is not None:
            roots = self.section.weighed.sources.independent
        counts = ((reports, "report"), (outlets, "outlet"), (roots, "independent root"))
        return ", ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)

    def range(self, fate: str) -> str:
        """The range of ``killed`` or ``injured``: as weighed over all reports, otherwise as the ledger has it."""
        if self.section is not None:
            return self.section.range(fate) or ""
        low, high = self.row.get(f"{fate}_low"), self.row.get(f"{fate}_high")
        return number_range(None if self._no_lowest(fate) else low, high)

    def _no_lowest(self, fate: str) -> bool:
        """Whether nobody says a lowest ("up to 9"), which the ledger's range does not tell; only where all its claims are on the page."""
        types = DEAD if fate == "killed" else (fate,)
        said = [c.row for c in self.claims if c.row["layer"] == "toll" and c.row["status"] == "actual"]
        its = [r for r in said if r["type"] in types and (r["low"], r["high"]) != (None, None)]
        return bool(its) and all(r["low"] is None for r in its) and len(self.claims) == self.row.get("claims")

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
    """One report: its number on the page, the ledger's row, the report and its reading, its claims, its notes, its outlet, and its text with marks.

    ``outlet`` is the name that the outlet has in the tables, otherwise as written; "" where it is not stated. ``day``: on which it was published,
    by the dateline of its text where that says another than is stated, as everything that is worked out takes it; "" where neither is there.
    """

    number: int
    row: Row
    report: Report
    reading: Reading | None
    claims: list[ClaimRow]
    notes: list[str]
    outlet: str = ""
    day: str = ""
    text: Markup = field(default_factory=Markup)

    @property
    def trouble(self) -> str:
        """Why nothing was read from it, or nothing."""
        if self.row["error"]:
            return f"could not be read: {self.row['error']}"
        return "kept, but not read yet" if self.row["reader"] is None else ""

    @property
    def name(self) -> str:
        """``Delta Post, 2024-05-06``."""
        return f"{self.outlet or '(outlet not stated)'}, {self.published}"

    @property
    def published(self) -> str:
        """``2024-05-06``, ``2024-05-06 (dateline)`` where that is not what is stated, or ``no date``."""
        own = not (self.row["published"] or "").startswith(self.day)
        return f"{self.day}{' (dateline)' if own else ''}" if self.day else "no date"

    @property
    def written(self) -> str:
        """The outlet as written, where that is not its name."""
        return self.row["outlet"] if self.outlet and key(self.row["outlet"] or "") != key(self.outlet) else ""

    @property
    def headed(self) -> bool:
        """Whether its text begins with its headline."""
        return bool(_headline(self.report.title, self.report.text))

    def render(self, anchors: Sequence[tuple[int, str]]) -> None:
        """Make the text with its marks and anchors."""
        marks = [Mark(c.number, (c.row["span_start"], c.row["span_end"]), c.name, c.classes) for c in self.claims]
        self.text = render(self.report.text, marks, _headline(self.report.title, self.report.text), anchors)


@dataclass(slots=True)
class Dossier:
    """Everything on the page, each in the order shown; ``tolls`` are those of incidents without a section."""

    choice: Choice
    reports: list[ReportRow]
    incidents: list[IncidentRow]
    sources: list[SourceRow]
    places: list[PlaceRow]
    tolls: list[TollGroup] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    registers: Registers = field(default_factory=lambda: Registers(date.today()))

    @property
    def claims(self) -> Iterator[ClaimRow]:
        """All claims, by report and place in the text."""
        return (claim for report in self.reports for claim in report.claims)


def gather(ledger: Ledger, choice: Choice | None = None, day: date | None = None, seen: Seen = unseen) -> Dossier:
    """What a dossier shows.

    Args:
        ledger: to show.
        choice: what of it; everything when None.
        day: as of which forecasts are reckoned; today when None.
        seen: told what is done, how many of it, and of how many, after each.

    Raises:
        LedgerError: there is no such report or incident, or nothing fits; a table, zones or decisions of the ledger cannot be read.
    """
    d, anchors = pictured(ledger, choice)
    reports = {r.row["id"]: r for r in d.reports}
    claims = {c.row["id"]: c for c in d.claims}
    quotes = Quotes(claims, {id: r.published for id, r in reports.items()})
    d.sections = _sections(ledger, d.incidents, quotes, anchors, reports, seen)
    names = {id: registers.Named(Words(r.name, f"#r{r.number}"), r.outlet) for id, r in reports.items()}
    d.registers = registers.gather(
        ledger, [r.reading for r in d.reports if r.reading], anchors, names,
        day or date.today(), claims.keys() if d.choice.is_narrow else None, lambda n: seen("reports checked", n, len(reports)),
    )  # fmt: skip
    for report in d.reports:
        report.render(anchors.asked(report.row["id"]))
    d.tolls = tolls(i for i in d.incidents if i.section is None)
    return d


def pictured(ledger: Ledger, choice: Choice | None = None) -> tuple[Dossier, Anchors]:
    """As much of a dossier as its pictures need: what stands in the ledger, and nothing that is worked out or drawn from it.

    Raises:
        LedgerError: there is no such report or incident, or nothing fits.
    """
    choice = choice or Choice()
    chosen, sources, anchors = select(ledger, choice), Sources(), Anchors()
    try:
        tables = load_tables(ledger.folder)
    except TableError as error:
        raise LedgerError(str(error)) from None
    incidents = _incidents(chosen.incidents)
    by_id = {i.row["id"]: i for i in incidents}
    reports: list[ReportRow] = []
    first = 1
    for number, row in enumerate(chosen.reports, 1):
        report = _report(ledger, number, row, chosen.claims.get(row["id"], []), first, by_id, sources, anchors, tables)
        first += len(report.claims)
        reports.append(report)
    by_report = {r.row["id"]: r for r in reports}
    for incident in incidents:
        told = dict.fromkeys([*reports_of(incident.row), *(c.row["report"] for c in incident.claims)])
        incident.reports = [by_report[r] for r in told if r in by_report]
    found = places(c for r in reports for c in r.claims)
    return Dossier(choice, reports, incidents, sources.ordered(), found), anchors


def _sections(
    ledger: Ledger, incidents: Iterable[IncidentRow], quotes: Quotes, anchors: Anchors, reports: dict[str, ReportRow], seen: Seen
) -> list[Section]:  # fmt: skip
    """The incidents that are weighed, those of most reports first."""
    chosen = sorted((i for i in incidents if weighed.wanted(i)), key=weighed.order)
    out = []
    try:
        for n, found in enumerate(weigh_all(ledger, [i.row["id"] for i in chosen])):
            chosen[n].section = made = weighed.section(chosen[n], found, quotes, anchors, reports)
            out.append(made)
            seen("incidents weighed", n + 1, len(chosen))
    except TableError as error:
        raise LedgerError(str(error)) from None
    return out


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
    anchors: Anchors,
    tables: Tables,
) -> ReportRow:
    report = ledger.report(row["id"])
    assert report is not None
    reading = ledger.reading(report)
    unit = utf16(report.text)
    anchors.open(report.id, number, report.text, unit)
    shown = []
    for n, claim in enumerate(claims, first):
        name = claim["id"].removeprefix(f"{report.id}.")
        line = ClaimRow(n, claim, name, sources.add(claim), _spans(claim, reading, unit))
        line.incident = incidents.get(claim["incident"] or "")
        if line.incident:
            line.incident.claims.append(line)
        anchors.claim(report.id, (claim["span_start"], claim["span_end"]), n)
        shown.append(line)
    outlet = outlet_of(claims[0]) if claims else outlet_named(row["outlet"], tables)
    notes = [*report.notes, *(reading.notes if reading else ())]
    found, _ = reference(report.text, report.published)
    day = found.isoformat() if found else report.published or ""
    return ReportRow(number, row, report, reading, shown, notes, outlet or "", day)


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
