"""Which accounts are compared at all: those that share a key.

Each account has a few dozen keys at most: its places and days, its type and days, its figures of dead, and pairs of its rarest words. A key that
more than ``CAP`` accounts share says too little and is not used; the accounts meet under their rarer keys. So the number of comparisons grows
with the number of accounts, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from .traits import VAGUE, Traits, family, rarity

CAP = 60  # accounts of one key that are still compared with each other
RARE = 5  # rarest words that make keys, two at a time
SPAN = 10  # days of the longest stretch of time that makes keys day by day
_LEAST = 2.0  # rarity (natural logarithm) of a word that makes keys


def keys(traits: Traits) -> tuple[str, ...]:
    """The keys of an account, each once, in a fixed order."""
    made = (*_by_place(traits), *_by_type(traits), *_by_dead(traits), *_by_words(traits))
    return tuple(dict.fromkeys("/".join(map(str, key)) for key in made))


def _days(traits: Traits) -> range:
    """The days of an account and the one after: so that two that are a day apart share one."""
    if traits.start is None or traits.end is None or traits.vague > 1 or traits.end - traits.start > SPAN:
        return range(0)
    return range(traits.start, traits.end + 2)


def _by_place(traits: Traits) -> Iterator[tuple[object, ...]]:
    """A place on a day; and a place and a type as told in one month, for those without a day."""
    for place in sorted({s.sound or s.key for s in traits.spots})[:8]:
        for day in _days(traits):
            yield "place and day", place, day
        for kind in sorted(traits.types):
            yield "place and type", place, kind, (traits.told or 0) // 30


def _by_type(traits: Traits) -> Iterator[tuple[object, ...]]:
    """A type on a day, for reports that name the place differently or not at all; a type at a longer time; and the type alone."""
    for kind in sorted(traits.types):
        for day in _days(traits):
            yield "type and day", kind, day
        if traits.start is not None and traits.vague > 1:
            yield "type and time", kind, traits.start, traits.end or 0
        yield "type", kind


def _by_dead(traits: Traits) -> Iterator[tuple[object, ...]]:
    for number in sorted(traits.dead - VAGUE)[:6]:
        for kind in sorted({family(k) for k in traits.types}):
            yield "dead", number, kind


def _by_words(traits: Traits) -> Iterator[tuple[object, ...]]:
    """Every two of the rarest words."""
    known = [w for w in traits.account.words if not w.isdigit() and len(w) > 2 and rarity(w) >= _LEAST]
    some = sorted(sorted(known, key=lambda w: (-rarity(w), w))[:RARE])
    for pair in combinations(some, 2):
        yield ("words", *pair)
