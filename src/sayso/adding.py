"""From captured reports to a ledger: the one place where the stations are joined.

Originals and reports are written before anything is derived from them, so that a kill at any moment loses nothing that was reported
as added; what was kept but not read is read by the next run.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Literal

from .capture import Captured, Failed
from .ledger import Ledger
from .naming import locate
from .reading import Reader, checked, open_reader
from .records import Reading, Report
from .weighing import claims

AHEAD = 8  # reports a worker may have waiting


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
        own: Reader | None = None
        for job in jobs:
            if isinstance(job, Outcome):
                yield job
                continue
            own = own or open_reader(reader)
            yield _keep(ledger, job[0], job[1], _read(own, job[0]), own.name)
        return
    # "spawn": the parent holds threads and a database connection, which a fork would copy half alive
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(reader,)) as pool:
        waiting: list[tuple[Report, Outcome, Future[Reading | str]]] = []
        for job in jobs:
            if isinstance(job, Outcome):
                yield job
                continue
            waiting.append((*job, pool.submit(_read_here, job[0])))
            while len(waiting) > AHEAD * workers:
                report, outcome, future = waiting.pop(0)
                yield _keep(ledger, report, outcome, future.result(), reader)
        for report, outcome, future in waiting:
            yield _keep(ledger, report, outcome, future.result(), reader)


def _keep(ledger: Ledger, report: Report, outcome: Outcome, reading: Reading | str, reader: str) -> Outcome:
    if isinstance(reading, str):
        ledger.put_failure(report.id, reader, reading)
        return Outcome("failed", outcome.origin, report.id, f"kept, but the reader failed: {reading}")
    ledger.put(reading, claims(reading), locate)
    return Outcome(outcome.state, outcome.origin, report.id, outcome.reason, (*outcome.notes, *reading.notes))


def _read(reader: Reader, report: Report) -> Reading | str:
    """The reading, or why there is none: one report that breaks a reader must not stop a batch."""
    try:
        return checked(reader.read(report))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


_own: Reader | None = None


def _start(reader: str) -> None:
    global _own
    _own = open_reader(reader)


def _read_here(report: Report) -> Reading | str:
    assert _own is not None
    return _read(_own, report)


Progress = Callable[[Outcome], None]
