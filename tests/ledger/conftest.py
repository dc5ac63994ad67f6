"""Ledgers in a temporary folder: an empty one, and one with three read reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_made import hill, keep, quay, quiet

from sayso.ledger import Ledger


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "ledger") as opened:
        yield opened


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with the three hand-written readings, to be asked only."""
    with Ledger.open(tmp_path_factory.mktemp("asked") / "ledger") as opened:
        for reading in (quay(), hill(), quiet()):
            keep(opened, reading)
        yield opened


@pytest.fixture
def ledger(empty: Ledger) -> Ledger:
    """A ledger with the three hand-written readings."""
    for reading in (quay(), hill(), quiet()):
        keep(empty, reading)
    return empty
