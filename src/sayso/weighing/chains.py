"""On whose say-so: the chain of attributions that every event and toll stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from ..reading import sentences
from ..reading.incidents import resolve_times
from ..reading.nesting import quoted
from ..reading.times import When, reference
from ..records import Attribution, Claim, Event, Incident, Link, Reading, Span, Toll

NO_OUTLET = "(outlet not stated)"
NO_SOURCE = "(source not named)"
AUTHOR = "(the author)"
ROLES = ("actor", "target", "place", "time", "means")


def claims(reading: Reading) -> tuple[Claim, ...]:
    """One claim for each event and each toll of a reading, in text order.

    Args:
        reading: of one report.

    Returns:
        Claims whose chain begins with the outlet and ends with the first-hand source that the words themselves name. Their date is their own where
        that lies outside the date of their incident, or where this has none; else their incident's.
    """
    spans = sentences.split(reading.report.text)
    starts = [s for s, _ in spans]
    incidents = {i.id: i for i in reading.incidents}
    events = {e.id: e for e in reading.events}

    chains = _Chains(reading)
    today, _ = reference(reading.report.text, reading.report.published)
    times = resolve_times(reading.report, reading.events, reading.names, today)

    def sentence(at: int) -> Span:
        return spans[max(0, bisect_right(starts, at) - 1)] if spans else (0, len(reading.report.text))

    found = [
        _event_claim(reading, e, chains.of(e.trigger), sentence(e.trigger[0]), incidents.get(e.incident or ""), times)
        for e in reading.events
    ]
    for toll in reading.tolls:
        cause = events.get(toll.event or "")
        incident = incidents.get(toll.incident or "")
        found.append(
            _toll_claim(reading, toll, cause, chains.of_toll(toll, cause), sentence(toll.span[0]), incident, times)
        )
    return tuple(sorted(found, key=lambda c: (c.span, c.id)))


_WORD = re.compile(r"\S+")


class _Chains:
    """The chains of one reading; what they need of all its attributions is worked out once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_id = {a.id: a for a in reading.attributions}
        self._quoted = quoted(reading.attributions)

    def of(self, span: Span) -> tuple[Link, ...]:
        """The chain that a span stands in: the outlet, then every attribution whose content holds its first word, outermost first.

        A content may end within a longer span ("14 people" and no more, of "14 people, four of them children").
        """
        near = [self._reading.attributions[n] for n in self._quoted.near(span)]
        word = _WORD.match(self._reading.report.text, *span)
        end = word.end() if word else span[1]
        around = [a for a in near if any(s <= span[0] and end <= e for s, e in a.content)]
        around.sort(key=lambda a: (self._depth(a), -sum(e - s for s, e in a.content)))
        outlet = Link(self._reading.report.outlet or NO_OUTLET, "report")
        return (outlet, *(_link(self._reading, a) for a in around))

    def of_toll(self, toll: Toll, cause: Event | None) -> tuple[Link, ...]:
        """The chain of a toll: that of its cause where it has none and is as denied, planned or doubtful as that, since it is not the outlet that says so."""
        own = self.of(toll.span)
        taken = cause is not None and cause.status != "actual" and _caused(toll, cause)
        return self.of(cause.trigger) if cause and taken and len(own) == 1 else own

    def _depth(self, attribution: Attribution) -> int:
        depth, seen = 0, {attribution.id}
        while attribution.inside and attribution.inside in self._by_id and attribution.inside not in seen:
            seen.add(attribution.inside)
            attribution = self._by_id[attribution.inside]
            depth += 1
        return depth


def _link(reading: Reading, a: Attribution) -> Link:
    source = AUTHOR if a.author else reading.words(a.source) or NO_SOURCE
    return Link(source, a.kind, reading.words(a.cue), a.source, a.cue, a.id)


def _phrases(reading: Reading, spans: Sequence[tuple[str, Span]]) -> dict[str, Any]:
    """The words of the roles."""
    return {role: reading.words(span) for role, span in spans}


def _dated(event: Event | None, incident: Incident | None, times: Mapping[Span, When]) -> dict[str, Any]:
    """The date of a claim: the incident's, unless the event has a time of its own that lies outside it ("the invasion in 2014" beside this week's battle)."""
    own = times.get(event.time) if event and event.time else None
    if own is not None and (incident is None or incident.start is None or _elsewhen(own, incident)):
        return {"start": own.start.isoformat(), "end": own.end.isoformat(), "precision": own.precision}
    if incident is None:
        return {}
    return {"start": incident.start, "end": incident.end, "precision": incident.precision}


def _elsewhen(own: When, incident: Incident) -> bool:
    """Whether a time lies outside the date of an incident, by more than a guess ("at dusk" and "hours later" are of whichever day is told of)."""
    if own.leans:
        return False
    start, end = incident.start or "", incident.end or incident.start or ""
    return own.start.isoformat() > end or own.end.isoformat() < start


def _event_claim(
    reading: Reading,
    event: Event,
    chain: tuple[Link, ...],
    sentence: Span,
    incident: Incident | None,
    times: Mapping[Span, When],
) -> Claim:
    spans = tuple((role, span) for role in ROLES if (span := getattr(event, role)) is not None)
    return Claim(
        id=f"{reading.report.id}.{event.id}", report=reading.report.id, layer="event", type=event.type, status=event.status,
        span=event.trigger, words=reading.report.text[slice(*event.trigger)], sentence=sentence, chain=chain,
        **_phrases(reading, spans), **_dated(event, incident, times),
        incident=f"{reading.report.id}.{incident.id}" if incident else None, spans=spans,
    )  # fmt: skip


# Fates that are an event's own doing, so that a denied or planned event means a denied or planned toll. "More than a thousand are
# trapped" stands, even when the sentence also says that somebody denied having fled.
_DOING = {"displaced": ("displacement",), "released": ("release",), "abducted": ("abduction",), "captured": ("arrest",)}
_VIOLENT = ("clash", "airstrike", "shelling", "bombing", "chemical", "killing", "territory", "destruction")


def _caused(toll: Toll, cause: Event) -> bool:
    if toll.fate in ("killed", "injured", "executed"):
        return cause.type in _VIOLENT
    return cause.type in _DOING.get(toll.fate, ())


def _toll_claim(
    reading: Reading,
    toll: Toll,
    cause: Event | None,
    chain: tuple[Link, ...],
    sentence: Span,
    incident: Incident | None,
    times: Mapping[Span, When],
) -> Claim:
    """A toll takes actor, place and time from the event that caused it."""
    spans = tuple(
        (role, span) for role in ROLES if cause and (span := getattr(cause, role)) is not None and role != "target"
    )
    return Claim(
        id=f"{reading.report.id}.{toll.id}", report=reading.report.id, layer="toll", type=toll.fate,
        status=cause.status if cause and _caused(toll, cause) else "actual", span=toll.span, words=reading.report.text[slice(*toll.span)], sentence=sentence,
        chain=chain, **_phrases(reading, spans), **_dated(cause, incident, times),
        who=toll.who, low=toll.low, high=toll.high,
        incident=f"{reading.report.id}.{incident.id}" if incident else None, spans=spans,
    )  # fmt: skip
