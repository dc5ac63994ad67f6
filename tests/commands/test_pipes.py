"""Whoever reads the output may stop early (`sayso claims | head`): the command ends without a word. EXERCISE: all reports are invented."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import COMMAND, rows, sayso_process

BENCH = Path(__file__).parents[2] / "bench"
FORMS = ("table", "csv", "json")
# Python is to keep back what it writes, as it does by itself, whatever whoever runs the tests has set
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
# A process for each command, as a fork of one that has loaded them all. Its standard output is a pipe that nobody reads any more. It flushes what
# Python would flush in shutting down, and leaves that out, which takes longer than most commands.
EACH = """
import json, os, sys, traceback
from sayso.cli import COMMANDS, load, main
for name in COMMANDS:
    load(name)

def run(arguments, errors):
    read, write = os.pipe()
    os.dup2(write, 1)
    os.close(read), os.close(write)
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT), 2)
    end = 1
    try:
        try:
            main(arguments)
        except SystemExit as ended:
            sys.stdout.flush()
            end = ended.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(end)

for arguments, errors in json.load(sys.stdin):
    child = os.fork() or run(arguments, errors)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def commands(week: Path, reading: Path) -> list[list[str]]:
    """Every command that prints rows, in each of its forms."""
    ledger = ["-l", str(week)]
    kinds = (
        ["incidents"], ["claims"], ["sources"], ["reports"], ["contradictions"], ["checks"], ["zone", "list"], ["reuse"], ["forecasts"],
        ["forecasts", "history"], ["violations"], ["violations", "--count"], ["transfers"], ["wording"], ["inferences"], ["actors", "list"],
        ["outlets", "list"],
    )  # fmt: skip
    found = [[*kind, *ledger, "--format", form] for kind in kinds for form in FORMS]
    found += [["transfers", *ledger, "--format", "dot"], ["actors"], ["outlets"], ["gazetteer", "list"]]
    found += [["read", str(reading.with_suffix(".txt"))], ["places", str(reading)], ["verify", *ledger]]
    found += [["actors", "show", "ISIS"], ["outlets", "show", "SANA"], ["gazetteer", "show", "Tripoli"]]
    name = rows("sources", week)[0]["name"]
    return [*found, ["show", name, *ledger], ["show", name, *ledger, "--format", "json"]]


def test_every_command_ends_quietly_when_its_pipe_is_closed(week: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("EXERCISE. They fled from Mondo, a guard said.", "utf-8")
    reading = tmp_path / "a.jsonl"
    reading.write_text(sayso_process("read", tmp_path / "a.txt", "--format", "json").stdout, "utf-8")
    asked = commands(week, reading)
    work = [(arguments, str(tmp_path / f"errors-{n}")) for n, arguments in enumerate(asked)]
    done = subprocess.run(
        [sys.executable, "-c", EACH],
        input=json.dumps(work),
        capture_output=True,
        text=True,
        env=BUFFERED,
        check=False,
        timeout=900,
    )
    assert done.stderr == ""
    ends = {
        " ".join(a): (int(end), Path(e).read_text("utf-8"))
        for (a, e), end in zip(work, done.stdout.split(), strict=True)
    }
    assert {said: end for said, end in ends.items() if end != (0, "")} == {}


@pytest.mark.parametrize("form", FORMS)
def test_head_gets_its_line(form: str, week: Path) -> None:
    line = f"{' '.join(COMMAND)} claims -l '{week}' --format {form} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, env=BUFFERED, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_an_output_that_cannot_be_written_is_told(week: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    for form in FORMS:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*COMMAND, "reports", "-l", str(week), "--format", form], stdout=full, stderr=subprocess.PIPE, text=True, env=BUFFERED, check=False
            )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr == "Error: cannot write the output: No space left on device; send it somewhere else\n"


QUIETLY = """
import sys
from sayso.commands.pipes import quietly
with quietly():
    print("x" * int(sys.argv[1]))
    sys.exit(7)
"""


@pytest.mark.parametrize("length", [1, 1_000_000])
def test_few_and_many_words_end_alike(length: int) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-c", QUIETLY, str(length)],
            stdout=write,
            stderr=subprocess.PIPE,
            env=BUFFERED,
            check=False,
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    whole = subprocess.run([sys.executable, "-c", QUIETLY, str(length)], capture_output=True, env=BUFFERED, check=False)
    assert (whole.returncode, len(whole.stdout)) == (7, length + 1)


def benches() -> list[Path]:
    """The modules of ``bench`` that can be run."""
    return [path for path in sorted(BENCH.glob("*.py")) if re.search("^if __name__", path.read_text("utf-8"), re.M)]


@pytest.mark.parametrize("path", benches(), ids=lambda path: path.stem)
def test_every_bench_ends_so(path: Path) -> None:
    """By its words, since most take minutes and want the gold."""
    last = ast.parse(path.read_text("utf-8")).body[-1]
    assert isinstance(last, ast.If) and ast.unparse(last.body) == "with quietly():\n    main()"


def test_a_bench_with_a_closed_pipe_says_nothing() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.reuse", "--help"], cwd=BENCH.parent, stdout=write, stderr=subprocess.PIPE, env=BUFFERED, check=False
        )  # fmt: skip
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_output_says_nothing() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" outlets list >&-', "sh", *COMMAND], stderr=subprocess.PIPE, env=BUFFERED, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
