"""Counts of people in a sentence: ``at least 30 women and children``, ``six of the hostages``, ``killed 12``.

By patterns and not by the reader, since a check that says "fails" must rest on words that anybody can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..reading import numbers
from ..reading.times import MONTHS
from ..records import Span

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_VAGUE = "several|dozens|scores|hundreds|thousands|tens|a handful|a few"
_SPACE = r"[ \u00a0\u202f]"
# not within a number, also not in the "000" of "$12 000"; "in 2018 300 people" has two numbers
_BEGINS = rf"(?=\d)(?<![\d.,:/$€£#-])(?<!(?<!\d)\d{_SPACE})(?<!(?<!\d)\d\d{_SPACE})(?<!(?<!\d)\d\d\d{_SPACE})"
# thousands apart by a comma or, as in many languages, by a space: "12 000"
_DIGITS = rf"{_BEGINS}\d{{1,3}}(?:(?:,\d{{3}})+|(?:{_SPACE}\d{{3}})+)(?!\w|,\d)|{_BEGINS}\d{{1,7}}(?![\w:/%]|[.,-]\d|-(?:st|nd|rd|th)\b)"
_SMALL = rf"(?:(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_ONES})\b"
_SCALE = r"[\s-](?:hundred|thousand|million|billion|dozen)\b"
# "2.5 million", "two hundred", "half a million", "one and a half million"
_SCALED = rf"(?:{_BEGINS}\d{{1,4}}(?:\.\d{{1,3}})?|\b(?:{_SMALL}|(?:half\s)?a\b))(?:\sand\sa\shalf)?(?:{_SCALE})+"
# all of a number or nothing: never the "two" of "two hundred and fifty", nor that of "two crore", which nobody here reads
NUMBER = (
    rf"(?>{_SCALED}(?:\s(?:and\s)?{_SCALED})*(?:\s(?:and\s)?{_SMALL})?|{_DIGITS}|\b{_SMALL})"
    r"(?![\s-](?:hundred|thousand|million|billion|dozen|score|mln|bln|lakh|crore)s?\b)"
)
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
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# Between number and noun stand adjectives; a small word there begins something else ("30 in the women's ward", "on 8 May the soldiers").
_NOT_BETWEEN = rf"(?!(?i:\d|(?:{_ONES}|{_TENS}|{_VAGUE}|{_MONTH}|the|an?|in|on|at|to|of|by|from|for|with|and|or|as|were|was|are|is|who|that|which|when|after|before|including|people's|killed|wounded|injured|dead)\b))"
# a number with a hedge that may be a preposition too: "over 30", "around a dozen"
HEDGED = rf"(?:{_HEDGES})\s+(?:{NUMBER}|(?:{_VAGUE})\b)"
_BETWEEN = rf"(?:[ \n]{_NOT_BETWEEN}(?=\w)[\w'’-]+){{0,3}}?"
COUNT = re.compile(
    rf"(?P<hedge>\b(?i:{_HEDGES})\s+)?(?:\b(?i:the)\s+)?(?P<number>(?i:{NUMBER}|\b(?:{_VAGUE})\b))"
    rf"(?P<of>\s+of\s+(?:the|them|whom|those|these|its|their|his)\b)?(?:\s+of\b)?"
    rf"(?P<rest>{_BETWEEN}\s+(?P<noun>{_NOUN})(?:\s+and\s+(?P<second>{_NOUN}))?)?"
)
# what stands before a year, and before a day of a month; but "in May 12 people" counts people
_YEAR_OF = re.compile(
    rf"\b(?:in|since|during|until|till|by|from|to|before|after|early|late|mid|year|(?:{_MONTH})\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?|"
    rf"(?:spring|summer|autumn|fall|winter|start|beginning|middle|end|war|{_MONTH})\s+of)[\s-]+$",
    re.I,
)
_DAY_OF = re.compile(
    rf"(?P<in>\b[Ii]n\s+(?:(?:early|mid|late)[\s-]+)?)?\b(?:{'|'.join(m.capitalize() for m in _MONTH.split('|'))})\b\.?\s+$"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of people.

    Attributes:
        span: of hedge, number and noun. ``number``: of the number alone.
        low, high: as the words allow; None is open. Both are None for what is no count at all: the year or day of a date.
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
        if _of_a_date(text, m):
            yield Counted(m.span("number"), m.span("number"), None, None, None, "", False)
            continue
        noun = (m["noun"] or "").lower()
        rest = m["rest"] if noun else ""
        end = m.end() if noun else m.end("of") if m["of"] else m.end("number")
        low, high = numbers.count(" ".join(((m["hedge"] or "") + m["number"]).split()) + " people")
        who = NOUNS.get(noun, "people") if noun else None
        yield Counted(
            (m.start(), end), m.span("number"), low, high, who, noun, bool(m["of"]), bool(rest and m["second"])
        )


def _of_a_date(text: str, m: re.Match[str]) -> bool:
    """Is the number the year or the day of a date ("in 2018 militants abducted", "on May 12 soldiers shot")?"""
    first = m["number"].split()[0]  # "on May 12 300 people fled" is no twelve thousand
    if m["hedge"] or not first.isdigit():
        return False
    before = text[max(0, m.start("number") - 30) : m.start("number")]
    if re.fullmatch(r"(?:19|20)\d\d", first):
        return _YEAR_OF.search(before) is not None
    day = _DAY_OF.search(before)
    return int(first) <= 31 and day is not None and day["in"] is None


def shown(low: int | None, high: int | None) -> str:
    """A range in words: ``5``, ``30 or more``, ``up to 9``, ``45 to 55``."""
    if low is None:
        return "an unknown number" if high is None else f"up to {high}"
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low} to {high}"
