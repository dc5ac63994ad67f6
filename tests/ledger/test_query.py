"""Asking the ledger: every filter, alone and together, and words of the user that are never patterns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ledger_made import HILL, QUAY, QUAY_TEXT, QUIET, keep, quay, span
from sqlalchemy import event, update

from sayso.deriving import Naming, derive
from sayso.ledger import Filter, Ledger, query, schema
from sayso.records import Attribution, Event, Incident, Name, Place, Reading, Report
from sayso.weighing import claims

E1, E2, T1, I1 = (f"{QUAY}.{n}" for n in ("e1", "e2", "t1", "i1"))
H1, H2, J1 = (f"{HILL}.{n}" for n in ("e1", "e2", "i1"))


def ids(rows: Any) -> list[str]:
    return [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [E1, T1, E2, H1, H2]),
        ({"type": "shelling"}, [E1, E2]),
        ({"type": "killed"}, [T1]),
        ({"type": "shell"}, []),
        ({"status": "denied"}, [E2]),
        ({"status": "prospective"}, [H1]),
        ({"actor": "FORD"}, [E1, T1]),
        ({"actor": "her fighters"}, [E2]),
        ({"actor": "_"}, [H1]),
        ({"actor": "Unit_7"}, [H1]),
        ({"place": "quay"}, [E1, T1]),
        ({"place": "%"}, [H1]),
        ({"place": "50%"}, [H1]),
        ({"place": "\\"}, []),
        ({"place": "Hill%0"}, []),
        ({"place": "'; DROP TABLE claims; --"}, []),
        ({"near": (10.0, 20.0, 50.0)}, [E1, T1]),
        ({"near": (10.0, 20.0, 109.0)}, [E1, T1]),
        ({"near": (10.0, 20.0, 110.0)}, [E1, T1, H2]),
        ({"near": (10.0, 20.0, 0.0)}, [E1, T1]),
        ({"near": (-10.0, 20.0, 50.0)}, []),
        ({"since": "2031-05-10"}, [E1, T1, E2, H2]),
        ({"since": "2031-05-11"}, [E1, T1, E2]),
        ({"since": "2031-05-13"}, []),
        ({"until": "2031-05-01"}, [H2]),
        ({"until": "2031-05-12"}, [E1, T1, E2, H2]),
        ({"until": "2031-04-30"}, []),
        ({"since": "2031-05-03", "until": "2031-05-04"}, [H2]),
        ({"source": "quay monitor"}, [E1, T1]),
        ({"source": "the Quay Monitor's"}, [E1, T1]),
        ({"source": "VORN"}, [E2]),
        ({"source": "harbour"}, [E1, T1, E2]),
        ({"source": "Radio_Delta"}, [H1, H2]),
        ({"outlet": "courier"}, [E1, T1, E2]),
        ({"outlet": "monitor"}, []),
        ({"outlet": "100%"}, [H1, H2]),
        ({"outlet": "r%r"}, []),
        ({"report": HILL}, [H1, H2]),
        ({"report": "own-1"}, [E1, T1, E2]),
        ({"report": "own"}, []),
        ({"incident": I1}, [E1, T1, E2]),
        ({"incident": J1}, [H2]),
        ({"limit": 2}, [E1, T1]),
        ({"limit": 1, "near": (10.0, 21.0, 5.0)}, [H2]),
        ({"type": "shelling", "status": "actual", "place": "Lower", "outlet": "Harbour"}, [E1]),
        ({"type": "shelling", "outlet": "Radio"}, []),
    ],
)  # fmt: skip
def test_claims(asked: Ledger, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(query.claims(asked, Filter(**wanted))) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [I1, J1]),
        ({"type": "movement"}, [J1]),
        ({"status": "denied"}, [I1]),
        ({"status": "prospective"}, []),
        ({"actor": "unit 7X"}, [J1]),
        ({"actor": "Unit_7"}, []),
        ({"place": "hill"}, [J1]),
        ({"place": "_"}, []),
        ({"near": (10.0, 20.9, 15.0)}, [J1]),
        ({"near": (10.0, 20.5, 60.0)}, [I1, J1]),
        ({"since": "2031-05-10"}, [I1, J1]),
        ({"since": "2031-05-11"}, [I1]),
        ({"until": "2031-05-11"}, [J1]),
        ({"source": "ilse"}, [I1]),
        ({"source": "sources"}, []),
        ({"source": "radio delta"}, [J1]),
        ({"outlet": "harbour"}, [I1]),
        ({"report": QUAY}, [I1]),
        ({"incident": J1}, [J1]),
        ({"main": True}, [I1]),
        ({"main": False}, [J1]),
        ({"limit": 1}, [I1]),
    ],
)  # fmt: skip
def test_incidents(asked: Ledger, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(query.incidents(asked, Filter(**wanted))) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Harbour Courier", "the Quay Monitor", "Radio_Delta 100%", "Commander Ilse Vorn", "sources"]),
        ({"source": "quay"}, ["the Quay Monitor"]),
        ({"outlet": "radio"}, ["Radio_Delta 100%", "sources"]),
        ({"outlet": "_"}, ["Radio_Delta 100%", "sources"]),
        ({"report": "own-1"}, ["Harbour Courier", "the Quay Monitor", "Commander Ilse Vorn"]),
        ({"limit": 2}, ["Harbour Courier", "the Quay Monitor"]),
        ({"source": "nobody"}, []),
    ],
)  # fmt: skip
def test_sources(asked: Ledger, wanted: dict[str, Any], found: list[str]) -> None:
    assert [row["name"] for row in query.sources(asked, Filter(**wanted))] == found


@pytest.mark.parametrize("marks", ["%", "_", "%%", "'", "?!"])
def test_a_source_of_marks_alone_is_nobody(asked: Ledger, marks: str) -> None:
    assert ids(query.claims(asked, Filter(source=marks))) == []
    assert list(query.sources(asked, Filter(source=marks))) == []
    assert ids(query.incidents(asked, Filter(source=marks))) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [QUAY, HILL, QUIET]),
        ({"outlet": "RADIO_"}, [HILL]),
        ({"outlet": "%"}, [HILL]),
        ({"report": "own-1"}, [QUAY]),
        ({"report": QUIET}, [QUIET]),
        ({"since": "2031-05-14"}, [QUAY, HILL]),
        ({"since": "2031-05-15"}, [HILL]),
        ({"until": "2031-05-14"}, [QUAY]),
        ({"limit": 1}, [QUAY]),
    ],
)  # fmt: skip
def test_reports(asked: Ledger, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(query.reports(asked, Filter(**wanted))) == found


def test_a_claim_has_its_words_numbers_chain_and_sentence(asked: Ledger) -> None:
    row = query.claim(asked, T1)
    assert row is not None
    assert row["words"] == "at least 5 people" and (row["low"], row["high"]) == (5, None)
    assert row["sentence"].startswith("The Ford Militia") and row["sentence"].endswith("Quay Monitor said.")
    a, b = row["span_start"] - row["sentence_start"], row["span_end"] - row["sentence_start"]
    assert row["sentence"][a:b] == row["words"]
    assert [(link["source"], link["kind"]) for link in row["chain"]] == [
        ("Harbour Courier", "report"),
        ("the Quay Monitor", "report"),
    ]
    assert (row["start"], row["precision"], row["lat"]) == ("2031-05-12", "day", 10.0)
    assert tuple(row["spans"]["actor"]) == span(QUAY_TEXT, "Ford Militia")
    assert (row["outlet"], row["published"], row["external_id"]) == ("Harbour Courier", "2031-05-14", "own-1")


def test_an_incident_has_its_fields_and_its_claims_counted(asked: Ledger) -> None:
    (row,) = query.incidents(asked, Filter(incident=I1))
    assert row["claims"] == 3 and row["main"] is True
    assert (row["killed_low"], row["killed_high"], row["injured_low"], row["injured_high"]) == (5, None, 0, 0)
    assert (row["region"], row["country"], row["lat"], row["lon"]) == ("Quayside", "Fordland", 10.0, 20.0)


def test_a_source_is_counted_by_claims_reports_and_kinds(asked: Ledger) -> None:
    rows = {row["name"]: row for row in query.sources(asked)}
    outlet, vorn = rows["Harbour Courier"], rows["Commander Ilse Vorn"]
    assert (outlet["claims"], outlet["reports"], outlet["is_outlet"], outlet["kinds"]) == (3, 1, True, ["report"])
    assert (vorn["claims"], vorn["outlets"], vorn["is_outlet"], vorn["kinds"]) == (1, 1, False, ["deny"])


def test_the_claims_of_a_source_by_any_spelling(asked: Ledger) -> None:
    assert ids(query.source(asked, "QUAY MONITOR")) == [E1, T1]
    assert ids(query.source(asked, "Quay")) == []
    assert ids(query.source(asked, "%")) == ids(query.source(asked, "")) == []


def test_all_claims_of_a_source_come_in_order_and_with_one_question(empty: Ledger) -> None:
    for n in range(4):
        text = "EXERCISE. " + "clash " * 200
        events = tuple(Event(f"e{m}", (10 + 6 * m, 15 + 6 * m), "clash") for m in range(200))
        keep(empty, Reading(Report(f"{9 - n:012d}", f"{text}{n}", "Courier"), events=events))
    asked = []
    event.listen(empty.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    found = ids(query.source(empty, "courier"))
    assert found == [f"{9 - n:012d}.e{m}" for n in range(4) for m in range(200)]
    assert len(asked) == 1


def test_a_source_is_called_as_it_is_written_most_often(empty: Ledger) -> None:
    for n, outlet in enumerate(["the Zebra", "Zebra", "ZEBRA", "the Zebra", "Zebra", "ZEBRA", "The Zebra", "Zebra"]):
        clash = Event("e1", (10, 15), "clash")
        keep(empty, Reading(Report(f"{n:012d}", f"EXERCISE. Clash {n}.", outlet), events=(clash,)))
    (row,) = query.sources(empty)
    assert (row["source"], row["name"], row["claims"], row["reports"]) == ("zebra", "Zebra", 8, 8)
    assert [row["name"] for row in query.sources(empty, Filter(report="000000000006"))] == ["The Zebra"]


def test_he_is_counted_with_the_one_whom_the_report_means(empty: Ledger) -> None:
    text = "EXERCISE. Haro Tibek said a clash broke out. He added that a clash ended."
    clashes = [n for n in range(len(text)) if text.startswith("clash", n)]
    said = tuple(
        Attribution(f"a{n}", (text.index(who), text.index(who) + len(who)), None, ((at, at + 5),), "report")
        for n, (who, at) in enumerate(zip(("Haro Tibek", "He"), clashes, strict=True), 1)
    )
    events = tuple(Event(f"e{n}", (at, at + 5), "clash") for n, at in enumerate(clashes, 1))
    tibek = Name(said[0].source or (0, 0), "person")
    reading = Reading(Report("000000000001", text, "Courier"), (tibek,), said, events)
    found = derive(reading, Naming())
    empty.add(reading.report, text.encode())
    empty.put(found.reading, found.claims)
    (row,) = query.sources(empty, Filter(source="tibek"))
    assert (row["source"], row["name"], row["party"], row["claims"]) == ("haro tibek", "Haro Tibek", None, 2)
    assert row["written"] == ["Haro Tibek", "He"]
    assert ids(query.source(empty, "haro tibek")) == ["000000000001.e1", "000000000001.e2"]
    assert ids(query.source(empty, "he")) == ["000000000001.e2"]


@pytest.mark.parametrize("kind", ["claims", "incidents", "sources", "reports"])
def test_the_fields_of_a_kind_are_those_of_its_rows(kind: str, asked: Ledger) -> None:
    for row in getattr(query, kind)(asked):
        assert list(row) == query.fields(kind)


def test_a_report_without_claims_is_told_with_what_was_read(asked: Ledger) -> None:
    rows = {row["id"]: row for row in query.reports(asked)}
    assert (rows[QUAY]["claims"], rows[QUAY]["incidents"], rows[QUAY]["characters"]) == (3, 1, len(QUAY_TEXT))
    assert (rows[QUIET]["claims"], rows[QUIET]["reader"], rows[QUIET]["error"]) == (0, "by hand 1", None)


def test_distance_and_nearness_across_the_date_line(empty: Ledger) -> None:
    assert query.distance_km((0, 179.9), (0, -179.9)) == pytest.approx(22.24, abs=0.01)
    assert query.distance_km((90, 0), (90, 120)) == pytest.approx(0, abs=0.01)
    incident = Incident("i1", "clash", "clash", place="Atoll")
    reading = Reading(Report("dddddddddddd", "EXERCISE. Clash at Atoll."), incidents=(incident,))
    empty.add(reading.report, b"x")
    empty.put(reading, (), {"Atoll": (0.0, 179.9), None: None}.get)
    assert len(list(query.incidents(empty, Filter(near=(0.0, -179.9, 23.0))))) == 1
    assert len(list(query.incidents(empty, Filter(near=(0.0, -179.9, 22.0))))) == 0


@pytest.mark.parametrize(
    ("precision", "is_near"),
    [("place", True), ("district", True), ("near", True), ("region", False), ("country", False), ("area", False), ("wide", False)],
)  # fmt: skip
def test_the_middle_of_something_wide_is_near_nothing(empty: Ledger, precision: str, is_near: bool) -> None:
    at = Place("Fordland", 10.0, 20.0, "Fordland", None, precision)
    text = "EXERCISE. A clash in Fordland."
    incident = Incident("i1", "clash", "clash", place="Fordland", at=at)
    reading = Reading(
        Report("dddddddddddd", text), events=(Event("e1", (12, 17), "clash", incident="i1"),), incidents=(incident,)
    )
    empty.add(reading.report, text.encode())
    empty.put(reading, [replace(claim, at=at) for claim in claims(reading)])
    near, far = Filter(near=(10.0, 20.5, 80.0)), Filter(near=(10.0, 21.5, 80.0))
    for kind, ask in (("claims", query.claims), ("incidents", query.incidents)):
        assert len(list(ask(empty, near))) == is_near and len(list(ask(empty))) == 1
        assert query.wide(empty, kind, near) == (not is_near)
        assert query.wide(empty, kind, far) == query.wide(empty, kind, Filter()) == 0
        assert query.wide(empty, kind, replace(near, type="shelling")) == 0


def test_a_source_is_found_by_the_words_that_are_written(empty: Ledger) -> None:
    keep(empty, quay())
    with empty.writing() as connection:  # as where a report says whom "the same agency" means
        link = schema.links.c
        meant = {"source": "fordland press bureau", "name": "the same agency", "resolved": "Fordland Press Bureau"}
        assert connection.execute(update(schema.links).where(link.source == "quay monitor").values(meant)).rowcount == 2
    for words in ("the same agency", "SAME agency", "press bureau"):
        assert ids(query.claims(empty, Filter(source=words))) == [E1, T1]
        assert ids(query.incidents(empty, Filter(source=words))) == [I1]
        assert [row["source"] for row in query.sources(empty, Filter(source=words))] == ["fordland press bureau"]


@pytest.mark.parametrize(("written", "asked"), [("Órthava", "órthava"), ("Львовка", "ЛЬВОВКА"), ("Łęgowo", "ŁĘGOWO")])
def test_case_does_not_matter_in_any_alphabet(empty: Ledger, written: str, asked: str) -> None:
    text = f"EXERCISE. Clash at {written}."
    at = (text.index(written), text.index(written) + len(written))
    keep(empty, Reading(Report("dddddddddddd", text), events=(Event("e1", (10, 15), "clash", place=at, actor=at),)))
    assert ids(query.claims(empty, Filter(place=asked))) == ["dddddddddddd.e1"]
    assert ids(query.claims(empty, Filter(actor=asked))) == ["dddddddddddd.e1"]
