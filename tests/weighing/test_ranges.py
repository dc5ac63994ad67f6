"""How many over several reports, worked out by hand. EXERCISE: the figures are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.shares import Counted
from sayso.reading.totals import Sum
from sayso.weighing.ranges import comparable, of_report, over_reports, spread


def one(low: int | None, high: int | None, narrow: bool = False) -> Sum:
    return Sum(low, high, frozenset({(0, 0)}), narrow)


def test_which_figures_make_the_total_of_a_report() -> None:
    found = of_report([
        [Counted(7, 7, "soldiers"), Counted(5, 5, "rebels", joined=True), Counted(3, 3, "children", share="part")],
        [Counted(12, 12), Counted(24, None, vague=True)],
    ])  # fmt: skip
    assert found == Sum(12, 12, frozenset({(0, 0), (0, 1), (1, 0)}))


def test_an_earlier_toll_counts_only_where_there_is_no_other() -> None:
    earlier, now = Counted(15, 15, share="earlier"), Counted(18, 18)
    assert of_report([[earlier, now]]) == Sum(18, 18, frozenset({(0, 1)}))
    assert of_report([[earlier]]) == Sum(15, 15, frozenset({(0, 0)}))
    assert of_report([[Counted(None, None)]]) is None


def test_children_alone_are_narrow() -> None:
    found = of_report([[Counted(11, 11, "children")]])
    assert found is not None and found.narrow
    assert over_reports([found, one(58, 58)]) == (58, 58)
    assert over_reports([found]) == (11, 11)


def test_lowest_and_highest() -> None:
    assert over_reports([one(58, 72), one(60, None)]) == (58, 72)
    assert over_reports([one(58, None)]) == (58, None)
    assert over_reports([one(None, 80)]) == (80, 80)
    assert over_reports([one(12, 12), one(16, 16), one(300_000, 300_000)]) == (12, 16)
    assert over_reports([]) is None


def test_that_nobody_died_is_kept_beside_who_says_otherwise() -> None:
    assert over_reports([one(0, 0), one(12, 12)]) == (0, 12)
    assert over_reports([one(0, 0), one(12, 12), one(15, 15)]) == (0, 15)
    assert over_reports([one(0, 0), one(0, 0), one(12, 12), one(15, 15), one(90_000, 90_000)]) == (0, 15)
    assert over_reports([one(0, 0)]) == (0, 0)


sums = st.lists(
    st.builds(one, st.integers(0, 10**6), st.one_of(st.none(), st.integers(10**6, 10**7)), st.booleans()), max_size=8
)


@given(sums)
def test_a_range_has_the_totals_that_go_into_it_and_no_others(found: list[Sum]) -> None:
    kept = [s for s, k in zip(found, comparable(found), strict=True) if k]
    assert over_reports(found) == spread(kept)
    for s in kept:
        low, high = spread(kept) or (0, 0)
        assert s.low is not None and low <= s.low and (high is None or (s.high or s.low) <= high)
