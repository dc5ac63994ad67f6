"""What the second pass sees round an anchor, and how two mentions compare.

An *anchor* is a cue, an event trigger or the phrase of a toll. The second pass looks at each one together with
the words round it and says what belongs to it. Training and reading build its input with the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .labels import EVENT_TYPES
from .words import Words

FAR = 48  # distances in words are cut here
POSITIONS = 2 * FAR + 1
SENTENCES = 4  # the sentence before, the anchor's own, the next, the one after
REACH = {"cue": (70, 110), "trigger": (64, 64), "toll": (64, 64)}  # words before and after an anchor


def context(words: Words, anchor: tuple[int, int], kind: str, low: int, high: int) -> tuple[int, int]:
    """The ``[first, last)`` words that the second pass reads round an anchor, inside ``[low, high)``.

    For a cue: its sentence, one before and two after, since quotations run on. For triggers and tolls: their sentence.
    """
    sentence = words.sentence[anchor[0]]
    before, after = (1, 2) if kind == "cue" else (0, 0)
    first, last = anchor
    reach = REACH[kind]
    while first > max(low, anchor[0] - reach[0]) and words.sentence[first - 1] >= sentence - before:
        first -= 1
    while last < min(high, anchor[1] + reach[1]) and words.sentence[last] <= sentence + after:
        last += 1
    return first, last


def places(words: Words, anchor: tuple[int, int], first: int, last: int) -> tuple[list[int], list[int]]:
    """For each word of ``[first, last)``: its distance class (0..2*FAR) and sentence class (0..3)."""
    distance, sentence = [], []
    own = words.sentence[anchor[0]]
    for w in range(first, last):
        d = w - anchor[0] if w < anchor[0] else w - anchor[1] + 1 if w >= anchor[1] else 0
        distance.append(max(-FAR, min(FAR, d)) + FAR)
        sentence.append(max(-1, min(2, words.sentence[w] - own)) + 1)
    return distance, sentence


@dataclass(slots=True)
class Mention:
    """What is compared of an event or toll mention when mentions are grouped into incidents."""

    type: str | None  # None for a toll
    sentence: int
    trigger: str
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    time: str | None = None
    number: int | None = None
    fate: str | None = None
    paragraph: int = 0


_DULL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "near",
        "from",
        "by",
        "for",
        "its",
        "his",
        "their",
        "al",
        "el",
    ]
)
PAIR_FEATURES = 28


def stems(phrase: str | None) -> frozenset[str]:
    """Crude stems of the content words of a phrase."""
    if not phrase:
        return frozenset()
    words = re.findall(r"\w+", phrase.lower())
    return frozenset(re.sub(r"(ings?|ed|es|s)$", "", w) if len(w) > 4 else w for w in words if w not in _DULL)


def _relation(a: frozenset[str], b: frozenset[str]) -> list[float]:
    """[same or contained, some word shared, different, one missing, both missing]"""
    if not a and not b:
        return [0, 0, 0, 0, 1]
    if not a or not b:
        return [0, 0, 0, 1, 0]
    if a <= b or b <= a:
        return [1, 1, 0, 0, 0]
    return [0, 1, 0, 0, 0] if a & b else [0, 0, 1, 0, 0]


def pair_features(mentions: Sequence[Mention], pairs: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    """Features of pairs of mentions, for the grouping into incidents.

    Args:
        mentions: the mentions of one report in text order.
        pairs: index pairs, the earlier mention first.

    Returns:
        float32 array, ``len(pairs) x PAIR_FEATURES``.
    """
    bags = [tuple(stems(x) for x in (m.place, m.time, m.target, m.actor, m.trigger)) for m in mentions]
    out = np.zeros((len(pairs), PAIR_FEATURES), np.float32)
    for row, (i, j) in enumerate(pairs):
        a, b = mentions[i], mentions[j]
        gap = b.sentence - a.sentence
        values: list[float] = [
            float(a.type == b.type),
            float(gap == 0),
            float(gap == 1),
            min(gap, 20) / 20,
            float(a.sentence == 0),
            min(j - i, 30) / 30,
            float(bool(bags[i][4] & bags[j][4])),
            float(a.number is not None and a.number == b.number and a.fate == b.fate),
        ]
        for k in range(4):
            values += _relation(bags[i][k], bags[j][k])
        out[row] = values
    return out


TYPE_INDEX = {name: n for n, name in enumerate(EVENT_TYPES)} | {None: len(EVENT_TYPES)}
