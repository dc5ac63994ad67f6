"""Names that are nearly a known name: misspelt, or written in another way in Latin letters.

A wrong match is worse than none, so the bar is high: every word has its counterpart, which has the same consonants or is long and nearly the same;
numbers are the same; and nobody else comes near. The measure is the normalised indel similarity of RapidFuzz (100: the same).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .aliases import Index, Tables
from .entries import Which
from .words import name_key

LEAST = 90.0  # similarity of the whole name
SPELT = 82.0  # the same where all consonants are equal: another way to write it in Latin letters
ALONE = 91.0  # of a name of one word
PAIR = 75.0  # of two words whose consonants are equal
WORD = 87.0  # similarity of two words of eight letters or more whose consonants differ
SHORTEST = 6  # letters of a name that is compared at all
AHEAD = 3.0  # by how much the best must beat everybody else
_DIGITS = re.compile(r"\d+|\b(?:i{1,3}|iv|vi{0,3}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
_SIDES = re.compile(
    r"\b(?:north|south|east|west|northern|southern|eastern|western|central|new|old|anti|pro|non|ex|former)\b"
)
_ARTICLES = re.compile(r"\b(?:al|el|as|ash|ad|ar|at|an|ul|the|of|and) ")


@dataclass(frozen=True, slots=True)
class Near:
    """A known name that is near: whose, which name (folded), how near, and who else comes close."""

    id: str | None
    name: str
    score: float
    candidates: tuple[str, ...]


def near(tables: Tables, which: Which, name: str) -> Near | None:
    """The known name nearest to this one, or None; ``id`` is None where two entries are too near to tell apart."""
    key = name_key(name)
    if len(key.replace(" ", "")) < SHORTEST or len(key) > 80:
        return None
    remembered = tables.memory.get((which, key), ...)
    if remembered is not ...:
        return remembered  # type: ignore[return-value]
    if len(tables.memory) > 20_000:
        tables.memory.clear()
    found = tables.memory[(which, key)] = _near(tables.index(which), key)
    return found


def _near(index: Index, key: str) -> Near | None:
    rows = process.extract(key, index.folded.keys(), scorer=fuzz.ratio, score_cutoff=SPELT - AHEAD, limit=12)
    best: dict[str, tuple[float, str]] = {}
    for other, score, _ in rows:
        least = _least(key, other)
        for known in index.folded[other]:
            if not known.ambiguous and least is not None and score >= least:
                best[known.id] = max(best.get(known.id, (0.0, "")), (score, other))
    ranked = sorted(best.items(), key=lambda x: -x[1][0])
    if not ranked:
        return None
    (first, (score, other)), rest = ranked[0], ranked[1:]
    rivals = tuple(i for i, (s, _) in rest if score - s < AHEAD)
    return Near(None if rivals else first, other, score, (first, *rivals) if rivals else ())


def _least(one: str, other: str) -> float | None:
    """How similar two folded names must be to be the same; None where they cannot be: other numbers, other compass words, a word of its own."""
    if _DIGITS.findall(one) != _DIGITS.findall(other) or _SIDES.findall(one) != _SIDES.findall(other):
        return None
    a, b = _ARTICLES.sub("", f"{one} ").split(), _ARTICLES.sub("", f"{other} ").split()
    if len(a) != len(b):
        return SPELT if "".join(a) == "".join(b) else None  # "Daily sabah", "dailysabah"
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if any(x[0] != y[0] for x, y in pairs):
        return None
    if all(min(len(x), len(y)) >= 4 and consonants(x) == consonants(y) and fuzz.ratio(x, y) >= PAIR for x, y in pairs):
        return SPELT if len(a) > 1 else ALONE
    if all(consonants(x) == consonants(y) or _long_and_near(x, y) for x, y in pairs):
        return max(LEAST, ALONE if len(a) == 1 else 0)
    return None


def _long_and_near(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 8 and one[:2] == other[:2] and fuzz.ratio(one, other) >= WORD


_VOWELS = re.compile(r"[aeiouyw]+")
_DOUBLE = re.compile(r"(.)\1+")


def consonants(word: str) -> str:
    """The consonants of a folded word, double ones once, q as k: what different transliterations leave alike.

    >>> consonants("hezbollah") == consonants("hizbullah")
    True
    """
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word.replace("q", "k").replace("ph", "f")))
