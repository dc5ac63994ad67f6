"""Counts of people in a sentence: ``at least 30 women and children``, ``six of the hostages``, ``killed 12``.

By patterns and not by the reader, since a check that says "fails" must rest on words that anybody can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..reading import numbers
from ..records import Span

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_VAGUE = "several|dozens|scores|hundreds|thousands|tens|a handful|a dozen|two dozen|a few"
_DIGITS = (
    r"(?<![\d.,:/$€£#-])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,:/$€£#-])\d{1,7}(?![\d:/%]|[.,-]\d|-?(?:st|nd|rd|th)\b)"
)
NUMBER = rf"(?:{_DIGITS}|\b(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|(?:{_ONES})(?: hundred)?|a hundred)\b)"
_HEDGES = (
    r"at least|at most|more than|less than|fewer than|no fewer than|no less than|over|nearly|almost|about|around|some|roughly|"
    r"approximately|up to|as many as|an estimated|close to"
)
_SINGULAR_OF = {
    "person": "people", "civilian": "civilians", "child": "children", "woman": "women", "man": "men", "soldier": "combatants",
    "fighter": "combatants", "militant": "combatants", "terrorist": "combatants", "hostage": "hostages", "girl": "children",
    "boy": "children",
}  # fmt: skip
_WHO = {
    "people": "people persons individuals residents villagers passengers victims worshippers patients members others casualties lives dead bodies",
    "civilians": "civilians",
    "children": "children girls boys infants babies minors kids",
    "women": "women",
    "men": "men",
    "combatants": (
        "soldiers fighters militants terrorists rebels insurgents gunmen troops servicemen militiamen jihadists officers recruits "
        "policemen extremists mercenaries"
    ),
    "hostages": "hostages captives abductees prisoners detainees",
    "medics": "medics doctors nurses paramedics rescuers",
    "journalists": "journalists reporters",
    "workers": "workers",
    "refugees": "refugees migrants",
}
NOUNS = {noun: who for who, nouns in _WHO.items() for noun in nouns.split()} | _SINGULAR_OF
# or the name of a people, by its capital: "Syrians", "Iraqis", "Kurds"
_NOUN = rf"(?:(?i:{'|'.join(sorted(NOUNS, key=len, reverse=True))})|[A-Z][a-z]{{2,}}(?:ians?|ans|is|ese|ds|rks|tes))\b"
# Between number and noun stand adjectives; a small word there begins something else ("30 in the women's ward").
_NOT_BETWEEN = rf"(?!(?i:\d|(?:{_ONES}|{_TENS}|{_VAGUE}|in|on|at|to|of|by|from|for|with|and|or|as|were|was|are|is|who|that|which|when|after|before|including|people's|killed|wounded|injured|dead)\b))"
_BETWEEN = rf"(?:[ \n]{_NOT_BETWEEN}[\w'’-]+){{0,3}}?"
COUNT = re.compile(
    rf"(?P<hedge>\b(?i:{_HEDGES})\s+)?(?:\b(?i:the)\s+)?(?P<number>(?i:{NUMBER}|\b(?:{_VAGUE})\b))"
    rf"(?P<of>\s+of\s+(?:the|them|whom|those|these|its|their|his)\b)?(?:\s+of)?"
    rf"(?P<rest>{_BETWEEN}\s+(?P<noun>{_NOUN})(?:\s+and\s+(?P<second>{_NOUN}))?)?"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of people.

    Attributes:
        span: of hedge, number and noun. ``number``: of the number alone.
        low, high: as the words allow; None is open.
        who: ``children``, ``combatants``, ...; ``people`` where it is another people ("Syrians"); None for a number without a noun.
        noun: the noun as written, in lower case, or "".
        of: it says "of the ...", "of them": a part of others.
        exact: a plain number without a hedge.
    """

    span: Span
    number: Span
    low: int | None
    high: int | None
    who: str | None
    noun: str
    of: bool
    mixed: bool = False

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high


def counts(text: str, sentence: Span) -> list[Counted]:
    """Every count in a sentence, in order; numbers without a noun too (``who`` is None), since verbs can make them counts.

    Args:
        text: of the report.
        sentence: where to look.
    """
    return list(_counts(text, sentence))


def _counts(text: str, sentence: Span) -> Iterator[Counted]:
    for m in COUNT.finditer(text, *sentence):
        noun = (m["noun"] or "").lower()
        rest = m["rest"] if noun else ""
        end = m.end() if noun else m.end("of") if m["of"] else m.end("number")
        low, high = numbers.count(" ".join(((m["hedge"] or "") + m["number"]).split()) + " people")
        who = NOUNS.get(noun, "people") if noun else None
        yield Counted(
            (m.start(), end), m.span("number"), low, high, who, noun, bool(m["of"]), bool(rest and m["second"])
        )


def shown(low: int | None, high: int | None) -> str:
    """A range in words: ``5``, ``30 or more``, ``up to 9``, ``45 to 55``."""
    if low is None:
        return "an unknown number" if high is None else f"up to {high}"
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"
