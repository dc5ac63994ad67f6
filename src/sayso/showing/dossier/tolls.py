"""Who says how many: the counts of people of each incident, by source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .rows import ClaimRow, IncidentRow

FATES = ("killed", "injured")  # these come first


@dataclass(slots=True)
class TollLine:
    """One figure on the word of one source: the claims that carry it (the first is shown with its chain and words)."""

    claims: list[ClaimRow]

    @property
    def first(self) -> ClaimRow:
        """The claim that is shown."""
        return self.claims[0]


@dataclass(slots=True)
class TollGroup:
    """What is said of one incident, lowest figure first, and the lowest and highest that the ledger gives for it."""

    incident: IncidentRow
    lines: list[TollLine]

    @property
    def ranges(self) -> str:
        """``killed 9-21, injured 20+``."""
        said = ((fate, self.incident.range(fate)) for fate in FATES)
        return ", ".join(f"{fate} {numbers}" for fate, numbers in said if numbers)


def tolls(incidents: Iterable[IncidentRow]) -> list[TollGroup]:
    """The incidents of which some claim gives a count of people, in the order given."""
    groups = ((i, [c for c in i.claims if c.row["layer"] == "toll"]) for i in incidents)
    return [TollGroup(i, _lines(claims)) for i, claims in groups if claims]


def _lines(claims: Iterable[ClaimRow]) -> list[TollLine]:
    found: dict[object, TollLine] = {}
    for claim in claims:
        found.setdefault(_same(claim), TollLine([])).claims.append(claim)
    return sorted(found.values(), key=lambda line: _order(line.first.row))


def _same(claim: ClaimRow) -> object:
    """The same people, counted the same, on the same word."""
    row = claim.row
    chain = tuple((link.source.number, link.verb) for link in claim.chain)
    return row["type"], row["who"], row["low"], row["high"], row["status"], chain


def _order(row: dict[str, Any]) -> tuple[int, str, float, float, int]:
    fate = row["type"]
    rank = FATES.index(fate) if fate in FATES else len(FATES)
    low, high = row["low"], row["high"]
    return rank, fate, low if low is not None else 0, high if high is not None else float("inf"), row["span_start"]
