"""The example week in a ledger, added once by the real command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import WEEK, sayso_process


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the example week; to be looked at only."""
    ledger = tmp_path_factory.mktemp("week") / "ledger"
    done = sayso_process("add", WEEK, "-l", ledger)
    assert done.returncode == 0, done.stderr
    assert "8 added" in done.stderr
    return ledger


@pytest.fixture
def own_week(week: Path, tmp_path: Path) -> Path:
    """A copy of it, to do with as one likes."""
    return Path(shutil.copytree(week, tmp_path / "own"))
