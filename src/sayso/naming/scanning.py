"""The names inside a phrase: which of its words are whose name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .aliases import proper
from .matching import ABOUT, Context, Match, common, match, rule_match
from .states import Found, Mode, States
from .vocabulary import APART, SPEAKERS, STAFF
from .words import Word, acronym_key

_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A name inside a phrase: from which word to which (end exclusive), and whose it is."""

    start: int
    end: int
    match: Match


def scan(found: list[Word], phrase: str, context: Context) -> list[Piece]:
    """The names inside a phrase, longest first from left to right, without those that only qualify another word ("US-backed")."""
    pieces: list[Piece] = []
    at = 0
    while at < len(found):
        piece = _piece(found, at, phrase, context)
        if piece is None:
            at += 1
            continue
        after = phrase[found[piece.end - 1].end :][:2]
        before = found[at - 1].key if at else ""
        hyphen = after[:1] in ("-", "‑", "–") and after[1:2].isalpha()  # "ISIS-held", "US-led"
        if hyphen or (piece.end < len(found) - 1 and found[piece.end].key == "based"):  # "London based" without it
            at = piece.end + 1
        elif before in ("anti", "pro", "non", "ex", "counter"):
            at = piece.end
        else:
            pieces.append(piece)
            at = piece.end
    return pieces


def _piece(found: list[Word], at: int, phrase: str, context: Context) -> Piece | None:
    word = found[at]
    best = _named(found, at, phrase, context)
    state = _state(found, at, phrase, context)
    if state and (best is None or state.end > best.end):
        best = state
    short = _POSSESSIVE.sub("", word.text)
    if best is None and len(short) > 3 and short.endswith("s") and short[:-1].isupper():  # "SANAs correspondent"
        short = short[:-1]
    if best is None and (acronym_key(short) or short in context.introduced):
        meant = match(short, context, fuzzy=False)
        best = Piece(at, at + 1, meant) if meant else None
    return best


def _named(found: list[Word], at: int, phrase: str, context: Context) -> Piece | None:
    word = found[at]
    tables = context.tables
    longest = max(tables.actors.first.get(word.inner, 0), tables.outlets.first.get(word.inner, 0), 0)
    longest = max(longest, tables.actors.first.get(word.key, 0), tables.outlets.first.get(word.key, 0))
    if context.local:
        longest = max(longest, 6)
    for length in range(min(longest, len(found) - at), 0, -1):
        group = found[at : at + length]
        key = " ".join((*(w.inner for w in group[:-1]), group[-1].key))
        if (
            length > 1
            and len(group[-1].key) > 5
            and key.endswith("s")
            and key not in tables.actors.folded
            and key not in tables.outlets.folded
        ):
            key = key[:-1]  # a possessive that lost its apostrophe
        if key not in tables.actors.folded and key not in tables.outlets.folded and key not in context.local:
            continue
        if not any(w.capital for w in group) or (length == 1 and word.key in APART):
            continue
        if (
            key in tables.outlets.proper
            and key not in tables.actors.folded
            and not proper(phrase[word.start : group[-1].end])
        ):
            continue  # "in Baghdad today" names no "Baghdad Today"
        if length == 1 and found[at].text.isupper() and not acronym_key(found[at].text):
            continue
        meant = match(phrase[group[0].start : group[-1].end], context, fuzzy=False)
        if meant is not None and (meant.id is not None or length > 1):
            return Piece(at, at + length, meant)
    return None


def _in_person(keys: list[str], at: int, context: Context) -> bool:
    """Whether a word is part of the name, of several words, of a person whom the report names."""
    return bool(context.persons) and any(
        " ".join(keys[start:end]) in context.persons
        for start in range(max(0, at - 3), at + 1)
        for end in range(max(at + 1, start + 2), min(len(keys), start + 4) + 1)
    )


def _state(found: list[Word], at: int, phrase: str, context: Context) -> Piece | None:
    word = found[at]
    states = context.tables.states
    if not word.capital or (word.key not in states.first and word.inner[:-1] not in states.first):
        return None
    if common(word):
        return None
    keys = [w.key for w in found]
    if _in_person(keys, at, context):
        return None  # "Najib Danish", "Jordan Smith"
    begun = states.begin(keys, at)
    if begun is None and word.inner != word.key:
        begun = states.begin([word.inner], 0)
    if begun is None:
        return None
    length, codes, by = begun
    end = at + length
    institution = states.institution(keys[end : end + 7]) if by != "people" or word.text.endswith("s") else None
    institution = institution or _led(keys, at, end, states)
    if by == "people" and institution and word.inner in states.first:
        institution = None
    if by == "people" and institution:  # a possessive that lost its apostrophe: "Russias air force"
        by = "name"
    if institution and by == "capital" and institution[1] != "government":
        institution = None
    if _is_topic(found, at, end, by, institution):
        return None
    if institution and _joined(found, end - 1, end + institution[0] - 1, phrase):
        meant = Found(codes, by, institution[1], institution[2])
        end += institution[0]
    else:
        meant = Found(codes, by)
    return Piece(at, end, rule_match(meant, phrase[word.start : found[end - 1].end], context))


def _led(keys: list[str], at: int, end: int, states: States) -> tuple[int, str, Mode] | None:
    """A state's medium whose first word stands before the state's: "the official Iraqi news agency"."""
    for n in range(1, min(at, 2) + 1):
        led = states.institution([*keys[at - n : at], *keys[end : end + 4]])
        if led and led[1] == "state-media" and led[0] > n:
            return led[0] - n, led[1], led[2]
    return None


def _is_topic(found: list[Word], at: int, end: int, by: str, institution: tuple[int, str, str] | None) -> bool:
    """Whether a country says what somebody of another body is in charge of: "the UN Syria envoy", "the BBC's Iraq correspondent"."""
    if by != "name" or _POSSESSIVE.search(found[end - 1].text) or (institution and institution[2] != "speaker"):
        return False
    last = end + institution[0] - 1 if institution else end
    noun = found[last].key if last < len(found) else ""
    if at == 0 or not found[at - 1].capital:  # nobody else is named
        return noun in ABOUT
    return institution is not None or noun in SPEAKERS or noun in STAFF


def _joined(found: list[Word], first: int, last: int, phrase: str) -> bool:
    """Whether only blanks, possessives and hyphens stand between these words, so that they are one phrase."""
    return all(phrase[found[n].end : found[n + 1].start].strip(" '’-\u2010\u2011") == "" for n in range(first, last))
