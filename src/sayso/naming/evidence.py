"""What a report says about where its places are, besides their names: what is written next to each, and which countries it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..records import Span
from .gazetteer.entries import Entry
from .gazetteer.lookup import Gazetteer
from .keys import GENERIC, key
from .kinds import How, Kind

_COMMA = re.compile(r"\s*(?:,|\()\s*(?:in\s+)?(?:the\s+)?")
_IN = re.compile(
    r"\s+(?:(?:district|area|region|province|town|city|village|neighbou?rhood|camp|countryside)\s+)?(?:in|of)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}"
)
_WORDS = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:of|the|and|del?|la|los)\s+[A-Z][\w.'’-]*|\s+[A-Z][\w.'’-]*){0,3}")
_BEFORE = re.compile(r"([A-Z][\w-]*(?:\s[A-Z][\w-]*)?)(?:['’]?s)?\s+(?:[a-z-]+\s+){0,3}(?:of\s+|in\s+)?(?:the\s+)?$")
_LONGEST = 60  # characters between a place and what it is said to lie in
# A word for a stretch of land behind a name, or the plural behind a list of names. "Kano state television" is the state's.
_LAND = re.compile(
    r"\s+(province|governorate|oblast|region|prefecture|district|county|counties|state(?!\s+(?:media|news|television|tv|radio|agency|broadcaster|department)))(s?)\b",
    re.I,
)
_LIST = re.compile(r",?\s+(?:and|or)\s+|\s*,\s*")


@dataclass(slots=True)
class Written:
    """What is written next to the mentions of one name.

    Attributes:
        names: numbers of other names that stand as what it lies in ("X, Y", "X in Y").
        comma: those of them that stand right behind a comma.
        after: countries and regions that stand right behind a comma without being among the names ("X, Ohio").
        wide: countries and regions that stand otherwise so, or before it ("Syria's X", "the Syrian town of X"), without being among the names.
    """

    names: set[int] = field(default_factory=set)
    comma: set[int] = field(default_factory=set)
    after: list[tuple[Entry, ...]] = field(default_factory=list)
    wide: list[tuple[Entry, ...]] = field(default_factory=list)


def written(text: str, spans: Sequence[tuple[Span, int]], gazetteer: Gazetteer) -> dict[int, Written]:
    """What is written next to each name.

    Args:
        text: the report's.
        spans: of its place names, in text order, each with the number of its name.
    """
    out: dict[int, Written] = {}
    for n, (span, name) in enumerate(spans):
        its = out.setdefault(name, Written())
        after = text[span[1] : span[1] + _LONGEST]
        follows = spans[n + 1] if n + 1 < len(spans) else None
        between = text[span[1] : follows[0][0]] if follows and follows[0][0] - span[1] <= _LONGEST else None
        comma = between is not None and _COMMA.fullmatch(between)
        if between is not None and follows and follows[1] != name and (comma or _IN.fullmatch(between)):
            its.names.add(follows[1])
            its.comma |= {follows[1]} if comma else set()
        elif opening := _COMMA.match(after):
            its.after += _beginning(after[opening.end() :], gazetteer)
        elif opening := _IN.match(after):
            its.wide += _beginning(after[opening.end() :], gazetteer)
        _before(its, text[max(0, span[0] - 50) : span[0]], gazetteer)
    return out


def lands(text: str, spans: Sequence[Span]) -> list[str]:
    """The word for a stretch of land behind each place name: "region" of "Kaluga region" and, for both, of "Kaluga and Murmansk regions"; else "".

    Args:
        text: the report's.
        spans: of its place names, in text order.
    """
    out = [""] * len(spans)
    for n in range(len(spans)):
        if not (found := _LAND.match(text, spans[n][1])):
            continue
        word = found[1].lower()
        first = n
        while (
            (found[2] or word == "counties") and first and _LIST.fullmatch(text, spans[first - 1][1], spans[first][0])
        ):
            first -= 1
        out[first : n + 1] = [word.replace("ies", "y")] * (n + 1 - first)
    return out


def _beginning(rest: str, gazetteer: Gazetteer) -> list[tuple[Entry, ...]]:
    """The country or region that a stretch of text begins with, in a list; an empty one where it begins with none."""
    words = re.match(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}", rest)
    parts = words[0].split(" ") if words else []
    for count in range(len(parts), 0, -1):
        if entries := named(" ".join(parts[:count]), gazetteer):
            return [entries]
    return []


def _before(its: Written, head: str, gazetteer: Gazetteer) -> None:
    """Note a country or region of which the place is written as a part: "the Syrian town of", "Syria's", "northern Syria's"."""
    found = _BEFORE.search(head)
    if found and (entries := named(found[1], gazetteer) or named(found[1].split()[-1], gazetteer)):
        its.wide.append(entries)


def named(words: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Countries and first-level regions that some words name, abbreviations as they are written."""
    words = words.rstrip(",;:)")
    short = tuple(m for m in gazetteer.wide(f"={words}") or gazetteer.wide(f"={words.rstrip('.')}"))
    if short:
        return short
    stem = re.sub(r"['’]s?$", "", words)
    if stem.casefold() in GENERIC:  # "Western", "Central": regions of some country are called so
        return ()
    return tuple(e for e in gazetteer.wide(key(stem)) if e.kind in (Kind.COUNTRY, Kind.REGION) and e.how >= How.ALIAS)


def spoken_of(text: str, taken: Sequence[Span], gazetteer: Gazetteer) -> tuple[Counter[str], Counter[str]]:
    """How often a text speaks of each country and each first-level region outside the spans that are taken, by adjective too.

    Returns:
        Weights by country code and by region code; a name of several shares its weight among them.
    """
    countries: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    blank = list(text)
    for start, end in taken:
        blank[start:end] = " " * (end - start)
    for found in _WORDS.finditer("".join(blank)):
        parts, at = found[0].split(), 0
        while at < len(parts):
            for count in range(min(4, len(parts) - at), 0, -1):
                entries = named(" ".join(parts[at : at + count]), gazetteer)
                if entries:
                    for e in entries:
                        countries[e.country] += 1 / len(entries)  # type: ignore[assignment]
                        if e.region:
                            regions[e.region] += 1 / len(entries)  # type: ignore[assignment]
                    break
            at += count
    return countries, regions
