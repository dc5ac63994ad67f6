"""Which places an incident may have, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .candidate import STANDING, Candidate
from .scene import Mentions, Scene, Spots, window

PLACE_FEATURES = 24
_COMPASS = re.compile(
    r"\b(?:north|south|east|west|northern|southern|eastern|western|central|northeast\w*|northwest\w*|southeast\w*|southwest\w*)\b",
    re.I,
)
_REGION_AFTER = re.compile(
    r"^['’]?s?\s*(?:province|governorate|region|state|oblast|district|countryside|county|department)\b", re.I
)


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
    for number, gap in window(own, _REACH):
        for k in scene.places_at.get(number, ()):
            if name := scene.place_names[k]:
                gaps[name] = min(gaps.get(name, _REACH), gap)
    return {name: gaps[name] for name in sorted(gaps, key=lambda n: scene.by_place[n].number)}


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
