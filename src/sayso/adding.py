"""From captured reports to a ledger: the one place where the stations are joined.

Originals and reports are written before anything is derived from them, so that a kill at any moment loses nothing that was reported
as added; what was kept but not read is read by the next run.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .capture import Captured, Failed
from .deriving import Derived, Naming, derive
from .ledger import Ledger, LedgerError
from .reading import Reader, checked, open_reader
from .records import Report

AHEAD = 8  # reports a worker may have waiting
ENDED = (
    "kept but not read: the system ended a process that was reading, often because memory ran out; run `sayso add` again to read it, "
    "with --jobs 1 to use less memory"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: ``added``, ``known`` (the ledger held it already), ``failed`` (with a reason) or ``reread``."""

    state: Literal["added", "known", "failed", "reread"]
    origin: str
    report: str | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()


def add(
    ledger: Ledger, items: Iterable[Captured | Failed], reader: str = "learned", jobs: int = 1
) -> Iterator[Outcome]:
    """Keep and read captured reports.

    Args:
        ledger: where to.
        items: from ``capture``.
        reader: name of the reader.
        jobs: processes that read side by side; 1 reads in this one.

    Yields:
        One outcome for each item, as soon as it is safe on disk; first those for reports an earlier run left unread.

    Raises:
        LedgerError: the ledger cannot be written (disk full); what was yielded before is safe.
    """
    yield from _read_all(ledger, _jobs(ledger, items), reader, jobs)


def _jobs(ledger: Ledger, items: Iterable[Captured | Failed]) -> Iterator[Outcome | tuple[Report, Outcome]]:
    """Keep each item; give the report where there is something to read."""
    begun: set[str] = set()
    for number in ledger.unread():
        report = ledger.report(number)
        if report is not None:
            begun.add(number)
            yield report, Outcome("reread", report.url or report.id, report.id, "kept by an earlier run, read now")
    for item in items:
        if isinstance(item, Failed):
            yield Outcome("failed", item.origin, None, item.reason)
        elif item.report.id in begun:
            yield Outcome("known", item.origin, item.report.id, "the same report came before it")
        elif not ledger.add(item.report, item.original):
            if ledger.failed(item.report.id):
                begun.add(item.report.id)
                yield item.report, Outcome("reread", item.origin, item.report.id, "its reading had failed, read again")
                continue
            yield Outcome("known", item.origin, item.report.id, "the ledger holds it already")
        else:
            begun.add(item.report.id)
            yield item.report, Outcome("added", item.origin, item.report.id, notes=item.report.notes)


def _read_all(
    ledger: Ledger, jobs: Iterator[Outcome | tuple[Report, Outcome]], reader: str, workers: int
) -> Iterator[Outcome]:
    if workers <= 1:
        own: _Desk | None = None
        for job in jobs:
            if isinstance(job, Outcome):
                yield job
                continue
            own = own or _Desk(reader, ledger.folder)
            yield _keep(ledger, job[0], job[1], own.read(job[0]), reader)
        return
    waiting: deque[tuple[Report, Outcome, Future[Derived | str]]] = deque()
    with _Workers(workers, reader, ledger.folder) as pool:
        for job in jobs:
            if isinstance(job, Outcome):
                yield job
                continue
            waiting.append((*job, pool.submit(job[0])))
            while len(waiting) > AHEAD * workers:
                yield _keep_next(ledger, waiting, reader)
        while waiting:
            yield _keep_next(ledger, waiting, reader)


class _Desk:
    """A reader, and what names are resolved with."""

    def __init__(self, reader: str, ledger: Path) -> None:
        self.reader: Reader = open_reader(reader)
        self.naming = Naming(ledger)

    def read(self, report: Report) -> Derived | str:
        """What a report says, or why it cannot be read: one report that breaks a reader must not stop a batch."""
        try:
            return derive(checked(self.reader.read(report)), self.naming)
        except Exception as error:
            return _why(error)


class _Workers:
    """Processes that read side by side. When the system ends one of them, all are replaced."""

    def __init__(self, number: int, reader: str, ledger: Path) -> None:
        self.number, self.reader, self.ledger = number, reader, ledger
        self.pool = self._begin()

    def _begin(self) -> ProcessPoolExecutor:
        # "spawn": the parent holds threads and a database connection, which a fork would copy half alive
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.number, context, initializer=_start, initargs=(self.reader, self.ledger))

    def submit(self, report: Report) -> Future[Derived | str]:
        """Have a report read."""
        try:
            return self.pool.submit(_read_here, report)
        except BrokenProcessPool:
            self.pool.shutdown()
            self.pool = self._begin()
            return self.pool.submit(_read_here, report)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(cancel_futures=True)


def _keep_next(ledger: Ledger, waiting: deque[tuple[Report, Outcome, Future[Derived | str]]], reader: str) -> Outcome:
    report, outcome, future = waiting.popleft()
    try:
        found = future.result()
    except BrokenProcessPool:
        # which report was too much cannot be known, so that none is marked: the next run reads all that were on their way
        return Outcome("failed", outcome.origin, report.id, ENDED)
    return _keep(ledger, report, outcome, found, reader)


def _keep(ledger: Ledger, report: Report, outcome: Outcome, found: Derived | str, reader: str) -> Outcome:
    if not isinstance(found, str):
        try:
            ledger.put(found.reading, found.claims, meant=found.meant, accounts=found.accounts)
        except LedgerError:
            raise
        except Exception as error:  # what cannot be kept must not stop this batch, and every later run again
            found = _why(error)
        else:
            notes = (*outcome.notes, *found.reading.notes)
            return Outcome(outcome.state, outcome.origin, report.id, outcome.reason, notes)
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


def _read_here(report: Report) -> Derived | str:
    assert _own is not None
    return _own.read(report)
