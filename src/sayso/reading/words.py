"""From text to what the network sees: sentences, words, word pieces, and windows of them.

A word here is what BERT's pre-tokenizer makes: letters and digits together, every punctuation mark alone.
All offsets are Python string offsets into the report's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from . import sentences

WINDOW = 254  # word pieces a window holds at the most, without [CLS] and [SEP]
UNIT = 180  # a sentence longer than this is handled in parts, so that a window always has room for context
CONTEXT = 60  # a sentence of up to this many pieces is repeated at the head of the next window

CASES = 7  # lower, Title, UPPER, mIxed, digits, mark, unknown
FEATURES = 2 * CASES + 1  # case x whether the word opens a sentence; the last is for [CLS], [SEP] and padding
NO_FEATURE = FEATURES - 1


@dataclass(slots=True)
class Words:
    """One text, cut up. Everything is a list over words but ``pieces`` and ``units``.

    Attributes:
        spans: ``[start, end)`` of each word in the text.
        sentence: index of the sentence that each word stands in.
        feature: case class of each word, plus ``CASES`` where the word opens a sentence.
        pieces: word-piece ids, a list for each word.
        sentence_spans: offsets of the sentences.
        units: ``[first, last)`` word ranges that are never cut: sentences, or parts of very long ones.
    """

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    feature: list[int] = field(default_factory=list)
    pieces: list[list[int]] = field(default_factory=list)
    sentence_spans: list[tuple[int, int]] = field(default_factory=list)
    units: list[tuple[int, int]] = field(default_factory=list)

    def find(self, span: tuple[int, int] | list[int]) -> tuple[int, int] | None:
        """The ``[first, last)`` words that a character span touches, or None."""
        first = bisect_right(self._ends(), span[0])
        last = first
        while last < len(self.spans) and self.spans[last][0] < span[1]:
            last += 1
        return (first, last) if last > first else None

    def _ends(self) -> list[int]:
        if not self._end_cache or len(self._end_cache) != len(self.spans):
            self._end_cache = [end for _, end in self.spans]
        return self._end_cache

    _end_cache: list[int] = field(default_factory=list, repr=False)


@dataclass(slots=True)
class Window:
    """A stretch of words that goes through the network in one piece: ``[first, last)``.

    The words before ``fresh`` stood in the window before as well and are there as context.
    """

    first: int
    fresh: int
    last: int


def open_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder (``tokenizer.json``), which cuts nothing off and fills nothing up."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def case_of(word: str) -> int:
    """The case class of a word: 0 lower, 1 Title, 2 UPPER, 3 mIxed, 4 with digits, 5 mark."""
    if not any(c.isalnum() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def cut(text: str, tokenizer: Tokenizer) -> Words:
    """Cut a text into sentences, words and pieces.

    Args:
        text: the report's text, verbatim.
        tokenizer: a WordPiece tokenizer with truncation and padding switched off.

    Returns:
        The words; time and memory grow linearly with the text.
    """
    words = Words(text, sentence_spans=sentences.split(text))
    for number, (start, end) in enumerate(words.sentence_spans):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        opened = -1
        last_word: int | None = -1
        unit = len(words.spans)
        length = 0
        for piece, (a, b), word in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
            if word == last_word:
                words.pieces[-1].append(piece)
                words.spans[-1] = (words.spans[-1][0], start + b)
            else:
                if length >= UNIT:
                    words.units.append((unit, len(words.spans)))
                    unit, length = len(words.spans), 0
                words.spans.append((start + a, start + b))
                words.sentence.append(number)
                words.pieces.append([piece])
                words.feature.append(case_of(text[start + a : start + b]))
                if opened < 0 and words.feature[-1] != 5:
                    opened = len(words.spans) - 1
                    words.feature[-1] += CASES
                last_word = word
            length += 1
        if len(words.spans) > unit:
            words.units.append((unit, len(words.spans)))
    # A "word" of a hundred pieces is an address or binary dirt; its head says as much as the whole.
    words.pieces = [p[:8] for p in words.pieces]
    return words


def windows(words: Words) -> Iterator[Window]:
    """Pack whole sentences into windows; the last sentence of a window opens the next one again.

    Yields:
        Windows in order; together their fresh parts are all words, each once.
    """
    size = [sum(len(p) for p in words.pieces[a:b]) for a, b in words.units]
    at = 0
    while at < len(words.units):
        begin, total = at, 0
        if at and size[at - 1] <= CONTEXT:
            begin, total = at - 1, size[at - 1]
        fresh = at
        while at < len(words.units) and (at == fresh or total + size[at] <= WINDOW):
            total += size[at]
            at += 1
        yield Window(words.units[begin][0], words.units[fresh][0], words.units[at - 1][1])
