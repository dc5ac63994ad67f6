"""Who "he", "the Observatory" and "a monitor" are in one report.

A source is settled by the report's own words only: a short form is the longer name that holds it ("Konashenkov" after "Major General Igor
Konashenkov"), a description is the one source that it fits, a pronoun the source before it. Each says so in a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ...naming.keys import fold
from ...naming.states import states
from ...naming.words import unpossessed_span
from ...pronouns import SELF
from ...reading.sentences import title_end
from ...records import Attribution, Name, Reading, Span
from .voices import FIRMS, INSTITUTION, MEDIA, NOUNS, Phrase, phrases

_MONITORING = frozenset("observatory monitor monitors watch watchdog documentation".split())
_PAPERS = frozenset(
    "report statement account claim document letter communique bulletin".split()
)  # that one body issues
_PUBLISHES = re.compile(r"\b(?:publish|issued|released)")
_IN_A_PAPER = re.compile(
    rf"\b(?:in|by|through|via|issued|published|released) (?:an?|the|its|their|his|her) (?:[\w-]+ ){{0,3}}({'|'.join(sorted(_PAPERS))})\b",
    re.I,
)
_BESIDE = 60  # characters on both sides of a source and its cue
_OFFICIAL = frozenset(
    "ministry army military government regime police parliament presidency embassy department authority authorities administration navy court "
    "commission president minister state".split()
)
_ARMED = frozenset("armed militant militants jihadist islamist extremist insurgent rebel terrorist terror".split())
_PRESS = MEDIA | frozenset("radio television tv agency".split())
_BACK = 60  # sources that are looked back at for a short form, so that cost grows linearly
_NEAR = 700  # characters back within which a pronoun means a source: some three sentences


@dataclass(frozen=True, slots=True)
class Settled:
    """A source of one attribution: the phrase that says who it is, and how that is known ("" where it is its own phrase).

    ``attribution`` is the id of the one whose source the phrase is, where it is all of it.
    """

    phrase: Phrase
    how: str = ""
    attribution: str | None = None


def settled(reading: Reading) -> dict[str, tuple[Settled, ...]]:
    """Who the sources of a report's attributions are.

    Args:
        reading: of one report.

    Returns:
        By the attribution's id. An attribution without a source has one unnamed phrase; "I" and "we" have none, since the voice
        they stand in is meant.
    """
    names = sorted(reading.names, key=lambda n: n.span)
    starts = [n.span[0] for n in names]
    ordered = sorted((a for a in reading.attributions if a.source), key=lambda a: (a.source or (0, 0), a.id))
    found = {a.id: _phrases(reading, a, names, starts) for a in ordered}
    sources = [(a.source or (0, 0), p) for a in ordered for p in found[a.id]]
    known = _Known(sources, title_end(reading.report.text), _groups(reading, names))
    out: dict[str, tuple[Settled, ...]] = {}
    for a in reading.attributions:
        if a.source is None:
            out[a.id] = () if a.author else (Settled(Phrase("", "unnamed", "(source not named)", "", frozenset(), "")),)
    whole = {id(found[a.id][0]): a.id for a in reversed(ordered) if len(found[a.id]) == 1}
    for a in ordered:
        papers = _issued(reading.report.text, a)
        settled_ = (s for p in found[a.id] for s in known.settle(p, a.source or (0, 0), papers))
        out[a.id] = tuple(replace(s, attribution=whole.get(id(s.phrase))) for s in settled_)
    return out


def _phrases(reading: Reading, a: Attribution, names: Sequence[Name], starts: Sequence[int]) -> list[Phrase]:
    first, end = a.source or (0, 0)
    start, _ = unpossessed_span(reading.report.text, (first, end))
    inside = []
    for at in range(bisect_left(starts, first), len(names)):
        name = names[at]
        if name.span[0] >= end:
            break
        if name.span[1] <= end:
            inside.append((max(name.span[0] - start, 0), name.span[1] - start, name.cls))
    return phrases(reading.report.text[start:end], inside)


def _groups(reading: Reading, names: Sequence[Name]) -> list[tuple[int, Phrase]]:
    """The groups that a report names, by where: no states and their bodies, which nobody calls a group."""
    words = ((n.span[0], reading.words(n.span) or "") for n in names if n.cls == "group")
    found = ((at, p) for at, w in words for p in phrases(w, [(0, len(w), "group")]))
    return [(at, p) for at, p in found if p.sort == "named" and p.name[:1].isupper() and not _official(p)]


def _issued(text: str, a: Attribution) -> frozenset[str]:
    """The nouns for papers that a source is said to have issued: in its own words or its cue ("the Monitor's report"), or right beside these ("in a statement")."""
    if a.kind == "deny":  # what it denies is the paper of another
        return frozenset()
    start, end = a.source or (0, 0)
    cue = a.cue or (start, end)
    words = fold(f"{text[start:end]} {text[slice(*cue)]}")
    if _PUBLISHES.search(words):
        return _PAPERS
    beside = text[max(0, min(start, cue[0]) - _BESIDE) : max(end, cue[1]) + _BESIDE]
    own = {w.removesuffix("s") for w in words.split()} | {m[1].lower() for m in _IN_A_PAPER.finditer(beside)}
    return _PAPERS & own


class _Known:
    """The sources of one report, to be asked who is meant; ``groups`` are those that it names, also where they are no source."""

    def __init__(
        self, sources: Sequence[tuple[Span, Phrase]], title_end: int, groups: Sequence[tuple[int, Phrase]]
    ) -> None:
        self._groups = groups
        self._title_end = title_end
        self._surnames: dict[str, list[Phrase]] = {}
        for _, p in sources:
            if p.sort == "named" and " " not in p.key and p.words == p.name:
                self._surnames.setdefault(p.key, []).append(p)
        self._named = [(at, p) for at, p in ((at, self._introduced(p)) for at, p in sources) if p.sort == "named"]
        monitors = {p.key: p for _, p in self._named if _MONITORING & set(p.key.split())}
        longest = {self._full(p, at).key for at, p in self._named if p.key in monitors}
        self._monitor = next((p for p in monitors.values() if p.key in longest), None) if len(longest) == 1 else None
        self._before: list[tuple[int, Phrase, tuple[Settled, ...]]] = []
        self._issued: dict[int, frozenset[str]] = {}

    def settle(self, phrase: Phrase, at: Span, papers: frozenset[str]) -> tuple[Settled, ...]:
        """Who a source is, given those before it. ``papers``: nouns for what it is said to have issued there."""
        if phrase.sort == "pronoun" and phrase.head in SELF:
            return ()
        phrase = self._introduced(phrase)
        if phrase.sort == "named":
            full = self._full(phrase, at)
            owner = self._state() if phrase.ownerless and full is phrase else None
            out: tuple[Settled, ...] = (
                Settled(
                    full, "" if full is phrase else f'"{phrase.words}" is short for "{full.words}" of the same report.'
                ),
            )
            if owner is not None:
                how = f'"{phrase.words}" is taken for that of {owner.words}, the only state that speaks before it.'
                out = (Settled(owner, how),)
        elif phrase.sort in ("pronoun", "described"):
            since = max(at[0] - _NEAR, self._title_end) if phrase.sort == "pronoun" else 0
            out = self._group(phrase, at[0]) if _any_group(phrase) else self._described(phrase, since)
        else:
            out = (Settled(phrase),)
        self._before.append((at[0], phrase, out))
        self._issued[at[0]] = papers
        return out

    def _introduced(self, phrase: Phrase) -> Phrase:
        """A person whose name ends a description and stands alone elsewhere: "an official in the town, Haro Tibek" beside "Tibek"."""
        last = phrase.words.split()[-1] if phrase.sort in ("unnamed", "described") and " " in phrase.words else ""
        key = fold(last).split()[-1:] if any(c.isupper() for c in last) else []
        alone = self._surnames.get(key[0]) if key else None
        return replace(phrase, sort="named", name=alone[0].name, key=alone[0].key, person=True) if alone else phrase

    def _full(self, phrase: Phrase, at: Span) -> Phrase:
        """The longest name of the report that a name is short for: the nearest before it, else the first after it."""
        place = bisect_left(self._named, at, key=lambda x: x[0])
        near = self._named[max(0, place - _BACK) : place][::-1] + self._named[place : place + _BACK]
        for _ in range(
            3
        ):  # "Abdel Rahman" -> "Observatory chief Rami Abdel Rahman" -> the Observatory by its full name
            longer = next((p for _, p in near if _short_for(phrase, p)), None)
            if longer is None:
                break
            phrase = longer
        if phrase.person:  # "Faris" -> "an official in the town, Faris"
            same = (p for _, p in near if p.person and p.key == phrase.key and len(p.words) > len(phrase.words))
            phrase = max(same, key=lambda p: len(p.words), default=phrase)
        return phrase

    def _state(self) -> Phrase | None:
        """The one state among the sources so far; None where there are two, or none."""
        said = {m.phrase.key: m.phrase for _, _, meant in self._before[-_BACK:] for m in meant}
        found = [p for key, p in said.items() if key.replace(" ", "-") in states().by_id]
        return found[0] if len(found) == 1 else None

    def _described(self, phrase: Phrase, since: int) -> tuple[Settled, ...]:
        if phrase.head in ("monitor", "observatory") and self._monitor is not None:
            how = f'"{phrase.words}" is taken for {self._monitor.name}, the only monitor that the report names.'
            return (Settled(self._monitor, how),)
        before = [b for b in reversed(self._before[-_BACK:]) if b[0] >= since and b[2]]
        called = (meant for _, earlier, meant in before if _called(phrase, earlier))
        fitting = (
            meant
            for at, earlier, meant in before
            if fits(phrase, earlier, meant[0].phrase)
            and (
                phrase.head not in _PAPERS or phrase.head in self._issued[at]
            )  # "the report" of who is said to have one
        )
        found = next(chain(called, fitting), None)
        return _taken(phrase, found) if found is not None else _nobody(phrase)

    def _group(self, phrase: Phrase, at: int) -> tuple[Settled, ...]:
        """Who "the group" is: a source that was called so, else the nearest that may be one; nobody where another group is named after that, and where no source
        may be one, the only group that is named near by."""
        before = [b for b in reversed(self._before[-_BACK:]) if b[2]]
        called = next((meant for _, earlier, meant in before if _called(phrase, earlier)), None)
        if called is not None:
            return _taken(phrase, called)
        start, source = next(((b[0], b[2]) for b in before if fits(phrase, b[1], b[2][0].phrase)), (at - _NEAR, None))
        near = {p.key: p for where, p in self._groups if start <= where < at}
        if source is None:
            return _named_near(phrase, next(iter(near.values()))) if len(near) == 1 else _nobody(phrase)
        meant = source[0].phrase
        others = [p for p in near.values() if p.key != meant.key and not _short_for(p, meant)]
        return _nobody(phrase) if others and not _informs(meant) else _taken(phrase, source)


def _taken(phrase: Phrase, found: Sequence[Settled]) -> tuple[Settled, ...]:
    how = f'"{phrase.words}" is taken for the source before it, {found[0].phrase.words}.'
    return tuple(Settled(m.phrase, how) for m in found)


def _named_near(phrase: Phrase, group: Phrase) -> tuple[Settled, ...]:
    return (
        Settled(group, f'"{phrase.words}" is taken for {group.name}, the only group that the report names near by.'),
    )


def _nobody(phrase: Phrase) -> tuple[Settled, ...]:
    return (Settled(Phrase(phrase.words, "unnamed", phrase.words, "", phrase.tokens, phrase.head)),)


def _any_group(phrase: Phrase) -> bool:
    """Whether a source is "the group", which says less of what it is than "the paper" or "the company"."""
    return phrase.sort == "described" and phrase.head == "group" and not phrase.tokens & (MEDIA | FIRMS | {"agency"})


def _official(phrase: Phrase) -> bool:
    """Whether a name is that of a state or of one of its bodies."""
    found = states().parse(phrase.key)
    if found is not None:
        return found.institution not in ("opposition", "rebels")
    return noun(phrase.key) in _OFFICIAL


def _informs(phrase: Phrase) -> bool:
    """Whether a source is one that tells of others: an outlet or a monitor."""
    return phrase.outlet or bool(phrase.tokens & _MONITORING)


def _short_for(short: Phrase, long: Phrase) -> bool:
    """Whether a name is a shorter form of another: its words are among the other's, and the noun they share says what it is."""
    key, full = set(short.key.split()), set(long.key.split())
    if not key or short.key == long.key:
        return False
    if key < full:
        return short.person or long.person or noun(short.key) == noun(long.key)
    if long.key in short.key or key & full:
        return False
    return key < long.tokens and (short.person or len(key) <= 2) and _proper(short, long)


def _proper(short: Phrase, long: Phrase) -> bool:
    """Whether a surname stands in a longer phrase: "Konashenkov" in "ministry spokesman Igor Konashenkov"; no more of a body than its last word."""
    words = fold(long.words).split()[1:]
    where = words if short.person else words[-1:]
    return short.key.split()[-1] in where and short.name[:1].isupper()


def noun(key: str) -> str:
    """What a body is: the last word before "of" or "for"."""
    for word in (" of ", " for "):
        key = key.split(word, 1)[0]
    return key.split()[-1] if key.split() else ""


def _bare(words: str) -> str:
    return fold(words).removeprefix("the ")


def _body(phrase: Phrase) -> bool:
    """Whether a source is one body or publication, which "it" may mean, and not several people."""
    return phrase.sort == "named" or phrase.paper or phrase.head in ("monitor", "observatory", "group")


def _one(paper: Phrase) -> bool:
    """Whether it is one paper: its head is kept in the singular."""
    return paper.head in paper.tokens


def _of_kind(phrase: Phrase, meant: Phrase) -> bool:
    """Whether a named source may be called a newspaper, or a company."""
    if phrase.tokens & MEDIA:
        return meant.outlet or bool(meant.tokens & _PRESS)
    if phrase.tokens & FIRMS:
        return bool(meant.tokens & FIRMS) or not (meant.outlet or meant.tokens & INSTITUTION)
    return True


def _may_be_group(phrase: Phrase, meant: Phrase) -> bool:
    """Whether a named source may be called a group: no ministry is, and no monitor is an armed one."""
    if not _any_group(phrase):
        return True
    return not _official(meant) and not (phrase.tokens & _ARMED and _informs(meant))


def _called(phrase: Phrase, earlier: Phrase) -> bool:
    """Whether an earlier source is what a body or paper is called there: "the company" after "a company in Mao", "the reports" after "media reports"."""
    if phrase.sort != "described" or earlier.sort in ("described", "pronoun") or earlier.person:
        return False
    if phrase.head == "group":
        body = earlier.sort == "named" or earlier.head == "group"
        return body and bool(phrase.tokens & earlier.tokens & NOUNS)
    return phrase.head in _PAPERS and earlier.head == phrase.head and _one(earlier) == _one(phrase)


def fits(phrase: Phrase, earlier: Phrase, meant: Phrase) -> bool:
    """Whether an earlier source, or the party ``meant`` by it, may be meant by a pronoun or description."""
    if phrase.sort == "pronoun":
        more = _bare(meant.words) != _bare(meant.name)  # "the ministry's spokesman"
        human = earlier.person or meant.person or (more and earlier.sort != "pronoun")
        if phrase.person:
            return human or earlier.head == phrase.head
        if phrase.head in ("it", "its"):
            return not (meant.person or earlier.person) and _body(meant)
        return not (meant.person and meant.sort == "named")
    if phrase.head == "group":
        return meant.sort == "named" and not meant.person and _of_kind(phrase, meant) and _may_be_group(phrase, meant)
    if phrase.head in _PAPERS:
        return meant.sort == "named" and _one(phrase)  # "the reports" are of several
    return earlier.head == phrase.head or phrase.head in earlier.tokens
