"""Which report has which passage in common with which other, and who published first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b

import numpy as np

from ...records import Report, Reuse, Span
from .passages import Passage, passages
from .postings import NO_SINCE, NO_UNTIL, Known, Postings, Raw
from .prints import Hashes, Prints, prints
from .rules import FIRST, MIN_WORDS, SHORTEST, evidence
from .seeds import Seeds, pairs
from .stock import Stock
from .words import Words, length, offsets, words

_AT_ONCE = 1000  # reports asked for together: bounds the memory that hits take
_UNDATED = (1 << 22) - 1  # behind every date


def _day(published: str | None) -> int | None:
    """The day as a number, None where there is no date to rely on. Of a date with a time the day."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _rank(day: int | None, name: str) -> int:
    """Orders reports by day, on one day by a hash of the id: the same order whatever the order of arrival."""
    tie = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") >> 22
    return (_UNDATED if day is None else day) << 42 | tie


class Copies:
    """An index of reports by their words, which tells the passages that two of them share.

    The answer depends on the reports alone and not on the order in which they were added. A passage that more than ``rules.FIRST`` reports have
    is told between each of them and the first ones. Short stock phrases, which very many reports have, are not told; see ``rules``.
    """

    def __init__(self, min_words: int = MIN_WORDS) -> None:
        """Make an empty index.

        Args:
            min_words: the shortest passage told, in equal words.

        Raises:
            ValueError: below ``SHORTEST``; such passages are not found reliably.
        """
        if min_words < SHORTEST:
            raise ValueError(f"passages of {min_words} words are not found reliably: ask for {SHORTEST} or more")
        self.min_words = min_words
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._days: list[int | None] = []
        self._texts: list[str] = []
        self._words: list[Words] = []
        self._ranks: Hashes = np.empty(0, np.uint64)
        self._postings = Postings()

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, report: object) -> bool:
        return report in self._numbers

    # -------------------------------------------------------------- adding

    def add(self, report: Report) -> tuple[Reuse, ...]:
        """Add one report, and tell what it shares with those that are there; looks at its neighbours alone.

        A report whose id is there already is not added again. Where more than ``rules.FIRST`` reports have a passage and this one is among the
        first, only ``of`` tells all later ones.
        """
        self.add_all((report,))
        return self._around(self._numbers[report.id], everywhere=False)

    def add_all(self, reports: Iterable[Report]) -> int:
        """Add many at once, which is quicker than one by one; the number that were new."""
        begin = len(self)
        for report in reports:
            self._keep(report)
        new = range(begin, len(self))
        if new:
            ranks = [_rank(self._days[n], self._ids[n]) for n in new]
            self._ranks = np.concatenate((self._ranks, np.array(ranks, np.uint64)))
            parts = [self._prints(some) for some in _batches(new)]
            self._postings.add(self._raw(parts, begin), self._ranks)
        return len(new)

    def _keep(self, report: Report) -> None:
        if report.id in self._numbers:
            return
        self._numbers[report.id] = len(self._ids)
        self._ids.append(report.id)
        self._days.append(_day(report.published))
        self._texts.append(report.text)
        self._words.append(words(report.text))

    def _prints(self, some: Sequence[int]) -> Prints:
        """Fingerprints of reports by their numbers."""
        found = prints([self._words[n] for n in some])
        return Prints(found.value, np.array(some, np.int64)[found.doc], found.at)

    def _raw(self, parts: Sequence[Prints], begin: int) -> Raw:
        """Fingerprints as postings; of reports from number ``begin`` on."""
        doc = np.concatenate([p.doc for p in parts])
        days = self._days[begin:]
        since = np.array([NO_SINCE if day is None else day for day in days], np.int32)[doc - begin]
        until = np.array([NO_UNTIL if day is None else day for day in days], np.int32)[doc - begin]
        known = Known(np.ones(len(doc), np.int64), since, until)
        return Raw(np.concatenate([p.value for p in parts]), doc, np.concatenate([p.at for p in parts]), known)

    # -------------------------------------------------------------- asking

    def all(self) -> Iterator[Reuse]:
        """Every passage that two reports share, in order of the report that was published later."""
        order = np.lexsort((np.arange(len(self)), self._ranks)).tolist()
        for some in _batches(order):
            yield from self._shared(some)

    def of(self, report: str) -> tuple[Reuse, ...]:
        """Every passage that one report shares with others, whichever was first.

        Raises:
            KeyError: no report has this id.
        """
        return self._around(self._numbers[report], everywhere=True)

    def _around(self, number: int, everywhere: bool) -> tuple[Reuse, ...]:
        """What one report shares; ``everywhere``: also with those for whom it is one of the first but the index too full to say so."""
        own = self._prints([number])
        hits, known = self._postings.ask(own.value, self._ranks)
        later = {int(n) for n in hits.doc if self._before(number, n)}
        if everywhere and (known.many > FIRST).any():
            for some in _batches([n for n in range(len(self)) if self._before(number, n)]):
                theirs = self._prints(some)
                later.update(theirs.doc[np.isin(theirs.value, own.value)].tolist())
        found = list(self._shared([number]))
        for some in _batches(sorted(later, key=lambda n: (int(self._ranks[n]), n))):
            found += self._shared(some, target=number)
        return tuple(found)

    def _before(self, one: int, other: int) -> bool:
        """Whether one report is ranked before another: by day, then by the hash of the id."""
        return bool((self._ranks[one], one) < (self._ranks[other], other))

    def _shared(self, some: Sequence[int], target: int | None = None) -> Iterator[Reuse]:
        """What some reports share with those ranked before them, or with ``target`` of them alone."""
        own = self._prints(some)
        hits, known = self._postings.ask(own.value, self._ranks)
        one, other = own.doc[hits.asked], hits.doc
        mine, theirs = self._ranks[one], self._ranks[other]
        take = (theirs < mine) | ((theirs == mine) & (other < one))
        if target is not None:
            take &= other == target
        stock = Stock(own, known, len(self), self.min_words)
        asked = hits.asked[take]
        seeds = Seeds(one[take], own.at[asked], other[take], hits.at[take], stock.fresh[asked])
        where = {n: k for k, n in enumerate(some)}
        found = sorted(
            pairs(seeds, evidence(self.min_words), stock.whole),
            key=lambda p: (where[int(p.one[0])], int(self._ranks[p.other[0]])),
        )
        for pair in found:
            yield from self._aligned(int(pair.one[0]), int(pair.other[0]), pair, stock)

    def _aligned(self, one: int, other: int, seeds: Seeds, stock: Stock) -> Iterator[Reuse]:
        """The passages of two reports round their seeds."""
        a, b = self._words[one], self._words[other]
        shorter = min(length(a), length(b))
        for passage in passages(a, b, seeds.at, seeds.there, self.min_words):
            share = passage.words / shorter
            if not stock.is_stock(one, passage, share):
                yield self._told(one, other, passage, share)

    def _told(self, one: int, other: int, passage: Passage, share: float) -> Reuse:
        day, other_day = self._days[one], self._days[other]
        first = None if day is None or other_day is None or day == other_day else self._ids[other]
        return Reuse(
            report=self._ids[one],
            span=_span(self._texts[one], passage.one),
            other=self._ids[other],
            other_span=_span(self._texts[other], passage.other),
            words=int(passage.words),
            share=round(share, 4),
            first=first,
        )


def _span(text: str, some: tuple[int, int]) -> Span:
    start, end = offsets(text)
    return int(start[some[0]]), int(end[some[1] - 1])


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(numbers), _AT_ONCE):
        yield numbers[at : at + _AT_ONCE]


def reuse(reports: Iterable[Report], min_words: int = MIN_WORDS) -> Iterator[Reuse]:
    """The passages that two of the reports share; the same whatever the order of the reports.

    Args:
        reports: with distinct ids; of those with one id the first counts. Their texts stay in memory.
        min_words: the shortest passage, in equal words.

    Returns:
        One record for each pair and passage, in order of publication of the later report. Without a date a report counts as the later one.

    Raises:
        ValueError: ``min_words`` below ``SHORTEST``.
    """
    copies = Copies(min_words)
    copies.add_all(reports)
    return copies.all()
