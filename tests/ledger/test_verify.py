"""Whatever is lost or changed is found, and only that."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from ledger_made import HILL, QUAY, quay

from sayso.capture import make_report
from sayso.ledger import Behind, Ledger, decisions, join, verify
from sayso.ledger.verify import Fault
from sayso.records import Report
from sayso.weighing import accounts, claims


def faults(ledger: Ledger) -> list[tuple[str, str]]:
    return [(fault.kind, fault.subject) for fault in verify(ledger) if fault is not None]


def original(ledger: Ledger, report: str) -> Path:
    kept = ledger.report(report)
    assert kept is not None and kept.original is not None
    return ledger.originals.path(kept.original)


def change(ledger: Ledger, statement: str) -> None:
    """Write into the database behind the program's back."""
    database = sqlite3.connect(ledger.folder / "ledger.sqlite")
    with database:
        assert database.execute(statement).rowcount == 1
    database.close()


def test_an_intact_ledger_has_no_faults(ledger: Ledger) -> None:
    assert list(verify(ledger)) == [None, None, None]


def test_an_empty_ledger_has_no_faults(empty: Ledger) -> None:
    assert list(verify(empty)) == []


def test_a_missing_original(ledger: Ledger) -> None:
    original(ledger, QUAY).unlink()
    assert faults(ledger) == [("missing", QUAY)]


def test_an_original_that_cannot_be_read(ledger: Ledger) -> None:
    path = original(ledger, QUAY)
    path.unlink()
    path.mkdir()
    assert faults(ledger) == [("missing", QUAY)]


@pytest.mark.parametrize("data", [b"", b"something else"])
def test_a_changed_original(ledger: Ledger, data: bytes) -> None:
    path = original(ledger, HILL)
    path.chmod(0o644)
    path.write_bytes(data)
    assert faults(ledger) == [("changed", HILL)]


def test_one_flipped_bit_of_an_original(ledger: Ledger) -> None:
    path = original(ledger, HILL)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)
    assert faults(ledger) == [("changed", HILL)]


def test_a_changed_text(ledger: Ledger) -> None:
    change(ledger, f"UPDATE reports SET text = replace(text, 'shelled', 'praised') WHERE id = '{QUAY}'")
    assert faults(ledger) == [("text", QUAY)]


def test_a_row_whose_report_is_gone(ledger: Ledger) -> None:
    change(ledger, f"DELETE FROM reports WHERE id = '{HILL}'")
    found = faults(ledger)
    assert found and {kind for kind, _ in found} == {"database", "stray"}


def test_a_report_that_is_gone_is_told_by_its_original(ledger: Ledger) -> None:
    ledger.add(Report("dddddddddddd", "EXERCISE."), b"EXERCISE.")
    ledger.add(Report("eeeeeeeeeeee", "EXERCISE.", "Courier"), b"EXERCISE.")
    path = original(ledger, "dddddddddddd")
    change(ledger, "DELETE FROM reports WHERE id = 'dddddddddddd'")
    assert ("stray", str(path)) not in faults(ledger), "another report points at it"
    change(ledger, "DELETE FROM reports WHERE id = 'eeeeeeeeeeee'")
    (fault,) = [fault for fault in verify(ledger) if fault]
    assert (fault.kind, fault.subject, fault.serious) == ("stray", str(path), True)
    ledger.add(Report("dddddddddddd", "EXERCISE."), b"EXERCISE.")
    assert faults(ledger) == [("unread", "dddddddddddd")]


def test_a_database_that_is_gone_is_told_by_the_originals(ledger: Ledger) -> None:
    ledger.close()
    for path in ledger.folder.glob("ledger.sqlite*"):
        path.unlink()
    with pytest.warns(Behind), Ledger.open(ledger.folder) as again:
        again.add(quay().report, quay().report.text.encode())
        assert [kind for kind, _ in faults(again)] == ["stray", "stray", "unread"]


def test_an_original_whose_report_was_never_kept_is_told_but_not_serious(ledger: Ledger) -> None:
    """As when the process was killed in between."""
    name = ledger.originals.put(b"EXERCISE.")
    (fault,) = [fault for fault in verify(ledger) if fault]
    assert (fault.kind, fault.subject, fault.serious) == ("leftover", str(ledger.originals.path(name)), False)
    ledger.add(Report("dddddddddddd", "EXERCISE."), b"EXERCISE.")
    assert faults(ledger) == [("unread", "dddddddddddd")]
    change(ledger, "DELETE FROM reports WHERE id = 'dddddddddddd'")
    assert faults(ledger) == [("stray", str(ledger.originals.path(name)))]


@pytest.mark.parametrize("field", ["outlet", "published", "title", "url", "external_id"])
def test_what_is_stated_about_a_report_and_was_changed_is_told(ledger: Ledger, field: str) -> None:
    change(ledger, f"UPDATE reports SET {field} = '2031-05-13' WHERE id = '{QUAY}'")
    assert faults(ledger) == [("stated", QUAY)]


@pytest.mark.parametrize(
    "stated", [{}, {"title": "A quiet day"}, {"outlet": " Radio Delta", "published": "20 May 2031"}]
)
def test_a_report_as_it_was_captured_has_no_fault(empty: Ledger, stated: dict[str, str]) -> None:
    text = "Nothing to report\n\nEXERCISE. A quiet day."
    report = make_report(text, text.encode(), **stated)  # type: ignore[arg-type]
    empty.add(report, text.encode())
    assert faults(empty) == [("unread", report.id)]


def test_a_leftover_part_and_an_unread_report_are_told_but_not_serious(ledger: Ledger) -> None:
    part = original(ledger, QUAY).parent / ".part-abc"
    part.write_bytes(b"half")
    ledger.add(Report("dddddddddddd", "EXERCISE."), b"EXERCISE.")
    found = [fault for fault in verify(ledger) if fault is not None]
    assert [(fault.kind, fault.subject, fault.serious) for fault in found] == [
        ("leftover", str(part), False),
        ("unread", "dddddddddddd", False),
    ]


def test_a_report_that_could_not_be_read_is_no_fault(ledger: Ledger) -> None:
    ledger.add(Report("dddddddddddd", "EXERCISE."), b"EXERCISE.")
    ledger.put_failure("dddddddddddd", "by hand 1", "ValueError")
    assert faults(ledger) == []


def test_everything_lost_is_told_in_one_go(ledger: Ledger) -> None:
    for path in list(ledger.originals.all()):
        path.unlink()
    assert [kind for kind, _ in faults(ledger)] == ["missing"] * 3


def test_what_is_lost_or_changed_is_serious() -> None:
    assert all(Fault(kind, "x", "y").serious for kind in ("missing", "changed", "text", "stated", "stray", "database"))  # type: ignore[arg-type]


def test_a_hole_in_the_database_is_a_fault_and_no_crash(ledger: Ledger) -> None:
    for n in range(300):
        ledger.add(Report(f"{n:012d}", f"EXERCISE. {n} " + "word " * 100), b"x")
    ledger.close()
    path = ledger.folder / "ledger.sqlite"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8 * 4096] = b"\xff" * 8 * 4096
    path.write_bytes(data)
    with Ledger.open(ledger.folder) as again:
        assert "database" in {kind for kind, _ in faults(again)}


def test_a_changed_decision_is_told(ledger: Ledger) -> None:
    decision = decisions.Decision(
        "forecast", f"{HILL}.e1", "did-not", "R. Vale", "it held", decisions.now(), HILL, (10, 16), "Unit_7"
    )
    for _ in range(2):
        decisions.append(ledger.folder, decision)
    assert faults(ledger) == []
    path = ledger.folder / decisions.FILE
    path.write_bytes(path.read_bytes().replace(b"it held", b"it fell", 1))
    (fault,) = [fault for fault in verify(ledger) if fault]
    assert (fault.kind, fault.subject, fault.serious) == ("decision", f"{path}:2", True)


def test_what_is_not_joined_is_told_and_not_serious(ledger: Ledger) -> None:
    reading = quay()
    ledger.put(reading, claims(reading), accounts=accounts(reading))
    (fault,) = [fault for fault in verify(ledger) if fault]
    assert fault.kind == "unjoined" and not fault.serious and "sayso rebuild" in fault.reason
    join(ledger)
    assert faults(ledger) == []
