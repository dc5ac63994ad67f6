"""Those on whose word the claims stand, and the chains they stand in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ...ledger.keys import key, source_key
from ...weighing.chains import AUTHOR, NO_OUTLET, NO_SOURCE

Row = dict[str, Any]
VERBS = {
    "report": "reports", "deny": "denies", "accuse": "accuses", "warn": "warns", "predict": "predicts", "infer": "infers",
    "demand": "demands", "feel": "feels",
}  # fmt: skip
NOBODY = (AUTHOR, NO_OUTLET, NO_SOURCE)


@dataclass(slots=True)
class SourceRow:
    """Somebody who says something: the names (resolved where that was possible, and as written), claims, reports, outlets and kinds."""

    number: int
    names: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    affiliation: str = ""
    claims: int = 0
    reports: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    publishes: bool = False
    is_quoted: bool = False

    @property
    def name(self) -> str:
        """The most frequent name; the first in the alphabet among equals."""
        return min(self.names, key=lambda n: (-self.names[n], n))

    @property
    def also(self) -> list[str]:
        """Other names under which it stands in the reports, the most frequent first."""
        return [n for n, _ in self.written.most_common() if key(n) != key(self.name)][:8]

    @property
    def is_nobody(self) -> bool:
        """Whether this stands for a source that the text does not name."""
        return self.name in NOBODY


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a claim's chain: the name as written, the kind as a verb (empty for plain reporting), the cue, and the source.

    ``meant`` is who that is, where it is not what the words say, and ``how`` why. The outlet, which nobody quotes, goes by the name that it has in the tables;
    ``written`` is what it is called in the ledger, where that is another.
    """

    name: str
    verb: str
    cue: str | None
    source: SourceRow
    meant: str = ""
    how: str = ""
    written: str = ""


class Sources:
    """Sources by their key, in the order in which they first speak."""

    def __init__(self) -> None:
        self._by_key: dict[str, SourceRow] = {}

    def add(self, claim: Row) -> list[ChainLink]:
        """Count the sources of a claim's chain; the chain with them."""
        chain = []
        spoken: set[int] = set()
        for position, link in enumerate(claim["chain"]):
            meant = link.get("resolved") or link["source"]
            source = self._source(meant, claim["report"])
            source.names[meant] += 1
            source.written[link["source"]] += 1
            source.affiliation = source.affiliation or link.get("affiliation") or ""
            source.reports.add(claim["report"])
            source.outlets.add(key(claim["outlet"] or NO_OUTLET))
            source.kinds[link["kind"]] += 1
            source.publishes |= position == 0
            source.is_quoted |= position > 0
            source.claims += source.number not in spoken
            spoken.add(source.number)
            verb = "" if link["kind"] == "report" else VERBS.get(link["kind"], link["kind"])
            other = "" if key(meant) == key(link["source"]) else meant
            how = str(link.get("how") or "")
            if position == 0:
                written = link["source"] if other else ""
                chain.append(ChainLink(meant, verb, link["cue"], source, how=how, written=written))
            else:
                chain.append(ChainLink(link["source"], verb, link["cue"], source, other, how))
        return chain

    def _source(self, name: str, report: str) -> SourceRow:
        folded = source_key(name, report) if name not in NOBODY else name
        return self._by_key.setdefault(folded or name, SourceRow(len(self._by_key) + 1))

    def ordered(self) -> list[SourceRow]:
        """Those who say most first."""
        return sorted(self._by_key.values(), key=lambda s: (-s.claims, s.number))
