"""What the mentions of one incident say together: its type, when, where, and how many.

Type and numbers are rules over the grouped mentions; place and date are chosen among what the report offers (``choosing``). Every choice is
explained (``Incident.why``) and leads back to the words it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..records import Event, Incident, Name, Report, Span, Toll
from . import times
from .choosing import Chooser, Mentions, Scene, Told, date_candidates, fold, place_candidates
from .shares import counted
from .times import When
from .totals import Total, total

# What a mention of this type says about the type of its incident: effects say less than what caused them, and a battle that ends in a
# capture is the capture (annotation guidelines, section 6).
TYPE_WEIGHT = {
    "killing": 0.45,
    "destruction": 0.6,
    "movement": 0.8,
    "displacement": 0.9,
    "clash": 0.9,
    "territory": 1.5,
    "chemical": 1.5,
}
DEAD = ("killed", "executed")
_PART_OF = re.compile(
    r"(?:the )?(?:early |late )?(?:morning|afternoon|evening|night) of (?:the|his|her|its|their|an?) (?!\d)", re.I
)


def resolve_times(
    report: Report, events: Sequence[Event], names: Sequence[Name], today: date | None
) -> dict[Span, When]:
    """Resolve every time expression of a report, in text order, so that "two days later" finds the date before it.

    Args:
        report: the report.
        events: its events; times of prospective ones lie ahead.
        names: its names; those of class time are resolved too.
        today: the day that "today" means.
    """
    # what has happened decides: "since operations began last August to drive them out" has the same words for a plan
    over = {e.time for e in events if e.status in ("actual", "denied")}
    future = {e.time for e in events if e.time and e.status == "prospective"} - over
    resolved: dict[Span, When] = {}
    last: When | None = None
    last_at = -10_000
    for span in sorted({e.time for e in events if e.time} | {n.span for n in names if n.cls == "time"}):
        near = last if span[0] - last_at < 900 else None
        if _PART_OF.match(report.text[span[0] : span[1] + 12]) and not near:
            continue  # "the morning of the strike on his home" leans on the strike
        when = times.resolve(_with_lead(report.text, span), today, near, span in future)
        if when is None:
            continue
        resolved[span] = when
        if when.precision == "day" and when.days <= 1:
            last, last_at = when, span[0]
    return resolved


def _with_lead(text: str, span: Span) -> str:
    """The expression with the word before it that changes its sense ("since July 25", "last Tuesday")."""
    words = text[span[0] : span[1]]
    lead = re.search(
        r"\b(since|last|past|previous|next|until|from|eve of|early|late|mid|night of)[\s-]+(?:the\s+)?$",
        text[max(0, span[0] - 20) : span[0]].lower(),
    )
    return f"{lead[1]} {words}" if lead and not words.lower().startswith(lead[1]) else words


def describe(groups: Mapping[str, Mentions], scene: Scene, choosers: Mapping[str, Chooser]) -> tuple[Incident, ...]:
    """The incidents of one report, from their mentions.

    Args:
        groups: for each incident's id its mentions, in the order in which the text first tells of them.
        scene: the report round them.
        choosers: ``place`` and ``date``.

    Returns:
        One incident for each group; what cannot be told is None.
    """
    taken: list[str] = []
    before = Told()
    out = []
    for number, mentions in groups.items():
        place = choosers["place"].choose(place_candidates(mentions, scene, taken))
        when = choosers["date"].choose(date_candidates(mentions, scene, before))
        taken += [fold(str(place.value))] if place.value else []
        resolved = when.value if isinstance(when.value, When) else None
        before.append((scene.sentence(mentions.spans[0][0]), resolved))
        out.append(
            _incident(
                number,
                mentions,
                scene,
                plain_place(place.span, scene),
                (resolved, when.span, when.why),
            )
        )
    return tuple(out)


def _incident(
    number: str,
    mentions: Mentions,
    scene: Scene,
    place: Span | None,
    date_: tuple[When | None, Span | None, str],
) -> Incident:
    text = scene.report.text
    events, tolls = mentions.events, mentions.tolls
    when, date_from, why = date_

    def said(role: str) -> str | None:
        phrases = [getattr(e, role) for e in events if getattr(e, role)]
        return text[phrases[0][0] : phrases[0][1]] if phrases else None

    kind = type_of(events)
    first = mentions.spans[0][0]
    return Incident(
        id=number, type=kind, summary=summary(mentions, text),
        start=when.start.isoformat() if when else None, end=when.end.isoformat() if when else None,
        precision=when.precision if when else "unknown", place=text[slice(*place)] if place else None, actor=said("actor"), target=said("target"),
        killed=_total([t for t in tolls if t.fate in DEAD], scene), injured=_total([t for t in tolls if t.fate == "injured"], scene),
        main=first < scene.title_end or scene.sentence(first) == 0, date_from=date_from, place_from=place, why=why,
    )  # fmt: skip


_LONGEST = 14  # words of a summary


def summary(mentions: Mentions, text: str) -> str:
    """The report's own words for an incident: the stretch from actor to target round the trigger of the mention that says most."""
    if not mentions.events:
        return text[slice(*mentions.tolls[0].span)]
    best = max(mentions.events, key=lambda e: (sum(x is not None for x in (e.actor, e.target, e.place)), -e.trigger[0]))
    parts = [best.trigger, *(s for s in (best.actor, best.target) if s is not None)]
    words = text[min(s for s, _ in parts) : max(e for _, e in parts)].split()
    if len(words) <= _LONGEST:
        return " ".join(words)
    return " ".join(text[slice(*s)] for s in sorted(parts)) if len(parts) < 3 else " ".join(words[:_LONGEST]) + " ..."


def plain_place(span: Span | None, scene: Scene) -> Span | None:
    """The place without the s of a lost apostrophe ("Syrias", "Aleppos"), where the report or the list of countries knows it without."""
    if span is None:
        return None
    name = scene.report.text[slice(*span)]
    bare = fold(name[:-1])
    known = bare in scene.countries or bare in scene.by_place
    return (span[0], span[1] - 1) if name.endswith("s") and len(name) > 4 and known else span


def type_of(events: Sequence[Event]) -> str:
    """The type that most mentions give; effects (deaths, damage) count less than what caused them."""
    votes: dict[str, float] = {}
    for n, event in enumerate(events):
        votes[event.type] = votes.get(event.type, 0.0) + TYPE_WEIGHT.get(event.type, 1.0) * (1.25 if n == 0 else 1.0)
    return max(votes, key=lambda t: votes[t]) if votes else "killing"


def _total(tolls: Iterable[Toll], scene: Scene) -> Total | None:
    """What figures of one fate come to, over all sources of the report."""
    passages: dict[int, list[Toll]] = {}
    for toll in sorted(tolls, key=lambda t: t.span):
        passages.setdefault(scene.sentence(toll.span[0]), []).append(toll)
    return total(counted(scene.report.text, scene.sentences[n], some) for n, some in passages.items())
