"""From captured reports to a ledger: the one place where the stations are joined.

Originals and reports are written before anything is derived from them, so that a kill at any moment loses nothing that was reported
as added; what was kept but not read is read by the next run, which also derives, joins and counts what an earlier one left.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from .capture import Captured, Failed
from .deriving import Derived, Naming, derive
from .ledger import Ledger, LedgerError, count_roots, join, uncounted, unjoined
from .naming import load_tables
from .reading import Reader, checked, open_reader
from .records import Reading, Report

AHEAD = 8  # reports a worker may have waiting
ENDED = (
    "kept but not read: the system ended a process that was reading, often because memory ran out; run `sayso add` again to read it, "
    "with --jobs 1 to use less memory"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: ``added``, ``known`` (the ledger held it already), ``failed`` (with a reason), ``reread``, or ``derived`` again."""

    state: Literal["added", "known", "failed", "reread", "derived"]
    origin: str
    report: str | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()


Seen = Callable[
    [str, int, int], None
]  # a step (``joining``, ``counting``), how much of it is done, and how much there is


def add(
    ledger: Ledger,
    items: Iterable[Captured | Failed],
    reader: str = "learned",
    jobs: int = 1,
    seen: Seen = lambda *_: None,
) -> Iterator[Outcome]:
    """Keep and read captured reports, and join what they tell with what the ledger holds.

    Args:
        ledger: where to.
        items: from ``capture``.
        reader: name of the reader.
        jobs: processes that read side by side; 1 reads in this one.
        seen: told how far the joining is, which begins when all items are read.

    Yields:
        One outcome for each item, as soon as it is safe on disk; first those for reports an earlier run left unread or underived.

    Raises:
        LedgerError: the ledger cannot be written (disk full); what was yielded before is safe.
        TableError: a table of actors or outlets that cannot be read.
    """
    load_tables(ledger.folder)  # here, and not only in a worker, whose end says nothing
    begun: set[str] = set()
    yield from _read_all(ledger, chain(_left(ledger, begun), _jobs(ledger, items, begun)), reader, jobs)
    _join(ledger, seen)


def rebuild(
    ledger: Ledger, reader: str = "learned", jobs: int = 1, read: bool = False, seen: Seen = lambda *_: None
) -> Iterator[Outcome]:
    """Derive everything again from the readings that are kept, with the present gazetteers and tables, and join it from nothing.

    Unchanged input gives an identical ledger. What a kill leaves is finished by ``add`` or by ``rebuild``, which begins again. Originals, reports
    and decisions are not touched.

    Args:
        ledger: to rebuild.
        reader: name of the reader.
        jobs: processes that work side by side.
        read: read all reports again too.
        seen: told how far the joining is.

    Yields:
        One outcome for each report, ``derived`` or ``reread``.

    Raises:
        LedgerError: the ledger cannot be written (disk full).
        TableError: a table of actors or outlets that cannot be read.
    """
    load_tables(ledger.folder)
    ledger.begin_anew(read)
    yield from _read_all(ledger, _left(ledger, set()), reader, jobs)
    _join(ledger, seen)


def _join(ledger: Ledger, seen: Seen) -> None:
    total = unjoined(ledger)
    join(ledger, lambda n: seen("joining", n, max(n, total)))
    left = uncounted(ledger)
    count_roots(ledger, lambda n: seen("counting", n, max(n, left)))


@dataclass(frozen=True, slots=True)
class _Job:
    """A report to read, or a reading to derive from again."""

    report: Report
    outcome: Outcome
    reading: Reading | None = None


def _left(ledger: Ledger, begun: set[str]) -> Iterator[_Job]:
    """What an earlier run, a rebuild or an earlier version left to do."""
    for number in ledger.unread():
        report = ledger.report(number)
        if report is not None:
            begun.add(number)
            yield _Job(
                report, Outcome("reread", report.url or report.id, report.id, "kept by an earlier run, read now")
            )
    for number in ledger.underived():
        report = ledger.report(number)
        if report is not None:
            begun.add(number)
            yield _derivable(ledger, report)


def _derivable(ledger: Ledger, report: Report) -> _Job:
    origin = report.url or report.id
    try:
        reading = ledger.reading(report)
    except ValueError as error:  # kept by a version whose labels this one does not know
        return _Job(report, Outcome("reread", origin, report.id, f"its reading cannot be used, read again: {error}"))
    return _Job(report, Outcome("derived", origin, report.id), reading)


def _jobs(ledger: Ledger, items: Iterable[Captured | Failed], begun: set[str]) -> Iterator[Outcome | _Job]:
    """Keep each item; give a job where there is something to read."""
    for item in items:
        if isinstance(item, Failed):
            yield Outcome("failed", item.origin, None, item.reason)
        elif item.report.id in begun:
            yield Outcome("known", item.origin, item.report.id, "the same report came before it")
        elif not ledger.add(item.report, item.original):
            if ledger.failed(item.report.id):
                begun.add(item.report.id)
                yield _Job(
                    item.report, Outcome("reread", item.origin, item.report.id, "its reading had failed, read again")
                )
                continue
            yield Outcome("known", item.origin, item.report.id, "the ledger holds it already")
        else:
            begun.add(item.report.id)
            yield _Job(item.report, Outcome("added", item.origin, item.report.id, notes=item.report.notes))


def _read_all(ledger: Ledger, jobs: Iterator[Outcome | _Job], reader: str, workers: int) -> Iterator[Outcome]:
    if workers <= 1:
        own: _Desk | None = None
        for job in jobs:
            if isinstance(job, Outcome):
                yield job
                continue
            own = own or _Desk(reader, ledger.folder)
            yield _keep(ledger, job, own.do(job.report, job.reading), reader)
        return
    waiting: deque[tuple[_Job, Future[Derived | str]]] = deque()
    with _Workers(workers, reader, ledger.folder) as pool:
        for job in jobs:
            if isinstance(job, Outcome):
                yield job
                continue
            waiting.append((job, pool.submit(job)))
            while len(waiting) > AHEAD * workers:
                yield _keep_next(ledger, waiting, reader)
        while waiting:
            yield _keep_next(ledger, waiting, reader)


class _Desk:
    """A reader, and what names are resolved with."""

    def __init__(self, reader: str, ledger: Path) -> None:
        self._name = reader
        self._reader: Reader | None = None
        self._naming = Naming(ledger)

    def do(self, report: Report, reading: Reading | None = None) -> Derived | str:
        """What a report says, from its reading where there is one, or why it cannot be read: one report that breaks a reader must not stop a batch."""
        reader = self._open() if reading is None else None  # that none can be opened is the fault of no report
        try:
            if reader is not None:
                reading = checked(reader.read(report))
            assert reading is not None
            return derive(reading, self._naming)
        except Exception as error:
            return _why(error)

    def _open(self) -> Reader:
        """The reader, opened when it is needed first: deriving again needs none."""
        if self._reader is None:
            self._reader = open_reader(self._name)
        return self._reader


@contextmanager
def _unheard() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: it is heard afterwards, and never by a process that begins meanwhile.

    The mask is what such a process inherits. In this one another thread may be given the signal, and Python would stop in the midst of what is to be
    whole, so that the handler waits too.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, signal.SIG_DFL if handler is None else handler)
        if heard:
            signal.raise_signal(signal.SIGINT)


class _Workers:
    """Processes that read side by side. When the system ends one of them, all are replaced."""

    def __init__(self, number: int, reader: str, ledger: Path) -> None:
        self.number, self.reader, self.ledger = number, reader, ledger
        self.pool = self._begin()

    def _begin(self) -> ProcessPoolExecutor:
        # "spawn": the parent holds threads and a database connection, which a fork would copy half alive
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.number, context, initializer=_start, initargs=(self.reader, self.ledger))

    def submit(self, job: _Job) -> Future[Derived | str]:
        """Have a report read, or derived from."""
        with _unheard():  # here workers begin, which inherit what is held back
            try:
                return self.pool.submit(_do_here, job.report, job.reading)
            except BrokenProcessPool:
                self.pool.shutdown()
                self.pool = self._begin()
                return self.pool.submit(_do_here, job.report, job.reading)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(cancel_futures=True)


def _keep_next(ledger: Ledger, waiting: deque[tuple[_Job, Future[Derived | str]]], reader: str) -> Outcome:
    job, future = waiting.popleft()
    try:
        found = future.result()
    except BrokenProcessPool:
        # which report was too much cannot be known, so that none is marked: the next run reads all that were on their way
        return Outcome("failed", job.outcome.origin, job.report.id, ENDED)
    return _keep(ledger, job, found, reader)


def _keep(ledger: Ledger, job: _Job, found: Derived | str, reader: str) -> Outcome:
    outcome, report, again = job.outcome, job.report, job.reading is not None
    if not isinstance(found, str):
        try:
            ledger.put(found.reading, found.claims, meant=found.meant, accounts=found.accounts, again=again)
        except LedgerError:
            raise
        except Exception as error:  # what cannot be kept must not stop this batch, and every later run again
            found = _why(error)
        else:
            notes = () if again else (*outcome.notes, *found.reading.notes)
            return Outcome(outcome.state, outcome.origin, report.id, outcome.reason, notes)
    if again:  # the reading is good and stays
        return Outcome(
            "failed", outcome.origin, report.id, f"its reading is kept, but nothing could be derived from it: {found}"
        )
    ledger.put_failure(report.id, reader, found)
    return Outcome("failed", outcome.origin, report.id, f"kept, but the reader failed: {found}")


def _why(error: Exception) -> str:
    """The kind of an error and the first line of its words (a database would add its statement)."""
    lines = str(error).splitlines()
    return ": ".join([type(error).__name__, *lines[:1]])


# ------------------------------------------------------------------ in a worker

_own: _Desk | None = None


def _start(reader: str, ledger: Path) -> None:
    global _own
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the command itself ends its workers
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    _own = _Desk(reader, ledger)


def _end_with_the_command() -> None:
    """End this worker when the command is gone, also when it was killed and could not say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _do_here(report: Report, reading: Reading | None) -> Derived | str:
    assert _own is not None
    return _own.do(report, reading)
