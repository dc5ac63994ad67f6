"""``sayso show``, ``verify`` and ``dossier``, and the help of every command."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from running import rows, sayso, sayso_process, write_jsonl

from sayso.cli import main


def test_a_claim_is_shown_with_its_words_and_chain(week: Path) -> None:
    claim = next(row for row in rows("claims", week) if len(row["chain"]) > 1)
    done = sayso("show", claim["id"], "-l", week)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Claim {claim['id']}: ")
    assert f"»{claim['words']}«" in done.stdout and " <- " in done.stdout
    as_json = json.loads(sayso("show", claim["id"], "-l", week, "--format", "json").stdout)
    assert as_json["kind"] == "claim" and as_json["words"] == claim["words"]


def test_an_incident_is_shown_with_its_claims(week: Path) -> None:
    incident = max(rows("incidents", week), key=lambda row: row["claims"])
    done = sayso("show", incident["id"], "-l", week)
    assert done.returncode == 0 and done.stdout.startswith(f"Incident {incident['id']}: ")
    assert f"Claims ({incident['claims']})" in done.stdout
    as_json = json.loads(sayso("show", incident["id"], "-l", week, "--format", "json").stdout)
    assert as_json["kind"] == "incident" and len(as_json["claim_rows"]) == incident["claims"]


def test_a_report_is_shown_with_its_text(week: Path) -> None:
    report = rows("reports", week, "--outlet", "Wadi Wire") or rows("reports", week)
    done = sayso("show", report[0]["id"], "-l", week)
    assert done.returncode == 0 and done.stdout.startswith(f"Report {report[0]['id']}: ")
    assert f"Incidents ({report[0]['incidents']})" in done.stdout and f"Claims ({report[0]['claims']})" in done.stdout
    assert "invented" in done.stdout.lower()


def test_a_report_is_shown_by_its_own_id_too(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"id": "own-7", "text": "EXERCISE. They fled."}])
    assert sayso("add", path, "-l", tmp_path / "l").returncode == 0
    assert "EXERCISE. They fled." in sayso("show", "own-7", "-l", tmp_path / "l").stdout


def test_an_own_id_that_several_reports_have_is_not_taken_for_one_of_them(tmp_path: Path) -> None:
    for number in (1, 2):
        path = write_jsonl(tmp_path / f"{number}.jsonl", [{"id": "1", "text": f"EXERCISE {number}. They fled."}])
        assert sayso("add", path, "-l", tmp_path / "l", "-q").returncode == 0
    first, second = (row["id"] for row in rows("reports", tmp_path / "l", "--report", "1"))
    for command in (("show", "1"), ("reuse", "--report", "1"), ("dossier", "--report", "1", "-o", tmp_path / "d.html")):
        done = sayso(*command, "-l", tmp_path / "l")
        assert (done.returncode, done.stdout) == (1, "")
        assert f"several reports have the own id '1': {first}, {second}; say which by its id" in done.stderr
    assert "EXERCISE 2." in sayso("show", second, "-l", tmp_path / "l").stdout


def test_a_source_is_shown_with_what_it_says(week: Path) -> None:
    source = next(
        row for row in rows("sources", week) if not row["is_outlet"] and row["claims"] > 1 and row["name"] != "He"
    )
    done = sayso("show", source["name"].upper(), "-l", week)
    assert done.returncode == 0
    assert done.stdout.startswith(f"Source {source['name'].upper()}: {source['claims']} claims")


@pytest.mark.parametrize("name", ["000000000000.e1", "%", "", "'; DROP TABLE claims; --"])
def test_an_unknown_id_is_told(name: str, week: Path) -> None:
    done = sayso("show", name, "-l", week)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: nothing called ") and "`sayso incidents`" in done.stderr


# dossier


def test_a_dossier_is_one_page_with_every_report(week: Path, tmp_path: Path) -> None:
    done = sayso("dossier", "-l", week, "-o", tmp_path / "out.html", "--title", "One week <1>")
    assert done.returncode == 0 and "8 reports" in done.stderr
    page = (tmp_path / "out.html").read_text("utf-8")
    assert page.lower().startswith("<!doctype html") and "One week &lt;1&gt;" in page
    assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?https?:", page), "it needs nothing else"


def test_a_dossier_of_one_report(week: Path, tmp_path: Path) -> None:
    report = rows("reports", week)[0]["id"]
    done = sayso("dossier", "-l", week, "-o", tmp_path / "one.html", "--report", report)
    assert done.returncode == 0 and "1 report" in done.stderr
    assert sayso("dossier", "-l", week, "-o", tmp_path / "no.html", "--report", "nobody").returncode == 1
    assert not (tmp_path / "no.html").exists()


def test_a_dossier_that_cannot_be_written_is_told(week: Path, tmp_path: Path) -> None:
    done = sayso("dossier", "-l", week, "-o", tmp_path / "no" / "out.html")
    assert done.returncode == 1 and "choose another file with -o" in done.stderr


def test_a_dossier_into_a_pipe_has_no_size(week: Path) -> None:
    done = sayso_process("dossier", "-l", week, "-o", "/dev/stdout")
    assert done.returncode == 0 and done.stdout.lower().startswith("<!doctype html")
    assert done.stderr == "/dev/stdout: 8 reports\n"


# verify


def test_what_is_whole_is_said_to_be(week: Path) -> None:
    done = sayso("verify", "-l", week)
    assert (done.returncode, done.stdout) == (0, "8 reports intact, 0 lost or changed\n")
    as_json = json.loads(sayso("verify", "-l", week, "--format", "json").stdout)
    assert as_json == {"intact": 8, "faults": []}


def test_a_lost_original_is_told(own_week: Path) -> None:
    path = next((own_week / "originals").glob("??/*"))
    path.unlink()
    done = sayso("verify", "-l", own_week)
    assert done.returncode == 1
    assert (
        "missing: " in done.stdout and path.name in done.stdout and "7 reports intact, 1 lost or changed" in done.stdout
    )


def test_a_changed_original_is_told(own_week: Path) -> None:
    path = next((own_week / "originals").glob("??/*"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    done = sayso("verify", "-l", own_week, "--format", "json")
    assert done.returncode == 1
    assert [fault["kind"] for fault in json.loads(done.stdout)["faults"]] == ["changed"]


def test_a_changed_text_is_told(own_week: Path) -> None:
    database = sqlite3.connect(own_week / "ledger.sqlite")
    with database:
        database.execute("UPDATE reports SET text = text || '!' WHERE number = 1")
    database.close()
    done = sayso("verify", "-l", own_week)
    assert done.returncode == 1 and done.stdout.startswith("text: ")


@pytest.mark.parametrize("change", ["UPDATE reports SET outlet = 'Nobody' WHERE number = 1", "DELETE FROM reports"])
def test_a_changed_outlet_and_lost_reports_are_told(change: str, own_week: Path) -> None:
    database = sqlite3.connect(own_week / "ledger.sqlite")
    with database:
        lost = database.execute(change).rowcount
    database.close()
    done = sayso("verify", "-l", own_week)
    kind = "stated" if lost == 1 else "stray"
    assert done.returncode == 1 and done.stdout.count(f"{kind}: ") == lost in (1, 8)


def test_a_database_that_is_gone_is_told(own_week: Path) -> None:
    for path in own_week.glob("ledger.sqlite*"):
        path.unlink()
    done = sayso("verify", "-l", own_week)
    assert done.returncode == 1 and "is gone, but 8 originals are there" in done.stderr
    path = write_jsonl(own_week.parent / "a.jsonl", [{"text": "EXERCISE. They fled."}])
    added = sayso("add", path, "-l", own_week)
    assert added.returncode == 0
    assert re.match(r"note: .* is gone, but 8 originals are there; a new one was made: ", added.stderr)
    done = sayso("verify", "-l", own_week)
    assert done.returncode == 1 and "1 reports intact, 8 lost or changed" in done.stdout


def test_a_leftover_part_is_noted_and_no_fault(own_week: Path) -> None:
    folder = next((own_week / "originals").glob("??"))
    (folder / ".part-x").write_bytes(b"half")
    done = sayso("verify", "-l", own_week)
    assert done.returncode == 0 and "leftover: " in done.stdout and "1 to note" in done.stdout


@pytest.mark.parametrize("command", ["verify", "claims"])
def test_a_hole_in_the_database_is_told(command: str, own_week: Path) -> None:
    path = own_week / "ledger.sqlite"
    data = bytearray(path.read_bytes())
    data[20 * 4096 :] = b"\xff" * (len(data) - 20 * 4096)
    path.write_bytes(data)
    done = sayso(command, "-l", own_week)
    assert done.returncode == 1 and "database" in done.stdout + done.stderr


# help


@pytest.mark.parametrize("command", sorted(main.commands))
def test_the_help_of_every_command_has_an_example(command: str) -> None:
    done = sayso(command, "--help")
    assert done.returncode == 0
    assert re.search(rf"Examples?:\n(?:\s+sayso .*\|)?\s+sayso {command}\b", done.stdout)


def test_the_first_help_lists_every_command_and_how_to_begin() -> None:
    done = sayso("-h")
    assert done.returncode == 0 and "sayso add examples/" in done.stdout
    for command in main.commands:
        assert re.search(rf"^  {command} ", done.stdout, re.M)
    assert re.fullmatch(r"sayso, version \d+\.\d+\.\d+\n", sayso("--version").stdout)
    assert sayso("nonsense").returncode == 2
