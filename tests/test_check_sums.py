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
        "",
    ],
)
def test_no_failure_where_it_is_not_sure(text: str) -> None:
    assert "fails" not in results(checks(text, "sums"))


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
