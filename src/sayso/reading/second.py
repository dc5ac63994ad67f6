"""Second pass: each cue, trigger and toll with the words round it, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from .anchors import context, places
from .first import Seen, Tagged
from .labels import ANCHORS, EVENT_TYPES, FATES, KINDS, ROLES, STATUSES, WHO
from .network import ANCHOR_AT, WORD_AT, Floats, Ints, Network, Settings
from .words import Words

Range = tuple[int, int]
BATCH = 8  # contexts read at a time: few, so that little is padding (measured: 32 take half as long again)
HELD = 128  # contexts that are sorted by length before they are read
LONGEST = {"source": 30, "actor": 25, "target": 25, "place": 12, "time": 14, "means": 16}  # words a phrase may have


@dataclass(slots=True)
class Anchor:
    """An anchor and what the second pass says of it; word ranges are over the whole text."""

    kind: Literal["cue", "trigger", "toll"]
    words: Range
    tag_scores: Floats
    sure: float = 1.0  # probability that there is an anchor here at all
    source: Range | None = None
    author: bool = False
    content: list[Range] = field(default_factory=list)
    attribution_kind: str = "report"
    roles: dict[str, Range | None] = field(default_factory=dict)
    status: str = "actual"
    type: str = ""
    fate: str = ""
    who: str = ""
    event_scores: dict[int, float] = field(default_factory=dict)  # word -> how well a trigger there explains the toll
    no_event: float = 0.0


@dataclass(slots=True)
class _Item:
    anchor: Anchor
    first: int
    last: int
    vectors: Floats


def read_anchors(words: Words, seen: Iterable[Seen], network: Network, settings: Settings) -> Iterator[Anchor]:
    """Read what belongs to every anchor that the first pass tagged.

    Yields:
        The anchors, nearly in text order.
    """
    pending: list[_Item] = []
    for item in _items(words, seen):
        pending.append(item)
        if len(pending) >= HELD:
            yield from _sorted_batches(words, pending, network, settings)
            pending = []
    yield from _sorted_batches(words, pending, network, settings)


def _items(words: Words, seen: Iterable[Seen]) -> Iterator[_Item]:
    """Anchors with their context. A cue in the sentence two windows share is read in the later one, where its quotation may go on."""
    held: list[tuple[Tagged, Seen]] = []
    for here in seen:
        window = here.window
        for cue, before in held:
            owner = here if window.first <= cue.first and cue.last <= window.last else before
            yield _item(words, "cue", cue, owner)
        held = []
        final = words.sentence[window.last - 1]
        for cue in here.spans["cues"]:
            if words.sentence[cue.first] == final:
                held.append((cue, here))
            else:
                yield _item(words, "cue", cue, here)
        for trigger in here.spans["triggers"]:
            yield _item(words, "trigger", trigger, here)
        for toll in here.spans["tolls"]:
            yield _item(words, "toll", toll, here)
    for cue, before in held:
        yield _item(words, "cue", cue, before)


def _item(words: Words, kind: Literal["cue", "trigger", "toll"], tagged: Tagged, seen: Seen) -> _Item:
    where = (tagged.first, tagged.last)
    first, last = context(words, where, kind, seen.window.first, seen.window.last)
    base = seen.window.first
    return _Item(
        Anchor(kind, where, tagged.scores, float(np.exp(tagged.scores).sum())),
        first,
        last,
        seen.vectors[first - base : last - base],
    )


def _sorted_batches(words: Words, items: list[_Item], network: Network, settings: Settings) -> Iterator[Anchor]:
    """Batches of contexts of like length, so that little is padding."""
    items.sort(key=lambda i: i.last - i.first)
    for at in range(0, len(items), BATCH):
        yield from _batch(words, items[at : at + BATCH], network, settings)


def _batch(words: Words, items: list[_Item], network: Network, settings: Settings) -> Iterator[Anchor]:
    n, width = len(items), max(i.last - i.first for i in items)
    vectors: Floats = np.zeros((n, width, items[0].vectors.shape[1]), np.float32)
    distance: Ints = np.zeros((n, width), np.int64)
    sentence: Ints = np.zeros((n, width), np.int64)
    inside: Floats = np.zeros((n, width), np.float32)
    mask: Floats = np.zeros((n, width), np.float32)
    kind: Ints = np.array([ANCHORS.index(i.anchor.kind) for i in items], np.int64)
    for k, item in enumerate(items):
        size = item.last - item.first
        vectors[k, :size] = item.vectors
        distance[k, :size], sentence[k, :size] = places(words, item.anchor.words, item.first, item.last)
        inside[k, item.anchor.words[0] - item.first : item.anchor.words[1] - item.first] = 1
        mask[k, :size] = 1
    word_scores, anchor_scores = network.second(vectors, distance, sentence, inside, kind, mask)
    for k, item in enumerate(items):
        _say(words, item, word_scores[k, : item.last - item.first], anchor_scores[k], settings)
        yield item.anchor


def _say(words: Words, item: _Item, by_word: Floats, overall: Floats, settings: Settings) -> None:
    """Turn the scores of one anchor into what it says."""
    anchor = item.anchor
    if anchor.kind == "cue":
        none = overall[ANCHOR_AT["source"]].copy()
        none[0] += settings.none.get("source", 0.0)
        where, choice = point(
            by_word[:, WORD_AT["source_start"]], by_word[:, WORD_AT["source_end"]], none, LONGEST["source"]
        )
        anchor.source = _shift(where, item.first)
        anchor.author = choice == 1
        content = by_word[:, WORD_AT["content_o"] : WORD_AT["content_i"] + 1].copy()
        content[:, 0] += settings.none.get("content", 0.0)
        anchor.content = _segments(words, content, item.first)
        anchor.attribution_kind = KINDS[int(overall[ANCHOR_AT["kind"]].argmax())]
    elif anchor.kind == "trigger":
        for n, role in enumerate(ROLES):
            none = overall[ANCHOR_AT["roles"]][n : n + 1] + settings.none.get(role, 0.0)
            where, _ = point(
                by_word[:, WORD_AT[f"{role}_start"]], by_word[:, WORD_AT[f"{role}_end"]], none, LONGEST[role]
            )
            anchor.roles[role] = _shift(where, item.first)
        anchor.status = STATUSES[int(overall[ANCHOR_AT["status"]].argmax())]
        types = _log_softmax(overall[ANCHOR_AT["type"]]) + anchor.tag_scores
        anchor.type = EVENT_TYPES[int(types.argmax())]
    else:
        anchor.fate = FATES[int(overall[ANCHOR_AT["fate"]].argmax())]
        anchor.who = WHO[int(overall[ANCHOR_AT["who"]].argmax())]
        events = by_word[:, WORD_AT["event"]]
        anchor.event_scores = {item.first + w: float(s) for w, s in enumerate(events)}
        anchor.no_event = float(overall[ANCHOR_AT["event"]][0])


def _log_softmax(x: Floats) -> Floats:
    x = x - x.max()
    out: Floats = x - np.log(np.exp(x).sum())
    return out


def point(start: Floats, end: Floats, none: Floats, longest: int) -> tuple[Range | None, int | None]:
    """The best phrase, or which of the "none" choices beat every word.

    Args:
        start, end: ``[W]`` scores of each word as first and last word of the phrase.
        none: scores of the other choices.
        longest: words a phrase may have.

    Returns:
        ``((first, last), None)`` or ``(None, index of the choice)``.
    """
    first = int(start.argmax())
    if none.max() >= start[first]:
        return None, int(none.argmax())
    last = first + int(end[first : first + longest].argmax())
    return (first, last + 1), None


def _shift(where: Range | None, by: int) -> Range | None:
    return None if where is None else (where[0] + by, where[1] + by)


def _segments(words: Words, scores: Floats, offset: int) -> list[Range]:
    """Content tags to stretches of words, none across a sentence's end."""
    best = scores.argmax(1)
    out: list[Range] = []
    start = -1
    for w in range(len(best) + 1):
        stops = w == len(best) or best[w] == 0 or best[w] == 1
        if start >= 0 and (stops or words.sentence[offset + w] != words.sentence[offset + w - 1]):
            out.append((offset + start, offset + w))
            start = -1
        if w < len(best) and best[w] > 0 and start < 0:
            start = w
    return out
