"""Checks and registers on the page: every line with its words, a section only where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from dossier_page import Page, report, span
from dossier_story import TEXTS, C, keep, story

from sayso.ledger import Ledger, LedgerError, decisions
from sayso.records import Attribution, Event, Name, Reading
from sayso.showing.dossier import Choice
from sayso.showing.dossier.rows import gather
from sayso.weighing import claims

Make = Callable[..., Page]
GOODS = (
    "EXERCISE. The Harbour Mission supplied 60 rockets to the Salt Brigade, which then sold them to the Hill Guard, an officer said. "
    "The Hill Guard violated the truce, he said. This suggests that the rockets were meant for the town."
)  # fmt: skip


def goods(number: str = "dddddddddddd", **stated: object) -> Reading:
    """A route of rockets, a broken truce and an inference."""
    said = span(
        "The Harbour Mission supplied 60 rockets to the Salt Brigade, which then sold them to the Hill Guard", GOODS
    )
    return Reading(
        report(GOODS, number, **stated),
        names=tuple(Name(span(w, GOODS), "group") for w in ("Harbour Mission", "Salt Brigade", "Hill Guard")),
        attributions=(
            Attribution("a1", span("an officer", GOODS), span("said", GOODS), (said,)),
            Attribution("a2", None, span("suggests", GOODS), (span("that the rockets were meant for the town", GOODS),), "infer", author=True),
        ),
        events=(
            Event("e1", span("supplied", GOODS), "supply", actor=span("The Harbour Mission", GOODS), target=span("the Salt Brigade", GOODS), means=span("60 rockets", GOODS)),
            Event("e2", span("sold", GOODS), "supply", actor=span("which", GOODS), target=span("the Hill Guard", GOODS), means=span("them", GOODS)),
            Event("e3", span("violated", GOODS), "violation", actor=span("The Hill Guard", GOODS), target=span("the truce", GOODS)),
        ),
    )  # fmt: skip


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    keep(ledger, [*story()])
    found = goods()
    ledger.add(found.report, found.report.text.encode())
    ledger.put(found, claims(found))
    return ledger


def squeezed(page: Page, name: str) -> str:
    (table,) = page.all("table", class_=f"cards {name}")
    return " ".join(table.text.split())


def test_checks_stand_worst_first_with_a_sign_a_word_and_links(full: Ledger, dossier: Make) -> None:
    page = dossier()
    table = squeezed(page, "checks")
    assert "✗ fails" in table and "4 women, 7 men and 3 children are more than the 12" in table
    assert "total “12 people”" in table and "part “3 children”" in table
    start = TEXTS["a" * 12].index("12 people")
    link = next(e for e in page.all("a") if e.text == "12 people")
    assert link.attributes["href"] == f"#w1-{start}-{start + len('12 people')}" and link.attributes["href"][1:] in page.ids  # fmt: skip
    assert "1 check that fails" in " ".join(page.all("header")[0].text.split())


def test_forecasts_have_their_state_on_the_day(full: Ledger, dossier: Make) -> None:
    page = dossier(day=date(2024, 5, 20))
    row = squeezed(page, "forecasts")
    for part in ("overdue", "2024-05-08 to 2024-05-15", "“within days”", "warns", "A spokesman (warn)"):
        assert part in row
    assert "1 overdue forecast that nobody has decided on of 1, as of 2024-05-20" in " ".join(page.all("header")[0].text.split())  # fmt: skip
    assert "pending" not in squeezed(dossier(day=date(2024, 5, 10)), "forecasts")


def test_what_a_person_decided_stands_beside_and_is_not_overdue(full: Ledger, dossier: Make) -> None:
    (forecast,) = gather(full, day=date(2024, 5, 20)).registers.forecasts
    row = forecast.row
    decisions.append(
        full.folder,
        decisions.Decision("forecast", row["id"], "did-not", "R. <b>Vale", "no attack came", decisions.now(), C, tuple(row["span"]), row["words"]),
    )  # fmt: skip
    assert gather(full, day=date(2024, 5, 20)).registers.overdue == 0
    page = dossier(day=date(2024, 5, 20))
    assert "decided: did not, by R. <b>Vale: no attack came" in squeezed(page, "forecasts") and not page.all("b", class_="Vale")  # fmt: skip


def test_a_changed_decision_is_told(full: Ledger, dossier: Make) -> None:
    (full.folder / decisions.FILE).write_text('{"half\n', encoding="utf-8")
    assert f"{decisions.FILE}, line 1" in dossier().all("header")[0].text


def test_violations_in_both_directions(full: Ledger, dossier: Make) -> None:
    page = dossier()
    assert "Hill Guard" in squeezed(page, "tally") and "“violated”" in squeezed(page, "violations")


def test_transfers_as_table_and_picture(full: Ledger, dossier: Make) -> None:
    page = dossier()
    table = squeezed(page, "transfers")
    assert "Harbour Mission" in table and "“60 rockets”" in table and "route 1 → 2" in table
    told = page.all("svg", class_="flow")[0].attributes["aria-label"]
    assert told == "Transfers: Harbour Mission to Salt Brigade, supply (1); Salt Brigade to Hill Guard, sale (2)"


def test_more_than_thirty_arrows_are_a_table_only(ledger: Ledger, dossier: Make) -> None:
    text = "EXERCISE. " + " ".join(f"Group{n:02} supplied Unit{n:02} with arms." for n in range(31))
    verbs = [m.span() for m in re.finditer("supplied", text)]
    events = tuple(
        Event(f"e{n}", verb, "supply", actor=span(f"Group{n:02}", text), target=span(f"Unit{n:02}", text))
        for n, verb in enumerate(verbs)
    )
    found = Reading(report(text), events=events)
    ledger.add(found.report, text.encode())
    ledger.put(found, claims(found))
    page = dossier()
    assert not page.all("svg", class_="flow")
    assert [" ".join(e.text.split())[:12] for e in page.all("caption") if e.text.startswith("Transfers")] == ["Transfers (3", "Transfers (3"]  # fmt: skip
    assert "and 16 more transfers" in [e.text for e in page.all("summary")]


def test_wording_counts_words_by_outlet(ledger: Ledger, dossier: Make) -> None:
    text = "EXERCISE. Hill Guard terrorists fired. Hill Guard fighters left. The Hill Guard is there. The Hill Guard's men came."
    names, at = [], text.find("Hill Guard")
    while at >= 0:
        names.append(Name((at, at + 10), "group"))
        at = text.find("Hill Guard", at + 1)
    found = Reading(report(text), names=tuple(names))
    ledger.add(found.report, text.encode())
    ledger.put(found, claims(found))
    table = squeezed(dossier(), "wording")
    assert "Hill Guard terrorists" in table and "Delta Post" in table and table.startswith("Hill Guard (4 mentions)")


def test_inferences_with_what_they_may_rest_on(full: Ledger, dossier: Make) -> None:
    table = squeezed(dossier(), "inferences")
    assert "“suggests”" in table and "that the rockets were meant for the town" in table and "violation “violated”" in table  # fmt: skip


def test_sections_without_rows_are_left_out_of_page_and_navigation(full: Ledger, dossier: Make) -> None:
    quiet = report("Nothing happened.", "eeeeeeeeeeee")
    full.add(quiet, quiet.text.encode())
    full.put(Reading(quiet), ())
    page = dossier(only=["eeeeeeeeeeee"])
    parts = [e.attributes["href"][1:] for e in page.all("a") if "nav" in e.inside]
    assert "transfers" not in parts and "checks" not in parts and set(parts) <= set(page.ids)
    every = [e.attributes["href"][1:] for e in dossier().all("a") if "nav" in e.inside]
    assert {"weighed", "checks", "forecasts", "violations", "transfers", "inferences"} <= set(every)


def test_every_name_of_a_chain_stands_by_itself(full: Ledger, dossier: Make) -> None:
    """So that one in Arabic or Hebrew does not turn the chain round, nor the date of a report."""
    alone = [e.text for e in dossier().all("bdi") if "td" in e.inside]
    assert {"Delta Post", "an officer", "A spokesman"} <= set(alone)


def test_a_narrow_choice_leaves_out_lines_about_other_claims(full: Ledger) -> None:
    found = gather(full, Choice(incidents=("aaaaaaaaaaaa.i1",))).registers
    assert not found.forecasts and not found.transfers and found.checks


def test_damaged_zones_are_told(full: Ledger, tmp_path: Path) -> None:
    (full.folder / "zones.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"zones\.geojson"):
        gather(full)
