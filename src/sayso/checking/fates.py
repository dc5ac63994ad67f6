"""Which fate a sentence gives to a count of people: ``19 civilians were rescued``, ``freed 19``, ``the slaughter of over 100 civilians``.

Only where number and word stand together, so that the words themselves are the evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Span
from .counts import HEDGED, Counted, counts
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Told:
    """A count with its fate; ``word`` is where the fate is said, ``sentence`` the number of the sentence."""

    count: Counted
    fate: str
    word: Span
    sentence: int


_AFTER = {  # participles behind a count
    "killed": "killed|massacred|slaughtered|murdered|martyred|died|dead",
    "executed": "executed|beheaded",
    "injured": "injured|wounded",
    "taken": r"abducted|kidnapped|taken\s+(?:hostage|captive)",
    "freed": "released|freed|rescued|liberated",
}
_BEFORE = {  # verbs and nouns before a count
    "killed": (
        r"kill(?:ed|ing|s)|massacr(?:ed|ing)|slaughter(?:ed|ing)|murder(?:ed|ing)|the\s+lives\s+of|"
        r"(?:killing|massacre|slaughter|murder|deaths?)\s+of"
    ),
    "executed": r"execut(?:ed|ing)|behead(?:ed|ing)|execution\s+of",
    "injured": r"injur(?:ed|ing|es)|wound(?:ed|ing|s)|injuring\s+of",
    "taken": r"abduct(?:ed|ing)|kidnap(?:ped|ping)|(?:kidnapping|abduction)\s+of",
    "freed": r"releas(?:ed|ing)|fre(?:ed|es|e|eing)|rescu(?:ed|es|ing)|(?:release|rescue|freeing|liberation)\s+of",
}
_ALONE = r"(?:died|dead|taken\s+(?:hostage|captive))\b"  # never done by those counted
_WHO = r"(?:\s+(?:who|that))?"
_BE = r"\s+(?:were|was|are|have\s+been|has\s+been|had\s+been|being)"
_ADVERB = r"(?:\s+(?:\w+ly|also|then|later))?"
_NO_OBJECT = (
    rf"(?!\s+{HEDGED})(?=\s*(?:[.,;:()!?\]”–—-]|$)|\s+(?:and(?!\s+\w+(?:ed|ing)\b)|but|or|by|in|on|at|near|during|when|while|as|after|before|"
    r"since|from|outside|inside|over|across|around|with|without|within|under|amid|along|following|throughout|for|to|today|yesterday|earlier|last|this|"
    r"overnight|so|too|there|here|including|who|that|alive|un\w+ed|safely|is|are|was|were|has|have|had|remain\w*|still|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
)


def _after(words: str) -> re.Pattern[str]:
    # A bare participle is one only where nothing follows that it is done to: "12 people abducted in Kesra", but "12 gunmen abducted a driver".
    bare = rf"{_ADVERB}\s+(?=(?:{words})\b{_NO_OBJECT})"
    return re.compile(rf"(?:{_WHO}{_BE}{_ADVERB}\s+|{_WHO}{_ADVERB}\s+(?={_ALONE})|{bare})({words})\b", re.I)


_FOLLOWS = {fate: _after(words) for fate, words in _AFTER.items()}
_LEADS = {
    f: re.compile(rf"\b({words})(?:\s+(?:another|a\s+further|a\s+total\s+of|what|the))?\s*$", re.I)
    for f, words in _BEFORE.items()
}
_JOINED = re.compile(r"\s*,?\s*(?:and|including|among\s+them|as\s+well\s+as)?\s*,?\s*", re.I)
NOT_SO = re.compile(r"\b(?:not|never|no|denied|denies|without|unless|if|could|would|might|(?-i:may)|will|plan\w*|threat\w*|demand\w*|offer\w*|call\w*\s+for)\b|n['’]t\b", re.I)  # fmt: skip


def fates(scene: Scene, number: int) -> list[Told]:
    """The counts of one sentence that have a fate.

    Args:
        scene: of the report.
        number: of the sentence.
    """
    sentence = scene.sentences[number]
    some = counts(scene.text, sentence)
    told: dict[int, Told] = {}
    for n, count in enumerate(some):
        if count.low is None and count.high is None:
            continue  # of a date
        found = _fate(scene.text, sentence, count)
        if found and (count.who is not None or count.of or _bare(scene.text, count, found[1])):
            told[n] = Told(count, found[0], found[1], number)
    _inherit(scene.text, some, told, number)
    return [told[n] for n in sorted(told)]


def _fate(text: str, sentence: Span, count: Counted) -> tuple[str, Span] | None:
    tail = text[count.span[1] : min(sentence[1], count.span[1] + 60)]
    head = text[max(sentence[0], count.span[0] - 40) : count.span[0]]
    # what follows a count in the passive belongs to it more surely than what leads to it
    for fate, pattern in _FOLLOWS.items():
        if m := pattern.match(tail):
            return fate, (count.span[1] + m.start(1), count.span[1] + m.end(1))
    for fate, pattern in _LEADS.items():
        if m := pattern.search(head):
            start = count.span[0] - len(head)
            return fate, (start + m.start(1), start + m.end(1))
    return None


def _bare(text: str, count: Counted, word: Span) -> bool:
    """Is a number without a noun a count of people? "killed 12 and" is; "killed 12 days ago" is not."""
    if word[0] > count.span[1]:
        return True
    return (
        re.match(r"\s*(?:[,.;]|$|and\b|including\b|in\b|when\b)", text[count.span[1] : count.span[1] + 12]) is not None
    )


def _inherit(text: str, some: list[Counted], told: dict[int, Told], number: int) -> None:
    """Give counts of one list the fate of the list: "killed hundreds of Syrians including over 130 civilians"."""
    for n, count in enumerate(some):
        if n in told or count.who is None:
            continue
        for other in (n - 1, n + 1):
            if other not in told:
                continue
            first, second = sorted((some[other], count), key=lambda c: c.span)
            if _JOINED.fullmatch(text, first.span[1], second.span[0]) and first.span[1] < second.span[0]:
                told[n] = Told(count, told[other].fate, told[other].word, number)
                break
