"""The passage round a seed: equal words in both reports, with small edits between them.

Seed and extend, as BLAST does with gaps (Altschul et al. 1997): from a shared shingle outward, a point for each equal word, one off for each
word of an edit, until it no longer pays; the passage ends where its score was highest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .prints import Numbers
from .rules import GAP, RESYNC
from .words import Words, length

Run = tuple[int, int, int]  # first word in one, first word in the other, number of equal words

_LOOK = GAP + RESYNC
_AHEAD = np.add.outer(np.arange(GAP + 1), np.arange(GAP + 1))  # words passed over in both
_LONGEST_LOOK = 1 << 16


@dataclass(frozen=True, slots=True)
class Passage:
    """Equal runs of words in two reports, in order and at most ``GAP`` apart. ``words`` is their length; see ``words.length``."""

    runs: tuple[Run, ...]
    words: float

    @property
    def one(self) -> tuple[int, int]:
        """From which word to which (exclusive) in the first report."""
        return self.runs[0][0], self.runs[-1][0] + self.runs[-1][2]

    @property
    def other(self) -> tuple[int, int]:
        """From which word to which (exclusive) in the other report."""
        return self.runs[0][1], self.runs[-1][1] + self.runs[-1][2]


def _equal(a: Words, b: Words) -> int:
    """How many words are equal from the start on."""
    done, look = 0, 32
    while True:
        x, y = a[done : done + look], b[done : done + look]
        size = min(len(x), len(y))
        differ = x[:size] != y[:size]
        if differ.any():
            return done + int(differ.argmax())
        done += size
        if size < look:
            return done
        look = min(2 * look, _LONGEST_LOOK)


def _resync(a: Words, b: Words) -> tuple[int, int] | None:
    """How many words to pass over in each so that ``RESYNC`` equal ones follow; the fewest, None when more than ``GAP``."""
    a, b = a[:_LOOK], b[:_LOOK]
    if len(a) < RESYNC or len(b) < RESYNC:
        return None
    same = a[:, None] == b[None, :]
    rows, columns = len(a) - RESYNC + 1, len(b) - RESYNC + 1
    run = same[:rows, :columns].copy()
    for step in range(1, RESYNC):
        run &= same[step : step + rows, step : step + columns]
    if not run.any():
        return None
    at = int(np.where(run, _AHEAD[:rows, :columns], 2 * _LOOK).argmin())
    return at // columns, at % columns


def _extend(a: Words, b: Words) -> list[Run]:
    """Equal runs from the start of both on."""
    runs: list[Run] = []
    i = j = score = best = kept = 0
    while True:
        n = _equal(a[i:], b[j:])
        if n:
            runs.append((i, j, n))
            score, i, j = score + n, i + n, j + n
            if score > best:
                best, kept = score, len(runs)
        step = _resync(a[i:], b[j:])
        if step is None:
            return runs[:kept]
        score -= max(step)
        if best - score > GAP:
            return runs[:kept]
        i, j = i + step[0], j + step[1]


def passage(a: Words, b: Words, i: int, j: int) -> Passage:
    """The passage round word ``i`` of one report and ``j`` of the other, which must be equal."""
    right = [(i + x, j + y, n) for x, y, n in _extend(a[i:], b[j:])]
    left = [(i - x - n, j - y - n, n) for x, y, n in _extend(a[:i][::-1], b[:j][::-1])][::-1]
    if left and right and (left[-1][0] + left[-1][2], left[-1][1] + left[-1][2]) == (i, j):  # one run, cut by the seed
        x, y, n = left.pop()
        right[0] = (x, y, n + right[0][2])
    runs = tuple(left + right)
    return Passage(runs, sum(length(a[x : x + n]) for x, _, n in runs))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _mostly_in(new: Passage, old: Passage) -> bool:
    """Whether more than half of a passage is in another, in either report."""
    return any(
        2 * _overlap(a, b) > a[1] - a[0] for a, b in ((new.one, old.one), (new.other, old.other))
    )  # fmt: skip


def passages(a: Words, b: Words, at: Numbers, there: Numbers, least: float) -> list[Passage]:
    """The passages that two reports share, in the order of the first.

    Args:
        a, b: words of both.
        at, there: seeds, the numbers of equal words in both, ascending in ``a``.
        least: the shortest passage.

    Returns:
        Passages of which none is mostly within another: words that one report has twice are copied once.
    """
    found: list[Passage] = []
    equal = a[at] == b[there]
    at, there = at[equal], there[equal]
    while len(at):
        new = passage(a, b, int(at[0]), int(there[0]))
        found.append(new)
        (i, k), (j, m) = new.one, new.other
        left = (at < i) | (at >= k) | (there < j) | (there >= m)
        at, there = at[left], there[left]
    kept: list[Passage] = []
    for new in sorted(found, key=lambda p: (-p.words, p.runs)):
        if new.words >= least and not any(_mostly_in(new, old) for old in kept):
            kept.append(new)
    return sorted(kept, key=lambda p: p.runs)
