"""Is everything that was kept still there and unchanged?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import select, text

from . import decisions, schema
from .store import Ledger, LedgerError, _digest


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was kept. ``kind``: missing, changed, text, stated, stray, database, decision, unread, underived, unjoined, leftover."""

    kind: Literal[
        "missing", "changed", "text", "stated", "stray", "database", "decision", "unread", "underived", "unjoined", "leftover",
    ]  # fmt: skip
    subject: str
    reason: str

    @property
    def serious(self) -> bool:
        """Whether something was lost or changed (what is still to be done, or a leftover part, is neither)."""
        return self.kind not in ("unread", "underived", "unjoined", "leftover")


def verify(ledger: Ledger) -> Iterator[Fault | None]:
    """Check every original against its hash, every stored text against its own, what is stated about a report against its id, every original for its
    report, and every decision against the one before it.

    Yields:
        For each report either None (intact) or a fault; then the faults of the database as a whole.
    """
    yield from _told(ledger, _reports(ledger))
    yield from _told(ledger, _strays(ledger))
    yield from _told(ledger, _database(ledger))
    for path in ledger.originals.leftovers():
        yield Fault(
            "leftover", str(path), "part of a file that was being written when the process ended; it may be deleted"
        )
    yield from _told(ledger, _decisions(ledger))
    yield from _told(ledger, _to_do(ledger))


def _told(ledger: Ledger, found: Iterator[Fault | None]) -> Iterator[Fault | None]:
    """What is found, and as one fault more that the database could not be read to the end."""
    try:
        yield from found
    except LedgerError as error:
        yield Fault("database", str(ledger.folder), str(error))


def _reports(ledger: Ledger) -> Iterator[Fault | None]:
    r = schema.reports
    with ledger.connect() as connection:
        asked = select(
            r.c.id, r.c.original, r.c.text, r.c.text_sha256, r.c.title, r.c.captured, *(r.c[f] for f in _STATED)
        )
        rows = connection.execution_options(yield_per=200).execute(asked.order_by(r.c.number))
        for row in rows:
            yield _check(ledger, row.id, row.original, row.text, row.text_sha256) or _stated(row)


_STATED = ("outlet", "published", "url", "external_id")


def _stated(row: Any) -> Fault | None:
    """Whether a captured report still has the id that was made of its text and what is stated about it. One made by hand may have any id."""
    # a title that nobody stated is taken from the text, and stays out of the id
    if row.captured is None or row.id in (_id(row, row.title), _id(row, None)):
        return None
    return Fault(
        "stated",
        row.id,
        "its outlet, date, title, address or own id is not the one that was kept; compare it with a copy",
    )


def _id(row: Any, title: str | None) -> str | None:
    """The id of a report with this title; None where no report can be made of it."""
    from ..capture import make_report  # slow to import, and whoever only asks a ledger imports this module too

    try:
        return make_report(row.text, b"", title=title, **{f: getattr(row, f) for f in _STATED}).id
    except ValueError:
        return None


def _strays(ledger: Ledger) -> Iterator[Fault]:
    """Originals without a report, folder by folder."""
    for folder, paths in groupby(ledger.originals.all(), lambda path: path.parent.name):
        some = list(paths)
        new = set(ledger.originals.new(folder))  # before the reports are asked for: another process may be adding
        kept = _pointed_at(ledger, folder)
        for path in some:
            if path.name in kept:
                continue
            if path.name in new:
                yield Fault(
                    "leftover", str(path), "the process ended before its report was kept; add it again, or delete it"
                )
            else:
                yield Fault(
                    "stray",
                    str(path),
                    "no report points at this original; restore the database from a copy, or add it again",
                )


def _pointed_at(ledger: Ledger, folder: str) -> set[str]:
    """The originals in a folder that reports point at."""
    o = schema.reports.c.original
    with ledger.connect() as connection:
        return set(connection.execute(select(o).where(o.between(folder, folder + "g"))).scalars())


def _database(ledger: Ledger) -> Iterator[Fault]:
    with ledger.connect() as connection:
        for line in connection.execute(text("PRAGMA integrity_check")):
            if line[0] != "ok":
                yield Fault("database", str(ledger.folder), f"SQLite says: {line[0]}; restore the database from a copy")
        for line in connection.execute(text("PRAGMA foreign_key_check")):
            yield Fault("database", str(line[0]), "a row points at a report that is not there")


def _decisions(ledger: Ledger) -> Iterator[Fault]:
    for fault in decisions.read(ledger.folder).faults:
        yield Fault(
            "decision", f"{ledger.folder / decisions.FILE}:{fault.line}", f"{fault.reason}; compare it with a copy"
        )


def _to_do(ledger: Ledger) -> Iterator[Fault]:
    from .joining import unjoined  # slow to import, and whoever only asks a ledger imports this module too

    for report in ledger.unread():
        yield Fault("unread", report, "kept but not read yet; the next `sayso add` reads it")
    for report in ledger.underived():
        yield Fault(
            "underived", report, "read, but to be derived from again; `sayso rebuild` or the next `sayso add` does it"
        )
    apart = unjoined(ledger)
    if apart:
        yield Fault(
            "unjoined",
            f"{apart} passages",
            "not joined with other reports yet; `sayso rebuild` or the next `sayso add` does it",
        )


def _check(ledger: Ledger, report: str, original: str, stored: str, sha256: str) -> Fault | None:
    try:
        data = ledger.originals.get(original)
    except FileNotFoundError:
        return Fault(
            "missing", report, f"its original {ledger.originals.path(original)} is gone; restore it from a copy"
        )
    except OSError as error:
        return Fault("missing", report, f"its original cannot be read: {error}")
    if hashlib.sha256(data).hexdigest() != original:
        return Fault(
            "changed",
            report,
            f"its original {ledger.originals.path(original)} does not have the hash it was kept under",
        )
    if _digest(stored) != sha256:
        return Fault("text", report, "its text in the database is not the one that was kept")
    return None
