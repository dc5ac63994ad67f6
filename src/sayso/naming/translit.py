"""Transliterations: one key for the ways in which one name of another script is written in Latin letters.

``sound`` reduces a name to its consonants in classes that transliterations of Arabic, Persian, Hebrew, Cyrillic and the languages of South Asia
and the Horn mix up (q and k, gh and g, sh and s, w and u, y and i); ``likeness`` says how alike two names are that share this key.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .keys import ARTICLE, fold

_PAIRS = (
    ("shch", "s"), ("tch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ts", "s"), ("tz", "s"), ("ck", "k"), ("dj", "j"), ("ou", "u"), ("oo", "u"), ("ow", "u"), ("aw", "u"), ("au", "u"), ("ee", "i"), ("ei", "i"),
    ("ai", "i"), ("ay", "i"), ("ey", "i"), ("iy", "i"), ("yi", "i"),
)  # fmt: skip
_ONE = str.maketrans({"q": "k", "w": "u", "v": "b", "y": "i", "x": "k", "c": "s", "o": "u", "e": "i", "p": "b"})
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aiu]+")
_ARTICLES = re.compile(r"\b(?:al|el|as|ash|ad|ar|at|ath|az|an|il|ul|the) (?=\S{2})")


def _classes(name: str) -> str:
    """A folded name without articles, in classes of letters that transliterations mix up."""
    folded = _ARTICLES.sub("", ARTICLE.sub("", fold(name))).replace(" ", "")
    for pair, one in _PAIRS:
        folded = folded.replace(pair, one)
    return _DOUBLE.sub(r"\1", folded.translate(_ONE))


@lru_cache(maxsize=50_000)
def sound(name: str) -> str:
    """The key of a name by its sound: the first letter and the consonants after it, with the vowels of short names.

    >>> len({sound("as-Suwayda"), sound("al-Sweida"), sound("Sweida"), sound("Suweida")})
    1
    >>> len({sound("Khan Sheikhoun"), sound("Khan Shaykhun"), sound("Khan Sheikhun")})
    1
    """
    classes = _classes(name)
    if not classes:
        return ""
    first = "a" if classes[0] in "aiu" else classes[0]
    rest = _DOUBLE.sub(r"\1", _VOWELS.sub("", classes[1:]))
    rest = rest.rstrip("h") or rest
    if len(rest) < 2:  # two consonants say too little
        return first + classes[1:].rstrip("aiuh")
    return first + rest


def likeness(one: str, other: str) -> float:
    """How alike two names are when differences of transliteration count little, from 0 to 1.

    One less the edit distance between their classes of letters, as a share of the longer; vowels count half.
    """
    a, b = _classes(one), _classes(other)
    if not a or not b:
        return 0.0
    row = [0.0]
    for letter in b:
        row.append(row[-1] + _weight(letter))
    for x in a:
        last, row[0] = row[0], row[0] + _weight(x)
        for j, y in enumerate(b, 1):
            best = min(
                row[j] + _weight(x), row[j - 1] + _weight(y), last + (0.0 if x == y else max(_weight(x), _weight(y)))
            )
            last, row[j] = row[j], best
    whole = max(sum(map(_weight, a)), sum(map(_weight, b)))
    return max(0.0, 1 - row[-1] / whole)


def _weight(letter: str) -> float:
    return 0.4 if letter in "aiuh" else 1.0
