"""Who speaks for whom. EXERCISE: persons are invented; offices are real, since the rule is about offices."""

from __future__ import annotations

from datetime import date

import pytest

from actors_made import ids, marked, one, resolved, tables
from sayso.naming.actors import resolve_actors
from sayso.naming.institutions import surnames
from sayso.naming.matching import count_countries


@pytest.mark.parametrize(
    ("phrase", "who"),
    [
        ("Russian Defense Ministry spokesman Ivan Fordov", "russia/defense-ministry"),
        ("a Syrian field commander", "syria/armed-forces"),
        ("head of the White Helmets", "white-helmets"),
        ("Hezbollah's media office", "central-military-media"),
        ("SOHR director Sabo Lerrant", "sohr"),
        ("the Chadian defence minister, Sabo Lerrant,", "chad/defense-ministry"),
        ("Chadian President Sabo Lerrant", "chad/presidency"),
        ("Chad's prime minister", "chad/government"),
        ("US officials", "united-states/government"),
        ("some US state department officials", "united-states/foreign-ministry"),
        ("US Secretary of Defense Sabo Lerrant", "united-states/defense-ministry"),
        ("U.N. regional humanitarian coordinator Sabo Lerrant", "united-nations"),
        ("a statement from the Chadian Interior Ministry", "chad/interior-ministry"),
        ("a source in Jaish al-Islam", "jaysh-al-islam"),
        ("SANA's correspondent in Aleppo", "sana"),
        ("SANAs correspondent in Aleppo", "sana"),
        ("Activists at the Syrian Revolutionary Command Council", "syrian-revolutionary-command-council"),
        ("Sabo Lerrant of the Syrian Nonviolence Movement", "syrian-nonviolence-movement"),
        ("a Turkish activist", None),
        ("an expert on Hezbollah", None),
        ("residents of Syria", None),
        ("a Hezbollah expert", None),
        ("a former Chadian minister", None),
        ("Defence Committee of the Azov Littoral Republic", None),
        ("commander of the Azov Littoral Republic", None),
    ],
)
def test_phrases_of_those_who_speak(phrase: str, who: str | None) -> None:
    found = one(f"It was quiet, <s:{phrase}> said.")
    assert found.id == who, found
    if who and who != "central-military-media":
        assert found.tie == "speaker"
        assert found.role


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Russian Defense Ministry spokesman Maj. Gen. <p:Ivan Fordov> said so.", "russia/defense-ministry"),
        ("Chadian President <p:Sabo Lerrant> said so.", "chad/presidency"),
        ("the Chadian foreign minister, <p:Sabo Lerrant>, said so.", "chad/foreign-ministry"),
        ("<p:Sabo Lerrant>, Chad’s president, said so.", "chad/presidency"),
        ("<p:Sabo Lerrant>, an SDF spokesman, said so.", "sdf"),
        ("<p:Sabo Lerrant> director of the Syrian Observatory for Human Rights said so.", "sohr"),
        ("the head of the Syrian Observatory for Human Rights <p:Sabo Lerrant> said so.", "sohr"),
        ("<p:Sabo Lerrant> WHO Representative in Syria said so.", "who"),
        ("<p:Sabo Lerrant> of the Syrian Nonviolence Movement said so.", "syrian-nonviolence-movement"),
        ("<p:Sabo Lerrant> (Hezbollah) said so.", "hezbollah"),
        ("<p:Sabo Lerrant> said so.", None),
        ("<p:Sabo Lerrant> said Russian military advisers came.", None),
        ("The US envoy quits over <p:Sabo Lerrant>.", None),
        ("<p:Sabo Lerrant>, former Hezbollah commander, said so.", None),
        ("<p:Sabo Lerrant>, who met Hezbollah commanders, said so.", None),
        ("Hezbollah accused <p:Sabo Lerrant>.", None),
        ("fighters of Hezbollah and <p:Sabo Lerrant> met.", None),
        ("his defence secretary, <p:Sabo Lerrant>, and his Islamic State expert, <p:Nela Ford>, left.", None),
    ],
)
def test_persons_are_tied_by_the_words_beside_them(text: str, who: str | None) -> None:
    found = resolved(text)
    assert [f.id for f in found] == [who] * len(found), found[0].how
    assert found[0].person == "Sabo Lerrant" or found[0].person == "Ivan Fordov"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Head of the White Helmets <p:Sabo Lerrant> accused Chadian General <p:Nela Ford>.", ["white-helmets", "chad/armed-forces"]),
        ("Commander of the Syrian Democratic Forces <p:Sabo Lerrant> had warned <p:Nela Ford>.", ["sdf", None]),
        ("Chadian President <p:Sabo Lerrant> has conveyed his condolences to his colleague General <p:Nela Ford>.", ["chad/presidency", None]),
        ("A commander of the SDF accused the envoy <p:Nela Ford>.", [None]),
        ("The head of the White Helmets was <p:Nela Ford>.", [None]),
        ("The White Helmets handed their leader to General <p:Nela Ford>.", [None]),
        ("The SDF warned a Chadian minister, <p:Nela Ford>.", ["chad/government"]),
        ("Chadian Ambassador to Syria <p:Nela Ford> said so.", ["chad/government"]),
        ("head of the banned Muslim Brotherhood <p:Nela Ford> said so.", ["muslim-brotherhood"]),
    ],
)  # fmt: skip
def test_the_words_before_a_name_end_at_a_verb_and_at_another_person(text: str, who: list[str | None]) -> None:
    assert ids(text) == who


def test_a_person_named_by_another_is_tied_through_him() -> None:
    text, names, sources, events = marked("<p:Gaddafi>'s spokesman <p:Sabo Lerrant> said so. <p:Gaddafi> left Libya.")
    found = resolve_actors(text, names, events, sources, tables(), "LY", date(1987, 3, 22))
    assert found[names[1].span].id == "libya/government"


def test_what_is_read_as_a_person_may_be_a_body_that_the_report_names() -> None:
    text = "Lebanon met. The <g:Amal Movement> left Lebanon. <p:Amal> said so."
    found = resolved(text)[-1]
    assert (found.id, found.person) == ("amal-movement", None)
    assert ids(text.replace("Amal Movement", "Lebanese army"))[-1] is None  # the body is not named
    assert ids(f"{text} <p:Amal Ford> left.")[1:] == [None, None]  # the name is a person's


def test_a_surname_later_is_the_same_person() -> None:
    text = "SDF spokesman <p:Sabo Lerrant> said so. It rained. <p:Lerrant> added that it did. <s:Lerrant> left."
    assert ids(text) == ["sdf"] * 3
    found = resolved(text)[1]
    assert found.how.startswith("spokesperson of: 'spokesman', said of Sabo Lerrant at [0, 13)")


def test_a_surname_of_two_persons_stays_open() -> None:
    text = "SDF spokesman <p:Sabo Lerrant> met <p:Nela Lerrant>. <p:Lerrant> left."
    assert ids(text) == ["sdf", None, None]


def test_a_full_name_after_the_surname() -> None:
    text = "<p:Sabo Lerrant> came. <p:Lerrant>, an SDF spokesman, left."
    assert ids(text) == ["sdf", "sdf"]


def test_the_phrase_of_a_tied_person() -> None:
    text = "SDF spokesman <p:Sabo Lerrant> came. <s:the tired Lerrant> left."
    assert ids(text) == ["sdf", None] or ids(text) == ["sdf", "sdf"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Sabo Lerrant", {"lerrant"}),
        ("Rami Abdel Rahman", {"rahman", "abdel rahman"}),
        ("Sabo al-Lerrant", {"lerrant", "al lerrant"}),
        ("Lerrant", {"lerrant"}),
        ("", set()),
        ("Sabo X", set()),
    ],
)
def test_surnames(name: str, keys: set[str]) -> None:
    assert surnames(name) == keys


def test_who_is_in_a_state_but_not_of_it_has_no_affiliation_to_it() -> None:
    """Else a rebel and a ministry would count as one voice."""
    for words in ("Chadian rebels", "the Chadian opposition"):
        assert one(f"Reports say that <a:{words}> came.").affiliation in (None, "")
    assert not tuple(tables().affiliations("chad/rebels"))
    assert "chad" in tuple(tables().affiliations("chad/army"))


def test_a_longer_name_of_a_state_does_not_count_for_a_shorter_one() -> None:
    counts = count_countries(tables(), "South Sudan and South Sudan. Papua New Guinea. Sudan.")
    assert counts == {"SS": 2, "PG": 1, "SD": 1}
