"""What every check looks at: one reading, its sentences, the day of its report, and ways to find places and zones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..reading import sentences
from ..reading.times import reference
from ..records import Check, CheckResult, Evidence, Place, Reading, Span
from .zones import Zone

Where = Callable[[str], Place | None]
"""A place as written, in the context of its report -> where it is; None where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One reading as the checks see it.

    Attributes:
        sentences: ``[start, end)`` of each, in order.
        today: the day that "today" means in the report, or None.
        where: finds places.
        zones: named zones that a user gave.
    """

    reading: Reading
    where: Where
    zones: Sequence[Zone] = ()
    sentences: tuple[Span, ...] = field(default=())
    today: date | None = None

    @classmethod
    def of(cls, reading: Reading, where: Where, zones: Sequence[Zone] = ()) -> Scene:
        """The scene of a reading."""
        today, _ = reference(reading.report.text, reading.report.published)
        return cls(reading, where, tuple(zones), tuple(sentences.split(reading.report.text)), today)

    @property
    def text(self) -> str:
        """The report's text."""
        return self.reading.report.text

    def number(self, at: int) -> int:
        """The number of the sentence that a character stands in, from 0."""
        return max(0, bisect_right(self.sentences, (at, len(self.text) + 1)) - 1)

    def evidence(self, role: str, span: Span) -> Evidence:
        """A span as input of a check."""
        return Evidence(role, span, self.text[span[0] : span[1]])

    def result(
        self, kind: str, result: CheckResult, sentence: str, inputs: Iterable[Evidence], numbers: Mapping[str, float]
    ) -> Check:
        """A check of this report, with the claims that its inputs belong to.

        Args:
            kind: name of the check.
            result: ``holds``, ``fails`` or ``cannot tell``.
            sentence: why, in one sentence.
            inputs: the words it rests on.
            numbers: figures that went in or came out, by name (the unit is part of the name).
        """
        inputs = tuple(inputs)
        claims = self._claims([i.span for i in inputs])
        report = self.reading.report.id
        return Check(kind, result, sentence, inputs, report, claims, tuple((k, float(v)) for k, v in numbers.items()))

    def _claims(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """Ids of the events and tolls whose own words lie in one of the spans or hold one."""
        own = [(e.id, e.trigger) for e in self.reading.events] + [(t.id, t.span) for t in self.reading.tolls]
        found = (i for i, (a, b) in own if any(a < e and s < b for s, e in spans))
        return tuple(f"{self.reading.report.id}.{i}" for i in found)
