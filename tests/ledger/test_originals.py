"""Original bytes are kept once, whole or not at all, and never changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger.originals import Originals

DATA = b"exactly\r\nas published \xff\x00"
NAME = hashlib.sha256(DATA).hexdigest()

# Runs in a process of its own and dies, or is stopped, while the bytes are being written.
DIES = "import os; os.fsync = lambda _: os._exit(9)"
NO_SPACE = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))"
PUT = """
from pathlib import Path
from sayso.ledger.originals import Originals
import sys
Originals(Path(sys.argv[1])).put(sys.argv[2].encode() * 10_000)
"""


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals")


def put_elsewhere(folder: Path, trouble: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", trouble + "\n" + PUT, folder, "x"], capture_output=True, text=True, check=False
    )


def test_bytes_come_back_exactly(originals: Originals) -> None:
    assert originals.put(DATA) == NAME
    assert originals.get(NAME) == DATA
    assert originals.path(NAME) == originals.folder / NAME[:2] / NAME


def test_nothing_is_also_kept(originals: Originals) -> None:
    assert originals.get(originals.put(b"")) == b""


def test_the_same_bytes_are_kept_once_and_not_written_again(originals: Originals) -> None:
    originals.put(DATA)
    before = originals.path(NAME).stat()
    assert originals.put(DATA) == NAME
    after = originals.path(NAME).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert list(originals.all()) == [originals.path(NAME)]


def test_a_kept_file_may_not_be_written(originals: Originals) -> None:
    originals.put(DATA)
    assert originals.path(NAME).stat().st_mode & 0o222 == 0


def test_all_gives_the_files_in_order_of_name(originals: Originals) -> None:
    names = sorted(originals.put(bytes([n])) for n in range(20))
    assert [path.name for path in originals.all()] == names


def test_an_unknown_hash_is_not_found(originals: Originals) -> None:
    assert list(originals.all()) == [] and list(originals.leftovers()) == []
    with pytest.raises(FileNotFoundError):
        originals.get(NAME)


def test_a_crash_while_writing_leaves_a_leftover_and_no_original(originals: Originals) -> None:
    assert put_elsewhere(originals.folder, DIES).returncode == 9
    assert list(originals.all()) == []
    (leftover,) = originals.leftovers()
    name = originals.put(b"x" * 10_000)
    assert originals.get(name) == b"x" * 10_000
    assert list(originals.all()) == [originals.path(name)]
    assert list(originals.leftovers()) == [leftover]


def test_no_room_for_all_of_it_leaves_nothing(originals: Originals) -> None:
    done = put_elsewhere(originals.folder, NO_SPACE)
    assert done.returncode == 1 and "OSError" in done.stderr
    assert [path for path in originals.folder.rglob("*") if path.is_file()] == []
