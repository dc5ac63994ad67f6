"""The head of the page: what the ledger holds, from whom, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ...ledger.keys import key
from ...weighing.chains import NO_OUTLET
from .rows import Dossier, ReportRow

Days = tuple[str, str]
OUTLETS = 15  # so many have a line of their own


@dataclass(slots=True)
class OutletLine:
    """What one outlet brought: its name (and how else it is written), reports, claims, incidents, and the days on which it published."""

    name: str
    written: dict[str, None] = field(default_factory=dict)
    reports: int = 0
    claims: int = 0
    incidents: int = 0
    days: list[str] = field(default_factory=list)

    @property
    def published(self) -> Days | None:
        """First and last day."""
        return span(self.days)


def figures(dossier: Dossier) -> dict[str, Any]:
    """The numbers of the first sentence."""
    reports = [r.row for r in dossier.reports]
    incidents = [i.row for i in dossier.incidents]
    return {
        "reports": len(reports),
        "outlets": len({key(r.outlet) or r.outlet for r in dossier.reports if r.outlet}),
        "claims": sum(len(r.claims) for r in dossier.reports),
        "incidents": len(incidents),
        "sources": sum(not s.is_nobody for s in dossier.sources),
        "published": span(r.day for r in dossier.reports),
        "happened": span(day for i in incidents for day in (i["start"], i["end"])),
        "readers": sorted({r["reader"] for r in reports if r["reader"]}),
    }


def outlets(dossier: Dossier) -> tuple[list[OutletLine], int]:
    """The outlets with most claims, and how many others there are."""
    found: dict[str, OutletLine] = {}
    for report in dossier.reports:
        name = report.outlet or NO_OUTLET
        line = found.setdefault(key(name) or name, OutletLine(name))
        line.written |= {report.written: None} if report.written else {}
        line.reports += 1
        line.claims += len(report.claims)
        line.incidents += len({c.incident.number for c in report.claims if c.incident})
        line.days += [report.day] if report.day else []
    ordered = sorted(found.values(), key=lambda o: (-o.claims, o.name))
    return ordered[:OUTLETS], max(0, len(ordered) - OUTLETS)


def counts(dossier: Dossier) -> list[tuple[int, str, str, str]]:
    """What to look at first: how many, of what, out of how many, and where on the page. Only what the page has a section for."""
    r, sections = dossier.registers, dossier.sections
    found: list[tuple[int, str, str, str]] = []
    if r.checks:
        fails = len(r.checked("fails"))
        found.append(
            (
                fails,
                f"check{'' if fails == 1 else 's'} that fail{'s' if fails == 1 else ''}",
                f"of {len(r.checks):,}",
                "checks",
            )
        )
    if sections:
        against = [len(s.against) for s in sections if s.against]
        n, single = sum(against), sum(s.weighed.sources.single for s in sections)
        inside = f"in {len(against):,} incident{'' if len(against) == 1 else 's'}" if n else ""
        found.append((n, f"contradiction{'' if n == 1 else 's'}", inside, "weighed"))
        found.append(
            (
                single,
                f"incident{'' if single == 1 else 's'} with a single source or none",
                f"of {len(sections):,} weighed",
                "weighed",
            )
        )
    if r.forecasts:
        late = r.overdue
        found.append(
            (
                late,
                f"overdue forecast{'' if late == 1 else 's'} that nobody has decided on",
                f"of {len(r.forecasts):,}, as of {r.day}",
                "forecasts",
            )
        )
    return found


def parts(dossier: Dossier) -> list[tuple[str, str]]:
    """The sections of the page: where they are, and what to call them."""
    r = dossier.registers
    every = [
        ("weighed", "Incidents", dossier.sections), ("map", "Map", True), ("times", "Timeline", True), ("incidents", "All incidents", True),
        ("tolls", "Tolls", dossier.tolls), ("checks", "Checks", r.checks), ("forecasts", "Forecasts", r.forecasts), ("violations", "Violations", r.violations),
        ("transfers", "Transfers", r.transfers), ("wording", "Wording", r.wording), ("inferences", "Inferences", r.inferences), ("claims", "Claims", True),
        ("sources", "Sources", True), ("places", "Places", True), ("reports", "Reports", True),
    ]  # fmt: skip
    return [(id, name) for id, name, there in every if there]


def notes(dossier: Dossier) -> list[tuple[str, list[ReportRow]]]:
    """What is odd about reports, each note once with the reports it is about; failures first."""
    found: dict[str, list[ReportRow]] = {}
    for report in dossier.reports:
        if report.trouble:
            found.setdefault(report.trouble, []).append(report)
    for report in dossier.reports:
        for note in dict.fromkeys(report.notes):
            found.setdefault(note, []).append(report)
    return list(found.items()) + [(note, []) for note in dossier.registers.notes]


def span(days: Iterable[str | None]) -> Days | None:
    """The first and the last of some days."""
    found = [day for day in days if day]
    return (min(found), max(found)) if found else None
