"""The places of a report as records: each with coordinates, precision, the candidates that were weighed, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal

from ..records import Event, Name, Place, PlaceCandidate, Span, plain
from .aliases import Tables
from .gazetteer.entries import Entry
from .gazetteer.lookup import Gazetteer, Match
from .kinds import PRECISION, How, Kind
from .places import Choice, Scene, Where, distance_km, weigh
from .unplaced import border, by_chance, no_place, package_tables

SHOWN = 5  # candidates of each place
# Characters between a place that no gazetteer has and one that it is taken to be near, in its sentence and in others.
_SENTENCE, _BESIDE = 250, 600
_LEAST = 4  # letters of a name that is part of another
_DATELINE = re.compile(
    r"(?:,\s+[A-Z][\w. ]{2,20}?)?(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[\s,.]*[(/][A-Z]|,?\s+[-–—]\s)"
)
# What a place is taken to be near to: (its name is no part of the place's, it is a dateline's, it stands in another sentence, characters between, where it starts, it)
_Near = tuple[bool, bool, bool, int, int, Choice]
_SETTLED = (Kind.SETTLEMENT, Kind.CAPITAL, Kind.DISTRICT, Kind.SITE, Kind.REGION)


def resolve_places(
    text: str,
    names: Iterable[Name | Span],
    gazetteer: Gazetteer,
    country_hint: str | None = None,
    doers: Sequence[Span] = (),
) -> list[Place]:
    """Where the places of a report are, all resolved together.

    Args:
        text: the report's.
        names: its names; those of other classes than place are passed over. Spans are taken to be places.
        gazetteer: where to look.
        country_hint: a country (ISO 3166-1 alpha-2) that the report is likely about.
        doers: who acts in its events (``doers(reading.events)``): "US aircraft" bomb anywhere, and say nothing of where.

    Returns:
        One place for each place name, in the order of ``names``.

    Raises:
        ValueError: a span is not in the text.
    """
    spans = [n.span if isinstance(n, Name) else n for n in names if not isinstance(n, Name) or n.cls == "place"]
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the span [{start}, {end}] is not in the text of {len(text)} characters")
    found = Resolved(text, spans, gazetteer, country_hint, doers=doers)
    return [found[span] for span in spans]


class Resolved:
    """The resolved places of one report, by span."""

    def __init__(
        self,
        text: str,
        spans: Sequence[Span],
        gazetteer: Gazetteer,
        country_hint: str | None = None,
        tables: Tables | None = None,
        doers: Sequence[Span] = (),
    ) -> None:
        """Resolve them.

        Args:
            text, spans, gazetteer, country_hint, doers: as ``resolve_places`` takes them.
            tables: of actors and outlets, which are no places; the package's by default.
        """
        self.gazetteer = gazetteer
        self._tables = tables if tables is not None else package_tables()
        self.scene = weigh(text, spans, gazetteer, country_hint, doers=doers)
        self._neighbours: dict[int, _Near | None] = {}
        self._of = {span: choice for choice in self.scene.choices for span in choice.spans}
        self._made = {id(c): self._place(c) for c in self.scene.choices}

    def __getitem__(self, span: Span) -> Place:
        """The place of a span."""
        choice = self._of[span]
        place = replace(self._made[id(choice)], name=self.scene.text[slice(*span)])
        if border(self.scene.text, span, None if choice.best is None else choice.matches[choice.best], self.gazetteer):
            why = f"a border{f' of {place.country}' if place.country else ''}: a line, of which no point is given"
            return replace(place, lat=None, lon=None, country=None, region=None, code=None, precision="area", why=why)
        if (no_place_since := self._no_place[id(choice)]) is not None:
            return Place(place.name, None, None, None, None, "unknown", None, no_place_since)
        return place if place.precision != "unknown" else self._beside(span, place)

    @cached_property
    def _no_place(self) -> dict[int, str | None]:
        """Why a name is no place, by its choice."""
        found = ((c, None if c.best is None else c.matches[c.best]) for c in self.scene.choices)
        return {id(c): no_place(c.name, match, self._tables) for c, match in found}

    @property
    def spans(self) -> list[Span]:
        """The spans of the place names."""
        return list(self._of)

    def place_of(self, words: str) -> Place | None:
        """A place in words that are none of the report's names, among what the report speaks of; None where no gazetteer has it."""
        found = (
            Resolved(words, [(0, len(words))], self.gazetteer, self.country)[0, len(words)] if words.strip() else None
        )
        return found if found is not None and found.lat is not None else None

    @cached_property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 code of the country of which the report speaks most."""
        main = main_place(self)
        return None if main is None else main.code

    def _in(self, match: Match) -> tuple[str | None, str | None]:
        """(region, country) that a match lies in, by their names in English; a country lies in no region."""
        return _title(self.gazetteer, match.entry.region), _title(self.gazetteer, match.entry.country)

    def _place(self, choice: Choice) -> Place:
        candidates = self._candidates(choice)
        best = choice.best
        if best is None or by_chance(choice.name, choice.matches[best]):
            return Place(choice.name, None, None, None, None, "unknown", None, "in no gazetteer", candidates)
        match = choice.matches[best]
        entry = match.entry
        region, country = self._in(match)
        precision = (
            "near" if match.site and entry.kind not in (Kind.COUNTRY, Kind.REGION) else PRECISION[Kind(entry.kind)]
        )
        why = candidates[0].reason if candidates else ""
        return Place(choice.name, round(entry.lat, 5), round(entry.lon, 5), country, region, precision, entry.country or None, why, candidates)  # fmt: skip

    def _candidates(self, choice: Choice) -> tuple[PlaceCandidate, ...]:
        order = sorted(range(len(choice.matches)), key=lambda n: -choice.belief[n])[:SHOWN]
        return tuple(self._candidate(choice, n) for n in order)

    def _candidate(self, choice: Choice, n: int) -> PlaceCandidate:
        match = choice.matches[n]
        entry = match.entry
        region, country = self._in(match)
        return PlaceCandidate(
            self.gazetteer.name(entry), round(entry.lat, 5), round(entry.lon, 5), country, region, entry.country or None,
            Kind(entry.kind).name.lower(), entry.population, round(choice.belief[n], 4), self._reason(choice, n), entry.source,
            _doubts(match, choice.features[n] if n < len(choice.features) else choice.fixed[n]),
        )  # fmt: skip

    def _reason(self, choice: Choice, n: int) -> str:
        """What speaks for and against a candidate, in words."""
        match, some = choice.matches[n], choice.features[n] if n < len(choice.features) else choice.fixed[n]
        entry = match.entry
        out = [_FITS.get(How(entry.how), "")]
        if match.site or match.bare:
            out.append("without some words of the name")
        if some.get("kind said"):
            out.append(f"said to be a {Kind(match.kind or 0).name.lower()}")
        if some.get("inside", 0) > 0.5 or some.get("beside region") or some.get("beside country"):
            out.append("in what is named beside it")
        elif some.get("outside"):
            out.append("not in what is named beside it")
        if some.get("region share", 0) > 0.2:
            out.append("in a region the report speaks of")
        elif max(some.get("country share", 0), some.get("wide share", 0)) > 0.2:
            out.append("in a country the report speaks of")
        elif some.get("country none"):
            out.append("nothing else of the report in this country")
        if some.get("nearest", 0) > 0.3:
            out.append(f"near {self._nearest(choice, match)}")
        if entry.population:
            out.append(f"population {entry.population:,}")
        if entry.source != "default":
            out.append(f"from {entry.source}")
        return "; ".join(x for x in out if x)

    def _nearest(self, choice: Choice, match: Match) -> str:
        """The other name of the report whose place is nearest to a candidate."""
        others = []
        for other in self.scene.choices:
            best = other.best
            if other is not choice and best is not None and (e := other.matches[best].entry).kind in _SETTLED:
                others.append((distance_km((e.lat, e.lon), (match.entry.lat, match.entry.lon)), other.name))
        return min(others)[1] if others else "the report's other places"

    def _beside(self, span: Span, place: Place) -> Place:
        """A place that no gazetteer has: near the one that most of the sentences naming it name nearest to it, so that one name is one place."""
        choice = self._of[span]
        if id(choice) not in self._neighbours:
            found = [near for s in choice.spans if (near := self._nearest_to(s))]
            often = Counter(id(other) for *_, other in found)
            self._neighbours[id(choice)] = min(found, key=lambda n: (-often[id(n[-1])], *n[:-1]), default=None)
        near = self._neighbours[id(choice)]
        if near is None:
            return self._somewhere(place)
        how = "which is named beside it" if near[0] else "whose name is part of its own"
        return self._like(place, near[-1], f"in no gazetteer that fits; taken to be near {near[-1].name}, {how}")

    def _nearest_to(self, span: Span) -> _Near | None:
        """The settled place that a span is likeliest near to.

        One whose name is part of it, wherever that stands; else the nearest in its sentence, or else in a few around it and in the report's
        country. The town of a dateline comes last: there somebody wrote.
        """
        main, text = self.country, self.scene.text
        whole = text[slice(*span)].casefold()
        near: list[_Near] = []
        for other in self.scene.choices:
            entry = self._settled(other)
            if entry and len(other.name) >= _LEAST and _part(other.name.casefold(), whole):
                near.append((False, False, False, 0, other.spans[0][0], other))
                continue
            for start, end in other.spans if entry else ():
                gap = max(start - span[1], span[0] - end)
                between = text[min(end, span[1]) : max(start, span[0])]
                same = re.search(r"[.!?][\"'”’]?\s+[A-Z]|\n", between) is None
                if gap <= (_SENTENCE if same else _BESIDE) and (
                    same or main is None or (entry and entry.country == main)
                ):
                    near.append((True, _dateline(text, (start, end)), not same, gap, start, other))
        return min(near, key=lambda n: n[:-1], default=None)

    def _settled(self, choice: Choice) -> Entry | None:
        """What a name means, where that is small enough to be near to."""
        best = choice.best
        if best is None or by_chance(choice.name, choice.matches[best]) or self._no_place[id(choice)]:
            return None
        entry = choice.matches[best].entry
        return entry if entry.kind in _SETTLED else None

    def _like(self, place: Place, other: Choice, why: str) -> Place:
        its = self._made[id(other)]
        return replace(place, lat=its.lat, lon=its.lon, country=its.country, region=its.region, code=its.code, precision="near", why=why)  # fmt: skip

    def _somewhere(self, place: Place) -> Place:
        """A place of which no more is known than where the report is: near the settlement it names most, or in the country it speaks of most."""
        its = main_place(self)
        if its is None:
            return place
        often = [(len(c.spans), -c.spans[0][0], c) for c in self.scene.choices if (e := self._settled(c)) and e.country == its.code]  # fmt: skip
        if often:
            other = max(often, key=lambda x: x[:2])[2]
            return self._like(place, other, f"in no gazetteer that fits; taken to be in the region of {other.name}, which the report names most")  # fmt: skip
        why = f"in no gazetteer that fits; the report speaks of {its.country}"
        return replace(
            place, lat=its.lat, lon=its.lon, country=its.country, code=its.code, precision="country", why=why
        )


def _part(name: str, whole: str) -> bool:
    """Is a name some words of a longer one? Basra is of "Basra airport", not of "the Baghdad-Basra highway"."""
    return name != whole and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", whole) is not None


def _dateline(text: str, span: Span) -> bool:
    """Is a place name that of a dateline ("PARIS, February 9. /TASS/", "Beirut (Reuters) -")?"""
    begins = text[slice(*span)].isupper() or text[: span[0]].rstrip(" ")[-1:] in ("", "\n")
    return begins and _DATELINE.match(text, span[1]) is not None


def _doubts(match: Match, some: Mapping[str, float]) -> tuple[Literal["sound", "part", "elsewhere"], ...]:
    """Why a candidate may be the likeliest only for want of others."""
    out: list[Literal["sound", "part", "elsewhere"]] = ["sound"] if match.entry.how == How.SOUND else []
    out += ["part"] if match.site or match.bare else []
    narrow = max(some.get("region share", 0), some.get("country share", 0), some.get("wide share", 0)) <= 0.2
    out += ["elsewhere"] if narrow and some.get("country none") else []
    return tuple(out)


_FITS = {
    How.NAME: "its name", How.ALIAS: "another name in use", How.BARE: "its name, shortened", How.ALTERNATE: "one of its other names",
    How.SHORT: "abbreviation", How.PEOPLE: "name of its people", How.SOUND: "another transliteration",
}  # fmt: skip


def main_place(resolved: Resolved) -> Place | None:
    """The country that most of a report's names and adjectives point to, as a place; None where it speaks of none.

    Who acts does not count, nor does what only sounds like a place.
    """
    countries = Where(resolved.scene).firm()
    for code, weight in countries.most_common(1):
        found = resolved.gazetteer.title(code)
        if found is not None and weight > 0.3:
            name, lat, lon = found
            return Place(name, lat, lon, name, None, "country", code, "the report speaks of it most")
    return None


def doers(events: Iterable[Event]) -> list[Span]:
    """Who acts in the events of a report: spans that say nothing of where it is."""
    return [e.actor for e in events if e.actor is not None]


def _title(gazetteer: Gazetteer, code: str) -> str | None:
    found = gazetteer.title(code)
    if found is not None:
        return found[0]
    name = code.partition(".")[2]  # a user's own table may name a region that has no code
    return name if name and not name.isdigit() else None


def to_json(place: Place) -> dict[str, Any]:
    """A place as plain values: its name (the gazetteer's, where it is in one), coordinates, precision, and the candidates."""
    data: dict[str, Any] = plain(place)
    if place.candidates and place.precision not in ("near", "unknown") and place.lat is not None:
        first = place.candidates[0]
        if (first.lat, first.lon) == (place.lat, place.lon):
            data["name"] = first.name
    return data


__all__ = ["Resolved", "Scene", "doers", "main_place", "resolve_places", "to_json"]
