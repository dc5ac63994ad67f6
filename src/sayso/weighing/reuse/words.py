"""A text as words: 32-bit hashes to compare, and where each stands in the text.

Words are compared without case, accents, apostrophes and the vowel marks of Arabic and Hebrew, which outlets and scrapers change freely. In
scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each character is a word, marked by the lowest bit of
its hash, and counts as half a word of a passage's length.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Offsets = NDArray[np.int64]

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_INDIC = r"\u0900-\u0963\u0966-\u0dff"  # whole blocks, as their vowel signs are no letters to Python
_FALLEN = r"'\u2019\u02bc\u00ad\u200b-\u200d\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
_ASCII_FOLD = bytes(ord(chr(c).lower()) if c < 128 and chr(c).isalnum() else 32 for c in range(256))
_PUNCTUATION = {"\u2019": "'", **dict.fromkeys("\u2018\u201c\u201d\u2013\u2014\u2026\u00a0\u00ab\u00bb", " ")}
_WORD = re.compile(
    rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]|[{_INDIC}])(?:[^\W_{_UNSPACED}]|[{_INDIC}]|[{_FALLEN}](?=[\w{_INDIC}{_FALLEN}]))*"
)
_ONE_UNSPACED = re.compile(f"[{_UNSPACED}]")
_DROPPED = re.compile(f"[{_FALLEN}]")
_LONGEST_KEPT = 40  # characters: longer words are hashed anew each time, so that hostile ones do not fill the memory
_MOST_KEPT = 500_000


def folded(word: str) -> str:
    """A word as it is compared: without case, accents, apostrophes, vowel marks."""
    if word.isascii():
        return word.replace("'", "").lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", word)).casefold()


def _hash(plain: str) -> int:
    """Of a folded word."""
    digest = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return (int.from_bytes(digest, "little") & ~1) | bool(_ONE_UNSPACED.match(plain))


class _Hashes(dict[bytes | str, int]):
    """Hashes of words, kept for the next time: of ASCII ones as folded bytes, of others as written."""

    def __missing__(self, word: bytes | str) -> int:
        value = _hash(word.decode("ascii") if isinstance(word, bytes) else folded(word))
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = value
        return value


_hashes = _Hashes()


def _ascii(text: str) -> str | None:
    """The text, of the same length, in ASCII; None when it holds more than typographic punctuation that is not."""
    if not text.isascii():
        for mark, plain in _PUNCTUATION.items():
            text = text.replace(mark, plain)
    return text if text.isascii() else None


def words(text: str) -> Words:
    """The words of a text as hashes, in text order; shape (words,), dtype uint32. The same word has the same hash on every machine."""
    plain = _ascii(text)
    if plain is None:
        found: list[str] | list[bytes] = _WORD.findall(text)
    else:  # many times as fast
        found = plain.encode("ascii").translate(_ASCII_FOLD, b"'").split()
    return np.fromiter(map(_hashes.__getitem__, found), np.uint32, len(found))


@lru_cache(maxsize=256)
def offsets(text: str) -> tuple[Offsets, Offsets]:
    """Where each of ``words(text)`` starts and ends in the text, as Python string offsets; two arrays of shape (words,), dtype int64."""
    plain = _ascii(text)
    if plain is not None:
        return _ascii_offsets(plain.encode("ascii"))
    both = np.array([match.span() for match in _WORD.finditer(text)], np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _ascii_offsets(plain: bytes) -> tuple[Offsets, Offsets]:
    """Where words start and end: an apostrophe neither starts nor ends one, nor parts it."""
    there = np.flatnonzero(np.frombuffer(plain, np.uint8) != ord("'"))
    letter = np.frombuffer(plain.translate(_ASCII_FOLD), np.uint8)[there] != ord(" ")
    edge = np.diff(letter.astype(np.int8), prepend=0, append=0)
    return there[edge[:-1] == 1], there[edge[1:] == -1] + 1


def length(some: Words) -> float:
    """How long a passage is in words, a character of a script without spaces being half a word."""
    return len(some) - int(np.count_nonzero(some & 1)) / 2
