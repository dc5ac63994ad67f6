"""How two mentions compare, when mentions of one report are grouped into incidents.

Training and reading build their input with the same functions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..records import Event, Span, Toll
from .choosing import Scene, fold
from .labels import EVENT_TYPES
from .times import When

TYPE_INDEX: dict[str | None, int] = {name: n for n, name in enumerate(EVENT_TYPES)} | {None: len(EVENT_TYPES)}

_DULL = frozenset("the a an of in on at to and near from by for its his their her al el with".split())
_NEW = frozenset(
    "another second third other separate further new fresh more also meanwhile elsewhere similar additional".split()
)
_TURN = re.compile(
    r"^\W*(?:meanwhile|elsewhere|separately|earlier|also|in (?:a )?(?:separate|another|other|related)|on the other|in addition|later|last|previously|"
    r"in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4}|the (?:countryside|city|province))|a (?:day|week|month|year) )",
    re.I,
)
_KNOWN = frozenset("the this that these those its their his her such".split())
_COMMON = frozenset(
    "said say told that this with from have been were they their them which when where while after before also more than said into over some other "
    "would could about people syrian syria".split()
)
_VIOLENT = frozenset(("clash", "airstrike", "shelling", "bombing", "chemical", "killing", "destruction"))


@dataclass(frozen=True, slots=True)
class Mention:
    """What is compared of an event or toll mention."""

    type: str | None  # None for a toll
    sentence: int
    paragraph_gap: int
    trigger: frozenset[str]
    roles: tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]  # place, target, actor, means
    when: When | None
    near_place: str  # its own place or the one named last before it
    near_when: When | None  # its own date or the one set last before it
    numbers: frozenset[int]
    fate: str | None
    known: bool  # "the attack"
    new: bool  # "another attack"
    older: bool  # "had attacked"
    turn: bool  # its sentence begins with "Meanwhile", "In a separate attack", "Last month"
    around: frozenset[str]  # names in its sentence: who and where the talk is of
    places_around: frozenset[str]
    groups_around: frozenset[str]
    words_around: frozenset[str]  # content words of its sentence
    figures_around: frozenset[str]  # numbers in its sentence, in digits
    at: int  # offset in the text


def stems(phrase: str | None) -> frozenset[str]:
    """Crude stems of the content words of a phrase."""
    if not phrase:
        return frozenset()
    words = re.findall(r"\w+", phrase.lower())
    return frozenset(re.sub(r"(ings?|ed|es|s)$", "", w) if len(w) > 4 else w for w in words if w not in _DULL)


def mentions_of(events: Sequence[Event], tolls: Sequence[Toll], scene: Scene) -> dict[str, Mention]:
    """Every event and toll of a report, by its id, ready to be compared.

    Args:
        events, tolls: of the report; a toll takes place, date and actor from its event.
        scene: the report round them.
    """
    by_event: dict[str, set[int]] = {}
    for toll in tolls:
        if toll.event and (number := toll.low or toll.high):
            by_event.setdefault(toll.event, set()).add(number)
    found = {e.id: _mention(e, e.trigger, e.type, frozenset(by_event.get(e.id, ())), None, scene) for e in events}
    causes = {e.id: e for e in events}
    for toll in tolls:
        number = toll.low or toll.high
        found[toll.id] = _mention(
            causes.get(toll.event or ""), toll.span, None, frozenset((number,) if number else ()), toll.fate, scene
        )
    return found


def _mention(
    event: Event | None, span: Span, kind: str | None, numbers: frozenset[int], fate: str | None, scene: Scene
) -> Mention:
    text = scene.report.text

    def said(role: str) -> frozenset[str]:
        where = getattr(event, role) if event else None
        return stems(text[where[0] : where[1]]) if where else frozenset()

    when = scene.times.get(event.time) if event and event.time else None
    lead = re.findall(r"\w+", text[max(0, span[0] - 40) : span[0]].lower())[-4:]
    number = scene.sentence(span[0])
    start, end = scene.sentences[number] if number < len(scene.sentences) else (0, len(text))
    around = scene.names_in(start, end)
    content = frozenset(w for w in stems(text[start:end]) if len(w) > 3 and w not in _COMMON)
    places = scene.places
    k = bisect_right(places, (span[0], 10**12)) - 1
    near = event.place if event and event.place else places[k] if k >= 0 else None
    return Mention(
        kind, number, scene.paragraph(span[0]), stems(text[span[0] : span[1]]),
        (said("place"), said("target"), said("actor"), said("means")), when, fold(text[near[0] : near[1]]) if near else "",
        when or scene.last_time(span[0]), numbers, fate, bool(lead[-2:]) and bool(_KNOWN & set(lead[-2:])), bool(_NEW & set(lead)), "had" in lead,
        bool(_TURN.match(text[start : start + 40])), frozenset(n for n, _ in around), frozenset(n for n, c in around if c == "place"),
        frozenset(n for n, c in around if c == "group"), content, frozenset(re.findall(r"\d+", text[start:end])), span[0],
    )  # fmt: skip


PAIR_FEATURES = 79 + 2 * len(TYPE_INDEX)


def _relation(a: frozenset[str], b: frozenset[str]) -> list[float]:
    """[same or contained, some word shared, different, one missing, both missing]"""
    if not a and not b:
        return [0, 0, 0, 0, 1]
    if not a or not b:
        return [0, 0, 0, 1, 0]
    if a <= b or b <= a:
        return [1, 1, 0, 0, 0]
    return [0, 1, 0, 0, 0] if a & b else [0, 0, 1, 0, 0]


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared part of two sets, 0 when both are empty."""
    return len(a & b) / len(a | b) if a or b else 0.0


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of a set stands in another; -1 when it is empty."""
    return len(a & b) / len(a) if a else -1.0


def _same_time(a: When | None, b: When | None) -> list[float]:
    """[same, overlap, apart, one missing, both missing]"""
    if a is None or b is None:
        return [0, 0, 0, float(a is not b), float(a is b)]
    if (a.start, a.end) == (b.start, b.end):
        return [1, 1, 0, 0, 0]
    return [0, 1, 0, 0, 0] if a.start <= b.end and b.start <= a.end else [0, 0, 1, 0, 0]


def pair_features(mentions: Sequence[Mention], pairs: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Features of pairs of mentions.

    Args:
        mentions: the mentions of one report in text order.
        pairs: index pairs, the earlier mention first.

    Returns:
        float32 array, ``len(pairs) x PAIR_FEATURES``.
    """
    out = np.zeros((len(pairs), PAIR_FEATURES), np.float32)
    for row, (i, j) in enumerate(pairs):
        out[row] = _features(mentions[i], mentions[j], j - i)
    return out


def _features(a: Mention, b: Mention, apart: int) -> list[float]:
    gap = b.sentence - a.sentence
    values: list[float] = [
        float(a.type == b.type),
        float(gap == 0),
        float(gap == 1),
        float(gap == 2),
        min(gap, 20) / 20,
        float(a.sentence == 0),
        float(b.sentence == 0),
        float(a.sentence <= 1),
        min(apart, 30) / 30,
        float(bool(a.trigger & b.trigger)),
        float(bool(a.numbers & b.numbers)),
        float(bool(a.numbers) and bool(b.numbers) and not a.numbers & b.numbers),
        float(a.fate is not None and a.fate == b.fate),
        float(bool(a.near_place) and a.near_place == b.near_place),
        float(bool(a.near_place) and bool(b.near_place) and a.near_place != b.near_place),
        float(b.known),
        float(b.new),
        float(a.older),
        float(b.older),
        float(a.older != b.older),
        float(a.type in _VIOLENT and b.type in _VIOLENT),
        float(a.type == "killing" or b.type == "killing"),
        float((a.type == "killing") != (b.type == "killing") and a.type in _VIOLENT and b.type in _VIOLENT),
        float(a.paragraph_gap == b.paragraph_gap),
        float(a.known),
        float(a.new),
        float(a.type is None or b.type is None),
    ]
    for x, y in zip(a.roles, b.roles, strict=True):
        values += _relation(x, y)
    values += _same_time(a.when, b.when)
    values += _same_time(a.near_when, b.near_when)
    shared, every = len(a.around & b.around), len(a.around | b.around)
    values += [
        float(a.turn),
        float(b.turn),
        float(b.turn and gap > 0),
        shared / every if every else 0.5,
        min(shared, 4) / 4,
        float(bool(a.places_around & b.places_around)),
        float(bool(a.places_around) and bool(b.places_around) and not a.places_around & b.places_around),
        float(bool(a.roles[0]) and bool(b.places_around) and bool(b.roles[0]) and not a.roles[0] & b.roles[0]),
        min((b.at - a.at) / 2000, 1.0),
        min(a.sentence, 30) / 30,
        min(b.sentence, 30) / 30,
        float(a.sentence == 0 and b.sentence <= 3),
        _jaccard(a.words_around, b.words_around),
        min(len(a.words_around & b.words_around), 8) / 8,
        float(bool(a.figures_around & b.figures_around)),
        _jaccard(a.groups_around, b.groups_around),
        _share(a.roles[1], b.words_around),
        _share(b.roles[1], a.words_around),
        _share(a.roles[2], b.words_around),
        _share(b.roles[2], a.words_around),
        _share(a.trigger, b.words_around),
        _share(b.trigger, a.words_around),
    ]
    kinds = [0.0] * (2 * len(TYPE_INDEX))
    kinds[TYPE_INDEX[a.type]] = kinds[len(TYPE_INDEX) + TYPE_INDEX[b.type]] = 1.0
    return values + kinds
