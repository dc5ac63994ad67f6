"""Days of the week and parts of a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .when import When
from .words import DAY, DAY_NAMES, PART, day_number


def weekday(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "Monday", "last Friday", "the night of Saturday to Sunday", "Thursday next week"."""
    if m := re.search(rf"\bnight (?:of|from) ({DAY}) (?:to|and|into) ({DAY})", text):
        b = weekday(m[2], today, last, future)
        return When(b.start - timedelta(1), b.start, "day", text) if b else None
    if m := re.search(rf"({DAY})(?: {PART})? ?(?:and|to|until|through|or|-|–) ?(?:on )?({DAY})", text):
        return _weekdays(m, text, today, last, future)
    m = re.search(DAY, text)
    if not m or today is None:
        return None
    wanted = day_number(m.group())
    if last is not None and last.precision == "day" and not future and (found := _beside(wanted, text, last)):
        return found
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


def _beside(wanted: int, text: str, last: When) -> When | None:
    """ "The following Friday", "the previous Tuesday": counted from the date set before."""
    if re.search(r"\bfollowing\b|\bthe next\b", text):
        day = last.end + timedelta((wanted - last.end.weekday() - 1) % 7 + 1)
        return When(day, day, "day", f"the {DAY_NAMES[wanted]} after the date set before", True)
    if re.search(r"\b(?:the )?previous\b", text):
        day = last.start - timedelta((last.start.weekday() - wanted - 1) % 7 + 1)
        return When(day, day, "day", f"the {DAY_NAMES[wanted]} before the date set before", True)
    return None


def _weekdays(m: re.Match[str], text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """Two days of the week and what lies between them: "Monday and Tuesday"."""
    second = weekday(text[: m.start()] + text[m.start(2) :], today, last, future)
    if second is None or today is None:
        return None
    end = second.end
    apart = (day_number(m[2]) - day_number(m[1])) % 7
    if future and today <= end < today + timedelta(apart):
        end += timedelta(7)  # the first of them would be past
    return When(end - timedelta(apart), end, "day", f"{m[1]} to {m[2]}, from publication")


def part_of_day(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """A part of a day alone ("at dawn", "16:30") keeps the date set before, or else means the day of publication."""
    if not re.search(rf"\b{PART}\b", text):
        return None
    if last is not None and last.precision == "day":
        return When(last.start, last.end, "day", "part of the day set before", True)
    if re.search(r"\b(?:same|that|next|following|previous)\b", text):
        return None  # it leans on a day that was not told
    return When(today, today, "day", "part of the day of publication", True) if today else None
