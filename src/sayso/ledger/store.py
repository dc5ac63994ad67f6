"""Keeping reports and their readings. Originals are written first, then the report, then what was read from it."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote as quoted
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    and_,
    create_engine,
    delete,
    event,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from ..reading.formats import from_json, to_json
from ..records import Account, Claim, Meant, Reading, Report, plain
from . import rows, rules, schema
from .originals import Originals

DATABASE = "ledger.sqlite"
ORIGINALS = "originals"
PATIENCE = 60  # seconds to wait for another process that writes
NAMED = 5  # reports that an error names


class LedgerError(Exception):
    """Something about the ledger that a person can put right; the message says how."""


class Behind(UserWarning):
    """What a ledger shows is not all that follows from its reports; the message says what to do."""


class Ledger:
    """A ledger: one folder with a database and the original bytes."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        self.originals = Originals(folder / ORIGINALS)

    @classmethod
    def open(cls, folder: str | Path, create: bool = True) -> Ledger:
        """Open a ledger, or make one.

        Args:
            folder: where it lies.
            create: make it when it is not there. Without, a ledger where nothing may be written is opened for asking alone.

        Raises:
            LedgerError: not there (and not to be made), not writable, damaged, or written by a later version.

        Warns:
            Behind: accounts are joined by other weights or rules than the present ones; with ``create``, when the originals of a ledger are there
                without its database; without, when something of it is still to be derived or joined.
        """
        folder = Path(folder)
        database = folder / DATABASE
        try:
            bereft = _expect(folder, create)
            folder.mkdir(parents=True, exist_ok=True)
            writable = os.access(folder, os.W_OK) and (not database.exists() or os.access(database, os.W_OK))
            if create and not writable:  # now, and not only when the first original lies there without its report
                raise PermissionError
        except OSError as error:
            doing = "write" if create else "open"
            raise LedgerError(
                f"cannot {doing} the ledger {folder}: {_why_not(error)}; choose another with -l"
            ) from None
        engine = _engine(database, read_only=not writable)
        try:
            with engine.begin() as connection:
                schema.prepare(connection)
        except (schema.TooNew, DatabaseError) as error:
            engine.dispose()
            raise _refusal(folder, error, writable) from None
        ledger = cls(folder, engine)
        if bereft:
            said = f"{_bereft(folder)}; a new one was made: restore the old one from a copy, or add the reports again"
            warnings.warn(said, Behind, stacklevel=2)
        ledger._warn(adding=create)
        return ledger

    def _warn(self, adding: bool) -> None:
        """Warn whoever opens a ledger that is behind, but not of what adding does by itself. One that is damaged says so when it is asked."""
        try:
            with self.engine.connect() as connection:
                said = _behind(connection, adding)
        except DatabaseError:
            return
        if said:
            warnings.warn(f"{said}: run `sayso rebuild -l {self.folder}`", Behind, stacklevel=3)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -------------------------------------------------------------- writing

    def add(self, report: Report, original: bytes) -> bool:
        """Keep a report and its original bytes.

        Returns:
            False when the ledger holds it already, also when it holds the same bytes and text with more stated about them (a file added
            with its outlet and then again without). Nothing is changed then.

        Raises:
            LedgerError: disk full, read-only.
        """
        name = hashlib.sha256(original).hexdigest()
        row = plain(report) | {"original": name, "text_sha256": _digest(report.text), "notes": list(report.notes)}
        with self.writing() as connection:
            # known in other bytes: these must not be kept, nothing would point at them
            if _original(connection, report.id) not in (None, name):
                return False
            self.originals.put(original)
            made = sqlite_insert(schema.reports).values(row).on_conflict_do_nothing(index_elements=["id"])
            new = not _says_no_more(connection, row) and connection.execute(made).rowcount > 0
        self.originals.settle(name)
        return new

    def put(
        self,
        reading: Reading,
        claims: Iterable[Claim],
        where: Callable[[str | None], tuple[float, float] | None] = lambda _: None,
        meant: Iterable[Meant] = (),
        accounts: Iterable[Account] = (),
        again: bool = False,
    ) -> None:
        """Keep what was read from a report, in place of what was read before, in one transaction.

        Its incidents are kept as this report alone tells them; ``join`` puts those of several reports in their place.

        Args:
            reading: of a report that was added.
            claims: its claims.
            where: coordinates of a place as written, or None; asked for claims and incidents that do not say where they are.
            meant: its names, with who, where or which outlet is meant.
            accounts: what its passages say of incidents.
            again: it was derived again from the reading that is kept: when that was read stays.
        """
        report = reading.report.id
        kept = to_json(reading)
        del kept["text"]
        claims = list(claims)
        with self.writing() as connection:
            read_at = _read_at(connection, report) if again else None
            self._forget(connection, report)
            connection.execute(
                insert(schema.readings).values(
                    report=report, reader=reading.reader, read_at=read_at or now(), reading=kept, derived=schema.VERSION
                )
            )
            told = [rows.incident(report, i, where) for i in reading.incidents]
            _many(connection, schema.told, told)
            _many(connection, schema.incidents, told)
            _many(connection, schema.claims, (rows.claim(c, where) for c in claims))
            _many(connection, schema.links, (row for c in claims for row in rows.links(c)))
            _many(connection, schema.names, (rows.name(report, m) for m in meant))
            _many(connection, schema.accounts, (rows.account(a) for a in accounts))

    def put_failure(self, report: str, reader: str, reason: str) -> None:
        """Remember that a report could not be read, and why.

        Raises:
            LedgerError: disk full, read-only.
        """
        with self.writing() as connection:
            self._forget(connection, report)
            connection.execute(
                insert(schema.readings).values(report=report, reader=reader, read_at=now(), reading={}, error=reason)
            )

    def begin_anew(self, read: bool = False) -> None:
        """Mark everything derived as out of date, and undo all joining. What was derived stays until it is replaced.

        Args:
            read: the reports are to be read again too, also those whose reading failed; otherwise readings stay.

        Raises:
            LedgerError: disk full, read-only.
        """
        d = schema.readings
        with self.writing() as connection:
            _part(connection)
            if read:
                connection.execute(update(d).values(derived=schema.STALE))
            else:
                connection.execute(update(d).where(d.c.error.is_(None)).values(derived=schema.NOTHING))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; that the disk or the database refuses it is told as a LedgerError."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except (OSError, OperationalError) as error:
            raise LedgerError(
                f"cannot write the ledger {self.folder}: {_reason(error)}; what was reported as added is safe"
            ) from None
        except IntegrityError:  # a fault of the caller, not of the database
            raise
        except DatabaseError as error:
            raise _damaged(self.folder, error) from None

    def _forget(self, connection: Connection, report: str) -> None:
        own = select(schema.claims.c.id).where(schema.claims.c.report == report)
        connection.execute(delete(schema.links).where(schema.links.c.claim.in_(own)))
        if _joined(connection, report):
            _part(connection)
        for table in (schema.claims, schema.accounts, schema.incidents, schema.told, schema.names, schema.readings):
            connection.execute(delete(table).where(table.c.report == report))

    # -------------------------------------------------------------- reading

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for asking.

        Raises:
            LedgerError: the database is damaged, or another process holds it.
        """
        try:
            with self.engine.connect() as connection:
                yield connection
        except (DatabaseError, json.JSONDecodeError) as error:
            raise _damaged(self.folder, error) from None

    def has(self, report: str) -> bool:
        """Whether a report with this id is kept and read."""
        with self.connect() as connection:
            return (
                connection.execute(select(schema.readings.c.report).where(schema.readings.c.report == report)).first()
                is not None
            )

    def failed(self, report: str) -> bool:
        """Whether a report is kept but its reading failed."""
        d = schema.readings
        with self.connect() as connection:
            return (
                connection.execute(select(d.c.report).where((d.c.report == report) & d.c.error.is_not(None))).first()
                is not None
            )

    def unread(self) -> list[str]:
        """Ids of reports that were kept but not read (the process was stopped in between) or are to be read again, in order of arrival."""
        d = schema.readings
        return self._reports_where(d.c.report.is_(None) | (d.c.derived == schema.STALE))

    def underived(self) -> list[str]:
        """Ids of reports that were read, but from whose reading is to be derived again (by ``rebuild``, or by a later version), in order of arrival."""
        return self._reports_where(_out_of_date() & (schema.readings.c.derived != schema.STALE))

    def _reports_where(self, test: Any) -> list[str]:
        r, d = schema.reports, schema.readings
        with self.connect() as connection:
            found = connection.execute(
                select(r.c.id).outerjoin(d, d.c.report == r.c.id).where(test).order_by(r.c.number)
            )
            return [row[0] for row in found]

    def report(self, report: str) -> Report | None:
        """A report by its id or, where none has this id, by the one that its batch gave it; None when there is none.

        Raises:
            LedgerError: batches gave this id to several reports.
        """
        asked = select(schema.reports).where(called(report)).order_by(schema.reports.c.number).limit(NAMED + 1)
        with self.connect() as connection:
            found = [report_of(row) for row in connection.execute(asked).mappings()]
        if len(found) > 1:
            ids = ", ".join(r.id for r in found[:NAMED]) + (", ..." if len(found) > NAMED else "")
            raise LedgerError(
                f"several reports have the own id {report!r}: {ids}; say which by its id: "
                f"`sayso reports --report {quoted(report)} -l {self.folder}` lists them"
            )
        return found[0] if found else None

    def reports(self) -> Iterator[Report]:
        """All reports in order of arrival, a few hundred at a time."""
        r = schema.reports
        last = 0
        while True:
            with self.connect() as connection:
                rows = (
                    connection.execute(select(r).where(r.c.number > last).order_by(r.c.number).limit(200))
                    .mappings()
                    .all()
                )
            if not rows:
                return
            for row in rows:
                yield report_of(row)
            last = rows[-1]["number"]

    def reading(self, report: Report) -> Reading | None:
        """What was read from a report; None when it was not read or could not be."""
        d = schema.readings
        with self.connect() as connection:
            row = connection.execute(select(d.c.reading, d.c.error).where(d.c.report == report.id)).first()
        if row is None or row.error:
            return None
        return reading_of(row.reading, report)

    def size(self) -> int:
        """How many reports are kept."""
        with self.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.reports)).scalar_one())


def called(report: str) -> ColumnElement[bool]:
    """Whether a report has this id; where none has it, whether its batch gave it this id (of which there may be several)."""
    r, other = schema.reports, schema.reports.alias()
    return or_(r.c.id == report, and_(r.c.external_id == report, ~exists().where(other.c.id == report)))


def _out_of_date() -> ColumnElement[bool]:
    """Whether from a reading is to be derived again, or its report to be read again."""
    d = schema.readings
    return (d.c.derived < schema.VERSION) & (d.c.error.is_(None) | (d.c.derived == schema.STALE))


def _behind(connection: Connection, adding: bool) -> str:
    """What is to be done by ``rebuild``, in words, or "" where nothing is; by ``adding`` the rest is done too."""
    d, a = schema.readings, schema.accounts
    stale = connection.execute(select(func.count()).where(_out_of_date())).scalar_one()
    if stale:
        total = connection.execute(select(func.count()).select_from(d)).scalar_one()
        return "" if adding else f"{stale} of {total} reports are still to be derived again"
    if not adding and connection.execute(select(a.c.id).where(a.c.incident.is_(None)).limit(1)).first() is not None:
        return "some reports are not joined with the others yet"
    if rules.differ(connection):
        return "incidents were joined by other weights or rules than those of this version, and new ones are joined by these"
    return ""


def _read_at(connection: Connection, report: str) -> str | None:
    """When a report was read; None when it was not."""
    d = schema.readings
    return connection.execute(select(d.c.read_at).where(d.c.report == report)).scalar_one_or_none()


def _joined(connection: Connection, report: str) -> bool:
    """Whether accounts of a report were joined with those of others."""
    a = schema.accounts
    found = select(a.c.id).where(a.c.report == report, a.c.incident.is_not(None)).limit(1)
    return connection.execute(found).first() is not None


def _part(connection: Connection) -> None:
    """Undo all joining: the next ``join`` begins from nothing. Until then incidents are what each report alone tells."""
    c, i, t = schema.claims, schema.incidents, schema.told
    connection.execute(delete(schema.likely))
    connection.execute(delete(schema.blocks))
    connection.execute(update(schema.accounts).values(incident=None, along=False))
    connection.execute(update(c).values(incident=c.c.told))
    connection.execute(delete(i))
    connection.execute(insert(i).from_select([column.name for column in t.columns], select(t)))


_STATED = ("outlet", "published", "title", "url", "external_id")


def _says_no_more(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether a report with the same bytes and text is kept that states at least as much."""
    r = schema.reports
    same = select(r).where((r.c.original == row["original"]) & (r.c.text_sha256 == row["text_sha256"]))
    return any(
        all(row[f] is None or row[f] == kept[f] for f in _STATED) for kept in connection.execute(same).mappings()
    )


def _original(connection: Connection, report: str) -> str | None:
    """The hash under which the bytes of a report are kept; None when it is not kept."""
    r = schema.reports
    return connection.execute(select(r.c.original).where(r.c.id == report)).scalar_one_or_none()


# ------------------------------------------------------------------ opening


def _expect(folder: Path, create: bool) -> bool:
    """Make sure that there is a ledger at a folder, or that one may be made there; whether originals are there without their database."""
    database = folder / DATABASE
    try:
        database.stat()
    except FileNotFoundError:
        # looked for once more: what another process has just begun to make has its database before its originals
        kept = any(Originals(folder / ORIGINALS).all()) and not database.exists()
        if kept and not create:
            raise LedgerError(f"{_bereft(folder)}: restore it from a copy, or add the reports again") from None
        if not create:
            raise LedgerError(f"no ledger at {folder}: make one with `sayso add FILE -l {folder}`") from None
        names = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if names and not names & {ORIGINALS, DATABASE}:  # the second when another process has just begun to make it
            raise LedgerError(f"{folder} is not empty and not a ledger: choose another folder with -l") from None
        return kept
    return False


def _bereft(folder: Path) -> str:
    """That the originals of a ledger are there without its database."""
    return f"{folder / DATABASE} is gone, but {len(list(Originals(folder / ORIGINALS).all()))} originals are there"


def _engine(database: Path, read_only: bool = False) -> Engine:
    # json with sorted keys: the same reading always gives the same bytes
    engine = create_engine(
        _read_only(database) if read_only else URL.create("sqlite", database=str(database)),
        connect_args={"timeout": PATIENCE},
        json_serializer=lambda v: json.dumps(v, ensure_ascii=False, sort_keys=True),
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: object) -> None:
        for pragma in (f"busy_timeout={PATIENCE * 1000}", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}").close()
        if not read_only:
            _write_ahead(connection)
        # SQLite's own lower() knows ASCII only; a PostgreSQL ledger would use its lower(), which knows every alphabet
        connection.create_function("casefold", 1, _casefold, deterministic=True)

    return engine


def _write_ahead(connection: Any) -> None:
    """Have a database write ahead. SQLite itself does not wait here while another process does the same to a new one."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.02)


def _read_only(database: Path) -> URL:
    """The address of a database in a place where nothing may be written.

    SQLite has to write files beside a database with a write-ahead log, even to read it, unless they are there (then somebody is writing, or
    was stopped) or it is told that nobody changes anything.
    """
    log = database.with_name(database.name + "-wal")
    mode = {"mode": "ro"} if log.exists() else {"immutable": "1"}
    return URL.create("sqlite", database=f"file:{quote(str(database.absolute()))}", query={**mode, "uri": "true"})


def _casefold(value: object) -> str | None:
    return None if value is None else str(value).casefold()


# ------------------------------------------------------------------ what went wrong, in words


def _refusal(folder: Path, error: Exception, writing: bool) -> LedgerError:
    """Why a ledger cannot be opened."""
    if isinstance(error, schema.TooNew):
        return LedgerError(f"{folder / DATABASE}: {error}")
    if not isinstance(error, OperationalError):
        return _damaged(folder, error)
    if writing:
        advice = "check its permissions and free space, or choose another with -l"
        return LedgerError(f"cannot write the ledger {folder}: {_reason(error)}; {advice}")
    advice = "nothing may be written there: copy the whole folder to where you may write, and ask the copy"
    return LedgerError(f"cannot read the ledger {folder}: {_reason(error)}; {advice}")


def _damaged(folder: Path, error: Exception) -> LedgerError:
    database = folder / DATABASE
    if isinstance(error, OperationalError):  # the disk, or somebody who does not let go
        return LedgerError(f"the database {database} cannot be read: {_reason(error)}; see what `sayso verify` says")
    return LedgerError(
        f"the database {database} is not a ledger or is damaged: {_reason(error)}; restore it from a copy, the originals are untouched"
    )


def _why_not(error: OSError) -> str:
    """Why a folder cannot be a ledger."""
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return "there is a file in its place"
    if isinstance(error, PermissionError):
        return "you may not go in or write there, check its permissions"
    return _reason(error)


def _reason(error: BaseException) -> str:
    lines = str(getattr(error, "orig", None) or error).splitlines()
    return lines[0] if lines else type(error).__name__


def now() -> str:
    """The present moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def reading_of(kept: dict[str, Any], report: Report) -> Reading:
    """A reading from what is kept of it and its report.

    Raises:
        ValueError: it is in no form that this program reads.
    """
    return from_json(kept | {"text": report.text}, report)


def report_of(row: Any) -> Report:
    """A report from its row."""
    fields = (
        "id",
        "text",
        "outlet",
        "title",
        "published",
        "captured",
        "url",
        "language",
        "original",
        "media_type",
        "external_id",
        "author",
    )
    return Report(**{f: row[f] for f in fields}, notes=tuple(row["notes"]))


def _many(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    if rows:
        connection.execute(insert(table), rows)
