"""Which figures of one report make up its total, by the rule that the list of incidents goes by, and why the others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...reading.counting import named
from ...reading.shares import Counted, counted, plainly
from ...reading.totals import Sum
from ...records import Toll as Count
from ..ranges import NOTHING, of_report
from ..sources.said import Said

# What a class of people may be a part of; "other" nouns ("medics") may be a part of all of these.
_WIDER: Mapping[str, tuple[str, ...]] = {
    "people": (), "civilians": ("people",), "combatants": ("people",), "hostages": ("people",),
    "children": ("people", "civilians", "hostages"), "women": ("people", "civilians", "hostages"), "men": ("people", "civilians", "combatants", "hostages"),
}  # fmt: skip
_ALL = ("people", "civilians", "combatants", "hostages")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The figures of one report for one fate.

    Attributes:
        sum: what they come to; None where nobody says a number.
        of: by claim, what each counts; an estimate as the number that it names. ``counts``: the claims that make up the sum.
        passages: the claims by sentence, in text order.
    """

    sum: Sum | None
    of: Mapping[str, Counted]
    counts: frozenset[str]
    passages: tuple[tuple[str, ...], ...]

    def only(self, claims: frozenset[str]) -> Sum | None:
        """What some of the claims come to by themselves."""
        return of_report([[self.of[c] if c in claims else NOTHING for c in some] for some in self.passages])


def reckon(figures: Sequence[Said]) -> Reckoned:
    """What the figures of one report and one fate come to.

    Args:
        figures: the tolls that are said to be so, in text order.
    """
    sentences: dict[tuple[int, int], list[Said]] = {}
    for s in figures:
        sentences.setdefault(s.sentence, []).append(s)
    of: dict[str, Counted] = {}
    for some in sentences.values():
        of |= {s.claim: c for s, c in zip(some, _counted(some), strict=True)}
    passages = tuple(tuple(s.claim for s in some) for some in sentences.values())
    found = of_report([[of[c] for c in some] for some in passages])
    counts = frozenset(passages[n][m] for n, m in found.counts) if found else frozenset()
    return Reckoned(found, of, counts, passages)


def _counted(some: Sequence[Said]) -> list[Counted]:
    """What the figures of one sentence count."""
    text, base = some[0].context, some[0].sentence[0]
    spans = [(s.span[0] - base, s.span[1] - base) for s in some]
    tolls = [
        Count(s.claim, span, s.type, s.who or "people", s.low, s.high) for s, span in zip(some, spans, strict=True)
    ]
    found = counted(text, (0, len(text)), tolls)
    return [plainly(c, named(text, span, c.low, c.high)) for c, span in zip(found, spans, strict=True)]


def why_not(said: Said, count: Counted) -> str:
    """Why a figure does not count by itself, in a sentence."""
    if said.low is None and said.high is None:
        return f'"{said.words}" is no number.'
    if count.vague:
        return f'"{said.words}" is no number, and the report gives one.'
    return {
        "part": "The sentence counts it into a larger figure.",
        "rest": f'"{said.words}" adds to a figure given beside it.',
        "earlier": "The report gives it as an earlier toll.",
        "both": "It counts dead and injured together.",
    }.get(count.share, "Its report gives a larger figure, and this is taken for a part of it.")


def wider(who: str | None) -> tuple[str, ...]:
    """The classes of people that a class may be a part of."""
    return _WIDER.get(who or "people", _ALL)
