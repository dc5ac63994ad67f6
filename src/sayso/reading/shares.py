"""What a figure counts: a whole, a part of one, the rest beside one, an earlier state of it; told from the words round it.

Chosen on annotated incidents: see ``docs/incidents.md``, "Figures".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..records import Share, Span, Toll
from .numbers import VAGUE, WORDS

LONGEST = 160  # characters before and after a figure that are looked at

_DEAD = r"(?:dead|killed|slain|victims?|fatalities|casualties|martyrs|deaths|deceased)"
_HURT = r"(?:injured|wounded|hurt)"
_VAGUE = re.compile(rf"\b(?:{'|'.join(sorted(VAGUE, key=len, reverse=True))}|many)\b", re.I)
EARLIER = re.compile(  # no other number between it and the figure: "raised its earlier toll of 15 to 18" calls only 15 so
    r"\b(?:(?:earlier|previous(?:ly)?|initial(?:ly)?|preliminary|prior|former|original)\s+(?:\w+\s+){0,2}(?:toll|count|figure|estimate|report|tally|number|said|put)|"
    r"(?:up|raised|revised|updated|rose|risen|climbed|increased)\s+(?:\w+\s+){0,3}from)\b[^.;:\d]{0,80}$", re.I,
)  # fmt: skip
_INCLUDED = re.compile(  # "18 people including five children"
    r"\b(?:including|include[sd]?|(?:among|of) (?:them|whom|those|which)|mostly)\b[^.;:]{0,80}$", re.I
)
# "among the dead were six"
_AMONG = re.compile(rf"\b(?:among|amongst|most of) (?:the|those) (?:\w+ )?{_DEAD}\b[^.;:]{{0,60}}$", re.I)
_WAS_AMONG = re.compile(  # "six children were among the dead", "six of them"
    rf"^[^.;:]{{0,60}}\b(?:were|was|are|is) (?:also )?(?:among|amongst) (?:the|those)\b|^\W{{0,2}}of (?:them|whom|the {_DEAD})\b", re.I
)  # fmt: skip
_NUMBER = rf"(?:\d[\d,]*|{WORDS})"
_OF_THEM = re.compile(
    rf"\bof (?:them|those|whom|the (?:\w+ )?{_DEAD})\b|^\w+(?:-\w+)? of the\b|^{_NUMBER} (?:out )?of {_NUMBER}\b",
    re.I,
)
# "six men out of 28", and "[one] of two men", of which the number alone was tagged
_OUT_OF = re.compile(rf"^(?: [\w'’-]+){{0,4}} out of (?:the |its |their |his |her )?{_NUMBER}\b|^ of {_NUMBER}\b", re.I)
# "an increase of about 17,000" is no toll of its own
_CHANGE = re.compile(
    r"\b(?:increase|rise|drop|fall|decrease|decline|up|down)(?:s|d|ed)? (?:of|by)\s+(?:\w+\s+){0,2}$", re.I
)
# What somebody saw, or one family, is seldom all
_SEEN = re.compile(r"\b(?:bod(?:y|ies)|corpses?|(?:family|families) of|relatives)\b", re.I)
BESIDE = r"(?<!than )more(?! than)|another|additional|further|others?"  # words by which a figure is beside another
_REST = re.compile(rf"(?<!\w)(?:{BESIDE})\b", re.I)
_BOTH = re.compile(
    rf"\b{_DEAD}\s*(?:\w+ )?(?:and|or|and/or|[,/]|\s)\s*{_HURT}\b|\b{_HURT}\s+(?:and|or)\s+(?:the )?{_DEAD}\b", re.I
)
_AND = re.compile(  # what may stand between two figures that are added
    r"^(?:[^.;:\d(]{0,40}\b(?:and|as well as|along with|plus)|[^\w(]*)\s*(?:(?:also|another|at least|around|about|some|more than|over|an?|the)\s*)*$", re.I
)  # fmt: skip
_PLUS = re.compile(r"\b(?:and|as well as|along with|plus)\b", re.I)
# Words that begin something new between two figures
_NEW = re.compile(
    rf"\b(?:{_DEAD}|{_HURT}|wounding|injuring|killing|kills?|including|include|among|of whom|were|was|said)\b", re.I
)
NARROW = frozenset(("children", "women", "men"))  # they are a part of any others


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of one fate, and what it counts.

    Attributes:
        low, high: as written; None is "not said". ``who``: as of ``records.Toll``.
        vague: no number ("dozens").
        share: ``whole``, or not by itself: ``part`` of a larger figure, the ``rest`` beside another ("three more"), an ``earlier`` state, or dead
            and injured ``both``.
        joined: it goes on from the figure before it in its sentence ("63 rebels and 21 fighters"): the two are added.
    """

    low: int | None
    high: int | None
    who: str = "people"
    vague: bool = False
    share: Share = "whole"
    joined: bool = False


def number(figure: Counted | Toll) -> int:
    """The number that a figure names, whichever way it is open."""
    return max(figure.low or 0, figure.high or 0)


def plainly(figure: Counted, named: int | None) -> Counted:
    """A figure as the number that it names, where it is an estimate: nobody says "72 to 88" who says "about 80"."""
    return figure if named is None else replace(figure, low=named, high=named)


def counted(text: str, sentence: Span, tolls: Sequence[Toll]) -> tuple[Counted, ...]:
    """What the figures of one fate in one sentence count.

    Args:
        text: of the report. ``sentence``: where the sentence stands in it.
        tolls: those of its figures that belong together, in text order.

    Returns:
        One for each.
    """
    out: list[Counted] = []
    most = -1
    for n, toll in enumerate(tolls):
        last = tolls[n - 1] if n else None
        share = _share(text, sentence, toll, last.span[1] if last else sentence[0], most >= number(toll))
        phrase = text[slice(*toll.span)]
        vague = not re.search(r"\d", phrase) and bool(_VAGUE.search(phrase))
        joined = last is not None and _joins(text, last, toll)
        if last and vague and not _PLUS.search(text[last.span[1] : toll.span[0]]):
            joined = False  # "twenty, perhaps dozens" is one figure said twice
        if joined and share == "whole" and out[-1].share == "part":
            share = "part"
        out.append(Counted(toll.low, toll.high, toll.who, vague, share, joined))
        most = max(most, number(toll))
    return tuple(out)


def _share(text: str, sentence: Span, toll: Toll, free: int, larger: bool) -> Share:
    """What one figure counts; ``free``: where the figure before it ends; ``larger``: whether one before it is as large."""
    start, end = toll.span
    phrase, after = text[start:end], text[end : min(sentence[1], end + LONGEST)]
    lead, own = text[max(sentence[0], start - LONGEST) : start], text[max(free, start - LONGEST) : start]
    if EARLIER.search(own):
        return "earlier"
    if _BOTH.search(phrase + after[:30]):
        return "both"
    included = larger and _INCLUDED.search(lead)
    if included or _AMONG.search(own) or _WAS_AMONG.search(after) or _OF_THEM.search(phrase) or _SEEN.search(phrase):
        return "part"
    if _OUT_OF.search(after) or _CHANGE.search(own):
        return "part"
    return "rest" if _REST.search(phrase) else "whole"


def _joins(text: str, one: Toll, other: Toll) -> bool:
    """Whether a figure goes on from the one before it, so that they are added."""
    between = text[one.span[1] : other.span[0]][: 4 * LONGEST]
    if other.span[0] < one.span[1] or not _AND.match(between) or _NEW.search(between):
        return False
    # where commas are lost, "18 people five children" counts five of the 18, "ten children five women" fifteen
    return bool(between.strip()) or other.who not in NARROW or one.who in NARROW
