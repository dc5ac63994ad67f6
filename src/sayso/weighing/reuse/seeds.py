"""From hits of the index to pairs of reports that are worth aligning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .prints import Numbers
from .rules import GAP, REACH, SHINGLE

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing, Knuth, TAOCP 6.4


@dataclass(frozen=True, slots=True)
class Seeds:
    """Shingles that two reports have in common, one a position: a report, the number of the word in it, another report, the number of the
    word there, and whether the shingle is fresh (not stock)."""

    one: Numbers
    at: Numbers
    other: Numbers
    there: Numbers
    fresh: NDArray[np.bool_]

    def taken(self, which: Numbers | NDArray[np.bool_] | slice) -> Seeds:
        """Some of them, by position, mask or slice."""
        return Seeds(self.one[which], self.at[which], self.other[which], self.there[which], self.fresh[which])


def _clusters(seeds: Seeds) -> tuple[Numbers, Numbers]:
    """Begin and end of stretches of seeds that may be of one passage: of the same two reports, close, and on nearly the same diagonal."""
    same = (seeds.one[1:] == seeds.one[:-1]) & (seeds.other[1:] == seeds.other[:-1])
    near = (np.diff(seeds.at) <= REACH) & (np.abs(np.diff(seeds.at - seeds.there)) <= GAP)
    begin = np.concatenate(([0], np.flatnonzero(~(same & near)) + 1))
    return begin, np.append(begin[1:], len(seeds.one))


def _often(both: Numbers) -> Numbers:
    """Positions of values that are there more than once, and of a few others: most pairs have one chance shingle in common and need no sorting."""
    bits = max(10, (4 * len(both)).bit_length())
    place = (both.astype(np.uint64) * MULTIPLIER) >> np.uint64(64 - bits)
    place = place.astype(np.int64)
    return np.flatnonzero(np.bincount(place, minlength=1 << bits)[place] > 1)


def pairs(seeds: Seeds, evidence: int, whole: int) -> Iterator[Seeds]:
    """The seeds of two reports each, where some of them reach over enough words along one diagonal.

    Args:
        seeds: of any reports; for each report ascending in ``at``.
        evidence: over how many words seeds must reach.
        whole: the same where all of them are stock.

    Returns:
        Seeds ascending in ``one`` and, for each, in ``other``; in one pair ascending in ``at``.
    """
    both = seeds.one << 32 | seeds.other
    often = _often(both)
    seeds = seeds.taken(often[np.argsort(both[often], kind="stable")])
    if len(seeds.one) == 0:
        return
    begin, end = _clusters(seeds)
    reach = seeds.at[end - 1] - seeds.at[begin] + SHINGLE
    good = (reach >= evidence) & (np.logical_or.reduceat(seeds.fresh, begin) | (reach >= whole))
    seeds = seeds.taken(np.repeat(good, end - begin))
    new = (seeds.one[1:] != seeds.one[:-1]) | (seeds.other[1:] != seeds.other[:-1])
    bounds = np.concatenate(([0], np.flatnonzero(new) + 1, [len(seeds.one)])) if len(seeds.one) else np.zeros(1, int)
    for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        yield seeds.taken(slice(a, b))
