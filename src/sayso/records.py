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

    ``attribution`` is None for the outlet itself, which stands at the head of every chain.
    """

    source: str
    kind: str
    cue: str | None = None
    source_span: Span | None = None
    cue_span: Span | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the ledger: an event or toll, with its chain of attributions.

    Attributes:
        id: ``REPORT.e3`` or ``REPORT.t2``: the report's id and the mention's.
        layer: ``event`` or ``toll``.
        type: event type, or the toll's fate.
        span: the trigger, or the toll's phrase. ``sentence``: the sentence round it.
        chain: outlet first, then each attribution that the words stand inside, the outermost first.
        start, end, precision: the date of its incident or, for a claim with none, its own.
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


def plain(record: Any) -> Any:
    """A record as plain JSON-ready values (dataclasses become objects, tuples lists)."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {f.name: plain(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, (list, tuple)):
        return [plain(x) for x in record]
    if isinstance(record, dict):
        return {str(k): plain(v) for k, v in record.items()}
    return record
