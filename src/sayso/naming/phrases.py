"""Phrases that hold a name: "fighters from the al-Nusra Front", "a Syrian field commander", "the SAA's 4th Division".

A phrase is understood by its head: the last word before the first preposition. What matters is whether the head is the named one itself, its
members, somebody who speaks for it, or what it holds. Where the head is anything else ("ISIS hostages", "US weapons"), the phrase stays open.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Literal

from . import heads
from .matching import Context, Match
from .scanning import Piece, scan
from .vocabulary import (
    ADVISERS,
    ASSETS,
    BEFORE,
    COMPASS,
    DESCRIBING,
    FORMER,
    GROUPS,
    HEADS,
    JOINING,
    LEADING,
    MEDIA,
    MEMBERS,
    PLAIN_GROUPS,
    PREPOSITIONS,
    SPEAKERS,
    STAFF,
    TITLES,
    TYING,
    VAGUE_ROLES,
)
from .words import Word, acronym_key, name_key, unpossessed, without_leading, words

Tie = Literal["self", "member", "speaker", "asset"]

# "head of the London-based Observatory": where it sits says nothing of whom it belongs to
_BASED = re.compile(r"(?<=\b[Tt]he )[A-Z][\w.]*(?: [A-Z][\w.]*)?[-\u2010][Bb]ased (?=[A-Z])")
_PARTICLES = frozenset("al el ul bin ibn abu umm de la van von der den di da del dos".split())
STATES = ("state", "demonym", "capital", "nationals")
# Bodies of which a capital has the state's: "the army in Kabul" and "the police in Cairo" are those of a town.
_CENTRAL = frozenset(
    "government presidency parliament foreign-ministry defense-ministry interior-ministry health-ministry information-ministry justice-ministry "
    "finance-ministry education-ministry energy-ministry transport-ministry general-staff".split()
)
# Kinds of bodies whose names those of other countries share, or their branches
_SHARED = ("armed group", "paramilitary", "political")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: whom, tied in which way by which word (``role``), and who is named beside it."""

    match: Match
    tie: Tie = "self"
    role: str | None = None
    also: tuple[str, ...] = ()


def understand(phrase: str, context: Context) -> Meaning | None:
    """Whom a phrase that holds a name means, or None where it holds none.

    A match without an id is an answer too: that there is a name, and why the phrase does not mean it.
    """
    phrase = _BASED.sub("", unpossessed(phrase))
    stated = heads.rewritten(phrase, context) or _in_capital(phrase, context)
    if stated is None:
        return _understood(phrase, context)
    meaning = _understood(stated[0], context)
    if meaning is None or meaning.match.id is None:
        return meaning
    return replace(
        meaning,
        match=replace(meaning.match, how=f"{meaning.match.how}; {stated[1]}", score=min(meaning.match.score, 0.88)),
    )


def _in_capital(phrase: str, context: Context) -> tuple[str, str] | None:
    """ "The defence ministry in Moscow" as "Russia's defence ministry", and why."""
    found = words(phrase)
    at = max((n for n, w in enumerate(found) if w.key == "in"), default=0)
    states = context.tables.states
    begun = states.begin([w.key for w in found], at + 1) if 0 < at < len(found) - 1 else None
    if begun is None or begun[2] != "capital" or len(begun[1]) > 1 or at + 1 + begun[0] < len(found):
        return None
    body = without_leading(found[:at])
    known = states.institution([w.key for w in body]) if body else None
    if known is None or known[0] < len(body) or known[1] not in _CENTRAL or known[2] == "people":
        return None
    name = states.states[begun[1][0]].name
    return f"{name}'s {phrase[body[0].start : body[-1].end]}", f"of the capital, {phrase[found[at + 1].start :]}"


def _understood(phrase: str, context: Context) -> Meaning | None:
    whole = without_leading(words(phrase))
    if not whole:
        return None
    pieces = scan(whole, phrase, context)
    if not pieces:
        return None
    chunks = _chunks(whole, pieces, phrase)
    meanings = [
        m
        for c in chunks
        if (
            m := _chunk(
                whole[c[0] : c[1]],
                [replace(p, start=p.start - c[0], end=p.end - c[0]) for p in pieces if c[0] <= p.start < c[1]],
                phrase,
                context,
            )
        )
    ]
    if chunks:
        meanings = _shared_noun(meanings, whole[slice(*chunks[-1])], context)
    settled = [m for m in meanings if m.match.id is not None]
    if not settled:
        return meanings[0] if meanings else None
    first = settled[0]
    also = tuple(dict.fromkeys(i for m in settled[1:] if (i := m.match.id) and i != first.match.id))
    if (
        len(chunks) > len(settled)
        and any(w.key in ("and", "or") for w in whole)
        and chunks[0][1] - chunks[0][0] < len(whole)
    ):
        first = replace(first, match=replace(first.match, how=f"{first.match.how}; others in the phrase stay open"))
    if also:
        first = replace(first, match=replace(first.match, how=f"{first.match.how}; {', '.join(also)} named beside it"))
    return replace(first, also=also)


def _chunks(found: list[Word], pieces: list[Piece], phrase: str) -> list[tuple[int, int]]:
    """Parts that "and", commas and the like join; what follows another preposition than "of" belongs to that and is left out."""
    inside = {n for p in pieces for n in range(p.start, p.end)}
    out, start = [], 0
    bounds = {
        p.start for o, p in itertools.pairwise(pieces) if o.end == p.start and o.match.way == p.match.way == "state"
    }
    for n, word in enumerate(found):
        if n in bounds:  # "Britain France and the US" of a text that lost its commas
            out.append((start, n))
            start = n
        between = phrase[found[n - 1].end : word.start] if n else ""
        if n in inside and n - 1 in inside and any(p.start < n < p.end for p in pieces):
            continue
        if n and (any(c in between for c in ",;/&()[]—–") or (word.key in JOINING and n not in inside)):
            if n > start:
                out.append((start, n))
            start = n + 1 if word.key in JOINING else n
            if any(
                k not in inside and found[k].key not in TYING and _preposition(found[k], phrase)
                for k in range(out[-1][0] if out else 0, n)
            ):
                return out
    if start < len(found):
        out.append((start, len(found)))
    return out


def _shared_noun(meanings: list[Meaning], last: list[Word], context: Context) -> list[Meaning]:
    """In "the Russian and Syrian militaries" and "Russian and regime warplanes", the noun of the last belongs to the first as well."""
    name = meanings[-1].match.id if meanings else None
    if name is not None and "/" in name:
        body = name.partition("/")[2]
    else:
        found = context.tables.states.institution([w.key for w in last])
        if found is None or found[0] != len(last):
            return meanings
        body = found[1]
    return [_with_body(m, body, context) for m in meanings]


def _with_body(meaning: Meaning, body: str, context: Context) -> Meaning:
    """A meaning that is an adjective alone, with the institution that its noun names."""
    state = context.tables.states.states.get(meaning.match.state or "")
    entry = context.tables.entry(f"{state.id}/{body}") if state is not None and meaning.match.id == state.id else None
    if entry is None or meaning.match.way != "demonym":
        return meaning
    how = f"demonym rule: shares the noun that makes it {entry.name}"
    return replace(meaning, match=replace(meaning.match, id=entry.id, how=how, score=0.9, way="noun"))


def _chunk(found: list[Word], pieces: list[Piece], phrase: str, context: Context) -> Meaning | None:
    if not pieces or not found:
        return None
    inside = {n for p in pieces for n in range(p.start, p.end)}
    cut = next((n for n, w in enumerate(found) if n > 0 and n not in inside and _preposition(w, phrase)), len(found))
    left = [p for p in pieces if p.start < cut]
    if left:
        return _by_head(found, cut, left[-1], left[-2] if len(left) > 1 else None, phrase, context)
    return _by_tie(found, cut, pieces[0], phrase, context)


def _by_head(
    found: list[Word], cut: int, piece: Piece, earlier: Piece | None, phrase: str, context: Context
) -> Meaning:
    """The name stands before the preposition: it is the head, or something is said to be its."""
    before, tail = found[: piece.start], found[piece.end : cut]
    if (
        earlier is not None
        and earlier.end == piece.start
        and earlier.match.id is not None
        and earlier.match.way == "name"
        and acronym_key(found[piece.start].text)
    ):
        return _by_head(
            found, cut, Piece(earlier.start, piece.end, earlier.match), None, phrase, context
        )  # "General Commission SRGC"
    if any(w.key in FORMER for w in (*before, *tail[:1])):
        return _open(piece, "the phrase says that this was formerly so")
    if before and before[-1].key in _PARTICLES and before[-1].text.islower():  # "Jund al-Wafa"
        return _open(piece, f"{phrase[before[-1].start : found[piece.end - 1].end]!r} looks like another name")
    if before and _is_name(before[-1], piece) and not _describes(before[-1], piece, context):
        person = len(before) >= 2 and piece.match.id is not None and _role(tail)[0] in ("speaker", "member")
        if not person:
            return _open(piece, f"{phrase[before[-1].start : found[piece.end - 1].end]!r} looks like another name")
    if before and _of_another_country(before[-1], earlier, piece, context):
        return _open(piece, f"{before[-1].text!r} makes it another one of that name, or a branch")
    if piece.match.way in STATES and before and before[-1].key in COMPASS:
        return _open(piece, f"{before[-1].text!r} makes it another one, or a region")
    if not tail and _goes_on(found, cut, piece, tail, phrase, context):
        return _open(piece, f"{phrase[found[piece.start].start : found[cut + 1].end]!r} looks like a longer name")
    if not tail:
        tie: Tie = "speaker" if piece.match.way == "speaker" else "self"
        return Meaning(
            piece.match, tie, phrase[found[piece.start].start : found[piece.end - 1].end] if tie == "speaker" else None
        )
    if piece.match.way == "capital":
        return _open(piece, "a capital before another word is a place")
    if (office := _role_of_person(found, piece, tail)) is not None:
        return Meaning(piece.match, "speaker", office)
    if _goes_on(found, cut, piece, tail, phrase, context):
        return _open(
            piece,
            f"{phrase[found[piece.start].start : found[min(cut, len(found) - 1)].end]!r} looks like a longer name",
        )
    tie_, role = _role(tail)
    if tie_ == "self" and tail[-1].capital and tail[-1].key not in PLAIN_GROUPS:
        return _open(piece, f"{phrase[found[piece.start].start : tail[-1].end]!r} looks like a longer name")
    if tie_ in ("speaker", "self") and tail[-1].key in MEDIA and piece.match.id in context.tables.outlets.entries:
        tie_ = "self"  # "the Al-Manar TV channel" is the outlet itself
    if piece.match.way == "speaker" and (tie_ is None and all(w.capital or w.key in TITLES for w in tail)):
        return Meaning(piece.match, "speaker", phrase[found[piece.start].start : found[piece.end - 1].end])
    if tie_ is None:
        if all(w.capital for w in tail) and piece.match.way == "name":
            return _open(piece, f"{phrase[found[piece.start].start : tail[-1].end]!r} looks like a longer name")
        return _open(piece, f"the phrase is about {tail[-1].text!r}, not about the one named")
    return _tied(piece, tie_, role)


def _of_another_country(word: Word, earlier: Piece | None, piece: Piece, context: Context) -> bool:
    """Whether the word right before a name says that it is not the known body of that name, which is of another country: "Saudi Hezbollah"."""
    entry = context.entry(piece.match.id) if piece.match.way == "name" else None
    if entry is None or entry.kind not in _SHARED or entry.country is None:
        return False
    if earlier is None or earlier.end != piece.start or earlier.match.way != "demonym" or earlier.match.state is None:
        return False
    return entry.country != earlier.match.state and word.key not in map(name_key, entry.described)


def _role_of_person(found: list[Word], piece: Piece, tail: list[Word]) -> str | None:
    """What a person named behind a body is to it: "UN Secretary-General Ada Field", "Wadi Radio's Ada Field"; None where no person is named so."""
    if piece.match.way != "name" or piece.match.id is None:
        return None
    titled = list(itertools.takewhile(lambda w: w.key in SPEAKERS or w.key in STAFF or w.key in TITLES, tail))
    name = tail[len(titled) :]
    if not 2 <= len(name) <= 4 or not all(w.capital or w.key in _PARTICLES for w in name) or not name[0].capital:
        return None
    if any(w.key in HEADS or _kind(w.key) is not None for w in name):
        return None
    if titled:
        return titled[-1].text
    last = found[piece.end - 1]
    if last.key in SPEAKERS and last.capital:  # an office that the tables know: "UN Secretary-General"
        return last.text
    return "of" if last.text.endswith(("'s", "’s")) else None


def _goes_on(found: list[Word], cut: int, piece: Piece, tail: list[Word], phrase: str, context: Context) -> bool:
    """Whether a proper name goes on behind what is known of it: "Fatah al-Quds Brigade", "Islamic Front of Azawad"."""
    if piece.match.way != "name" or piece.match.id is None:
        return False
    if tail:
        possessive = found[piece.end - 1].text.endswith(("'s", "’s", "'", "’"))
        proper = any(w.capital or w.key in _PARTICLES for w in tail[:-1])
        role = [_kind(w.key) for w in tail]
        return tail[-1].capital and role[-1] in ("member", "self") and not any(role[:-1]) and proper and not possessive
    rest = [w for w in found[cut + 1 :] if w.key != "the"] if cut < len(found) and found[cut].key == "of" else []
    if not rest or not rest[0].capital:
        return False
    entry = context.entry(piece.match.id)
    state = context.tables.states.begin([w.key for w in rest])
    return entry is None or state is None or entry.country not in state[1]


def _by_tie(found: list[Word], cut: int, piece: Piece, phrase: str, context: Context) -> Meaning | None:
    """The name stands after a preposition: "head of ...", "fighters from ...", "X of ..."."""
    link = found[cut].key if cut < len(found) else ""
    left, between = found[:cut], found[cut + 1 : piece.start]
    advises = link == "to" and bool(left) and left[-1].key in ADVISERS
    ties = (
        link in TYING
        or advises
        or (link == "in" and piece.match.way not in STATES)
        or _aired(left, link, piece, context)
    )
    if not ties or any(_parts(w) for w in between):
        return _open(
            piece,
            f"the words before it do not tie the phrase to {phrase[found[piece.start].start : found[piece.end - 1].end]!r}",
        )
    if any(w.key in FORMER for w in left):
        return _open(piece, "the phrase says that this was formerly so")
    tie, role = _role(left[-2:] if len(left) > 1 and left[-1].key in ("general",) else left[-1:])
    if tie is None and left and left[-1].key in STAFF:
        tie, role = "speaker", left[-1].text
    if (
        tie is None
        and link in ("of", "from", "at")
        and len(left) >= 2
        and all(w.capital or w.key in TITLES or w.key in _PARTICLES for w in left)
        and left[-1].key not in HEADS
        and not (piece.end < len(found) and found[piece.end].capital)
    ):
        tie, role = "speaker", link  # a person of that body
    if tie is None or (piece.match.way in STATES and tie != "speaker"):
        return _open(piece, f"{left[-1].text if left else ''!r} does not say that the phrase means it")
    if piece.match.way == "demonym":
        return _open(piece, "no institution is named")
    tail = found[piece.end : piece.end + 1]
    if tail and tail[0].capital and piece.end - piece.start == 1 and acronym_key(found[piece.start].text) is None:
        return _open(piece, f"{phrase[found[piece.start].start : tail[0].end]!r} looks like a longer name")
    if (
        tail
        and tail[0].key not in PREPOSITIONS
        and not tail[0].capital
        and _role(tail)[0] is None
        and tail[0].key not in JOINING
    ):
        return _open(piece, f"the phrase is about {tail[0].text!r}")
    return _tied(piece, tie, role)


def _parts(word: Word) -> bool:
    """Whether a word between a preposition and a name keeps them apart: "a group opposed to X" is not X."""
    if word.key == "to":  # among the leading words for "up to" alone
        return True
    return word.key not in LEADING and word.key not in DESCRIBING and (word.capital or word.key in PREPOSITIONS)


def _aired(left: list[Word], link: str, piece: Piece, context: Context) -> bool:
    """ "A report on state television": what an outlet carries."""
    entry = context.entry(piece.match.id)
    media = entry is not None and (entry.id in context.tables.outlets.entries or entry.kind == "state media")
    return (
        media
        and link in ("on", "by")
        and bool(left)
        and left[-1].key in ("report", "reports", "statement", "bulletin", "broadcast")
    )


def _tied(piece: Piece, tie: Tie, role: str | None) -> Meaning:
    if piece.match.id is None:
        return Meaning(piece.match, tie, role)
    if piece.match.way in ("demonym", "state") and tie in ("member", "asset", "speaker"):
        return _open(piece, f"{role!r} is of that country, but of no institution that is named")
    if piece.match.way in ("demonym", "nationals"):
        return _open(piece, "a people, no organisation")
    said = {
        "self": "named in the phrase",
        "member": f"member of: {role!r}",
        "speaker": f"spokesperson of: {role!r}",
        "asset": f"what belongs to it: {role!r}",
    }[tie]
    return Meaning(
        replace(
            piece.match, how=f"{said}; {piece.match.how}", score=min(piece.match.score, 0.9 if tie != "asset" else 0.8)
        ),
        tie,
        role,
    )


def _open(piece: Piece, why: str) -> Meaning:
    candidates = piece.match.candidates or ((piece.match.id,) if piece.match.id else ())
    return Meaning(replace(piece.match, id=None, how=f"open: {why}", score=0.0, candidates=candidates))


def _role(tail: list[Word]) -> tuple[Tie | None, str | None]:
    """What the words after a name make of it, by the last of them before a person's name: "fighters", "spokesman", "positions"."""
    run: list[Word] = []
    for word in tail:
        if run and word.capital and _kind(run[-1].key) is not None:
            break
        run.append(word)
        if len(run) > 4:
            return None, None
    if not run:
        return None, None
    pair = " ".join(w.key for w in run[-2:])
    kind = _kind(pair) or _kind(run[-1].key)
    if kind is None and len(run) > 1 and all(w.capital or w.key in TITLES for w in run[1:]):
        kind = _kind(run[0].key)
    return kind, " ".join(w.text for w in run) if kind else None


def _kind(key: str) -> Tie | None:
    if key in MEMBERS:
        return "member"
    if key in SPEAKERS:
        return "speaker"
    if key in ASSETS:
        return "asset"
    return "self" if key in GROUPS else None


def _preposition(word: Word, phrase: str) -> bool:
    """Whether a word ends the head of a phrase; the second part of a compound ("UK-based") does not."""
    return word.key in PREPOSITIONS and phrase[word.start - 1 : word.start] not in ("-", "‑", "–")


def _is_name(word: Word, piece: Piece) -> bool:
    """Whether a word before a name is written like a part of a longer one: with a capital, and not only because it opens the phrase ("Senior Hamas").

    Before a country it is one even there ("Ouest France"): a country ends many a name.
    """
    return word.capital and (word.start > 0 or piece.match.way in STATES) and not word.text.isupper()


def _describes(word: Word, piece: Piece, context: Context) -> bool:
    """Whether a word before a name only says of what kind it is: "Daily Nation", but not "Daily Pakistan", since a country is no daily."""
    if piece.match.way in STATES and (word.key in MEDIA or word.key in GROUPS):
        return False
    return word.key in DESCRIBING or word.key in BEFORE or word.key in context.tables.states.first


def noun_roles(phrase: str) -> list[tuple[str, int, int, Tie]]:
    """Roles of somebody named by a noun alone: the role, where the noun begins and ends in the phrase, and the tie.

    >>> noun_roles("a spokesman for the militia")
    [('spokesman', 20, 27, 'speaker')]
    >>> noun_roles("a coalition commander")
    [('commander', 2, 11, 'speaker')]
    """
    found = without_leading(words(phrase)[:12])
    out: list[tuple[str, int, int, Tie]] = []
    if any(w.key in FORMER for w in found):
        return out
    for n in range(1, len(found) - 1):
        if found[n].key in TYING or found[n].key in ("by", "in"):
            tie = _kind(found[n - 1].key) if found[n - 1].key not in STAFF else "speaker"
            rest = _until(without_leading(found[n + 1 :]), phrase)
            if tie in ("speaker", "member") and rest:
                out.append((found[n - 1].text, rest[0].start, rest[-1].end, tie))
            return out
    for n in range(1, len(found)):
        tie = _kind(found[n].key) if n > 1 or f"{found[0].key} {found[1].key}" not in VAGUE_ROLES else None
        if tie == "speaker" and all(w.capital or w.key in TITLES for w in found[n + 1 :]):
            head = (
                n - 1
                if n > 1 and found[n - 1].key in ("military", "security", "senior", "press", "media", "field")
                else n
            )
            out.append((phrase[found[head].start : found[n].end], found[0].start, found[head - 1].end, tie))
    return out


def _until(found: list[Word], phrase: str) -> list[Word]:
    """The words before a person's name or another preposition."""
    for n, word in enumerate(found):
        if n and (
            (word.key != "of" and _preposition(word, phrase))
            or word.key in JOINING
            or (word.capital and not found[n - 1].capital)
        ):
            return found[:n]
    return found


def bare(phrase: str) -> str:
    """A phrase without the article, quotation marks and "so-called" round it.

    >>> bare("the so-called “Ford Militia”")
    'Ford Militia'
    """
    out = unpossessed(phrase.strip(" \t\n\"'“”‘’`()[],.;:"))
    lower = out.lower()
    for lead in ("the ", "a ", "an ", "so-called ", "self-styled ", "self-proclaimed ", "so called "):
        if lower.startswith(lead):
            return bare(out[len(lead) :])
    return out
