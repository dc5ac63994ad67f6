"""What is counted: a claim with the voices it stands in and the report it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ...naming.keys import fold
from ...naming.words import unpossessed
from ...pronouns import AS_SOURCE, SELF
from ...reading.times import reference
from ...records import Claim, Link, Reading, Span
from .credits import credited
from .lines import lines
from .settling import Settled, fits, settled
from .voices import Phrase, name_id, phrases

PAPER = "(paper)"  # the id of what has no name and is nobody: "reports", "a video", "an earlier toll"
Resolve = Callable[[Link], "Sequence[Party]"]
ActorOf = Callable[[Claim], "Party | None"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who says or does things.

    Attributes:
        id: one id for one party: that of a table of actors or outlets (``sana``), or ``~`` and folded words where no table has it.
        name: what to call it.
        named: whether the words say who it is; "activists" and "a source" do not, nor do "reports" (whose id is ``PAPER``).
        affiliations: ids of what it belongs to, the nearest first.
        how: why the words mean it, in a sentence; empty where they are its name.
    """

    id: str
    name: str
    named: bool = True
    affiliations: tuple[str, ...] = ()
    how: str = ""

    @property
    def known(self) -> bool:
        """Whether a table has it, so that another known party is another one."""
        return self.named and not self.id.startswith("~")


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a chain: who speaks (several where a source names several), in which words, and how (``records.Kind``)."""

    words: str
    kind: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One claim, ready to be weighed.

    Attributes:
        claim: its id. ``incident``: the incident it tells of, across reports, or None.
        outlet: who published it. ``published``: the day of its report (ISO 8601), or None.
        voices: the chain without the outlet, the outermost first. ``beside``: where some of these speak side by side, each line of those that pass each
            other on, by their numbers.
        type: event type, or the toll's fate. ``span``: where its words stand; ``sentence`` the sentence round them, ``context`` its text.
        actor: who did it, or None. ``target``: to whom, or None. ``time``: the words that say when, or None.
        credit: the agency that the report names as where it has its text from, or None.
    """

    claim: str
    report: str
    outlet: Party
    published: str | None
    incident: str | None
    layer: Literal["event", "toll"]
    type: str
    status: str
    span: Span
    sentence: Span
    words: str
    context: str = ""
    voices: tuple[Voice, ...] = ()
    who: str | None = None
    low: int | None = None
    high: int | None = None
    actor: Party | None = None
    time: str | None = None
    credit: Party | None = None
    target: Party | None = None
    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    beside: tuple[tuple[int, ...], ...] = ()

    @property
    def lines(self) -> tuple[tuple[Voice, ...], ...]:
        """The voices in lines, of which each ends in one that passes on no other; one empty line where only the outlet speaks."""
        return tuple(tuple(self.voices[n] for n in line) for line in self.beside) or (self.voices,)

    @property
    def order(self) -> tuple[bool, str, str, Span, str]:
        """By publication, those without a date last; then by report and place in the text."""
        return (self.published is None, self.published or "", self.report, self.span, self.claim)


_LED = SELF | frozenset(("he", "she", "it", "they"))  # pronouns that may stand for the one who speaks
_CONTEXT = 2_000  # characters of a sentence that are kept: more is a list or a table


def said(
    reading: Reading,
    claims: Sequence[Claim],
    incidents: Mapping[str, str] | None = None,
    resolve: Resolve | None = None,
    actor_of: ActorOf | None = None,
    target_of: ActorOf | None = None,
) -> tuple[Said, ...]:
    """The claims of one report, with their voices resolved.

    Args:
        reading: of the report; its attributions and names settle who "he" and "the Observatory" are.
        claims: of the same report (``weighing.claims``).
        incidents: claim id -> id of its incident across reports; a claim that is not in it has none. Where it is None, the report's own.
        resolve: the parties that a link's source names, by tables of actors and outlets; () where they do not know it. The outlet's link has no
            attribution and is asked for by the outlet's name; so has one that is asked for by its words alone ("Reuters", which the text is credited to).
        actor_of: who did what a claim tells, by such tables; None where they do not know. ``target_of``: to whom, likewise.

    Returns:
        One ``Said`` for each claim, in the same order.
    """
    voices = _Voices(reading, resolve)
    text = reading.report.text
    today, _ = reference(text, reading.report.published)
    published = today.isoformat() if today else None
    credit = credited(text)
    agency = voices.of(Link(credit, "report"))[0] if credit else None
    out = []
    for c in claims:
        chain = tuple(Voice(link.source, link.kind, voices.of(link)) for link in c.chain[1:])
        doer = (actor_of(c) if actor_of else None) or (voices.speaker(c) if _pronoun(c.actor) else _doer(c.actor))
        out.append(Said(
            claim=c.id, report=c.report, outlet=voices.outlet(c.chain[:1], reading.report.outlet), published=published,
            incident=c.incident if incidents is None else incidents.get(c.id), layer=c.layer, type=c.type, status=c.status, span=c.span,
            sentence=c.sentence, words=c.words, context=text[c.sentence[0] : min(c.sentence[1], c.sentence[0] + _CONTEXT)], voices=chain, who=c.who,
            low=c.low, high=c.high, actor=doer, time=c.time, credit=agency, target=target_of(c) if target_of else None,
            start=c.start, end=c.end, precision=c.precision, beside=voices.beside(c.chain[1:]),
        ))  # fmt: skip
    return tuple(out)


def party(phrase: Phrase, how: str = "") -> Party:
    """A party by its words alone."""
    if phrase.sort == "named":
        left = f'"{phrase.words}" also has {", ".join(phrase.left)}, not counted.' if phrase.left else ""
        return Party(f"~{phrase.key}", phrase.name, how=f"{how} {left}".strip())
    return Party(PAPER if phrase.paper else "", phrase.name, named=False, how=how)


def _doer(words: str | None) -> Party | None:
    """Who acts, by the words alone; under the same id as a source of the same name, so that a denial meets its accusation."""
    words = unpossessed(words or "")
    return Party(f"~{name_id(words)}", words) if name_id(words) else None


def _pronoun(words: str | None) -> bool:
    return bool(words) and fold(words or "") in AS_SOURCE


class _Voices:
    """Who the links of one report's chains mean: by the tables, else by the report's own words."""

    def __init__(self, reading: Reading, resolve: Resolve | None) -> None:
        self._resolve = resolve
        self._settled = settled(reading)
        self._report = reading.report.id
        self._reading = reading
        self._attributions = {a.id: a for a in reading.attributions}

    def of(self, link: Link) -> tuple[Party, ...]:
        known = self._known(link)
        found = self._settled.get(link.attribution or "")
        if known:
            return (*known, *self._others(known, found or (), link.kind))
        if found is None:
            return tuple(party(p) for p in phrases(unpossessed(link.source)))
        return tuple(p for at in found for p in self._meant(at, link.kind))

    def _others(self, known: Sequence[Party], found: Sequence[Settled], kind: str) -> Iterator[Party]:
        """Those whom a source of several names and the tables do not know: the rescue service in "the monitor and the rescue service"."""
        if len(found) <= len(known):
            return
        ids = {p.id for p in known}
        for p in (p for at in found for p in self._meant(at, kind)):
            if p.named and p.id not in ids:
                ids.add(p.id)
                yield p

    def beside(self, chain: Sequence[Link]) -> tuple[tuple[int, ...], ...]:
        """Which voices of a chain speak side by side."""
        return lines(chain, self._reading, self._attributions) if len(chain) > 1 else ()

    def speaker(self, claim: Claim) -> Party | None:
        """Who a pronoun that acts is, where it is the one who speaks ("the militia denied that it had shelled the town"); else None: nobody is made up.

        It is the innermost source, if that is one named party, for "I" and "we". For others it has to fit, and to open what is said, or to stand in a
        denial that names no other party before it.
        """
        link, span = claim.chain[-1], dict(claim.spans).get("actor")
        found = self._settled.get(link.attribution or "", ())
        words = fold(claim.actor or "")
        if span is None or len(found) != 1 or words not in _LED:
            return None
        phrase = found[0].phrase
        if words not in SELF and not (self._first(link, span) and fits(phrases(words)[0], phrase, phrase)):
            return None
        meant = [p for p in self.of(link) if p.named]
        how = f'"{claim.actor}" is taken for the one who speaks, {link.source}.'
        return replace(meant[0], how=f"{meant[0].how} {how}".strip()) if len(meant) == 1 else None

    def _first(self, link: Link, span: Span) -> bool:
        """Does a pronoun open what is said, or is it in a denial that names no party before it?"""
        its = self._attributions.get(link.attribution or "")
        starts = [s for s, e in its.content if s <= span[0] < e] if its else []
        if not starts:
            return False
        before = self._reading.report.text[starts[0] : span[0]]
        if not before.strip(" \n\"'“‘").removeprefix("that").strip():
            return True
        others = (n for n in self._reading.names if n.cls in ("group", "person", "outlet"))
        return link.kind == "deny" and not any(starts[0] <= n.span[0] < span[0] for n in others)

    def _meant(self, at: Settled, kind: str) -> Sequence[Party]:
        """The party of a settled source: a table may know it by all its words, or by the name in them."""
        if at.phrase.sort == "named" or at.attribution:
            links = [Link(at.phrase.words, kind, attribution=at.attribution)] if at.attribution else []
            if at.phrase.sort == "named":
                links += [Link(words, kind) for words in dict.fromkeys((at.phrase.words, at.phrase.name))]
            for known in map(self._known, links):
                if known:
                    return [replace(p, how=at.how or p.how) for p in known]
        return [party(at.phrase, at.how)]

    def _known(self, link: Link) -> tuple[Party, ...]:
        return tuple(self._resolve(link)) if self._resolve else ()

    def outlet(self, head: Sequence[Link], name: str | None) -> Party:
        known = self._known(head[0]) if head and name else ()
        if known:
            return known[0]
        if not name:  # two reports of unstated outlets may be of one
            return Party(f"~report {self._report}", f"(outlet of report {self._report} not stated)")
        return Party(f"~{fold(name)}", name)
