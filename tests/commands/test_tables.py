"""The tables: for the eye, as CSV and as JSON; filters; and what to do when there is no ledger."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
from running import COMMAND, rows, sayso, write_jsonl

from sayso.ledger import query

KINDS = ("incidents", "claims", "sources", "reports")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rows_in_every_form(kind: str, week: Path) -> None:
    table = sayso(kind, "-l", week)
    assert table.returncode == 0 and table.stdout.splitlines()[0].split()[0] in ("id", "source")
    found = rows(kind, week)
    assert found
    lines = list(csv.reader(io.StringIO(sayso(kind, "-l", week, "--format", "csv").stdout)))
    assert lines[0] == list(found[0])
    assert len(lines) == len(found) + 1 and {len(line) for line in lines} == {len(lines[0])}
    for line, row in zip(lines[1:], found, strict=True):
        first = next(iter(row.values()))
        assert line[0].removeprefix("'") == first


def test_nothing_found_is_no_error(week: Path) -> None:
    for kind in KINDS:
        done = sayso(kind, "-l", week, "--outlet", "No Such Outlet")
        assert (done.returncode, done.stdout) == (0, f"no {kind}\n")
    assert rows("claims", week, "--outlet", "No Such Outlet") == []


@pytest.mark.parametrize("kind", KINDS)
def test_csv_has_its_columns_also_over_nothing(kind: str, week: Path) -> None:
    done = sayso(kind, "-l", week, "--outlet", "No Such Outlet", "--format", "csv")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert done.stdout.strip().split(",") == list(rows(kind, week)[0])


@pytest.mark.parametrize("marks", ["%", "_", "'", "?!"])
def test_a_source_of_marks_alone_is_nobody(marks: str, week: Path) -> None:
    assert rows("claims", week, "--source", marks) == rows("sources", week, "--source", marks) == []


def test_cells_that_a_spreadsheet_would_run_are_defused(tmp_path: Path) -> None:
    odd = ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)"]
    reports = [
        {"id": bad, "outlet": bad, "title": bad, "text": f"EXERCISE {n}. They fled."} for n, bad in enumerate(odd)
    ]
    assert sayso("add", write_jsonl(tmp_path / "a.jsonl", reports), "-l", tmp_path / "l", "--jobs", 1).returncode == 0
    found = list(csv.DictReader(io.StringIO(sayso("reports", "-l", tmp_path / "l", "--format", "csv").stdout)))
    for row, bad in zip(found, odd, strict=True):
        assert (row["external_id"], row["outlet"], row["title"]) == (f"'{bad}",) * 3
    for kind in ("claims", "sources", "incidents"):
        for line in csv.reader(io.StringIO(sayso(kind, "-l", tmp_path / "l", "--format", "csv").stdout)):
            assert not [cell for cell in line if cell[:1] in "=+@" and cell]


def test_filters_narrow_what_is_listed(week: Path) -> None:
    everything = rows("claims", week)
    kind = everything[0]["type"]
    for name, value in (("--type", kind), ("--outlet", "courier"), ("--limit", 3)):
        found = rows("claims", week, name, value)
        assert 0 < len(found) < len(everything)
        assert all(row in everything for row in found)
    assert {row["type"] for row in rows("claims", week, "--type", kind)} == {kind}
    assert {row["status"] for row in rows("claims", week, "--status", "actual")} == {"actual"}
    courier = {row["id"] for row in rows("reports", week, "--outlet", "courier")}
    found = rows("incidents", week, "--outlet", "courier")
    assert found and all(courier & {mention["report"] for mention in row["mentions"]} for row in found)
    assert 0 < len(found) < len(rows("incidents", week))
    since = rows("incidents", week, "--since", "2019-03-15")
    assert since and all((row["end"] or row["start"]) >= "2019-03-15" for row in since)
    assert all(row["main"] for row in rows("incidents", week, "--main"))
    report = rows("reports", week, "--outlet", "reeds")[0]["id"]
    assert {row["report"] for row in rows("claims", week, "--report", report)} == {report}
    incident = everything[0]["incident"] or next(row["incident"] for row in everything if row["incident"])
    assert {row["incident"] for row in rows("claims", week, "--incident", incident)} == {incident}


def test_near_a_place_by_name_and_by_coordinates(week: Path) -> None:
    by_name = rows("incidents", week, "--near", "Mondo,5")
    assert all(row["lat"] is not None for row in by_name)
    placed = [r for r in rows("incidents", week) if r["lat"] and r["place_precision"] not in query.WIDE]
    assert len(rows("incidents", week, "--near", "Mao,20000")) == len(placed)
    assert rows("incidents", week, "--near", "-80,-150,1 km") == []


def test_what_is_only_in_a_country_is_near_no_place_and_told(own_week: Path) -> None:
    kinds = ("claims", "incidents")
    before = {kind: sayso(kind, "-l", own_week, "--near", "Mondo,5", "--limit", 1) for kind in kinds}
    with sqlite3.connect(own_week / "ledger.sqlite") as database:
        for kind in kinds:
            assert rows(kind, own_week, "--near", "Mondo,5") and before[kind].stderr == ""
            database.execute(f"UPDATE {kind} SET place_precision = 'country'")
    database.close()
    for kind in kinds:
        done = sayso(kind, "-l", own_week, "--near", "Mondo,5", "--limit", 1)
        assert (done.returncode, done.stdout) == (0, f"no {kind}\n")
        assert re.fullmatch(
            r"note: [1-9]\d* more are left out: a region or country is all that is known, .*\n", done.stderr
        )


def test_types_and_fates_each_have_their_names(week: Path) -> None:
    assert "killed" in {row["type"] for row in rows("claims", week, "--type", "killed")}
    for kind, value in (("claims", "air-strike"), ("incidents", "air-strike"), ("incidents", "killed")):
        done = sayso(kind, "-l", week, "--type", value)
        assert done.returncode == 2 and "airstrike" in done.stderr and done.stdout == ""
    assert "killed" in sayso("claims", "--help").stdout and "killed" not in sayso("incidents", "--help").stdout


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_id_is_told(kind: str, week: Path) -> None:
    for option in ("report", "incident") if kind == "claims" else ("report",):
        done = sayso(kind, "-l", week, f"--{option}", "nosuch")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"Error: no {option} 'nosuch' in {week}: `sayso {option}s -l {week}` lists them\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--since", "tomorrow"), ("--until", "2019-02-30"), ("--near", "Mao,far"), ("--near", "Qqqxzzv,5"), ("--near", "1.2.3,4,5"),
     ("--near", "91,4,5"), ("--near", "4,-180.5,5"), ("--near", "Mao,-1"), ("--near", "Mao,nan"), ("--near", "4,5,inf"), ("--near", ""),
     ("--status", "maybe"), ("--limit", "0"), ("--nonsense", "1")],
)  # fmt: skip
def test_a_wrong_option_is_told(option: str, value: str, week: Path) -> None:
    done = sayso("incidents", "-l", week, option, value)
    assert done.returncode == 2 and "Error: " in done.stderr and done.stdout == ""


@pytest.mark.parametrize("command", [("reports",), ("show", "x"), ("verify",), ("dossier",)])
def test_without_a_ledger_it_says_how_to_make_one(command: tuple[str, ...], tmp_path: Path) -> None:
    done = sayso(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "Error: no ledger at ledger: make one with `sayso add FILE -l ledger`\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("reports",), ("verify",), ("add", "none.txt")])
def test_a_damaged_ledger_is_told(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "ledger.sqlite").write_bytes(b"no database" * 1000)
    done = sayso(*command, cwd=tmp_path)
    assert done.returncode == 1 and "damaged" in done.stderr and done.stderr.startswith("Error: ")


def test_a_reader_that_stops_early_is_no_error(week: Path) -> None:
    line = " ".join(COMMAND) + f" claims -l '{week}' --format json | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
