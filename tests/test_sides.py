"""Sides and bodies named by a noun, a weapon, a place or a capital. EXERCISE: invented, in real countries of long ago wars."""

from __future__ import annotations

from datetime import date

import pytest

from actors_made import ids, marked, one, tables
from sayso.naming.actors import resolve_actors
from sayso.records import Event, Name


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("the opposition", "chad/opposition"),
        ("Opposition forces", "chad/opposition"),
        ("rebels", "chad/rebels"),
        ("Insurgents", "chad/rebels"),
        ("opposition sources", "chad/opposition"),
    ],
)
def test_a_side_is_that_of_the_reports_country(words: str, id: str) -> None:
    assert one(f"It rained. <s:{words}> spoke.", "TD").id == id
    assert one(f"It rained. <s:{words}> spoke.").id is None


@pytest.mark.parametrize(
    "words", ["opposition activists", "Chadian opposition activists", "activists", "militants", "terrorists", "gunmen"]
)
def test_people_of_no_plain_side_stay_open(words: str) -> None:
    assert one(f"It rained. <s:{words}> spoke.", "TD").id is None


def test_a_side_stays_open_beside_that_of_another_country() -> None:
    assert ids("<g:Sudanese rebels> came. <a:Rebels> left.", "TD") == ["sudan/rebels", None]


def test_warplanes_act_although_they_are_marked_as_weapons() -> None:
    text = "Chadian warplanes struck the hill."
    span = (0, len("Chadian warplanes"))
    weapon = [Name(span, "weapon")]
    acting = resolve_actors(text, weapon, [Event("e1", (18, 24), "airstrike", actor=span)], (), tables())
    hit = resolve_actors(text, weapon, [Event("e1", (18, 24), "airstrike", target=span)], (), tables())
    assert acting[span].id == "chad/air-force"
    assert span not in hit


def test_a_country_that_is_marked_as_a_place_may_act() -> None:
    span = (0, 4)
    events = [Event("e1", (5, 11), "airstrike", actor=span)]
    assert resolve_actors("Chad struck the hill.", [Name(span, "place")], events, (), tables())[span].id == "chad"


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("the defence ministry in N'Djamena", "chad/defense-ministry"),
        ("the foreign ministry in Khartoum", "sudan/foreign-ministry"),
        ("the army in Khartoum", None),  # of that town
        ("the ministry in Khartoum", None),
    ],
)
def test_a_ministry_in_a_capital_is_the_states(words: str, id: str | None) -> None:
    assert one(f"<s:{words}> spoke.").id == id


def test_where_somebody_sits_is_not_whom_he_speaks_for() -> None:
    assert one("<s:The London Based Syrian Observatory for Human Rights> spoke.").id == "sohr"
    assert one("<s:the Britain-based Syrian Obervatory for Human Rights> spoke.").id == "sohr"  # misspelt


def test_the_regime_is_the_only_one_that_is_called_so() -> None:
    text = (
        "The <g:Libyan army> met. The <g:Sudanese army> met. The Libyan regime spoke of <g:Sudan>. <g:The regime> left."
    )
    assert ids(text, "LY")[-1] == "libya/government"
    assert ids(text.replace("Libyan regime", "Sudanese regime"), "LY")[-1] == "sudan/government"


def test_a_body_that_began_later_is_not_meant() -> None:
    def asked(day: date) -> str | None:
        text, names, sources, events = marked("The <g:US-led coalition> met.")
        (found,) = resolve_actors(text, names, events, sources, tables(), None, day).values()
        return found.id

    assert asked(date(2016, 5, 1)) == "coalition-against-is"
    assert asked(date(1991, 2, 1)) != "coalition-against-is"


def test_a_body_of_a_state_that_began_later_is_not_meant() -> None:
    """EXERCISE: the Palestinian Authority began in 1994."""

    def asked(text: str, year: int) -> list[str | None]:
        plain, names, sources, events = marked(text)
        found = resolve_actors(plain, names, events, sources, tables(), "PS", date(year, 5, 1))
        return [found[k].id for k in sorted(found)]

    text = "Palestinian leader <p:Sabo Lerrant> met <s:the government>. <s:Palestinian officials> said so."
    assert asked(text, 2016) == ["palestinian-authority"] * 3
    assert asked(text, 1987) == [None] * 3
    assert asked("<g:Palestinian Liberation Organisation> met.", 1987) == ["plo"]
