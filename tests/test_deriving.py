"""From a reading to what the ledger keeps. EXERCISE: everything told here is invented; the towns are real."""

from __future__ import annotations

import pytest

from sayso.deriving import Naming, derive
from sayso.records import Event, Incident, Name, Reading, Report

TEXT = "Rebels shelled Mao in Chad on Monday. The mission there was hit, and the army of Chad fired back at Mondo."


@pytest.fixture(scope="module")
def naming() -> Naming:
    return Naming()


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def reading(*events: Event) -> Reading:
    places = (Name(at(w), "place") for w in ("Mao", "Chad", "Mondo"))
    names = (*places, Name(at("army of Chad"), "group"))
    incidents = (Incident("i1", "shelling", "shelling of Mao", place="Mao", place_from=at("Mao")),)
    return Reading(
        Report("r1", TEXT, "Exercise Wire", published="2031-05-14"), names, (), events, (), incidents, "by hand"
    )


def test_places_of_claims_and_incidents_are_resolved_with_their_report(naming: Naming) -> None:
    found = derive(
        reading(Event("e1", at("shelled"), "shelling", "actual", place=at("Mao in Chad"), incident="i1")), naming
    )
    (claim,) = found.claims
    assert claim.at is not None and claim.at.country == "Chad" and claim.at.lat == pytest.approx(14.12, abs=0.1)
    assert (found.reading.incidents[0].country, found.reading.incidents[0].region) == ("Chad", "Kanem")


@pytest.mark.parametrize("words", ["there", "mission"])
def test_common_words_are_no_places_although_towns_are_called_so(naming: Naming, words: str) -> None:
    (claim,) = derive(reading(Event("e1", at("hit"), "shelling", "actual", place=at(words))), naming).claims
    assert claim.place == words and claim.at is None


def test_the_actor_of_a_claim_is_resolved(naming: Naming) -> None:
    (claim,) = derive(reading(Event("e1", at("fired"), "shelling", "actual", actor=at("army of Chad"))), naming).claims
    assert claim.actor_is is not None and (claim.actor_is.id or "").startswith("chad/")


def test_who_acts_says_nothing_of_where(naming: Naming) -> None:
    text = "United States aircraft bombed Zzyqqan."
    bombed = Event("e1", (23, 29), "airstrike", "actual", actor=(0, 22), place=(30, 37), incident="i1")
    incident = Incident("i1", "airstrike", "air strike", place="Zzyqqan", place_from=(30, 37))
    report = Report("r1", text, "Exercise Wire", published="2031-05-14")
    found = derive(Reading(report, (Name((30, 37), "place"),), (), (bombed,), (), (incident,), "by hand"), naming)
    assert found.reading.incidents[0].country is None
    assert found.claims[0].at is not None and found.claims[0].at.lat is None


def test_every_account_leads_back_to_its_claims(naming: Naming) -> None:
    found = derive(reading(Event("e1", at("shelled"), "shelling", "actual", place=at("Mao"), incident="i1")), naming)
    assert [a.incident for a in found.accounts] == ["r1.i1"]
    assert {claim for a in found.accounts for claim, _ in a.mentions} == {"r1.e1"}
