"""Running the real command, and batches for it. EXERCISE: all reports are invented."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from sayso.cli import main

COMMAND = (sys.executable, "-m", "sayso.cli")
WEEK = Path(__file__).parents[2] / "examples" / "week"


def sayso(
    *arguments: object, cwd: Path | None = None, env: Mapping[str, str | None] | None = None, input: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``sayso`` with these arguments, in this process; what it prints is in ``stdout`` and ``stderr``.

    Most of what a process of its own takes goes into starting Python. Where it matters that it is one, call ``sayso_process``.
    """
    with chdir(cwd or Path.cwd()):
        done = CliRunner().invoke(main, [*map(str, arguments)], input=input, env=env, prog_name="sayso")
    if done.exc_info is not None and not issubclass(done.exc_info[0], SystemExit):
        raise AssertionError(f"sayso {' '.join(map(str, arguments))}: {done.exception!r}") from done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def sayso_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert "Traceback" not in done.stderr, done.stderr[-500:]
    return done


def rows(kind: str, ledger: Path, *arguments: object) -> list[dict[str, Any]]:
    """What a table command gives as JSON."""
    done = sayso(kind, "-l", ledger, "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def write_jsonl(path: Path, reports: list[dict[str, Any]]) -> Path:
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), "utf-8")
    return path


def batch(number: int, length: int = 1) -> list[dict[str, Any]]:
    """So many short reports, no two alike."""
    return [
        {
            "id": f"own-{n}",
            "outlet": f"Courier {n % 5}",
            "published": "2019-03-13",
            "text": f"EXERCISE {n}. The army shelled Ostport {n} on Monday, killing at least {n + 1} people, a guard said. "
            + "The Ford Militia denied that its fighters entered the town. " * length,
        }
        for n in range(number)
    ]  # fmt: skip


def kept(ledger: Path) -> int:
    """How many reports a ledger holds at this moment, seen from outside."""
    database = ledger / "ledger.sqlite"
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:  # no such table yet
        return 0


def is_root() -> bool:
    """Whether this is the superuser."""
    return os.geteuid() == 0
