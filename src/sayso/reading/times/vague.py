"""Stretches up to now: "the past few days", "over the last three weeks", "for a fifth day"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...records import Precision
from .when import When, back
from .words import NUM, ORDINALS, UNIT, VAGUE, count

_NTH_DAY = re.compile(
    rf"\b(?<!every )(?:({'|'.join(sorted(ORDINALS, key=len, reverse=True))})|(\d{{1,3}})(?:st|nd|rd|th)) (?:consecutive |straight |successive |full )?day\b"
    r"(?! (?:of|after) (?:the )?(?:week|month|year|eid|ramadan|feast|holiday|death))"
)


def vague(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "The past few days", "for the last three weeks"; a bare duration ("three weeks") says how long, not when."""
    if today is None:
        return None
    if m := re.search(rf"\b(?:past|last|recent|previous|these|next|coming)\s+({NUM})?\s*({UNIT})\b", text) or re.search(
        rf"\b(?:in|over|for|during|within|after)?\s*(?:more than |over |nearly |almost |about |at least |less than |up to )?(?:the )?({NUM}) (?:consecutive |straight )?({UNIT})\b(?! (?:old|long))",
        text,
    ):
        if re.search(r"\b(?:next|coming|within)\b", text) and future:
            n = count(m[1]) if m[1] else 3
            return When(today, back(today, -n, m[2].rstrip("s")), "week", text)
        if not re.search(r"\b(past|last|recent|previous|these|for the|running)\b", text):
            return None  # a bare duration says how long, not when
        unit = m[2].rstrip("s")
        if m[2] == "day" and m[1] is None:
            return When(today - timedelta(1), today, "day", f"{text}, up to publication")
        some = {"hour": 48, "day": 6, "night": 3, "week": 3, "month": 3, "year": 3}.get(unit, 3)
        if m[1] is None and not m[2].endswith("s"):  # "the past decade"
            some = 1
        n = some if m[1] is None or m[1] in VAGUE else count(m[1])
        if unit == "hour":
            return When(today - timedelta(max(1, round(n / 24))), today, "day", text)
        precision: Precision = (
            "week" if unit in {"day", "night", "week", "fortnight"} else "month" if unit == "month" else "year"
        )
        return When(back(today, n, unit), today, precision, f"{text}, up to publication")
    return None


def nth_day(text: str, today: date | None, last: When | None, future: bool) -> When | None:
    """ "For a fifth day": from the first of them up to publication, or up to a day shortly before it that is told of."""
    m = _NTH_DAY.search(text)
    if m is None or today is None:
        return None
    n = ORDINALS[m[1]] if m[1] else int(m[2])
    if n < 2:
        return None
    end = last.end if last and last.precision == "day" and 0 <= (today - last.end).days <= 2 else today
    return When(end - timedelta(n - 1), end, "day", f"{text}, up to {end.isoformat()}")
