"""One report as the choosers see it, and the mentions of one incident."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from ...records import Event, Name, Report, Span, Toll
from ..sentences import BLANK
from ..times import When

DateKey = tuple[date, date, str]


def date_key(when: When) -> DateKey:
    """By which two dates are one, whatever they were told from."""
    return when.start, when.end, when.precision


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one incident, in text order."""

    events: Sequence[Event]
    tolls: Sequence[Toll]

    @property
    def spans(self) -> list[Span]:
        return sorted([e.trigger for e in self.events] + [t.span for t in self.tolls])


class Told(list[tuple[int, When | None]]):
    """The incidents told so far: the sentence where each begins, and its date.

    A plain list does as well; this one keeps what ``date_candidates`` asks of it, so that a long report does not take the square of its
    length.
    """

    def __init__(self, told: Iterable[tuple[int, When | None]] = ()) -> None:
        super().__init__(told)
        self.dates = {when for _, when in self}

    def append(self, one: tuple[int, When | None]) -> None:
        """Tell of one more."""
        super().append(one)
        self.dates.add(one[1])


class Spots:
    """Where the same thing (a place, a date) is said in a report.

    Attributes:
        spans: where, in the order in which they were given.
        number: of the first of them among all that were given; things are offered in this order.
        first: the index of the first of the spans in each sentence.
    """

    def __init__(self, number: int) -> None:
        self.spans: list[Span] = []
        self.number = number
        self.first: dict[int, int] = {}

    def add(self, span: Span, sentence: int) -> None:
        """One more."""
        self.first.setdefault(sentence, len(self.spans))
        self.spans.append(span)

    @cached_property
    def _sentences(self) -> list[int]:
        return sorted(self.first)

    def last_sentence(self, limit: int) -> int | None:
        """The last sentence, up to a limit, in which it is said."""
        at = bisect_right(self._sentences, limit)
        return self._sentences[at - 1] if at else None

    def gap(self, own: Iterable[int]) -> tuple[int, int]:
        """How many sentences it is from the nearest of some, and the index of the first of the spans that are as near."""
        return min((abs(s - o), self.first[s]) for o in own for s in self._around(o))

    def _around(self, number: int) -> list[int]:
        """The sentences nearest to one, before and after it."""
        at = bisect_left(self._sentences, number)
        return self._sentences[max(0, at - 1) : at + 1]  # one that is as near after it as before it is taken with it


@dataclass(frozen=True)
class Scene:
    """What a report says about itself that its incidents need.

    Attributes:
        today: the day that "today" means, or None.
        sentences: offsets of the sentences. ``title_end``: where the title ends (0 without one).
        times: every time expression that could be resolved.
        countries: folded names of countries, which are never the most precise place.
    """

    report: Report
    today: date | None
    sentences: Sequence[Span]
    names: Sequence[Name]
    times: dict[Span, When]
    title_end: int
    countries: frozenset[str] = field(default_factory=frozenset)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [s for s, _ in self.sentences]

    @cached_property
    def places(self) -> list[Span]:
        return sorted(n.span for n in self.names if n.cls == "place")

    @cached_property
    def place_names(self) -> list[str]:
        """The folded name of each of the ``places``."""
        return [fold(self.report.text[s:e]) for s, e in self.places]

    @cached_property
    def by_place(self) -> dict[str, Spots]:
        """Where each place is named, by its folded name."""
        found: dict[str, Spots] = {}
        for number, (name, span) in enumerate(zip(self.place_names, self.places, strict=True)):
            if name:
                found.setdefault(name, Spots(number)).add(span, self.sentence(span[0]))
        return found

    @cached_property
    def by_date(self) -> dict[DateKey, Spots]:
        """Where each date is given."""
        found: dict[DateKey, Spots] = {}
        for number, (span, when) in enumerate(self.times.items()):
            found.setdefault(date_key(when), Spots(number)).add(span, self.sentence(span[0]))
        return found

    @cached_property
    def holding(self) -> list[tuple[bool, bool]]:
        """For each of the ``places``: whether it stands as held by the next one, and as what holds the one before."""
        return [(_holds(s, self), _is_held(s, self)) for s in self.places]

    @cached_property
    def ever_holding(self) -> dict[str, tuple[bool, bool]]:
        """The same for each name, if it is so anywhere."""
        found: dict[str, tuple[bool, bool]] = {}
        for name, (specific, container) in zip(self.place_names, self.holding, strict=True):
            before = found.get(name, (False, False))
            found[name] = (before[0] or specific, before[1] or container)
        return found

    @cached_property
    def places_at(self) -> dict[int, list[int]]:
        """The indices of the ``places`` in each sentence."""
        found: dict[int, list[int]] = {}
        for index, span in enumerate(self.places):
            found.setdefault(self.sentence(span[0]), []).append(index)
        return found

    @cached_property
    def dates_at(self) -> dict[int, list[DateKey]]:
        """The dates given in each sentence."""
        found: dict[int, list[DateKey]] = {}
        for key, spots in self.by_date.items():
            for number in spots.first:
                found.setdefault(number, []).append(key)
        return found

    @cached_property
    def head_dates(self) -> list[DateKey]:
        """The dates given first in the head of the report."""
        return [key for key, spots in self.by_date.items() if spots.spans[0][0] <= self.title_end + 250]

    @cached_property
    def time_order(self) -> dict[Span, int]:
        """The number of each of the ``times``."""
        return {span: n for n, span in enumerate(self.times)}

    @cached_property
    def published(self) -> tuple[When, When] | None:
        """The day of publication, and the week up to it."""
        if self.today is None:
            return None
        day = When(self.today, self.today, "day", "the day of publication")
        return day, When(self.today - timedelta(6), self.today, "week", "the week up to publication")

    def last_time(self, at: int) -> When | None:
        """The date given last, up to an offset."""
        k = bisect_right(self._times_sorted, (at, 10**12)) - 1
        return self.times[self._times_sorted[k]] if k >= 0 else None

    @cached_property
    def _times_sorted(self) -> list[Span]:
        return sorted(self.times)

    def paragraph(self, at: int) -> int:
        """How many blank lines stand before an offset."""
        return bisect_right(self._blank_lines, at)

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [m.end() for m in BLANK.finditer(self.report.text)]

    @cached_property
    def dated_early(self) -> bool:
        """Whether one of the first sentences gives a date."""
        return any(self.sentence(s[0]) <= 2 for s in self.times)

    def places_within(self, phrase: Span) -> list[int]:
        """The indices of the ``places`` that stand in a phrase."""
        first, last = bisect_left(self.places, (phrase[0], 0)), bisect_left(self.places, (phrase[1], 0))
        return [k for k in range(first, last) if self.places[k][1] <= phrase[1]]

    @cached_property
    def _named(self) -> tuple[list[int], list[tuple[str, str]]]:
        some = sorted(self.names, key=lambda n: n.span)
        return [n.span[0] for n in some], [(fold(self.report.text[n.span[0] : n.span[1]]), n.cls) for n in some]

    def names_in(self, start: int, end: int) -> list[tuple[str, str]]:
        """The names between two offsets, folded, with their class."""
        starts, named = self._named
        return named[bisect_left(starts, start) : bisect_left(starts, end)]


def fold(name: str) -> str:
    """A place name for comparison: without case, article, marks and generic words."""
    return re.sub(r"\b(?:the|al|el|province|city|town|governorate|area|district|countryside)\b|\W", "", name.lower())


_CONTAINER = re.compile(
    r"^(?:,?\s+(?:in|of|near|outside|north of|south of|east of|west of)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}|,\s*|\s+)$",
    re.I,
)


def _holds(span: Span, scene: Scene) -> bool:
    """Whether another place follows as what holds this one ("X in Y", "X, Y")."""
    k = bisect_right(scene.places, (span[0], 10**12))
    return k < len(scene.places) and bool(_CONTAINER.match(scene.report.text[span[1] : scene.places[k][0]] or "?"))


def _is_held(span: Span, scene: Scene) -> bool:
    """Whether this place stands as what holds the place before it."""
    k = bisect_right(scene.places, (span[0], -1)) - 1
    return k >= 0 and bool(_CONTAINER.match(scene.report.text[scene.places[k][1] : span[0]] or "?"))


def window(own: Sequence[int], reach: int) -> list[tuple[int, int]]:
    """The sentences within ``reach`` of some, each with how far it is from the nearest of them. ``own`` is sorted."""
    found: dict[int, int] = {}
    for o in own:
        for number in range(o - reach, o + reach + 1):
            found[number] = min(found.get(number, reach), abs(number - o))
    return list(found.items())
