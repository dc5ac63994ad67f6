"""Stock: phrases, background paragraphs and page furniture that come back in report after report.

Such words are shared without one report being copied from the other, so they do not count as reuse; see ``rules`` for when they do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .passages import Passage
from .postings import Known
from .prints import Prints
from .rules import PART, SHINGLE, STRETCH, WHOLE, WINDOW, WORN_DAYS, WORN_REPORTS, common_above


class Stock:
    """Tells passages that are stock from copied ones."""

    def __init__(self, own: Prints, known: Known, reports: int, min_words: int) -> None:
        """Look at fingerprints.

        Args:
            own: of some reports. known: of each fingerprint, in the whole collection.
            reports: how many these are.
            min_words: shortest passage of words that are not stock.
        """
        self._at = own.at
        self._common = known.many > common_above(reports)
        self._worn = (known.many >= WORN_REPORTS) & (known.until - known.since > WORN_DAYS)
        self._least = min_words
        self.fresh: NDArray[np.bool_] = ~(self._common | self._worn)
        """Which of ``own`` are not stock."""
        self.whole = WHOLE * min_words - 2 * (WINDOW - 1)
        """A passage all of whose fingerprints are stock is stock when these reach over fewer words."""
        docs, begin, size = np.unique(own.doc, return_index=True, return_counts=True)
        self._part = {int(d): slice(int(b), int(b + n)) for d, b, n in zip(docs, begin, size, strict=True)}

    def is_stock(self, report: int, passage: Passage, share: float) -> bool:
        """Whether a passage of a report (by its number) is stock; ``share``: how much of the shorter report it is."""
        part = self._part[report]
        if self.fresh[part].all():
            return False
        inside = _inside(self._at[part], passage)
        at, worn = self._at[part][inside], self._worn[part][inside]
        fresh = passage.words - _stretches(at, worn | self._common[part][inside])
        unworn = passage.words - _stretches(at, worn)
        whole = WHOLE * self._least
        if fresh >= self._least or unworn >= whole:
            return False
        return passage.words < whole or share < PART


def _stretches(at: NDArray[np.int64], stock: NDArray[np.bool_]) -> int:
    """How many words lie in stretches of stock fingerprints that are ``STRETCH`` words or longer."""
    change = np.flatnonzero(np.diff(stock)) + 1
    begin = np.concatenate(([0], change))[: len(stock)]
    end = np.concatenate((change, [len(stock)]))[: len(begin)]
    size = (at[end - 1] + SHINGLE - at[begin])[stock[begin]]
    return int(size[size >= STRETCH].sum())


def _inside(at: NDArray[np.int64], passage: Passage) -> NDArray[np.bool_]:
    """Which shingles, by their first words, lie wholly in an equal run of the passage."""
    start, _, size = np.array(passage.runs).T
    run = np.maximum(np.searchsorted(start, at, side="right") - 1, 0)
    found: NDArray[np.bool_] = (at >= start[run]) & (at + SHINGLE <= start[run] + size[run])
    return found
