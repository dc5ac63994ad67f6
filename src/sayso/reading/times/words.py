"""The words and patterns that time expressions are made of."""

from __future__ import annotations

import re

from ..numbers import COMPOUND, ONES, TENS

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
NUMBERS = {"a": 1, "an": 1, "couple": 2, "several": 3, "few": 3} | {w: n for w, n in ONES.items() if n} | TENS
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"\b(?:" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")s?\b\.?"
# not the end of another number: "twenty-five", "1,000", "2.5"
NUM = (
    rf"(?<![\d.,-])(?:\d+(?![\d.,]*\d)|{COMPOUND}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
)  # fmt: skip
UNIT = r"(?:hour|day|night|week|fortnight|month|year|decade)s?"
ORD = r"(\d{1,2})(?:st|nd|rd|th)?"
YEAR_ALONE = r"(?:19|20)\d\d"
YEAR = f"({YEAR_ALONE})"
_ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth"
).split()
ORDINALS = {word: n for n, word in enumerate(_ORDINALS, 2)} | {
    f"{ten}-{one}": 10 * n + m
    for n, ten in enumerate(("twenty", "thirty", "forty", "fifty"), 2)
    for m, one in enumerate(("first", *_ORDINALS[:8]), 1)
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}  # fmt: skip
VAGUE = frozenset(("several", "few"))  # numbers that are none
PART = r"(?:dawn|daybreak|sunrise|morning|noon|midday|afternoon|evening|dusk|sunset|night|nightfall|midnight|after dark|(?:throughout|during|all) (?:the )?day|\d{1,2}[:.]\d\d(?![./]?\d)|\d{1,2} ?[ap]\.?m)"


def month_number(word: str) -> int:
    """1 to 12; 0 where it is no month after all: without regard to case, patterns take "Auguſt" and "APRİL" for months too."""
    return MONTHS.get(word.lower().rstrip("."), 0)


def day_number(word: str) -> int:
    """0 (Monday) to 6 of a word that ``DAY`` matches."""
    word = word.rstrip(".")
    return DAYS[word if word in DAYS else word.rstrip("s")]


def count(word: str) -> int:
    """The number of a word that ``NUM`` matches."""
    return int(word) if word.isdigit() else sum(NUMBERS[part] for part in re.split("[- ]", word))
