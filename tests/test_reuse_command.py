"""``sayso reuse``. EXERCISE: all reports are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.commands import reuse as command
from sayso.ledger import Ledger
from sayso.records import Report
from sayso.weighing.reuse import MIN_WORDS, SHORTEST

PASSAGE = (
    "Shells fell on the fish market of Ostport shortly before noon, killing nine traders and two porters, "
    "while guards fired back from the northern pier"
)
REPORTS = (
    Report("aaaaaaaaaaaa", f"Rain kept most boats in harbour. {PASSAGE}.", "Wadi Wire", published="1931-03-02"),
    Report("bbbbbbbbbbbb", f"{PASSAGE}, our reporter says.", "=Courier()", published="1931-03-03", external_id="own-1"),
    Report("cccccccccccc", f"Again: {PASSAGE}\x1b[31m. {PASSAGE.upper()}", "wadi  wire"),
    Report("dddddddddddd", "Nothing happened.", "Wadi Wire", published="1931-03-04"),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    with Ledger.open(folder) as made:
        for report in REPORTS:
            made.add(report, report.text.encode())
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["reuse", *map(str, arguments)])


def rows(*arguments: object) -> list[dict[str, Any]]:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_both_passages_and_who_was_first(ledger: Path) -> None:
    found = {(r["report"][0], r["other"][0]): r for r in rows("-l", ledger)}
    assert set(found) == {("b", "a"), ("c", "a"), ("c", "b")}
    one = found["b", "a"]
    assert one["passage"] == one["other_passage"] == PASSAGE
    assert (one["outlet"], one["other_outlet"]) == ("=Courier()", "Wadi Wire")
    assert (one["published"], one["other_published"], one["first"]) == ("1931-03-03", "1931-03-02", "aaaaaaaaaaaa")
    assert REPORTS[1].text[one["start"] : one["end"]] == PASSAGE
    assert (one["words"], found["c", "a"]["first"]) == (25, None)


def test_one_report_by_either_id(ledger: Path) -> None:
    for name in ("bbbbbbbbbbbb", "own-1"):
        assert {(r["report"][0], r["other"][0]) for r in rows("-l", ledger, "--report", name)} == {
            ("b", "a"),
            ("c", "b"),
        }
    assert rows("-l", ledger, "--report", "dddddddddddd") == []


def test_between_outlets(ledger: Path) -> None:
    assert {(r["report"][0], r["other"][0]) for r in rows("-l", ledger, "--between-outlets")} == {
        ("b", "a"),
        ("c", "b"),
    }


def test_min_words(ledger: Path) -> None:
    assert len(rows("-l", ledger, "--min-words", 25)) == 3
    assert rows("-l", ledger, "--min-words", 26) == []
    done = run("-l", ledger, "--min-words", 11)
    assert done.exit_code == 2 and "12" in done.output


def test_csv_holds_the_same_and_runs_no_formula(ledger: Path) -> None:
    done = run("-l", ledger, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    for line, row in zip(found, rows("-l", ledger), strict=True):
        assert list(line) == list(row)
        assert line["passage"] == row["passage"] and int(line["words"]) == row["words"]
    assert {line["outlet"] for line in found} == {"'=Courier()", "wadi  wire"}
    assert run("-l", ledger, "--min-words", 26, "--format", "csv").stdout.startswith("report,outlet,published,")


def test_the_table_is_safe_to_look_at(ledger: Path) -> None:
    done = run("-l", ledger)
    assert done.exit_code == 0 and "Shells fell on" in done.stdout and "\x1b" not in done.stdout
    assert "no reuse" in run("-l", ledger, "--min-words", 26).stdout


def test_errors_say_what_to_do(ledger: Path, tmp_path: Path) -> None:
    done = run("-l", ledger, "--report", "x")
    assert done.exit_code == 1 and "no report 'x'" in done.output and "sayso reports" in done.output
    done = run("-l", tmp_path / "none")
    assert done.exit_code == 1 and "sayso add" in done.output


def test_numbers_in_the_options_are_those_of_the_search() -> None:
    assert (command.SHORTEST, command.MIN_WORDS) == (SHORTEST, MIN_WORDS)
