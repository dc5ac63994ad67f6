"""Durations: "held for over three months since July 25 ... rescued on November 8" against the days between."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..reading.times import NUMBERS, resolve
from ..records import Check, CheckResult, Evidence, Span
from .days import MONTH_YEAR, WEEKDAY, dates, shown
from .scene import Scene

KIND = "durations"
_DAYS_OF = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}
_NUMBERS = {k: v for k, v in NUMBERS.items() if k not in ("couple", "several", "few")} | {
    "eleven": 11,
    "thirteen": 13,
    "fifteen": 15,
}
_SAID = (
    r"(?P<hedge>(?:well\s+)?(?:over|more\s+than|at\s+least)|nearly|almost|about|around|some|roughly|approximately|less\s+than|under|up\s+to)?"
    rf"\s*\b(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?P<join>[\s-]+)(?P<unit>day|night|week|month|year)(?P<many>s?)\b"
)
_FOR = re.compile(rf"\b(?:for|during|over|in|after|within)\s+(?:the\s+(?:past|last)\s+|a\s+)?{_SAID}", re.I)
_SINCE = re.compile(r"\s+since\s+(?:the\s+)?(?P<rest>[^.;]{3,40})", re.I)
_OLD = re.compile(
    rf"\b{_SAID}(?:(?P<age>[\s-]old)|[\s-]long)?\s+(?:civil\s+)?(?:war|conflict|uprising|siege|revolt|offensive|crisis)\b[^.;]{{0,40}}?"
    r"\b(?:began|started|erupted|broke\s+out|since)\s+(?:with\s+[\w\s-]{0,30})?(?:in\s+|on\s+)?(?P<rest>[^.;]{3,40})",
    re.I,
)
# The verb of a duration that runs up to now, directly before it: "has been held captive", "has lasted"; not "has freed a man held".
_PERFECT = re.compile(
    r"(?:\b(?:has|have)|['’](?:s|ve))(?:\s+(?:\w+ly|also|now|already|not|so\s+far))?\s+"
    r"(?:been(?:\s+(?!(?:of|that|to|who|which|after|before|when|while|as|being|and|but|had|was|were)\b)[\w-]+){1,3}|(?!been\b)(?:\w+ed|gone\s+on|stood|lain|held))\s*$",
    re.I,
)
_CAPTIVE = re.compile(r"\b(?:hostages?|captives?|captivity|abduct\w*|kidnap\w*|held|detain\w*)\b", re.I)
_TAKEN = re.compile(r"\b(?:abducted|kidnapped|taken\s+(?:hostage|captive)|took\b.{0,40}\b(?:hostage|captive))\b", re.I)


@dataclass(frozen=True, slots=True)
class _Said:
    """A duration as said: its span, words, least and most days."""

    span: Span
    words: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _When:
    """A first or last day, between two days where it is not told to the day."""

    first: date
    last: date
    span: Span | None


def check(scene: Scene) -> Iterator[Check]:
    """Durations against the days they run from and to.

    A number of units is taken as rounded or as completed: "three months" is 2.5 to 4 of them, "over three months" 3 and more, "nearly
    three months" 2 to 3, "about three months" 2.25 to 3.75; a day is allowed for the way of counting. ``fails`` only where both ends
    stand in the sentence, or the end is the day of the report ("has been held for three months since ...").
    """
    taken = _taken(scene)
    for sentence in scene.sentences:
        for m in _FOR.finditer(scene.text, *sentence):
            yield from _since(scene, sentence, m, taken)
        for m in _OLD.finditer(scene.text, *sentence):
            start = _start(scene, m["rest"], m.start("rest"))
            if start and scene.today:
                said, ago = _said(m), (scene.today - start.first).days
                # "the 51-day war, which began in July 2014" may be over; a four-year-old one is not, and none is longer than since it began
                goes_on = m["age"] is not None or said.low > ago
                yield from _compare(scene, said, start, _When(scene.today, scene.today, None), goes_on)


def _said(m: re.Match[str]) -> _Said:
    unit = _DAYS_OF[m["unit"].lower()]
    n = int(m["number"]) if m["number"].isdigit() else _NUMBERS[m["number"].lower()]
    hedge = " ".join((m["hedge"] or "").lower().split())
    low, high = n - 0.5, n + 1.0
    if hedge.endswith(("over", "more than", "at least")):
        low, high = float(n), math.inf
    elif hedge in ("nearly", "almost"):
        low, high = n - max(1.0, n * 0.25), float(n)
    elif hedge in ("less than", "under", "up to"):
        low, high = 0.0, float(n)
    elif hedge:
        low, high = n * 0.75, max(n + 1.0, n * 1.25)
    start = m.start("hedge") if m["hedge"] else m.start("number")
    words = " ".join(m.string[start : m.end("many")].split())
    return _Said((start, m.end("many")), words, low * unit - 1, high * unit + 1)


def _since(scene: Scene, sentence: Span, m: re.Match[str], taken: _When | None) -> Iterator[Check]:
    """A duration with "since", or one of captivity that ends on a day of the sentence."""
    said = _said(m)
    since = _SINCE.match(scene.text, m.end(), sentence[1])
    if since:
        start = _start(scene, since["rest"], since.start("rest"))
        if start is None:
            return
        end = _end(scene, sentence, start)
        if end is not None:
            yield from _compare(scene, said, start, end, True)
        elif scene.today is not None:
            end = _When(scene.today, scene.today, None)
            goes_on = _PERFECT.search(scene.text[sentence[0] : m.start()]) is not None
            yield from _compare(scene, said, start, end, goes_on)
    elif taken is not None and taken.span is not None and _CAPTIVE.search(scene.text, *sentence):
        end = _end(scene, sentence, taken)
        if end is not None:
            yield from _compare(scene, said, taken, end, False)


def _start(scene: Scene, words: str, at: int) -> _When | None:
    """The first day that words after "since" mean."""
    for dated in dates(scene, (at, at + len(words))):
        if dated.span[0] - at <= 15 and dated.day:
            return _When(dated.day, dated.day, dated.span)
    m = MONTH_YEAR.match(words) or re.match(rf"(?:early|mid|late)[- ]{MONTH_YEAR.pattern}", words)
    found = resolve(m["date"], scene.today) if m else None
    return _When(found.start, found.end, (at + m.start("date"), at + m.end("date"))) if m and found else None


def _end(scene: Scene, sentence: Span, start: _When) -> _When | None:
    """The one other day that a sentence names, after the start."""
    found = {d.day: d.span for d in dates(scene, sentence) if d.day and d.day > start.last}
    for m in re.finditer(rf"\bon\s+({WEEKDAY})(?!,?\s*(?:\d|[A-Z][a-z]+\s+\d))", scene.text[slice(*sentence)]):
        when = resolve(m[1], scene.today)
        if when and when.start > start.last:
            found.setdefault(when.start, (sentence[0] + m.start(1), sentence[0] + m.end(1)))
    if len(found) != 1:
        return None
    day, span = next(iter(found.items()))
    return _When(day, day, span)


def _taken(scene: Scene) -> _When | None:
    """The day on which people were taken, where the whole report gives one alone."""
    found: dict[date, Span] = {}
    for sentence in scene.sentences:
        if _TAKEN.search(scene.text, *sentence):
            found |= {d.day: d.span for d in dates(scene, sentence) if d.day and d.day not in found}
    if len(found) != 1:
        return None
    day, span = next(iter(found.items()))
    return _When(day, day, span)


def _compare(scene: Scene, said: _Said, start: _When, end: _When, explicit: bool) -> Iterator[Check]:
    if end.last < start.first:
        return
    least, most = max(0, (end.first - start.last).days), (end.last - start.first).days
    inputs = [scene.evidence("duration", said.span)]
    inputs += [
        Evidence(role, w.span, scene.text[slice(*w.span)]) for role, w in (("start", start), ("end", end)) if w.span
    ]
    days = str(most) if least == most else f"{least} to {most}"
    until = shown(end.first) + ("" if end.span else ", the day of the report")
    since = shown(start.first) if start.first == start.last else f"{shown(start.first)} or later"
    fact = f"From {since} to {until} are {days} days"
    result: CheckResult = "holds"
    if most < said.low or least > said.high:
        result = "fails" if explicit else "cannot tell"
    fits = f"{fact}, which {'fit' if result == 'holds' else 'are not'} “{said.words}”."
    if result == "cannot tell":
        fits = f"{fact}, not “{said.words}”; but whether it runs from that day to this is not said."
    yield scene.result(KIND, result, fits, inputs, {"days": most})
