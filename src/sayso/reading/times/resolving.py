"""Which days a time expression means: the rules in their order, and those that hold another expression ("since", "from ... to")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .dates import absolute, part_of_year
from .feasts import feast, holiday, season, season_of_year
from .parts import anniversary, counted_part, part_of_unit
from .relative import relative, reporting
from .vague import nth_day, vague
from .weekdays import part_of_day, weekday
from .when import When
from .words import DAY, MONTH, NUM, PART, UNIT, YEAR, YEAR_ALONE

_LONGEST = 120  # characters; no expression of time is longer
# a month, or a whole date
_IN_YEAR = rf",? {YEAR_ALONE}"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH}{_IN_YEAR}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?{_IN_YEAR}|{MONTH}(?:{_IN_YEAR})?)"
_DEEPEST = 5  # expressions inside each other: "since late on the night of ..."
# "[year ago]" of which the tagger left the article out
_ONE = re.compile(r"^(?=(?:day|week|fortnight|month|year|decade) (?:ago|earlier|before|later|after)\b)")


def resolve(phrase: str, today: date | None, last: When | None = None, future: bool = False) -> When | None:
    """What a time expression means.

    Args:
        phrase: the words, e.g. ``"since mid-May"``.
        today: the day the report was published, or None when unknown.
        last: the date set last in the text, for "two days later".
        future: the event lies ahead (a plan, a threat), so "on Friday" is the next one.

    Returns:
        The stretch of days, or None when it cannot be told.
    """
    if len(phrase) > _LONGEST:
        return None
    text = re.sub(r"\s+", " ", phrase.lower().replace("’", "'").strip())
    text = (
        re.sub(r"(day|yesterday|week|month|year)'?s\b(?= |$)(?! ago| earlier| later)", r"\1", text)
        if re.search(rf"{DAY}|yesterday|\bthis (?:week|month|year)s\b", text)
        else text
    )
    text = _ONE.sub("a ", text)
    try:
        return _resolve(text, today, last, future)
    except (OverflowError, ValueError):  # a year or a count beyond what a calendar holds
        return None


def _resolve(text: str, today: date | None, last: When | None, future: bool, depth: int = 0) -> When | None:
    """The first rule that knows the words. Each takes them in small letters, with the day of publication, the date set last and whether they lie ahead."""
    for rule in (reporting, _night, anniversary):
        if found := rule(text, today, last, future):
            return found
    # these resolve what stands in them: without a limit nonsense ("by since by since ...") would double the work with every word
    for nesting in (_range, _since, _until) if depth < _DEEPEST else ():
        if found := nesting(text, today, last, future, depth + 1):
            return found
    for rule in (
        feast,
        counted_part,
        part_of_unit,
        season_of_year,
        part_of_year,
        absolute,
        relative,
        weekday,
        vague,
        nth_day,
        season,
        holiday,
        part_of_day,
    ):
        if found := rule(text, today, last, future):
            return found
    return None


def _range(text: str, today: date | None, last: When | None, future: bool, depth: int) -> When | None:
    m = (
        re.search(r"\b(?:between|from)\s+(.+?)\s+(?:and|to|until|till|through)\s+(.+)$", text)
        or re.search(rf"^(\d{{1,2}}(?: {MONTH})?)\s*(?:-|–|to|and)\s*(\d{{1,2}} {MONTH}.*)$", text)
        or re.search(rf"^({MONTH} \d{{1,2}})\s*(?:-|–|to|and)\s*({MONTH} \d{{1,2}}\b.*)$", text)
        or re.search(rf"^(?:(?:in|during|over|on) )?({_DATE})\s*(?:-|–|to|and|until|through)\s*({_DATE})$", text)
    )
    if not m:
        m2 = re.search(rf"\b({MONTH})\s+(\d{{1,2}})\s*(?:-|–|to|and)\s*(\d{{1,2}})\b(.*)$", text)
        if not m2:
            return None
        first, second = f"{m2[1]} {m2[2]}{m2[4]}", f"{m2[1]} {m2[3]}{m2[4]}"
    else:
        first, second = m[1], m[2]
    b = _resolve(second, today, last, future, depth)
    if b is None:
        return None
    if re.fullmatch(r"(?:the )?(?:night of )?\d{1,2}(?:st|nd|rd|th)?", first) and (month := re.search(MONTH, second)):
        year = re.search(YEAR, second)
        first = f"{first} {month.group()} {year.group() if year else ''}".strip()
    a = _resolve(first, b.end, last, False, depth)
    if a is None or a.start > b.end or re.fullmatch(PART, first):
        return b
    return When(a.start, b.end, a.precision if a.precision != "day" else b.precision, f"from {first} to {second}")


def _since(text: str, today: date | None, last: When | None, future: bool, depth: int) -> When | None:
    m = re.search(r"\b(?:ever )?since\s+(?:the (?:start|beginning) of\s+)?(.+)$", text)
    if not m or today is None:
        return None
    rest = re.sub(r"^the (year|month|week)$", r"this \1", m[1])
    if re.fullmatch(r"then|that time", rest):
        return When(last.start, max(today, last.start), "month", "since the date set before", True) if last else None
    found = _resolve(rest, today, last, False, depth)
    if found is None:
        inner = re.search(rf"(?:{MONTH}\s+)?{YEAR}|{MONTH}$", rest)
        found = absolute(inner.group(), today, last, False) if inner else None
    if found is None or found.start > today:
        return None
    precision = found.precision
    return When(found.start, today, precision, f"from {found.start.isoformat()} to publication")


def _night(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "the night of 14-15 November", "the night of 31 October to 1 November": both days."""
    m = re.search(
        rf"\bnight (?:of|from|between) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: (?:of )?{MONTH})?(?:,? \d{{4}})?\s*(?:-|–|to|and|into)\s*(\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}.*)$",
        text,
    ) or re.search(
        rf"\bnight (?:of|from|between) (?:the )?({MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\s*(?:to|and|into)\s*({MONTH} \d{{1,2}}.*)$",
        text,
    )
    found = absolute(m[2], today, last, future) if m else None
    return When(found.start - timedelta(1), found.end, "day", "the night between two days") if found else None


def _until(text: str, today: date | None, last: When | None, future: bool, depth: int) -> When | None:
    m = re.match(
        r"(?:by|until|till|up to|before|ahead of|after|on|in|at|during|late on|late|early on|early|late in|as of|around|about|throughout)\s+(.+)$",
        text,
    )
    # "late 2016" and "about two weeks ago" say something else than "2016" and "two weeks ago"
    if m and not re.match(
        rf"(?:early|late) (?:\w+ )?(?:{MONTH}|{YEAR}\b|week\b|month\b|year\b)|(?:about|around) {NUM}(?: of)? {UNIT} \w",
        text,
    ):
        return _resolve(m[1], today, last, future, depth)
    m = re.search(r"\beve of (?:the )?(.+)$", text)
    if m and (found := _resolve(m[1], today, last, future, depth)):
        day = found.start - timedelta(1)
        return When(day, day, "day", f"the day before {m[1]}")
    return None
