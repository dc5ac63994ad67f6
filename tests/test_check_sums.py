"""Sums, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_made import checks, results


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At Mondo 19 civilians were freed, 4 women and 15 children.", "holds"),  # 4 + 15 = 19
        ("At Mondo 19 civilians were freed: 4 women and 15 children.", "holds"),
        ("At Mondo 20 civilians were freed: 4 women and 15 children.", "fails"),  # 19, not 20
        ("The raid killed 14 people, including 5 children.", "holds"),
        ("The raid killed 14 people including 5 children 6 women and 3 men.", "holds"),  # no commas; 14 in all
        ("The raid killed 14 people, including 15 children.", "fails"),
        ("The raid killed 14 people, including 8 children and 9 women.", "fails"),  # nobody is both
        ("The raid killed 14 people, including at least 15 children.", "fails"),
        ("Fourteen people were killed, 5 of them children.", "holds"),
        ("Fourteen people were killed, 15 of them children.", "fails"),
        ("The raid wounded 9, including 10 soldiers.", "fails"),
        ("The raid killed 236 people: 82 fighters and 154 civilians.", "holds"),
        ("The raid killed 236 people: 82 fighters and 155 civilians.", "fails"),
        ("The raid left 12 dead, including 15 children.", "fails"),
        ("The raid killed 12 soldiers, including 15 officers.", "fails"),  # "of" only begins "officers"
        ("Two million people, including 800,000 children, fled Kesra.", "holds"),
        ("Some 2 million people, including 3 million children, fled Kesra.", "fails"),
        ("Three dozen people, including 10 children, were hurt.", "holds"),
        ("Two hundred and fifty people, including 100 children, were hurt.", "holds"),
        ("Two hundred and fifty people, including 300 children, were hurt.", "fails"),
        ("One and a half million people, including 1.2 million children, fled.", "holds"),
        ("Half a million people, including 300,000 children, fled.", "holds"),
        ("Some 12 000 people, including 300 children, fled.", "holds"),  # thousands apart by a space
        ("In 2018 300 people were killed, including 301 children.", "fails"),
    ],
)
def test_parts_and_totals(text: str, expected: str) -> None:
    assert results(checks(text, "sums")) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed at least 14 people, including 15 children.",  # open: may be 15 and more
        "The raid killed hundreds of people, including 300 children.",
        "The raid killed 20 people, 4 women and 15 children.",  # may be three groups: 39 people
        "The raid killed 14 people, including 8 children and 9 civilians.",  # children are civilians: may overlap
        "The raid killed 5 people; including 9 children, it was the worst.",
        "They took 5 trucks, including 7 children.",  # five of what is not a count of people
        "The raid killed 14 people.",
        "More than 300 people were killed in 48 hours, including 60 children.",  # the nearest number is no total
        "At least 1,139 people were killed on 7 October, including 38 children.",
        "Dozens were killed in 2018, including 3,000 civilians.",
        "On May 8 rebel fighters, including 15 children, attacked.",
        "On 8 May rebel fighters, including 15 children, attacked.",
        "The raid killed two civilians among 2m people, including 300 children.",  # "2m" is read by nobody
        "Twenty five lakh people, including 300 children, fled.",
        "",
    ],
)
def test_no_failure_where_it_is_not_sure(text: str) -> None:
    assert "fails" not in results(checks(text, "sums"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ten of the five hostages were freed.", ["fails"]),
        ("Ten of the two dozen hostages were freed.", []),
        ("About 700,000 of the 2 million residents fled.", []),
        ("About 700,000 of the 2m residents fled.", []),
        ("Two hundred and fifty of the 300 residents fled.", []),
        ("Two thousand of the 300 residents fled.", ["fails"]),
        ("About 3,000 of the 2018 victims were children.", []),  # of the year 2018
    ],
)
def test_more_of_them_than_there_are(text: str, expected: list[str]) -> None:
    assert results(checks(text, "quantities")) == expected


def test_inputs_lead_to_the_words() -> None:
    text = "The raid killed 14 people, including 15 children."
    [found] = checks(text, "sums")
    assert [(i.role, i.words, text[slice(*i.span)]) for i in found.inputs] == [
        ("total", "14 people", "14 people"),
        ("part", "15 children", "15 children"),
    ]
    assert found.sentence == "15 children are more than the 14 they are said to be among."
    assert dict(found.numbers) == {"total": 14.0, "parts": 15.0}


@given(st.integers(1, 900), st.integers(1, 900), st.integers(0, 900))
def test_parts_that_add_up_never_fail(women: int, children: int, others: int) -> None:
    made = women + children
    texts = [
        f"In all {made} civilians were freed: {women} women and {children} children.",
        f"The raid killed {made + others} people, including {women} women and {children} children.",
        f"The raid killed {made} people, {women} of them women.",
    ]
    for text in texts:
        assert "fails" not in results(checks(text, "sums"))


@given(st.integers(2, 900), st.integers(2, 900), st.integers(1, 900))
def test_parts_that_are_too_many_fail(women: int, children: int, more: int) -> None:
    total = max(2, women + children - more)
    if total < women + children:
        text = f"The raid killed {total} people, including {women} women and {children} children."
        assert results(checks(text, "sums")) == ["fails"]
