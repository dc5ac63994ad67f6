"""The index: for each fingerprint, the reports that have it.

Postings lie in sorted arrays ("levels"). A new report makes a small level; levels of like size are merged, so that there are never more than about
log2(reports) of them (a log-structured merge, O'Neil et al. 1996). A fingerprint keeps only its ``FIRST`` reports by rank, and of all of them their
number and the first and last day. All of this can be had from the same of two parts, so merging loses nothing, and the order of arrival does
not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .prints import Hashes, Numbers
from .rules import FIRST

Days = NDArray[np.int32]
NO_SINCE, NO_UNTIL = 1 << 30, -1  # of reports without a date: a range that holds no day


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of fingerprints, one a position: in how many reports they are, and the first and last day of these (proleptic ordinals)."""

    many: Numbers
    since: Days
    until: Days

    @classmethod
    def nothing(cls, size: int) -> Known:
        """Of fingerprints that no report has."""
        return cls(np.zeros(size, np.int64), np.full(size, NO_SINCE, np.int32), np.full(size, NO_UNTIL, np.int32))

    def grouped(self, start: Numbers) -> Known:
        """Groups of neighbours as one each."""
        if len(start) == 0:
            return self
        add, least, most = np.add.reduceat, np.minimum.reduceat, np.maximum.reduceat
        return Known(add(self.many, start), least(self.since, start), most(self.until, start))


@dataclass(frozen=True, slots=True)
class Raw:
    """Postings in any order: fingerprint, number of the report, number of the word, and what each adds to what is known of the fingerprint."""

    value: Hashes
    doc: NDArray[np.integer]
    at: NDArray[np.integer]
    known: Known


@dataclass(frozen=True, slots=True)
class Level:
    """Postings of some reports, in order.

    ``value``: fingerprints, ascending, each once. ``known``: of each. ``start``: where its postings begin, with one more for the end. ``doc``, ``at``: the
    postings, by rank: number of the report and of the word.
    """

    value: Hashes
    known: Known
    start: Numbers
    doc: NDArray[np.uint32]
    at: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Hits:
    """Reports that have a fingerprint asked for; ``asked`` is its position in the question."""

    asked: Numbers
    doc: Numbers
    at: Numbers


def _starts(value: NDArray[np.generic]) -> Numbers:
    """Where each value of a sorted array begins, and the end."""
    if len(value) == 0:
        return np.zeros(1, np.int64)
    return np.concatenate(([0], np.flatnonzero(value[1:] != value[:-1]) + 1, [len(value)]))


def _ends(sizes: Numbers) -> Numbers:
    """Where groups of these sizes begin, and the end."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))


def _within(start: Numbers) -> Numbers:
    """The number of each element in its group, from 0."""
    return np.arange(int(start[-1])) - np.repeat(start[:-1], np.diff(start))


def level(raw: Raw, rank: Hashes) -> Level:
    """A level of postings; ``rank`` of all reports, by number."""
    order = np.lexsort((rank[raw.doc], raw.value))
    value = raw.value[order]
    start = _starts(value)
    known = Known(raw.known.many[order], raw.known.since[order], raw.known.until[order]).grouped(start[:-1])
    order = order[_within(start) < FIRST]
    begin = _ends(np.minimum(np.diff(start), FIRST))
    return Level(value[start[:-1]], known, begin, raw.doc[order].astype(np.uint32), raw.at[order].astype(np.uint32))


def _raw(one: Level) -> Raw:
    """A level as postings again."""
    sizes = np.diff(one.start)
    many = np.zeros(len(one.doc), np.int64)
    many[one.start[:-1]] = one.known.many  # the first posting stands for all, also for those not kept
    known = Known(many, np.repeat(one.known.since, sizes), np.repeat(one.known.until, sizes))
    return Raw(np.repeat(one.value, sizes), one.doc, one.at, known)


def _joined(raws: list[Raw]) -> Raw:
    known = [raw.known for raw in raws]
    return Raw(
        np.concatenate([raw.value for raw in raws]),
        np.concatenate([raw.doc for raw in raws]),
        np.concatenate([raw.at for raw in raws]),
        Known(
            np.concatenate([k.many for k in known]),
            np.concatenate([k.since for k in known]),
            np.concatenate([k.until for k in known]),
        ),
    )


class Postings:
    """All levels."""

    def __init__(self) -> None:
        self.levels: list[Level] = []

    def add(self, raw: Raw, rank: Hashes) -> None:
        """Put postings on the pile, and merge the topmost levels while the upper is not smaller than half of the lower."""
        new = level(raw, rank)
        pile, size = [new], len(new.doc)
        while self.levels and size * 2 >= len(self.levels[-1].doc):
            pile.append(self.levels.pop())
            size += len(pile[-1].doc)
        self.levels.append(new if len(pile) == 1 else level(_joined([_raw(one) for one in pile]), rank))

    def ask(self, value: Hashes, rank: Hashes) -> tuple[Hits, Known]:
        """The first reports of each fingerprint, in the order asked and by rank, and what is known of each (in the shape of ``value``)."""
        known = Known.nothing(len(value))
        parts = [_ask(one, value, known) for one in self.levels]
        if len(parts) == 1:
            return parts[0], known
        nothing = np.empty(0, np.int64)
        asked = np.concatenate([part.asked for part in parts] or [nothing])
        doc = np.concatenate([part.doc for part in parts] or [nothing])
        at = np.concatenate([part.at for part in parts] or [nothing])
        order = np.lexsort((rank[doc], asked))
        order = order[_within(_starts(asked[order])) < FIRST]
        return Hits(asked[order], doc[order], at[order]), known


def _ask(one: Level, value: Hashes, known: Known) -> Hits:
    """Postings of one level; adds what it knows to ``known``."""
    order = np.argsort(value)  # many times as fast as asking in any order: neighbours lie in the cache
    at = np.empty(len(value), np.int64)
    at[order] = np.searchsorted(one.value, value[order])
    inside = np.flatnonzero(at < len(one.value))
    found = inside[one.value[at[inside]] == value[inside]]
    where = at[found]
    known.many[found] += one.known.many[where]
    known.since[found] = np.minimum(known.since[found], one.known.since[where])
    known.until[found] = np.maximum(known.until[found], one.known.until[where])
    sizes = one.start[where + 1] - one.start[where]
    chosen = np.repeat(one.start[where], sizes) + _within(_ends(sizes))
    return Hits(np.repeat(found, sizes), one.doc[chosen].astype(np.int64), one.at[chosen].astype(np.int64))
