"""One key for one name, however it is capitalised, so that names can be counted and looked up."""

from __future__ import annotations

import re
import unicodedata


def key(name: str) -> str:
    """A name folded for comparison: without case, accents, article, possessive and marks.

    >>> key("The Syrian Observatory’s")
    'syrian observatory'
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"['’]s\b|['’‘`]", "", folded)
    folded = re.sub(r"[\W_]+", " ", folded).strip()
    return re.sub(r"^(?:the|a|an) (?=.)", "", folded)
