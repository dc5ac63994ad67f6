"""``sayso places`` and ``sayso gazetteer``: in as they came, out with places. EXERCISE: the texts are invented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main

TEXT = "Shells hit Tripoli, Lebanon, the SANA agency said."
REPORT: dict[str, Any] = {
    "id": "x", "extra": [1], "text": TEXT,
    "names": [{"span": [11, 18], "class": "place"}, {"span": [20, 27], "class": "place"}, {"span": [33, 37], "class": "outlet", "note": "kept"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No gazetteers of the person who runs the tests."""
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))


def run(*arguments: object, given: str | bytes | None = None) -> Result:
    """The command with these arguments; nothing but errors of ours."""
    done = CliRunner().invoke(main, [str(a) for a in arguments], input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_one_report(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(REPORT, indent=1))
    done = run("places", path)
    assert done.exit_code == 0, done.output
    out = json.loads(done.stdout)
    assert out["extra"] == [1]
    assert out["names"][2] == REPORT["names"][2]
    place = out["names"][0]["place"]
    assert {"name", "lat", "lon", "country", "region", "precision", "candidates"} <= place.keys()
    assert (place["country"], place["precision"]) == ("Lebanon", "place")
    assert place["candidates"][0].keys() >= {"name", "lat", "lon", "country", "score", "reason"}
    assert out["names"][1]["place"]["precision"] == "country"


def test_who_acts_says_nothing_of_where() -> None:
    report = {"text": "United States aircraft bombed Zzyqqan.", "names": [{"span": [30, 37], "class": "place"}]}
    for events, country in (
        ([{"actor": [0, 22]}], None),
        ([{"actor": None}, {"actor": [0]}, {"actor": [9, 999]}, 7, {}], "United States"),
        ({}, "United States"),
    ):
        out = json.loads(run("places", "-", given=json.dumps(report | {"events": events})).stdout)
        assert out["names"][0]["place"]["country"] == country


def test_json_lines_in_json_lines_out(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps(REPORT | {"id": str(n)}) + "\n" for n in range(3)) + "\n")
    done = run("places", path, "-o", tmp_path / "out.jsonl")
    assert done.exit_code == 0, done.output
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["0", "1", "2"]
    path.write_text(json.dumps(REPORT))
    assert run("places", path).stdout.count("\n") == 1


def test_a_list_and_standard_input() -> None:
    out = json.loads(run("places", "-", given=json.dumps([REPORT, REPORT])).stdout)
    assert [r["names"][0]["place"]["code"] for r in out] == ["LB", "LB"]


def test_a_report_without_names_is_left_as_it_is() -> None:
    assert json.loads(run("places", "-", given=json.dumps({"text": "Nothing."})).stdout) == {
        "text": "Nothing.",
        "names": [],
    }


def test_a_span_outside_the_text_is_noted() -> None:
    report = REPORT | {"names": [{"span": [400, 410], "class": "place"}, *REPORT["names"]]}
    done = run("places", "-", given=json.dumps(report))
    assert done.exit_code == 0
    assert "standard input: the span [400, 410]" in done.stderr
    names = json.loads(done.stdout)["names"]
    assert names[0]["place"] is None and names[1]["place"]["country"] == "Lebanon"


def test_half_characters_pass_through() -> None:
    report = {
        "text": "Aleppo \ud83d",
        "names": [{"span": [0, 6], "class": "place"}, {"span": [7, 8], "class": "place"}],
    }
    done = run("places", "-", given=json.dumps(report))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["text"] == report["text"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "empty"), ("{", "line 1"), ('{"text": 5}', "no text"), ("[5]", "report 1: no text"), ('{"text": "a", "names": 5}', "names is not a list"),
        ('{"text": "a"}\n{"text": \n', "line 2"), ('{"text": "a", "names": [{"class": "place", "span": "x"}]}', "span is 'x'"), (b"\xff\xfe\x00", "not UTF-8"),
        ('{"text": "a", "names": [{"class": "place", "span": [true, 1]}]}', "not [start, end]"), ("[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(given: str | bytes, words: str) -> None:
    done = run("places", "-", given=given)
    assert done.exit_code == 1
    assert "standard input" in done.stderr and words in done.stderr


def test_files_that_are_not_there(tmp_path: Path) -> None:
    done = run("places", tmp_path / "none.json")
    assert done.exit_code == 1 and "cannot read" in done.stderr and "none.json" in done.stderr
    assert "cannot write" in run("places", "-", "-o", tmp_path / "no" / "x", given=json.dumps(REPORT)).stderr
    assert run("places", "-", "--country", "Atlantis", given=json.dumps(REPORT)).exit_code == 2


# ------------------------------------------------------------------ gazetteers


def test_a_gazetteer_from_adding_to_removing(tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("name,lat,lon,country,region\nOstdorf an der Wadi,36.5,37.5,SY,Aleppo\n")
    assert "villages: 1 places" in run("gazetteer", "add", table).stderr
    assert run("gazetteer", "list").stdout.splitlines()[0].startswith("villages\t1 places")
    shown = json.loads(run("gazetteer", "show", "Ostdorf an der Wadi", "--format", "json").stdout)
    assert (shown["lat"], shown["region"], shown["candidates"][0]["source"]) == (36.5, "Aleppo", "villages")
    assert run("gazetteer", "remove", "villages").exit_code == 0
    assert run("gazetteer", "remove", "villages").exit_code == 1
    assert run("gazetteer", "list").stdout.startswith("default\t")


def test_a_ledgers_own_gazetteer(tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("name,lat,lon\nOstdorf an der Wadi,36.5,37.5\n")
    assert "no ledger in" in run("gazetteer", "add", table, "-l", tmp_path / "ledger").stderr
    (tmp_path / "ledger").mkdir()
    assert run("gazetteer", "add", table, "-l", tmp_path / "ledger", "--name", "own").exit_code == 0
    assert "36.5" in run("gazetteer", "show", "Ostdorf an der Wadi", "-l", tmp_path / "ledger").stdout
    assert "36.5" not in run("gazetteer", "show", "Ostdorf an der Wadi").stdout
    report = {"text": "Ostdorf an der Wadi fell.", "names": [{"span": [0, 19], "class": "place"}]}
    done = run("places", "-", "-l", tmp_path / "ledger", given=json.dumps(report))
    assert json.loads(done.stdout)["names"][0]["place"]["lat"] == 36.5


def test_show_takes_what_a_place_lies_in() -> None:
    assert "Lebanon" in run("gazetteer", "show", "Tripoli, Lebanon").stdout.splitlines()[0]
    assert "no coordinates" in run("gazetteer", "show", "Zzyqqan").stdout
    assert run("gazetteer", "show", " ").exit_code == 2


def test_a_broken_file_is_refused_whole(tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("name,lat,lon\nOstdorf,36.5,37.5\nWestdorf,100,0\n")
    done = run("gazetteer", "add", table)
    assert done.exit_code == 1 and "villages.csv, line 3" in done.stderr
    assert run("gazetteer", "list").stdout.count("\n") == 1
    assert "cannot name a gazetteer" in run("gazetteer", "add", table, "--name", "../x").stderr


def test_a_damaged_gazetteer_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "gazetteers"
    folder.mkdir(parents=True)
    (folder / "own.sqlite").write_bytes(b"damaged" * 500)
    for arguments in (("gazetteer", "list"), ("gazetteer", "show", "Aleppo")):
        done = run(*arguments)
        assert done.exit_code == 1 and "own.sqlite" in done.stderr
    assert "own.sqlite" in run("places", "-", given=json.dumps(REPORT)).stderr


def test_show_indents_candidates_and_heeds_a_country() -> None:
    head, *candidates = run("gazetteer", "show", "Mao", "--country", "td").stdout.splitlines()
    assert "Kanem, Chad" in head
    assert len(candidates) > 1
    assert all(re.match(r"  \d\.\d\d  \S", line) for line in candidates)
    assert "no country's two-letter code" in run("gazetteer", "show", "Mao", "--country", "XX").stderr
