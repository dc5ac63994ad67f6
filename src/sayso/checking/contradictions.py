"""Self-contradiction: two figures for the same people in one report, "over 130 civilians" here and "over 100 civilians" there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ..records import Check
from .counts import Counted, shown
from .days import dates
from .fates import NOT_SO, Told, fates
from .scene import Scene
from .zones import name_key

KIND = "self-contradiction"
_BACK = 2  # sentences before a figure in which its place may stand
_COMMON = 0.25  # a place in more than this share of the sentences ties nothing together
_TIMES = 2  # open figures that are farther apart than this are of different people
_MOST = 60  # figures of one group that are compared
# These say that a figure is another one, or a later state of the same.
_OTHER = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|climb\w*|later|earlier|initial\w*|revis\w*|previous\w*|now|so\s+far|another|further|more|additional|"
    r"separate\w*|elsewhere|total|toll|since|also|meanwhile|other|same\s+day|overnight|alone|according|said|says|reported|claim\w*)\b",
    re.I,
)


_APART = re.compile(r"\b(?:separate\w*|another|elsewhere|a\s+second|a\s+third|other\s+\w+)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure and what ties it to an occurrence."""

    told: Told
    places: frozenset[str]  # of its sentence
    around: frozenset[str]  # of the sentences before it too
    days: frozenset[date]
    voice: str
    incident: str | None


def check(scene: Scene) -> Iterator[Check]:
    """Figures of the same fate and kind of people in different sentences that are tied to one occurrence.

    ``fails``: they cannot both be true (their ranges do not meet), in the same voice, both sentences name the same day and the same
    place and no word says that one is later or another. ``cannot tell``: they differ, but both can be true, or it is not sure that they
    are of one occurrence. Figures that are equal are not listed.
    """
    groups: dict[tuple[str, str], list[_Figure]] = defaultdict(list)
    common = _common(scene)
    for number, sentence in enumerate(scene.sentences):
        some = [t for t in fates(scene, number) if t.count.who and not t.count.of]
        for told in some:
            if told.count.noun not in ("others", "members", "") and not NOT_SO.search(
                scene.text, max(sentence[0], told.count.span[0] - 40), told.count.span[0]
            ):
                groups[told.fate, _whom(told)].append(_figure(scene, told, number, common))
    for figures in groups.values():
        yield from _compare(scene, figures[:_MOST])


_DIGIT = re.compile(r"\d")


def _vague(scene: Scene, count: Counted) -> bool:
    """Is it "dozens" or "hundreds", which a figure elsewhere may well make exact?"""
    return count.high is None and _DIGIT.search(scene.text, *count.number) is None


def _alike(one: Counted, two: Counted) -> bool:
    """May two open figures be meant for the same people? "At least 19" and "more than 320,000" are not."""
    low, high = sorted(c.low if c.low is not None else c.high or 0 for c in (one, two))
    return high <= _TIMES * low


def _whom(told: Told) -> str:
    """Whom it counts: the noun, but "civilian" and "civilians" alike."""
    return (told.count.noun or "people").rstrip("s")


def _common(scene: Scene) -> frozenset[str]:
    """Places that stand in so many sentences that they tie nothing together."""
    often: dict[str, set[int]] = defaultdict(set)
    for n in scene.reading.names:
        if n.cls == "place":
            often[name_key(scene.text[slice(*n.span)])].add(scene.number(n.span[0]))
    return frozenset(k for k, s in often.items() if len(s) > max(3, _COMMON * len(scene.sentences)))


def _places(scene: Scene, first: int, last: int) -> frozenset[str]:
    start, end = scene.sentences[max(0, first)][0], scene.sentences[last][1]
    spans = (n.span for n in scene.reading.names if n.cls == "place" and start <= n.span[0] and n.span[1] <= end)
    return frozenset(name_key(scene.text[slice(*s)]) for s in spans)


def _figure(scene: Scene, told: Told, number: int, common: frozenset[str]) -> _Figure:
    span = told.count.span
    tolls = [t for t in scene.reading.tolls if t.span[0] < span[1] and span[0] < t.span[1]]
    own = [a for a in scene.reading.attributions if any(s <= span[0] and span[1] <= e for s, e in a.content)]
    inner = min(own, key=lambda a: sum(e - s for s, e in a.content), default=None)
    voice = "" if inner is None or inner.source is None else scene.text[slice(*inner.source)].lower()
    days = frozenset(d.day for d in dates(scene, scene.sentences[number]) if d.day)
    here, around = _places(scene, number, number), _places(scene, number - _BACK, number)
    return _Figure(told, here - common, around - common, days, voice, tolls[0].incident if tolls else None)


def _compare(scene: Scene, figures: Sequence[_Figure]) -> Iterator[Check]:
    said: set[tuple[int | None, int | None, int | None, int | None]] = set()
    for a, b in combinations(figures, 2):
        one, two = a.told.count, b.told.count
        key = (one.low, one.high, two.low, two.high)
        if a.told.sentence == b.told.sentence or key[:2] == key[2:] or one.low == two.low or key in said:
            continue
        if (a.days and b.days and not a.days & b.days) or _apart(scene, a) or _apart(scene, b):
            continue
        if _meet(*key):
            tied = a.places & b.around or b.places & a.around
            if not tied or _vague(scene, one) or _vague(scene, two) or not _alike(one, two):
                continue
        elif not (a.incident and a.incident == b.incident and a.places & b.places):
            continue
        said.add(key)
        yield _told(scene, a, b)


def _told(scene: Scene, a: _Figure, b: _Figure) -> Check:
    one, two = a.told.count, b.told.count
    inputs = [scene.evidence("figure", one.span), scene.evidence("figure", two.span)]
    numbers = {"first": one.low or one.high or 0, "second": two.low or two.high or 0}
    said = f"{shown(one.low, one.high)} {a.told.fate} here, {shown(two.low, two.high)} there"
    if _meet(one.low, one.high, two.low, two.high):
        return scene.result(
            KIND, "cannot tell", f"{said}: both can be true, but the report gives two figures.", inputs, numbers
        )
    surely = (
        a.days & b.days
        and a.places & b.places
        and a.voice == b.voice
        and not _differs(scene, a)
        and not _differs(scene, b)
    )
    if surely:
        return scene.result(KIND, "fails", f"{said}, of the same day and place: both cannot be true.", inputs, numbers)
    return scene.result(
        KIND, "cannot tell", f"{said}: both cannot be true if they are of one occurrence.", inputs, numbers
    )


def _apart(scene: Scene, figure: _Figure) -> bool:
    """Does its sentence say that it tells of something else?"""
    return _APART.search(scene.text, *scene.sentences[figure.told.sentence]) is not None


def _differs(scene: Scene, figure: _Figure) -> bool:
    return _OTHER.search(scene.text, *scene.sentences[figure.told.sentence]) is not None


def _meet(a: int | None, b: int | None, c: int | None, d: int | None) -> bool:
    """Do the ranges a to b and c to d have a number in common? None is open."""
    return (d is None or a is None or a <= d) and (b is None or c is None or c <= b)
