"""Path and zone: does the straight line from A to B cross a zone; does a place lie in the zone it is said to lie in?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Check, CheckResult, Span
from .areas import ZONE_AFTER, Area, find
from .geodesy import to_path_km
from .places import Point, ask, may_be_point, name_at, name_before, point, trimmed
from .relations import relations
from .scene import Scene

KIND = "path and zone"
_LINE = re.compile(r"\b(?:direct|straight)(?:[\s-]+line)?[\s-]+(?:line|path|route)\b", re.I)
_CROSSES = re.compile(
    r"\b(?:cross(?:es|ed|ing)?|pass(?:es|ed|ing)?|run(?:s|ning)?|ran|go(?:es|ing)?|lead(?:s|ing)?|cut(?:s|ting)?)\s+(?:\w+ly\s+|right\s+|straight\s+)?"
    r"(?:through|over|across|into)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}?",
    re.I,
)
_FROM_TO = re.compile(r"\b(?:from|between)\s+(?:the\s+)?", re.I)
_TO = re.compile(r"\s*(?:to|and)\s+(?:the\s+)?", re.I)
_IN_ZONE = re.compile(r"(?:\s+(?:refugee|camp|town|village|base|area|city))*\s*,?\s*(?:(?:which|that)\s+)?(?:is|lies|located|situated)?\s*(?:in|inside|within)\s+(?:the\s+)?", re.I)  # fmt: skip


def check(scene: Scene) -> Iterator[Check]:
    """Straight lines through zones, and places in zones.

    A zone is one that a user gave by name (``sayso zone add``), or a circle of a radius that the text gives round a named place.
    ``fails`` only where the line, or the place, is farther from the zone than the extent of the places explains.
    """
    for number, sentence in enumerate(scene.sentences):
        for m in _LINE.finditer(scene.text, *sentence):
            yield from _line(scene, number, m)
        yield from _insides(scene, sentence)


# ------------------------------------------------------------------ lines


def _line(scene: Scene, number: int, line: re.Match[str]) -> Iterator[Check]:
    sentence = scene.sentences[number]
    crosses = _CROSSES.search(scene.text, line.end(), sentence[1])
    if crosses is None:
        return
    name = _place_after(scene, crosses, sentence)
    if name is None:
        return
    inputs = [scene.evidence("line", (line.start(), crosses.end())), scene.evidence("zone", name)]
    area = find(scene, name)
    if area is None:
        words = scene.text[slice(*name)]
        why = f"How far the zone called {words} reaches is not said: give it with `sayso zone add`."
        yield scene.result(KIND, "cannot tell", why, inputs, {})
        return
    ends = _ends(scene, number)
    if ends is None:
        yield scene.result(KIND, "cannot tell", "From where to where the line runs is not said beside it.", inputs, {})
        return
    inputs += [scene.evidence("from", ends[0]), scene.evidence("to", ends[1])]
    if area.span is not None:
        inputs.append(scene.evidence("radius", area.span))
    a, b = point(scene, ends[0]), point(scene, ends[1])
    missing = [s for s, p in ((ends[0], a), (ends[1], b)) if p is None] + ([area.name] if area.zone is None else [])
    if missing or a is None or b is None:
        yield scene.result(KIND, "cannot tell", ask(scene, missing), inputs, {})
        return
    result, why, numbers = _crossing(scene, area, a, b)
    yield scene.result(KIND, result, why, inputs, numbers)


def _place_after(scene: Scene, crosses: re.Match[str], sentence: Span) -> Span | None:
    """The first place name after the verb, within a few words: "through the US-occupied al-Tanf area"."""
    names = [
        n.span
        for n in scene.reading.names
        if n.cls == "place" and crosses.start() < n.span[0] < crosses.end() + 40 and n.span[1] <= sentence[1]
    ]
    return trimmed(scene, min(names)) if names else name_at(scene, crosses.end(), sentence[1])


def _ends(scene: Scene, number: int) -> tuple[Span, Span] | None:
    """From where to where: "from A to B" in the sentence, else the two places of the relation in it or in the sentence before."""
    sentence = scene.sentences[number]
    for m in _FROM_TO.finditer(scene.text, *sentence):
        first = name_at(scene, m.end(), sentence[1])
        to = _TO.match(scene.text, first[1], sentence[1]) if first else None
        second = name_at(scene, to.end(), sentence[1]) if to else None
        if first and second:
            return first, second
    for n in (number, number - 1):
        found = [r for r in relations(scene, n) if r.subject is not None and r.km is not None] if n >= 0 else []
        if len(found) == 1 and found[0].subject is not None:
            return found[0].origin, found[0].subject
    return None


def _crossing(scene: Scene, area: Area, a: Point, b: Point) -> tuple[CheckResult, str, dict[str, float]]:
    zone = area.zone
    assert zone is not None
    margin = area.margin_km + max(a.reach_km, b.reach_km)
    line = f"The straight line from {a.name} to {b.name}"
    if zone.center is None:
        crossed = zone.crossed_by(a.at, b.at)
        if not crossed and min(zone.edge_km(a.at), zone.edge_km(b.at)) <= margin:
            return "cannot tell", f"{line} misses the zone {zone.name}, but an end of it lies near its edge.", {}
        return (
            ("holds", f"{line} crosses the zone {zone.name}.", {})
            if crossed
            else ("fails", f"{line} does not cross the zone {zone.name}.", {})
        )
    km = to_path_km(zone.center, a.at, b.at)
    numbers = {"km": round(km, 1), "radius km": zone.radius_km}
    near = f"{line} passes {km:.0f} km from the middle of the zone {zone.name} of {zone.radius_km:g} km"
    if km <= zone.radius_km:
        return "holds", f"{near} and crosses it.", numbers
    if km <= zone.radius_km + margin:
        return "cannot tell", f"{near}, too near to its edge to tell.", numbers
    return "fails", f"{near} and does not cross it.", numbers


# ------------------------------------------------------------------ places in zones


def _insides(scene: Scene, sentence: Span) -> Iterator[Check]:
    """ "B in the Z zone": is B inside?"""
    for name in (trimmed(scene, n.span) for n in scene.reading.names if n.cls == "place"):
        if not (
            sentence[0] <= name[0] and name[1] <= sentence[1] and ZONE_AFTER.match(scene.text, name[1], sentence[1])
        ):
            continue
        inner = name_before(scene, sentence[0], name[0])
        if inner is None or not _IN_ZONE.fullmatch(scene.text, inner[1], name[0]):
            continue
        area = find(scene, name)
        if area is None or not may_be_point(scene, inner):
            continue
        yield _inside(scene, area, inner, name)


def _inside(scene: Scene, area: Area, inner: Span, name: Span) -> Check:
    inputs = [scene.evidence("place", inner), scene.evidence("zone", name)]
    if area.span is not None:
        inputs.append(scene.evidence("radius", area.span))
    place, zone = point(scene, inner), area.zone
    if place is None or zone is None:
        missing = ([inner] if place is None else []) + ([area.name] if zone is None else [])
        return scene.result(KIND, "cannot tell", ask(scene, missing), inputs, {})
    inside, edge = zone.holds(place.at), zone.edge_km(place.at)
    numbers = {"km to the edge": round(edge, 1)}
    if inside:
        return scene.result(
            KIND, "holds", f"{place.name} lies in the zone {zone.name}, {edge:.0f} km from its edge.", inputs, numbers
        )
    if edge <= place.reach_km + area.margin_km:
        return scene.result(
            KIND, "cannot tell", f"{place.name} lies at the edge of the zone {zone.name}.", inputs, numbers
        )
    return scene.result(
        KIND, "fails", f"{place.name} lies {edge:.0f} km outside the zone {zone.name}.", inputs, numbers
    )
