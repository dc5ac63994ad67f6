"""The nouns of the project, all on one page.

Everything that one station hands to the next is one of these. They are plain values without behaviour of their own beyond
turning into JSON and back. A *span* is ``(start, end)``, Python string offsets into ``Report.text``, end exclusive.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
Spans = tuple[Span, ...]

NameClass = Literal["group", "person", "place", "outlet", "weapon", "time"]
Kind = Literal["report", "deny", "accuse", "warn", "predict", "infer", "demand", "feel"]
Status = Literal["actual", "denied", "prospective", "possible"]
Precision = Literal["day", "week", "month", "year", "unknown"]
Share = Literal["whole", "part", "rest", "earlier", "both"]  # what a figure counts: ``reading.shares``


@dataclass(frozen=True, slots=True)
class Report:
    """One captured publication.

    Attributes:
        id: short and stable: the first 12 hex digits of SHA-256 over the text and what is stated about it.
        text: what is read, exactly as published (title, blank line, body); every span refers to it.
        outlet: who published it, as written there or as the user says.
        title: its headline; it is also the start of ``text`` when there is one.
        published: publication date, ISO 8601 (``2018-11-12``), or None.
        captured: when it was added, ISO 8601 in UTC.
        url: where it came from, or None.
        language: ISO 639-1 code, as stated; None where nobody says.
        original: SHA-256 (hex) of the original bytes, by which they are kept.
        media_type: of the original bytes, e.g. ``text/html``.
        external_id: the id that the user's own batch gave it.
        notes: what was odd about the capture, in sentences for people (e.g. "decoded as windows-1252").
    """

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    captured: str | None = None
    url: str | None = None
    language: str | None = None
    original: str | None = None
    media_type: str = "text/plain"
    external_id: str | None = None
    author: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a group, person, place, outlet, weapon or time."""

    span: Span
    cls: NameClass


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words, or the writer's own open inference (``author``), and the attribution it stands ``inside``."""

    id: str
    source: Span | None
    cue: Span | None
    content: Spans
    kind: Kind = "report"
    inside: str | None = None
    author: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A mention of something that happened or may; the roles are phrases of the same sentence."""

    id: str
    trigger: Span
    type: str
    status: Status = "actual"
    actor: Span | None = None
    target: Span | None = None
    place: Span | None = None
    time: Span | None = None
    means: Span | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people with a fate. ``low`` and ``high`` as written; None is "not said"."""

    id: str
    span: Span
    fate: str
    who: str
    low: int | None
    high: int | None
    event: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One occurrence in the world, as one report tells it.

    ``start`` and ``end`` are ISO dates; ``killed`` and ``injured`` are (lowest, highest) over all sources of the report, the highest
    None when open. ``date_from`` are the words the date came from, ``why`` says in a sentence how.
    """

    id: str
    type: str
    summary: str
    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    place: str | None = None
    region: str | None = None
    country: str | None = None
    actor: str | None = None
    target: str | None = None
    killed: tuple[int | None, int | None] | None = None
    injured: tuple[int | None, int | None] | None = None
    main: bool = False
    date_from: Span | None = None
    place_from: Span | None = None
    why: str = ""
    at: Place | None = None
    actor_is: Identity | None = None
    target_is: Identity | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One place that a name may mean, as a gazetteer has it.

    Attributes:
        name: the gazetteer's own.
        lat, lon: degrees, WGS 84; of a region or country a point in its middle.
        country, region: names in English (``Syria``, ``Aleppo``), or None; ``code`` is ISO 3166-1 alpha-2.
        kind: settlement, capital, district, region, country, area, ...
        score: how likely among the candidates, 0 to 1.
        reason: what speaks for it, in words.
        source: the gazetteer.
        doubts: why it may be the likeliest only for want of others: ``sound`` (another transliteration), ``part`` (found by some of the name's
            words), ``elsewhere`` (nothing else of the report points to its country).
    """

    name: str
    lat: float
    lon: float
    country: str | None
    region: str | None
    code: str | None
    kind: str
    population: int
    score: float
    reason: str
    source: str = "default"
    doubts: tuple[Literal["sound", "part", "elsewhere"], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a place as written is, in the context of its report.

    ``precision`` says what the coordinates mean: ``place`` (a settlement or site), ``district``, ``region`` and ``country`` (a point in its
    middle), ``area`` (a river, a desert, a region across borders), ``wide`` (a continent), ``near`` (in no gazetteer: where the place is that
    stands beside it), or ``unknown`` (none).
    """

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    region: str | None
    precision: str
    code: str | None = None
    why: str = ""
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a name or phrase means: an actor, or an outlet.

    Attributes:
        id: in the tables of actors and outlets; None where it stays open.
        name: what it is called there, or the words themselves.
        kind: armed group, military, government, state agency, newspaper, ...
        country: ISO 3166-1 alpha-2, or None. ``affiliation``: the id of what it belongs to, or None.
        how: by which words or rule, or why it stays open, in a sentence.
        score: how sure, 0 to 1. ``candidates``: ids of who else it may be.
    """

    id: str | None
    name: str
    kind: str = ""
    country: str | None = None
    affiliation: str | None = None
    how: str = ""
    score: float = 0.0
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """A name of a report with who, which outlet (``identity``) or where (``place``) is meant."""

    span: Span
    cls: NameClass
    words: str
    identity: Identity | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Resolution(Identity):
    """Whom a name or phrase means, in the context of its report, and how the words belong to them.

    Attributes:
        role: how the words belong where they are not the name: ``spokesman``, ``fighters``, ``positions``.
        tie: ``self`` (it is named), ``member``, ``speaker`` (somebody who speaks for it), ``asset`` (what it holds).
        person: the person's name, where one is tied to it. ``also``: ids of others named in the same phrase.
    """

    role: str | None = None
    tie: Literal["self", "member", "speaker", "asset"] = "self"
    person: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one report."""

    report: Report
    names: tuple[Name, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    tolls: tuple[Toll, ...] = ()
    incidents: tuple[Incident, ...] = ()
    reader: str = ""
    notes: tuple[str, ...] = field(default=())

    def words(self, span: Span | None) -> str | None:
        """The words of a span, or None."""
        return None if span is None else self.report.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a claim's chain of attributions, the outermost first: who, by which cue, in what kind.

    ``attribution`` is None for the outlet itself, which stands at the head of every chain. ``party`` is the id of who is meant in the tables of
    actors and outlets, ``resolved`` its name there, or, where no table has it, the name that its own report gives it elsewhere ("he", "the spokesman");
    ``affiliation`` the id of what it belongs to, ``how`` says by which words or rule. ``also``: ids of others whom the same words name ("the monitor
    and the rescue service").
    """

    source: str
    kind: str
    cue: str | None = None
    source_span: Span | None = None
    cue_span: Span | None = None
    attribution: str | None = None
    party: str | None = None
    resolved: str | None = None
    affiliation: str | None = None
    how: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the ledger: an event or toll, with its chain of attributions.

    Attributes:
        id: ``REPORT.e3`` or ``REPORT.t2``: the report's id and the mention's.
        layer: ``event`` or ``toll``.
        type: event type, or the toll's fate.
        span: the trigger, or the toll's phrase. ``sentence``: the sentence round it.
        chain: outlet first, then each attribution that the words stand inside, the outermost first.
        start, end, precision: the date of its incident; its own where that lies outside it, or the incident has none.
        at: where its place is; ``actor_is``, ``target_is``: who is meant. None where nothing was resolved.
    """

    id: str
    report: str
    layer: Literal["event", "toll"]
    type: str
    status: Status
    span: Span
    words: str
    sentence: Span
    chain: tuple[Link, ...]
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    time: str | None = None
    means: str | None = None
    who: str | None = None
    low: int | None = None
    high: int | None = None
    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    incident: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()  # role -> where its words stand
    at: Place | None = None
    actor_is: Identity | None = None
    target_is: Identity | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a passage names.

    Attributes:
        key: by which the same name is known again (``naming.keys``); ``sound``: so that other transliterations are too (``naming.translit``).
        lat, lon: degrees (WGS 84), or None. ``precision``: what they mean (``Place.precision``).
    """

    key: str
    sound: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of people with a fate, as one passage gives it.

    Attributes:
        toll: its id (``REPORT.t2``). ``fate``, ``who``, ``low``, ``high``: as of ``Toll``.
        vague: no number ("dozens"). ``share``, ``joined``: what it counts (``reading.shares.Counted``).
        named: the number that an estimate names, "about 80" being 72 to 88; None where it is no estimate.
    """

    toll: str
    fate: str
    who: str
    low: int | None
    high: int | None
    vague: bool = False
    share: Share = "whole"
    joined: bool = False
    named: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What one passage (a sentence) of a report says of one incident: the unit that is joined across reports.

    A reader's incident is told in several passages and may mix two occurrences; passages can be parted again.

    Attributes:
        id: ``REPORT.i3.7``: the report, the reader's incident, the number of the sentence (from 0).
        incident: ``REPORT.i3``. ``published``: the day that "today" means in the report, or the stated date.
        type: by its own events, else of the reader's incident. ``types``: (event type, how many), in alphabetical order.
        main: the reader's incident is told in the title or lead. ``first``: the passage is the first of its incident.
        start, end, precision: by a time in the passage, else of the reader's incident.
        place: as written; ``spot`` where it is; ``spots`` all places of the passage, ``around`` of the whole incident.
        actors, targets, names, words: folded stems, in alphabetical order.
        mentions: (claim id ``REPORT.e3``, span), in text order. ``sentence``: where the passage stands.
    """

    id: str
    report: str
    incident: str
    number: int
    outlet: str | None
    published: str | None
    type: str
    types: tuple[tuple[str, int], ...]
    main: bool
    first: bool
    start: str | None
    end: str | None
    precision: Precision
    place: str | None
    spot: Spot | None
    spots: tuple[Spot, ...]
    around: tuple[Spot, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[Figure, ...]
    statuses: tuple[str, ...]
    mentions: tuple[tuple[str, Span], ...]
    sentence: Span
    summary: str


CheckResult = Literal["holds", "fails", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a check rests on, and what they are to it (``total``, ``part``, ``start``, ``from``, ...)."""

    role: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """A computed test of something that a report claims.

    Attributes:
        kind: which check (``checking.CHECKS``).
        result: ``holds``, ``fails`` or ``cannot tell``. It says whether words and figures agree, not who is right.
        sentence: why, in one sentence; of what cannot be told also what is missing.
        inputs: the words it rests on.
        report: id of the report.
        claims: ids of the claims (``REPORT.e3``) that the inputs belong to.
        numbers: (name, value) of the figures that went in or came out; the unit is part of the name (``km``, ``days``).
    """

    kind: str
    result: CheckResult
    sentence: str
    inputs: tuple[Evidence, ...]
    report: str
    claims: tuple[str, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reuse:
    """The same passage in two reports.

    Attributes:
        report, other: ids. ``other`` was published before ``report`` where both days are known; no date counts as later.
        span, other_span: the passage in each, from its first to its last equal word, small edits between included.
        words: how many words are equal, in order; a character of a script without spaces counts as half a word.
        share: ``words`` of the words of the shorter report, 0 to 1.
        first: id of the report that was published first; None when the days are equal or one is unknown.
    """

    report: str
    span: Span
    other: str
    other_span: Span
    words: int
    share: float
    first: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """One incident, as all reports that tell of it together say.

    Attributes:
        id: ``x.`` and the id of the account that was published first.
        accounts, reports: ids, the earliest published first.
        place: as most reports write it; ``spot`` where it is.
        killed, injured: (lowest, highest) over the reports, or None where none gives a figure.
        mentions: (report, claim id ``REPORT.e3``, span).
        reasons: why the accounts are taken to be one, in sentences.
    """

    id: str
    accounts: tuple[str, ...]
    reports: tuple[str, ...]
    type: str
    start: str | None
    end: str | None
    precision: Precision
    place: str | None
    spot: Spot | None
    killed: tuple[int | None, int | None] | None
    injured: tuple[int | None, int | None] | None
    main: bool
    mentions: tuple[tuple[str, str, Span], ...]
    summary: str
    reasons: tuple[str, ...] = ()


def plain(record: Any) -> Any:
    """A record as plain JSON-ready values (dataclasses become objects, tuples lists)."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {f.name: plain(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, (list, tuple)):
        return [plain(x) for x in record]
    if isinstance(record, dict):
        return {str(k): plain(v) for k, v in record.items()}
    return record
