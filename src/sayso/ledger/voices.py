"""Who says so: the sources, figures, blame and contradictions of the incidents of a ledger, across all reports that tell of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from ..naming import Tables, load_tables
from ..naming.actors import resolve_name
from ..records import Claim, Link, Report, Reuse
from ..weighing import claims
from ..weighing.reuse import reuse
from ..weighing.sources import IncidentSources, Party, Said, said, sources
from ..weighing.tolls import Blame, Contradiction, Denial, Toll, blame, contradictions, tolls
from . import schema
from .index import parts
from .store import Ledger, reading_of, report_of

Row = Mapping[str, Any]
KEPT = 1000  # reports held in memory, so that one that tells of many incidents is read once


@dataclass(frozen=True, slots=True)
class Weighed:
    """One incident, weighed.

    Attributes:
        incident: its id.
        sources: how many reports, outlets and independent roots tell of it, and why.
        tolls: its figures, by source and over time. ``blame``, ``denials``: who blames whom, and who denies it.
        contradictions: what cannot both be so.
        reuse: passages that its reports have in common.
    """

    incident: str
    sources: IncidentSources
    tolls: tuple[Toll, ...]
    blame: tuple[Blame, ...]
    denials: tuple[Denial, ...]
    contradictions: tuple[Contradiction, ...]
    reuse: tuple[Reuse, ...]


def weigh(ledger: Ledger, incident: str) -> Weighed:
    """Weigh one incident of the ledger.

    Args:
        incident: its id; one without claims has nothing to weigh.
    """
    return next(weigh_all(ledger, [incident]))


def weigh_all(ledger: Ledger, incidents: Iterable[str]) -> Iterator[Weighed]:
    """Weigh some incidents of the ledger, in their order.

    Args:
        incidents: their ids.
    """
    for told in Sayings(ledger).of(incidents):
        found = told.sources
        blamed, denied = blame(told.incident, told.said, found.claims)
        yield Weighed(
            told.incident, found, tolls(told.incident, told.said, found.claims), blamed, denied,
            contradictions(told.incident, told.said, found.claims), told.shared,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What some reports say of one incident: its claims with their voices, the passages that the reports share, and its sources."""

    incident: str
    said: tuple[Said, ...]
    shared: tuple[Reuse, ...]
    sources: IncidentSources


class Sayings:
    """What the reports of a ledger say of its incidents, with voices as the ledger has them resolved.

    Args:
        ledger: asked in bulk; a report that tells of many incidents is read once.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._tables = load_tables(ledger.folder)
        self._kept: OrderedDict[str, _Report] = OrderedDict()

    def of(self, incidents: Iterable[str]) -> Iterator[Told]:
        """What is said of some incidents, in their order."""
        for some in parts(incidents):
            of_incident = self._claims(some)
            for incident in some:
                yield self._told(incident, of_incident.get(incident, {}))

    def _claims(self, incidents: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """The ids of the claims of incidents, by report."""
        c, r = schema.claims, schema.reports
        out: dict[str, dict[str, list[str]]] = {}
        asked = (
            select(c.c.incident, c.c.report, c.c.id)
            .join(r, r.c.id == c.c.report)
            .where(c.c.incident.in_(incidents))
            .order_by(r.c.number, c.c.span_start, c.c.id)
        )
        with self._ledger.connect() as connection:
            for row in connection.execute(asked):
                out.setdefault(row.incident, {}).setdefault(row.report, []).append(row.id)
        return out

    def _told(self, incident: str, of_report: Mapping[str, Sequence[str]]) -> Told:
        reports = self._reports(list(of_report))
        every = tuple(
            replace(reports[report].said[id], incident=incident)
            for report, own in of_report.items()
            if report in reports
            for id in own
            if id in reports[report].said
        )
        shared = tuple(reuse(r.report for r in reports.values())) if len(reports) > 1 else ()
        return Told(incident, every, shared, sources(incident, every, shared))

    def _reports(self, ids: Sequence[str]) -> dict[str, _Report]:
        """Reports that were read, in the order of their ids."""
        for some in parts(id for id in ids if id not in self._kept):
            self._load(some)
        found = {id: self._kept[id] for id in ids if id in self._kept}
        for id in found:
            self._kept.move_to_end(id)
        while len(self._kept) > max(KEPT, len(found)):
            self._kept.popitem(last=False)
        return found

    def _load(self, ids: Sequence[str]) -> None:
        r, d, c = schema.reports, schema.readings, schema.claims
        resolved: dict[str, dict[str, Row]] = {}
        with self._ledger.connect() as connection:
            asked = select(c.c.id, c.c.report, c.c.chain, c.c.actor_id, c.c.actor_name, c.c.actor_why, c.c.target_id, c.c.target_name, c.c.target_why)  # fmt: skip
            for row in connection.execute(asked.where(c.c.report.in_(ids))).mappings():
                resolved.setdefault(row["report"], {})[row["id"]] = dict(row)
            asked = select(r, d.c.reading).join(d, d.c.report == r.c.id).where(r.c.id.in_(ids), d.c.error.is_(None))
            for row in connection.execute(asked).mappings():
                self._kept[row["id"]] = self._report(report_of(row), row["reading"], resolved.get(row["id"], {}))

    def _report(self, report: Report, kept: dict[str, Any], own: Mapping[str, Row]) -> _Report:
        reading = reading_of(kept, report)
        some = [claim for claim in claims(reading) if claim.id in own]
        voices = {link["attribution"]: link for row in own.values() for link in row["chain"] if link.get("party")}
        actor_of, target_of = (_meant(role, own, self._tables) for role in ("actor", "target"))
        every = said(reading, some, {}, _resolver(voices, self._tables), actor_of, target_of)
        return _Report(report, {s.claim: s for s in every})


@dataclass(frozen=True, slots=True)
class _Report:
    """A report, and what it says by the ids of its claims."""

    report: Report
    said: Mapping[str, Said]


def _party(id: str, name: str, how: str, tables: Tables) -> Party:
    return Party(id, name, True, tuple(tables.affiliations(id)), how)


def _resolver(voices: Mapping[str | None, Row], tables: Tables) -> Any:
    """The parties of a link: as the ledger has it resolved in its report; words without an attribution that are not the outlet, by the tables."""

    def resolve(link: Link) -> tuple[Party, ...]:
        outlet = voices.get(None)
        if link.attribution is None and (outlet is None or link.source != outlet["source"]):
            return _by_words(link.source, tables)
        found = voices.get(link.attribution)
        if found is None:
            return ()
        first = _party(found["party"], found["resolved"] or link.source, found["how"], tables)
        also = [e for i in found.get("also", ()) if (e := tables.entry(i)) is not None]
        return (first, *(_party(e.id, e.name, found["how"], tables) for e in also))

    return resolve


def _by_words(words: str, tables: Tables) -> tuple[Party, ...]:
    found = resolve_name(words, tables, which="outlets")
    return (_party(found.id, found.name, found.how, tables),) if found.id else ()


def _meant(role: str, own: Mapping[str, Row], tables: Tables) -> Any:
    def party_of(claim: Claim) -> Party | None:
        row = own[claim.id]
        if row[f"{role}_id"] is None:
            return None
        return _party(row[f"{role}_id"], row[f"{role}_name"], row[f"{role}_why"] or "", tables)

    return party_of
