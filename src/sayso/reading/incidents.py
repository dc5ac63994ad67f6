"""What the mentions of one incident say together: its type, when, where, and how many.

Rules over the grouped mentions. Every choice is explained (``Incident.why``) and leads back to the words it came from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..records import Event, Incident, Name, Report, Span, Toll
from . import times
from .times import When

# What a mention with this type says about its incident, beside a mention of another type: effects say less than causes.
_WEIGHT = {"killing": 0.6, "destruction": 0.7, "displacement": 0.8, "movement": 0.8, "clash": 0.95}
_DEAD = ("killed", "executed")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that an event names, resolved."""

    span: Span
    when: When


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report says about itself that incidents need: its day, its sentences and its resolved times."""

    report: Report
    today: date | None
    sentences: Sequence[Span]
    times: dict[str, Dated]  # event id -> its own time
    names: Sequence[Name]
    title_end: int

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        from bisect import bisect_right

        return max(0, bisect_right([s for s, _ in self.sentences], at) - 1)


def resolve_times(
    report: Report, events: Sequence[Event], names: Sequence[Name], today: date | None
) -> dict[str, Dated]:
    """Resolve the time of every event that names one, in text order, so that "two days later" finds the date before it."""
    found: dict[str, Dated] = {}
    last: When | None = None
    last_at = -10_000
    spoken = sorted({e.time for e in events if e.time} | {n.span for n in names if n.cls == "time"})
    resolved: dict[Span, When] = {}
    future = {e.time for e in events if e.time and e.status == "prospective"}
    for span in spoken:
        near = last if span[0] - last_at < 900 else None
        when = times.resolve(_with_lead(report.text, span), today, near, span in future)
        if when is None:
            continue
        resolved[span] = when
        if when.precision == "day" and when.days <= 1:
            last, last_at = when, span[0]
    for event in events:
        if event.time and event.time in resolved:
            found[event.id] = Dated(event.time, resolved[event.time])
    return found


def _with_lead(text: str, span: Span) -> str:
    """The expression with the word before it that changes its sense ("since July 25", "last Tuesday")."""
    words = text[span[0] : span[1]]
    lead = re.search(
        r"\b(since|last|next|until|from|eve of|early|late|mid|night of)[\s-]+(?:the\s+)?$",
        text[max(0, span[0] - 20) : span[0]].lower(),
    )
    return f"{lead[1]} {words}" if lead and not words.lower().startswith(lead[1]) else words


def describe(
    number: str, events: Sequence[Event], tolls: Sequence[Toll], setting: Setting, earlier: Sequence[Incident] = ()
) -> Incident:
    """One incident from its mentions.

    Args:
        number: the incident's id.
        events, tolls: its mentions, in text order; at least one.
        setting: the report round them.
        earlier: incidents described before, in text order.

    Returns:
        The incident; what cannot be told is None.
    """
    text = setting.report.text
    kind = _type(events)
    place_span = _place(events, tolls, setting)
    dated, when, why = _when(events, tolls, setting)
    first = min([e.trigger[0] for e in events] + [t.span[0] for t in tolls])

    def said(role: str) -> str | None:
        phrases = [getattr(e, role) for e in events if getattr(e, role)]
        return text[phrases[0][0] : phrases[0][1]] if phrases else None

    place = text[place_span[0] : place_span[1]] if place_span else None
    summary = " ".join(
        x
        for x in (said("actor"), events[0] and text[slice(*events[0].trigger)] if events else None, said("target"))
        if x
    )
    return Incident(
        id=number, type=kind, summary=_short(summary or (text[slice(*tolls[0].span)] if tolls else kind)),
        start=when.start.isoformat() if when else None, end=when.end.isoformat() if when else None,
        precision=when.precision if when else "unknown", place=place, actor=said("actor"), target=said("target"),
        killed=total([t for t in tolls if t.fate in _DEAD]), injured=total([t for t in tolls if t.fate == "injured"]),
        main=setting.sentence(first) == 0 or first < setting.title_end, date_from=dated, place_from=place_span, why=why,
    )  # fmt: skip


def _short(summary: str) -> str:
    words = summary.split()
    return " ".join(words[:12])


def _type(events: Sequence[Event]) -> str:
    """The type most mentions give it; effects (deaths, damage) count less than what caused them."""
    votes: Counter[str] = Counter()
    for n, event in enumerate(events):
        votes[event.type] += _WEIGHT.get(event.type, 1.0) * (1.3 if n == 0 else 1.0)  # type: ignore[assignment]
    return max(votes, key=lambda t: votes[t]) if votes else "killing"


def _place(events: Sequence[Event], tolls: Sequence[Toll], setting: Setting) -> Span | None:
    """The place named most often by the mentions; of equals the earliest."""
    text = setting.report.text
    spans = [e.place for e in events if e.place]
    spans += [n.span for e in events if e.type == "territory" and e.target for n in setting.names
              if n.cls == "place" and e.target[0] <= n.span[0] and n.span[1] <= e.target[1]]  # fmt: skip
    if not spans:
        spans += [n.span for e in events if e.target for n in setting.names
                  if n.cls == "place" and e.target[0] <= n.span[0] and n.span[1] <= e.target[1]]  # fmt: skip
    if not spans:
        return None
    # the place as named inside the phrase: "the al-Safa area" -> "al-Safa"
    named = []
    for span in spans:
        inner = [n.span for n in setting.names if n.cls == "place" and span[0] <= n.span[0] and n.span[1] <= span[1]]
        named.append(inner[0] if inner else span)
    votes = Counter(_key(text[s:e]) for s, e in named)
    return max(named, key=lambda s: (votes[_key(text[s[0] : s[1]])], -s[0]))


def _key(name: str) -> str:
    return re.sub(r"\b(the|al|el|province|city|town|governorate|area|district|countryside)\b|\W", "", name.lower())


def _when(events: Sequence[Event], tolls: Sequence[Toll], setting: Setting) -> tuple[Span | None, When | None, str]:
    """The date that the mentions give, or the date they stand under."""
    own = [setting.times[e.id] for e in events if e.id in setting.times]
    if own:
        best = _best(own)
        words = setting.report.text[best.span[0] : best.span[1]]
        return best.span, best.when, f'"{words}": {best.when.why}'
    if setting.today is None:
        return None, None, "no date in the text and no publication date"
    first = min([e.trigger[0] for e in events] + [t.span[0] for t in tolls])
    if setting.sentence(first) <= 1 or first < setting.title_end:
        week = When(setting.today - timedelta(6), setting.today, "week", "")
        return None, week, "no date in the text: the week up to publication, as the main news"
    return None, None, "no date in the text"


def _best(own: Sequence[Dated]) -> Dated:
    """The date named most often; of equals the most precise, then the earliest in the text."""
    order = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
    votes = Counter((d.when.start, d.when.precision) for d in own)
    return min(
        own, key=lambda d: (order[d.when.precision], d.when.days > 1, -votes[(d.when.start, d.when.precision)], d.span)
    )


def total(tolls: Sequence[Toll]) -> tuple[int | None, int | None] | None:
    """The lowest and the highest total that a report gives for one fate, over all its sources.

    Parts ("13 civilians" of "20 people") are told from totals by who is counted: where figures for people in general are given, the
    parts are left out.
    """
    known = [t for t in tolls if t.low is not None or t.high is not None]
    if not known:
        return None
    general = [t for t in known if t.who == "people"]
    some = general or known
    lows = [t.low if t.low is not None else 0 for t in some]
    highs = [t.high for t in some]
    high = (
        None
        if None in highs and max(lows) >= max((h for h in highs if h is not None), default=0)
        else max(h for h in highs if h is not None)
    )
    return min(lows), high
