"""``adding.add``: a reading that cannot be kept is told, and does not stop the batch or any later run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso import adding, deriving
from sayso.capture import Captured
from sayso.ledger import Ledger, LedgerError, query
from sayso.records import Reading, Report


class Nothing:
    """A reader that finds nothing."""

    name = "nothing"

    def read(self, report: Report) -> Reading:
        return Reading(report, reader=self.name)


def item(number: int) -> Captured:
    text = f"EXERCISE. Number {number}."
    return Captured(Report(f"{number:012d}", text), text.encode(), f"item {number}")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty ledger, filled by a reader that is quick."""
    monkeypatch.setattr(adding, "open_reader", lambda _: Nothing())
    with Ledger.open(tmp_path / "ledger") as opened:
        yield opened


def break_on(number: int, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what follows from one report fail."""
    whole = deriving.derive

    def derive(reading: Reading, naming: Any) -> Any:
        if reading.report.id == f"{number:012d}":
            raise error
        return whole(reading, naming)

    monkeypatch.setattr(adding, "derive", derive)


def test_a_reading_that_cannot_be_kept_fails_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    break_on(2, OverflowError("too large\n[SQL: INSERT ...]"), monkeypatch)
    done = list(adding.add(ledger, [item(1), item(2), item(3)], "nothing"))
    assert [outcome.state for outcome in done] == ["added", "failed", "added"]
    assert done[1].reason == "kept, but the reader failed: OverflowError: too large"
    assert [row["error"] for row in query.reports(ledger)] == [None, "OverflowError: too large", None]
    assert ledger.unread() == []
    again = list(adding.add(ledger, [item(2), item(4)], "nothing"))
    assert [outcome.state for outcome in again] == ["failed", "added"]
    break_on(0, ValueError(), monkeypatch)
    assert [outcome.state for outcome in adding.add(ledger, [item(2)], "nothing")] == ["reread"]


def test_a_number_beyond_the_database_fails_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Ledger.put

    def put(self: Ledger, reading: Reading, *rest: Any, **more: Any) -> None:
        whole(self, reading, *rest, **more)
        with self.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE incidents SET killed_low = ?", (2**63,))

    monkeypatch.setattr(Ledger, "put", put)
    (outcome,) = adding.add(ledger, [item(1)], "nothing")
    assert outcome.state == "failed" and "OverflowError" in outcome.reason and ledger.failed(f"{1:012d}")


def test_a_ledger_that_cannot_be_written_stops_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise LedgerError("disk full")

    monkeypatch.setattr(Ledger, "put", full)
    with pytest.raises(LedgerError, match="disk full"):
        list(adding.add(ledger, [item(1), item(2)], "nothing"))
    assert ledger.unread() == [f"{1:012d}"]
