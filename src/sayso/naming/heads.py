"""Heads of state and government: "Assad's forces" are the forces of the state that he headed on the day of the report.

The table says who headed which state from when to when. A phrase is understood by writing the state in the place of its head ("Syria's forces"), so that the
rule for states does the rest. A name alone ("Assad", "Trump") is that of the presidency or government.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from .matching import Context, Match
from .vocabulary import LEADING, SIDES
from .words import Word, name_key, words

TABLE = Path(__file__).parent / "tables" / "heads.toml"
# Words before a head's name that only say who he or she is, also those that judge.
_TITLES = frozenset("president prime minister premier king chancellor leader supreme emir sultan crown prince dictator strongman ruler colonel general mr mrs then".split())  # fmt: skip
_LONGEST = 6  # words of a name
_LOYAL = (("of",), ("loyal", "to"), ("supporting",), ("allied", "to"))
_GLUE = " '’s-\u2010\u2011"


@dataclass(frozen=True, slots=True)
class Head:
    """One term of one head of state or government.

    Attributes:
        state: ISO 3166-1 alpha-2. ``name``: in full. ``title``: president, prime minister, ...
        full, short: folded names; short ones mean the head only where the report names the country or the head in full.
        since, until: first and last day in office; ``until`` None where it had not ended when the table was written.
    """

    state: str
    name: str
    title: str
    full: tuple[str, ...]
    short: tuple[str, ...]
    since: date
    until: date | None

    @property
    def institution(self) -> str:
        """The institution of the state whose voice the head is."""
        return "presidency" if self.title == "president" else "government"

    def held(self, day: date) -> bool:
        """Whether the term holds a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@lru_cache(maxsize=1)
def heads() -> dict[str, tuple[Head, ...]]:
    """All terms by the first word of their folded names."""
    out: dict[str, dict[Head, None]] = {}
    for row in tomllib.loads(TABLE.read_text("utf-8"))["heads"]:
        full = tuple(name_key(n) for n in (row["name"], *row.get("also", ())))
        short = tuple(name_key(n) for n in row.get("short", ()))
        head = Head(row["state"], row["name"], row["title"], full, short, row["since"], row.get("until"))
        for name in (*full, *short):
            out.setdefault(name.split()[0], {})[head] = None
    return {first: tuple(some) for first, some in out.items()}


def head_at(found: Sequence[Word], at: int, context: Context) -> tuple[int, Head] | None:
    """The head whose name begins at a word, and how many words it has; None where nobody's does, or whoever has it was not in office.

    A final s may be a possessive that lost its apostrophe. Without the day of the report only a full name counts.
    """
    if not found[at].capital:
        if found[at].key in ("al", "el") and at + 1 < len(found) and (inner := head_at(found, at + 1, context)):
            return inner[0] + 1, inner[1]  # "al-Assad"
        return None
    some = heads().get(found[at].key) or heads().get(found[at].key.removesuffix("s")) or ()
    best: tuple[int, Head] | None = None
    for head in some:
        if context.day is not None and not head.held(context.day):
            continue
        for length in range(min(_LONGEST, len(found) - at), 0, -1):
            key = " ".join(w.key for w in found[at : at + length])
            if {key, key.removesuffix("s")}.isdisjoint(head.full) and not _short(key, head, context):
                continue
            if best is None or length > best[0]:
                best = (length, head)
            break
    return best


def _short(key: str, head: Head, context: Context) -> bool:
    """Whether a surname means the head in this report: nobody else has it there, and the country or the full name is named."""
    name = next((k for k in (key, key.removesuffix("s")) if k in head.short), None)
    if name is None or context.day is None:
        return False
    same = [p for p in context.persons if p != name and p.endswith(f" {name.split()[-1]}")]
    ours = [p for p in same if p in head.full or p in head.short]
    if len(ours) < len(same) and not ours:
        return False
    return bool(ours) or context.home == head.state or context.countries[head.state] > 0


def _said(head: Head) -> str:
    until = f" to {head.until}" if head.until else ""
    return f"{head.name}, {head.title} of {head.state} from {head.since}{until}"


def rewritten(phrase: str, context: Context) -> tuple[str, str] | None:
    """A phrase with the state in the place of its head, and why; None where no head's name ties a body of the state to it.

    "President Bashar al-Assad's forces" and "forces loyal to Syrian President Bashar al-Assad" become "Syria's forces", "the government of President
    Bashar al-Assad" becomes "Syria's government". "Assad's wife" stays as it is.
    """
    found = words(phrase)
    for at in range(len(found)):
        known = head_at(found, at, context)
        if known is None:
            continue
        end, head = at + known[0], known[1]
        state = context.tables.states.states[head.state]
        begin = _back(found, at, head.state, context)
        rest = found[end : end + 5]
        body = context.tables.states.institution([w.key for w in rest]) if rest else None
        if body is not None and body[1] not in SIDES and not phrase[found[end - 1].end : rest[0].start].strip(_GLUE):
            return f"{phrase[: found[begin].start]}{state.name}'s {phrase[rest[0].start :]}", _said(head)
        if end == len(found) and (left := _belonging(found[:begin], head.state, context)):
            return f"{state.name}'s {phrase[left[0].start : left[-1].end]}", _said(head)
    return None


def _back(found: Sequence[Word], at: int, code: str, context: Context) -> int:
    """Where the titles and the country before a head's name begin."""
    while at and (found[at - 1].key in _TITLES or _of(found[at - 1], code, context)):
        at -= 1
    while at and found[at - 1].key in ("the", "a"):
        at -= 1
    return at


def _of(word: Word, code: str, context: Context) -> bool:
    """Whether a word is the name or adjective of a state."""
    begun = context.tables.states.begin([word.key]) if word.capital else None
    return begun is not None and code in begun[1]


def _adjective(word: Word, context: Context) -> bool:
    """Whether a word is the adjective of a state or the possessive of its name: "Syrian", "Syria's", "Syrias", but not "Syria"."""
    states = context.tables.states
    begun = states.begin([word.key]) if word.capital else None
    return begun is not None and (
        begun[2] == "demonym" or (begun[2] == "name" and (word.inner != word.key or word.key not in states.first))
    )


def _belonging(left: Sequence[Word], code: str, context: Context) -> Sequence[Word] | None:
    """The words of a body that a tie at the end of them says to be the head's: "forces loyal to", "the government of"."""
    for tie in _LOYAL:
        if tuple(w.key for w in left[-len(tie) :]) != tie:
            continue
        body = list(left[: -len(tie)])
        while body and (body[0].key in LEADING or _of(body[0], code, context)):
            body = body[1:]
        known = context.tables.states.institution([w.key for w in body]) if body else None
        if known is not None and known[0] == len(body) and known[2] != "speaker":
            return body
    return None


def before(text: str, start: int, context: Context) -> str:
    """The words right before a place in the text that say whose a body is: a head's name with titles ("President Assad's " before "forces"), or an
    adjective ("Syrian "); "" where there are none."""
    lead = text[max(0, start - 80) : start]
    found = words(lead)
    if not found or lead[found[-1].end :].strip(_GLUE[:-3]):
        return ""
    if _adjective(found[-1], context):
        return lead[found[-1].start :]
    for at in range(max(0, len(found) - _LONGEST), len(found)):
        known = head_at(found, at, context)
        if known is not None and at + known[0] == len(found):
            return lead[found[_back(found, at, known[1].state, context)].start :]
    return ""


def after(text: str, end: int, context: Context) -> str:
    """The words that tie what stands before a place in the text to a head (" of President Bashar al-Assad"); "" where none do."""
    rest = text[end : end + 80]
    if not rest.startswith((" of ", " loyal to ")):
        return ""
    found = words(rest)
    for at in range(1, min(5, len(found))):
        known = head_at(found, at, context)
        if known is not None:
            lead = _back(found, at, known[1].state, context)
            tied = tuple(w.key for w in found[:lead]) in _LOYAL
            return rest[: found[at + known[0] - 1].end] if tied else ""
    return ""


def alone(phrase: str, context: Context) -> Match | None:
    """The presidency or government that a head's name alone, with or without titles, stands for; None where a phrase is anything else."""
    found = words(phrase)
    for at in range(len(found)):
        known = head_at(found, at, context)
        if known is not None:
            end, head = at + known[0], known[1]
            if end < len(found) or _back(found, at, head.state, context) > 0:
                return None
            entry = context.entry(f"{context.tables.states.states[head.state].id}/{head.institution}")
            return (
                Match(entry.id, f"head of state or government: {_said(head)}", 0.85, (), "speaker", head.state)
                if entry
                else None
            )
    return None


def all_heads() -> Iterator[Head]:
    """Every term once."""
    yield from dict.fromkeys(h for some in heads().values() for h in some)
