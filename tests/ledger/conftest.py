"""Ledgers in a temporary folder: an empty one, and one with three read reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_made import WHERE, hill, quay, quiet

from sayso.ledger import Ledger
from sayso.records import Reading
from sayso.weighing import claims


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "ledger") as opened:
        yield opened


def keep(ledger: Ledger, reading: Reading) -> None:
    """Add a reading's report and put the reading."""
    ledger.add(reading.report, reading.report.text.encode())
    ledger.put(reading, claims(reading), lambda name: WHERE.get(name or ""))


@pytest.fixture
def ledger(empty: Ledger) -> Ledger:
    """A ledger with the three hand-written readings."""
    for reading in (quay(), hill(), quiet()):
        keep(empty, reading)
    return empty
