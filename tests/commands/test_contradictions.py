"""``sayso contradictions``, and what ``incidents``, ``sources`` and ``show`` say over several reports. EXERCISE: all reports are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from running import rows, sayso, write_jsonl

REPORTS: list[dict[str, Any]] = [
    {"id": "a", "outlet": "Harbour Courier", "published": "2019-03-13", "title": "Airstrike on Bol kills 12",
     "text": "EXERCISE. An airstrike on the town of Bol in Chad killed 12 people on Tuesday, the Basin Incident Monitor said."},
    {"id": "b", "outlet": "Hill Gazette", "published": "2019-03-13", "title": "Airstrike on Bol kills 30",
     "text": "EXERCISE. An airstrike on the town of Bol in Chad killed 30 people on Tuesday, the Lake Relief Committee said. The army denied the airstrike on Bol."},
    {"id": "c", "outlet": "Radio Delta", "published": "2019-03-14", "title": "Airstrike on Bol",
     "text": "EXERCISE. An airstrike on the town of Bol in Chad on Tuesday killed 12 people, the Basin Incident Monitor said."},
    {"id": "d", "outlet": "Radio Delta", "published": "2019-06-14",
     "text": "EXERCISE. Gunmen abducted a teacher in Rig Rig on 12 June 2019, a resident said."},
]  # fmt: skip


@pytest.fixture(scope="module")
def bol(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bol")
    assert sayso("add", write_jsonl(folder / "in.jsonl", REPORTS), "-l", folder / "ledger").returncode == 0
    return folder / "ledger"


def strike(ledger: Path) -> dict[str, Any]:
    """The airstrike that several reports tell of."""
    return max(rows("incidents", ledger, "--type", "airstrike"), key=lambda row: row["reports"])


def test_an_incident_over_several_reports(bol: Path) -> None:
    found = strike(bol)
    assert found["reports"] >= 2 and found["roots"] >= 1 and found["single"] is (found["roots"] <= 1)
    assert (found["country"], found["place_name"]) == ("Chad", "Bol") and found["lat"] == pytest.approx(13.46, abs=0.1)
    assert found["killed"][0] == 12
    for mention in found["mentions"]:
        text = next(r for r in REPORTS if r["id"] == mention["external_id"])
        assert {"report", "external_id", "span"} <= set(mention) and mention["span"][1] <= len(text["text"]) + 60


def test_a_list_says_on_whose_word(bol: Path) -> None:
    table = sayso("incidents", "-l", bol).stdout
    found = strike(bol)
    assert f"{found['reports']} reports, {found['outlets']} outlets" in table and "single source" in table
    assert "Bol, " in table and "Chad" in table


def test_contradictions_in_every_form(bol: Path) -> None:
    found = rows("contradictions", bol)
    assert found
    figures = [row for row in found if row["kind"] == "figures"]
    assert figures and "12" in figures[0]["sentence"] and "30" in figures[0]["sentence"]
    claims = {row["id"] for row in rows("claims", bol)}
    assert all({row["a"], row["b"]} <= claims for row in found)
    assert rows("contradictions", bol, "--incident", figures[0]["incident"], "--kind", "figures") == figures
    lines = list(csv.DictReader(io.StringIO(sayso("contradictions", "-l", bol, "--format", "csv").stdout)))
    assert [line["sentence"] for line in lines] == [row["sentence"] for row in found]
    assert sayso("contradictions", "-l", bol).stdout.startswith("incident")
    assert len(rows("contradictions", bol, "--limit", 1)) == 1
    assert all(not row["within"] for row in rows("contradictions", bol, "--between"))
    assert sayso("contradictions", "-l", bol, "--since", "2020-01-01").stdout == "no contradictions\n"
    none = sayso("contradictions", "-l", bol, "--incident", "000000000000.i1")
    assert none.returncode == 1 and "`sayso incidents" in none.stderr


def test_an_incident_is_shown_at_a_glance(bol: Path) -> None:
    found = strike(bol)
    done = sayso("show", found["id"], "-l", bol)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    for title in (
        "Who says so",
        "How many independent sources, and why",
        "Why these are taken to tell of one incident",
    ):
        assert title in lines
    assert any(line.startswith("How many killed: 12") for line in lines)
    assert "Basin Incident Monitor" in done.stdout and f"Claims ({found['claims']})" in lines
    as_json = json.loads(sayso("show", found["id"], "-l", bol, "--format", "json").stdout)
    assert as_json["weighed"]["sources"]["independent"] == found["roots"]


def test_a_claim_is_shown_with_what_is_meant_and_why(bol: Path) -> None:
    claim = next(row for row in rows("claims", bol) if row["place_name"] == "Bol")
    shown = sayso("show", claim["id"], "-l", bol).stdout
    assert "Chad (13.4" in shown and claim["place_why"][:20] in shown


def test_a_known_source_is_one_under_all_its_names(tmp_path: Path) -> None:
    reports = [
        {"outlet": outlet, "text": f"EXERCISE {n}. Shells hit Bol, {who} said on Monday."}
        for n, (outlet, who) in enumerate(
            [("reuters", "the United Nations"), ("Reuters", "the UN"), ("Reuters", "the UN")]
        )
    ]
    assert sayso("add", write_jsonl(tmp_path / "in.jsonl", reports), "-l", tmp_path / "l").returncode == 0
    found = {row["name"]: row for row in rows("sources", tmp_path / "l")}
    assert found["Reuters"]["reports"] == 3 and set(found["Reuters"]["written"]) == {"reuters", "Reuters"}
    un = next(row for row in found.values() if row["party"] and "the UN" in row["written"])
    assert un["name"] == "United Nations" and un["written"][0] == "the UN"
    assert len(rows("sources", tmp_path / "l", "--source", "united nations")) == 1
    for name in ("the UN", "United Nations", un["party"]):
        shown = sayso("show", name, "-l", tmp_path / "l")
        assert shown.returncode == 0 and "known as:" in shown.stdout and "claims" in shown.stdout.splitlines()[0]


def test_places_and_actors_are_found_by_what_they_are_called_in_the_tables(bol: Path) -> None:
    assert strike(bol)["id"] in {row["id"] for row in rows("incidents", bol, "--place", "chad")}
    assert strike(bol)["id"] in {row["id"] for row in rows("incidents", bol, "--near", "13.46,14.71,30")}
    named = [row for row in rows("claims", bol) if row["actor_name"]]
    for row in named:
        assert row["id"] in {r["id"] for r in rows("claims", bol, "--actor", row["actor_name"])}
