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
# Words of a sentence that may speak of what is still to come, as plans are told in the present tense too ("the truce lapses on").
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to\s+be|plan\w*|expect\w*|schedul\w*|due|until|till|by|deadline|upcoming|next|set\s+(?:to|for)|ahead|before|"
    r"expir\w*|laps(?:es?|ing)|slated|prepar\w*|from|could|(?-i:may)|might|begins?|starts?|starting|beginning|takes?\s+effect|anniversary|agree\w*|"
    r"announc\w*|threat\w*|if|is|are|['’](?:s|re)\s+(?:to|due|set)|remains?|runs?|ends?|ending|comes?|enters?|opens?|closes?|holds?|meets?|votes?|resumes?|"
    r"leaves?|returns?|arrives?|marks?|falls?|goes|going|lasts?|extends?|stays?|stands?|faces?|takes?|promis\w*|vow\w*|pledg\w*|order\w*|demand\w*|propos\w*|"
    r"intend\w*|call\w*|warn\w*|invit\w*|postpon\w*|delay\w*|extend\w*|sentenc\w*)\b",
    re.I,
)
# A trigger that is itself a verb in the past, as far as its form tells; "hit", "set" and the like have no such form.
_DONE = re.compile(
    r"\b(?:(?!(?:need|feed|breed|speed|indeed|hundred|armed|united|planned)\b)[a-z]{2,}ed|struck|fell|shot|took|broke|blew|began|drove|fought|fled|held|left|lost|"
    r"met|sent|slew|stole|threw|tore|went|won|came|ran|laid|burnt|caught|flew|found|sank|shook)\b",
    re.I,
)
# What follows a noun ("the attack on 25 May killed two") and tells it as done; not "said" or "condemned", which are other deeds.
_HAPPENED = re.compile(
    r"\b(?:took\s+place|occurred|happened|broke\s+out|killed|wounded|injured|left\s+\w+\s+(?:\w+\s+)?(?:dead|wounded|injured)|struck|destroyed|damaged|lasted|"
    r"claimed\s+the\s+lives|(?:was|were)\s+(?:carried\s+out|launched|conducted|held|fired|over|foiled|repelled))\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:to|be|being|gets?|not|n['’]t|never|have|has|the|an?|its|their|his|her|of)(?:\s+\w+ly)?\s+$|\b(?:to|be)\s+\w+\s+$",
    re.I,
)
_CLAUSE = re.compile(
    r"[;:]|,\s+(?:which|who|whose|when|where|while|as|but|and|after)\b|\b(?:which|who|whose|that|while|but)\b"
)


def check(scene: Scene) -> Iterator[Check]:
    """Dates against the calendar and against the day of publication.

    ``fails``: there is no such day; the weekday beside a date is another one; something is told as having happened on a day after the
    report was published (one day is allowed for time zones). The last needs a verb in the past between which and the date no other clause begins:
    the reader's word that something is done is not enough.
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
        and _in_the_past(scene.text, e.trigger, dated.span, sentence)
    ]  # fmt: skip
    if not happened:
        return
    late = (day - today).days
    inputs = [scene.evidence("date", dated.span), *(scene.evidence("event", e.trigger) for e in happened)]
    why = f"It is told as done on {shown(day)}, {late} days after the report's own day, {shown(today)}."
    yield scene.result(KIND, "fails", why, inputs, {"days": late})


def _in_the_past(text: str, trigger: Span, dated: Span, sentence: Span) -> bool:
    """Do the words themselves tell a deed as done: by a verb in the past that is the trigger or follows it, in the clause of the date?"""
    if not sentence[0] <= trigger[0] < sentence[1]:
        return False
    between = text[min(trigger[1], dated[1]) : max(trigger[0], dated[0])]
    if _CLAUSE.search(between):
        return False
    if _DONE.search(text, *trigger):
        return _NOT_YET.search(text[sentence[0] : trigger[0]]) is None
    after = _CLAUSE.split(text[trigger[1] : sentence[1]], maxsplit=1)[0]
    verb = _HAPPENED.search(after)
    return verb is not None and _NOT_YET.search(after[: verb.start()]) is None
