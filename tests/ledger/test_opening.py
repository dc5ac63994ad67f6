"""Opening a ledger: what cannot be opened is refused with a sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ledger_made import hill, keep, quay
from sqlalchemy import inspect

from sayso.ledger import Behind, Ledger, LedgerError, joining, query, verify

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
    return as_nobody(lambda: opened(folder, create))


def opened(folder: Path, create: bool) -> str:
    Ledger.open(folder, create=create).close()
    return "opened"


def claims_of(folder: Path) -> str:
    """How many claims a ledger gives, and what ``verify`` finds in it."""
    with Ledger.open(folder, create=False) as ledger:
        return f"{len(list(query.claims(ledger)))} claims, {len(list(verify(ledger)))} checked"


def lock(folder: Path) -> None:
    """Let nobody write in a folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def as_nobody(ask: Callable[[], str]) -> str:
    """The answer of a function that runs as somebody who may not do everything, or its error's kind and words."""
    assert joining, "loaded here, since another user may be unable to load anything"
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # no exec: another user may be unable to start this Python
        said = ""
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = ask()
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


@pytest.mark.parametrize("create", [False, True])
def test_a_file_is_no_ledger(create: bool, tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("mine")
    for folder in (tmp_path / "ledger", tmp_path / "ledger" / "below"):
        with pytest.raises(LedgerError, match="there is a file in its place"):
            Ledger.open(folder, create=create)
    assert (tmp_path / "ledger").read_text() == "mine"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"cannot write the ledger .* name too long"):
        Ledger.open(tmp_path / ("x" * 300))


@pytest.mark.parametrize("name", ["what?mode=memory", "50%20off", "a#b", "uri=true&x"])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / name) as ledger:
        keep(ledger, quay())
    assert (tmp_path / name / "ledger.sqlite").is_file()
    with Ledger.open(tmp_path / name, create=False) as ledger:
        assert ledger.size() == 1


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


def test_originals_without_their_database_are_told(ledger: Ledger) -> None:
    ledger.close()
    for path in ledger.folder.glob("ledger.sqlite*"):
        path.unlink()
    with pytest.raises(LedgerError, match=r"ledger\.sqlite is gone, but 3 originals are there: restore it from a copy"):
        Ledger.open(ledger.folder, create=False)
    with pytest.warns(Behind, match=r"is gone, but 3 originals are there; a new one was made"):
        Ledger.open(ledger.folder).close()
    with warnings.catch_warnings():
        warnings.simplefilter("error", Behind)
        Ledger.open(ledger.folder).close()


@pytest.mark.parametrize("statement", [0, 1, 3, 6, 12, 20])
def test_a_crash_while_a_ledger_is_made_leaves_one_that_opens(statement: int, tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    died = subprocess.run([sys.executable, "-c", DIES + OPEN, folder, "create", str(statement)], check=False)
    assert died.returncode == 9
    with Ledger.open(folder) as ledger:
        assert ledger.add(quay().report, b"x") and ledger.unread() == [quay().report.id]


@pytest.mark.parametrize("left", ["no row", "no row, two tables"])
def test_a_ledger_that_an_earlier_program_left_half_made_is_made(left: str, ledger: Ledger) -> None:
    ledger.close()
    with sqlite3.connect(ledger.folder / "ledger.sqlite") as database:
        database.execute("DELETE FROM meta")
        if left != "no row":
            database.execute("DROP INDEX ix_claims_type")
            database.execute("DROP TABLE links")
    database.close()
    with Ledger.open(ledger.folder) as again:
        assert again.size() == 3, "what there is stays"
        keep(again, quay())
        with again.connect() as connection:
            assert inspect(connection).has_index("claims", "ix_claims_type")
    Ledger.open(ledger.folder, create=False).close()


def test_many_at_once_make_one_ledger(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(tmp_path / "ledger"), "create"]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(6)]
    assert [process.communicate(timeout=60)[1] for process in started] == [""] * 6
    with Ledger.open(tmp_path / "ledger", create=False) as ledger:
        assert ledger.size() == 0


def test_opening_and_asking_write_nothing(ledger: Ledger) -> None:
    ledger.close()
    database = ledger.folder / "ledger.sqlite"
    before = (database.stat().st_mtime_ns, database.read_bytes())
    for create in (True, False):
        with Ledger.open(ledger.folder, create) as again:
            assert len(list(query.claims(again))) == 5
    assert (database.stat().st_mtime_ns, database.read_bytes()) == before


def test_a_ledger_where_nothing_may_be_written_can_be_asked(shared: Path) -> None:
    with Ledger.open(shared / "a 100% ledger?") as ledger:
        keep(ledger, quay())
        keep(ledger, hill())
    lock(shared / "a 100% ledger?")
    assert as_nobody(lambda: claims_of(shared / "a 100% ledger?")) == "5 claims, 2 checked"


def test_a_ledger_that_somebody_else_has_open_can_be_asked(shared: Path) -> None:
    with Ledger.open(shared / "ledger") as ledger:
        keep(ledger, quay())
        lock(shared / "ledger")  # for others: who has it open writes on
        assert as_nobody(lambda: claims_of(shared / "ledger")) == "3 claims, 1 checked"


def test_what_was_not_written_to_the_end_is_not_passed_over_where_nothing_may_be_written(shared: Path) -> None:
    with Ledger.open(shared / "ledger") as ledger:
        keep(ledger, quay())
        shutil.copytree(ledger.folder, shared / "copy")  # as after a crash: the newest rows are in the log alone
    (shared / "copy" / "ledger.sqlite-shm").unlink()
    lock(shared / "copy")
    said = as_nobody(lambda: claims_of(shared / "copy"))
    assert said.startswith("LedgerError: cannot read the ledger") and "copy the whole folder" in said
    (shared / "copy").chmod(0o755)
    (shared / "copy" / "ledger.sqlite").chmod(0o644)
    with Ledger.open(shared / "copy", create=False) as ledger:
        assert len(list(query.claims(ledger))) == 3


def test_nothing_can_be_added_where_nothing_may_be_written(shared: Path) -> None:
    Ledger.open(shared / "ledger").close()
    lock(shared / "ledger")

    def add() -> str:
        with Ledger.open(shared / "ledger", create=False) as ledger:
            return str(ledger.add(quay().report, b"x"))

    assert as_nobody(add).startswith("LedgerError: cannot write the ledger")


def test_a_ledger_that_may_not_be_written_is_told(shared: Path) -> None:
    with Ledger.open(shared / "ledger") as ledger:
        ledger.add(quay().report, b"x")
    lock(shared / "ledger")
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
