"""What the second pass sees round an anchor.

An *anchor* is a cue, an event trigger or the phrase of a toll. The second pass looks at each one together with
the words round it and says what belongs to it. Training and reading build its input with the same functions.
"""

from __future__ import annotations

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
