"""Which figures count a whole, and which a part of one, an addition, an earlier state, or no number at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from ...reading.numbers import VAGUE
from ...reading.shares import EARLIER
from ..sources.said import Said

Share = Literal["whole", "part", "addition", "earlier", "vague"]

# What a class of people may be a part of; "other" nouns ("medics") may be a part of all of these.
_WIDER: Mapping[str, tuple[str, ...]] = {
    "people": (), "civilians": ("people",), "combatants": ("people",), "hostages": ("people",),
    "children": ("people", "civilians", "hostages"), "women": ("people", "civilians", "hostages"), "men": ("people", "civilians", "combatants", "hostages"),
}  # fmt: skip
_ALL = ("people", "civilians", "combatants", "hostages")
_INCLUDED = re.compile(
    r"\b(?:including|include[sd]?|among (?:them|whom|those)|of (?:them|whom|those)|mostly|most of them)\b[^.;:]{0,80}$",
    re.I,
)
_OF_THEM = re.compile(r"^[^.;:]{0,6}\b(?:of (?:them|whom|the dead|the wounded)|among them)\b", re.I)
_MORE = re.compile(r"\b(?:more|another|additional|further|also)\b", re.I)


class Shares:
    """What each of the figures of one incident and fate counts."""

    def __init__(self, figures: Sequence[Said]) -> None:
        """Take the tolls of one incident and fate, of all reports; those not said to be so are no whole of anything."""
        self._by_report: dict[str, list[Said]] = {}
        self._largest: dict[str, Said] = {}
        for s in figures:
            if s.status == "actual" and not _vague(s):
                self._by_report.setdefault(s.report, []).append(s)
                other = self._largest.get(s.who or "people")
                if other is None or _size(s) > _size(other):
                    self._largest[s.who or "people"] = s

    def of(self, said: Said) -> tuple[Share, str]:
        """What a figure counts, and why, in a sentence ("" for a whole).

        Returns:
            ``whole``; ``part`` of a larger figure (children of people; "including five"); ``addition`` ("three more"); ``earlier`` (a toll that
            the report says is out of date); ``vague`` (no number: "dozens", "many").
        """
        if _vague(said):
            return "vague", f'"{said.words}" is no number.'
        before, after = _lead(said)
        own = [t for t in self._by_report.get(said.report, ()) if t.claim != said.claim]
        if _MORE.search(said.words) and any(t.span < said.span for t in own):
            return "addition", f'"{said.words}" adds to a figure given before it.'
        if EARLIER.search(before[-160:]):
            return "earlier", "The report gives it as an earlier toll."
        larger = [t for t in own if _at_least(t, said)]
        counted_in = any(t.span < said.span for t in larger if t.sentence == said.sentence)
        if counted_in and (_INCLUDED.search(before) or _OF_THEM.search(after)):
            return "part", "The sentence counts it into a larger figure."
        whole = self._whole(said, larger)
        return ("part", f'{said.who or "they"} are part of "{whole.words}".') if whole else ("whole", "")

    def _whole(self, said: Said, larger: Sequence[Said]) -> Said | None:
        """The figure of a wider class of people that this one is a part of, in its report; for children, women and men in any."""
        classes = wider(said.who)
        for t in larger:
            if (t.who or "people") in classes and (t.low or t.high) != (said.low or said.high):
                return t
        if said.who in ("children", "women", "men"):
            for name in classes:
                largest = self._largest.get(name)
                if largest is not None and _at_least(largest, said):
                    return largest
        return None


def _size(said: Said) -> tuple[int, str]:
    return (said.low or said.high or 0, said.claim)


def wider(who: str | None) -> tuple[str, ...]:
    """The classes of people that a class may be a part of."""
    return _WIDER.get(who or "people", _ALL)


def _lead(said: Said) -> tuple[str, str]:
    at, end = said.span[0] - said.sentence[0], said.span[1] - said.sentence[0]
    return said.context[:at] if at >= 0 else "", said.context[end : end + 60]


def _at_least(larger: Said, smaller: Said) -> bool:
    """Whether one figure surely counts as many as another at its least."""
    least = smaller.low if smaller.low is not None else smaller.high
    return (larger.low or larger.high or 0) >= (least or 0)


def _vague(said: Said) -> bool:
    if said.low is None and said.high is None:
        return True
    words = said.words.lower()
    return not re.search(r"\d", words) and any(re.search(rf"\b{v}\b", words) for v in VAGUE)
