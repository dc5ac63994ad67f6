"""Places with coordinates that a check may rest on; of all others it is asked where they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..naming import Gazetteer, Resolved, doers
from ..naming.keys import ARTICLE, fold
from ..naming.kinds import PRECISION, Kind
from ..records import Place, Reading, Span
from .geodesy import LatLon
from .scene import Scene, Where

SURE = 0.8  # belief in the likeliest candidate from which on a place is not ambiguous
# How far from its coordinates a place of each precision may reach, in km: a settlement and its fields, a district, a desert or valley.
REACH_KM = {"place": 5.0, "district": 20.0, "area": 50.0}
_WIDENED = 50.0  # "the X desert": as an area
_NEAR = 15.0  # "the X area", "the X pocket"
_POINTS = ("settlement", "capital", "site")
VILLAGE = 20_000  # inhabitants below which the default gazetteer may lack another place of the same name
_LINES = ("river", "water")  # a river or sea has no middle from which anybody counts
_CROWDED = 5000  # inhabitants of a km² of a city, for how far it reaches
# After a name these make it something else than a point: the town X and "X province" are not in one place.
_NOT_A_POINT = re.compile(
    r"[\s-]+(?:province|governorate|region|countryside|border|frontier|state|front|axis|river|district|valley|road|highway)\b",
    re.I,
)
_WIDE = re.compile(r"[\s-]+(?:desert|steppe|badia|plain)\b", re.I)
_ROUND = re.compile(r"[\s-]+(?:area|pocket|zone|enclave|suburbs|outskirts)\b", re.I)
_PART_OF = re.compile(r"\b(?:(?:north|south|east|west|central|northeast|northwest|southeast|southwest)(?:ern)?|rural|countryside\s+of|province\s+of|outskirts\s+of)\s+(?:the\s+)?$", re.I)  # fmt: skip

_COMMON = re.compile(
    r"(?:[\s-]+(?:desert|steppe|badia|plain|area|pocket|zone|enclave|suburbs|outskirts|province|governorate|region|countryside|border|front|axis|"
    r"district|valley|road|highway|camp|town|village|city))+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A place with sure coordinates; ``reach_km`` is how far it may extend from them, ``village`` whether it is one of the default gazetteer's villages."""

    name: str
    at: LatLon
    reach_km: float
    span: Span
    village: bool = False


def looked_up(reading: Reading, gazetteer: Gazetteer) -> Where:
    """A look-up of the places of one report, each in the context of all."""
    text = reading.report.text
    spans = [n.span for n in reading.names if n.cls == "place" and fold(text[slice(*n.span)])]
    resolved = Resolved(text, spans, gazetteer, doers=doers(reading.events))
    # "Homs" is the town where the report speaks of "Homs province" too
    towns_last = sorted(reversed(spans), key=lambda span: resolved[span].precision == "place")
    first = {fold(text[s:e]): (s, e) for s, e in towns_last}

    def where(name: str) -> Place | None:
        span = first.get(fold(name))
        return resolved.place_of(name) if span is None else resolved[span]

    return where


def point(scene: Scene, span: Span) -> Point | None:
    """Where a place name of the text is, if that is sure and it is no province or country; else None."""
    name = scene.text[span[0] : span[1]]
    tail = scene.text[span[1] : span[1] + 16]
    if _NOT_A_POINT.match(tail) or _PART_OF.search(scene.text[max(0, span[0] - 30) : span[0]]):
        return None
    place = scene.where(name)
    found = None if place is None else sure(place)
    if place is None or found is None or _namesake(place, tail):
        return None
    at, reach = found
    if _WIDE.match(tail):
        reach = max(reach, _WIDENED)
    elif _ROUND.match(tail):
        reach = max(reach, _NEAR)
    best = next(iter(place.candidates), None)
    return Point(name, at, reach, span, best is not None and best.source == "default" and best.population < VILLAGE)


def _namesake(place: Place, tail: str) -> bool:
    """Is what the gazetteer knows the town, and the text speaks of "the X desert"? A user's own coordinates mean the desert itself."""
    known = (
        bool(place.candidates)
        and place.candidates[0].source == "default"
        and place.precision in ("place", "district", "region")
    )
    return known and _WIDE.match(tail) is not None


def sure(place: Place) -> tuple[LatLon, float] | None:
    """Coordinates and reach in km of a place, if it is not ambiguous which point is meant; else None.

    A town and a province of one name are taken together, and the town is meant: distances are counted from towns. A place of a user's own
    is sure; one that the gazetteer has under another spelling, or in a country that the report does not speak of, is not.
    """
    if not place.candidates:
        reach = REACH_KM.get(place.precision)
        return None if reach is None or place.lat is None or place.lon is None else ((place.lat, place.lon), reach)
    best = place.candidates[0]
    like = [c for c in place.candidates if (c.code, c.region, c.source) == (best.code, best.region, best.source)]
    mine = next((c for c in like if c.kind in _POINTS), best)
    reach = REACH_KM.get(PRECISION[Kind[mine.kind.upper()]])
    if reach is None or mine.kind in _LINES:
        return None
    unsure = sum(c.score for c in like) < SURE or mine.score < SURE / 2 or bool(mine.doubts)
    if mine.source == "default" and unsure:
        return None
    return (mine.lat, mine.lon), max(
        reach, math.sqrt(mine.population / (math.pi * _CROWDED)) if mine.kind in _POINTS else reach
    )


def may_be_point(scene: Scene, span: Span) -> bool:
    """Can this name be given coordinates at all? A province, a country or "the X countryside" cannot."""
    if _NOT_A_POINT.match(scene.text[span[1] : span[1] + 16]) or _PART_OF.search(
        scene.text[max(0, span[0] - 30) : span[0]]
    ):
        return False
    place = scene.where(scene.text[span[0] : span[1]])
    if place is not None and _namesake(place, scene.text[span[1] : span[1] + 16]):
        return False
    if place is None or not place.candidates:
        return place is None or place.precision in (*REACH_KM, "near", "unknown")
    if place.candidates[0].kind in _LINES:
        return False
    return any(c.kind in _POINTS or PRECISION[Kind[c.kind.upper()]] in REACH_KM for c in place.candidates)


def ask(scene: Scene, spans: Iterable[Span]) -> str:
    """What to do about places without sure coordinates, in words."""
    names = list(dict.fromkeys(" ".join(scene.text[s:e].split()) for s, e in spans))
    if not names:
        return ""
    known = [n for n in names if (p := scene.where(n)) is not None and p.lat is not None and p.precision != "near"]
    missing = [n for n in names if n not in known]
    parts = [f"no coordinates for {_and(missing)}"] if missing else []
    parts += [f"several places may be meant by {_and(known)}"] if known else []
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}: give them with `sayso gazetteer add`, then ask again."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_NAME = re.compile(
    r"(?:the\s+)?((?:(?:al|el|as|ash|ad|ar|at|az|an|Al|El|As|Ash|Ad|Ar|At|Az|An)[- ])?[A-Z][\w'’]+(?:[- ](?:(?:al|el|ez|ed|es|as|ash|az|ad|ar|at|an)-?[ ]?)?[A-Z][\w'’]+){0,3})"
)


def name_at(scene: Scene, start: int, end: int) -> Span | None:
    """The place name that begins at a position (after "the"): as the reader has it, else by its capitals.

    Args:
        start, end: where to look; the name has to begin at ``start``.
    """
    m = _NAME.match(scene.text, start, end)
    begin = m.start(1) if m else start
    for n in scene.reading.names:
        if n.cls == "place" and n.span[0] in (begin, start) and n.span[1] <= end:
            return trimmed(scene, n.span)
    return trimmed(scene, m.span(1)) if m else None


def name_before(scene: Scene, start: int, end: int) -> Span | None:
    """The last place name of the reading, with a capital, that ends in a stretch of text."""
    found = [n.span for n in scene.reading.names if n.cls == "place" and start <= n.span[0] and n.span[1] <= end]
    own = [s for s in found if any(c.isupper() for c in scene.text[slice(*s)])]
    return trimmed(scene, max(own)) if own else None


def trimmed(scene: Scene, span: Span) -> Span:
    """A name without the common nouns at its end: "al-Safa desert" is al-Safa, and something round it."""
    name = scene.text[slice(*span)]
    common = _COMMON.search(name)
    return (span[0], span[0] + common.start()) if common and common.start() > 0 else span


def same(scene: Scene, a: Span, b: Span) -> bool:
    """Are two names one name, but for case, accents and an article?"""
    one, two = (ARTICLE.sub("", fold(scene.text[s:e])) for s, e in (a, b))
    return one == two
