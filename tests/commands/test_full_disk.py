"""A full disk: a clear error, nothing spoilt, and the next run goes on where there is room again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import batch, is_root, kept, rows, sayso_process, write_jsonl

NUMBER = 100


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    if not is_root():
        pytest.skip("only root may make a small disk (mount)")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"no small disk can be made here: {made.stderr.decode()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_what_was_kept_is_whole(disk: Path, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "batch.jsonl", [r | {"text": r["text"] + "x" * 25_000} for r in batch(NUMBER)])
    ledger = disk / "ledger"
    done = sayso_process("add", path, "-l", ledger, "--jobs", 1)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Error: cannot write the ledger")
    assert "what was reported as added is safe" in done.stderr
    before = kept(ledger)
    assert 0 < before < NUMBER
    checked = sayso_process("verify", "-l", ledger)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(rows("reports", ledger)) == before

    again = sayso_process("add", path, "-l", ledger, "--jobs", 1)
    assert again.returncode == 1 and "cannot write the ledger" in again.stderr

    subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
    done = sayso_process("add", path, "-l", ledger, "--jobs", 1)
    assert done.returncode == 0, done.stderr
    found = rows("reports", ledger)
    assert len(found) == NUMBER and all(row["reader"] and not row["error"] for row in found)
    assert sayso_process("verify", "-l", ledger).returncode == 0


def test_a_disk_without_any_room_is_told(disk: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        (disk / "filler").write_bytes(b"x" * 4_000_000)
    done = sayso_process("add", write_jsonl(tmp_path / "batch.jsonl", batch(1)), "-l", disk / "ledger")
    assert done.returncode == 1 and "cannot write the ledger" in done.stderr


def test_a_dossier_for_which_there_is_no_room_is_told(disk: Path, week: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        (disk / "filler").write_bytes(b"x" * 4_000_000)
    done = sayso_process("dossier", "-l", week, "-o", disk / "out.html")
    assert done.returncode == 1 and "cannot write" in done.stderr
