"""Opening a ledger: what cannot be opened is refused with a sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_made import quay

from sayso.ledger import Ledger, LedgerError, query, verify

NOBODY = 65534
OPEN = """
import sys
from sayso.ledger import Ledger, LedgerError
try:
    Ledger.open(sys.argv[1], create=sys.argv[2] == "create").close()
except LedgerError as error:
    sys.exit(str(error))
"""
# Ends the process without a word before the n-th statement that makes a table or an index, or writes a row.
DIES = """
import os, sys
from sqlalchemy import Engine, event
left = int(sys.argv[3])
@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    if statement.split()[0] in ("CREATE", "INSERT"):
        left -= 1
        if left < 0:
            os._exit(9)
"""


def trouble_as_nobody(folder: Path, create: bool = False) -> str:
    """What somebody who may not do everything is told on opening a ledger: the error's kind and words."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # no exec: another user may be unable to start this Python
        said = "opened"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            Ledger.open(folder, create=create).close()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(write, said.encode())
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that others may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(folder)


def test_a_ledger_opens_again_with_all_that_is_in_it(ledger: Ledger) -> None:
    folder = ledger.folder
    ledger.close()
    with Ledger.open(folder, create=False) as again:
        assert again.size() == 3 and len(list(query.claims(again))) == 5


def test_a_missing_ledger_is_not_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger at .*: make one with `sayso add"):
        Ledger.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_folder_with_other_things_in_it_is_not_made_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(LedgerError, match="not empty and not a ledger"):
        Ledger.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_file_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("mine")
    with pytest.raises(LedgerError):
        Ledger.open(tmp_path / "ledger")
    with pytest.raises(LedgerError):
        Ledger.open(tmp_path / "ledger", create=False)


def test_a_ledger_of_a_later_version_is_refused(ledger: Ledger) -> None:
    ledger.close()
    with sqlite3.connect(ledger.folder / "ledger.sqlite") as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    database.close()
    with pytest.raises(LedgerError, match=r"version 99, this program knows \d+: update sayso"):
        Ledger.open(ledger.folder)


@pytest.mark.parametrize("damage", ["other file", "cut", "holes"])
def test_a_damaged_database_is_refused_and_not_touched(damage: str, ledger: Ledger) -> None:
    ledger.close()
    database = ledger.folder / "ledger.sqlite"
    data = database.read_bytes()
    spoilt = {"other file": b"no database" * 1000, "cut": data[:5000], "holes": data[:100] + bytes(len(data) - 100)}
    database.write_bytes(spoilt[damage])
    with pytest.raises(LedgerError, match=r"damaged|cannot write"):
        Ledger.open(ledger.folder)
    assert database.read_bytes() == spoilt[damage]
    assert len(list(ledger.originals.all())) == 3


@pytest.mark.parametrize("statement", [0, 1, 3, 6, 12, 20])
def test_a_crash_while_a_ledger_is_made_leaves_one_that_opens(statement: int, tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    died = subprocess.run([sys.executable, "-c", DIES + OPEN, folder, "create", str(statement)], check=False)
    assert died.returncode == 9
    with Ledger.open(folder) as ledger:
        assert ledger.add(quay().report, b"x") and ledger.unread() == [quay().report.id]


def test_a_ledger_that_may_not_be_written_is_told(shared: Path) -> None:
    with Ledger.open(shared / "ledger") as ledger:
        ledger.add(quay().report, b"x")
    for path in (shared / "ledger", *(shared / "ledger").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    said = trouble_as_nobody(shared / "ledger", create=True)
    assert said.startswith("LedgerError: cannot write the ledger") and "permissions" in said
    with Ledger.open(shared / "ledger") as again:
        assert [fault and fault.kind for fault in verify(again)] == [None, "unread"]


def test_a_folder_where_none_can_be_made_is_told(shared: Path) -> None:
    shared.chmod(0o555)
    assert trouble_as_nobody(shared / "ledger", create=True).startswith("LedgerError: cannot write the ledger")


@pytest.mark.parametrize("create", [False, True])
def test_a_folder_that_may_not_be_entered_is_told(create: bool, shared: Path) -> None:
    Ledger.open(shared / "ledger").close()
    (shared / "ledger").chmod(0)
    assert trouble_as_nobody(shared / "ledger", create).startswith("LedgerError: ")


def test_somebody_who_may_do_it_opens_it(shared: Path) -> None:
    shared.chmod(0o777)
    assert trouble_as_nobody(shared / "ledger", create=True) == "opened"
