"""Where a sentence says that one place lies from another: "280 kilometers northeast of al-Safa in the Humayma area"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Span
from .places import name_at, name_before, same, trimmed
from .scene import Scene

_NUMBER = r"(?<![\d.,])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d{1,2})?)"
_UNIT = r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)"
_HEDGE = r"(?P<hedge>(?:just\s+)?(?:over|under)|more\s+than|less\s+than|at\s+least|about|around|some|roughly|nearly|almost|within|up\s+to|only|approximately)"
_WIND = r"(?P<wind>(?:north|south)(?:[\s-]?(?:east|west))?|east|west)"
_RELATION = re.compile(
    rf"(?:(?:\b{_HEDGE}\s+)?(?:a\s+whole\s+)?{_NUMBER}[\s-]*{_UNIT}\b(?:\s*\([^)\n]{{1,20}}\))?\s+(?:away\s+)?(?:to\s+the\s+)?(?:{_WIND}\s+of|(?:{_WIND.replace('wind', 'wind2')}\s+)?from)"
    rf"|\b(?:just\s+)?{_WIND.replace('wind', 'wind3')}\s+of)\s+",
    re.I,
)
_THE = re.compile(r"(?:the\s+)?(?:(?:\w+-)?held\s+)?(?:(?:city|town|village|suburb|camp)\s+of\s+)?", re.I)
_IN = re.compile(r"\s*,?\s*(?:in|at)\s+(?:the\s+)?(?:(?:town|village|city|area)\s+of\s+)?")
_BESIDE = re.compile(
    r"(?:\s+(?:area|desert|town|village|city|stronghold|pocket|camp|base|airport|airbase|enclave|oil\s?field|gas\s?field))*\s*,?\s*\(?"
    r"(?:(?:that|which)\s+)?(?:(?:is|lies|sits|lying|located|situated|stands)\s+)?",
    re.I,
)
_AND = re.compile(r"\s*(?:,|and|,\s*and)\s*")
_MILE = 1.609344


@dataclass(frozen=True, slots=True)
class Relation:
    """One place said to lie from another.

    Attributes:
        span: of distance and direction.
        km: the distance said, or None. ``hedge``: the word before it, in lower case.
        wind: one of the eight winds, or None.
        origin: the place it is counted from. ``subject``: the place that lies there, or None where it is not named beside.
    """

    span: Span
    km: float | None
    hedge: str
    wind: str | None
    origin: Span
    subject: Span | None


def relations(scene: Scene, number: int) -> Iterator[Relation]:
    """The relations of one sentence.

    Args:
        scene: of the report.
        number: of the sentence.
    """
    sentence = scene.sentences[number]
    last: Relation | None = None
    for m in _RELATION.finditer(scene.text, *sentence):
        the = _THE.match(scene.text, m.end(), sentence[1])
        origin = name_at(scene, the.end() if the else m.end(), sentence[1])
        if origin is None:
            continue
        wind = m["wind"] or m["wind2"] or m["wind3"]
        km = None
        if m["n"]:
            km = float(m["n"].replace(",", "")) * (_MILE if m["unit"].lower().startswith("mile") else 1)
        subject = _subject(scene, sentence, m, origin)
        if subject is None and last is not None and _AND.fullmatch(scene.text, last.origin[1], m.start()):
            subject = last.subject
        if subject is not None and same(scene, subject, origin):
            subject = None
        hedge = " ".join((m["hedge"] or "").lower().split())
        last = Relation(
            (m.start() if m["n"] else m.start("wind3"), _end(m)),
            km,
            hedge,
            re.sub(r"[\s-]", "", wind.lower()) if wind else None,
            origin,
            subject,
        )
        yield last


def _end(m: re.Match[str]) -> int:
    """Where the words of distance and direction end, without "of" and "from"."""
    return max(m.end(g) for g in ("unit", "wind", "wind2", "wind3") if m[g])


def _subject(scene: Scene, sentence: Span, m: re.Match[str], origin: Span) -> Span | None:
    """The place that lies there: "... of A, in B" or "B, ... of A"."""
    before = name_before(scene, sentence[0], m.start())
    if before is not None and _BESIDE.fullmatch(scene.text, before[1], m.start()):
        return before
    after = _IN.match(scene.text, origin[1], sentence[1])
    if m["n"] and after:
        found = name_at(scene, after.end(), sentence[1])
        return found if found in {trimmed(scene, n.span) for n in scene.reading.names if n.cls == "place"} else None
    return None
