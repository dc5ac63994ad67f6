"""``sayso add``: what is good is kept, what is bad is told, and nothing stops the batch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import WEEK, batch, rows, sayso, write_jsonl

GOOD = {"text": "EXERCISE. The army shelled Ostport on Monday.", "outlet": "Courier", "published": "2019-03-13"}


def test_adding_the_week_a_second_time_adds_nothing(own_week: Path) -> None:
    before = rows("reports", own_week)
    files = sorted(path for path in own_week.rglob("*") if path.is_file() and "originals" in path.parts)
    again = sayso("add", WEEK, "-l", own_week)
    assert again.returncode == 0
    assert "0 added, 8 already there" in again.stderr
    assert rows("reports", own_week) == before and len(before) == 8
    assert sorted(path for path in own_week.rglob("*") if path.is_file() and "originals" in path.parts) == files


def test_outlet_and_date_are_taken_as_given(tmp_path: Path) -> None:
    done = sayso(
        "add", WEEK / "wire.txt", "--outlet", "Wadi Wire", "--published", "13 March 2019", "-l", tmp_path / "l"
    )
    assert done.returncode == 0
    (row,) = rows("reports", tmp_path / "l")
    assert (row["outlet"], row["published"]) == ("Wadi Wire", "2019-03-13")
    assert row["claims"] > 5 and row["incidents"] > 1


def test_bad_items_are_told_with_where_and_why_and_the_others_are_added(tmp_path: Path) -> None:
    lines = [
        json.dumps(GOOD),
        "{broken",
        '{"text": ""}',
        '{"outlet": "nobody"}',
        "[1]",
        '{"text": "nul \\u0000"}',
        json.dumps({**GOOD, "text": "EXERCISE. They fled on Sunday."}),
        '{"text": "EXERCISE. Cut o',
    ]
    (tmp_path / "batch.jsonl").write_text("\n".join(lines), "utf-8")
    done = sayso("add", tmp_path / "batch.jsonl", tmp_path / "none.txt", "-l", tmp_path / "l", "--jobs", 1)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith("failed: ")]
    for line, number in zip(told, (2, 3, 4, 5, 6, 8), strict=False):
        assert line.startswith(f"failed: {tmp_path / 'batch.jsonl'}:{number}: ") and line.endswith(".")
    assert "cut off" in told[5]
    assert told[6].startswith(f"failed: {tmp_path / 'none.txt'}: ") and len(told) == 7
    assert "2 added, 7 failed" in done.stderr
    assert len(rows("reports", tmp_path / "l")) == 2


FILES = {
    "empty.txt": (b"", "no text"),
    "blank.txt": (b" \n\t\n", "no text"),
    "binary.txt": (b"\x00\x01\x02" * 100, "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
    "empty.jsonl": (b"", "no rows"),
    "empty.csv": (b"", ""),
    "none.csv": (b"a,b\n1,2\n", "text"),
}


def test_files_that_are_no_reports_fail_each_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(GOOD["text"])
    done = sayso("add", folder, "-l", tmp_path / "l", "--jobs", 1)
    assert done.returncode == 1
    told = {line.split(": ")[1]: line for line in done.stderr.splitlines() if line.startswith("failed: ")}
    for name, (_, reason) in FILES.items():
        line = next(told[origin] for origin in told if origin.startswith(str(folder / name)))
        assert reason in line
    assert len(rows("reports", tmp_path / "l")) == 1


def test_latin_1_is_read_and_said_to_be_a_guess(tmp_path: Path) -> None:
    text = "EXERCISE. La milice a bombardé le port d'Ostport près de la forêt, à côté de l'église."
    (tmp_path / "a.txt").write_bytes(text.encode("latin-1"))
    done = sayso("add", tmp_path / "a.txt", "-l", tmp_path / "l")
    assert done.returncode == 0 and "note: " in done.stderr and "guess" in done.stderr
    (row,) = rows("reports", tmp_path / "l")
    assert sayso("show", row["id"], "-l", tmp_path / "l", "--format", "json").stdout.count("bombardé") >= 1


def test_a_file_of_50_megabytes_is_refused_and_the_batch_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-big.txt").write_bytes(b"words " * 8_400_000)
    (folder / "b-good.txt").write_text(GOOD["text"])
    done = sayso("add", folder, "-l", tmp_path / "l", "--jobs", 1)
    assert done.returncode == 1
    assert "Has 50.4 MB, and one report may have 20 MB" in done.stderr
    assert len(rows("reports", tmp_path / "l")) == 1


def test_a_row_over_the_limit_is_refused_and_the_batch_goes_on(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": "x" * 5000}, GOOD])
    done = sayso("add", path, "-l", tmp_path / "l", "--limit-mb", 0.002)
    assert done.returncode == 1 and f"failed: {path}:1: " in done.stderr and "1 added, 1 failed" in done.stderr


@pytest.mark.parametrize(("number", "jobs"), [("9" * 25, 1), ("9" * 25, 2), ("9" * 400, 1)], ids=["25", "25-2", "400"])
def test_a_number_too_big_to_keep_does_not_stop_the_batch(number: str, jobs: int, tmp_path: Path) -> None:
    strange = {"text": f"EXERCISE. The army shelled Ostport on Monday, killing {number} people, a guard said."}
    path = write_jsonl(tmp_path / "a.jsonl", [strange, *batch(3)])
    done = sayso("add", path, "-l", tmp_path / "l", "--jobs", jobs)
    assert done.returncode in (0, 1)
    found = rows("reports", tmp_path / "l")
    assert len(found) == 4 and all(row["claims"] for row in found[1:])


def test_columns_of_a_batch_are_named_and_unknown_ones_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('body,when\n"EXERCISE. They fled on Monday.",2019-03-13\n')
    done = sayso("add", tmp_path / "a.csv", "--column", "text=body", "--column", "published=when", "-l", tmp_path / "l")
    assert done.returncode == 0
    assert [row["published"] for row in rows("reports", tmp_path / "l")] == ["2019-03-13"]
    for wrong in ("words=body", "text", "=body"):
        done = sayso("add", tmp_path / "a.csv", "--column", wrong, "-l", tmp_path / "m")
        assert done.returncode == 2 and "Error: " in done.stderr
    assert not (tmp_path / "m").exists()


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = sayso("add", "-", "-l", tmp_path / "l", "--jobs", 1, input=GOOD["text"])
    assert done.returncode == 0 and len(rows("reports", tmp_path / "l")) == 1


def test_quiet_says_nothing_but_errors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD["text"])
    done = sayso("add", tmp_path / "a.txt", "-q", "-l", tmp_path / "l", "--jobs", 1)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = sayso("add", tmp_path / "none.txt", "-q", "-l", tmp_path / "l", "--jobs", 1)
    assert done.returncode == 1 and done.stderr.startswith("failed: ")


@pytest.mark.parametrize("published", ["yesterday-ish", "2019-13-45"])
def test_a_date_that_is_none_is_a_wrong_option(published: str, tmp_path: Path) -> None:
    done = sayso("add", WEEK / "wire.txt", "--published", published, "-l", tmp_path / "l")
    assert done.returncode == 2 and "published" in done.stderr and not (tmp_path / "l").exists()


def test_a_file_in_the_ledgers_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "l").write_text("mine")
    done = sayso("add", WEEK / "wire.txt", "-l", tmp_path / "l")
    assert done.returncode == 1 and done.stderr.startswith("Error: ")
    assert (tmp_path / "l").read_text() == "mine"


def test_several_processes_find_the_same_as_one(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", batch(8))
    for jobs in (1, 2):
        assert sayso("add", path, "-l", tmp_path / f"l{jobs}", "--jobs", jobs).returncode == 0
    assert rows("claims", tmp_path / "l1") == rows("claims", tmp_path / "l2")
    assert rows("incidents", tmp_path / "l1") == rows("incidents", tmp_path / "l2")
