"""Reports and their readings: in, out again unchanged, added once, replaced as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ledger_made import HILL, QUAY, hill, keep, quay, quiet
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError

from sayso.ledger import Ledger, LedgerError, query, schema
from sayso.ledger.originals import Originals
from sayso.reading import from_json, to_json
from sayso.records import Reading, Report
from sayso.weighing import claims


def rows(ledger: Ledger, table: str) -> int:
    with ledger.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one())


def test_a_report_comes_back_as_it_was_added(empty: Ledger) -> None:
    report = quay().report
    assert empty.add(report, b"<p>original") is True
    kept = empty.report(QUAY)
    assert kept is not None and kept.original is not None
    assert kept == replace(report, original=kept.original)
    assert empty.originals.get(kept.original) == b"<p>original"


def test_a_report_is_found_by_its_own_id_too(ledger: Ledger) -> None:
    found = ledger.report("own-1")
    assert found is not None and found.id == QUAY
    assert ledger.report("own-2") is None


def test_an_own_id_that_is_anothers_id_is_not_taken_for_it(empty: Ledger) -> None:
    """As when what was read is added again as a batch: its ids are then own ids."""
    again = replace(hill(), report=replace(hill().report, id="dddddddddddd", external_id=QUAY))
    keep(empty, again)
    found = empty.report(QUAY)
    assert found is not None and found.id == "dddddddddddd", "while no report has this id"
    keep(empty, quay())
    found = empty.report(QUAY)
    assert found is not None and found.id == QUAY
    only = query.Filter(report=QUAY)
    assert [row["id"] for row in query.reports(empty, only)] == [QUAY]
    assert {row["report"] for row in query.claims(empty, only)} == {QUAY}
    assert [row["report"] for row in query.incidents(empty, only)] == [QUAY]
    assert {row["name"] for row in query.sources(empty, only)} == {
        "Harbour Courier", "the Quay Monitor", "Commander Ilse Vorn",
    }  # fmt: skip


def test_an_own_id_of_several_reports_is_told(ledger: Ledger) -> None:
    for n in range(6):
        ledger.add(Report(f"{n}" * 12, f"EXERCISE {n}.", external_id="own 2"), b"EXERCISE.")
    with pytest.raises(
        LedgerError, match=r"several reports have the own id 'own 2': 0{12}, .*4{12}, \.\.\.; say which"
    ) as told:
        ledger.report("own 2")
    assert "`sayso reports --report 'own 2' -l " in str(told.value)
    assert len(list(query.reports(ledger, query.Filter(report="own 2")))) == 6


def test_reports_come_in_order_of_arrival(ledger: Ledger) -> None:
    for n in range(250):  # more than are fetched at a time
        ledger.add(Report(f"{250 - n:012d}", f"EXERCISE {n}."), b"EXERCISE.")
    ids = [report.id for report in ledger.reports()]
    assert ids == [QUAY, HILL, "cccccccccccc", *(f"{250 - n:012d}" for n in range(250))]
    assert ledger.size() == 253


def test_adding_twice_adds_nothing(ledger: Ledger) -> None:
    before = {table: rows(ledger, table) for table in schema.metadata.tables}
    again = replace(quay().report, captured="2040-01-01T00:00:00+00:00", notes=("new",))
    assert ledger.add(again, again.text.encode()) is False
    assert {table: rows(ledger, table) for table in schema.metadata.tables} == before
    kept = ledger.report(QUAY)
    assert kept is not None and (kept.captured, kept.notes) == (quay().report.captured, quay().report.notes)
    assert len(list(ledger.originals.all())) == 3


def test_a_known_report_in_other_bytes_leaves_no_second_original(ledger: Ledger) -> None:
    assert ledger.add(quay().report, b"the same report in other bytes") is False
    assert len(list(ledger.originals.all())) == 3


def test_a_known_report_in_the_same_bytes_brings_back_a_lost_original(ledger: Ledger) -> None:
    kept = ledger.report(QUAY)
    assert kept is not None and kept.original is not None
    ledger.originals.path(kept.original).unlink()
    assert ledger.add(quay().report, quay().report.text.encode()) is False
    assert ledger.originals.get(kept.original) == quay().report.text.encode()


def test_the_same_bytes_and_text_with_less_stated_about_them_add_nothing(empty: Ledger) -> None:
    stated = Report("aaaaaaaaaaaa", "EXERCISE.", "Courier", published="2031-05-14")
    assert empty.add(stated, b"x") is True
    assert empty.add(Report("bbbbbbbbbbbb", "EXERCISE."), b"x") is False
    assert empty.add(Report("cccccccccccc", "EXERCISE.", "Courier"), b"x") is False
    # what says something else is another report
    assert empty.add(Report("dddddddddddd", "EXERCISE.", "Radio"), b"x") is True
    assert empty.add(Report("eeeeeeeeeeee", "EXERCISE.", "Courier", url="https://courier.example"), b"x") is True
    assert empty.add(Report("ffffffffffff", "EXERCISE. Not."), b"x") is True
    assert [report.id[0] for report in empty.reports()] == ["a", "d", "e", "f"]


@pytest.mark.parametrize("reading", [quay(), hill(), quiet()], ids=["full", "half", "empty"])
def test_a_reading_comes_back_as_it_was_put(reading: Reading, empty: Ledger) -> None:
    keep(empty, reading)
    report = empty.report(reading.report.id)
    assert report is not None
    kept = empty.reading(report)
    assert kept == replace(reading, report=report)
    assert to_json(kept) == to_json(reading)
    assert from_json(to_json(reading), reading.report) == reading


def test_a_reading_put_again_replaces_all_of_the_old_one(ledger: Ledger) -> None:
    others = [row for row in query.claims(ledger) if row["report"] != QUAY]
    full = quay()
    less = replace(full, attributions=(), events=full.events[:1], tolls=(), incidents=(), reader="by hand 2")
    ledger.put(less, claims(less))
    (claim,) = [row for row in query.claims(ledger) if row["report"] == QUAY]
    assert claim["id"] == f"{QUAY}.e1" and len(claim["chain"]) == 1
    assert [row["id"] for row in query.incidents(ledger)] == [f"{HILL}.i1"]
    assert [row["name"] for row in query.sources(ledger)] == ["Radio_Delta 100%", "Harbour Courier", "sources"]
    assert [row for row in query.claims(ledger) if row["report"] != QUAY] == others
    report = ledger.report(QUAY)
    assert report is not None
    kept = ledger.reading(report)
    assert kept is not None and kept.reader == "by hand 2" and kept.tolls == ()


def test_a_reading_that_cannot_be_kept_leaves_the_old_one(ledger: Ledger) -> None:
    before = list(query.claims(ledger))
    twice = replace(quay(), events=(quay().events[0], quay().events[0]), reader="broken")
    with pytest.raises(IntegrityError):
        ledger.put(twice, claims(twice))
    assert list(query.claims(ledger)) == before
    report = ledger.report(QUAY)
    assert report is not None and ledger.reading(report) is not None


def test_what_is_kept_but_not_read_is_told_in_order_of_arrival(ledger: Ledger) -> None:
    for name in ("ffffffffffff", "eeeeeeeeeeee", "dddddddddddd"):
        ledger.add(Report(name, f"EXERCISE {name}."), b"EXERCISE.")
    ledger.put_failure("eeeeeeeeeeee", "by hand 1", "ValueError: too long")
    assert ledger.unread() == ["ffffffffffff", "dddddddddddd"]
    assert (ledger.failed("eeeeeeeeeeee"), ledger.failed("ffffffffffff"), ledger.failed(QUAY)) == (True, False, False)
    assert (ledger.has("eeeeeeeeeeee"), ledger.has("ffffffffffff"), ledger.has(QUAY)) == (True, False, True)
    failed = ledger.report("eeeeeeeeeeee")
    assert failed is not None and ledger.reading(failed) is None


def test_a_failure_is_replaced_by_a_reading(empty: Ledger) -> None:
    empty.add(quay().report, b"x")
    empty.put_failure(QUAY, "by hand 1", "ValueError: too long")
    empty.put(quay(), claims(quay()))
    (row,) = query.reports(empty)
    assert row["error"] is None and row["claims"] == 3


def test_every_connection_keeps_foreign_keys_and_writes_ahead(ledger: Ledger) -> None:
    with ledger.connect() as first, ledger.connect() as second:
        for connection in (first, second):
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
            assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
            assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2


def test_a_reading_without_its_report_is_refused(empty: Ledger) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        empty.put(quay(), claims(quay()))
    assert rows(empty, "claims") == 0


@pytest.mark.parametrize("what", ["add", "put", "put_failure"])
def test_a_database_that_cannot_grow_is_told(what: str, empty: Ledger) -> None:
    """As on a full disk."""
    empty.add(quay().report, b"x")
    with empty.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    empty.engine.dispose()

    @event.listens_for(empty.engine, "connect")
    def _no_more(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    much = "EXERCISE. " + "x" * 100_000
    with pytest.raises(LedgerError, match=r"cannot write the ledger .* full; what was reported as added is safe"):
        if what == "add":
            empty.add(Report("ffffffffffff", much), b"much")
        elif what == "put":
            empty.put(replace(quay(), notes=(much,)), claims(quay()))
        else:
            empty.put_failure(QUAY, "by hand", much)
    assert (empty.size(), empty.unread()) == (1, [QUAY])


def test_originals_lie_beside_the_database(ledger: Ledger) -> None:
    assert (ledger.folder / "ledger.sqlite").is_file()
    assert len(list(Originals(ledger.folder / "originals").all())) == 3
