"""One key for one name, however it is capitalised, so that names can be counted and looked up."""

from __future__ import annotations

import re
import unicodedata

from ..pronouns import AS_SOURCE


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


def source_key(name: str, report: str) -> str:
    """The key of a source of a report (its id): a pronoun is somebody else in each report.

    >>> source_key("The Monitor", "a1"), source_key("He", "a1")
    ('monitor', 'he a1')
    """
    own = key(name)
    return f"{own} {report}" if own in AS_SOURCE else own
