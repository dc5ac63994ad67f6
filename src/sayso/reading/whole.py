"""Names that the tagger let go of a word too soon, "Basin Incident [Monitor]", or too late, "Rukban [refugee] camp".

In the annotated reports, of 1,425 names of groups and outlets before one of these nouns all but nine have it inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..records import Name

NOUNS = frozenset(
    "Monitor Observatory Agency Network Council Committee Centre Center Institute Foundation Organization Organisation Movement Front Command Ministry Army Forces "
    "Brigade Brigades Division Coalition Group Party Union Commission Mission Office Bureau Authority Crescent Defence Defense Herald Tribune Times Post Gazette "
    "Courier Wire Radio Television Telegraph Review Chronicle".split()
)
_LONGEST = max(map(len, NOUNS))
_CAMP = re.compile(r"(?<=\w) (?:refugee|refugees|displacement|internment|military|training|IDP)(?P<camp> camps?)?$")


def whole(names: Iterable[Name], text: str, title_end: int) -> tuple[Name, ...]:
    """The names, those of groups and outlets with the noun of a body that follows them right away, those of camps without what sort of camp it is.

    Args:
        names: of one report. ``text``: of the report. ``title_end``: headlines are left alone, since they drop their commas ("Rebels flee: Monitor").

    Returns:
        As many names in the same order; one that another name follows stays as it is.
    """
    some = tuple(names)
    starts = {n.span[0] for n in some}
    return tuple(Name((n.span[0], _end(n, text, starts)), n.cls) if n.span[0] >= title_end else n for n in some)


def _end(name: Name, text: str, starts: set[int]) -> int:
    end = name.span[1]
    if name.cls == "place" and (sort := _CAMP.search(text[slice(*name.span)])):
        return end - len(sort[0]) if sort["camp"] or text[end : end + 5].lower() == " camp" else end
    if (
        name.cls not in ("group", "outlet")
        or not text[name.span[0]].isupper()
        or text[end : end + 1] != " "
        or end + 1 in starts
    ):
        return end
    word = text[end + 1 : end + 2 + _LONGEST]
    size = next((k for k, c in enumerate(word) if not c.isalpha()), len(word))
    return end + 1 + size if word[:size] in NOUNS else end
