"""Zones that a text or a user names: "the 55-km US-protected al-Tanf military zone"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Span
from .places import name_at, point, trimmed
from .scene import Scene
from .zones import Zone, named

_MILE = 1.609344
_KM = r"(?P<n>\d{1,4}(?:\.\d)?)[\s-]*(?P<unit>km|kilomet(?:er|re)s?|miles?)\b"
_ZONE_WORD = r"(?:[Zz]one|[Aa]rea|[Pp]ocket)"
# "the 55-km US-protected al-Tanf military zone": the last capitalised name before the word "zone"
_NAMED = re.compile(rf"\b{_KM}[\s-](?P<words>(?:[\w'’-]+\s+){{1,5}}?)[Zz]one\b")
_ROUND = re.compile(
    rf"\b{_KM}[\s-](?:(?:radius|wide|deep|\w+)[\s-]){{0,3}}?(?:radius|zone|circle|perimeter|area)\s+(?:around|round|of|surrounding|centred\s+on|centered\s+on)\s+(?:the\s+)?"
)
ZONE_AFTER = re.compile(rf"(?:\s+[\w-]+){{0,2}}?\s+{_ZONE_WORD}\b")


@dataclass(frozen=True, slots=True)
class Area:
    """A zone and the words it comes from; ``zone`` is None where its middle has no coordinates yet. ``margin_km`` is how sure its edge is."""

    zone: Zone | None
    name: Span
    radius_km: float
    span: Span | None
    margin_km: float = 0.0


def areas(scene: Scene) -> list[Area]:
    """The round zones that the text itself gives a radius."""
    return list(_areas(scene))


def _areas(scene: Scene) -> Iterator[Area]:
    for sentence in scene.sentences:
        for m in _NAMED.finditer(scene.text, *sentence):
            inside = [
                n.span
                for n in scene.reading.names
                if n.cls == "place" and m.start("words") <= n.span[0] and n.span[1] <= m.end("words")
            ]
            name = trimmed(scene, max(inside)) if inside else _capital(scene, m.span("words"))
            if name is not None:
                yield _area(scene, m, name)
        for m in _ROUND.finditer(scene.text, *sentence):
            name = name_at(scene, m.end(), sentence[1])
            if name is not None:
                yield _area(scene, m, name)


_PROPER = re.compile(r"(?:(?:al|el|as|ash|at|ar|an)-)?[A-Z][\w'’]+(?![\w-])")


def _capital(scene: Scene, span: Span) -> Span | None:
    """The last capitalised word of a stretch, where the reader saw no place name."""
    found = [m.span() for m in _PROPER.finditer(scene.text, *span)]
    return found[-1] if found else None


def _area(scene: Scene, m: re.Match[str], name: Span) -> Area:
    radius = float(m["n"]) * (_MILE if m["unit"].startswith("mile") else 1)
    middle = point(scene, name)
    words = scene.text[slice(*name)]
    if middle is None or radius <= 0:
        return Area(None, name, radius, m.span())
    return Area(Zone(words, middle.at, radius), name, radius, m.span(), min(middle.reach_km, 10.0))


def find(scene: Scene, name: Span) -> Area | None:
    """The zone that a name of the text means: one that a user gave, else one that the text gives a radius; None where there is none."""
    words = scene.text[slice(*name)]
    given = named(scene.zones, words)
    if given is not None:
        return Area(given, name, given.radius_km, None)
    own = [a for a in areas(scene) if named([Zone(scene.text[slice(*a.name)])], words)]
    return own[0] if own else None
