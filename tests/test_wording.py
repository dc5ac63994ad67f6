"""Who calls whom what, worked out by hand. EXERCISE: all names and events are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers_made import Made, names_known
from sayso.records import Name
from sayso.weighing.registers import Use, table, uses


def one(made: Made) -> Use:
    (found,) = uses(made.reading)
    return found


@pytest.mark.parametrize(
    ("text", "name", "words", "noun"),
    [
        ("They fought the Fordmen terrorists.", "Fordmen", "Fordmen terrorists", "terrorists"),
        ("They fought the heroic Hill Guard fighters.", "Hill Guard", "heroic Hill Guard fighters", "heroic fighters"),
        ("The so-called “Hill Guard” terrorist organization left.", "Hill Guard", "so-called Hill Guard terrorist organization",
         "so-called terrorist organization"),
        ("They praised the Hill Guard.", "Hill Guard", "Hill Guard", ""),
        ("A Fordmen terrorist attack began.", "Fordmen", "Fordmen", ""),
        ("A Fordmen terrorist was held.", "Fordmen", "Fordmen terrorist", "terrorist"),
        ("The moderate Norland-backed men left.", "Norland", "Norland", ""),
        ("The Fordmen army left.", "Fordmen", "Fordmen", ""),
    ],
)  # fmt: skip
def test_the_phrase(text: str, name: str, words: str, noun: str) -> None:
    found = one(Made(text).groups(name))
    assert (found.words, found.noun, found.name) == (words, noun, name)


def test_a_noun_beside_a_name_is_one_use() -> None:
    assert (
        one(Made("They fought the Fordmen terrorists.").groups("Fordmen", "terrorists")).words == "Fordmen terrorists"
    )


def test_a_common_noun_names_nobody() -> None:
    found = one(Made("They fought the terrorists.").groups("terrorists"))
    assert (found.actor, found.name, found.noun) == ("", "(by a common noun only)", "terrorists")


def test_a_title_of_common_nouns_is_a_name() -> None:
    assert one(Made("The Popular Resistance left.").groups("Popular Resistance")).actor == "~popular resistance"


def test_a_resolver_says_whom_a_noun_means() -> None:
    found = uses(
        Made("The Fordmen left. They fought the terrorists.").groups("Fordmen", "terrorists").reading, names_known
    )
    assert [(u.actor, u.word) for u in found] == [("ford", "fordmen"), ("ford", "terrorists")]
    assert found[1].how == "terrorists means it here"


def voices() -> Made:
    made = Made(
        'The terrorists fled. Vorn said the rebels were beaten. "We drove the bandits out of the Quay," Vorn said.'
    )
    made.groups("terrorists", "rebels", "bandits")
    made.said("report", "Vorn", "said", "the rebels were beaten")
    made.said("report", ("Vorn", 2), ("said", 2), "We drove the bandits out of the Quay")
    return made


def test_voices_are_kept_apart() -> None:
    assert [(u.word, u.voice, u.source) for u in uses(voices().reading)] == [
        ("terrorists", "own", None),
        ("rebels", "reported", "Vorn"),
        ("bandits", "quoted", "Vorn"),
    ]


def test_the_writer_s_own_inference_is_the_outlet_s_voice() -> None:
    made = (
        Made("It seems the rebels fled.").groups("rebels").said("infer", None, "seems", "the rebels fled", author=True)
    )
    assert one(made).voice == "own"


@pytest.mark.parametrize(
    ("text", "marked"),
    [("The 'moderate' rebels fled.", True), ("The “rebels” fled.", True), ("The rebels fled.", False),
     ("The rebels' camp and the army's camp burned.", False)],
)  # fmt: skip
def test_words_between_quotation_marks(text: str, marked: bool) -> None:
    assert one(Made(text).groups("rebels")).marked is marked


def test_counting() -> None:
    first = Made("The Terrorists left. The terrorists came.", "Herald", name="bbbbbbbbbbbb").groups(
        "Terrorists", "terrorists"
    )
    second = Made("The terrorists left.", "Herald", name="cccccccccccc").groups("terrorists")
    third = Made("The terrorists left.", "Courier").groups("terrorists")
    rows = table(u for m in (first, second, third) for u in uses(m.reading))
    assert [(r["outlet"], r["count"], r["reports"], r["word"]) for r in rows] == [
        ("Herald", 3, 2, "terrorists"),
        ("Courier", 1, 1, "terrorists"),
    ]
    assert rows[1]["spans"] == [{"report": "aaaaaaaaaaaa", "span": [4, 14]}]


def test_parties_with_names_come_first() -> None:
    made = Made("Rebels and rebels and the Hill Guard.").groups("Rebels", "rebels", "Hill Guard")
    assert [r["name"] for r in table(uses(made.reading))] == ["Hill Guard", "(by a common noun only)"]


@given(
    st.lists(
        st.sampled_from(
            ["rebels", "Fordmen terrorists", "“heroes”", "US-backed men", "so-called army", "and", "x", "\n", '"', "'"]
        ),
        max_size=30,
    )
)
def test_every_mention_is_counted_once_at_most(parts: list[str]) -> None:
    text = " ".join(parts)
    made = Made(text)
    made.groups(
        *{(w, n) for w in ("rebels", "Fordmen", "terrorists", "US", "men", "army") for n in range(1, text.count(w) + 1)}
    )
    found = uses(made.reading)
    assert len(found) <= len(made.names)
    assert sum(r["count"] for r in table(found)) == len(found)
    assert all(text[slice(*u.span)] for u in found)


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("The junta's mercenaries fled.", "s mercenaries", "mercenaries"),
        ("The junta’s Hill Guard fled.", "s Hill Guard", "hill guard"),
        ("The junta's Hill Guard fled.", "'s Hill Guard", "hill guard"),
    ],
)
def test_a_possessive_before_a_name_is_no_part_of_it(text: str, name: str, word: str) -> None:
    use = one(Made(text).groups(name))
    assert use.word == word
    assert not use.words.startswith(("s ", "'"))
    assert use.actor == ("" if word == "mercenaries" else "~hill guard")
    assert text[slice(*use.span)] == use.words


def test_a_possessive_alone_is_no_party() -> None:
    made = Made("The junta's mercenaries fled.")
    made.names.append(Name((10, 11), "group"))
    assert made.text[10] == "s"
    assert uses(made.reading) == ()
