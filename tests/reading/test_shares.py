"""What a figure counts, told from the words round it. Exercise: every sentence here is invented."""

from __future__ import annotations

import re

import pytest
from clock import seconds
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.numbers import count
from sayso.reading.shares import counted
from sayso.records import Toll

WHO = ("children", "women", "men", "civilians")


def read(marked: str, fate: str = "killed") -> tuple[str, list[Toll]]:
    """A sentence with its figures between brackets: "shells killed [nine people]"."""
    tolls, text = [], ""
    for n, piece in enumerate(re.split(r"[\[\]]", marked)):
        if n % 2:
            who = next((w for w in WHO if piece.endswith(w)), "people")
            low, high = count(piece)
            tolls.append(Toll(f"t{n}", (len(text), len(text) + len(piece)), fate, who, low, high))
        text += piece
    return text, tolls


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Shells killed [nine people] in Dalen.", "whole"),
        ("Shells killed [more than nine people] in Dalen.", "whole"),
        ("Shells killed [18 people] including [five children] and [two women].", "whole part part"),
        ("Shells killed [18 people], most of whom were fighters.", "whole"),
        ("[Five children] were among the dead.", "part"),
        ("Among the dead were [five children].", "part"),
        ("[Six people] were killed, among them [four children].", "whole part"),
        ("Shells killed [18 people], [five of them] on the bridge.", "whole part"),
        ("[Fifteen of the dead] lay on the bridge.", "part"),
        ("[Fourteen of the guards] were killed at the gate.", "part"),
        ("[25 members of the guard] were killed at the gate.", "whole"),
        ("The nurse counted [eight bodies] in the yard.", "part"),
        ("[Another five guards] were killed at the gate.", "rest"),
        ("It said [three more] had died in hospital.", "rest"),
        ("The relief office raised its earlier toll of [15] to [18].", "earlier whole"),
        ("It had earlier given a toll of [eight], the mayor a toll of [12].", "earlier whole"),
        ("[At least 48] killed and injured in Dalen", "both"),
        ("The police shot [one of two guards].", "part"),
        ("The police shot [one] of two guards.", "part"),
        ("It killed [dozens of 40 miners].", "whole"),
        ("[Six guards] out of 28 were shot.", "part"),
        ("The camp holds [97,000 people], an increase of about [17,000].", "whole part"),
        ("[Dozens of dead and wounded people] were brought in.", "both"),
        ("[At least 44] killed [dozens] injured in Dalen", "whole whole"),
    ],
)
def test_what_a_figure_counts(sentence: str, expected: str) -> None:
    text, tolls = read(sentence)
    assert [c.share for c in counted(text, (0, len(text)), tolls)] == expected.split()


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("The battle has cost the lives of [63 rebels] and [21 guards].", True),
        ("Shells killed [19 guards] from the fort as well as [four porters].", True),
        ("Shells killed [ten children] [five women] in Dalen", True),  # commas are lost in some collections
        ("Shells killed [18 people] [five children] in Dalen", False),
        ("Shells killed [34 people] ([19 men])", False),
        ("[Dozens], [perhaps hundreds], were killed in Dalen.", False),
        ("[Twenty], [perhaps dozens], were killed in Dalen.", False),
        ("[Three guards] and [dozens of porters] were killed in Dalen.", True),
        ("[Dozens of guards] and [hundreds of porters] were killed in Dalen.", True),
        ("Shells killed [nine people] and wounded [12 people].", False),
        ("Shells killed [nine people] in Dalen. The fort lost [two guards].", False),
        ("[45 guards] were killed in the fort and [30 rebels] said to have died.", False),
    ],
)
def test_figures_that_a_sentence_joins(sentence: str, joined: bool) -> None:
    text, tolls = read(sentence)
    first, second = counted(text, (0, len(text)), tolls)
    assert not first.joined
    assert second.joined == joined


def test_a_figure_within_another_is_not_added_to_it() -> None:
    text = "At least 18 people were killed."
    twice = [Toll("t1", (0, 18), "killed", "people", 18, None), Toll("t2", (9, 18), "killed", "people", 18, 18)]
    assert [c.joined for c in counted(text, (0, len(text)), twice)] == [False, False]


def test_words_that_say_no_number_are_vague() -> None:
    text, tolls = read("[Dozens of guards] and [24 porters] and [several dozen men] were killed.")
    assert [c.vague for c in counted(text, (0, len(text)), tolls)] == [True, False, True]


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=6))
def test_any_text_and_any_spans_are_borne(text: str, spans: list[tuple[int, int]]) -> None:
    tolls = [Toll(f"t{n}", (min(s), max(s)), "killed", "people", n, None) for n, s in enumerate(sorted(spans))]
    assert len(counted(text, (0, len(text)), tolls)) == len(tolls)


def test_a_page_of_figures_without_a_full_stop_takes_no_longer_than_it_is() -> None:
    def page(n: int) -> tuple[str, list[Toll]]:
        return read("and also over the " * 20 + "killed [9 people] and " * n)

    (small, few), (large, many) = page(300), page(2400)
    short = seconds(lambda: counted(small, (0, len(small)), few))
    assert seconds(lambda: counted(large, (0, len(large)), many)) < 40 * short + 0.5
