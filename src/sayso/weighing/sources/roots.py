"""Each claim of an incident led back to its roots: the first-hand sources on whose word it rests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ...naming.states import states
from ...reading.numbers import noun
from ...reading.shares import BESIDE
from ..stances import Stance
from .aliases import unified
from .copies import Copied, pairs
from .passing import followed
from .said import PAPER, Party, Said, Voice
from .stance import positions, stance
from .unions import Unions

RULE = (
    "A root is the first-hand source on whose word a claim rests, as far as the words say. (1) It is the innermost source of the chain that the text names, or several where they speak side by side. "
    '(2) Where the sources have no name ("activists", "a source"), it is "unnamed via" whoever passes them on, once for each outlet; those of different outlets may be the same people or not, so that the count is a range. '
    "(3) Where the outlet gives nobody for a claim, it is, for a figure, the source that the same report names for the same figure of the same people; else the agency that the "
    "report credits with its text; else the outlet itself. An outlet's (or credited agency's) own word is no root of an incident for which the same report, or the outlet in another report, names a source. "
    "(4) What the outlet says itself, or has of somebody unnamed, in words that also stand in another report, rests on the source named there; where none "
    "is named, the outlets count as one, under the name of the first to publish. "
    "(5) A source that is an outlet with reports of its own on the incident, in which it only passes on others, is replaced by those. Where outlets only "
    "cite each other in a circle, they are one root. "
    "(6) Roots are independent when no affiliation joins them; an outlet and its unnamed sources are not independent of each other. "
    "Only voices that tell of the incident are counted, and those that only blame somebody for it where nobody else tells of it; who denies or judges it is listed. "
    "Independence is that of names and affiliations: whether two sources saw the same thing or asked the same third one cannot be told from the words."
)

Sort = Literal["named", "unnamed", "outlet", "agency"]


@dataclass(frozen=True, slots=True)
class Root:
    """A first-hand source, as far as the words say.

    Attributes:
        id: of its party; ``unnamed via`` and the party's id where it has no name.
        name: what to call it.
        sort: ``named``, ``unnamed``, ``outlet`` (an outlet's own word) or ``agency`` (credited with the text).
        affiliations: ids of what it belongs to; of an unnamed one, the party that passes it on.
        same: ids of those that print the same words and are counted as this one, with what they belong to.
    """

    id: str
    name: str
    sort: Sort
    affiliations: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @property
    def belongs(self) -> tuple[str, ...]:
        """Ids of what its word is the word of too: itself, and what it belongs to by more than being at home there."""
        return belongs(self.id, self.affiliations)


def belongs(id: str, affiliations: Iterable[str]) -> tuple[str, ...]:
    """A party's id, and those of what it belongs to by more than being at home there: a state's opposition, or a rival government, is not its voice."""
    out = [id]
    for parent in affiliations:
        if parent in states().by_id and out[-1] != f"{parent}/government":
            break
        out.append(parent)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Rooted:
    """A claim with its roots.

    Attributes:
        stance: how its innermost voice stands to it; of several side by side, of one that tells before one that denies. ``roots``: of those that stand so.
        own: nobody is named for it; the outlet (or the agency it credits) says it itself.
        steps: every step of the way, in sentences.
        beside: other stances to the same words, with the roots of those who take them: of who denies what another says, or speaks beside it.
    """

    claim: str
    report: str
    outlet: str
    stance: Stance
    roots: tuple[Root, ...]
    own: bool
    steps: tuple[str, ...]
    beside: tuple[tuple[Stance, tuple[Root, ...]], ...] = ()

    def standing(self, *stances: Stance) -> dict[str, Root]:
        """The roots that stand to the claim in one of some ways, by their ids."""
        return {r.id: r for is_, some in ((self.stance, self.roots), *self.beside) if is_ in stances for r in some}


def roots(claims: Sequence[Said], reuse: Iterable[Copied] = ()) -> tuple[Rooted, ...]:
    """Lead claims to their roots by ``RULE``.

    Args:
        claims: all claims of ONE incident, of any number of reports, in any order.
        reuse: passages that stand in two reports.

    Returns:
        One ``Rooted`` for each claim, in the order of publication and text. It has no roots only where its voice is judged to be nobody's.
    """
    ordered = sorted(unified(claims), key=lambda s: s.order)
    at = {s.claim: _direct(s) for s in ordered}
    one = _copied(ordered, at, reuse)
    _given_elsewhere(ordered, at)
    _passed_on(ordered, at, one)
    return tuple(
        Rooted(
            s.claim,
            s.report,
            s.outlet.name,
            stance(s),
            tuple(sorted(w.roots, key=lambda r: r.id)),
            w.own,
            tuple(w.steps),
            _beside(s),
        )
        for s in ordered
        for w in (at[s.claim],)
    )


@dataclass(slots=True)
class _Way:
    """How far a claim has been led back. ``loose``: nobody named stands behind it, so that copies and the rest of the report may."""

    roots: tuple[Root, ...]
    steps: list[str]
    loose: bool = False
    own: bool = False


def _of(party: Party, sort: Sort = "named") -> Root:
    return Root(party.id, party.name, sort, party.affiliations)


def _unnamed(via: Party) -> Root:
    return Root(f"unnamed via {via.id}", f"unnamed via {via.name}", "unnamed", (via.id, *via.affiliations))


def _direct(said: Said) -> _Way:
    """Rules 1 to 3, by the chain alone: of all voices side by side that stand to the claim as it does."""
    found = positions(said)
    ways = [_line(said, line) for is_, line in found if is_ == found[0][0]]
    counted = [w for w in ways if not w.loose] or [w for w in ways if not w.own] or ways
    steps = list(dict.fromkeys(step for w in ways for step in w.steps))
    return _Way(_merged(counted), steps, counted[0].loose, counted[0].own)


def _merged(ways: Iterable[_Way]) -> tuple[Root, ...]:
    return tuple({r.id: r for w in ways for r in w.roots}.values())


def _beside(said: Said) -> tuple[tuple[Stance, tuple[Root, ...]], ...]:
    """The stances that are not that of the claim, and the roots of those who take them."""
    found = positions(said)
    own = found[0][0]
    rest = {is_: _merged(_line(said, line) for other, line in found if other == is_) for is_, _ in found if is_ != own}
    return tuple(rest.items())


def _line(said: Said, voices: Sequence[Voice]) -> _Way:
    """Rules 1 to 3 for voices that pass each other on."""
    nameless: list[str] = []
    papers: list[str] = []
    for voice in reversed(voices):
        named = [p for p in voice.parties if p.named]
        nameless += [f'"{p.name}"' for p in voice.parties if not p.named and p.id != PAPER]
        papers += [f'"{p.name}" is nobody in particular.' for p in voice.parties if p.id == PAPER]
        if named:
            steps = [
                f"{_list([p.name for p in named])}: the innermost source named in the chain {_chain(said, voices)}."
            ]
            steps += [p.how for p in named if p.how]
            if nameless:
                steps.append(f"No name: {_list(nameless)}.")
            return _Way(tuple({r.id: r for r in map(_of, named)}.values()), steps)
    via = said.credit or said.outlet
    if nameless:
        return _Way((_unnamed(via),), [f"No name: {_list(nameless)}; counted once for {via.name}."], loose=True)
    if said.credit is not None:
        return _Way(
            (_of(said.credit, "agency"),),
            [*papers, f"The report credits its text to {said.credit.name}."],
            loose=True,
            own=True,
        )
    return _Way(
        (_of(said.outlet, "outlet"),), [*papers, f"{said.outlet.name} says it without a source."], loose=True, own=True
    )


def _chain(said: Said, voices: Sequence[Voice]) -> str:
    return " <- ".join([said.outlet.name, *(v.words for v in voices)])


def _list(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _copied(ordered: Sequence[Said], at: Mapping[str, _Way], reuse: Iterable[Copied]) -> Unions[str]:
    """Rule 4; gives which ids of outlets and unnamed sources are one. Unnamed and own voices in the same words become one; where the words have a named source in one report, it is the source in all."""
    rank = {s.claim: n for n, s in enumerate(ordered)}
    first = {r.id: rank[s.claim] for s in reversed(ordered) for r in at[s.claim].roots}
    claims, names = Unions[str](rank.__getitem__), Unions[str](lambda r: (first.get(r, len(rank)), r))
    for a, b in pairs(ordered, reuse):
        if (a.voices and not at[a.claim].loose) and (b.voices and not at[b.claim].loose):
            continue  # both name their source: nothing hangs on the copying
        claims.join(a.claim, b.claim)
        if at[a.claim].loose and at[b.claim].loose:
            names.join(*(r.id for way in (at[a.claim], at[b.claim]) for r in way.roots))
    of = {s.claim: s for s in ordered}
    firm = {c: tuple(at[c].roots) for c in at if not at[c].loose}
    for group in claims.same(of).values():
        sources = {r.id: r for c in group if c in firm for r in firm[c]}
        for c in group if sources else ():
            if at[c].loose:
                teller = next(x for x in group if x in firm)
                at[c].roots, at[c].loose, at[c].own = tuple(sources.values()), False, False
                at[c].steps.append(
                    f"{of[teller].outlet.name} has the same words from {_list([r.name for r in sources.values()])}."
                )
    known = {r.id: r for way in at.values() for r in way.roots}
    for name, members in names.same(sorted(known)).items():
        if len(members) > 1 and name in known:
            same = {i for m in members for i in known[m].belongs} - {name}
            known[name] = replace(known[name], same=tuple(sorted(same)))
    for way in at.values():  # also where another cites an outlet whose words are somebody else's
        meant = {names.find(r.id): r for r in way.roots}
        to = {n: replace(known.get(n, r), sort=r.sort) for n, r in meant.items()}
        if any(r.id != n for n, r in meant.items()):
            once = _list([r.name for r in to.values()])
            way.steps.append(f"The same words stand in other reports: counted once, as {once}.")
        way.roots = tuple(to.values())
    return names


def _given_elsewhere(ordered: Sequence[Said], at: Mapping[str, _Way]) -> None:
    """Rule 3: a figure that an outlet gives of its own rests on the sources that the same report names for it."""
    tolls: dict[str, list[Said]] = {}
    for s in ordered:
        if s.layer == "toll" and not at[s.claim].own and stance(s) == "tells":
            tolls.setdefault(s.report, []).append(s)
    for s in ordered:
        way = at[s.claim]
        if s.layer == "toll" and way.own and stance(s) in ("tells", "supposes"):
            given = {r.id: r for t in tolls.get(s.report, ()) if _same_figure(s, t) for r in at[t.claim].roots}
            if given:
                way.roots, way.own = tuple(given.values()), False
                way.steps.append(f"The report names {_list([r.name for r in given.values()])} for this figure.")


_ANYBODY = frozenset("people person persons victim victims casualties deaths fatalities bodies lives".split())
_MORE = rf"(?:also|{BESIDE})"
_BESIDE = re.compile(rf"\b{_MORE}\b", re.I)
_MORE_BEFORE = re.compile(rf"\b{_MORE}(?: \w+){{0,3}} $", re.I)  # "also killed"
_MORE_AFTER = re.compile(rf" (?:\w+ ){{0,2}}{_MORE}\b", re.I)  # "were also killed"


def _same_figure(a: Said, b: Said) -> bool:
    """Whether two tolls of one report may be one figure: the same number of the same people, and the later is none beside the earlier ("three were also killed")."""
    if b.layer != "toll" or a.type != b.type or not _same_people(a, b) or _another(max(a, b, key=lambda s: s.span)):
        return False
    one_open = a.low is not None and a.low == b.low and None in (a.high, b.high)  # "18" and "at least 18"
    return one_open or (a.low, a.high) == (b.low, b.high)


def _same_people(a: Said, b: Said) -> bool:
    if a.who != b.who and "people" not in (a.who, b.who):
        return False
    first, second = (noun(s.words).split()[-1] for s in (a, b))
    return first.removesuffix("s") == second.removesuffix("s") or bool({first, second} & _ANYBODY)


def _another(figure: Said) -> bool:
    """Whether a figure is of others than one before it, by its own words or those next to it."""
    at, end = (x - figure.sentence[0] for x in figure.span)
    near = _MORE_BEFORE.search(figure.context[: max(at, 0)]) or _MORE_AFTER.match(figure.context, end)
    return bool(near or _BESIDE.search(figure.words))


def _passed_on(ordered: Sequence[Said], at: Mapping[str, _Way], one: Unions[str]) -> None:
    """Rule 5: a cited outlet is replaced by the sources of its own reports."""
    own: dict[str, dict[str, Root]] = {}
    sourced = {s.report for s in ordered if stance(s) == "tells" and not at[s.claim].own}
    known: dict[str, Root] = {}
    first: dict[str, int] = {}
    for n, s in enumerate(ordered):
        known |= {r.id: r for r in at[s.claim].roots}
        first.setdefault(one.find(s.outlet.id), n)
        if stance(s) in ("tells", "blames", "supposes") and not (at[s.claim].own and s.report in sourced):
            own.setdefault(one.find(s.outlet.id), {}).update({r.id: r for r in at[s.claim].roots})
    cites = {outlet: frozenset(found) for outlet, found in own.items()}
    for s in ordered:
        way = at[s.claim]
        ends = {
            r.id: followed(r.id, cites, lambda i: (first.get(i, len(ordered)), i))
            if r.sort == "named"
            else ((r.id,), "")
            for r in way.roots
        }
        for r in way.roots:
            if ends[r.id][0] != (r.id,):
                way.steps.append(
                    ends[r.id][1].format(**{"name": r.name, "ends": _list([known[e].name for e in ends[r.id][0]])})
                )
        way.roots = tuple({e: known[e] for r in way.roots for e in ends[r.id][0]}.values())
