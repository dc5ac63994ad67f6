"""Forecasts and warnings: what is said to lie ahead, by whom, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...records import Attribution, Claim, Link, Reading, Span
from .horizon import Horizon, horizon
from .page import Page, hull
from .said import said_on

State = Literal["pending", "due", "overdue", "no date"]
STATES: tuple[State, ...] = ("overdue", "due", "pending", "no date")
_AHEAD = ("predict", "warn")
_CONDITION = re.compile(
    r"\b(?:if|unless|provided that|in case|in the event)\b(?:[^,.;!?\n]|(?<=\d)[.,](?=\d)){3,160}", re.I
)

_CONSEQUENCE = re.compile(r"\b(?:will|would|shall|may|might|could|must|then|going to)\b", re.I)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Something that a report says lies ahead.

    Attributes:
        id: of the claim (``REPORT.e3``), or of the attribution (``REPORT.a2``) where no event is read in its content.
        kind: ``predict`` or ``warn`` where it stands in such an attribution, else the kind of its innermost voice (``demand``: ordered,
            threatened, promised; ``report``: said to be planned; ...).
        words: the forecast's words: the content, or the sentence. ``span``: the trigger, or the content. ``sentence``: round it.
        chain: on whose word, the outlet first.
        claims: ids of the claims it is about. ``type``: the event's type, None for an attribution alone.
        start, end: first and last day of its window (ISO 8601); ``when`` the words that say so, ``when_span`` where, ``why`` how.
        said: the day on which it was said (ISO 8601), where the report tells another than its own; ``said_span`` where. The window is reckoned from it.
        condition: the words of an "if" or "unless" that it hangs on, or None.
    """

    id: str
    report: str
    outlet: str | None
    published: str | None
    kind: str
    words: str
    span: Span
    sentence: Span
    chain: tuple[Link, ...]
    claims: tuple[str, ...]
    type: str | None = None
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    when: str | None = None
    when_span: Span | None = None
    why: str = ""
    condition: str | None = None
    said: str | None = None
    said_span: Span | None = None

    @property
    def who(self) -> str:
        """Who says it: the last of the chain."""
        return self.chain[-1].source


def forecasts(reading: Reading) -> tuple[Forecast, ...]:
    """The forecasts of one report, in text order.

    One for each event that lies ahead (prospective, or possible in words that predict or warn), and one for each attribution of kind predict or
    warn that stands in the chain of none of these. What stands in an "if" is the condition of a forecast and none itself.
    """
    page = Page(reading)
    found = [_of_event(page, c) for c in page.events.values() if _ahead(c) and not _is_condition(page, c)]
    told = {link.attribution for f in found for link in f.chain}
    alone = [a for a in reading.attributions if a.kind in _AHEAD and a.id not in told and a.content]
    outer = {
        link.attribution for a in alone for link in page.chain(a)[:-1]
    }  # it passes on a forecast that is listed itself
    found += [_of_attribution(page, a) for a in alone if a.id not in outer]
    return tuple(sorted(found, key=lambda f: (f.span, f.id)))


def state(forecast: Forecast, as_of: date) -> State:
    """How a forecast stands on a given day: before, in or after its window. It does not say whether it came true: that a person decides."""
    first, last = forecast.start, forecast.end
    if first is None and last is None:
        return "no date"
    day = as_of.isoformat()
    if first is not None and day < first:
        return "pending"
    return "overdue" if last is not None and day > last else "due"


def _ahead(c: Claim) -> bool:
    return c.status == "prospective" or (c.status == "possible" and any(link.kind in _AHEAD for link in c.chain))


def _is_condition(page: Page, c: Claim) -> bool:
    """Whether an event stands in an "if" or "unless". Where a text has lost its commas, "will" ends the condition."""
    around = page.around(c.span)
    region = _region(page, around[-1] if around else None, c.sentence)
    clause = next((m for m in _CONDITION.finditer(page.text, *region) if m.start() <= c.span[0] < m.end()), None)
    return clause is not None and not _CONSEQUENCE.search(page.text, clause.start(), c.span[0])


def _kind(chain: tuple[Link, ...]) -> str:
    return next((link.kind for link in reversed(chain) if link.kind in _AHEAD), chain[-1].kind)


def _of_event(page: Page, c: Claim) -> Forecast:
    around = page.around(c.span)
    region = _region(page, around[-1] if around else None, c.sentence)
    said = said_on(page, around)
    window = _window(page, region, c.span, said, dict(c.spans).get("time"))
    return _forecast(page, c.id, _kind(c.chain), c.span, region, c.chain, window, said, c.sentence, (c,))


def _of_attribution(page: Page, a: Attribution) -> Forecast:
    span = hull(a) or (0, len(page.text))
    sentence = page.sentence(page.number(span[0]))
    region = _region(page, a, sentence)
    said = said_on(page, page.nest(a))
    window = _window(page, region, span, said)
    about = tuple(page.said_in.get(a.id, ()))
    return _forecast(
        page, page.id(a.id), a.kind, span, region, page.chain(a), window, said, sentence, about, alone=True
    )


def _window(page: Page, region: Span, at: Span, said: tuple[date, Span] | None, time: Span | None = None) -> Horizon:
    """By when, reckoned from the day on which it was said, which is not itself the time of what was said."""
    if said is None:
        return horizon(page.text, region, at, page.today, time)
    day, span = said
    return horizon(page.text, region, at, day, time if time != span else None, f"{day.isoformat()}, when it was said")


def _region(page: Page, a: Attribution | None, sentence: Span) -> Span:
    """The forecast's own words. With the writer's own cue ("will be defeated in a matter of days"), whose content a reader breaks into pieces,
    that is the sentence, since nobody else's words stand round it."""
    span = hull(a) if a else None
    if a is None or span is None or a.author:
        return sentence
    return span


def _forecast(
    page: Page, name: str, kind: str, span: Span, region: Span, chain: tuple[Link, ...], window: Horizon, said: tuple[date, Span] | None,
    sentence: Span, about: tuple[Claim, ...], alone: bool = False,
) -> Forecast:  # fmt: skip
    event = None if alone else about[0]
    condition = _CONDITION.search(page.text, *region)
    return Forecast(
        id=name, report=page.report.id, outlet=page.report.outlet, published=page.today.isoformat() if page.today else None, kind=kind,
        words=" ".join(page.text[slice(*region)].split()), span=span, sentence=sentence, chain=chain, claims=tuple(c.id for c in about),
        type=event.type if event else None, actor=event.actor if event else None, target=event.target if event else None,
        place=event.place if event else None, start=_iso(window.start), end=_iso(window.end), when=window.words or None,
        when_span=window.span, why=window.why, condition=" ".join(condition.group().split()) if condition else None,
        said=said[0].isoformat() if said else None, said_span=said[1] if said else None,
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
