"""Reports that were written to do harm, from the batch through to the page and the terminal."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from running import COMMAND, rows, sayso, write_jsonl

BAD = "</script><script>alert(1)</script><img src=x onerror=alert(1)>'\"><!-- {{7*7}}"
TERMINAL = "\x1b]0;owned\x07\x1b[31mred\u202e"
FIELDS = ("id", "outlet", "title", "url", "language", "author", "text")


def test_scripts_in_every_field_do_not_run_in_the_dossier(tmp_path: Path) -> None:
    strange = {field: BAD for field in FIELDS} | {"text": f"{BAD} The army shelled {BAD} on Monday, {BAD} said."}
    path = write_jsonl(tmp_path / "a.jsonl", [strange])
    assert sayso("add", path, "-l", tmp_path / "l").returncode == 0
    assert sayso("dossier", "-l", tmp_path / "l", "-o", tmp_path / "out.html", "--title", BAD).returncode == 0
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page and "<img" not in page and "49" not in page.split("alert(1)")[1][:60]


def test_nothing_from_a_report_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    strange = {field: f"{TERMINAL} {field}" for field in ("outlet", "title", "author", "text", "id")}
    path = write_jsonl(tmp_path / f"{TERMINAL[4:10]}.jsonl", [strange, {"text": 5}, {"id": TERMINAL}])
    done = sayso("add", path, "-l", tmp_path / "l")
    (row,) = rows("reports", tmp_path / "l")
    said = done.stderr
    for command in ("reports", "sources", "claims"):
        said += sayso(command, "-l", tmp_path / "l").stdout
    said += sayso("show", row["id"], "-l", tmp_path / "l").stdout + sayso("read", path).stdout
    said += sayso("show", TERMINAL, "-l", tmp_path / "l").stderr
    assert row["outlet"] == f"{TERMINAL} outlet", "kept as it was published"
    assert not set(said) & {"\x1b", "\x07", "\u202e"}


def test_fields_of_any_length_are_taken(tmp_path: Path) -> None:
    strange = {field: "x" * 100_000 for field in ("id", "outlet", "title", "author")} | {"text": "EXERCISE. They fled."}
    assert sayso("add", write_jsonl(tmp_path / "a.jsonl", [strange]), "-l", tmp_path / "l").returncode == 0
    assert sayso("reports", "-l", tmp_path / "l").returncode == 0
    assert sayso("dossier", "-l", tmp_path / "l", "-o", tmp_path / "out.html").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [("show", b"\xff"), ("claims", "--source", b"Caf\xe9"), ("incidents", "--place", b"\xff"), ("incidents", "--near", b"\xff,5"),
     ("sources", "--outlet", b"\xff"), ("reports", "--report", b"\xff"), ("contradictions", "--incident", b"\xff"), ("read", b"\xff.txt"),
     ("verify", "-l", b"\xff"), ("rebuild", "-l", b"\xff"), ("reports", "-l", b"\xff")],
)  # fmt: skip
def test_words_that_are_not_utf_8_are_told(arguments: tuple[str | bytes, ...], week: Path) -> None:
    ledger = () if "-l" in arguments or arguments[0] == "read" else ("-l", str(week))
    done = subprocess.run([*COMMAND, *arguments, *ledger], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr and done.returncode in (0, 1, 2)
    assert done.stderr or done.stdout.startswith(b"no ")


def test_a_ledger_and_a_report_may_have_a_path_that_is_not_utf_8(tmp_path: Path) -> None:
    """Or it is told that they may not."""
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text("EXERCISE. They fled.", "utf-8")
    for ledger in (os.fsencode(tmp_path) + b"/ledger", os.fsencode(tmp_path) + b"/\xffledger"):
        done = subprocess.run([*COMMAND, "add", path, "-l", ledger], capture_output=True, check=False)
        assert b"Traceback" not in done.stderr
        assert done.returncode == 0 or b"not UTF-8" in done.stderr
