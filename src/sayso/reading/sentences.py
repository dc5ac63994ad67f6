"""Where sentences begin and end.

Rules, not a model: the splitter must be exact, linear in the length of the text, and must not be
thrown by what news agencies do to text (datelines, initials, lost punctuation, lines without a full stop).
"""

from __future__ import annotations

import re

# A full stop after one of these does not end a sentence,
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen gens col lt sgt maj capt cpl brig adm cmdr gov sen sens rep pres rev hon st sr jr supt insp mohd messrs vs etc e.g i.e "
    "u.s u.n u.k u.s.a d.c ph.d inc ltd co corp dept mt a.m p.m a.d b.c al".split()
)
# nor after one of these where it has a capital ("Sat. 12", "Md. Karim"; but "where he sat. Ten others"),
_WITH_CAPITAL = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun md amb sec rt pvt".split()
)
# before a digit ("No. 5"; but "the colonel said no. Shelling"),
_BEFORE_DIGIT = frozenset("no nos fig vol est approx".split())
# or before a small letter or a digit ("20 km. from"; but "advanced 20 km. Shelling")
_UNITS = frozenset("km kg m ft".split())
# A run of marks is tried from its first one only: from each in turn would take the square of its length.
_END = re.compile(
    r"""(?<![.!?…])[.!?…]+["'”’»)\]]*(?:\[\d{1,3}\])*(?=\s|$)|\n\s*\n|\r[ \t]*\r|\n(?=\s*(?:[-–—*•●▪·‣◦]|\d+[.)])\s)"""
)
BLANK = re.compile(r"\r?\n\r?\n|\r\r(?!\n)")  # a blank line, whatever ends the lines
_WORD_BEFORE = re.compile(r"[\w.]*\w$")
_OPENER = re.compile(r"""\s*["'“‘«(\[]*(\S)""")
_SPEAKS_ON = re.compile(r"\s*(?:The |But |And |It i|In a)")
_LONGEST = 1200  # characters; text that never stops (tables, lost punctuation) is cut at white space


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, in order.

    Args:
        text: the report's text, verbatim.

    Returns:
        ``[start, end)`` offsets into ``text``, without surrounding white space; every character that is
        not white space belongs to exactly one sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match):
            _keep(text, start, match.end(), spans)
            start = match.end()
    _keep(text, start, len(text), spans)
    return spans


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the mark found really ends a sentence."""
    mark = match.group()
    if mark[0] in "\r\n":
        return True
    following = _OPENER.match(text, match.end())
    if following is None:
        return True
    if not mark.startswith("."):
        return not following.group(1).islower()
    if mark.startswith(".."):
        return following.group(1).isupper()
    word = _WORD_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
    last = word.group() if word else ""
    if len(mark) == 1 and _abbreviates(last, following.group(1)):
        # "the U.S. The army" ends a sentence; "Gen. Abbas", "Sept. 5" and "U.S. troops" do not
        return "." in last and _SPEAKS_ON.match(text, match.end()) is not None
    if len(last) == 1 and last.isupper() and len(mark) == 1:
        return False  # an initial
    return not following.group(1).islower()


def _abbreviates(word: str, following: str) -> bool:
    """Whether a full stop after a word only shortens it; ``following``: the next letter, digit or mark."""
    plain = word.lower()
    if plain in _BEFORE_DIGIT:
        return following.isdigit()
    if plain in _UNITS:
        return not following.isupper()
    return plain in _ABBREVIATIONS or (plain in _WITH_CAPITAL and word[0].isupper())


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append ``[start, end)`` without its white space, cut where it is longer than any sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = max(text.rfind("\n", start + 1, start + _LONGEST), text.rfind(" ", start + 1, start + _LONGEST))
        cut = cut if cut > start else start + _LONGEST
        head = cut
        while head > start and text[head - 1].isspace():
            head -= 1
        if head > start:
            spans.append((start, head))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))


def title_end(text: str) -> int:
    """Where the headline ends: at a blank line within the first 300 characters; 0 when there is none."""
    found = BLANK.search(text, 0, 300)
    return found.start() if found else 0
