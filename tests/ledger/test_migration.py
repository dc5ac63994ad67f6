"""A ledger of version 1: reports and readings stay, and everything else is derived again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import warnings
from pathlib import Path

import pytest
from ledger_made import HILL, QUAY, QUIET, hill, quay, quiet
from story_made import contents

from sayso import adding
from sayso.adding import add, rebuild
from sayso.ledger import Behind, Ledger, query, schema, verify
from sayso.ledger.originals import Originals
from sayso.reading import to_json
from sayso.records import Reading

REPORT = """CREATE TABLE reports (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id VARCHAR NOT NULL UNIQUE, external_id VARCHAR, outlet VARCHAR,
title TEXT, author TEXT, published VARCHAR, captured VARCHAR, url TEXT, language VARCHAR, original VARCHAR NOT NULL, media_type VARCHAR NOT NULL,
text TEXT NOT NULL, text_sha256 VARCHAR NOT NULL, notes JSON NOT NULL)"""
WHERE = 'start VARCHAR, "end" VARCHAR, precision VARCHAR NOT NULL, place TEXT, lat FLOAT, lon FLOAT, actor TEXT, target TEXT'
VERSION_1 = (
    "CREATE TABLE meta (key VARCHAR NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    REPORT,
    "CREATE TABLE readings (report VARCHAR NOT NULL PRIMARY KEY REFERENCES reports (id), reader VARCHAR NOT NULL, read_at VARCHAR NOT NULL, reading JSON NOT NULL, error TEXT)",
    f"CREATE TABLE incidents (id VARCHAR NOT NULL PRIMARY KEY, report VARCHAR NOT NULL REFERENCES reports (id), type VARCHAR NOT NULL, summary TEXT NOT NULL, region TEXT, country TEXT, killed_low INTEGER, killed_high INTEGER, injured_low INTEGER, injured_high INTEGER, main BOOLEAN NOT NULL, why TEXT NOT NULL, {WHERE})",
    f"CREATE TABLE claims (id VARCHAR NOT NULL PRIMARY KEY, report VARCHAR NOT NULL REFERENCES reports (id), incident VARCHAR, layer VARCHAR NOT NULL, type VARCHAR NOT NULL, status VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, words TEXT NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, chain JSON NOT NULL, time TEXT, means TEXT, who TEXT, low INTEGER, high INTEGER, spans JSON NOT NULL, {WHERE})",
    "CREATE TABLE links (claim VARCHAR NOT NULL REFERENCES claims (id), position INTEGER NOT NULL, source VARCHAR NOT NULL, name TEXT NOT NULL, kind VARCHAR NOT NULL, report VARCHAR NOT NULL, PRIMARY KEY (claim, position))",
    "CREATE INDEX links_by_report_source ON links (report, source)",
    "CREATE INDEX ix_claims_type ON claims (type)",
    "INSERT INTO meta VALUES ('version', '1')",
)  # fmt: skip
FAILED, UNREAD = "dddddddddddd", "eeeeeeeeeeee"


def version_1(folder: Path) -> Path:
    """A ledger as version 1 left it: three reports read, one that could not be read, one not read yet; an old claim with its link."""
    folder.mkdir()
    originals = Originals(folder / "originals")
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        for statement in VERSION_1:
            db.execute(statement)
        for reading in (quay(), hill(), quiet()):
            _report(db, originals, reading.report.id, reading.report.text, reading)
        for id in (FAILED, UNREAD):
            _report(db, originals, id, f"EXERCISE. Clash {id}.", None)
        db.execute("INSERT INTO readings VALUES (?, 'old 1', '2031-06-01', '{}', 'ValueError: too long')", (FAILED,))
        db.execute("INSERT INTO claims (id, report, layer, type, status, span_start, span_end, words, sentence_start, sentence_end, chain, spans, precision) VALUES ('old', ?, 'event', 'clash', 'actual', 0, 1, 'E', 0, 1, '[]', '{}', 'day')", (QUAY,))  # fmt: skip
        db.execute("INSERT INTO links VALUES ('old', 0, 'nobody', 'Nobody', 'report', ?)", (QUAY,))
    db.close()
    return folder


def _report(db: sqlite3.Connection, originals: Originals, id: str, text: str, reading: Reading | None) -> None:
    name = hashlib.sha256(text.encode()).hexdigest()
    originals.put(text.encode())
    report = reading.report if reading else None
    db.execute(
        "INSERT INTO reports (id, outlet, published, external_id, original, media_type, text, text_sha256, notes) VALUES (?, ?, ?, ?, ?, 'text/plain', ?, ?, '[]')",
        (
            id,
            *((report.outlet, report.published, report.external_id) if report else (None, None, None)),
            name,
            text,
            name,
        ),
    )
    if reading:
        kept = to_json(reading)
        del kept["text"]
        db.execute("INSERT INTO readings VALUES (?, ?, '2031-06-01', ?, NULL)", (id, reading.reader, json.dumps(kept)))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return version_1(tmp_path / "old")


def no_reader(name: str) -> object:
    raise AssertionError("the reader is not needed")


def test_reports_and_readings_stay_and_the_rest_waits(old: Path) -> None:
    with Ledger.open(old) as ledger:
        assert ledger.size() == 5
        report = ledger.report(QUAY)
        assert report is not None
        kept = ledger.reading(report)
        assert kept is not None and (kept.events, kept.tolls) == (quay().events, quay().tolls)
        assert ledger.underived() == [QUAY, HILL, QUIET] and ledger.unread() == [UNREAD] and ledger.failed(FAILED)
        assert list(query.claims(ledger)) == list(query.incidents(ledger)) == list(query.sources(ledger)) == []
        faults = [(fault.kind, fault.subject) for fault in verify(ledger) if fault]
        assert faults == [("unread", UNREAD), ("underived", QUAY), ("underived", HILL), ("underived", QUIET)]


def test_whoever_asks_is_told_what_to_do(old: Path) -> None:
    with pytest.warns(Behind, match=r"3 of 4 reports are still to be derived again: run `sayso rebuild -l "):
        Ledger.open(old, create=False).close()


def test_it_is_derived_from_the_readings_without_the_reader(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(old) as ledger:
        ledger.put_failure(UNREAD, "old 1", "ValueError: too long")
        monkeypatch.setattr(adding, "open_reader", no_reader)
        done = {outcome.report: outcome.state for outcome in rebuild(ledger)}
        assert done == dict.fromkeys((QUAY, HILL, QUIET), "derived")
        assert ledger.failed(FAILED), "why it could not be read stays"
        assert len(list(query.claims(ledger))) == 5 and "old" not in {row["id"] for row in query.claims(ledger)}
        assert {row["report"] for row in query.incidents(ledger)} == {QUAY, HILL}
        with ledger.connect() as connection:
            read_at = (
                connection.exec_driver_sql("SELECT DISTINCT read_at FROM readings WHERE error IS NULL").scalars().all()
            )
        assert read_at == ["2031-06-01"]
    with warnings.catch_warnings():
        warnings.simplefilter("error", Behind)
        Ledger.open(old, create=False).close()


def test_the_next_add_does_it_too_and_comes_to_the_same(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for folder, work in ((old, rebuild), (version_1(tmp_path / "second"), lambda ledger: add(ledger, []))):
        with Ledger.open(folder) as ledger:
            ledger.put_failure(UNREAD, "old 1", "ValueError: too long")
            list(work(ledger))  # type: ignore[operator]
            found.append(contents(ledger))
    assert found[0] == found[1]


def test_with_read_the_reader_reads_everything(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        name = "nothing"

        def read(self, report: object) -> Reading:
            return Reading(report, reader=self.name)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "open_reader", lambda _: Nothing())
    with Ledger.open(old) as ledger:
        running = rebuild(ledger, read=True)
        assert next(running).state == "reread"
        running.close()
        assert len(ledger.unread()) == 4, "what was stopped goes on with the next add"
        assert {outcome.state for outcome in add(ledger, [])} == {"reread"}
        assert {row["reader"] for row in query.reports(ledger)} == {"nothing"} and not ledger.failed(FAILED)
        assert list(query.claims(ledger)) == []


def test_a_reading_that_this_version_cannot_use_is_read_again(old: Path) -> None:
    with sqlite3.connect(old / "ledger.sqlite") as db:
        db.execute(
            "UPDATE readings SET reading = json_set(reading, '$.events[0].type', 'riot') WHERE report = ?", (QUAY,)
        )
    db.close()
    with Ledger.open(old) as ledger:
        done = {outcome.report: outcome.state for outcome in add(ledger, [])}
        assert done[QUAY] == "reread" and done[HILL] == "derived"
        assert {row["error"] for row in query.reports(ledger) if row["id"] == QUAY} == {None}


def test_what_cannot_be_derived_keeps_its_reading(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    derive = adding.derive

    def broken(reading: Reading, naming: object) -> object:
        if reading.report.id == HILL:
            raise OverflowError("too large")
        return derive(reading, naming)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "derive", broken)
    with Ledger.open(old) as ledger:
        done = {outcome.report: outcome for outcome in rebuild(ledger)}
        assert done[HILL].state == "failed" and "its reading is kept" in done[HILL].reason
        assert ledger.underived() == [HILL]
        monkeypatch.undo()
        assert [(o.report, o.state) for o in add(ledger, [])] == [(HILL, "derived")]


def test_a_migration_that_breaks_off_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _dump(old)

    def failing(connection: object) -> None:
        schema._make_derived_anew(connection)  # type: ignore[arg-type]
        raise RuntimeError("killed")

    monkeypatch.setitem(schema.MIGRATIONS, 1, failing)
    with pytest.raises(RuntimeError):
        Ledger.open(old)
    assert _dump(old) == before
    monkeypatch.undo()
    with Ledger.open(old) as ledger:
        assert ledger.size() == 5


def _dump(folder: Path) -> list[str]:
    db = sqlite3.connect(folder / "ledger.sqlite")
    try:
        return list(db.iterdump())
    finally:
        db.close()


def test_a_migrated_ledger_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Ledger.open(old).close()
    Ledger.open(tmp_path / "new").close()

    def columns(folder: Path) -> dict[str, set[str]]:
        db = sqlite3.connect(folder / "ledger.sqlite")
        try:
            names = [
                row[0]
                for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            ]
            return {name: {row[1] for row in db.execute(f"PRAGMA table_info({name})")} for name in names}
        finally:
            db.close()

    assert columns(old) == columns(tmp_path / "new")


def test_a_ledger_of_version_2_is_derived_again(old: Path) -> None:
    """Its joined incidents are still there to be asked for; what went along with others was not known."""
    with Ledger.open(old) as ledger:
        ledger.put_failure(UNREAD, "old 1", "ValueError: too long")
        list(rebuild(ledger))
        before = contents(ledger)
    with sqlite3.connect(old / "ledger.sqlite") as db:
        db.execute("ALTER TABLE accounts DROP COLUMN along")
        db.execute("UPDATE meta SET value = '2' WHERE key = 'version'")
        db.execute("UPDATE readings SET derived = 2 WHERE error IS NULL")
    db.close()
    with pytest.warns(Behind, match="3 of 5 reports are still to be derived again"):
        Ledger.open(old, create=False).close()
    with Ledger.open(old) as ledger:
        assert {row["report"] for row in query.incidents(ledger)} == {QUAY, HILL}
        list(rebuild(ledger))
        assert contents(ledger) == before
