"""What the words round a phrase say of whom it counts. EXERCISE: all sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.counting import counts, named, phrase_of, with_hedge, within_one
from sayso.reading.numbers import Range, count


def at(text: str) -> tuple[str, tuple[int, int]]:
    """A text and the span of what is in angle brackets in it, the brackets taken away."""
    start = text.index("<")
    return text.replace("<", "").replace(">", ""), (start, text.index(">") - 1)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It killed three <medics> there", "three medics"),
        ("It killed at least 12 of the <guards>", "at least 12 of the guards"),
        ("It killed two thousand <guards>", "two thousand guards"),
        ("Today more <than 760,000 people> are away", "more than 760,000 people"),
        ("At <least three guards> fell", "At least three guards"),
        ("that not <a single guard> was hurt", "not a single guard"),
        ("A stray bullet hit a <seamstress>", "a seamstress"),
        ("the funeral of a nurse <of 26>", "a nurse of 26"),
        ("It killed 3 <guards of 40>", "3 guards of 40"),
        ("12 Ost <soldiers> fell", "soldiers"),  # the number stands elsewhere
        ("<soldiers> fell", "soldiers"),
        ("The camp holds <55>,000, too many", "55,000"),
        ("It drove out <1.2> million", "1.2 million"),
        ("Of <12>, 300 fled", "12"),
        ("It killed as many <as 23 guards>", "as many as 23 guards"),
        ("They found one or <two more guards>", "one or two more guards"),
        ("They found 300 or <two guards>", "two guards"),
    ],
)
def test_a_count_begins_where_its_number_does(text: str, whole: str) -> None:
    plain, span = at(text)
    assert plain[slice(*phrase_of(plain, span))] == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<foreign soldiers> fell", False),
        ("80 of 120 square <kilometers>", False),
        ("three <soldiers> fell", True),
        ("<many soldiers> fell", True),
        ("<a number of soldiers> fell", True),
        ("<dozens> fell", True),
        ("<women and children> fell", True),
        ("children <of two years> and", False),
        ("they stayed <ten> hours", False),
        ("they shot an <eleven-year->old girl", False),
        ("<nearly> all civilians", False),
        ("<most> of the guards", True),
        ("Print Tweet Views <729> Related", False),
        ("Get short URL <11990>", False),
        ("with the views of <729> men", True),
        ("they killed <ten> hours after the raid", True),
        ("they held <three> miles of road", False),
        ("Pa Tomas Oda, <84>, and a nurse fell", False),
        ("In the east, <84>, and a nurse fell", True),
        ("2031-05-<10 hostages>.png", False),
        ("<84> fell", True),
        ("the death of three-<year>-old twins", False),
        ("said one <wide>-eyed boy", False),
        ("half of the pre<-war> population", False),
        ("it drove out at <least> half of them", False),
        ("<Child> killed in raid", True),
    ],
)
def test_what_counts_people(text: str, expected: bool) -> None:
    assert counts(*at(text)) is expected


@given(st.text("a1 ,.<-ofthan", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_phrase_grows_to_the_left_only(text: str, a: int, b: int) -> None:
    span = (min(a, b, len(text)), min(max(a, b), len(text)))
    start, end = phrase_of(text, span)
    assert 0 <= start <= span[0] and end == span[1]
    counts(text, span)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed at least 5 people", (5, None)),
        ("killed up to 5 people", (None, 5)),
        ("killed nearly 5 people", (4, 5)),
        ("killed 5 people", (5, 5)),
        ("is at least as tall. 5 people", (5, 5)),
        ("they handed over 5 people", (5, 5)),
        ("it killed over 5 people", (5, None)),
        ("the toll passed 5 people", (5, None)),
    ],
)
def test_a_hedge_right_before_the_phrase_counts(text: str, expected: Range) -> None:
    at = text.index("5 people")
    assert count(with_hedge(text, (at, at + 8))) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("about 80 guards", 80),
        ("Some 15 guards", 15),
        ("nearly 75 guards", 75),
        ("72 to 88 guards", None),
        ("80 guards", None),
        ("at least 80 guards", None),
        ("guards", None),
    ],
)
def test_the_number_that_an_estimate_names(text: str, number: int | None) -> None:
    assert named(text, (0, len(text)), *count(text)) == number


def test_an_estimate_whose_hedge_stands_before_it_names_its_number_too() -> None:
    text = "They killed about 80 guards."
    span = (text.index("80"), len(text) - 1)
    assert named(text, span, *count(with_hedge(text, span))) == 80


@pytest.mark.parametrize(
    ("text", "phrase", "within"),
    [
        ("Screenshot 2018-11-10 hostages.png", "10 hostages", True),
        ("on 3.11 guards", "11 guards", True),
        ("1,200 people fled", "200 people", True),
        ("In 2018, 10 hostages were freed", "10 hostages", False),
        ("between 5-10 guards", "5-10 guards", False),
        ("10 hostages", "10 hostages", False),
        ("Route 5: guards", "guards", False),
    ],
)
def test_a_phrase_that_begins_inside_a_date_or_number(text: str, phrase: str, within: bool) -> None:
    assert within_one(text, (text.index(phrase), text.index(phrase) + len(phrase))) is within
