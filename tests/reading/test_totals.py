"""What figures come to: by hand."""

from __future__ import annotations

import pytest
from clock import seconds
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.shares import Counted
from sayso.reading.totals import total

Range = tuple[int | None, int | None]


def people(low: int | None, high: int | None, **fields: object) -> Counted:
    return Counted(low, high, **fields)  # type: ignore[arg-type]


def exact(number: int, who: str = "people", **fields: object) -> Counted:
    return Counted(number, number, who, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([], None),
        ([people(None, None)], None),
        ([exact(9)], (9, 9)),
        ([exact(0)], (0, 0)),
        ([people(5, None)], (5, None)),
        ([people(None, 200)], (None, 200)),
        ([exact(14), exact(9), exact(21)], (9, 21)),
        ([people(None, None), exact(3)], (3, 3)),
        # open: a headline that drops "at least" does not close it; two open figures bound each other
        ([exact(15), people(15, None)], (15, None)),
        ([people(20, None), people(22, None)], (20, 22)),
        ([exact(9), people(14, None)], (9, 14)),
        ([people(None, 22), exact(17)], (17, 22)),
        # nobody died, say some
        ([exact(0), exact(14)], (0, 14)),
        ([exact(0, "combatants"), exact(14)], (14, 14)),
        # parts of a whole
        ([exact(23, "civilians"), exact(19, "children")], (23, 23)),
        ([exact(9, "children"), exact(4, "women"), exact(23)], (23, 23)),
        ([exact(17), exact(7, "men"), exact(4, "women"), exact(6, "children")], (17, 17)),
        ([exact(126), exact(20, "combatants")], (126, 126)),
        ([exact(126), exact(98, "evacuees")], (98, 126)),
        ([exact(30), exact(4)], (30, 30)),
        ([exact(18), exact(12, share="part")], (18, 18)),
        ([exact(11), exact(5, "combatants"), exact(6, "combatants")], (11, 11)),  # five and six are the eleven
        ([exact(16, "civilians"), exact(9, "civilians"), exact(2, "civilians"), exact(5, "civilians")], (16, 16)),
        ([exact(9, "children"), exact(7, "children")], (7, 9)),
        # what is no whole by itself is one where there is no larger
        ([exact(23, share="rest")], (23, 23)),
        ([exact(15, share="part"), exact(1, "women")], (15, 15)),
        ([exact(48, share="both")], (48, 48)),
        ([exact(48, share="both"), exact(3)], (3, 3)),
        ([exact(34, share="earlier"), exact(53)], (34, 53)),
        # a vague figure yields to a number, unless it says as much
        ([people(24, None, vague=True), exact(31)], (31, 31)),
        ([people(24, None, vague=True)], (24, None)),
        ([people(200, None, vague=True), exact(1300)], (200, 1300)),
        ([people(24, None, vague=True), people(None, 33)], (24, 33)),
    ],
)  # fmt: skip
def test_the_total_of_figures_of_several_sentences(figures: list[Counted], expected: Range | None) -> None:
    assert total([f] for f in figures) == expected
    assert total([f] for f in figures[::-1]) == expected, "the order in which they are told does not matter"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ([exact(63, "combatants"), exact(21, "combatants", joined=True)], (84, 84)),
        ([people(63, None), exact(21, joined=True)], (84, None)),
        ([exact(10, "children"), exact(5, "women", joined=True), exact(1, "men", joined=True)], (16, 16)),
        ([exact(9, "children"), exact(14, share="rest", joined=True)], (23, 23)),
        ([exact(18), exact(4, "women", share="part"), exact(3, "children", share="part", joined=True)], (18, 18)),
        (
            [exact(3, "combatants"), people(24, None, vague=True, joined=True)],
            (27, None),
        ),  # "three soldiers and dozens of villagers"
        ([people(None, 5), people(6, None, joined=True)], (11, 11)),
        # "64 people: 23 soldiers and 41 militants"
        ([exact(64), exact(23, "combatants", joined=True), exact(41, "combatants", joined=True)], (64, 64)),
        ([people(12, None), exact(7, "civilians", joined=True), exact(5, "combatants", joined=True)], (12, None)),
    ],
)
def test_what_a_sentence_joins_is_added(sentence: list[Counted], expected: Range) -> None:
    assert total([sentence]) == expected


def test_added_figures_that_make_another_total_say_nothing_more() -> None:
    both = [exact(19, "combatants"), exact(4, "civilians", joined=True)]
    assert total([[people(23, None)], both]) == (23, None)
    assert total([[people(70, None)], [exact(30), exact(39, joined=True)]]) == (69, 70)


SOME = st.builds(
    Counted,
    st.none() | st.integers(-5, 10**12),
    st.none() | st.integers(-5, 10**12),
    st.sampled_from(["people", "children", "combatants", "medics"]),
    st.booleans(),
    st.sampled_from(["whole", "part", "rest", "earlier", "both"]),
    st.booleans(),
)


@given(st.lists(st.lists(SOME, max_size=5), max_size=5))
def test_a_total_is_a_range_whenever_there_is_a_figure(passages: list[list[Counted]]) -> None:
    found = total(passages)
    known = [f for some in passages for f in some if f.low is not None or f.high is not None]
    assert (found is None) == (not known)
    if found is not None:
        assert found != (None, None)
        assert found[0] is None or found[1] is None or found[0] <= found[1]


def test_a_long_list_of_figures_takes_no_longer_than_it_is() -> None:
    def list_of(n: int) -> list[list[Counted]]:
        return [[exact(k % 97 + 1), exact(k % 13, joined=True)] for k in range(n)]

    short = seconds(lambda: total(list_of(2_000)))
    assert seconds(lambda: total(list_of(16_000))) < 40 * short + 0.5
