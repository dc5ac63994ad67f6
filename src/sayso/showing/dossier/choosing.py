"""What goes into a dossier: all of a ledger, or what fits a choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...ledger import Filter, Ledger, LedgerError, query

Row = dict[str, Any]
Ask = Callable[[Ledger, Filter], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted; what is empty does not narrow it.

    Attributes:
        reports: ids (or own ids).
        incidents: ids.
        since, until: ISO dates; what has no date is left out when one is given.
        place: words in the name of the place.
    """

    reports: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether only some claims of a report may be wanted."""
        return bool(self.incidents or self.since or self.until or self.place)

    @property
    def words(self) -> str:
        """The choice in words: ``place “Mondo”, since 2019-03-12``; empty when everything is wanted."""
        parts = []
        for noun, names in (("report", self.reports), ("incident", self.incidents)):
            if names:
                parts.append(f"{noun}{'' if len(names) == 1 else 's'} {', '.join(names)}")
        if self.place:
            parts.append(f"place “{self.place}”")
        parts += [f"{word} {day}" for word, day in (("since", self.since), ("until", self.until)) if day]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of the ledger that go in: reports in order of arrival, claims by report, incidents."""

    reports: list[Row]
    claims: dict[str, list[Row]]
    incidents: list[Row]


def select(ledger: Ledger, choice: Choice) -> Chosen:
    """The rows that fit.

    With an incident, dates or a place, the incidents that fit go in with all their claims, the claims that fit by themselves with their
    incident, and the reports that either stands in.

    Raises:
        LedgerError: there is no such report or incident, or nothing fits.
    """
    ids = _ids(ledger, choice.reports)
    for name in choice.incidents:
        if next(iter(query.incidents(ledger, Filter(incident=name))), None) is None:
            raise LedgerError(f"no incident {name!r} in {ledger.folder}: `sayso incidents` lists them")
    reports = list(_rows(query.reports, ledger, ids, "id"))
    incidents = {row["id"]: row for row in _rows(query.incidents, ledger, ids, "report")}
    claims = list(_rows(query.claims, ledger, ids, "report"))
    if choice.is_narrow:
        reports, claims, incidents = _narrow(ledger, choice, reports, claims, incidents)
    by_report: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        by_report[claim["report"]].append(claim)
    return Chosen(reports, by_report, list(incidents.values()))


def reports_of(incident: Row) -> list[str]:
    """Ids of the reports that tell an incident."""
    told = [m["report"] for m in incident.get("mentions") or ()]
    return list(dict.fromkeys(r for r in (incident.get("report"), *told) if r))


def _narrow(
    ledger: Ledger, choice: Choice, reports: list[Row], claims: list[Row], incidents: dict[str, Row]
) -> tuple[list[Row], list[Row], dict[str, Row]]:  # fmt: skip
    fitting = {row["id"] for row in _fitting(query.incidents, ledger, choice)} & set(incidents)
    by_itself = {row["id"] for row in _fitting(query.claims, ledger, choice)}
    kept = [c for c in claims if c["id"] in by_itself or c["incident"] in fitting]
    wanted = fitting | {c["incident"] for c in kept}
    left = {name: row for name, row in incidents.items() if name in wanted}
    told = {c["report"] for c in kept} | {r for row in left.values() for r in reports_of(row)}
    shown = [r for r in reports if r["id"] in told]
    if not shown:
        raise LedgerError(
            f"nothing in {ledger.folder} fits {choice.words}: choose less narrowly; `sayso claims` and `sayso incidents` take the same options and show what fits"
        )
    return shown, kept, left


def _fitting(ask: Ask, ledger: Ledger, choice: Choice) -> Iterator[Row]:
    wanted = Filter(since=choice.since, until=choice.until, place=choice.place)
    for incident in choice.incidents or (None,):
        yield from ask(ledger, replace(wanted, incident=incident))


def _ids(ledger: Ledger, names: Sequence[str]) -> list[str] | None:
    """Ids of the reports wanted, once each, or None for all."""
    found: dict[str, None] = {}
    for name in names:
        report = ledger.report(name)
        if report is None:
            raise LedgerError(f"no report {name!r} in {ledger.folder}: `sayso reports` lists them")
        found[report.id] = None
    return list(found) if names else None


def _rows(ask: Ask, ledger: Ledger, ids: list[str] | None, column: str) -> Iterator[Row]:
    if ids is None:
        yield from ask(ledger, Filter())
        return
    done: set[str] = set()
    for report in ids:  # the filter takes own ids too, of which several reports may have the same
        for row in ask(ledger, Filter(report=report)):
            if row["id"] not in done and (row[column] == report or report in reports_of(row)):
                done.add(row["id"])
                yield row
