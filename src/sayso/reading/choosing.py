"""Choosing among what a report offers: which of its places, and which of its dates, an incident has.

The candidates come from rules (every named place, every resolved time, the day of publication, ...), so the choice always leads back to words or
to a stated rule. Which candidate fits is learned: a small network scores each from a few plain features (``training/choosers.py``).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np

from ..records import Event, Name, Report, Span, Toll
from .network import Floats
from .times import When

PLACE_FEATURES = 24
DATE_FEATURES = 40
STANDING = frozenset(("territory", "supply", "agreement", "violation", "displacement", "aid", "movement"))
_COMPASS = re.compile(
    r"\b(?:north|south|east|west|northern|southern|eastern|western|central|northeast\w*|northwest\w*|southeast\w*|southwest\w*)\b",
    re.I,
)
_REGION_AFTER = re.compile(
    r"^['’]?s?\s*(?:province|governorate|region|state|oblast|district|countryside|county|department)\b", re.I
)
_CONTAINER = re.compile(
    r"^(?:,?\s+(?:in|of|near|outside|north of|south of|east of|west of)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}|,\s*|\s+)$",
    re.I,
)


DateKey = tuple[date, date, str]


def _key(when: When) -> DateKey:
    return when.start, when.end, when.precision


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one incident, in text order."""

    events: Sequence[Event]
    tolls: Sequence[Toll]

    @property
    def spans(self) -> list[Span]:
        return sorted([e.trigger for e in self.events] + [t.span for t in self.tolls])


class Told(list[tuple[int, When | None]]):
    """The incidents told so far: the sentence where each begins, and its date.

    A plain list does as well; this one keeps what ``date_candidates`` asks of it, so that a long report does not take the square of its
    length.
    """

    def __init__(self, told: Iterable[tuple[int, When | None]] = ()) -> None:
        super().__init__(told)
        self.dates = {when for _, when in self}

    def append(self, one: tuple[int, When | None]) -> None:
        """Tell of one more."""
        super().append(one)
        self.dates.add(one[1])


class Spots:
    """Where the same thing (a place, a date) is said in a report.

    Attributes:
        spans: where, in the order in which they were given.
        number: of the first of them among all that were given; things are offered in this order.
        first: the index of the first of the spans in each sentence.
    """

    def __init__(self, number: int) -> None:
        self.spans: list[Span] = []
        self.number = number
        self.first: dict[int, int] = {}

    def add(self, span: Span, sentence: int) -> None:
        """One more."""
        self.first.setdefault(sentence, len(self.spans))
        self.spans.append(span)

    @cached_property
    def _sentences(self) -> list[int]:
        return sorted(self.first)

    def last_sentence(self, limit: int) -> int | None:
        """The last sentence, up to a limit, in which it is said."""
        at = bisect_right(self._sentences, limit)
        return self._sentences[at - 1] if at else None

    def gap(self, own: Iterable[int]) -> tuple[int, int]:
        """How many sentences it is from the nearest of some, and the index of the first of the spans that are as near."""
        return min((abs(s - o), self.first[s]) for o in own for s in self._around(o))

    def _around(self, number: int) -> list[int]:
        """The sentences nearest to one, before and after it."""
        at = bisect_left(self._sentences, number)
        return self._sentences[max(0, at - 1) : at + 1]  # one that is as near after it as before it is taken with it


@dataclass(frozen=True)
class Scene:
    """What a report says about itself that its incidents need.

    Attributes:
        today: the day that "today" means, or None.
        sentences: offsets of the sentences. ``title_end``: where the title ends (0 without one).
        times: every time expression that could be resolved.
        countries: folded names of countries, which are never the most precise place.
    """

    report: Report
    today: date | None
    sentences: Sequence[Span]
    names: Sequence[Name]
    times: dict[Span, When]
    title_end: int
    countries: frozenset[str] = field(default_factory=frozenset)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [s for s, _ in self.sentences]

    @cached_property
    def places(self) -> list[Span]:
        return sorted(n.span for n in self.names if n.cls == "place")

    @cached_property
    def place_names(self) -> list[str]:
        """The folded name of each of the ``places``."""
        return [fold(self.report.text[s:e]) for s, e in self.places]

    @cached_property
    def by_place(self) -> dict[str, Spots]:
        """Where each place is named, by its folded name."""
        found: dict[str, Spots] = {}
        for number, (name, span) in enumerate(zip(self.place_names, self.places, strict=True)):
            if name:
                found.setdefault(name, Spots(number)).add(span, self.sentence(span[0]))
        return found

    @cached_property
    def by_date(self) -> dict[DateKey, Spots]:
        """Where each date is given."""
        found: dict[DateKey, Spots] = {}
        for number, (span, when) in enumerate(self.times.items()):
            found.setdefault(_key(when), Spots(number)).add(span, self.sentence(span[0]))
        return found

    @cached_property
    def holding(self) -> list[tuple[bool, bool]]:
        """For each of the ``places``: whether it stands as held by the next one, and as what holds the one before."""
        return [(_holds(s, self), _is_held(s, self)) for s in self.places]

    @cached_property
    def ever_holding(self) -> dict[str, tuple[bool, bool]]:
        """The same for each name, if it is so anywhere."""
        found: dict[str, tuple[bool, bool]] = {}
        for name, (specific, container) in zip(self.place_names, self.holding, strict=True):
            before = found.get(name, (False, False))
            found[name] = (before[0] or specific, before[1] or container)
        return found

    @cached_property
    def places_at(self) -> dict[int, list[int]]:
        """The indices of the ``places`` in each sentence."""
        found: dict[int, list[int]] = {}
        for index, span in enumerate(self.places):
            found.setdefault(self.sentence(span[0]), []).append(index)
        return found

    @cached_property
    def dates_at(self) -> dict[int, list[DateKey]]:
        """The dates given in each sentence."""
        found: dict[int, list[DateKey]] = {}
        for key, spots in self.by_date.items():
            for number in spots.first:
                found.setdefault(number, []).append(key)
        return found

    @cached_property
    def head_dates(self) -> list[DateKey]:
        """The dates given first in the head of the report."""
        return [key for key, spots in self.by_date.items() if spots.spans[0][0] <= self.title_end + 250]

    @cached_property
    def time_order(self) -> dict[Span, int]:
        """The number of each of the ``times``."""
        return {span: n for n, span in enumerate(self.times)}

    @cached_property
    def published(self) -> tuple[When, When] | None:
        """The day of publication, and the week up to it."""
        if self.today is None:
            return None
        day = When(self.today, self.today, "day", "the day of publication")
        return day, When(self.today - timedelta(6), self.today, "week", "the week up to publication")

    def last_time(self, at: int) -> When | None:
        """The date given last, up to an offset."""
        k = bisect_right(self._times_sorted, (at, 10**12)) - 1
        return self.times[self._times_sorted[k]] if k >= 0 else None

    @cached_property
    def _times_sorted(self) -> list[Span]:
        return sorted(self.times)

    def paragraph(self, at: int) -> int:
        """How many blank lines stand before an offset."""
        return bisect_right(self._blank_lines, at)

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [m.end() for m in re.finditer("\n\n", self.report.text)]

    @cached_property
    def dated_early(self) -> bool:
        """Whether one of the first sentences gives a date."""
        return any(self.sentence(s[0]) <= 2 for s in self.times)

    def places_within(self, phrase: Span) -> list[int]:
        """The indices of the ``places`` that stand in a phrase."""
        first, last = bisect_left(self.places, (phrase[0], 0)), bisect_left(self.places, (phrase[1], 0))
        return [k for k in range(first, last) if self.places[k][1] <= phrase[1]]

    @cached_property
    def _named(self) -> tuple[list[int], list[tuple[str, str]]]:
        some = sorted(self.names, key=lambda n: n.span)
        return [n.span[0] for n in some], [(fold(self.report.text[n.span[0] : n.span[1]]), n.cls) for n in some]

    def names_in(self, start: int, end: int) -> list[tuple[str, str]]:
        """The names between two offsets, folded, with their class."""
        starts, named = self._named
        return named[bisect_left(starts, start) : bisect_left(starts, end)]


def fold(name: str) -> str:
    """A place name for comparison: without case, article, marks and generic words."""
    return re.sub(r"\b(?:the|al|el|province|city|town|governorate|area|district|countryside)\b|\W", "", name.lower())


@dataclass(slots=True)
class Candidate:
    """Something that may be chosen. ``span`` are its words; ``why`` says where it comes from."""

    value: str | When | None
    span: Span | None
    features: list[float]
    why: str = ""


# ------------------------------------------------------------------ places


def place_candidates(mentions: Mentions, scene: Scene, taken: Sequence[str]) -> list[Candidate]:
    """Every named place of the report, once each, and "none".

    Args:
        mentions: of the incident.
        scene: the report round it.
        taken: folded places of the incidents before it in the text.
    """
    own = sorted({scene.sentence(s) for s, _ in mentions.spans})
    near = _near_places(own, scene)
    shown = _Shown.of(mentions, scene, own)
    known = set(taken)
    out = [_place(name, scene.by_place[name], gap, shown, scene, taken, known) for name, gap in near.items()]
    said = any(e.place for e in mentions.events)
    none = [0.0] * PLACE_FEATURES
    none[0] = 1.0
    none[1] = float(said)
    none[2] = float(any(e.type in STANDING for e in mentions.events))
    none[3] = min(len(mentions.spans), 8) / 8
    none[4] = float(mentions.spans[0][0] < scene.title_end)
    none[5] = float(not near)
    return [*out, Candidate(None, None, none, "no place named for it")]


_REACH = 6  # sentences from an incident within which a place may be its own


def _near_places(own: Sequence[int], scene: Scene) -> dict[str, int]:
    """The places named near some sentences, or in the head of the report, in text order: how many sentences off (``_REACH`` at the most)."""
    gaps: dict[str, int] = {}
    for span, name in zip(scene.places, scene.place_names, strict=True):
        if span[0] >= scene.title_end + 200:
            break
        if name:
            gaps[name] = _REACH
    for number, gap in _window(own, _REACH):
        for k in scene.places_at.get(number, ()):
            if name := scene.place_names[k]:
                gaps[name] = min(gaps.get(name, _REACH), gap)
    return {name: gaps[name] for name in sorted(gaps, key=lambda n: scene.by_place[n].number)}


def _window(own: Sequence[int], reach: int) -> list[tuple[int, int]]:
    """The sentences within ``reach`` of some, each with how far it is from the nearest of them. ``own`` is sorted."""
    found: dict[int, int] = {}
    for o in own:
        for number in range(o - reach, o + reach + 1):
            found[number] = min(found.get(number, reach), abs(number - o))
    return list(found.items())


@dataclass(slots=True)
class _Shown:
    """What the mentions of an incident say of places: by name the indices of the places that stand in each role."""

    events: int
    own: Sequence[int]
    in_role: dict[str, list[int]]
    leading: dict[str, list[int]]
    in_target: dict[str, list[int]]
    in_actor: dict[str, list[int]]
    same: dict[str, list[int]]  # in its sentences

    @classmethod
    def of(cls, mentions: Mentions, scene: Scene, own: Sequence[int]) -> _Shown:
        """Look up the places in the phrases and sentences of an incident."""
        within = {id(e): scene.places_within(e.place) if e.place else [] for e in mentions.events}
        leading = {k for e in mentions.events if e.place for k in within[id(e)] if _first_in(k, within[id(e)], scene)}
        targets = {k for e in mentions.events if e.target for k in scene.places_within(e.target)}
        actors = {k for e in mentions.events if e.actor for k in scene.places_within(e.actor)}
        same = {k for o in own for k in scene.places_at.get(o, ())}
        roles = {k for some in within.values() for k in some}
        return cls(len(mentions.events), own, *(_by_name(s, scene) for s in (roles, leading, targets, actors, same)))


def _by_name(indices: set[int], scene: Scene) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for k in sorted(indices):
        found.setdefault(scene.place_names[k], []).append(k)
    return found


def _place(
    name: str, spots: Spots, gap: int, shown: _Shown, scene: Scene, taken: Sequence[str], known: set[str]
) -> Candidate:
    text = scene.report.text
    own = shown.own
    in_role, leading, same = (some.get(name, []) for some in (shown.in_role, shown.leading, shown.same))
    told = leading or in_role or shown.in_target.get(name) or same
    best = scene.places[told[0]] if told else spots.spans[0]
    after = text[best[1] : best[1] + 25]
    if same:
        specific, container = (any(scene.holding[k][way] for k in same) for way in (0, 1))
    else:
        specific, container = scene.ever_holding[name]
    before = spots.last_sentence(own[0])
    words = text[best[0] : best[1]]
    features = [
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        min(len(in_role) / max(1, shown.events), 1.5),
        float(bool(in_role)),
        float(bool(leading)),
        float(name in shown.in_target),
        float(name in shown.in_actor),
        len({scene.sentence(scene.places[k][0]) for k in same}) / len(own),
        float(bool(same)),
        gap / _REACH,
        float(spots.spans[0][0] < scene.title_end),
        min(len(spots.spans), 6) / 6,
        float(name in scene.countries),
        float(bool(_COMPASS.match(words))),
        float(bool(_REGION_AFTER.match(after))),
        float(specific),
        float(container),
        float(before is not None and before >= own[0] - 1),
        float(bool(taken) and taken[-1] == name),
        float(name in known),
    ]  # fmt: skip
    return Candidate(words, best, features, "named with it" if in_role else "named near it")


def _first_in(index: int, within: Sequence[int], scene: Scene) -> bool:
    """Whether a place is the first one of those in a phrase ("Rashidin in Aleppo": Rashidin)."""
    return scene.places[within[0]][0] >= scene.places[index][0]


def _holds(span: Span, scene: Scene) -> bool:
    """Whether another place follows as what holds this one ("X in Y", "X, Y")."""
    k = bisect_right(scene.places, (span[0], 10**12))
    return k < len(scene.places) and bool(_CONTAINER.match(scene.report.text[span[1] : scene.places[k][0]] or "?"))


def _is_held(span: Span, scene: Scene) -> bool:
    """Whether this place stands as what holds the place before it."""
    k = bisect_right(scene.places, (span[0], -1)) - 1
    return k >= 0 and bool(_CONTAINER.match(scene.report.text[scene.places[k][1] : span[0]] or "?"))


# ------------------------------------------------------------------ dates


def date_candidates(mentions: Mentions, scene: Scene, before: Sequence[tuple[int, When | None]]) -> list[Candidate]:
    """Every resolved time near the incident, the dates of the incidents before, the day and week of publication, and "none".

    Args:
        mentions: of the incident.
        scene: the report round it.
        before: for the incidents before it: the sentence where each begins, and its date.
    """
    text = scene.report.text
    own = sorted({scene.sentence(s) for s, _ in mentions.spans})
    base = _incident_features(mentions, scene, own)
    known = before.dates if isinstance(before, Told) else set({id(w): w for _, w in before}.values())
    roles = [e.time for e in mentions.events if e.time]
    said_at = _said(roles, scene)
    out = []
    for key, (gap, nearest) in _near_dates(own, said_at, scene).items():
        spots, said = scene.by_date[key], said_at.get(key, [])
        best = said[0] if said else spots.spans[nearest]
        when = scene.times[best]
        f = _date_features(when, scene)
        f[0], f[1] = float(bool(said)), min(len(said), 3) / 3
        f[2] = float(gap == 0)
        f[3] = min(gap, 4) / 4
        f[4] = float(spots.spans[0][0] < scene.title_end + 120)
        f[5] = float(when in known)
        f[6] = float(bool(said) and said[0] == min(roles))
        f[7] = float(scene.sentence(best[0]) < own[0])
        f[8] = float(bool(re.search(r"\bsince\b", text[max(0, best[0] - 8) : best[1]].lower())))
        out.append(Candidate(when, best, f + base, f'"{text[best[0] : best[1]]}": {when.why}'))
    for kind, value, why in _offered(scene, before, own):
        f = _date_features(value, scene) if value else [0.0] * 22
        f[9 + kind] = 1.0
        out.append(Candidate(value, None, f + base, why))
    return out


_DATE_REACH = 3  # sentences from an incident within which a date may be its own


def _said(roles: Sequence[Span], scene: Scene) -> dict[DateKey, list[Span]]:
    """By date: the expressions of time that the mentions themselves have, in the order of the scene's times."""
    found: dict[DateKey, list[Span]] = {}
    for span in sorted({r for r in roles if r in scene.times}, key=lambda s: scene.time_order[s]):
        found.setdefault(_key(scene.times[span]), []).append(span)
    return found


def _near_dates(own: Sequence[int], said: dict[DateKey, list[Span]], scene: Scene) -> dict[DateKey, tuple[int, int]]:
    """The dates given near some sentences, said of the incident itself, or given in the head of the report, in the order of the scene's times.

    Returns:
        For each, how many sentences off it is (none is told from the next beyond ``_DATE_REACH``), and which of its expressions is nearest.
    """
    found: dict[DateKey, tuple[int, int]] = {}
    for number, gap in _window(own, _DATE_REACH):
        for key in scene.dates_at.get(number, ()):
            here = (gap, scene.by_date[key].first[number])
            found[key] = min(found.get(key, here), here)
    for key in said:
        found.setdefault(key, (_DATE_REACH + 1, 0))
    for key in scene.head_dates:
        if key not in found:
            found[key] = scene.by_date[key].gap(own)
    return {key: found[key] for key in sorted(found, key=lambda k: scene.by_date[k].number)}


def _offered(
    scene: Scene, before: Sequence[tuple[int, When | None]], own: list[int]
) -> list[tuple[int, When | None, str]]:
    """Dates that no words of the incident itself give."""
    out: list[tuple[int, When | None, str]] = [(0, None, "no date in the text")]
    if scene.published is not None:
        day, week = scene.published
        out.append((1, day, "no date of its own: the day of publication"))
        out.append((2, week, "no date of its own: the week up to publication"))
    if last := next((w for _, w in reversed(before) if w is not None), None):
        out.append((3, last, "the date of the incident told before it"))
        out.append((4, next(w for _, w in before if w is not None), "the date of the report's first incident"))
    return out


def _date_features(when: When, scene: Scene) -> list[float]:
    """Twenty-two numbers; the first fourteen are set by the caller."""
    f = [0.0] * 22
    order = ("day", "week", "month", "year")
    f[14 + order.index(when.precision) if when.precision in order else 17] = 1.0
    f[18] = float(when.days > 1)
    if scene.today is not None:
        age = (scene.today - when.end).days
        f[19] = float(-1 <= age <= 1)
        f[20] = float(age < -1)
        f[21] = min(max(age, 0), 400) / 400
    return f


def _incident_features(mentions: Mentions, scene: Scene, own: list[int]) -> list[float]:
    text = scene.report.text
    first = mentions.spans[0]
    sentence = scene.sentences[own[0]] if own[0] < len(scene.sentences) else (0, len(text))
    words = text[sentence[0] : sentence[1]].lower()
    lead = text[max(sentence[0], first[0] - 40) : first[0]].lower()
    kinds = {e.type for e in mentions.events}
    numbers = [t.low or t.high or 0 for t in mentions.tolls]
    return [
        float(first[0] < scene.title_end or own[0] == 0),
        float(own[0] <= 2),
        min(own[0], 12) / 12,
        min(len(mentions.spans), 8) / 8,
        float(bool(kinds & STANDING)),
        float(any(e.time for e in mentions.events)),
        float(bool(re.search(r"\bhad\b", lead))),
        float(bool(re.search(r"\b(?:has|have)\b(?: \w+)?(?: been)?", lead))),
        float(
            bool(
                re.search(
                    r"\b(?:war|conflict|years?|months?|so far|decades?|repeatedly|regularly|often|always)\b", words
                )
            )
        ),
        float(max(numbers, default=0) > 1000),
        float(scene.today is None),
        float(scene.dated_early),
        float(bool(re.search(r"\b(?:earlier|previous|last|ago|former|after)\b", words))),
        float("agreement" in kinds or "supply" in kinds),
        float(bool(re.search(r"\b(?:is|are|was|were) \w*ing\b|\bcontinu\w+", words))),
        float(scene.title_end > 0),
        float(kinds == {"territory"}),
        float(not kinds),
    ]


# ------------------------------------------------------------------ scoring


@dataclass(frozen=True, slots=True)
class Chooser:
    """Scores candidates: one hidden layer, ``relu(x W + b) v``."""

    weights: Floats
    bias: Floats
    out: Floats

    def choose(self, candidates: Sequence[Candidate]) -> Candidate:
        """The candidate with the highest score; of equals the first."""
        x = np.array([c.features for c in candidates], np.float32)
        scores = np.maximum(x @ self.weights + self.bias, 0) @ self.out
        return candidates[int(scores.argmax())]


def load_choosers(path: Path) -> dict[str, Chooser]:
    """The trained choosers of a file (``choosers.json`` of a model folder), by name: ``place``, ``date``."""
    data = json.loads(path.read_text("utf-8"))
    return {
        name: Chooser(
            np.array(w["weights"], np.float32), np.array(w["bias"], np.float32), np.array(w["out"], np.float32)
        )
        for name, w in data.items()
    }
