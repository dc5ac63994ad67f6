"""The vectors that the first pass gave the words of a report, found by the word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from .first import Seen
from .network import SLOTS, Floats
from .second import Range


class Vectors:
    """Vectors of words, each from the window that it was read in afresh."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        """Args: the windows of one report, in order."""
        self._seen = seen
        self._fresh = [s.window.fresh for s in seen]

    def mean(self, where: Range | None) -> Floats:
        """``[narrow]``: the mean vector of some words; zero for none."""
        if where is None:
            return np.zeros(self._seen[0].vectors.shape[1], np.float32)
        words: Floats = np.stack([self._of(w) for w in range(*where)])
        return np.asarray(words.mean(0), np.float32)

    def _of(self, word: int) -> Floats:
        seen = self._seen[bisect_right(self._fresh, word) - 1]
        return np.asarray(seen.vectors[word - seen.window.first], np.float32)

    def mention(self, where: Range | None, roles: Mapping[str, Range | None]) -> Floats:
        """``[slots, narrow]``: a mention by its own words and by those of its fillers."""
        return np.stack([self.mean(where if slot == "mention" else roles.get(slot)) for slot in SLOTS])
