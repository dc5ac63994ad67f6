"""Readings written by hand for the tests of the registers. EXERCISE: the war, the parties and the places told here do not exist."""

from __future__ import annotations

from typing import Any

from sayso.records import Attribution, Event, Name, Reading, Report, Span

REPORT = "aaaaaaaaaaaa"


def span(text: str, words: str, n: int = 1) -> Span:
    """Where some words stand in a text for the n-th time."""
    at = -1
    for _ in range(n):
        at = text.index(words, at + 1)
    return at, at + len(words)


class Made:
    """A report of which the layers are named by their words."""

    def __init__(
        self, text: str, outlet: str | None = "Courier", published: str | None = "2031-05-14", name: str = REPORT
    ) -> None:
        self.text = text
        self.report = Report(name, text, outlet, published=published)
        self.names: list[Name] = []
        self.attributions: list[Attribution] = []
        self.events: list[Event] = []

    def at(self, words: str | tuple[str, int] | None) -> Span | None:
        """The span of some words, or of their n-th occurrence."""
        if words is None:
            return None
        return span(self.text, *((words,) if isinstance(words, str) else words))

    def groups(self, *words: str | tuple[str, int], cls: Any = "group") -> Made:
        """Name groups."""
        for w in words:
            found = self.at(w)
            assert found is not None
            self.names.append(Name(found, cls))
        return self

    def said(
        self, kind: Any, source: Any, cue: Any, *content: Any, author: bool = False, inside: str | None = None
    ) -> Made:
        """Add an attribution; the first is a1."""
        parts = tuple(s for c in content if (s := self.at(c)) is not None)
        name = f"a{len(self.attributions) + 1}"
        self.attributions.append(Attribution(name, self.at(source), self.at(cue), parts, kind, inside, author))
        return self

    def event(self, type: str, trigger: Any, status: Any = "actual", **roles: Any) -> Made:
        """Add an event; the first is e1."""
        at = self.at(trigger)
        assert at is not None
        spans = {role: self.at(words) for role, words in roles.items()}
        self.events.append(Event(f"e{len(self.events) + 1}", at, type, status, **spans))
        return self

    @property
    def reading(self) -> Reading:
        """What was named so far."""
        return Reading(self.report, tuple(self.names), tuple(self.attributions), tuple(self.events))


def names_known(reading: Reading, at: Span) -> tuple[str, str, str] | None:
    """A resolver of the test's own: the Ford Militia has two names and is called terrorists."""
    known = {"Ford Militia": "ford", "Fordmen": "ford", "terrorists": "ford"}
    words = reading.report.text[slice(*at)]
    return (known[words], "Ford Militia", f"{words} means it here") if words in known else None
