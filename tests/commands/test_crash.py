"""Killed at any moment, ``sayso add`` loses nothing that it kept, and the next run finishes the work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from running import COMMAND, batch, kept, rows, sayso, write_jsonl

NUMBER = 120


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """The command in a session of its own, so that its workers can be found and ended."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def end(process: subprocess.Popen[Any]) -> None:
    """End the command and every worker that it left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        if true():
            return True
        time.sleep(0.005)
    return False


def in_order(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: str(row["id"]))


def test_killed_at_random_moments_it_loses_nothing_and_is_finished_by_the_next_run(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "batch.jsonl", batch(NUMBER))
    ledger = tmp_path / "ledger"
    assert sayso("add", path, "-l", tmp_path / "calm", "--jobs", 1).returncode == 0
    first = write_jsonl(tmp_path / "first.jsonl", batch(1))
    assert sayso("add", first, "-l", ledger).returncode == 0
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    safe: set[str] = set()
    for jobs in (1, 2, 2, 1):
        process = start("add", path, "-l", ledger, "--jobs", jobs)
        try:
            target = kept(ledger) + chance.randint(1, 20)
            wait_until(lambda p=process, t=target: p.poll() is not None or kept(ledger) >= t)  # type: ignore[misc]
            time.sleep(chance.uniform(0, 0.06))
            if chance.random() < 0.5:
                process.kill()  # the command alone; its workers live on for a moment
        finally:
            end(process)
        checked = sayso("verify", "-l", ledger)
        assert checked.returncode == 0, f"seed {seed}: {checked.stdout}{checked.stderr}"
        now = {row["id"] for row in rows("reports", ledger)}
        assert now >= safe, f"seed {seed}: lost {safe - now}"
        safe = now
    assert 1 < len(safe) < NUMBER, f"seed {seed}: no run was killed on its way"
    last = sayso("add", path, "-l", ledger, "--jobs", 1)
    assert last.returncode == 0, last.stderr
    found = rows("reports", ledger)
    assert len(found) == len({row["id"] for row in found}) == NUMBER
    assert sorted(row["external_id"] for row in found) == sorted(f"own-{n}" for n in range(NUMBER))
    assert all(row["reader"] and not row["error"] for row in found)
    for kind in ("claims", "incidents"):
        assert in_order(rows(kind, ledger)) == in_order(rows(kind, tmp_path / "calm"))
    assert sayso("verify", "-l", ledger).returncode == 0
    again = sayso("add", path, "-l", ledger, "--jobs", 1)
    assert f"0 added, {NUMBER} already there" in again.stderr


def test_killed_while_the_ledger_is_made(tmp_path: Path) -> None:
    """The first moments: whatever there is afterwards, the next run makes a whole ledger of it."""
    path = write_jsonl(tmp_path / "batch.jsonl", batch(2))
    chance = random.Random()
    for number in range(4):
        ledger = tmp_path / f"ledger{number}"
        process = start("add", path, "-l", ledger, "--jobs", 1)
        try:
            wait_until((ledger / "ledger.sqlite").exists)
            delay = chance.uniform(0, 0.05)
            time.sleep(delay)
        finally:
            end(process)
        done = sayso("add", path, "-l", ledger, "--jobs", 1)
        assert done.returncode == 0, f"killed after {delay:.4f} s: {done.stderr}"
        assert len(rows("reports", ledger)) == 2


def session(number: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == number and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system has no /proc to look for processes in")
def test_workers_do_not_outlive_a_command_that_was_killed(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "batch.jsonl", batch(NUMBER, length=20))
    process = start("add", path, "-l", tmp_path / "ledger", "--jobs", 2)
    try:
        assert wait_until(lambda: kept(tmp_path / "ledger") > 20)
        assert len(session(process.pid)) > 2
        process.kill()
        process.wait()
        assert wait_until(lambda: session(process.pid) == [], 5), "workers are left behind"
    finally:
        end(process)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system has no /proc to look for processes in")
def test_a_worker_that_the_system_ends_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """As when memory runs out."""
    path = write_jsonl(tmp_path / "batch.jsonl", batch(40, length=40))
    process = subprocess.Popen(
        [*COMMAND, "add", str(path), "-l", str(tmp_path / "ledger"), "--jobs", "2"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert wait_until(lambda: kept(tmp_path / "ledger") > 2)
        workers = [n for n in session(process.pid) if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]
        os.kill(workers[0], signal.SIGKILL)
        _, said = process.communicate(timeout=60)
    finally:
        end(process)
    assert process.returncode == 1 and "Traceback" not in said
    told = [line for line in said.splitlines() if line.startswith("failed: ")]
    assert 0 < len(told) < 20 and all("kept but not read" in line and "run `sayso add` again" in line for line in told)
    assert sayso("add", path, "-l", tmp_path / "ledger").returncode == 0
    found = rows("reports", tmp_path / "ledger")
    assert len(found) == 40 and all(row["reader"] and not row["error"] for row in found)


@pytest.mark.parametrize("made", [True, False], ids=["into a ledger", "into a new one"])
def test_two_at_once_add_everything_once(made: bool, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "batch.jsonl", batch(30))
    ledger = tmp_path / "ledger"
    if made:
        assert sayso("add", write_jsonl(tmp_path / "first.jsonl", batch(1)), "-l", ledger).returncode == 0
    both = [
        subprocess.Popen(
            [*COMMAND, "add", str(path), "-l", str(ledger), "--jobs", "1"], stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    found = rows("reports", ledger)
    assert len(found) == 30 and all(row["reader"] and row["claims"] for row in found)
    assert sayso("verify", "-l", ledger).returncode == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_by_hand_it_ends_without_a_traceback(jobs: str, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "batch.jsonl", batch(NUMBER, length=20))
    process = subprocess.Popen(
        [*COMMAND, "add", str(path), "-l", str(tmp_path / "ledger"), "--jobs", jobs],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests that run in the background have it ignored
    )  # fmt: skip
    try:
        # with two, while the second may still be starting
        assert wait_until(lambda: kept(tmp_path / "ledger") > (0 if jobs == "2" else 2))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the command and its workers
        _, said = process.communicate(timeout=30)
    finally:
        end(process)
    assert process.returncode == 1 and "Traceback" not in said and "Aborted" in said
    assert sayso("verify", "-l", tmp_path / "ledger").returncode == 0
