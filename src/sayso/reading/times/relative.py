"""Days reckoned from publication or from the date set before: "yesterday", "two weeks later", "last month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .when import When, add_months, back, whole_month
from .words import DAY, NUM, UNIT, VAGUE, count

_THAT_TIME = (
    r"\b(?:the |that )?same (?:day|night|evening|morning|time|afternoon|period|week)\b|\bthat (?:day|night|evening|morning|afternoon)\b|\bat that time\b"
    r"|\bwithin (?:minutes|hours|(?:the|an) hour)$"
)
_WITHIN_HOURS = rf"\b(?:(?:{NUM}|some)(?: of)? )?(?:seconds?|minutes?|hours?|moments?|shortly)"
_HOURS = re.compile(rf"(?<!almost )(?<!nearly )(?<!than )\b({NUM}) hours?\b")


def relative(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "Yesterday", "the same night", "two days earlier", "last month"."""
    simple = {
        r"\b(today|this (?:morning|afternoon|evening|noon)|tonight|earlier (?:in the )?day|at this hour)\b": (0, 0),
        r"\b(day before yesterday)\b": (-2, -2),
        r"\b(day after tomorrow)\b": (2, 2),
        r"\b(yesterday)\b": (-1, -1),
        r"\b(tomorrow)\b": (1, 1),
        r"\blast night\b": (-1, -1),
        r"\bovernight\b": (-1, 0),
    }
    if today is not None:
        for pattern, (a, b) in simple.items():
            if re.search(pattern, text) and not re.search(DAY, text):
                return When(today + timedelta(a), today + timedelta(b), "day", f"{text}, from publication")
    if re.search(_THAT_TIME, text):
        return When(last.start, last.end, last.precision, "the date set before", True) if last else None
    if m := re.search(r"\b(?:the )?(next|following) (?:day|morning|night|evening)\b|\ba day later\b", text):
        if last is not None and last.precision == "day":
            day = last.end + timedelta(1)
            return When(day, day, "day", "the day after the date set before", True)
        return None
    if (
        last
        and re.search(rf"{_WITHIN_HOURS} (?:later|after|before|earlier)\b", text)
        and not ((hours := _HOURS.search(text)) and count(hours[1]) >= 24)
    ):
        return When(last.start, last.end, last.precision, "within hours of the date set before", True)
    if (m := re.search(r"\bthe following (week|month)\b", text)) and last is not None:
        if m[1] == "month":
            day = add_months(last.end.replace(day=1), 1)
            return whole_month(day.year, day.month, "the month after the date set before", True)
        monday = last.end + timedelta(7 - last.end.weekday())
        return When(monday, monday + timedelta(6), "week", "the week after the date set before", True)
    if today and re.search(r"\bprevious (?:night|evening)\b", text):
        whose = last.start if last and last.precision == "day" and (today - last.start).days > 1 else today
        return When(whose - timedelta(1), whose - timedelta(1), "day", "the night before")
    if re.search(r"\b(?:a day|the day|day) (?:earlier|before)\b|\bprevious day\b", text):
        base = last.start if last and last.precision == "day" else today
        return (
            When(base - timedelta(1), base - timedelta(1), "day", "the day before the date set before", True)
            if base
            else None
        )
    if m := re.search(
        rf"\b({NUM})(?: of)?(?: or \w+)? ({UNIT}) (ago|earlier|before|previously|prior|later|after)\b", text
    ):
        found = _shift(m, text, today, last)
        if found and today and found.start > today and not future:
            return None  # counted from something else than the date set before: "a week after the attack"
        return found
    m = re.search(r"\b(last|this|past|next|previous|coming|current) (weekend|week|month|year)\b", text)
    if m and not (m[2] == "week" and re.search(DAY, text)):  # "Friday last week" is a day
        return calendar_unit(m[1], m[2], today, future)
    return None


def _shift(m: re.Match[str], text: str, today: date | None, last: When | None) -> When | None:
    n, unit, direction = count(m[1]), m[2].rstrip("s"), m[3]
    later = direction in {"later", "after"}
    if later:
        base = last.end if last else None
    else:
        base = last.start if direction != "ago" and last and last.precision == "day" else today
    if base is None:
        return None
    n = n if later else -n
    day = back(base, -n, unit)
    if unit == "month":
        return whole_month(day.year, day.month, text)
    if unit in {"year", "decade"}:
        return When(date(day.year, 1, 1), date(day.year, 12, 31), "year", text)
    if unit != "hour" and (m[1] in VAGUE or (m[1] == "couple" and unit == "week")):
        return _about(base, n, unit, text)
    if unit in {"week", "fortnight"}:
        return (
            When(day - timedelta(1), day + timedelta(1), "week", text)
            if re.search("about|nearly|around|some|almost", text)
            else When(day, day, "day", text)
        )
    return When(day, day, "day", text)


def _about(base: date, n: int, unit: str, text: str) -> When:
    """ "A few days ago" is no day: two to five of them; "a couple of weeks ago" is some day of that week."""
    if unit in ("day", "night"):
        some = sorted((base + timedelta(2 if n > 0 else -2), base + timedelta(5 if n > 0 else -5)))
        return When(some[0], some[1], "week", text)
    middle = back(base, -n, unit)
    return When(middle - timedelta(3), middle + timedelta(3), "week", text)


def calendar_unit(which: str, unit: str, today: date | None, future: bool) -> When | None:
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
        day = add_months(today.replace(day=1), step)
        found = whole_month(day.year, day.month, why)
        return When(found.start, today, "month", why) if step == 0 else found
    if which == "past":
        return When(add_months(today, -12), today, "year", why)
    year = today.year + step
    return When(date(year, 1, 1), today if step == 0 else date(year, 12, 31), "year", why)


def reporting(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """The stretch that a periodical report covers."""
    if today is None:
        return None
    if re.search(r"\breporting (?:period|week)\b|\bduring the (?:week|period)\b|\bevery day of the week\b", text):
        return When(today - timedelta(6), today, "week", "the week up to publication")
    if re.fullmatch(r"(?:over |at |during |on )?(?:the )?weekend", text):
        return calendar_unit("this", "weekend", today, future)
    return None
