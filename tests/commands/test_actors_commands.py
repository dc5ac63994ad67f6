"""``sayso actors`` and ``sayso outlets``, run as they are. EXERCISE: the names added are invented."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from running import sayso

from sayso.cli import main

pytestmark = pytest.mark.skipif("actors" not in main.commands, reason="`sayso actors` is not joined to the command yet")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    environment = os.environ | {"SAYSO_HOME": str(tmp_path / "home")}

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return sayso(*arguments, env=environment)

    return call


def test_list_alone_and_by_words(run: Any) -> None:
    everything = run("actors")
    assert everything.returncode == 0
    assert len(everything.stdout.splitlines()) > 350
    rows = json.loads(run("actors", "list", "nusra", "front", "--format", "json").stdout)
    assert [r["id"] for r in rows] == ["nusra-front"]
    rows = json.loads(run("actors", "list", "--country", "Chad", "--kind", "armed", "--format", "json").stdout)
    assert {r["country"] for r in rows} == {"TD"}
    assert run("actors", "list", "no-such-actor").stdout.strip() == "no actors"
    header = run("outlets", "list", "--country", "LB", "--format", "csv").stdout.splitlines()[0]
    assert header == "id,name,aliases,ambiguous,kind,country,affiliation,years,described,domains,table"


def test_show_says_how_and_fails_when_open(run: Any) -> None:
    done = run("actors", "show", "fighters from the al-Nusra Front")
    assert done.returncode == 0
    assert "nusra-front" in done.stdout and "member of: 'fighters'" in done.stdout
    done = run("actors", "show", "SNA")
    assert done.returncode == 1
    assert "may be: somalia/army" in done.stdout
    assert (
        json.loads(run("actors", "show", "SNA", "--country", "SO", "--format", "json").stdout)["id"] == "somalia/army"
    )
    assert run("outlets", "show", "https://www.reuters.com/x").returncode == 0
    assert run("outlets", "show", "nobody.example").returncode == 1


def test_add_alias_merge_remove(run: Any, tmp_path: Path) -> None:
    assert (
        run("actors", "add", "Ford Militia", "--alias", "FM", "--kind", "armed group", "--country", "Chad").returncode
        == 0
    )
    assert run("actors", "alias", "Ford Militia", "Ford Boys", "Ford Men").returncode == 0
    shown = json.loads(run("actors", "show", "Ford Men", "--format", "json").stdout)
    assert (shown["id"], shown["country"], shown["how"]) == ("ford-militia", "TD", "alias 'Ford Men' of Ford Militia")
    assert run("actors", "add", "Basin Militia", "--affiliation", "Ford Militia").returncode == 0
    assert run("actors", "merge", "Ford Militia", "Basin Militia").returncode == 0
    assert json.loads(run("actors", "show", "FM", "--format", "json").stdout)["id"] == "basin-militia"
    assert "undo that first with `sayso actors remove ford-militia`" in run("actors", "remove", "Basin Militia").stderr
    assert "ford-militia is no longer basin-militia" in run("actors", "remove", "Ford Militia").stderr
    assert json.loads(run("actors", "show", "FM", "--format", "json").stdout)["id"] == "ford-militia"
    assert run("actors", "remove", "Basin Militia").returncode == 0
    assert run("actors", "show", "Basin Militia").returncode == 1
    assert (tmp_path / "home" / "actors.toml").exists()


def test_a_ledgers_own_table(run: Any, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    done = run("outlets", "add", "Wadi Wire", "--domain", "https://www.wadiwire.example/en", "-l", ledger)
    assert done.returncode == 1 and "no ledger" in done.stderr
    ledger.mkdir()
    assert (
        run("outlets", "add", "Wadi Wire", "--domain", "https://www.wadiwire.example/en", "-l", ledger).returncode == 0
    )
    assert 'domains = ["wadiwire.example/en"]' in (ledger / "outlets.toml").read_text("utf-8")
    assert run("outlets", "show", "https://wadiwire.example/en/1", "-l", ledger).returncode == 0
    assert run("outlets", "show", "https://wadiwire.example/en/1").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("actors", "add", "x\ny"), "cannot be a name"),
        (("actors", "add", "SDF"), "already a name of sdf"),
        (("actors", "add", "Ford", "--country", "Nowhereland"), "is no country known here"),
        (("actors", "add", "Ford", "--affiliation", "Nobody At All"), "is no actor or outlet"),
        (("actors", "alias", "Nobody At All", "x"), "nobody in the actors is called"),
        (("actors", "merge", "hezbollah", "Hizbullah"), "both hezbollah already"),
        (("outlets", "add", "Wadi Wire", "--domain", "no domain"), "is no domain or web address"),
    ],
)
def test_errors_say_what_to_do(run: Any, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert done.returncode in (1, 2)
    assert says in done.stderr


def test_a_broken_table_is_one_line(run: Any, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "actors.toml").write_text('[ford]\nname = "x"\n[ford\n', "utf-8")
    done = run("actors", "list")
    assert done.returncode == 1
    assert "actors.toml" in done.stderr and "line 3" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_hostile_names_are_printed_safely(run: Any) -> None:
    assert run("actors", "add", "=cmd()|Ford", "--alias", "\u202eFord", "--alias", "<script>x</script>").returncode == 0
    table = run("actors", "list", "ford").stdout
    assert "\u202e" not in table
    csv = run("actors", "list", "ford", "--format", "csv").stdout
    assert "'=cmd()|Ford" in csv
