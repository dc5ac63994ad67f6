"""Persons tied to the body they speak for, by what the report itself says beside their names.

"Russian Defense Ministry spokesman Igor Konashenkov", "Rami Abdel Rahman, head of the Observatory", "Nader Ford (FDL)". Once introduced, a
person is known by surname in the rest of the report, unless two persons share it. Nothing is known of a person beforehand.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from ..records import Span
from .matching import Context, Match
from .phrases import Meaning, understand
from .scanning import scan
from .vocabulary import ADVISERS, MEMBERS, PREPOSITIONS, SPEAKERS, TITLES
from .words import name_key, words

REACH = 140  # characters before and after a name that are looked at
# What a phrase before a name does not run over: marks, joining words, and verbs. A verb in -ed before a noun phrase is finite ("warned US envoy"), unless
# an article, a possessive or "of" makes it an adjective ("head of the banned Muslim Brotherhood").
_CLAUSE = re.compile(
    r"[,;:—–\"“”()\n]|\b(?:said|says|told|that|when|while|but|after|according|met|with|by|and|over|to|has|have|had|was|were|is|are|will|would|accuses|warns|urges|asks|meets|calls)\b"
    r"|(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bof )(?<!['’]s )(?<![-‑\w])[a-z]+ed(?= (?:[A-Z]|(?:the|an?|his|her|its|their) ))"
)
_AFTER = re.compile(
    r"^(?P<comma>,?) ?(?P<phrase>(?:the|a|an|who is|who was)? ?[^,;:—–\"“”\n]{3,120}?)(?=$|[,;:—–\"“”\n]|\.(?:\s|$)| who | which | said | told | says | has | have | had | was | is | were | also | in an? )"
)
_BRACKET = re.compile(r"^ ?\(([^()\n]{2,60})\)")
_OF = re.compile(r"^ (?:of|from|with) (?=the |[A-Z])")
_PARTICLES = frozenset(
    "al el ul as ash an at ad ar bin ibn abu abd abdel abdul ben de la van von der den di da del dos".split()
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A person tied to a body: the body's match, in what role, where the report says so."""

    person: str
    match: Match
    role: str
    said: Span


class Persons:
    """The persons of one report and what ties them to whom."""

    def __init__(self) -> None:
        self._by_key: dict[str, Tie] = {}
        self._surnames: dict[str, set[str]] = {}

    def add(self, name: str, tie: Tie | None) -> None:
        """Take in a person's name as written, with the tie that the text beside it gives, or None."""
        key = name_key(name)
        if not key:
            return
        for surname in surnames(name):
            self._surnames.setdefault(surname, set()).add(key)
        if tie is not None:
            self._by_key.setdefault(key, tie)

    def find(self, name: str) -> Tie | None:
        """The tie of a person by full name or surname; None where there is none or two persons share the surname."""
        key = name_key(name)
        if key in self._by_key:
            return self._by_key[key]
        full = {k for k in self._surnames.get(key, ()) if k != key}
        ties = {k for k in full if k in self._by_key}
        ties |= {
            k for k in self._by_key if len(k.split()) < len(key.split()) and k in surnames(name)
        }  # "McGurk" before "Brett McGurk"
        one = next(iter(ties)) if len(ties) == 1 else None
        if one is not None and all(_same_person(k, one) for k in full):
            return self._by_key[one]
        return None


def _same_person(one: str, other: str) -> bool:
    """Whether one folded name holds all words of the other."""
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a


def surnames(name: str) -> set[str]:
    """Keys under which a person is mentioned later: the last name, with and without its particles.

    >>> sorted(surnames("Rami Abdel Rahman"))
    ['abdel rahman', 'rahman']
    """
    keys = name_key(name).split()
    if len(keys) < 2:
        return {keys[0]} if keys else set()
    out = {keys[-1]}
    at = len(keys) - 1
    while at > 1 and keys[at - 1] in _PARTICLES:
        at -= 1
        out.add(" ".join(keys[at:]))
    return {k for k in out if len(k) > 2}


def tie(text: str, span: Span, context: Context, sentence: Span, earlier: int = 0) -> Tie | None:
    """What the words round a person's name tie them to, or None.

    Args:
        text: of the report. ``span``: of the name, without titles.
        sentence: the sentence round it.
        earlier: where the name of the person before it ends, whose words are not this one's.
    """
    start = max(sentence[0], span[0] - REACH)
    if start < earlier <= span[0] and not _leads_on(text[earlier : span[0]], context):
        start = earlier
    return _before(text, span, context, start) or _after(text, span, context, sentence)


def _leads_on(between: str, context: Context) -> bool:
    """Whether the words behind one person's name tie the next one to it: "Gaddafi's adviser", "Gaddafi spokesman"."""
    if between.startswith(("'", "’")):
        return True
    return context.tables.states.institution([w.key for w in words(between)]) is not None


def _before(text: str, span: Span, context: Context, start: int) -> Tie | None:
    head = text[start : span[0]]
    trimmed = head.rstrip(" ,")
    if len(head) - len(head.rstrip()) == 0 and head:  # glued to the word before
        return None
    cut = 0
    for m in _CLAUSE.finditer(trimmed):
        if m.end() < len(trimmed) and not (m[0] == "to" and _sent(trimmed[: m.start()])):
            cut = m.end()
    phrase = trimmed[cut:]
    found = words(phrase)
    while found and found[-1].key in TITLES and found[-1].key not in SPEAKERS:
        found = found[:-1]
    if not found:
        return None
    phrase = phrase[: found[-1].end]
    if not _ends_in_role(phrase, context):
        return None
    for begin in _starts(phrase):
        meaning = understand(phrase[begin:], context)
        made = _speaking(meaning, text[span[0] : span[1]], (start + cut + begin, start + cut + len(phrase)))
        if made is not None:
            return made
    return None


def _sent(before: str) -> bool:
    """Whether the words before "to" end in somebody who is so to a body: "ambassador to", "adviser to"."""
    found = words(before[-40:])
    return bool(found) and (found[-1].key in SPEAKERS or found[-1].key in ADVISERS)


def _ends_in_role(phrase: str, context: Context) -> bool:
    """Whether the last word says what somebody is, or belongs to a name: "Turkish president", "head of the Observatory"."""
    found = words(phrase)
    if found[-1].key in SPEAKERS or found[-1].key in MEMBERS or found[-1].key in TITLES:
        return True
    if any(" ".join(w.key for w in found[-n:]) in context.tables.states.nouns for n in (1, 2, 3)):
        return True
    pieces = scan(found, phrase, context)
    return bool(pieces) and pieces[-1].end == len(found)


def _starts(phrase: str) -> list[int]:
    """Where the noun phrase may begin: everything, or after a small word ("to Turkish President")."""
    found = words(phrase)
    return [found[0].start, *(w.start for p, w in itertools.pairwise(found) if p.text.islower() and w.capital)][:6]


def _after(text: str, span: Span, context: Context, sentence: Span) -> Tie | None:
    rest = text[span[1] : min(sentence[1], span[1] + REACH)]
    person = text[span[0] : span[1]]
    bracket = _BRACKET.match(rest)
    if bracket:
        meaning = understand(bracket[1], context)
        if meaning and meaning.match.id and meaning.tie == "self" and meaning.match.way in ("name", "noun"):
            return Tie(person, meaning.match, "in brackets after the name", (span[1], span[1] + bracket.end()))
    of = _OF.match(rest)
    if of:
        meaning = understand(re.split(r"[,;:.]\s|\b(?:said|told|who|and)\b", rest[of.end() :], maxsplit=1)[0], context)
        if meaning and meaning.match.id and meaning.tie == "self" and meaning.match.way in ("name", "noun"):
            return Tie(person, meaning.match, "of", (span[1], span[1] + of.end()))
        return None
    m = _AFTER.match(rest)
    if m is None:
        return None
    opening = words(m["phrase"][:40])
    if not opening or (opening[0].key in PREPOSITIONS and opening[0].text.islower()):  # "who met Hezbollah commanders"
        return None
    if not m["comma"] and not (
        opening and (opening[0].key in ("the", "a", "an") or opening[0].capital or opening[0].key in SPEAKERS)
    ):
        return None  # "Gerasimov said Russian advisers ..."
    return _speaking(understand(m["phrase"], context), person, (span[1] + m.start("phrase"), span[1] + m.end("phrase")))


def _speaking(meaning: Meaning | None, person: str, said: Span) -> Tie | None:
    if meaning is None or meaning.match.id is None or meaning.also:
        return None
    if meaning.tie == "speaker" or (meaning.tie == "member" and meaning.role):
        return Tie(person, meaning.match, meaning.role or "speaker", said)
    return None
