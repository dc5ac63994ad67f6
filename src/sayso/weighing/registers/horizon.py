"""By when something that lies ahead is said to come about: a first and a last day, from the words and the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...reading.numbers import COMPOUND
from ...reading.times import DAYS, MONTHS, NUMBERS, resolve
from ...records import Span
from .days import end_of, in_units

_COUNTS = {word: n for word, n in NUMBERS.items() if word not in ("several", "few", "a", "an")} | {"hundred": 100}
_WORDS = "|".join(sorted(_COUNTS, key=len, reverse=True))
_N = rf"(?:\d{{1,3}}|{COMPOUND}|{_WORDS})"
_TO = r"(?: (?:or|to) |[-–])"
_ONE = r"(hour|day|week|fortnight|month|year)"
_UNITS = _ONE + "s"
_UNIT = _ONE + "s?"
_FILL = r"(?:(?:a matter of|the|next|coming|following|a|few|several|just|about|around|the space of|only) )*"

VAGUE = re.compile(
    rf"\b(?:within|in|over|during) {_FILL}{_UNITS}\b(?! (?:past|ago|before|gone))(?: to come\b| ahead\b)?|\b(?:the )?(?:next|coming) (?:few |several )?{_UNITS}\b"
    rf"|\b(?:a matter of|just|only) {_UNITS}(?: away)?\b|\b{_UNITS} away\b",
    re.I,
)
COUNTED = re.compile(
    rf"\b(within|in)(?: (?:the )?(?:next|coming|about|around|less than|under|up to|at most|as little as))* ({_N}|(?<=within )(?:a|an|the))(?:{_TO}({_N}))?[- ]{_UNIT}\b(['’]s? time)?"
    rf"|\b(?:the )?(next|coming) ({_N})(?:{_TO}({_N}))?[- ]{_UNIT}\b|(?<![\w-])({_N}) {_UNIT} (?:away|from now)\b",
    re.I,
)
# "within the next week": seven days, while "next week" is the one from Monday on
AHEAD = re.compile(rf"\b(?:within|in|over|during) (?:the )?(?:next|coming) {_ONE}\b(?!['’]s)( or (?:two|so)\b)?", re.I)
UNDATED = re.compile(
    r"\b(?:soon|shortly|imminent(?:ly)?|any (?:time|moment|day|hour|minute)(?: now)?(?! since| before| in\b)|in the near future|before long|sooner or later|eventually|some day"
    r"|in due course|on the horizon)\b",
    re.I,
)
_DAY = "(?:" + "|".join(d for d in DAYS if len(d) > 5) + ")"
_MONTH = "(?:" + "|".join(sorted((m for m in MONTHS if len(m) > 3 or m == "may"), key=len, reverse=True)) + ")"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}\b)(?:,? (?:19|20)\d\d)?"
_END = r"(?:the )?end of (?:the |this |next )?(?:day|week|month|year)|(?:the )?year'?s end|the (?:year|month|week|day) is out"
_YEAR = r"(?:19|20)\d\d"
_WHEN = rf"(?:{_END}|{_DATE}|(?:next |coming )?{_DAY}|(?:(?:early|mid|late)[- ]|(?:end|middle|beginning|start) of )?(?:{_MONTH}(?: {_YEAR})?|{_YEAR})|tomorrow|tonight|next (?:week|month|year))"
_NO_EARLIER = r"not? (?:earlier|sooner) than|not (?:before|until|till)"
BOUND = re.compile(
    rf"\b({_NO_EARLIER}|by|before|until|till|no later than|ahead of) (?:the )?{_WHEN}\b(?: (?:morning|noon|afternoon|evening|night))?|\blater this (?:day|week|month|year)\b"
    r"|\b(?:tomorrow|next (?:week|weekend|month|year))\b",
    re.I,
)
_BEFORE = re.compile(
    rf"\b({_NO_EARLIER}|by|before|until|till|no later than|ahead of|after|following|from|as of|starting|since)\s+(?:the )?$",
    re.I,
)
_LEADS = re.compile(
    r"^(by|before|until|till|no later than|ahead of|after|following|from|as of|starting|within|in|on)\s+(?:the )?", re.I
)
_WITHIN = re.compile(r"\b(?:within|in|over|during)\s+(?:the )?$", re.I)
_AHEAD = re.compile(rf"(?:the )?(?:next|coming) {_ONE}$", re.I)
# "will not attack the Quay" before "before 1 May"; a truce that "will not hold until 1 May" breaks before
_NOT = re.compile(
    r"(?:\bnot|n['’]t|\bcannot|\bnever|\bunlikely|\bno(?: (?!that\b|doubt\b|matter\b)[\w-]+){1,4} (?:will|would|shall|can|could|may|is|are))"
    r"(?:\s+(?!(?:and|but|or|so|only|will|would|whether|if|that|who|which|say|said)\b)[\w'’-]+){1,10}(?<! last)(?<! hold)(?<! survive)\s+$",
    re.I,
)
_DENIABLE = re.compile(r"(?:before|until|till)\b")
_DENIED = re.compile(rf"(?:{_NO_EARLIER})\s+(?:the )?")
_BEHIND = re.compile(
    r"^(?:ever )?since\b|^(?:(?:over|in|for|during|within) )?(?:the )?(?:past|last|recent) (?:\w+ )?(?:hour|day|week|month|year)s?$|\b(?:ago|earlier)$"
)
REACH = 160  # characters between a time and what it is taken to date


@dataclass(frozen=True, slots=True)
class Horizon:
    """When something is said to come about.

    Attributes:
        start: the first day on which it may; None where no day is said.
        end: the last day; None where it is open.
        words, span: what says so. ``why``: how the days follow from it, in a sentence.
    """

    start: date | None
    end: date | None
    words: str
    span: Span | None
    why: str


NONE_SAID = Horizon(None, None, "", None, "no words say by when")


def horizon(
    text: str, region: Span, at: Span, today: date | None, time: Span | None = None, since: str = "publication"
) -> Horizon:
    """By when what stands at ``at`` is said to come about.

    Args:
        text: the report's text.
        region: where words of time may belong to it: the forecast's own words, or the sentence.
        at: the trigger or content.
        today: the day from which it is reckoned, that of publication where no other is told; without it nothing can be told. ``since``: what that day
            is called in ``why``.
        time: the span that the reader took for its time, which counts before all others.

    Returns:
        The window; of several words of time in the region the one nearest to ``at`` that gives a day. "Within days" is taken to mean
        fewer than a week, "within weeks" fewer than a month: otherwise the larger unit would have been said.
    """
    found = list(_of_role(text, time, today)) if time else []
    if not any(h.start for h in found):
        near = [h for h in _candidates(text, region, today) if h.span and _gap(h.span, at) <= REACH]
        found += sorted(near, key=lambda h: (h.start is None, _gap(h.span or at, at), h.span))
    best = next((h for h in found if h.start), None) or next(iter(found), NONE_SAID)
    if today is None:
        return Horizon(None, None, best.words, best.span, "the report's day of publication is not known")
    return replace(best, why=best.why.replace("publication", since)) if since != "publication" else best


def _gap(a: Span, b: Span) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def _candidates(text: str, region: Span, today: date | None) -> Iterator[Horizon]:
    start, end = region
    for pattern in (AHEAD, COUNTED, VAGUE, BOUND, UNDATED):
        for m in pattern.finditer(text, start, end):
            yield _meaning(text, m.span(), today)


def _of_role(text: str, span: Span, today: date | None) -> Iterator[Horizon]:
    """What the reader's time role says, with the preposition before it."""
    before = max(0, span[0] - 20), span[0]
    lead = _BEFORE.search(text, *before) or (_AHEAD.match(text, *span) and _WITHIN.search(text, *before))
    yield _meaning(text, (lead.start() if lead else span[0], span[1]), today)


def _meaning(text: str, span: Span, today: date | None) -> Horizon:
    """What words of time mean for something that lies ahead, or does not before then."""
    words = " ".join(text[slice(*span)].split())
    low = words.casefold().replace("’", "'")
    if _DENIABLE.match(low) and _NOT.search(text, max(0, span[0] - 120), span[0]):
        low = f"not {low}"
    if _BEHIND.search(low):
        return Horizon(None, None, words, span, f"“{words}” lies behind")
    day = today or date(2000, 1, 1)  # the caller tells that nothing can be told
    for rule in (_ahead, _counted, _vague, _no_earlier, _ended, _bounded):
        found = rule(low, day)
        if found is not None:
            first, last, why = found
            if last is not None and last < day:
                return Horizon(None, None, words, span, f"“{words}” lies before publication")
            return Horizon(None if first is None else max(first, day), last, words, span, why)
    return Horizon(None, None, words, span, f"“{words}” names no day")


Window = tuple[date | None, date | None, str]


def _ahead(low: str, today: date) -> Window | None:
    """One unit from publication on: "within the next week", "in the coming month"."""
    m = AHEAD.match(low)
    if not m:
        return None
    n = 2 if m[2] else 1
    return today, in_units(today, n, m[1]), f"{n} {m[1]}{'s' if n > 1 else ''} from publication"


def _counted(low: str, today: date) -> Window | None:
    bare = re.fullmatch(
        rf"{_N}(?:{_TO}{_N})? (?:hours|days|weeks|fortnights|months|years)", low
    )  # "7-day" says how long
    m = COUNTED.match(f"within {low}" if bare else low)
    if not m:
        return None
    g = m.groups()
    first, second, unit = (g[1], g[2], g[3]) if g[1] else (g[6], g[7], g[8]) if g[6] else (g[9], None, g[10])
    n = max(_number(first), _number(second or first))
    if n == 1 and g[0] == "in" and not g[4]:
        return None, None, f"“{low}” says how long, not by when"
    return today, in_units(today, n, unit), f"{n} {unit}{'s' if n > 1 else ''} from publication"


_NEXT = {"hour": ("day", "a day"), "day": ("week", "a week"), "week": ("month", "a month"), "month": ("year", "a year")}


def _vague(low: str, today: date) -> Window | None:
    m = VAGUE.fullmatch(low) or VAGUE.match(low)
    if not m:
        return None
    unit = next(g for g in m.groups() if g)
    if unit not in _NEXT:
        return None, None, f"“{low}” is too wide to come due"
    larger, words = _NEXT[unit]
    return (
        today,
        in_units(today, 1, larger),
        f"“{low}” is taken as up to {words} from publication: a longer time would be called by a larger unit",
    )


def _no_earlier(low: str, today: date) -> Window | None:
    """ "No earlier than 1 May", "not before the end of the month": from then on."""
    m = _DENIED.match(low)
    if not m:
        return None
    rest = low[m.end() :]
    ended, days = _ended(rest, today), _day(rest, today)
    first = ended[1] if ended else days[0] if days else None
    if first is None:
        return None
    return first, None, f"“{rest}” is {first.isoformat()}, and not before it; open at the far end"


def _ended(low: str, today: date) -> Window | None:
    """The end of a calendar unit: "before the end of the month", "later this year"."""
    m = re.search(
        r"\bend of (?:(the|this|next) )?(day|week|month|year)\b|\b(year)'?s end\b|\bthe (year|month|week|day) is out\b",
        low,
    )
    if m:
        unit = m[2] or m[3] or m[4]
        last = end_of(today, unit, later=m[1] == "next")
        return today, last, f"up to the end of the {unit}, {last.isoformat()}"
    m = re.fullmatch(r"(?:during |in )?(?:(later|this|the coming) (?:this )?)(day|week|month|year)", low)
    if not m:
        return None
    last = end_of(today, m[2])
    return today, last, f"up to the end of the {m[2]}, {last.isoformat()}"


def _bounded(low: str, today: date) -> Window | None:
    """A date, with the preposition that says on which side of it."""
    lead = _LEADS.match(low)
    word, rest = (lead[1], low[lead.end() :]) if lead else ("", low)
    days = _day(rest, today)
    if days is None:
        return None
    first, last = days
    said = f"“{rest}” is {first.isoformat()}" + (f" to {last.isoformat()}" if last != first else "")
    if word in ("before", "ahead of"):
        return today, _before(first, last, rest), f"{said}, and before it"
    if word in ("by", "until", "till", "no later than"):
        return today, last, f"{said}, and up to it"
    if word in ("after", "following"):
        return first, None, f"{said}, and after it; open at the far end"
    if first < today <= last and word in ("from", "since"):
        return today, None, f"{said}; open at the far end"
    return first, last, said


_PART = re.compile(r"\b(?:morning|noon|afternoon|evening|night|nightfall|dark|dawn|tonight)\b|^end of ")


def _before(first: date, last: date, rest: str) -> date:
    """The last day before a date; of a part of a day, or the end of a month, that day still counts."""
    return last if _PART.search(rest) else first - timedelta(1)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else sum(_COUNTS.get(part, 1) for part in re.split("[- ]", word))


_PAST = re.compile(r"\b(?:last|past|previous)\b(?! (?:week|days?) of)|\b(?:ago|earlier|yesterday)\b")
_HALF_YEAR = timedelta(183)


def _day(rest: str, today: date) -> tuple[date, date] | None:
    """First and last day of a date that lies ahead; of a month or season without a year the next one."""
    if rest in ("weekend", "the weekend"):
        rest = "this weekend"
    when = resolve(rest, today, None, future=not _PAST.search(rest))
    if when is None:
        return None
    first, last = when.start, when.end
    if last < today and re.fullmatch(r"(?:the )?(?:spring|summer|autumn|fall|winter)", rest):
        first, last = in_units(first, 1, "year"), in_units(last, 1, "year")
    if re.fullmatch(_MONTH, rest) and first - today > _HALF_YEAR:
        return None  # as likely the one that is past
    return (last, last) if rest.startswith("end of ") else (first, last)
