"""From a reading to accounts: what each passage of a report says of an incident."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...naming.keys import key, variants
from ...naming.translit import sound
from ...reading import counting, sentences
from ...reading.incidents import DEAD, resolve_times, type_of
from ...reading.mentions import stems
from ...reading.shares import Counted, counted
from ...reading.times import When, reference
from ...records import Account, Claim, Event, Figure, Incident, Name, Place, Reading, Span, Spot, Toll
from ..chains import claims
from ..stances import DISTANT, stance_of

LONGEST = 400  # words of a passage that are kept: more is a list or a table, not a sentence
PASSAGES = 8  # of an incident whose places are taken together


def accounts(
    reading: Reading, places: Mapping[Span, Place] | None = None, told: Iterable[Claim] | None = None
) -> tuple[Account, ...]:
    """What each passage of a report says of each incident that the reader found there.

    Args:
        reading: of one report.
        places: where the place names of the report are, by the span of the name; names that are not in it have no coordinates.
        told: the claims of the report, where they are made already.

    Returns:
        One account for each incident and each sentence with mentions of it, in text order. Mentions without an incident make none.
    """
    return tuple(_Passages(reading, places or {}, claims(reading) if told is None else told).all())


@dataclass(slots=True)
class _Told:
    """The mentions of one incident in one sentence."""

    events: list[Event] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)

    @property
    def spans(self) -> list[Span]:
        return sorted([e.trigger for e in self.events] + [t.span for t in self.tolls])


class _Passages:
    """One reading on the way to its accounts."""

    def __init__(self, reading: Reading, places: Mapping[Span, Place], told: Iterable[Claim]) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.places = places
        self.sentences = sentences.split(self.text) or [(0, len(self.text))]
        self._starts = [s for s, _ in self.sentences]
        self.standing = {c.id for c in told if c.layer == "toll" and _stands(c)}
        today, _ = reference(self.text, reading.report.published)
        self.published = today.isoformat() if today else reading.report.published
        self.country = _chief(places.values())
        self.times = resolve_times(reading.report, reading.events, reading.names, today)
        self.names_in: dict[int, list[Name]] = {}
        for name in sorted(reading.names, key=lambda n: n.span):
            self.names_in.setdefault(self.sentence(name.span[0]), []).append(name)

    def sentence(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def all(self) -> Iterator[Account]:
        incidents = {i.id: i for i in self.reading.incidents}
        told: dict[tuple[int, str], _Told] = {}
        for event in self.reading.events:
            if event.incident in incidents:
                told.setdefault((self.sentence(event.trigger[0]), event.incident), _Told()).events.append(event)
        for toll in self.reading.tolls:
            if toll.incident in incidents:
                told.setdefault((self.sentence(toll.span[0]), toll.incident), _Told()).tolls.append(toll)
        numbers: dict[str, list[int]] = {}
        for number, incident in sorted(told):
            numbers.setdefault(incident, []).append(number)
        around = {i: self._around(some[:PASSAGES]) for i, some in numbers.items()}
        seen: set[str] = set()
        for number, incident in sorted(told, key=lambda k: (k[0], told[k].spans)):
            yield self._account(
                incidents[incident], number, told[number, incident], around[incident], incident not in seen
            )
            seen.add(incident)

    def _around(self, passages: Iterable[int]) -> tuple[Spot, ...]:
        """The places that some passages name; where none of them lies in a country, the country that the report speaks of most as well."""
        named = self._spots(p.span for n in passages for p in self._named(n, "place"))
        if self.country is None or any(s.country for s in named):
            return named
        return (*named, Spot(key(self.country), precision="country", country=self.country))

    def _named(self, number: int, *classes: str) -> list[Name]:
        return [n for n in self.names_in.get(number, ()) if n.cls in classes]

    def _account(self, incident: Incident, number: int, told: _Told, around: tuple[Spot, ...], first: bool) -> Account:
        report = self.reading.report
        start, end = self.sentences[number]
        when = self._when(told.events)
        place = self._place(told.events, incident, number)
        kinds = Counter(e.type for e in told.events)
        causes = {e.id: e for e in self.reading.events}
        words = sorted(stems(self.text[start:end][: LONGEST * 12]))[:LONGEST]
        return Account(
            id=f"{report.id}.{incident.id}.{number}", report=report.id, incident=f"{report.id}.{incident.id}", number=number,
            outlet=report.outlet, published=self.published,
            type=type_of(told.events) if told.events else incident.type, types=tuple(sorted(kinds.items())), main=incident.main, first=first,
            start=when.start.isoformat() if when else incident.start, end=when.end.isoformat() if when else incident.end,
            precision=when.precision if when else incident.precision,
            place=self.text[slice(*place)] if place else incident.place, spot=self._spot(place) if place else None,
            spots=self._spots(n.span for n in self._named(number, "place")), around=around,
            actors=self._said("actor", told, causes), targets=self._said("target", told, causes),
            names=tuple(sorted({w for n in self._named(number, "group", "person") for w in stems(self.text[slice(*n.span)])})), words=tuple(words),
            figures=self._figures(told.tolls, self.sentences[number]),
            statuses=tuple(sorted({e.status for e in told.events})),
            mentions=tuple(sorted(
                [(f"{report.id}.{e.id}", e.trigger) for e in told.events] + [(f"{report.id}.{t.id}", t.span) for t in told.tolls],
                key=lambda m: (m[1], m[0]),
            )),
            sentence=(start, end), summary=incident.summary,
        )  # fmt: skip

    def _figures(self, tolls: Iterable[Toll], sentence: Span) -> tuple[Figure, ...]:
        """The figures of a passage that somebody says are so, in text order; those of the dead are seen together, whatever killed them."""
        report = self.reading.report.id
        ordered = sorted((t for t in tolls if f"{report}.{t.id}" in self.standing), key=lambda t: t.span)
        by_fate: dict[str, list[Toll]] = {}
        for toll in ordered:
            by_fate.setdefault("killed" if toll.fate in DEAD else toll.fate, []).append(toll)
        of: dict[str, Counted] = {}
        for some in by_fate.values():
            of |= {t.id: c for t, c in zip(some, counted(self.text, sentence, some), strict=True)}
        return tuple(
            Figure(
                f"{report}.{t.id}", t.fate, t.who, t.low, t.high, of[t.id].vague, of[t.id].share, of[t.id].joined,
                counting.named(self.text, t.span, t.low, t.high),
            )
            for t in ordered
        )  # fmt: skip

    def _when(self, events: Iterable[Event]) -> When | None:
        """The time that the passage itself gives its events."""
        return next((w for e in events if e.time and (w := self.times.get(e.time))), None)

    def _place(self, events: Iterable[Event], incident: Incident, number: int) -> Span | None:
        """The place name of the passage that its events have; else the place of the incident."""
        names = [n.span for n in self._named(number, "place")]
        for event in events:
            inside = [n for n in names if event.place and event.place[0] <= n[0] and n[1] <= event.place[1]]
            if inside:
                return inside[0]
        return incident.place_from

    def _spots(self, spans: Iterable[Span]) -> tuple[Spot, ...]:
        found = {s.key: s for span in spans if (s := self._spot(span)).key}
        return tuple(found[k] for k in sorted(found))

    def _spot(self, span: Span) -> Spot:
        name = self.text[slice(*span)][:100]
        forms = variants(name)
        if not forms:  # a name of marks alone
            return Spot("")
        key, by_sound = forms[-1].key, sound(name) if len(forms) == 1 else sound(forms[-1].key)
        place = self.places.get(span)
        if place is None:
            return Spot(key, by_sound)
        return Spot(key, by_sound, place.lat, place.lon, place.precision, place.region, place.country)

    def _said(self, role: str, told: _Told, causes: Mapping[str, Event]) -> tuple[str, ...]:
        every = [*told.events, *(causes[t.event] for t in told.tolls if t.event and t.event in causes)]
        spans = {s for e in every if (s := getattr(e, role)) is not None}
        return tuple(sorted({w for s in spans for w in stems(self.text[slice(*s)])}))


def _chief(places: Iterable[Place]) -> str | None:
    """The country that more than half of the place names of a report lie in."""
    in_country = Counter(p.country for p in places if p.country)
    (country, most) = max(in_country.items(), key=lambda c: c[1], default=(None, 0))
    return country if most > in_country.total() / 2 else None


def _stands(claim: Claim) -> bool:
    """Whether its innermost voice says that so many were harmed; not who denies or foresees it."""
    return claim.status == "actual" and stance_of(claim.chain[-1].kind, claim.status) not in DISTANT
