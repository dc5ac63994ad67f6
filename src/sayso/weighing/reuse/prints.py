"""Fingerprints of reports: hashed word shingles, thinned out by winnowing.

Source: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .rules import SHINGLE, WINDOW
from .words import Words

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

_BASE = np.uint64(0x9E3779B97F4A7C15)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints of several reports, in order of reports and words; three arrays of the same length.

    ``value``: hash of the shingle (uint64). ``doc``: whose, as position in the sequence given. ``at``: the number of its first word. A
    report has each value once, where it stands first.
    """

    value: Hashes
    doc: Numbers
    at: Numbers


def _mixed(x: Hashes) -> Hashes:
    """Bits well mixed, so that the smallest of a window is a fair choice (finalizer of SplitMix64, Steele et al. 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def _shingles(joined: Words) -> Hashes:
    """A hash for every word and the next ``SHINGLE - 1``; the last few are cut short and of no use."""
    out = joined.astype(np.uint64)
    for step in range(1, SHINGLE):
        out *= _BASE
        out[:-step] += joined[step:]
    return _mixed(out)


def _winnowed(shingles: Hashes) -> NDArray[np.bool_]:
    """Which shingles are the smallest of some window of ``WINDOW``. Windows reach over the ends, so that those of a report are the same whether
    other reports stand before and after it (then with cut shingles between) or not."""
    pad = np.full(WINDOW - 1, _NONE)
    padded = np.concatenate((pad, shingles, pad))
    windows = len(shingles) + WINDOW - 1
    least = padded[:windows].copy()
    for step in range(1, WINDOW):
        np.minimum(least, padded[step : step + windows], out=least)
    kept = np.zeros(len(shingles), bool)
    for step in range(WINDOW):
        kept |= least[step : step + len(shingles)] == shingles
    return kept


def _firsts(value: Hashes, doc: Numbers) -> Numbers:
    """Positions, ascending, of the first of each value in each report."""
    both = _mixed(value + doc.astype(np.uint64) * _BASE)
    order = np.argsort(both, kind="stable")
    new = np.ones(len(order), bool)
    new[1:] = both[order[1:]] != both[order[:-1]]
    return np.sort(order[new])


def prints(reports: Sequence[Words]) -> Prints:
    """The fingerprints of some reports, each given as its words (uint32 hashes)."""
    sizes = np.array([len(r) for r in reports], np.int64)
    doc = np.repeat(np.arange(len(reports)), sizes)
    if len(doc) < SHINGLE:
        nothing = np.empty(0, np.int64)
        return Prints(np.empty(0, np.uint64), nothing, nothing)
    at = np.arange(len(doc)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    shingles = _shingles(np.concatenate(reports))
    shingles[at > sizes[doc] - SHINGLE] = _NONE  # would reach into the next report
    kept = np.flatnonzero(_winnowed(shingles) & (shingles != _NONE))
    kept = kept[_firsts(shingles[kept], doc[kept])]
    return Prints(shingles[kept], doc[kept], at[kept])
