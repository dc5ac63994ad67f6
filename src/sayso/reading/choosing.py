"""Choosing among what a report offers: which of its places, and which of its dates, an incident has.

The candidates come from rules (every named place, every resolved time, the day of publication, ...), so the choice always leads back to words or
to a stated rule. Which candidate fits is learned: a small network scores each from a few plain features (``training/choosers.py``).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one incident, in text order."""

    events: Sequence[Event]
    tolls: Sequence[Toll]

    @property
    def spans(self) -> list[Span]:
        return sorted([e.trigger for e in self.events] + [t.span for t in self.tolls])


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
    text = scene.report.text
    own = sorted({scene.sentence(s) for s, _ in mentions.spans})
    by_name: dict[str, list[Span]] = {}
    for span in scene.places:
        name = fold(text[span[0] : span[1]])
        if name:
            by_name.setdefault(name, []).append(span)
    near = {
        name: spans
        for name, spans in by_name.items()
        if _gap(spans, own, scene) <= 6 or spans[0][0] < scene.title_end + 200
    }
    out = [_place(name, spans, mentions, scene, own, taken) for name, spans in near.items()]
    said = any(e.place for e in mentions.events)
    none = [0.0] * PLACE_FEATURES
    none[0] = 1.0
    none[1] = float(said)
    none[2] = float(any(e.type in STANDING for e in mentions.events))
    none[3] = min(len(mentions.spans), 8) / 8
    none[4] = float(mentions.spans[0][0] < scene.title_end)
    none[5] = float(not near)
    return [*out, Candidate(None, None, none, "no place named for it")]


def _gap(spans: Sequence[Span], own: Sequence[int], scene: Scene) -> int:
    return min(abs(scene.sentence(s[0]) - o) for s in spans for o in own)


def _place(
    name: str, spans: list[Span], mentions: Mentions, scene: Scene, own: list[int], taken: Sequence[str]
) -> Candidate:
    text = scene.report.text
    n = max(1, len(mentions.events))
    in_role = [s for s in spans if any(e.place and _within(s, e.place) for e in mentions.events)]
    leading = [
        s
        for s in in_role
        if any(e.place and _within(s, e.place) and _first_in(s, e.place, scene) for e in mentions.events)
    ]
    in_target = [s for s in spans if any(e.target and _within(s, e.target) for e in mentions.events)]
    in_actor = [s for s in spans if any(e.actor and _within(s, e.actor) for e in mentions.events)]
    same = [s for s in spans if scene.sentence(s[0]) in own]
    best = (leading or in_role or in_target or same or spans)[0]
    after = text[best[1] : best[1] + 25]
    specific = any(_holds(s, scene) for s in same or spans)
    container = any(_is_held(s, scene) for s in same or spans)
    first_own = own[0]
    before = [s for s in spans if scene.sentence(s[0]) <= first_own]
    words = text[best[0] : best[1]]
    features = [
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        min(len(in_role) / n, 1.5),
        float(bool(in_role)),
        float(bool(leading)),
        float(bool(in_target)),
        float(bool(in_actor)),
        len({scene.sentence(s[0]) for s in same}) / len(own),
        float(bool(same)),
        min(_gap(spans, own, scene), 6) / 6,
        float(spans[0][0] < scene.title_end),
        min(len(spans), 6) / 6,
        float(name in scene.countries),
        float(bool(_COMPASS.match(words))),
        float(bool(_REGION_AFTER.match(after))),
        float(specific),
        float(container),
        float(bool(before) and scene.sentence(before[-1][0]) >= first_own - 1),
        float(bool(taken) and taken[-1] == name),
        float(name in taken),
    ]  # fmt: skip
    return Candidate(words, best, features, "named with it" if in_role else "named near it")


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _first_in(span: Span, phrase: Span, scene: Scene) -> bool:
    """Whether a place is the first one in a phrase ("Rashidin in Aleppo": Rashidin)."""
    return not any(p != span and _within(p, phrase) and p[0] < span[0] for p in scene.places)


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
    found: dict[tuple[date, date, str], list[Span]] = {}
    for span, when in scene.times.items():
        found.setdefault((when.start, when.end, when.precision), []).append(span)
    roles = [e.time for e in mentions.events if e.time]
    out = []
    for spans in found.values():
        gap = _gap(spans, own, scene)
        said = [s for s in spans if s in roles]
        if gap > 3 and not said and spans[0][0] > scene.title_end + 250:
            continue
        best = (said or sorted(spans, key=lambda s: min(abs(scene.sentence(s[0]) - o) for o in own)))[0]
        when = scene.times[best]
        f = _date_features(when, scene)
        f[0], f[1] = float(bool(said)), min(len(said), 3) / 3
        f[2] = float(gap == 0)
        f[3] = min(gap, 4) / 4
        f[4] = float(spans[0][0] < scene.title_end + 120)
        f[5] = float(any(w == when for _, w in before))
        f[6] = float(bool(said) and said[0] == min(roles))
        f[7] = float(scene.sentence(best[0]) < own[0])
        f[8] = float(bool(re.search(r"\bsince\b", text[max(0, best[0] - 8) : best[1]].lower())))
        out.append(Candidate(when, best, f + base, f'"{text[best[0] : best[1]]}": {when.why}'))
    for kind, value, why in _offered(scene, before, own):
        f = _date_features(value, scene) if value else [0.0] * 22
        f[9 + kind] = 1.0
        out.append(Candidate(value, None, f + base, why))
    return out


def _offered(
    scene: Scene, before: Sequence[tuple[int, When | None]], own: list[int]
) -> list[tuple[int, When | None, str]]:
    """Dates that no words of the incident itself give."""
    out: list[tuple[int, When | None, str]] = [(0, None, "no date in the text")]
    if scene.today is not None:
        out.append(
            (
                1,
                When(scene.today, scene.today, "day", "the day of publication"),
                "no date of its own: the day of publication",
            )
        )
        out.append(
            (
                2,
                When(scene.today - timedelta(6), scene.today, "week", "the week up to publication"),
                "no date of its own: the week up to publication",
            )
        )
    dated = [(s, w) for s, w in before if w is not None]
    if dated:
        out.append((3, dated[-1][1], "the date of the incident told before it"))
        out.append((4, dated[0][1], "the date of the report's first incident"))
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
        float(any(scene.sentence(s[0]) <= 2 for s in scene.times)),
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


def load_choosers(folder: Path) -> dict[str, Chooser]:
    """The trained choosers of a model folder (``choosers.json``), by name: ``place``, ``date``."""
    data = json.loads((folder / "choosers.json").read_text("utf-8"))
    return {
        name: Chooser(
            np.array(w["weights"], np.float32), np.array(w["bias"], np.float32), np.array(w["out"], np.float32)
        )
        for name, w in data.items()
    }
