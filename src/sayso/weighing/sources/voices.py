"""What the words of a source say of who it is: named, not named, a pronoun, or a description of somebody named elsewhere.

Used for sources that no table of actors and outlets knows. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from ...naming.keys import fold
from ...pronouns import AS_SOURCE, PERSON, SELF
from ...records import Span

_Named = tuple[int, int, str]  # a name: start, end, class
Sort = Literal["named", "unnamed", "pronoun", "described"]

# Nouns for people whom a name beside them does not make the voice of whoever has it: "critics of X", "X's lawyer".
_APART = frozenset(
    "critic opponent rival relative family victim survivor hostage captive prisoner detainee defector deserter lawyer attorney brother sister son "
    "daughter mother father parent wife husband widow cousin uncle neighbour neighbor friend colleague supporter follower".split()
)
# Nouns for people who are not identified by them: two outlets' "activists" may or may not be the same.
_PEOPLE = _APART | frozenset(
    "source activist witness eyewitness resident local inhabitant villager people person civilian survivor relative family neighbour neighbor doctor "
    "medic nurse paramedic physician refugee observer analyst expert diplomat fighter man woman worker rescuer journalist trader shopkeeper "
    "farmer student teacher mother father user others many some several most critic supporter militant community country power public much part".split()
)
# Nouns for what is published without saying by whom.
_PAPERS = frozenset(
    "report statement video image photo photograph picture footage media estimate rumour rumor account claim figure toll count tally post tweet document "
    "letter news press communique bulletin".split()
)
# Papers that speak for the body named before them: "a Ford Militia statement".
_ISSUED = frozenset("statement communique bulletin".split())
_OFFICES = frozenset(
    "official authority spokesman spokeswoman spokesperson officer commander minister governor leader chief head director president chairman secretary "
    "ambassador envoy representative general colonel major captain correspondent reporter photographer police".split()
)
_MONITORS = frozenset("monitor watchdog observatory".split())
MEDIA = frozenset("outlet network channel paper newspaper daily weekly magazine broadcaster station".split())
FIRMS = frozenset("company firm utility bank".split())
_BODIES = MEDIA | FIRMS | frozenset("group organisation organization agency body charity ngo movement".split())
NOUNS = _BODIES - {"group"}  # that tell one body from another; any may be called a group
# Words that stand before a noun without naming anybody.
_PLAIN = frozenset(
    "the a an some many several other another more most all both two three local senior medical security military field informed well anonymous unnamed "
    "trusted private independent former media human rights rescue aid humanitarian political opposition pro anti government rebel state official police "
    "intelligence hospital health news monitoring monitor war reliable various unidentified unverified earlier previous preliminary initial first "
    "so called new latest same such these those this that its their his her top high ranking western foreign international british based uk london britain "
    "opposing".split()
)
_SPEAKS_FOR = _OFFICES | frozenset("spokes minister deputy member reporter".split())
INSTITUTION = frozenset(
    "ministry army military government regime forces force police tv television radio agency media opposition coalition council command parliament "
    "presidency embassy department authority authorities administration committee party office corps brigade division service".split()
)
_PARTIES = frozenset(
    "rebels opposition terrorists militants jihadists insurgents separatists loyalists islamists gunmen militia militias troops gang forces government".split()
)
_BREAK = re.compile(
    r",|\b(?:at|of|from|in|on|with|by|for|near|who|which|whose|that|named|affected|uploaded|posted|issued|speaking)\b",
    re.I,
)
# Activists so joined to a body speak for it.
_SPEAKS_THERE = re.compile(r"\s*(?:,|\b(?:at|from|in|with|of|for)\b)", re.I)
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_JOINS = r"(?:and|&|or|as well as|along with)"
_AND = re.compile(rf"\s+{_JOINS}\s+")
_LISTED = re.compile(rf",\s+(?:{_JOINS}\s+)?|\s+{_JOINS}\s+")
_WHERE = re.compile(r"\b(?:in|at|from|near)\b", re.I)
_BOTH = re.compile(r"(?:either|both|neither)\s+", re.I)
_OTHERS = re.compile(r"(?:(?:many|several|some) )?others?\b", re.I)
_LONGEST = 16  # words; a longer source without a name is a misreading or a description
_LOOKED_AT = 300  # characters


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source by its words.

    Attributes:
        words: as written. ``name``: the part that names it, or all of it.
        key: the folded name, by which two are the same; "" where it is not named.
        tokens: all folded words. ``head``: the noun that says what it is.
        person: it is one human being. ``outlet``: it is named as one. ``left``: other names in its words, which are not counted.
    """

    words: str
    sort: Sort
    name: str
    key: str
    tokens: frozenset[str]
    head: str
    person: bool = False
    outlet: bool = False
    left: tuple[str, ...] = ()

    @property
    def paper(self) -> bool:
        """Whether an unnamed source is a publication of nobody in particular: "reports", "a video", "an earlier toll"."""
        return self.sort == "unnamed" and self.head in _PAPERS

    @property
    def ownerless(self) -> bool:
        """Whether it is a communique of an institution that any state has: "a High Command communique"."""
        return self.head in _ISSUED and self.key != "" and set(self.key.split()) <= INSTITUTION | _PLAIN


def phrases(words: str, names: Sequence[_Named] = ()) -> list[Phrase]:
    """The parties that a source names, one for each.

    Args:
        words: the source as written.
        names: (start, end, class) of the names in it, by offsets into ``words``; only group, person and outlet count.

    Returns:
        One phrase, or two and more where "and" or "or", and commas before it, join sources that could each stand alone.

    >>> [(p.sort, p.key) for p in phrases("activists in the town")]
    [('unnamed', '')]
    """
    words = words[:_LOOKED_AT]
    places = [n for n in names if n[2] == "place"]
    names = [
        n
        for n in names
        if n[2] in ("group", "person", "outlet")
        and 0 <= n[0] < n[1] <= len(words)
        and not _compound(words, n)
        and not _vague(words, n)
        and not _sent(words, n)
    ]
    others = [n for n in names if _other(words, n, names)]
    kept = [n for n in names if n not in others]
    joins = [c for c in _cuts(_AND, words, names, others) if not _places(words, c, places)]
    listed = [c for c in _cuts(_LISTED, words, names, others) if not _places(words, c, places)]
    listed = [c for c in listed if joins and c[0] <= joins[-1][0]]  # what follows the last is no more of a list
    for cuts in (listed, joins) if joins else ():
        spans = _pieces(words, cuts)
        parts = [_one(words[s:e], _within(kept, s, e)) for s, e in spans]
        alone = all(_alone(p, words[s:e]) for p, (s, e) in zip(parts, spans, strict=True))
        if alone and all(_item(words, spans[n], kept, parts[n - 1], parts[n]) for n in range(1, len(parts))):
            return [_and_left_out(p, _within(kept, s, e), words[s:e]) for p, (s, e) in zip(parts, spans, strict=True)]
    whole = _one(words, kept)
    return [_and_left_out(whole, kept, words) if joins else whole]


def _cuts(joint: re.Pattern[str], words: str, names: Sequence[_Named], others: Sequence[_Named]) -> list[Span]:
    """Where words are joined outside of names, and not by one that is somebody else's."""
    cuts = [m.span() for m in joint.finditer(words) if not any(s < m.end() and m.start() < e for s, e, _ in names)]
    return [c for c in cuts if min((n for n in names if n[0] >= c[1]), default=None) not in others]


def _places(words: str, cut: Span, places: Sequence[_Named]) -> bool:
    """Whether a cut is one between places: "activists in Mao and Dalen"."""
    first = next((p for p in places if p[1] == cut[0]), None)
    return first is not None and any(p[0] == cut[1] for p in places) and bool(_WHERE.search(words[: first[0]]))


def _pieces(words: str, cuts: Sequence[Span]) -> list[Span]:
    """What stands between cuts; "either" and "both" are no part of it."""
    ends = [0, *(end for cut in cuts for end in cut), len(words)]
    spans = zip(ends[::2], ends[1::2], strict=True)
    return [(both.end() if (both := _BOTH.match(words, s, e)) else s, e) for s, e in spans]


def _within(names: Sequence[_Named], start: int, end: int) -> list[_Named]:
    return [(s - start, e - start, cls) for s, e, cls in names if start <= s and e <= end]


def _item(words: str, piece: Span, names: Sequence[_Named], before: Phrase, own: Phrase) -> bool:
    """Whether a piece is another source, and does not say of the one before it who it is ("Haro Tibek, head of the Coast Council, and Dar Tem")."""
    start, end = piece
    if not words[:start].rstrip().endswith(","):
        return True
    article = _ARTICLE.match(words[start:end])
    begins = next((n for n in names if n[0] == start + (article.end() if article else 0)), None)
    if begins is None:
        return (
            own.sort == "unnamed" and article is None and own.head in _PEOPLE | _OFFICES and own.head not in own.tokens
        )
    if begins[2] == "person":
        return before.head not in _PEOPLE | _OFFICES or before.person
    return not (before.person and own.head in _PEOPLE | _OFFICES) and words[begins[1] : begins[1] + 1] not in ("'", "’")


def _and_left_out(phrase: Phrase, names: Sequence[_Named], words: str) -> Phrase:
    """A phrase with the names beside the one that it has, where a comma or an "and" parts them; not the person who is the voice of a body."""
    if phrase.sort != "named":
        return phrase
    at = words.find(phrase.name)
    others = [n for n in names if words[n[0] : n[1]] not in phrase.name and (phrase.person or n[2] != "person")]
    left = (words[s:e] for s, e, _ in others if _LISTED.search(words, *sorted((at, s))))
    return replace(phrase, left=tuple(dict.fromkeys(left)))


_PREFIX = re.compile(r"(?:anti|pro|non|ex)[-‐]\s?$", re.I)
_SUFFIX = re.compile(
    r"\.?[-‐](?:based|backed|led|run|linked|affiliated|aligned|held|controlled|allied|friendly)\b", re.I
)


def _compound(words: str, name: _Named) -> bool:
    """Whether a name is only part of an adjective: "UK" in "the UK-based monitor"."""
    return bool(_SUFFIX.match(words, name[1]) or _PREFIX.search(words[: name[0]]))


_FROM = re.compile(r" (?:residents?|natives?|villagers?|locals?|activists?|doctors?|medics?)\b")
_TO = re.compile(
    r"\b(?:ambassadors?|envoys?|representatives?|delegates?|delegation|mission|speaking) (?:to|with) (?:the )?$", re.I
)


def _sent(words: str, name: _Named) -> bool:
    """Whether a name says to whom somebody is sent, or where somebody is from: "the ambassador to the United Nations", "Dalen resident Haro Tibek"."""
    home = name[2] == "person" and _FROM.match(words, name[1])
    return bool(home or _TO.search(words[: name[0]]))


_KIN = "|".join(sorted(_APART)) + "|families|wives"
# What begins the words on whom somebody fled, suffered from, fights or knows; those that take a noun for people before them, and those that need none.
_ABOUT = re.compile(
    r"\b(?:(?:[\w-]+ )?by|against|near|opposed to|fled|fleeing|escaping|escaped|held|displaced|abducted|released|freed|treating|fighting|battling|opposing|"
    r"representing|defending|tracking|investigating|covering)\b",
    re.I,
)
_WHO = re.compile(rf"\b(?:who|whom|whose|that|which)\b|\b(?:{_KIN})s?\b[^,]*? (?:of|for|to|from)\b", re.I)
_KNOWS = re.compile(r"\b(?:close|next) to\b", re.I)
# ... unless they say what he is called, or for whom he speaks.
_HIMSELF = re.compile(
    r"\b(?:named?|called|calls?|identified|known|heads?|leads?|runs?|works?|speaks?|chairs?|commands?|founded)\b", re.I
)
_THEIR = re.compile(
    rf"['’]s?\s(?:[\w-]+\s){{0,2}}(?:{_KIN})s?\b"
    r"|\s(?:famil|relative|hostage|prisoner|captive|detainee|victim|survivor|defector|deserter|critic|opponent|captivity|custody|territor|prison|jail)"
    r"(?:y|ies|s)?\b",
    re.I,
)


def _other(words: str, name: _Named, names: Sequence[_Named]) -> bool:
    """Whether a name is that of somebody whom the one who speaks tells of: "a resident who fled the Hill Guard", "families of hostages held by X", "X's lawyer"."""
    if _THEIR.match(words, name[1]):
        return True
    cue = _aside(words, name, names)
    if cue is None:
        return False
    between = words[cue[1] : name[0]]
    if (name[2] == "person" and between.endswith(", ")) or _HIMSELF.search(between):
        return False  # "a lawyer for Haro Tibek, Dar Tem"
    joined = [m.end() for m in _AND.finditer(words, cue[1], name[0])]
    beside = words[joined[-1] : name[0]].strip().lower() if joined else ""
    # a new noun, or an outlet, begins a new source
    return not joined or (beside in ("", "the") and name[2] != "outlet")


def _aside(words: str, name: _Named, names: Sequence[_Named]) -> Span | None:
    """Where the words begin and end that part a name from who speaks; None where none do."""
    near = _of_people(_KNOWS, words, name[0]) if name[2] == "person" else ()
    about = _of_people(_ABOUT, words, name[0])
    found = [m.span() for m in chain(_WHO.finditer(words, 0, name[0]), about, near)]
    return min((c for c in found if not any(s < c[1] and c[0] < e for s, e, _ in names)), default=None)


def _of_people(pattern: re.Pattern[str], words: str, end: int) -> Iterator[re.Match[str]]:
    """Where a pattern stands in the words up to ``end`` after a noun for people: "held by" in "hostages held by the Hill Guard"."""
    return (m for m in pattern.finditer(words, 0, end) if _somebody(words[: m.start()]))


def _somebody(words: str) -> bool:
    """Whether words have a noun for people, parties or bodies in them, and none for a paper."""
    stems = {_head([fold(m[0])]) for m in _WORD.finditer(words)}
    return bool(stems & (_PEOPLE | _OFFICES | _PARTIES | _BODIES)) and not stems & _PAPERS


def _vague(words: str, name: _Named) -> bool:
    """Whether what is marked as a name identifies nobody: "the international community"."""
    tokens = [fold(m[0]) for m in _WORD.finditer(words[name[0] : name[1]])]
    return bool(tokens) and _head(tokens) in _PEOPLE and all(t in _PLAIN for t in tokens[:-1])


def _alone(phrase: Phrase, words: str) -> bool:
    """Whether one part of a joined source could be a source by itself: "Information" of "Culture and Information" could not."""
    if phrase.sort == "named":
        return any(w[:1].isupper() for w in words.split()) or phrase.head in INSTITUTION | _PARTIES
    return bool(_OTHERS.match(words)) or phrase.head in _PEOPLE | _OFFICES | _MONITORS


def _one(words: str, names: Sequence[_Named]) -> Phrase:
    words = words.strip() if not names else words
    tokens = [m[0] for m in _WORD.finditer(words)]
    low = [fold(t) for t in tokens]
    every = frozenset(low)
    if len(low) == 1 and low[0] in AS_SOURCE:
        return Phrase(words, "pronoun", words, "", every, low[0], low[0] in PERSON | SELF)
    cut = min(
        (m.start() for m in (_BREAK.search(words), next(_of_people(_ABOUT, words, len(words)), None)) if m), default=0
    )
    core = words[:cut] if cut > 0 else words
    head = _head([fold(m[0]) for m in _WORD.finditer(core)] or low)
    named = _by_names(words, core, head, names)
    if named is not None:
        name, cls = named
        return Phrase(words, "named", name, name_id(name), every, head, cls == "person", cls == "outlet")
    if names or not low or len(low) > _LONGEST:
        return Phrase(words, "unnamed", words, "", every, head)
    return _by_nouns(words, core, head, every)


def _head(low: Sequence[str]) -> str:
    """The noun of a noun phrase: the last word, in the singular; of "media activist Wael" the word before the name."""
    stems = [
        w[:-1] if w.endswith("s") and w[:-1] in _PEOPLE | _PAPERS | _OFFICES | _MONITORS | _BODIES else w for w in low
    ]
    stems = [
        "family"
        if w == "families"
        else "wife"
        if w == "wives"
        else "witness"
        if w == "witnesses"
        else "eyewitness"
        if w == "eyewitnesses"
        else "authority"
        if w == "authorities"
        else w
        for w in stems
    ]
    if not stems:
        return ""
    if stems[-1] in _PEOPLE | _PAPERS | _OFFICES | _MONITORS | _BODIES | INSTITUTION:
        return stems[-1]
    return next((w for w in reversed(stems) if w in _PEOPLE | _OFFICES), stems[-1])


def _by_names(words: str, core: str, head: str, names: Sequence[_Named]) -> tuple[str, str] | None:
    """The name that identifies a source, and its class; None where the names in it do not."""
    ordered = sorted(names)
    persons = [n for n in ordered if n[2] == "person"]
    bodies = [n for n in ordered if n[2] != "person"]
    low = {fold(m[0]) for m in _WORD.finditer(words)}
    if persons and bodies and (bodies[0] < persons[0] or low & _SPEAKS_FOR):
        return _wider(words, core, bodies[0]), bodies[0][2]  # who speaks for a body is its voice
    if persons:
        return words[persons[0][0] : persons[0][1]], "person"
    if not bodies:
        return None
    issued = head in _ISSUED and bodies[0][0] < len(core)
    if (
        head in _PEOPLE | _PAPERS
        and not issued
        and not any(head == _head([fold(w)]) for s, e, _ in bodies for w in words[s:e].split())
    ):  # "opposition activists" are not the opposition; activists at a named body, or its sources, speak for it
        tail = [b for b in bodies if b[0] >= len(core) and len(_BREAK.findall(words[len(core) : b[0]])) <= 1]
        tail = [b for b in tail if head in _PAPERS or _SPEAKS_THERE.match(words, len(core))]
        proper = [
            b
            for b in bodies
            if b[0] < len(core)
            and words[b[0]].isupper()
            and fold(words[b[0] : b[1]]) not in _PLAIN
            and head == "source"
        ]
        if not tail and not proper:
            return None
        return _wider(words, core, (tail or proper)[0]), (tail or proper)[0][2]
    name = next((b for b in bodies if b[2] == "outlet" and b[0] < len(core)), bodies[0])
    return _wider(words, core, name), name[2]


def _wider(words: str, core: str, name: _Named) -> str:
    """The name with the institution it is part of: "Russias military" rather than "Russia"."""
    start, end, _ = name
    if end <= len(core):
        rest = [m for m in _WORD.finditer(core) if m.start() >= end]
        last = next((m for m in reversed(rest) if fold(m[0]) in INSTITUTION), None)
        if last is not None:
            return core[start : last.end()].strip()
    return words[start:end]


def _by_nouns(words: str, core: str, head: str, every: frozenset[str]) -> Phrase:
    """A source without a name in the reading."""
    capitals = [m[0] for m in _WORD.finditer(core) if m[0][:1].isupper() and fold(m[0]) not in _PLAIN]
    capitals = [c for c in capitals if _head([fold(c)]) not in _PEOPLE | _PAPERS | _OFFICES | _MONITORS | _BODIES]
    if head in _MONITORS and not capitals:
        return Phrase(words, "described", words, "", every, "monitor" if head != "observatory" else head)
    first = fold(words.split()[0]) in ("the", "this", "that", "these", "those")
    if head in _BODIES and not capitals:
        if every & {"monitoring", "monitor", "watchdog"}:
            return Phrase(words, "described", words, "", every, "monitor")
        one = first and head in every  # "a company" is another one, and "the companies" are several
        return Phrase(words, "described" if one else "unnamed", words, "", every, "group")
    if head in _PEOPLE or (head in _PAPERS and not (head in _ISSUED - {"statement"} and capitals)):
        return Phrase(words, "described" if first else "unnamed", words, "", every, head, head in _PEOPLE)
    if head in _OFFICES and not capitals:
        first = words[:4].lower() == "the "
        return Phrase(words, "described" if first else "unnamed", words, "", every, head, True)
    if (
        not capitals and head not in INSTITUTION | _PARTIES
    ):  # "weapons", "some in the area": no name, and no body either
        return Phrase(words, "unnamed", words, "", every, head)
    key = name_id(core)
    return (
        Phrase(words, "named", core.strip(), key, every, head)
        if key
        else Phrase(words, "unnamed", words, "", every, head)
    )


_ARTICLE = re.compile(r"^(?:the|a|an|this|its|their) ", re.I)
_EXTRA = re.compile(r"^(?:[a-z]+ based|so called|opposing) ")
_AFTER = re.compile(r" (?:monitoring group|monitor group|monitor|watchdog|group|news agency|agency)$")
_BY_ITSELF = frozenset("observatory network watch centre center committee committees".split())


def name_id(name: str) -> str:
    """The folded name without article and without words that describe it: "the Basin Observatory monitor" is the Basin Observatory.

    >>> name_id("the Red Column"), name_id("Red column")
    ('red column', 'red column')
    """
    folded = _EXTRA.sub("", _ARTICLE.sub("", fold(name)))
    bare = _AFTER.sub("", folded)
    if _BY_ITSELF & set(bare.split()) or any(w.isupper() and len(w) > 2 for w in name.split()):
        folded = bare
    return folded[:120]
