"""One reading, with what every register asks of it: its claims, its sentences, and the chain of each attribution."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property

from ...reading import sentences
from ...reading.nesting import quoted
from ...reading.times import reference
from ...records import Attribution, Claim, Link, Reading, Span
from ..chains import AUTHOR, NO_OUTLET, NO_SOURCE, claims


class Page:
    """A reading, looked up."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.report
        self.text = reading.report.text
        self.claims = claims(reading)
        self.attributions = {a.id: a for a in reading.attributions}
        self.today = reference(self.text, reading.report.published)[0]
        self._sentences = sentences.split(self.text)
        self._starts = [start for start, _ in self._sentences]
        self._quoted = quoted(reading.attributions)

    def id(self, mention: str) -> str:
        """The ledger's id of a mention: ``REPORT.e3``."""
        return f"{self.report.id}.{mention}"

    @cached_property
    def events(self) -> dict[str, Claim]:
        """The claims of events, by their id in the ledger."""
        return {c.id: c for c in self.claims if c.layer == "event"}

    @cached_property
    def said_in(self) -> dict[str, list[Claim]]:
        """The claims in whose chain an attribution stands, by its id."""
        out: dict[str, list[Claim]] = defaultdict(list)
        for c in self.claims:
            for link in c.chain:
                if link.attribution is not None:
                    out[link.attribution].append(c)
        return out

    @cached_property
    def _parties(self) -> list[Span]:
        return sorted({n.span for n in self.reading.names if n.cls in ("group", "person")})

    @cached_property
    def _times(self) -> list[Span]:
        return sorted({n.span for n in self.reading.names if n.cls == "time"})

    def parties(self, start: int, end: int) -> list[Span]:
        """The names of groups and persons that lie between two places in the text, in order."""
        return _between(self._parties, start, end)

    def times(self, start: int, end: int) -> list[Span]:
        """The words of time that lie between two places in the text, in order."""
        return _between(self._times, start, end)

    @cached_property
    def _place_ends(self) -> frozenset[int]:
        return frozenset(n.span[1] for n in self.reading.names if n.cls == "place")

    def is_place(self, span: Span) -> bool:
        """Whether a phrase ends in a place's name."""
        return span[1] in self._place_ends

    def number(self, at: int) -> int:
        """The number of the sentence (from 0) that holds a place in the text."""
        return max(0, bisect_right(self._starts, at) - 1)

    def sentence(self, number: int) -> Span:
        """Where a sentence stands; the whole text where there is none."""
        return self._sentences[number] if 0 <= number < len(self._sentences) else (0, len(self.text))

    def words(self, span: Span | None) -> str | None:
        """The words of a span, or None."""
        return self.reading.words(span)

    def around(self, span: Span) -> list[Attribution]:
        """The attributions in whose content a span stands, the outermost first."""
        near = [self.reading.attributions[n] for n in self._quoted.near(span)]
        found = [a for a in near if any(s <= span[0] and span[1] <= e for s, e in a.content)]
        return sorted(found, key=lambda a: (len(self._outer(a)), -sum(e - s for s, e in a.content), a.id))

    def chain(self, attribution: Attribution) -> tuple[Link, ...]:
        """The outlet, what an attribution stands inside, and the attribution itself."""
        links = [self._link(a) for a in self.nest(attribution)]
        return (Link(self.report.outlet or NO_OUTLET, "report"), *links)

    def nest(self, attribution: Attribution) -> list[Attribution]:
        """What an attribution stands inside, the outermost first, and the attribution itself."""
        return [*reversed(self._outer(attribution)), attribution]

    def _outer(self, attribution: Attribution) -> list[Attribution]:
        """What it stands inside, the innermost first; a reader's circle ends where it began."""
        out: list[Attribution] = []
        seen = {attribution.id}
        inside = attribution.inside
        while inside in self.attributions and inside not in seen:
            out.append(self.attributions[inside])
            seen.add(inside)
            inside = out[-1].inside
        return out

    def _link(self, a: Attribution) -> Link:
        source = AUTHOR if a.author else self.words(a.source) or NO_SOURCE
        return Link(source, a.kind, self.words(a.cue), a.source, a.cue, a.id)


def _between(spans: list[Span], start: int, end: int) -> list[Span]:
    """Those of some sorted spans that lie between two places in the text."""
    out = []
    for at in range(bisect_left(spans, (start, 0)), len(spans)):
        if spans[at][0] >= end:
            break
        if spans[at][1] <= end:
            out.append(spans[at])
    return out


def hull(attribution: Attribution) -> Span | None:
    """From the first to the last character of an attribution's content: a reader may break a content into pieces."""
    if not attribution.content:
        return None
    return min(s for s, _ in attribution.content), max(e for _, e in attribution.content)
