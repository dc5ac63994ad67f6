"""States and their institutions by rule: "Syrian army", "Russia's Defence Ministry" and "the Turkish president" need no entry of their own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from .entries import Entry
from .words import name_key

TABLE = Path(__file__).parent / "tables" / "states.toml"
# Words that may stand between the demonym and the institution without making it another one.
_BETWEEN = frozenset(("regime", "regimes", "government", "governments", "federal", "royal", "state", "s", "own", "regular", "ruling", "official", "so", "called", "interim"))  # fmt: skip
# After these "general" is no officer: "the government's General Authority of the Dam"
_GENERAL = frozenset(
    "assembly authority body commission company conference corporation council directorate establishment federation hospital institution organisation organization post prosecution prosecutor secretariat secretary strike union".split()
)
NOBODY = "none"  # the parent of what belongs to no state
Mode = Literal["noun", "people", "speaker"]


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO code, id, name, and the ways to name it."""

    code: str
    id: str
    name: str
    other: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that every state may have; ``parent`` is another one, "" the state itself, ``none`` nobody (rebels are in a state, not of it)."""

    key: str
    label: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the rule found: the states that may be meant, and which institution in which way (None: the state itself).

    ``by`` is ``name``, ``demonym``, ``people`` (a plural: "Russians") or ``capital``.
    """

    codes: tuple[str, ...]
    by: str
    institution: str | None = None
    mode: Mode | None = None


class States:
    """The table of states, ready to be asked."""

    def __init__(self, data: dict[str, dict[str, dict[str, object]]]) -> None:
        self.states = {code: _state(code, fields) for code, fields in data["states"].items()}
        self.by_id = {s.id: s for s in self.states.values()}
        self.institutions: dict[str, Institution] = {}
        self.nouns: dict[str, tuple[str, Mode]] = {}
        for key, fields in data["institutions"].items():
            parent = "" if key == "government" else str(fields.get("parent", ""))
            self.institutions[key] = Institution(key, str(fields["label"]), str(fields["kind"]), parent)
            self._add_nouns(key, fields)
        self.first: dict[str, list[tuple[str, str, str]]] = {}  # first word -> (whole key, by, code)
        for state in self.states.values():
            self._add_words(state)

    def _add_nouns(self, key: str, fields: dict[str, object]) -> None:
        modes: tuple[tuple[str, Mode], ...] = (("nouns", "noun"), ("people", "people"), ("speakers", "speaker"))
        for field, mode in modes:
            nouns = fields.get(field, [])
            assert isinstance(nouns, list)
            for noun in nouns:
                self.nouns[name_key(noun)] = (key, mode)

    def _add_words(self, state: State) -> None:
        ways = [(w, "name") for w in (state.name, *state.other)]
        ways += [(w, "demonym") for w in state.demonyms] + [(w, "capital") for w in state.capitals]
        for words, by in ways:
            key = name_key(words)
            rows = self.first.setdefault(key.split(" ", 1)[0], [])
            if (key, by, state.code) not in rows:
                rows.append((key, by, state.code))

    def begin(self, words: list[str], at: int = 0) -> tuple[int, tuple[str, ...], str] | None:
        """The longest state's name, demonym or capital that begins at a word: how many words, which codes, named by what.

        The words are folded. A final s may be a possessive that lost its apostrophe ("russias army") or a plural ("russians").
        """
        best: tuple[int, dict[str, None], str] | None = None
        word = words[at]
        for form, plain in ((word, True), (word[:-1] if word.endswith("s") and len(word) > 3 else "", False)):
            for key, by, code in self.first.get(form, ()):
                length = key.count(" ") + 1
                if length > 1 and words[at : at + length] != key.split(" "):
                    continue
                if not plain and length == 1 and by == "demonym":
                    by = "people"
                if best is None or length > best[0]:
                    best = (length, {code: None}, by)
                elif length == best[0] and (by == best[2] or {by, best[2]} <= {"name", "demonym"}):
                    best[1][code] = None
                    best = (length, best[1], best[2] if best[2] == "name" else by)
            if best:
                break
        return (best[0], tuple(best[1]), best[2]) if best else None

    def institution(self, words: list[str]) -> tuple[int, str, Mode] | None:
        """The longest institution that begins these folded words, after words like "regime": how many words, which, in what way."""
        best: tuple[int, str, Mode] | None = None
        for skip in range(0, 3):
            if skip and (skip > len(words) or words[skip - 1] not in _BETWEEN):
                break
            for length in range(min(5, len(words) - skip), 0, -1):
                found = self.nouns.get(" ".join(words[skip : skip + length]))
                if length == 1 and words[skip] == "general" and _GENERAL.intersection(words[skip + 1 : skip + 2]):
                    continue
                if found and (best is None or skip + length > best[0]):
                    best = (skip + length, found[0], found[1])
        return best

    def parse(self, key: str) -> Found | None:
        """What a whole folded name means by the rule, or None.

        >>> states().parse("syrian army")
        Found(codes=('SY',), by='demonym', institution='army', mode='noun')
        """
        words = key.split()
        if not words or len(words) > 12:
            return None
        begun = self.begin(words)
        if begun:
            length, codes, by = begun
            rest = words[length:]
            if not rest:
                return Found(codes, by)
            inst = self.institution(rest) if by != "people" else None
            if inst and by == "capital" and inst[1] != "government":  # "Damascus police" are those of a town
                inst = None
            if inst and inst[0] == len(rest):
                return Found(codes, by, inst[1], inst[2])
        if "of" in words:  # "government of Syria", "foreign ministry of the Russian Federation"
            for at in [i for i, w in enumerate(words) if w == "of"]:
                inst = self.institution(words[:at])
                tail = [w for w in words[at + 1 :] if w != "the"]
                begun = self.begin(tail) if tail else None
                if inst and begun and inst[0] == at and begun[0] == len(tail) and begun[2] == "name":
                    return Found(begun[1], "name", inst[1], inst[2])
        return None

    def entry(self, name: str) -> Entry | None:
        """The entry of an id made by the rule (``syria``, ``syria/army``), or None."""
        head, _, rest = name.partition("/")
        state = self.by_id.get(head)
        if state is None:
            return None
        if not rest:
            return Entry(state.id, state.name, state.other, kind="state", country=state.code, table="rule")
        institution = self.institutions.get(rest)
        if institution is None:
            return None
        parent = {"": head, NOBODY: ""}.get(institution.parent, f"{head}/{institution.parent}")
        return Entry(
            name,
            f"{state.name}: {institution.label}",
            kind=institution.kind,
            country=state.code,
            affiliation=parent,
            table="rule",
        )


def _state(code: str, fields: dict[str, object]) -> State:
    def words(field: str) -> tuple[str, ...]:
        value = fields.get(field, [])
        assert isinstance(value, list)
        return tuple(value)

    return State(code, str(fields["id"]), str(fields["name"]), words("other"), words("demonyms"), words("capitals"))


@lru_cache(maxsize=1)
def states() -> States:
    """The table of the package, loaded once."""
    return States(tomllib.loads(TABLE.read_text("utf-8")))
