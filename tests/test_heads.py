"""Whose forces "Gaddafi's forces" are: by who headed which state on the day of the report. EXERCISE: sentences made up for the test."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors_made import marked, tables
from sayso.naming.actors import resolve_actors
from sayso.naming.heads import all_heads, rewritten
from sayso.naming.matching import Context, count_countries
from sayso.naming.states import states
from sayso.records import Resolution

WAR = date(1987, 3, 22)  # of Chad and Libya


def meant(text: str, day: date | None = WAR, country: str | None = None) -> Resolution:
    """The last resolution of what is marked in a text."""
    plain, names, sources, events = marked(text)
    found = resolve_actors(plain, names, events, sources, tables(), country, day)
    return found[max(found)]


def test_the_table_is_sane() -> None:
    for head in all_heads():
        assert head.state in states().states, head
        assert head.until is None or head.since < head.until, head
        assert head.title.islower() and head.full and not set(head.full) & set(head.short), head
        for other in all_heads():
            same = other is not head and set(head.full) & set(other.full)
            if same:  # two terms of one person, or father and son, do not overlap
                assert not other.held(head.since) or other.until == head.since, (head, other)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Gaddafi's forces", "libya/armed-forces"),
        ("Gaddafis forces", "libya/armed-forces"),  # a text that lost its apostrophes
        ("Colonel Muammar Gaddafi's army", "libya/army"),
        ("Libyan leader Muammar al-Gaddafi's air force", "libya/air-force"),
        ("the Gaddafi regime", "libya/government"),
        ("forces loyal to the Libyan leader Muammar Gaddafi", "libya/armed-forces"),
        ("the government of Muammar Gaddafi", "libya/government"),
        ("Gaddafi", "libya/government"),
    ],
)
def test_possessives_of_a_head_are_bodies_of_the_state(words: str, id: str) -> None:
    found = meant(f"Libya and Chad fought. <a:{words}> left.")
    assert found.id == id
    assert "Muammar Gaddafi, leader of LY from 1969-09-01" in found.how


def test_a_head_is_a_head_only_in_office() -> None:
    text = "Libya was quiet. <a:Gaddafi's forces> left."
    assert meant(text, date(1969, 8, 31)).id is None
    assert meant(text, date(1969, 9, 1)).id == "libya/armed-forces"
    assert meant(text, date(2012, 1, 1)).id is None


def test_a_surname_needs_its_country_or_its_full_name() -> None:
    assert meant("It rained. <a:Gaddafi's forces> left.").id is None
    assert meant("It rained. Muammar <p:Muammar Gaddafi> came. <a:Gaddafi's forces> left.").id == "libya/armed-forces"
    assert meant("Libya was quiet. <a:Gaddafi's forces> left.", None).id is None  # no day, and only a surname


def test_a_surname_of_somebody_else_in_the_report_is_not_the_head() -> None:
    assert meant("Libya was quiet. The baker <p:Haro Gaddafi> came. <a:Gaddafi's forces> left.").id is None


def test_whatever_else_is_somebodys_is_no_body_of_the_state() -> None:
    for words in (
        "Gaddafi's cousin",
        "supporters of Gaddafi",
        "opponents of Libyan leader Muammar Gaddafi",
        "Gaddafi opposition",
    ):
        assert meant(f"Libya was quiet. <a:{words}> left.").id is None, words


def test_a_noun_takes_its_head_from_the_words_beside_it() -> None:
    rivals = "The <g:Chadian army> met. The <g:Libyan army> met. "
    assert meant(f"{rivals}Muammar Gaddafi's <a:forces> left.").id == "libya/armed-forces"
    assert meant(f"{rivals}The <a:regime> of Muammar Gaddafi left.").id == "libya/government"
    assert meant(f"{rivals}The Libyan <a:government> left.").id == "libya/government"
    assert meant(f"{rivals}The <a:government> left.").id is None


@given(st.text(max_size=60), st.dates())
def test_any_phrase_may_be_asked(phrase: str, day: date) -> None:
    text = f"{phrase} Gaddafi's {phrase} forces of {phrase}"
    known = tables()
    found = rewritten(text, Context(known, text, count_countries(known, text), "LY", day=day))
    assert found is None or "Libya's" in found[0]


def test_an_article_in_small_letters_opens_a_surname() -> None:
    text = "Libya was quiet. Muammar <p:Muammar al-Gaddafi> came. <a:al-Gaddafi's forces> left."
    assert meant(text).id == "libya/armed-forces"
