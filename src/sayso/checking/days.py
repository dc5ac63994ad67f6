"""Dates that a sentence spells out: ``Saturday, November 10``, ``25 July 2018``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..reading.times import DAYS, MONTHS, When, resolve
from ..records import Span
from .counts import COUNT
from .scene import Scene

_MONTH = "(?:" + "|".join(sorted((m.capitalize() for m in MONTHS), key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
_DAY = r"(?<![\d.,:])\d{1,2}(?:st|nd|rd|th)?\b(?![.,:]?\d)"
_YEAR = r"(?:19|20)\d\d\b"
_DATE = (
    rf"(?:{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?|{_MONTH}\s+{_DAY}(?!\s+(?:people|civilians|fighters|others))(?:,?\s+{_YEAR})?"
    rf"|(?<![\w./-]){_YEAR}-\d\d-\d\d(?![\w:-]))"
)
DATE = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})(?:,\s*|\s+)(?:the\s+|on\s+)?)?(?P<date>{_DATE})(?:\s*\(?,?\s*(?:a\s+)(?P<after>{WEEKDAY}))?"
)
_MONTH_NUMBER = re.compile(rf"{_MONTH}\s+(?P<number>\d{{1,2}})")
_LED = re.compile(r"\b(?:(?P<within>in)\s+(?:(?:early|mid|late)[\s-]+)?|on\s+)$", re.I)
_PICTURE = re.compile(r"(?:Screenshot|IMG|Photo)[ _-]*$")
MONTH_YEAR = re.compile(rf"\b(?P<date>{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?|{_YEAR})")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text.

    Attributes:
        span: of the date, without the weekday. ``weekday``: where a weekday stands beside it, or None.
        year: the year is written out.
        when: the day it means, or None where the calendar has no such day or the year cannot be told.
        possible: the calendar has such a day in some year.
    """

    span: Span
    weekday: Span | None
    year: bool
    when: When | None
    possible: bool

    @property
    def day(self) -> date | None:
        return None if self.when is None else self.when.start


def dates(scene: Scene, sentence: Span) -> Iterator[Dated]:
    """The dates with day and month of a sentence, in order; not those in names of pictures, nor the 62 of "in February 62 people"."""
    for m in DATE.finditer(scene.text, *sentence):
        if _PICTURE.search(scene.text[max(0, m.start() - 12) : m.start()]):
            continue
        words = m["date"]
        if _counts(scene.text, m):
            continue
        weekday = m.span("weekday") if m["weekday"] else m.span("after") if m["after"] else None
        year = re.search(_YEAR, words) is not None
        possible = _possible(words)
        found = resolve(words, scene.today) if possible else None
        yield Dated(m.span("date"), weekday, year, found if found and found.precision == "day" else None, possible)


def _counts(text: str, m: re.Match[str]) -> bool:
    """Is the number behind a month a count ("in February 62 children were killed")? A weekday, a year or "on" makes it a day."""
    found = _MONTH_NUMBER.fullmatch(m["date"])
    led = _LED.search(text[max(0, m.start() - 12) : m.start()])
    if found is None or m["weekday"] or m["after"] or (led and not led["within"]):
        return False
    if int(found["number"]) > 31:
        return True
    counted = COUNT.match(text, m.start("date") + found.start("number"))
    return counted is not None and counted["noun"] is not None and (led is not None or not _possible(m["date"]))


def _possible(words: str) -> bool:
    """Has the calendar such a day? 29 February is possible where no year is written."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        year, month, day = map(int, words.split("-"))
    else:
        month = next(MONTHS[w] for w in re.findall(r"[a-z]+", words.lower()) if w in MONTHS)
        day = int(re.search(r"(?<!\d)\d{1,2}(?!\d)", words).group())  # type: ignore[union-attr]
        written = re.search(_YEAR, words)
        year = int(written.group()) if written else 2000
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return DAYS[word.lower().rstrip(".")]


def shown(day: date) -> str:
    """``8 November 2018``."""
    return f"{day.day} {day:%B %Y}"
