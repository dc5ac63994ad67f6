"""Calendar: is a date the weekday it is said to be, does it exist, and can a report tell of it already?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ..records import Check, Span
from .days import Dated, dates, shown, weekday_number
from .scene import Scene

KIND = "calendar"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RECENT = 180  # days before publication within which a date without a year is surely of the year that is nearest
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to\s+be|plan\w*|expect\w*|schedul\w*|due|until|till|by|deadline|upcoming|next|set\s+(?:to|for)|ahead|before|"
    r"expir\w*|slated|prepar\w*|from|could|(?-i:may)|might|begin|start|starting|beginning|takes?\s+effect|anniversary|agree\w*|announc\w*|threat\w*|if)\b",
    re.I,
)


def check(scene: Scene) -> Iterator[Check]:
    """Dates against the calendar and against the day of publication.

    ``fails``: there is no such day; the weekday beside a date is another one; something is told as having happened on a day after the
    report was published (one day is allowed for time zones).
    """
    for sentence in scene.sentences:
        for dated in dates(scene, sentence):
            if not dated.possible:
                yield _no_such_day(scene, dated)
            elif dated.weekday is not None:
                yield _weekday(scene, dated, dated.weekday)
            yield from _after_publication(scene, sentence, dated)


def _words(scene: Scene, dated: Dated) -> str:
    return " ".join(scene.text[slice(*dated.span)].split())


def _no_such_day(scene: Scene, dated: Dated) -> Check:
    return scene.result(KIND, "fails", f"There is no {_words(scene, dated)}.", [scene.evidence("date", dated.span)], {})


def _weekday(scene: Scene, dated: Dated, weekday: Span) -> Check:
    said = _DAYS[weekday_number(scene.text[slice(*weekday)])]
    inputs = [scene.evidence("weekday", weekday), scene.evidence("date", dated.span)]
    day = dated.day
    if day is None:
        why = f"The year of {_words(scene, dated)} is not known: give the day of publication with --published."
        return scene.result(KIND, "cannot tell", why, inputs, {})
    really = _DAYS[day.weekday()]
    if really == said:
        return scene.result(KIND, "holds", f"{shown(day)} was a {said}.", inputs, {})
    if dated.year or (scene.today is not None and abs((scene.today - day).days) <= _RECENT):
        return scene.result(KIND, "fails", f"{shown(day)} was a {really}, not a {said}.", inputs, {})
    why = f"{shown(day)} was a {really}, not a {said}, but the year is not written and another may be meant."
    return scene.result(KIND, "cannot tell", why, inputs, {})


def _after_publication(scene: Scene, sentence: Span, dated: Dated) -> Iterator[Check]:
    day, today = dated.day, scene.today
    if day is None or today is None or day - today <= timedelta(1) or _AHEAD.search(scene.text, *sentence):
        return
    happened = [
        e for e in scene.reading.events
        if e.status == "actual" and e.time is not None and e.time[0] < dated.span[1] and dated.span[0] < e.time[1]
    ]  # fmt: skip
    if not happened:
        return
    late = (day - today).days
    inputs = [scene.evidence("date", dated.span), *(scene.evidence("event", e.trigger) for e in happened)]
    why = f"It is told as done on {shown(day)}, {late} days after the report's own day, {shown(today)}."
    yield scene.result(KIND, "fails", why, inputs, {"days": late})
