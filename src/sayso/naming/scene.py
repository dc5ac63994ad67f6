"""Who is named where in one report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..records import Span
from .entries import Entry

NEAR = 2  # sentences back, its own included, that "the group" may point


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in the report, whom a noun may mean."""

    span: Span
    entry: Entry


@dataclass(slots=True)
class Scene:
    """Who is named where in a report: mentions in text order, where sentences start, and pairs that are set against each other."""

    mentions: list[Mention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    _ids: dict[str, list[Mention]] = field(default_factory=dict)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take more mentions in."""
        for m in mentions:
            self.mentions.append(m)
            self._ids.setdefault(m.entry.id, []).append(m)
        self.mentions.sort(key=lambda m: m.span)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place in the text."""
        return max(0, bisect_right(self.starts, at) - 1)

    def before(self, at: int, fits: Callable[[Entry], bool]) -> list[Mention]:
        """Those named before a place whom a test fits, the nearest first."""
        return [m for m in reversed(self.mentions) if m.span[1] <= at and fits(m.entry)]

    def ids(self, fits: Callable[[Entry], bool]) -> list[str]:
        """The ids of everybody named whom a test fits, in text order."""
        return [i for i, ms in self._ids.items() if fits(ms[0].entry)]
