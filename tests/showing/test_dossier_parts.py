"""The parts of the page: places, tolls by source, outlets, resolved names, what the reader cannot do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dossier_page import Page, reading, report

from sayso.ledger import Ledger
from sayso.ledger.keys import key
from sayso.reading import scores
from sayso.records import Reading
from sayso.showing.dossier.places import places
from sayso.showing.dossier.rows import ClaimRow, IncidentRow
from sayso.showing.dossier.sources import Sources
from sayso.showing.dossier.tolls import tolls
from sayso.weighing import claims

Make = Callable[..., Page]


def claim(number: int, incident: IncidentRow | None = None, chain: tuple[str, ...] = ("Delta Post",), **fields: Any) -> ClaimRow:  # fmt: skip
    row = {
        "id": f"r.t{number}", "report": "r", "outlet": chain[0], "layer": "toll", "type": "killed", "status": "actual", "who": "people", "low": None,
        "high": None, "words": "words", "span_start": number, "place": None, "chain": [{"source": s, "kind": "report", "cue": None} for s in chain],
    } | fields  # fmt: skip
    made = ClaimRow(number, row, f"t{number}", SOURCES.add(row), "", incident)
    if incident:
        incident.claims.append(made)
    return made


SOURCES = Sources()


# places


def test_the_same_coordinates_are_one_place_under_its_resolved_name() -> None:
    there = {"lat": 32.71, "lon": 36.57, "place_name": "As-Suwayda", "place_precision": "place", "country": "Syria"}
    rows = [
        claim(1, place="al-Sweida", place_why="only one of this name", **there),
        claim(2, place="Sweida", **there),
        claim(3, place="the camp"),
    ]
    suwayda, camp = places(rows)
    assert (suwayda.name, suwayda.number, len(suwayda.claims)) == ("As-Suwayda", 1, 2)
    assert dict(suwayda.written) == {"al-Sweida": 1, "Sweida": 1} and list(suwayda.whys) == ["only one of this name"]
    assert (suwayda.means, suwayda.position, suwayda.around) == ("the place itself", "32.71 N, 36.57 E", "Syria")
    assert (camp.name, camp.means, camp.position, camp.spot) == ("the camp", "not known where", "", None)
    assert rows[0].place is suwayda and rows[0].meant("place") == "As-Suwayda, Syria"


def test_the_middle_of_a_region_is_another_place_than_its_town() -> None:
    at = {"lat": 35.93, "lon": 36.63}
    rows = [
        claim(1, place="Idlib", place_precision="place", **at),
        claim(2, place="Idlib province", place_precision="region", **at),
    ]
    assert [p.means for p in places(rows)] == ["the place itself", "middle of the region"]


def test_villages_beside_one_town_are_places_of_their_own() -> None:
    """Exercise: both have the coordinates of the town that is named beside them, and are in no gazetteer."""
    town = {"lat": 33.51, "lon": 36.29, "place_name": None, "place_precision": "near"}
    rows = [
        claim(1, place="Upper Reed", **town),
        claim(2, place="Lower Reed", **town),
        claim(3, place="upper reed", **town),
    ]
    assert [(p.name, len(p.claims)) for p in places(rows)] == [("Upper Reed", 2), ("Lower Reed", 1)]


def test_a_claim_without_a_place_stands_at_that_of_its_incident() -> None:
    incident = IncidentRow(1, {"place": "Mondo", "lat": -13.78, "lon": -15.54})
    (mondo,) = places([claim(1, incident), claim(2)])
    assert (mondo.name, len(mondo.claims), mondo.position) == ("Mondo", 1, "13.78 S, 15.54 W")


# tolls


def test_who_says_how_many_lowest_first_equal_ones_once() -> None:
    incident = IncidentRow(1, {"killed_low": 9, "killed_high": 21, "injured_low": None, "injured_high": None})
    claim(1, incident, low=21, high=21)
    claim(2, incident, ("Delta Post", "the Monitor"), low=14)
    claim(3, incident, low=20, type="injured")
    claim(4, incident, low=9, high=9)
    claim(5, incident, ("delta post",), low=21, high=21)  # the same source, in small letters
    claim(6, incident, low=9, high=9, status="denied")
    claim(7, incident, layer="event", type="killing")
    (group,) = tolls([incident, IncidentRow(2, {})])
    assert [[c.name for c in line.claims] for line in group.lines] == [["t4"], ["t6"], ["t2"], ["t1", "t5"], ["t3"]]
    assert group.ranges == "killed 9-21"


def test_up_to_is_no_lowest() -> None:
    row = {"killed_low": 40, "killed_high": 40, "injured_low": None, "injured_high": None, "claims": 1}
    incident = IncidentRow(1, row)
    claim(1, incident, high=40)
    (group,) = tolls([incident])
    assert group.ranges == "killed up to 40" and incident.range("killed") == "up to 40"
    assert IncidentRow(2, row | {"claims": 2}, claims=incident.claims).range("killed") == "40", (
        "who knows what others say"
    )
    claim(2, incident, low=40, high=40)
    row["claims"] = 2
    assert incident.range("killed") == "40"


def test_told_by_several_reports_is_said_in_a_few_words() -> None:
    row = {"reports": 3, "outlets": 2, "roots": 1}
    assert IncidentRow(1, row).told == "3 reports, 2 outlets, 1 independent root"
    assert IncidentRow(1, row | {"reports": 1}).told == ""


def test_the_page_tells_the_tolls_of_incidents_without_a_section(
    ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    found = reading(report())
    keep(replace(found, incidents=(replace(found.incidents[0], main=False),)))
    page = dossier()
    table = next(e for e in page.all("table", class_="tolls"))
    assert not page.all("details", class_="told")
    assert "Guards free villagers, 2024-05-06, Ostrava Hill" in table.text
    assert "12+releasedciviliansDelta Post ← The Meridian Wire ← a captured fighter“at least 12 villagers”t1" in table.text  # fmt: skip


# resolved names


def test_what_words_were_taken_for_stands_apart_with_its_reason(
    ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    found = reading(report())
    bad = "named <b>so</b> in the text above"
    resolved = [
        replace(c, chain=tuple(replace(k, resolved="MWN agency", how=bad) if "Wire" in k.source else k for k in c.chain))
        for c in claims(found)
    ]  # fmt: skip
    ledger.add(found.report, found.report.text.encode())
    ledger.put(found, resolved)
    page = dossier()
    (first, *_) = page.all("span", class_="taken")
    assert (first.text, first.attributes["title"]) == ("(→ MWN agency)", bad)
    source = next(e for e in page.all("tr") if e.text.startswith("MWN agency"))
    assert "also as The Meridian Wire" in source.text


# the head


def test_outlets_are_counted(small: Ledger, dossier: Make) -> None:
    found = [e.text for e in page_rows(dossier(), "outlets")]
    assert found == ["Delta Post3312024-05-06", "(outlet not stated)100no date"]


def page_rows(page: Page, kind: str) -> list[Any]:
    tables = [n for n, e in enumerate(page.elements) if e.name == "table" and e.attributes.get("class") == kind]
    after = page.elements[tables[0] :]
    end = next((n for n, e in enumerate(after[1:], 1) if e.name == "table"), len(after))
    return [e for e in after[:end] if e.name == "tr"][1:]


def test_what_the_reader_cannot_do_is_said(small: Ledger, dossier: Make) -> None:
    head = dossier().all("header")[0].text
    assert "What the reader cannot do" in head and f"{scores().figures[0].score:.2f}" in head
    assert all(failure in head for failure in scores().failures)


def test_the_figures_are_those_of_the_model_card() -> None:
    card = (Path(__file__).parents[2] / "docs" / "model-card.md").read_text("utf-8")
    table = {
        row[0]: row[1:] for row in re.findall(r"^\| ([\w.+]+) \| ([\d.]+) \| [\d.]* ?\| ([\d.]*) ?\|$", card, re.M)
    }
    assert len(scores().figures) >= 8
    for figure in scores().figures:
        reader, people = table[figure.figure]
        assert (figure.score, figure.people) == (pytest.approx(float(reader)), pytest.approx(float(people))), figure


def test_a_name_that_only_differs_in_letters_is_not_shown_twice() -> None:
    assert key("The Meridian Wire") == key("meridian wire")
    assert claim(1, place="Mondo", place_name="mondo").meant("place") == ""
