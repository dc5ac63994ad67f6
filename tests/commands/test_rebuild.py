"""``sayso rebuild``: unchanged input gives an identical ledger, also when it was killed on its way."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from running import COMMAND, batch, rows, sayso, write_jsonl

TABLES = ("readings", "told", "incidents", "accounts", "likely", "blocks", "names", "claims", "links", "reports")


def contents(ledger: Path) -> dict[str, list[str]]:
    """Every row of every table in a fixed order, without when it was read."""
    database = sqlite3.connect(ledger / "ledger.sqlite")
    database.row_factory = sqlite3.Row
    try:
        return {
            table: sorted(
                repr([(k, v) for k, v in dict(row).items() if k != "read_at"])
                for row in database.execute(f"SELECT * FROM {table}")
            )
            for table in TABLES
        }
    finally:
        database.close()


def test_a_rebuild_changes_nothing(own_week: Path) -> None:
    before = contents(own_week)
    assert all(before[table] for table in TABLES)
    done = sayso("rebuild", "-l", own_week)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"8 reports derived again (ledger: {own_week})\n"
    assert contents(own_week) == before
    again = sayso("rebuild", "-l", own_week, "--read", "--jobs", 1, "--quiet")
    assert (again.returncode, again.stderr) == (0, "")
    assert contents(own_week) == before
    assert sayso("verify", "-l", own_week).stdout == "8 reports intact, 0 lost or changed\n"


def test_decisions_are_left_alone(own_week: Path) -> None:
    (own_week / "decisions.jsonl").write_text("{}\n", "utf-8")
    assert sayso("rebuild", "-l", own_week).returncode == 0
    assert (own_week / "decisions.jsonl").read_text("utf-8") == "{}\n"


def test_an_empty_ledger_and_none(tmp_path: Path) -> None:
    done = sayso("rebuild", "-l", tmp_path / "none")
    assert done.returncode == 1 and done.stderr.startswith("Error: no ledger at ") and not (tmp_path / "none").exists()
    (tmp_path / "nothing.jsonl").write_text("")
    sayso("add", tmp_path / "nothing.jsonl", "-l", tmp_path / "empty")
    assert sayso("rebuild", "-l", tmp_path / "empty").stderr == f"no reports (ledger: {tmp_path / 'empty'})\n"


def test_a_table_that_cannot_be_read_changes_nothing(own_week: Path) -> None:
    before = contents(own_week)
    (own_week / "actors.toml").write_text("[oops\n", "utf-8")
    done = sayso("rebuild", "-l", own_week)
    assert done.returncode == 1 and "actors.toml" in done.stderr and "nothing was changed" in done.stderr
    added = sayso("add", write_jsonl(own_week.parent / "more.jsonl", batch(1)), "-l", own_week)
    assert added.returncode == 1 and added.stderr.startswith("Error: ") and "actors.toml" in added.stderr
    assert contents(own_week) == before


def test_reports_of_which_one_has_the_others_id_as_its_own_are_both_there(tmp_path: Path) -> None:
    """As when what was read is added again as a batch."""
    ledger, path, again = tmp_path / "ledger", tmp_path / "a.txt", tmp_path / "r.jsonl"
    path.write_text("EXERCISE. The army said that the rebels will attack Ostport on Friday.", "utf-8")
    assert sayso("read", path, "--format", "json", "-o", again).returncode == 0
    assert sayso("add", again, "-l", ledger, "--outlet", "Wadi Wire", "-q").returncode == 0
    assert sayso("add", path, "-l", ledger, "-q").returncode == 0
    second, first = (row["id"] for row in rows("reports", ledger))
    assert [row["external_id"] for row in rows("reports", ledger)] == [first, None]
    for _ in range(2):
        assert [row["report"] for row in rows("forecasts", ledger)].count(first) == 1
        assert [row["report"] for row in rows("forecasts", ledger)].count(second) == 1
        assert sayso("show", first, "-l", ledger).stdout.startswith(f"Report {first}: ")
        done = sayso("rebuild", "-l", ledger)
        assert (done.returncode, done.stderr) == (0, f"2 reports derived again (ledger: {ledger})\n")
    assert sayso("verify", "-l", ledger).stdout == "2 reports intact, 0 lost or changed\n"


def test_who_adds_to_or_asks_a_ledger_that_was_joined_by_other_weights_is_told(own_week: Path) -> None:
    with sqlite3.connect(own_week / "ledger.sqlite") as database:
        assert database.execute("UPDATE meta SET value = '0 other' WHERE key = 'joined'").rowcount == 1
    database.close()
    path = write_jsonl(own_week.parent / "more.jsonl", batch(1))
    for command in (("incidents",), ("add", path), ("add", path, "-q")):
        said = sayso(*command, "-l", own_week).stderr
        assert "note: incidents were joined by other weights or rules" in said
        assert f"run `sayso rebuild -l {own_week}`\n" in said
    assert "note: " not in sayso("rebuild", "-l", own_week).stderr
    assert sayso("incidents", "-l", own_week).stderr == ""


def test_killed_at_random_moments_it_is_finished_by_the_next_run(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "batch.jsonl", batch(40))
    ledger = tmp_path / "ledger"
    assert sayso("add", path, "-l", ledger, "--jobs", 1).returncode == 0
    before = contents(ledger)
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    for jobs, finish in ((1, "rebuild"), (2, "add"), (1, "add")):
        process = subprocess.Popen(
            [*COMMAND, "rebuild", "-l", str(ledger), "--jobs", str(jobs)],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.6, 2.5))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert sayso("verify", "-l", ledger).returncode == 0, f"seed {seed}"
        assert len(rows("reports", ledger)) == 40
        ids = {row["id"] for row in rows("incidents", ledger)}
        assert all(row["incident"] in ids for row in rows("claims", ledger) if row["incident"]), f"seed {seed}"
        assert sayso(*(("add", path) if finish == "add" else ("rebuild",)), "-l", ledger).returncode == 0
        assert contents(ledger) == before, f"seed {seed}"


def test_who_asks_a_ledger_that_is_behind_is_told(own_week: Path) -> None:
    with sqlite3.connect(own_week / "ledger.sqlite") as database:
        database.execute("UPDATE readings SET derived = 0")
    database.close()
    for command in (("incidents",), ("show", "x"), ("verify",), ("checks",)):
        said = sayso(*command, "-l", own_week).stderr
        assert f"note: 8 of 8 reports are still to be derived again: run `sayso rebuild -l {own_week}`\n" in said
    assert "note: " not in sayso("rebuild", "-l", own_week).stderr
    assert sayso("incidents", "-l", own_week).stderr == ""
