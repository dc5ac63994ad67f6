"""What goes into a dossier: reports, incidents, dates and places chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dossier_page import TEXT, Page, reading, report, span

from sayso.ledger import Ledger, LedgerError
from sayso.records import Event, Incident, Reading
from sayso.showing.dossier import Choice, pictures, write

Make = Callable[..., Page]
QUAY = "EXERCISE. Militia men shelled Lower Quay on 1 April, and shelled it again. They left."


@pytest.fixture
def two(ledger: Ledger, keep: Callable[[Reading], None]) -> Ledger:
    """Two reports: villagers freed at Ostrava Hill on 6 May 2024, and Lower Quay shelled on 1 April."""
    keep(reading(report()))
    of = report(QUAY, "eeeeeeeeeeee", outlet="Quay Monitor", external_id="quay-1", published="2024-04-02")
    quay = span("Lower Quay", QUAY)
    keep(
        Reading(
            of,
            events=(
                Event("e1", span("shelled", QUAY), "shelling", place=quay, incident="i1"),
                Event("e2", span("shelled it", QUAY), "shelling", incident="i1"),
                Event("e3", span("left", QUAY), "movement"),
            ),
            incidents=(
                Incident("i1", "shelling", "Lower Quay shelled", "2024-04-01", "2024-04-01", "day", "Lower Quay"),
            ),
            reader="test 1",
        )
    )
    return ledger


def claims(page: Page) -> list[str]:
    return [e.text[:2] for e in page.all("tr") if e.attributes.get("id", "").startswith("c")]


def test_everything(two: Ledger, dossier: Make) -> None:
    page = dossier()
    assert page.texts == [TEXT, QUAY] and claims(page) == ["e1", "t1", "e2", "e1", "e2", "e3"]
    assert not page.all("p", class_="chosen")


@pytest.mark.parametrize(
    "options",
    [{"place": "lower quay"}, {"until": "2024-04-30"}, {"incidents": ["eeeeeeeeeeee.i1"]}, {"place": "Quay", "since": "2024-04-01"}],
)  # fmt: skip
def test_an_incident_goes_in_with_all_its_claims(two: Ledger, dossier: Make, options: dict[str, object]) -> None:
    page = dossier(**options)
    assert page.texts == [QUAY] and claims(page) == ["e1", "e2"], "e2 names no place, but its incident does"
    assert [e.text for e in page.all("mark")] == ["shelled", "shelled it"]
    assert "2 claims chosen of 3" in page.all("article")[0].text
    assert page.all("p", class_="chosen")[0].text.startswith("Chosen from the ledger: ")


def test_a_claim_brings_its_incident(two: Ledger, dossier: Make) -> None:
    page = dossier(since="2024-05-01")
    assert page.texts == [TEXT] and claims(page) == ["e1", "t1"]
    assert [e.text for e in page.all("tr") if e.attributes.get("id") == "i1"]


def test_reports_narrow_what_the_rest_chooses(two: Ledger, dossier: Make) -> None:
    assert dossier(only=["quay-1"], place="quay").texts == [QUAY]
    with pytest.raises(LedgerError, match=r"nothing in .* fits report aaaaaaaaaaaa, place “quay”"):
        dossier(only=["aaaaaaaaaaaa"], place="quay")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"place": "Nowhere"}, "fits place “Nowhere”: choose less narrowly"),
        ({"since": "2030-01-01"}, "fits since 2030-01-01"),
        ({"since": "2024-05-01", "until": "2024-04-01"}, "fits since 2024-05-01, until 2024-04-01"),
        ({"incidents": ["zzz"]}, "no incident 'zzz' in .*: `sayso incidents` lists them"),
        ({"only": ["zzz"]}, "no report 'zzz' in .*: `sayso reports` lists them"),
    ],
)
def test_nothing_left_is_told_and_no_file_written(
    two: Ledger, tmp_path: Path, options: dict[str, list[str]], message: str
) -> None:
    with pytest.raises(LedgerError, match=message):
        write(two, tmp_path / "out.html", **options)  # type: ignore[arg-type]
    assert not (tmp_path / "out.html").exists()


def test_a_choice_in_words() -> None:
    assert Choice().words == "" and not Choice(reports=("a",)).is_narrow
    assert Choice(("a", "b"), ("c",), "2024-01-01", None, "Quay").words == (
        "reports a, b, incident c, place “Quay”, since 2024-01-01"
    )


def test_pictures_of_what_is_chosen(two: Ledger, tmp_path: Path) -> None:
    written = pictures(two, tmp_path / "new" / "folder", Choice(place="quay"))
    assert [p.name for p in written] == ["map.svg", "timeline.svg"]
    svg = written[0].read_text("utf-8")
    assert svg.startswith("<svg") and "Lower Quay: 2 claims" in svg and "Ostrava" not in svg
    assert "Lower Quay shelled, 1 Apr 2024" in written[1].read_text("utf-8")


def test_no_pictures_of_nothing(ledger: Ledger, keep: Callable[[Reading], None], tmp_path: Path) -> None:
    keep(Reading(report("Nothing."), reader="test 1"))
    assert pictures(ledger, tmp_path / "p") == [] and list((tmp_path / "p").iterdir()) == []
