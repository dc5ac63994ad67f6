"""What the words round a phrase say of whom it counts: where its number begins, what hedges it, and whether it counts anybody at all."""

from __future__ import annotations

import re

from ..records import Span
from . import numbers
from .numbers import AROUND, AT_LEAST, AT_MOST, NEARLY

NOBODY = (None, None)  # what ``numbers.count`` gives where it finds no number

# Words of counts that name no number (annotation guidelines, section 4: "many", "a number of", "losses")
_VAGUE = re.compile(
    r"\b(?:many|numbers?|most|majority|minority|half|third|quarter|loss|losses|casualt\w+|bod(?:y|ies)|some|countless|all|more|others|rest|untold|much|"
    r"part|percent|per cent|group|dead|deaths|victims|waves?|crowds?|mass|bulk|remaining|entire|whole|lots?|plenty|host|string|handful)\b|%|\band\b",
    re.I,
)
_HEDGE = re.compile(rf"\b({AT_LEAST}|{AT_MOST}|{NEARLY}|around|about|approximately|roughly|an estimated)\s*$", re.I)
_HANDED = re.compile(  # "handed over 16 prisoners" hedges nothing
    r"\b(?:hand|turn|g[ai]v|tak|took|sen[dt]|br[io]ng|brought|pass|transferr?)(?:s|e|es|en|ed|ing)? over\s*$", re.I
)
_WORDS = "|".join([numbers.WORDS, "hundreds?", "thousands?", "million", "dozens?", "scores", "several"])
# What may stand before the words that were tagged and belong to them, the number last
_HEAD = r"(?:at least|at most|more than|less than|fewer than|as many as|up to|over|nearly|almost|around|about|some|an? estimated|an? total of)\s+"
_COUNT = (
    rf"(?:\d[\d,.]*|(?:{_WORDS})(?:[\s-](?:and\s)?(?:{_WORDS}))*)(?:\s(?:of\s(?:the|its|their|his|her)|other|more))?"
)
_LEFT = re.compile(rf"\b(?:{_HEAD})?(?:{_COUNT}|not a single|an?|another|both)\s+$", re.I)
# "one or [two more bodies]"
_OR_NEXT = re.compile(rf"\b(?:\d[\d,.]*|{'|'.join(numbers.ONES)})\s(?:or|to)\s$", re.I)
_UNIT = (
    r"\s*[-\u00a0]?\b(?:years?|months?|weeks?|days?|hours?|minutes?|kms?|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|hectares?|acres?|tons?|tonnes?|"
    r"kgs?|kilos?|dollars?|euros?|pounds?|degrees?|points?|years-old)\b"
)
_MEASURE = re.compile(rf"(?:of |aged )?(?:\d[\d,.]*|[a-z]+(?:-[a-z]+)?)(?P<unit>{_UNIT})?$", re.I)
# "killed ten hours after" counts the dead
_THEN_UNIT = re.compile(rf"{_UNIT}(?! (?:after|later|before|earlier)\b)", re.I)
_AGED = re.compile(r"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+, $")  # "Thomas Ndifor, [84], and": an age
# What a page counts of itself: "Tweet Views [729]"
_COUNTER = re.compile(r"\b(?:Views|Comments|Shares|Likes|Retweets|Followers|URL)[:\s]+$")
_OF_AGE = re.compile(r"of \d\d?$")  # of "a nurse of 26"
# The rest of "55,000" of which "55" was tagged
_ON = re.compile(r"(?:,\d{3}(?!\d))*(?:\.\d+)?(?: (?:hundred|thousand|million|billion)\b)?")
_STRAY = frozenset(("least", "nearly", "almost", "around", "about", "approximately", "roughly", "over"))
_HYPHENS = ("-", "\u2010", "\u2011")
_REACH = 60  # characters before a phrase in which its number may begin


def phrase_of(text: str, span: Span) -> Span:
    """A count with the number that stands right before the words that were tagged ("three [medics]", "more [than 760,000]").

    Args:
        text: of the report. ``span``: of the phrase, as tagged.

    Returns:
        The span, begun earlier where the words before it are a number and those in it are none, and not ended within a number; else as given.
    """
    if text[span[1] - 1 : span[1]].isdigit() and (rest := _ON.match(text, span[1])):
        span = (span[0], rest.end())
    phrase = text[slice(*span)]
    before = text[max(0, span[0] - _REACH) : span[0]]
    if phrase.lower().startswith("as "):
        lead = re.search(r"\bas (?:many|much|few|high)\s+$", before, re.I)
    elif alternative := _or_next(before, phrase):
        lead = alternative
    elif phrase.lower().startswith(("than ", "least ", "most ")):
        lead = re.search(r"\b(?:more|less|fewer|at|no fewer|no less)\s+$", before, re.I)
    elif _OF_AGE.match(phrase):
        lead = re.search(r"\b(?:an?|the) \w+ $", before)
    elif phrase.lower().startswith("a single"):
        lead = re.search(r"\bnot $", before, re.I)
    elif numbers.count(phrase) != NOBODY or _VAGUE.search(phrase):
        return span
    else:
        lead = _LEFT.search(before)
    return (span[0] - len(lead[0]), span[1]) if lead else span


def _or_next(before: str, phrase: str) -> re.Match[str] | None:
    """The lower of two numbers that stands before a phrase with the higher: "one or" before "two more bodies"."""
    found = _OR_NEXT.search(before)
    low, high = numbers.count(found[0] + phrase) if found else NOBODY
    return found if low is not None and high is not None and low < high else None


def counts(text: str, span: Span) -> bool:
    """Whether the phrase at a span counts people, if only vaguely ("many").

    A bare noun ("soldiers") does not, nor does a piece of a date, a number or a compound ("three-[year]-old"), an age, a time or a length.
    """
    phrase = text[slice(*phrase_of(text, span))]
    if within_one(text, span) or _in_compound(text, span) or _measures(text, span) or _of_page(text, span):
        return False
    return numbers.count(phrase) != NOBODY or _VAGUE.search(phrase) is not None


def _of_page(text: str, span: Span) -> bool:
    """Whether a bare number is a counter of the page that the report stood on."""
    return text[slice(*span)].isdigit() and _COUNTER.search(text[max(0, span[0] - 12) : span[0]]) is not None


def _measures(text: str, span: Span) -> bool:
    phrase = text[slice(*span)]
    found = _MEASURE.match(phrase)
    if found is None or (found["unit"] is None and numbers.count(phrase) == NOBODY):
        return False
    if found["unit"] or _THEN_UNIT.match(text, span[1]):
        return True
    age = phrase.isdigit() and len(phrase) < 4 and text[span[1] : span[1] + 1] in (",", ".", ")", ";")
    return age and _AGED.search(text[max(0, span[0] - 40) : span[0]]) is not None


def _in_compound(text: str, span: Span) -> bool:
    """Whether a single word without a number is a piece of a longer one, or hedges what is not there."""
    word = text[slice(*span)]
    if " " in word or any(c.isdigit() for c in word):
        return False
    after = text[span[1] : span[1] + 2]
    piece = (
        word.startswith(_HYPHENS) or word.endswith(_HYPHENS) or text[max(0, span[0] - 1) : span[0]].endswith(_HYPHENS)
    )
    return piece or (after.startswith(_HYPHENS) and after[1:].isalpha()) or word.lower() in _STRAY


def within_one(text: str, span: Span) -> bool:
    """Whether a phrase begins in the middle of a date or a number ("2018-11-[10 hostages].png"): then it counts nobody."""
    return bool(re.search(r"\d[-/.,:]$", text[max(0, span[0] - 2) : span[0]])) and text[span[0] : span[0] + 1].isdigit()


def with_hedge(text: str, span: Span) -> str:
    """The phrase at a span with a hedge that stands right before it ("at least", "nearly")."""
    lead = text[max(0, span[0] - 25) : span[0]]
    before = _HEDGE.search(lead)
    phrase = text[slice(*span)]
    if phrase[:5].lower() == "over " and _HANDED.search(lead + phrase[:5]):
        return phrase[5:]
    if before is None or _HANDED.search(lead) or (before[1].lower() == "under" and re.match("an? ", phrase, re.I)):
        return phrase
    return f"{before[1]} {phrase}"


def named(text: str, span: Span, low: int | None, high: int | None) -> int | None:
    """The number that an estimate at a span names: 80 for "about 80", which is read as 72 to 88; None where it is no estimate."""
    if low is None or high is None or low == high:
        return None
    phrase = with_hedge(text, span).lower()
    if re.search(rf"\b(?:{NEARLY})\b", phrase):
        return high
    return (low + high + 1) // 2 if re.search(rf"\b(?:{AROUND})\b", phrase) else None
