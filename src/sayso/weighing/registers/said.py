"""On which day a voice said something: "On Friday, the minister said that it will end within days" is reckoned from Friday, not from publication."""

from __future__ import annotations

import re
from datetime import date

from ...reading.times import resolve
from ...records import Attribution, Span
from .page import Page

# What may stand between the beginning of a sentence and a time that opens it
_OPENS = re.compile(r"\W*(?:(?:on|in|and|but|then|also|earlier|early|late|meanwhile|separately)\b[\s,]*)*", re.I)
_NEAR = re.compile(r"[^,.;:()\n]{0,60}")
# Words by which a time belongs to something else than the saying: "said after the vote on Friday"
_APART = re.compile(r"\b(?:after|before|since|until|till|of|for|from|following|by|that)\b", re.I)


def said_on(page: Page, around: list[Attribution]) -> tuple[date, Span] | None:
    """The day on which something was said, by the innermost attribution beside which one stands, and where that stands; None where none does.

    Args:
        page: of the report.
        around: the attributions in whose content it stands, the outermost first.

    Returns:
        Of several days ("last week") the last, but none after publication.
    """
    return next((found for a in reversed(around) if (found := _day(page, a)) is not None), None)


def _day(page: Page, a: Attribution) -> tuple[date, Span] | None:
    at = a.cue or a.source
    if at is None or a.author:
        return None
    sentence = page.sentence(page.number(at[0]))
    times = [t for t in page.times(*sentence) if _of_saying(page, a, at, t, sentence)]
    for time in sorted(times, key=lambda t: max(t[0] - at[1], at[0] - t[1])):
        when = resolve(page.text[slice(*time)], page.today)
        if when is not None and (page.today is None or when.start <= page.today):
            return min(when.end, page.today or when.end), time
    return None


def _of_saying(page: Page, a: Attribution, at: Span, time: Span, sentence: Span) -> bool:
    """Whether a time is that of a saying: it opens the sentence, or stands with the cue, with nothing that is told in between."""
    if time[0] < at[1] and at[0] < time[1]:
        return False
    between = min(time[1], at[1]), max(time[0], at[0])
    told = (*a.content, *(e.trigger for e in page.reading.events))
    if any(s < between[1] and between[0] < e for s, e in told) or any(s <= time[0] < e for s, e in a.content):
        return False
    words = page.text[slice(*between)]
    if time[1] <= at[0]:
        return not words.strip() or _OPENS.fullmatch(page.text, sentence[0], time[0]) is not None
    return _NEAR.fullmatch(words) is not None and not _APART.search(words)
