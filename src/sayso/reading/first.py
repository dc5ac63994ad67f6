"""First pass: windows of words through the encoder, tags to spans.

The result keeps, for every window, the narrow vectors of its words: the second pass reads them again round each anchor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from .labels import EVENT_TYPES, NAME_CLASSES, TAGGED
from .network import TAGS_AT, Floats, Ints, Network, Settings
from .words import NO_FEATURE, Window, Words, windows

CLS, SEP = 101, 102
BATCH = 8  # windows that go through the encoder side by side


@dataclass(slots=True)
class Tagged:
    """A tagged stretch of words, its class, and the mean log-probability of each class over it."""

    first: int
    last: int
    label: str
    scores: Floats


@dataclass(slots=True)
class Seen:
    """One window after the first pass: its vectors (``[words, narrow]``) and what was tagged in its fresh part."""

    window: Window
    vectors: Floats
    spans: dict[str, list[Tagged]] = field(default_factory=dict)


def read_windows(words: Words, network: Network, settings: Settings) -> Iterator[Seen]:
    """Send all windows of a text through the encoder, a few at a time.

    Yields:
        The windows in order. Memory does not grow with the text.
    """
    pending: list[Window] = []
    for window in windows(words):
        pending.append(window)
        if len(pending) == BATCH:
            yield from _batch(words, pending, network, settings)
            pending = []
    if pending:
        yield from _batch(words, pending, network, settings)


def _lay_out(words: Words, window: Window) -> tuple[list[int], list[int], list[int]]:
    """Piece ids, case classes, and the column of each word's first piece."""
    ids, features, columns = [CLS], [NO_FEATURE], []
    for w in range(window.first, window.last):
        columns.append(len(ids))
        ids += words.pieces[w]
        features += [words.feature[w]] * len(words.pieces[w])
    return [*ids, SEP], [*features, NO_FEATURE], columns


def _batch(words: Words, batch: list[Window], network: Network, settings: Settings) -> Iterator[Seen]:
    rows = [_lay_out(words, window) for window in batch]
    longest = max(len(ids) for ids, _, _ in rows)
    pieces: Ints = np.zeros((len(rows), longest), np.int64)
    features: Ints = np.full((len(rows), longest), NO_FEATURE, np.int64)
    mask: Ints = np.zeros((len(rows), longest), np.int64)
    for n, (ids, feats, _) in enumerate(rows):
        pieces[n, : len(ids)], features[n, : len(ids)], mask[n, : len(ids)] = ids, feats, 1
    scores, vectors = network.first(pieces, features, mask)
    for n, (window, (_, _, columns)) in enumerate(zip(batch, rows, strict=True)):
        seen = Seen(window, vectors[n, columns])
        fresh = window.fresh - window.first
        own = scores[n, columns[fresh:]]
        for layer in TAGGED:
            layer_scores = own[:, TAGS_AT[layer]]
            seen.spans[layer] = spans_of(layer, layer_scores, words, window.fresh, settings.none.get(layer, 0.0))
        yield seen


CLASSES = {"names": NAME_CLASSES, "triggers": EVENT_TYPES, "cues": ("cue",), "tolls": ("toll",)}


def spans_of(layer: str, scores: Floats, words: Words, offset: int, none: float) -> list[Tagged]:
    """Begin/inside tags to spans: a span goes on while its words are tagged I (of any class) in the same sentence.

    The class is the one with the highest mean score over the span's words, so that one doubtful word does not split a name.
    """
    scores = scores - scores.max(1, keepdims=True)
    scores = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    adjusted = scores.copy()
    adjusted[:, 0] += none
    best = adjusted.argmax(1)
    out: list[Tagged] = []
    start = -1
    n = len(best)
    for w in range(n + 1):
        begins = (
            w < n and best[w] > 0 and (start < 0 or (best[w] % 2 == 1 and not _goes_on(layer, best[w - 1], best[w])))
        )
        new_sentence = 0 < w < n and words.sentence[offset + w] != words.sentence[offset + w - 1]
        if start >= 0 and (w == n or best[w] == 0 or begins or new_sentence):
            by_class = np.logaddexp(scores[start:w, 1::2], scores[start:w, 2::2]).mean(0)
            out.append(Tagged(offset + start, offset + w, CLASSES[layer][int(by_class.argmax())], by_class))
            start = -1
        if w < n and best[w] > 0 and start < 0:
            start = w
    return out


_TIME = NAME_CLASSES.index("time")


def _goes_on(layer: str, before: int, tag: int) -> bool:
    """Whether a B right after a word of the same class is a slip of the tagger: two times, cues or triggers never stand side by side
    without a word between them, but two groups do ("Russia Iran", where a corpus lost its commas)."""
    same = (before - 1) // 2 == (tag - 1) // 2
    return same and (layer != "names" or (tag - 1) // 2 == _TIME)
