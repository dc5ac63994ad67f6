"""Whom the names and phrases of one report mean: actors, outlets, and persons tied to them.

The door is ``resolve_actors``. First what is plain from the tables alone, then acronyms and spellings of the report, then nouns and persons by what the
report says of them, and at last the phrases of events and attributions, which may hold any of these.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from ..pronouns import PRONOUNS
from ..reading import sentences
from ..records import Attribution, Event, Name, Resolution, Span
from . import heads, institutions, nouns
from .acronyms import acronyms
from .aliases import Tables, load
from .entries import Which
from .matching import Context, Match, chief_country, count_countries, match
from .phrases import STATES, Meaning, bare, noun_roles, understand
from .scene import Mention, Scene
from .vocabulary import FORMER, PREPOSITIONS, SPEAKERS, TITLES
from .words import name_key, unpossessed, without_leading, words

_BASED = re.compile(r"^(?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)?[-\u2010 ][Bb]ased ")
_IN_BRACKETS = re.compile(r"\s?[(\[]")
MOST = 20_000  # spans of one report that are resolved; more is no report


def resolve_actors(
    text: str,
    names: Sequence[Name],
    events: Iterable[Event] = (),
    attributions: Iterable[Attribution] = (),
    tables: Tables | None = None,
    country: str | None = None,
    day: date | None = None,
) -> dict[Span, Resolution]:
    """Whom the names and phrases of a report mean.

    Args:
        text: of the report; all spans refer to it.
        names: of the report; those of groups, persons and outlets are resolved.
        events: their actors and targets are resolved; a target that is a place's or a weapon's name is not.
        attributions: their sources are resolved.
        tables: from ``aliases.load``; the package's and one's own where None.
        country: where the report's incidents are, if known, as ISO 3166-1 alpha-2 or by name ("SY", "Syria"); else it is told from the text
            where that is plain.
        day: of the report, by which it is known who headed which state; without it only full names of heads of state are known.

    Returns:
        A resolution for each span, ``id`` None where it is open; spans that lie outside the text are left out.

    Raises:
        TableError: a table of one's own that cannot be read.
    """
    tables = tables if tables is not None else load()
    named = [n for n in names if n.cls in ("group", "person", "outlet") and n.span[0] >= 0][:MOST]
    report = _Report(text, tables, country, day, (text[slice(*n.span)] for n in named if n.cls == "person"))
    named = [n for n in named if report.holds(n.span)]
    report.take_names(named)
    things = {n.span for n in names if n.cls in ("place", "time", "weapon")}
    times = {n.span for n in names if n.cls == "time"}
    for span, role in _phrases(
        events, attributions
    ):  # a country or "Russian warplanes" may act, as a target they are a place or a thing
        if (
            span not in report.found
            and span not in (things if role == "target" else times)
            and report.holds(span)
            and len(report.found) < MOST
        ):
            report.take_phrase(span, role == "source")
    return report.found


def _code(country: str | None, tables: Tables) -> str | None:
    """The code of a country given by code or name; None where it is unknown."""
    if not country:
        return None
    if country.upper() in tables.states.states:
        return country.upper()
    begun = tables.states.begin(name_key(country).split() or [""])
    return begun[1][0] if begun and len(begun[1]) == 1 else None


def resolve_name(
    name: str, tables: Tables | None = None, country: str | None = None, which: Which = "actors"
) -> Resolution:
    """What a name or phrase resolves to by itself, without a report round it.

    Args:
        name: as written. ``country``: ISO 3166-1 alpha-2, where that is known.
        which: the table that is asked first.
    """
    tables = tables if tables is not None else load()
    context = Context(tables, name, count_countries(tables, name), _code(country, tables))
    core = bare(name)
    found = match(core, context, which)
    meaning = Meaning(found) if found else understand(name, context)
    return _resolution(meaning, context, name[:300])


def _phrases(
    events: Iterable[Event], attributions: Iterable[Attribution]
) -> Iterable[tuple[Span, Literal["source", "actor", "target"]]]:
    for a in attributions:
        if a.source is not None:
            yield a.source, "source"
    some = list(events)
    yield from ((e.actor, "actor") for e in some if e.actor is not None)
    yield from ((e.target, "target") for e in some if e.target is not None)


def _resolution(meaning: Meaning | None, context: Context, said: str, person: str | None = None) -> Resolution:
    """A meaning as the record that leaves the station."""
    if meaning is None:
        return Resolution(None, said, how="open: in no table, and the report does not say whom it means", person=person)
    m = meaning.match
    entry = context.entry(m.id)
    if entry is None:
        return Resolution(None, said, how=m.how or "open", candidates=m.candidates, person=person)
    return Resolution(
        entry.id, entry.name, entry.kind, entry.country, entry.affiliation, m.how, round(m.score, 2), m.candidates,
        meaning.role, meaning.tie, person, meaning.also,
    )  # fmt: skip


class _Report:
    """One report on the way from spans to resolutions."""

    def __init__(
        self, text: str, tables: Tables, country: str | None, day: date | None = None, persons: Iterable[str] = ()
    ) -> None:
        self.text = text
        self.found: dict[Span, Resolution] = {}
        self.persons = institutions.Persons()
        self.scene = Scene()
        self.sentences = sentences.split(text)
        self.scene.starts = [s for s, _ in self.sentences]
        counts = count_countries(tables, text)
        introduced = {a.short: a for a in reversed(acronyms(text))}  # the first introduction counts
        self.context = Context(
            tables, text, counts, _code(country, tables) or chief_country(counts), introduced, day=day,
            persons=frozenset(name_key(p) for p in persons),
        )  # fmt: skip
        self._roles: list[tuple[int, str, Meaning]] = []

    def holds(self, span: Span) -> bool:
        """Whether a span lies in the text and holds something."""
        return 0 <= span[0] < span[1] <= len(self.text)

    def _said(self, span: Span) -> str:
        """The words of a span, without the rest of a possessive before it."""
        return unpossessed(self.text[slice(*span)])

    def sentence(self, at: int) -> Span:
        """The sentence round a place in the text."""
        return self.sentences[self.scene.sentence(at)] if self.sentences else (0, len(self.text))

    # -------------------------------------------------------------- names

    def take_names(self, named: list[Name]) -> None:
        """Resolve the names: by the tables, then by brackets, countries and nouns, then persons."""
        bodies = [n for n in named if n.cls != "person"]
        meanings = {n.span: self._plain(n) for n in bodies}
        self._count(meanings.values())
        for n in bodies:  # now that the countries of those named are known too
            m = meanings[n.span]
            if m is not None and m.match.id is None and m.match.candidates:
                meanings[n.span] = self._named_elsewhere(self._plain(n), meanings)
        self._brackets(bodies, meanings)
        self.scene.add(self._mentions(meanings))
        for n in bodies:
            meaning = meanings[n.span]
            if meaning is None or meaning.match.id is None:
                meaning = self._noun(n.span) or meaning
                self._remember(self.text[slice(*n.span)], meaning)
            self._keep(n.span, meaning)
        self._people([n.span for n in named if n.cls == "person"])

    def _plain(self, name: Name) -> Meaning | None:
        words_ = bare(self.text[slice(*name.span)])
        first: Which = "outlets" if name.cls == "outlet" else "actors"
        whole = match(words_, self.context, first)
        if whole is not None and whole.id is not None:
            return Meaning(
                whole, "speaker" if whole.way == "speaker" else "self", words_ if whole.way == "speaker" else None
            )
        inner = understand(words_, self.context)
        if name.cls == "outlet" and inner is not None and inner.match.id is not None and inner.match.way in STATES:
            held = inner.match.id  # a whole name that is a country's was misread: "Kuwait said"
            return Meaning(Match(None, f"open: an outlet, in whose name {held} is but a part", 0.0, (held,)))
        if inner is not None and inner.match.id is not None:
            return inner
        return Meaning(whole) if whole is not None else inner

    def _named_elsewhere(self, meaning: Meaning | None, meanings: dict[Span, Meaning | None]) -> Meaning | None:
        """A shared name means the one of its owners who is named in full in the report."""
        if meaning is None or meaning.match.id is not None:
            return meaning
        if len(meaning.match.candidates) < 2 or "the name of" not in meaning.match.how:
            return meaning
        named = {m.match.id for m in meanings.values() if m and m.match.id in meaning.match.candidates}
        if len(named) != 1:
            return meaning
        one = next(iter(named))
        return Meaning(
            Match(
                one,
                f"a name that {' and '.join(meaning.match.candidates)} share, and {one} is named in this report",
                0.85,
            )
        )

    def _count(self, meanings: Iterable[Meaning | None]) -> None:
        for m in meanings:
            entry = self.context.entry(m.match.id) if m else None
            if entry is not None and entry.country and entry.kind != "state":
                self.context.countries[entry.country] += 1

    def _brackets(self, bodies: list[Name], meanings: dict[Span, Meaning | None]) -> None:
        """ "Democratic Union Party (PYD)": letters that no rule explains, but one name in brackets after another."""
        ordered = sorted(bodies, key=lambda n: n.span)
        for one, two in itertools.pairwise(ordered):
            if not _IN_BRACKETS.fullmatch(self.text[one.span[1] : two.span[0]]) or self.text[
                two.span[1] : two.span[1] + 1
            ] not in (")", "]"):
                continue
            known, other = meanings[one.span], meanings[two.span]
            for source, span, target in ((known, two.span, other), (other, one.span, known)):
                if source and source.match.id and source.tie == "self" and (target is None or target.match.id is None):
                    how = f"introduced in brackets at [{two.span[0]}, {two.span[1]}) beside {source.match.id}"
                    meanings[span] = replace(source, match=replace(source.match, how=how, score=0.9))
                    self._remember(self.text[slice(*span)], meanings[span])
                    self._again(bodies, meanings, span)

    def _again(self, bodies: list[Name], meanings: dict[Span, Meaning | None], span: Span) -> None:
        key = name_key(self.text[slice(*span)])
        for n in bodies:
            if n.span != span and name_key(self.text[slice(*n.span)]) == key:
                meanings[n.span] = meanings[span]

    def _mentions(self, meanings: dict[Span, Meaning | None]) -> list[Mention]:
        out = []
        for span, m in meanings.items():
            entry = self.context.entry(m.match.id) if m and m.tie != "asset" else None
            if entry is not None:
                out.append(Mention(span, entry))
        return out

    def _noun(self, span: Span) -> Meaning | None:
        """A noun in the context of the report, with the article before it."""
        article = re.search(r"\b(?:[Tt]he|[Tt]his|[Tt]hat) $", self.text[max(0, span[0] - 6) : span[0]])
        start = span[0] - len(article[0]) if article else span[0]
        phrase = self.text[start : span[1]]
        keys = [w.key for w in without_leading(words(phrase))]
        body = self.context.tables.states.institution(keys)
        led = heads.before(self.text, start, self.context) if body else ""
        tied = heads.after(self.text, span[1], self.context) if body else ""
        if (led or tied) and (meaning := understand(led + phrase + tied, self.context)) and meaning.match.id:
            return meaning
        found = nouns.resolve(phrase, span, self.context, self.scene)
        if found is None:
            return None
        return Meaning(
            found, "speaker" if found.way == "speaker" else "self", bare(phrase) if found.way == "speaker" else None
        )

    def _remember(self, name: str, meaning: Meaning | None) -> None:
        """Proper names that this report explains are known in its phrases."""
        if meaning and meaning.match.id and meaning.tie == "self" and bare(name)[:1].isupper() and len(name) > 2:
            self.context.local.setdefault(name_key(bare(name)), meaning.match)

    def _keep(self, span: Span, meaning: Meaning | None, person: str | None = None) -> None:
        self.found[span] = _resolution(meaning, self.context, self._said(span)[:300], person)
        if meaning and meaning.match.id and meaning.tie == "speaker" and meaning.role:
            self._roles.append((span[0], meaning.role, meaning))

    # -------------------------------------------------------------- persons

    def _people(self, spans: list[Span]) -> None:
        earlier = 0
        for span in sorted(spans):
            name = self.text[slice(*span)]
            tie = institutions.tie(self.text, span, self.context, self.sentence(span[0]), earlier)
            self.persons.add(name, tie)
            earlier = span[1]
        for span in spans:
            body = self._body(span)
            self._keep(span, body or self._person(span), None if body else self._said(span)[:300])

    def _body(self, span: Span) -> Meaning | None:
        """What was read as a person's name, but is another name of a body that the report names too, and of no person in it: "Amal"."""
        name = self.text[slice(*span)]
        key = name_key(name)
        if self.persons.find(name) or any(key != p and key in p.split() for p in self.context.persons):
            return None
        found = match(name, self.context, fuzzy=False)
        named = found is not None and any(m.entry.id == found.id for m in self.scene.mentions)
        return Meaning(found) if found is not None and named and found.way == "name" else None

    def _person(self, span: Span) -> Meaning:
        name = self.text[slice(*span)]
        tie = self.persons.find(name) or (self.persons.find(name[:-1]) if name.endswith("s") else None)
        if tie is None:
            none = Match(None, "open: a person whom the report ties to no body, or to none that is known")
            return self._head(name) or Meaning(none)
        a, b = tie.said
        how = f"spokesperson of: {tie.role!r}, said of {tie.person} at [{a}, {b}); {tie.match.how}"
        return Meaning(replace(tie.match, how=how, score=min(tie.match.score, 0.9)), "speaker", tie.role)

    # -------------------------------------------------------------- phrases

    def take_phrase(self, span: Span, source: bool) -> None:
        """Resolve the phrase of a role or of a source."""
        phrase = self.text[slice(*span)]
        core = bare(phrase)
        if not core or (core.lower() in PRONOUNS and not (len(core) > 1 and core.isupper())):
            self._keep(span, Meaning(Match(None, "open: a pronoun")))
            return
        person = self._person_in(span)
        self._keep(span, self._phrase(span, phrase, core, source), person)

    def _phrase(self, span: Span, phrase: str, core: str, source: bool) -> Meaning | None:
        meaning: Meaning | None = None
        whole = None
        if " " in core or any(c.isupper() for c in core):  # a small word alone is no name: "amnesty"
            whole = match(core, self.context, "outlets" if source else "actors", fuzzy=False)
        if whole is not None and whole.id is not None and (source or whole.way != "capital"):
            return Meaning(
                whole, "speaker" if whole.way == "speaker" else "self", core if whole.way == "speaker" else None
            )
        if whole is None and (named := _BASED.sub("", core)) != core and any(c.isupper() for c in named):
            found = match(named, self.context, "outlets" if source else "actors")  # also misspelt
            if found is not None and found.id is not None:
                return Meaning(found)
        meaning = understand(phrase, self.context)
        if (
            meaning is not None and meaning.match.way == "capital" and not source
        ):  # a place, where it neither acts nor says anything
            meaning = whole = None
        if meaning is not None and meaning.match.id is not None:
            return meaning
        return (
            self._inner_person(span)
            or self._noun(span)
            or self._role_of_noun(span)
            or self._points_to_role(span, phrase)
            or self._head(phrase)
            or meaning
            or _whole(whole)
        )

    def _head(self, phrase: str) -> Meaning | None:
        found = heads.alone(phrase, self.context)
        return Meaning(found, "speaker", "head of state or government") if found is not None else None

    def _names_in(self, span: Span) -> list[Span]:
        return [s for s, r in self.found.items() if r.person and span[0] <= s[0] and s[1] <= span[1]]

    def _person_in(self, span: Span) -> str | None:
        inside = self._names_in(span)
        return self.text[slice(*inside[0])] if len(inside) == 1 else None

    def _inner_person(self, span: Span) -> Meaning | None:
        inside = self._names_in(span)
        if len(inside) == 1 and _led_up_to(self.text[span[0] : inside[0][0]]):
            meaning = self._person(inside[0])
            return meaning if meaning.match.id else None
        known = self.persons.find(bare(self.text[slice(*span)])) if not inside else None
        return self._person(span) if known else None

    def _role_of_noun(self, span: Span) -> Meaning | None:
        """ "A spokesman for the militia", "a coalition commander": a role of somebody who is himself named by a noun."""
        for role, at, end, tie in noun_roles(self.text[slice(*span)]):
            start = span[0] + at
            found = nouns.resolve(
                f"the {self.text[start : span[0] + end]}", (start, span[0] + end), self.context, self.scene
            )
            if found is not None and found.id is not None:
                how = f"{'spokesperson' if tie == 'speaker' else 'member'} of: {role!r}; {found.how}"
                return Meaning(replace(found, how=how, score=round(found.score * 0.9, 2)), tie, role)
        return None

    def _points_to_role(self, span: Span, phrase: str) -> Meaning | None:
        """ "The spokesman" after a spokesman who was named, at most two sentences back, with no other between."""
        core = bare(phrase).lower()
        if not phrase.lower().startswith("the ") or core not in SPEAKERS or core in ("report", "reports"):
            return None
        here = self.scene.sentence(span[0])
        near = [
            m
            for at, role, m in self._roles
            if at < span[0] and here - self.scene.sentence(at) <= 2 and core in role.lower().split()
        ]
        if not near or len({m.match.id for m in near}) > 1:
            return None
        last = near[-1]
        how = f"noun in context: the {core} points back; {last.match.how}"
        return replace(last, match=replace(last.match, how=how, score=0.7), role=core, also=())


def _led_up_to(before: str) -> bool:
    """Whether the words before a person's name only say who that is; not "supporters of President", nor "former"."""
    found = words(before)
    if any(w.key in FORMER for w in found):
        return False
    while found and (found[-1].capital or found[-1].key in TITLES or found[-1].key in SPEAKERS):
        found = found[:-1]
    return not found or found[-1].key not in PREPOSITIONS


def _whole(found: Match | None) -> Meaning | None:
    return Meaning(found) if found is not None else None
