"""Acronyms that a text introduces: "Syrian Arab Army (SAA)", "SAA (Syrian Arab Army)", "Daesh [ISIS]".

After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003), with a
bound on the length of everything, so that the work grows linearly with the text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

from ..records import Span

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,80})[)\]]")
_SHORT = re.compile(r"[A-Z0-9][\w.&/+-]{1,11}")
_BREAK = re.compile(r"[.!?;:]\s|[()\[\]\n]")
_WORDS = re.compile(r"[^\s,\"“”]+")
BEFORE = 160  # characters before a bracket that are looked at
MOST = 5_000  # brackets of one text; more is no report


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form that a text introduces for a long one, with where both stand."""

    short: str
    long: str
    short_span: Span
    long_span: Span


def acronyms(text: str) -> list[Acronym]:
    """The acronyms that a text introduces, in order.

    Args:
        text: any text; brackets without a short form and a long one that fits it are passed over.

    >>> [(a.short, a.long) for a in acronyms("The Ford Defence League (FDL) left. FDL men came.")]
    [('FDL', 'Ford Defence League')]
    """
    out = []
    for m in itertools.islice(_BRACKETS.finditer(text), MOST):
        found = _after(text, m) or _before(text, m)
        if found:
            out.append(found)
    return out


def is_short(word: str) -> bool:
    """Whether a word can be a short form: 2 to 12 characters, one at least a capital letter, no more than two small letters a capital."""
    if not _SHORT.fullmatch(word):
        return False
    capitals = sum(c.isupper() for c in word)
    return capitals >= 2 and sum(c.islower() for c in word) <= capitals


def _after(text: str, m: re.Match[str]) -> Acronym | None:
    """The short form in the brackets, the long one before them."""
    inside = re.split(r"[;,]| or | also | formerly ", m[1], maxsplit=1)[0].strip(" \"'“”‘’")
    if not is_short(inside):
        return None
    start = max(0, m.start() - BEFORE)
    before = text[start : m.start()].rstrip(" \"'“”‘’")
    if before.endswith((".", "!", "?", ";", ":")):
        return None
    breaks = [b.end() for b in _BREAK.finditer(before)]
    if breaks:
        start, before = start + breaks[-1], before[breaks[-1] :]
    at = _long_form(inside, before)
    if at is None:
        return None
    long = before[at:]
    short_at = text.index(inside, m.start())
    return Acronym(inside, long, (short_at, short_at + len(inside)), (start + at, start + len(before)))


def _before(text: str, m: re.Match[str]) -> Acronym | None:
    """The short form before the brackets, the long one in them."""
    head = re.search(r"(\S{2,13})\s?$", text[max(0, m.start() - 16) : m.start()])
    if head is None:
        return None
    short = head[1].strip("\"'“”‘’,(")
    long = m[1].strip()
    if not is_short(short) or " " not in long or _long_form(short, long) != 0:
        return None
    inside = m.start() + 1 + m[1].index(long)
    start = text.rindex(short, 0, m.start())
    return Acronym(short, long, (start, start + len(short)), (inside, inside + len(long)))


def _long_form(short: str, before: str) -> int | None:
    """Where the long form begins in the words before: the algorithm of Schwartz and Hearst, from the right.

    Each letter or digit of the short form is found in order, the first one at the beginning of a word. At most min(n + 5, 2 n) words.
    """
    letters = [_base(c) for c in short if c.isalnum()]
    if not before or len(letters) < 2:
        return None
    words = list(_WORDS.finditer(before))[-min(len(letters) + 5, 2 * len(letters)) :]
    if not words:
        return None
    lowest = words[0].start()
    at = len(before)
    for n in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= lowest and (_base(before[at]) != letters[n] or (n == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < lowest:
            return None
    at = max((w.start() for w in words if w.start() <= at), default=at)
    while at < len(before) and not before[at].isalnum():
        at += 1
    long = before[at:]
    if len(long) <= len(short) or short.lower() in long.lower().split() or not any(c.isupper() for c in long):
        return None
    if (
        sum(w.group()[:1].isupper() or w.group()[:1].isdigit() for w in _WORDS.finditer(long)) * 2 < len(letters)
        and short.isupper()
    ):
        return None  # "killed near the army (KNA)": small letters are no name
    return at


def _base(letter: str) -> str:
    """A letter small and without its accent."""
    return letter.lower() if letter.isascii() else unicodedata.normalize("NFKD", letter)[0].lower()
