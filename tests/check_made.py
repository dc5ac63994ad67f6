"""Readings made by hand for the tests of the checks; the events in them are invented."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.checking import Zone, check
from sayso.records import Attribution, Check, Event, Name, Place, Reading, Report, Span, Toll

# Invented places: a grid round (10 N, 20 E), where one degree of latitude is 110.6 km and one of longitude 109.6 km.
MAP = {
    "Mondo": (10.0, 20.0),
    "Kesra": (11.0, 21.0),  # about 156 km north-east of Mondo
    "Dry Wells": (10.5, 20.5),  # between the two
    "Ulbar": (10.0, 23.0),  # about 329 km east of Mondo
}


def find(text: str, words: str, nth: int = 0) -> Span:
    """Where words stand in a text, the first time or the nth after it."""
    starts = [m.start() for m in re.finditer(re.escape(words), text)]
    return starts[nth], starts[nth] + len(words)


def reading(
    text: str, published: str | None = "2011-05-20", places: Sequence[str] = (), events: Sequence[Event] = (), tolls: Sequence[Toll] = (),
    attributions: Sequence[Attribution] = (),
) -> Reading:  # fmt: skip
    """A reading of a text, with every mention of the places as names."""
    spans = sorted(m.span() for p in places for m in re.finditer(re.escape(p), text))
    names = tuple(Name(s, "place") for s in spans)
    return Reading(
        Report("r1", text, "Exercise", published=published), names, tuple(attributions), tuple(events), tuple(tolls)
    )


def where(known: Mapping[str, tuple[float, float]] = MAP):  # type: ignore[no-untyped-def]
    """A look-up of the places of a map."""

    def look(name: str) -> Place | None:
        at = known.get(name)
        return None if at is None else Place(name, *at, "Nowhere", None, "place")

    return look


def checks(
    text: str, kind: str, published: str | None = "2011-05-20", places: Sequence[str] = (), known: Mapping[str, tuple[float, float]] = MAP,
    zones: Sequence[Zone] = (), **more: Sequence[Event] | Sequence[Toll] | Sequence[Attribution],
) -> list[Check]:  # fmt: skip
    """The checks of one kind of a text."""
    read = reading(text, published, places, **more)  # type: ignore[arg-type]
    return list(check(read, where(known), zones, (kind,)))


def results(found: Sequence[Check]) -> list[str]:
    """The results of checks."""
    return [c.result for c in found]
