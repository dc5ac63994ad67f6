"""From a reading to what the ledger keeps of it: names resolved, incidents located, claims with their chains, accounts.

Everything here can be done again from readings (``rebuild``), with other tables of actors or another gazetteer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from .naming import (
    Gazetteer,
    Resolved,
    Tables,
    doers,
    load_tables,
    locate_incident,
    open_gazetteer,
    resolve_actors,
    resolve_outlet,
)
from .naming.keys import fold
from .reading.times import reference
from .records import Account, Claim, Identity, Incident, Link, Meant, Place, Reading, Resolution, Span
from .weighing import accounts, claims
from .weighing.sources.settling import Settled, settled


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from one reading.

    Attributes:
        reading: with the country and region of its incidents.
        claims: with who and where is meant.
        meant: its names, resolved.
        accounts: what its passages say of incidents.
    """

    reading: Reading
    claims: tuple[Claim, ...]
    meant: tuple[Meant, ...]
    accounts: tuple[Account, ...]


class Naming:
    """The gazetteer and the tables of actors and outlets that names are resolved with."""

    def __init__(self, ledger: Path | None = None) -> None:
        """Open them.

        Args:
            ledger: folder of a ledger, whose own gazetteers and tables come first.

        Raises:
            TableError: a table of one's own that cannot be read.
        """
        self.gazetteer: Gazetteer = open_gazetteer(ledger)
        self.tables: Tables = load_tables(ledger)


def derive(reading: Reading, naming: Naming) -> Derived:
    """Resolve and weigh one reading.

    Args:
        reading: as the reader gave it.
        naming: what names are resolved with.
    """
    where = _Where(reading, naming)
    who = _Who(reading, naming.tables, where.resolved.country)
    reading = replace(reading, incidents=tuple(_located(i, where, who) for i in reading.incidents))
    own = tuple(_claim(c, where, who) for c in claims(reading))
    return Derived(reading, own, _meant(reading, where, who), accounts(reading, where.by_span, own))


class _Where:
    """The places of one report."""

    def __init__(self, reading: Reading, naming: Naming) -> None:
        self._text = reading.report.text
        spans = [n.span for n in reading.names if n.cls == "place"]
        self.resolved = Resolved(self._text, spans, naming.gazetteer, tables=naming.tables, doers=doers(reading.events))
        self.by_span: dict[Span, Place] = {span: self.resolved[span] for span in self.resolved.spans}

    def of(self, phrase: Span | None) -> Place | None:
        """Where a phrase is: the first place name in it, else the phrase itself."""
        if phrase is None:
            return None
        inside = sorted(s for s in self.by_span if s[0] < phrase[1] and phrase[0] < s[1])
        known = [s for s in inside if self.by_span[s].lat is not None]
        if inside:
            return self.by_span[(known or inside)[0]]
        words = self._text[slice(*phrase)]
        # "there" and "the mission" are no names, whatever towns are called so
        return None if words.islower() else self.resolved.place_of(words)


class _Who:
    """The actors and outlets of one report."""

    def __init__(self, reading: Reading, tables: Tables, country: str | None) -> None:
        day, _ = reference(reading.report.text, reading.report.published)
        self.by_span = resolve_actors(
            reading.report.text, reading.names, reading.events, reading.attributions, tables, country, day
        )
        self._settled = settled(reading)
        self._sources = {a.id: a.source for a in reading.attributions}
        outlet = reading.report.outlet or reading.report.url
        self.outlet = resolve_outlet(outlet, tables) if outlet else None

    def of(self, phrase: Span | None) -> Identity | None:
        """Who is meant by a phrase."""
        return None if phrase is None else self.by_span.get(phrase)

    def meant(self, link: Link) -> Settled | None:
        """Whom a link of a chain means by the words of its own report ("he", "the spokesman"), where these say so."""
        some = self._settled.get(link.attribution or "", ())
        return some[0] if len(some) == 1 and some[0].how else None

    def source(self, attribution: str | None) -> Identity | None:
        """Who the source of an attribution is, by the tables."""
        return self.of(self._sources.get(attribution)) if attribution else None


def _located(incident: Incident, where: _Where, who: _Who) -> Incident:
    place = locate_incident(incident, where.resolved)
    return replace(
        incident, at=place, region=place.region if place else None, country=place.country if place else None,
    )  # fmt: skip


def _claim(claim: Claim, where: _Where, who: _Who) -> Claim:
    spans = dict(claim.spans)
    chain = tuple(_link(link, who) for link in claim.chain)
    return replace(
        claim,
        chain=chain,
        at=where.of(spans.get("place")),
        actor_is=who.of(spans.get("actor")),
        target_is=who.of(spans.get("target")),
    )


def _link(link: Link, who: _Who) -> Link:
    """A link with who it is by the tables; else with whom its own report means, whom the tables may know."""
    found = who.outlet if link.attribution is None else who.of(link.source_span)
    if found is not None and found.id:
        return _identified(link, found, found.how)
    meant = who.meant(link)
    if meant is None:
        return link if found is None else _identified(link, found, found.how)
    source = who.source(meant.attribution)
    if source is not None and source.id:
        return _identified(link, source, f"{meant.how} {source.how}".strip())
    if fold(meant.phrase.words) == fold(link.source):
        return link
    return replace(link, resolved=meant.phrase.words, how=meant.how)


def _identified(link: Link, found: Identity, how: str) -> Link:
    return replace(
        link, party=found.id, resolved=found.name if found.id else None, affiliation=found.affiliation, how=how,
        also=found.also if isinstance(found, Resolution) else (),
    )  # fmt: skip


def _meant(reading: Reading, where: _Where, who: _Who) -> tuple[Meant, ...]:
    text = reading.report.text
    return tuple(
        Meant(n.span, n.cls, text[slice(*n.span)], None, where.by_span.get(n.span))
        if n.cls == "place"
        else Meant(n.span, n.cls, text[slice(*n.span)], who.of(n.span))
        for n in reading.names
        if n.cls in ("group", "person", "outlet", "place")
    )  # fmt: skip
