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
    """What one outlet brought: its name, reports, claims, incidents, and the days on which it published."""

    name: str
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
        "outlets": len({key(r["outlet"]) or r["outlet"] for r in reports if r["outlet"]}),
        "claims": sum(len(r.claims) for r in dossier.reports),
        "incidents": len(incidents),
        "sources": sum(not s.is_nobody for s in dossier.sources),
        "published": span(r["published"] for r in reports),
        "happened": span(day for i in incidents for day in (i["start"], i["end"])),
        "readers": sorted({r["reader"] for r in reports if r["reader"]}),
    }


def outlets(dossier: Dossier) -> tuple[list[OutletLine], int]:
    """The outlets with most claims, and how many others there are."""
    found: dict[str, OutletLine] = {}
    for report in dossier.reports:
        name = report.row["outlet"] or NO_OUTLET
        line = found.setdefault(key(name) or name, OutletLine(name))
        line.reports += 1
        line.claims += len(report.claims)
        line.incidents += len({c.incident.number for c in report.claims if c.incident})
        line.days += [report.row["published"]] if report.row["published"] else []
    ordered = sorted(found.values(), key=lambda o: (-o.claims, o.name))
    return ordered[:OUTLETS], max(0, len(ordered) - OUTLETS)


def notes(dossier: Dossier) -> list[tuple[str, list[ReportRow]]]:
    """What is odd about reports, each note once with the reports it is about; failures first."""
    found: dict[str, list[ReportRow]] = {}
    for report in dossier.reports:
        if report.trouble:
            found.setdefault(report.trouble, []).append(report)
    for report in dossier.reports:
        for note in dict.fromkeys(report.notes):
            found.setdefault(note, []).append(report)
    return list(found.items())


def span(days: Iterable[str | None]) -> Days | None:
    """The first and the last of some days."""
    found = [day for day in days if day]
    return (min(found), max(found)) if found else None
