"""One key for one place name, however it is transliterated."""

from __future__ import annotations

import re
import unicodedata

_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|ar|at|az|an|il|ul|the)[\s-]+(?=\S{3})")
_GENERIC = re.compile(
    r"\b(?:city|town|village|province|governorate|district|region|countryside|area|neighbou?rhood|camp|air ?base|military|rural|of)\b"
)


def fold(name: str) -> str:
    """A name without case, accents, apostrophes and marks."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"['’‘`ʿʾʻ]", "", folded)
    return re.sub(r"[\W_]+", " ", folded).strip()


def place_key(name: str) -> str:
    """The key under which a place is looked up: folded, without article and generic words.

    >>> place_key("al-Sweida province") == place_key("Sweida")
    True
    """
    folded = fold(name)
    bare = re.sub(r"\s+", " ", _GENERIC.sub(" ", folded)).strip() or folded
    return _ARTICLE.sub("", bare).replace(" ", "")
