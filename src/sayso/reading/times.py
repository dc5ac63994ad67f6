"""Which days a time expression means.

Rules, because dates must be exact and explained. An expression is resolved against the day the report was published and, where it
leans on the text ("two days later", "the same night"), against the date set last in it. ``None`` means "cannot be told".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from ..records import Precision

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {
    name: n + 1
    for n, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ]
    )
    for name in names.split()
}
DAYS = {
    name: n
    for n, names in enumerate(
        [
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ]
    )
    for name in names.split()
}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "several": 3, "few": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "twenty": 20,
}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "boxing day": (12, 26), "new year": (1, 1), "new year's day": (1, 1),
    "new years day": (1, 1), "epiphany": (1, 6), "may day": (5, 1), "labour day": (5, 1), "valentine's day": (2, 14),
    "christmas eve": (12, 24), "new year's eve": (12, 31), "new years eve": (12, 31), "orthodox christmas eve": (1, 6), "halloween": (10, 31), "armistice day": (11, 11), "nowruz": (3, 21), "orthodox christmas": (1, 7), "victory day": (5, 9),
    "international women's day": (3, 8), "all saints": (11, 1),
}  # fmt: skip

AHEAD = 8  # months that a month without a year may lie ahead of publication

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"\b(?:" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")s?\b\.?"
_NUM = r"(?:\d+|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_UNIT = r"(?:hour|day|night|week|fortnight|month|year|decade)s?"
_ORD = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)"
_PART = r"(?:dawn|daybreak|sunrise|morning|noon|midday|afternoon|evening|dusk|sunset|night|nightfall|midnight|\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m)"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days: first and last day, how precise, and why in a few words."""

    start: date
    end: date
    precision: Precision
    why: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def _try(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int, why: str) -> When:
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", why)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_date(text: str) -> tuple[date, tuple[int, int]] | None:
    """The first complete date in a text (day, month and year), with its place in it."""
    patterns = (
        (rf"\b{_ORD},?\s+(?:of\s+)?({_MONTH}),?\s+{_YEAR}\b", "dmy"),
        (rf"\b({_MONTH})\s+{_ORD},?\s+{_YEAR}\b", "mdy"),
        (r"\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})\b", "iso"),
        (r"\b(\d{1,2})[-./](\d{1,2})[-./]((?:19|20)\d\d)\b", "num"),
        (rf"\b({_ORD})-({_MONTH})-{_YEAR}\b", "dash"),
    )
    best: tuple[date, tuple[int, int]] | None = None
    for pattern, form in patterns:
        for m in re.finditer(pattern, text, re.I):
            found = _from_groups(m, form)
            if found and (best is None or m.start() < best[1][0]):
                best = (found, m.span())
            if found:
                break
    return best


def _month_number(word: str) -> int:
    """1 to 12; 0 where it is no month after all: without regard to case, patterns take "Auguſt" and "APRİL" for months too."""
    return MONTHS.get(word.lower().rstrip("."), 0)


def _from_groups(m: re.Match[str], form: str) -> date | None:
    g = m.groups()
    if form == "iso":
        return _try(int(g[0]), int(g[1]), int(g[2]))
    if form == "dmy":
        return _try(int(g[2]), _month_number(g[1]), int(g[0]))
    if form == "mdy":
        return _try(int(g[2]), _month_number(g[0]), int(g[1]))
    if form == "dash":
        return _try(int(g[3]), _month_number(g[2]), int(g[1]))
    first, second, year = int(g[0]), int(g[1]), int(g[2])
    # day first unless that is impossible: the custom of most of the world's newsrooms
    return _try(year, second, first) or _try(year, first, second)


def reference(text: str, published: str | None) -> tuple[date | None, str | None]:
    """The day that "today" means in a report, and a warning where its own dateline contradicts what was stated.

    A complete date in the first 300 characters is taken for the dateline; when it lies more than a day from the stated publication
    date, the text wins: archives often carry a wrong date, and weekdays in the text agree with the text.
    """
    stated = None
    if published:
        try:
            stated = date.fromisoformat(published[:10])
        except ValueError:
            stated = None
    found = full_date(text[:300])
    if found is None:
        return stated, None
    own, (begin, _) = found
    head = text[:300]
    before = head[max(0, begin - 25) : begin].lower()
    dateline = begin < 130 and not re.search(
        r"\b(on|since|in|of|from|until|till|by|after|before|the)\s*(\w+day\s*)?,?$", before
    )
    if stated is None:
        return (own if dateline else None), None
    gap = abs((own - stated).days)
    if dateline and gap > 1:
        return (
            own,
            f"the text is dated {own.isoformat()}, not {stated.isoformat()} as stated: resolved against the text",
        )
    if dateline and gap == 1:
        return own, None
    return stated, None


_LONGEST = 120  # characters; no expression of time is longer
_DEEPEST = 5  # expressions inside each other: "since late on the night of ..."


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
        if re.search(rf"{_DAY}|yesterday", text)
        else text
    )
    try:
        return _resolve(text, today, last, future)
    except (OverflowError, ValueError):  # a year or a count beyond what a calendar holds
        return None


def _resolve(text: str, today: date | None, last: When | None, future: bool, depth: int = 0) -> When | None:
    for rule in (_reporting, _night):
        if found := rule(text, today, last, future):
            return found
    # these resolve what stands in them: without a limit nonsense ("by since by since ...") would double the work with every word
    for nesting in (_range, _since, _until) if depth < _DEEPEST else ():
        if found := nesting(text, today, last, future, depth + 1):
            return found
    for rule in (
        _feast,
        _season_of_year,
        _part_of_year,
        _absolute,
        _relative,
        _weekday,
        _vague,
        _season,
        _holiday,
        _part_of_day,
    ):
        if found := rule(text, today, last, future):
            return found
    return None


def _range(text: str, today: date | None, last: When | None, future: bool, depth: int) -> When | None:
    m = (
        re.search(r"\b(?:between|from)\s+(.+?)\s+(?:and|to|until|till|through)\s+(.+)$", text)
        or re.search(rf"^(\d{{1,2}}(?: {_MONTH})?)\s*(?:-|–|to|and)\s*(\d{{1,2}} {_MONTH}.*)$", text)
        or re.search(rf"^({_MONTH} \d{{1,2}})\s*(?:-|–|to|and)\s*({_MONTH} \d{{1,2}}\b.*)$", text)
    )
    if not m:
        m2 = re.search(rf"\b({_MONTH})\s+(\d{{1,2}})\s*(?:-|–|to|and)\s*(\d{{1,2}})\b(.*)$", text)
        if not m2:
            return None
        first, second = f"{m2[1]} {m2[2]}{m2[4]}", f"{m2[1]} {m2[3]}{m2[4]}"
    else:
        first, second = m[1], m[2]
    b = _resolve(second, today, last, future, depth)
    if b is None:
        return None
    if re.fullmatch(r"(?:the )?(?:night of )?\d{1,2}(?:st|nd|rd|th)?", first) and (month := re.search(_MONTH, second)):
        year = re.search(_YEAR, second)
        first = f"{first} {month.group()} {year.group() if year else ''}".strip()
    a = _resolve(first, b.end, last, False, depth)
    if a is None or a.start > b.end or re.fullmatch(_PART, first):
        return b
    return When(a.start, b.end, a.precision if a.precision != "day" else b.precision, f"from {first} to {second}")


def _reporting(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """The stretch that a periodical report covers, and a year or month so far."""
    if today is None:
        return None
    if re.search(r"\breporting (?:period|week)\b|\bduring the (?:week|period)\b|\bevery day of the week\b", text):
        return When(today - timedelta(6), today, "week", "the week up to publication")
    if m := re.search(r"\b(?:beginning|start) of (?:the|this) (year|month)\b", text):
        begin = today.replace(day=1) if m[1] == "month" else date(today.year, 1, 1)
        return When(begin, today, "month", f"from {begin.isoformat()} to publication")
    if re.fullmatch(r"(?:over |at |during )?the weekend", text):
        return _calendar_unit("this", "weekend", today, future)
    return None


def _since(text: str, today: date | None, last: When | None, future: bool, depth: int) -> When | None:
    m = re.search(r"\b(?:ever )?since\s+(?:the (?:start|beginning) of\s+)?(.+)$", text)
    if not m or today is None:
        return None
    rest = m[1]
    if re.fullmatch(r"then|that time", rest):
        return When(last.start, max(today, last.start), "month", "since the date set before") if last else None
    found = _resolve(rest, today, last, False, depth)
    if found is None:
        inner = re.search(rf"(?:{_MONTH}\s+)?{_YEAR}|{_MONTH}$", rest)
        found = _absolute(inner.group(), today, last, False) if inner else None
    if found is None or found.start > today:
        return None
    precision = found.precision
    return When(found.start, today, precision, f"from {found.start.isoformat()} to publication")


def _night(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "the night of 14-15 November", "the night of 31 October to 1 November": both days."""
    m = re.search(
        rf"\bnight (?:of|from|between) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: (?:of )?{_MONTH})?(?:,? \d{{4}})?\s*(?:-|–|to|and|into)\s*(\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}.*)$",
        text,
    ) or re.search(
        rf"\bnight (?:of|from|between) (?:the )?({_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\s*(?:to|and|into)\s*({_MONTH} \d{{1,2}}.*)$",
        text,
    )
    found = _absolute(m[2], today, last, future) if m else None
    return When(found.start - timedelta(1), found.end, "day", "the night between two days") if found else None


def _until(text: str, today: date | None, last: When | None, future: bool, depth: int) -> When | None:
    m = re.match(
        r"(?:by|until|till|up to|before|ahead of|after|on|in|at|during|late on|late|early on|early|late in|as of|around|about|throughout)\s+(.+)$",
        text,
    )
    # "late 2016" and "about two weeks ago" say something else than "2016" and "two weeks ago"
    if m and not re.match(
        rf"(?:early|late) (?:\w+ )?(?:{_MONTH}|{_YEAR}\b)|(?:about|around) {_NUM}(?: of)? {_UNIT} \w", text
    ):
        return _resolve(m[1], today, last, future, depth)
    m = re.search(r"\beve of (?:the )?(.+)$", text)
    if m and (found := _resolve(m[1], today, last, future, depth)):
        day = found.start - timedelta(1)
        return When(day, day, "day", f"the day before {m[1]}")
    return None


def _absolute(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    if found := full_date(text):
        return When(found[0], found[0], "day", "date as written")
    year = today.year if today else (last.start.year if last else None)
    m = re.search(rf"\b{_ORD}(?: of)? ({_MONTH})", text) or re.search(rf"\b({_MONTH}) {_ORD}\b(?! ?[ap]\.?m)", text)
    if m and year is not None:
        month, number = (m[2], m[1]) if m[1].isdigit() else (m[1], m[2])
        day = _try(year + (_year_said(text) or 0), _month_number(month), int(number))
        if day and _year_said(text) is not None:
            return When(day, day, "day", "day and month as written, year counted from publication")
        if day:
            return _nearest(day, today, future)
    if m := re.search(
        rf"(?:\b(early|mid|late|start of|beginning of|end of|middle of)[- ]+)?\b({_MONTH})(?:,? (?:of )?{_YEAR})?", text
    ):
        return _month_phrase(m, text, today, last, future, year)
    if m := re.search(rf"\b(?:(early|mid|late|end of)[- ](?:in )?)?{_YEAR}\b", text):
        y = int(m[2])
        span = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "end of": (11, 12)}.get(m[1] or "", (1, 12))
        return When(date(y, span[0], 1), date(y, span[1], monthrange(y, span[1])[1]), "year", "year as written")
    if (m := re.fullmatch(r"(?:the )?(?:night of )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: instant)?", text)) and (
        base := last.start if last else today
    ):
        day = _try(base.year, base.month, int(m[1]))
        if day and today and day > today and not future:
            day = _add_months(day, -1)
        return When(day, day, "day", "day of the month named before") if day else None
    return None


_PARTS = {
    "first": 0,
    "1st": 0,
    "opening": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "last": -1,
    "final": -1,
    "latter": -1,
}


def _part_of_year(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "The first half of 2017", "the third quarter", "2011-2013", "the 1990s"."""
    if m := re.fullmatch(
        rf"(?:in |over |during |throughout )?(?:the years )?{_YEAR}\s*(?:-|–|to|and|/)\s*((?:19|20)?\d\d)", text
    ):
        first, final = int(m[1]), int(m[1][:2] + m[2] if len(m[2]) == 2 else m[2])
        return When(date(first, 1, 1), date(final, 12, 31), "year", "years as written") if first < final else None
    if m := re.search(rf"\b(?:the |(early|mid|late)[- ])?{_YEAR}s\b", text):
        a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(m[1] or "", (0, 9))
        decade = int(m[2]) // 10 * 10
        return When(date(decade + a, 1, 1), date(decade + b, 12, 31), "year", "decade as written")
    m = re.search(
        rf"\b({'|'.join(_PARTS)}) (half|quarter) of (?:{_YEAR}|(this|the|last|next|previous)(?: the)? year)\b", text
    )
    if not m or not (m[3] or today):
        return None
    year = int(m[3]) if m[3] else today.year + {"last": -1, "previous": -1, "next": 1}.get(m[4], 0)  # type: ignore[union-attr]
    months = 6 if m[2] == "half" else 3
    part = _PARTS[m[1]] % (12 // months)
    end = months * (part + 1)
    return When(
        date(year, end - months + 1, 1),
        date(year, end, monthrange(year, end)[1]),
        "month",
        f"{m[1]} {m[2]} of the year",
    )


def _year_said(text: str) -> int | None:
    """How many years from the year of publication ("8 November last year": -1); None where no such words stand there."""
    m = re.search(r"\b(last|this|next) year\b", text)
    return {"last": -1, "this": 0, "next": 1}[m[1]] if m else None


def _nearest(day: date, today: date | None, future: bool) -> When:
    """A day without a year: the last one before publication, or the next one for what lies ahead."""
    if today is not None:
        if not future and (day - today).days > 10:
            day = _try(day.year - 1, day.month, day.day) or day
        elif future and (today - day).days > 60:
            day = _try(day.year + 1, day.month, day.day) or day
    return When(day, day, "day", "day and month as written, year from publication")


def _month_phrase(
    m: re.Match[str], text: str, today: date | None, last: When | None, future: bool, year: int | None
) -> When | None:
    word = m[2].rstrip(".")
    if word in {"may", "march", "mar", "sat", "sun"} and re.fullmatch(r"may|march", text) is None and "may be" in text:
        return None
    month = MONTHS[word]
    if m[3]:
        year = int(m[3])
    elif year is None:
        return None
    elif today is not None and (years := _year_said(text)) is not None:
        year += years
    elif today is not None:
        if not future and (month > today.month or (month == today.month and re.search(r"\blast\b", text))):
            year -= 1
        elif future and month < today.month and month + 12 - today.month <= AHEAD:
            year += 1  # further ahead than that it is sooner one that a plan for something past was taken for
    whole = _month(year, month, "month as written")
    part = m[1] or ""
    if part in {"early", "start of", "beginning of"}:
        return When(whole.start, whole.start + timedelta(9), "month", f"early {word}")
    if part in {"mid", "middle of"}:
        return When(date(year, month, 11), date(year, month, 20), "week", f"mid-{word}")
    if part in {"late", "end of"}:
        return When(date(year, month, 20), whole.end, "month", f"late {word}")
    if m2 := re.search(r"\b(first|second|third|fourth|last) week of", text):
        n = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(m2[1])
        start = whole.end - timedelta(6) if n is None else whole.start + timedelta(7 * n)
        return When(start, start + timedelta(6), "week", f"the {m2[1]} week of {word}")
    return whole


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _relative(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    simple = {
        r"\b(today|this (?:morning|afternoon|evening|noon)|tonight|earlier (?:in the )?day|at this hour)\b": (0, 0),
        r"\b(day before yesterday)\b": (-2, -2),
        r"\b(yesterday)\b": (-1, -1),
        r"\b(tomorrow)\b": (1, 1),
        r"\blast night|the previous night\b": (-1, -1),
        r"\bovernight\b": (-1, 0),
    }
    if today is not None:
        for pattern, (a, b) in simple.items():
            if re.search(pattern, text) and not re.search(_DAY, text):
                return When(today + timedelta(a), today + timedelta(b), "day", f"{text}, from publication")
    if re.search(
        r"\b(?:the |that )?same (?:day|night|evening|morning|time|afternoon)\b|\bthat (?:day|night|evening|morning|afternoon)\b|\bat that time\b",
        text,
    ):
        return When(last.start, last.end, last.precision, "the date set before") if last else None
    if m := re.search(r"\b(?:the )?(next|following) (?:day|morning|night|evening)\b|\ba day later\b", text):
        if last is not None and last.precision == "day":
            day = last.end + timedelta(1)
            return When(day, day, "day", "the day after the date set before")
        return None
    if (m := re.search(r"\bthe following (week|month)\b", text)) and last is not None:
        if m[1] == "month":
            day = _add_months(last.end.replace(day=1), 1)
            return _month(day.year, day.month, "the month after the date set before")
        monday = last.end + timedelta(7 - last.end.weekday())
        return When(monday, monday + timedelta(6), "week", "the week after the date set before")
    if re.search(r"\b(?:a day|the day|day) (?:earlier|before)\b|\bprevious day\b", text):
        base = last.start if last and last.precision == "day" else today
        return (
            When(base - timedelta(1), base - timedelta(1), "day", "the day before the date set before")
            if base
            else None
        )
    if m := re.search(
        rf"\b({_NUM})(?: of)?(?: or \w+)? ({_UNIT}) (ago|earlier|before|previously|prior|later|after)\b", text
    ):
        return _shift(m, text, today, last)
    m = re.search(r"\b(last|this|past|next|previous|coming|current) (weekend|week|month|year)\b", text)
    if m and not (m[2] == "week" and re.search(_DAY, text)):  # "Friday last week" is a day
        return _calendar_unit(m[1], m[2], today, future)
    return None


def _shift(m: re.Match[str], text: str, today: date | None, last: When | None) -> When | None:
    n, unit, direction = _count(m[1]), m[2].rstrip("s"), m[3]
    later = direction in {"later", "after"}
    if later:
        base = last.end if last else None
    else:
        base = last.start if direction != "ago" and last and last.precision == "day" else today
    if base is None:
        return None
    n = n if later else -n
    if unit in {"month", "year", "decade"}:
        day = _add_months(base, n * {"month": 1, "year": 12, "decade": 120}[unit])
        if unit == "month":
            return _month(day.year, day.month, text)
        return When(date(day.year, 1, 1), date(day.year, 12, 31), "year", text)
    day = base + timedelta(n * {"hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14}[unit])
    if unit in {"week", "fortnight"}:
        return (
            When(day - timedelta(1), day + timedelta(1), "week", text)
            if re.search("about|nearly|around|some|almost", text)
            else When(day, day, "day", text)
        )
    return When(day, day, "day", text)


def _calendar_unit(which: str, unit: str, today: date | None, future: bool) -> When | None:
    """Calendar weeks run from Monday to Sunday (ISO 8601)."""
    if today is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    why = f"{which} {unit}, from publication"
    monday = today - timedelta(today.weekday())
    if unit == "weekend":
        ahead = future and which in {"this", "current"}
        saturday = monday + timedelta(5 + 7 * (step if step > 0 else -1 if today.weekday() < 5 and not ahead else 0))
        return When(saturday, saturday + timedelta(1), "day", why)
    if unit == "week":
        if which == "past":
            return When(today - timedelta(6), today, "week", why)
        start = monday + timedelta(7 * step)
        return When(start, today if step == 0 else start + timedelta(6), "week", why)
    if unit == "month":
        day = _add_months(today.replace(day=1), step)
        found = _month(day.year, day.month, why)
        return When(found.start, today, "month", why) if step == 0 else found
    if which == "past":
        return When(_add_months(today, -12), today, "year", why)
    year = today.year + step
    return When(date(year, 1, 1), today if step == 0 else date(year, 12, 31), "year", why)


def _weekday(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    if m := re.search(rf"\bnight (?:of|from) ({_DAY}) (?:to|and|into) ({_DAY})", text):
        b = _weekday(m[2], today, last, future)
        return When(b.start - timedelta(1), b.start, "day", text) if b else None
    if m := re.search(rf"({_DAY})(?: {_PART})? ?(?:and|to|until|through|or|-|–) ?(?:on )?({_DAY})", text):
        return _weekdays(m, text, today, last, future)
    m = re.search(_DAY, text)
    if not m or today is None:
        return None
    wanted = _day_number(m.group())
    back = (today.weekday() - wanted) % 7
    ahead = bool(re.search(r"\bnext\b|\bcoming\b", text)) or (future and not re.search(r"\blast\b", text))
    why = f"the {'next' if ahead else 'last'} {DAY_NAMES[wanted]} from publication"
    if re.search(r"\bnext week\b", text):
        day = today + timedelta(7 - today.weekday() + wanted)
    elif ahead:
        day = today + timedelta((-back) % 7 or (7 if "next" in text else 0))
    elif re.search(r"\blast\b", text) and back == 0:
        day = today - timedelta(7)
    elif re.search(r"\bweek (?:before|earlier)\b|\blast week\b", text):
        day = today - timedelta(today.weekday()) - timedelta(7 - wanted)
    elif re.search(r"\bthis week\b", text):
        day = today + timedelta(wanted - today.weekday())
    else:
        day = today - timedelta(back)
    if re.search(r"\b(?:since|overnight|night)\b.*\bto\b", text):
        return When(day, day + timedelta(1), "day", why)
    return When(day, day, "day", why)


def _weekdays(m: re.Match[str], text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """Two days of the week and what lies between them: "Monday and Tuesday"."""
    second = _weekday(text[: m.start()] + text[m.start(2) :], today, last, future)
    if second is None or today is None:
        return None
    end = second.end
    apart = (_day_number(m[2]) - _day_number(m[1])) % 7
    if future and today <= end < today + timedelta(apart):
        end += timedelta(7)  # the first of them would be past
    return When(end - timedelta(apart), end, "day", f"{m[1]} to {m[2]}, from publication")


def _day_number(word: str) -> int:
    word = word.rstrip(".")
    return DAYS[word if word in DAYS else word.rstrip("s")]


def _vague(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    if today is None:
        return None
    if m := re.search(
        rf"\b(?:past|last|recent|previous|these|next|coming)\s+({_NUM})?\s*({_UNIT})\b", text
    ) or re.search(
        rf"\b(?:in|over|for|during|within|after)?\s*(?:more than |over |nearly |almost |about |at least |less than |up to )?(?:the )?({_NUM}) (?:consecutive |straight )?({_UNIT})\b(?! (?:old|long))",
        text,
    ):
        if re.search(r"\b(?:next|coming|within)\b", text) and future:
            n = _count(m[1]) if m[1] else 3
            return When(today, _back(today, -n, m[2].rstrip("s")), "week", text)
        if not re.search(r"\b(past|last|recent|previous|these|for the|running)\b", text):
            return None  # a bare duration says how long, not when
        unit = m[2].rstrip("s")
        n = _count(m[1]) if m[1] else {"hour": 48, "day": 6, "night": 3, "week": 3, "month": 3, "year": 3}.get(unit, 3)
        if unit == "hour":
            return When(today - timedelta(max(1, round(n / 24))), today, "day", text)
        precision: Precision = (
            "week" if unit in {"day", "night", "week", "fortnight"} else "month" if unit == "month" else "year"
        )
        return When(_back(today, n, unit), today, precision, f"{text}, up to publication")
    return None


def _back(day: date, n: int, unit: str) -> date:
    if unit in {"month", "year", "decade"}:
        return _add_months(day, -n * {"month": 1, "year": 12, "decade": 120}[unit])
    return day - timedelta(n * {"hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14}[unit])


def _season_of_year(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "the summer of 2016", before the year alone is seen in it."""
    m = re.search(rf"\b(?:{'|'.join(SEASONS)})(?: of| in)?,? {_YEAR}\b", text)
    return _season(m.group().replace(",", "").replace(" in ", " "), today, last, future) if m else None


def _season(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    m = re.search(rf"\b({'|'.join(SEASONS)})\b(?: of)?(?: {_YEAR})?", text)
    if not m or (today is None and not m[2]):
        return None
    first, final = SEASONS[m[1]]
    if m[2]:
        year = int(m[2])
    else:
        assert today is not None
        year = today.year
        begun = date(year, first, 1) <= today
        if not begun and not future:
            year -= 1
        if begun and re.search(r"\blast\b", text) and today <= _end_of(year, first, final):
            year -= 1
    return When(date(year, first, 1), _end_of(year, first, final), "month", f"{m[1]} (northern half of the earth)")


def _end_of(year: int, first: int, final: int) -> date:
    year += final < first
    return date(year, final, monthrange(year, final)[1])


_EASTER = {"good friday": -2, "palm sunday": -7, "easter monday": 1, "easter sunday": 0, "easter": 0}
_FEAST = re.compile(
    r"(?:the |last |this |next )?(?:"
    + "|".join(sorted([*HOLIDAYS, *_EASTER], key=len, reverse=True))
    + rf")(?:,? {_YEAR}| last year| this year| next year)?(?: {_PART})?"
)


def _feast(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """The name of a feast alone, before a day of the week, a month or a year is seen in it ("Good Friday", "May Day", "Christmas 2016")."""
    m = _FEAST.fullmatch(text)
    if not m or (m[1] is None and today is None):
        return None
    years = _year_said(text)
    if m[1] is None and years is None:
        return _holiday(text, today, last, future)
    year = int(m[1]) if m[1] else today.year + (years or 0) if today else 0
    for name, shift in _EASTER.items():
        if name in text:
            day = easter(year) + timedelta(shift)
            return When(day, day, "day", f"{name} of {year}")
    name = max((n for n in HOLIDAYS if n in text), key=len)
    day = date(year, *HOLIDAYS[name])
    return When(day, day, "day", f"{name} of {year}")


def _holiday(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    if today is None:
        return None
    for name, (month, number) in sorted(HOLIDAYS.items(), key=lambda x: -len(x[0])):
        if name in text:
            return _nearest(date(today.year, month, number), today, future)
    if m := re.search(r"\b(easter(?: sunday| monday)?|good friday|palm sunday)\b", text):
        shift = {"good friday": -2, "palm sunday": -7, "easter monday": 1}.get(m[1], 0)
        day = easter(today.year) + timedelta(shift)
        if day > today + timedelta(10) and not future:
            day = easter(today.year - 1) + timedelta(shift)
        return When(day, day, "day", f"{m[1]} of {day.year}")
    return None


def _part_of_day(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """A part of a day alone ("at dawn", "16:30") keeps the date set before, or else means the day of publication."""
    if not re.search(rf"\b{_PART}\b", text):
        return None
    if last is not None and last.precision == "day":
        return When(last.start, last.end, "day", "part of the day set before")
    if re.search(r"\b(?:same|that|next|following|previous)\b", text):
        return None  # it leans on a day that was not told
    return When(today, today, "day", "part of the day of publication") if today else None
