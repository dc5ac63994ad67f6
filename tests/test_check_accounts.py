"""People accounts, worked out by hand; the events are invented."""

from __future__ import annotations

import pytest

from check_made import checks, results

KIND = "people accounts"


def test_what_remains_when_some_were_killed_is_not_told() -> None:
    [found] = checks(
        "At least 30 women and children were abducted in Kesra. Several of the hostages were executed. "
        "In March, six of the hostages were released. On Tuesday 19 hostages were rescued: 4 women and 15 children.",
        KIND,
    )
    assert found.result == "cannot tell"
    assert dict(found.numbers) == {"taken": 30.0, "accounted for": 25.0, "unaccounted for": 5.0}
    assert (
        "5 or more are not accounted for" in found.sentence and "“Several of the hostages” executed" in found.sentence
    )


def test_numbers_that_account_for_all_hold() -> None:
    [found] = checks("Gunmen kidnapped 12 people. Five of the hostages were executed, 7 hostages were freed.", KIND)
    assert found.result == "holds"


def test_more_of_them_freed_than_taken_fails() -> None:
    [found] = checks("Gunmen kidnapped 12 people. On Friday 15 of the hostages were freed.", KIND)
    assert found.result == "fails" and found.sentence == "12 taken, 15 freed: more than were taken."


def test_all_that_remained_are_those_left_over() -> None:
    text = "Gunmen kidnapped 30 people. Six of the hostages were released. {} in Kesra on Friday."
    [found] = checks(text.format("All remaining hostages were freed"), KIND)
    assert found.result == "holds" and "the other 24" in found.sentence
    [found] = checks(text.format("All remaining hostages should be freed"), KIND)
    assert found.result == "cannot tell" and "24 are not accounted for" in found.sentence


@pytest.mark.parametrize(
    ("first", "taken"),
    [
        ("Ten gunmen abducted three engineers in Kesra.", None),  # ten did it
        ("Ten gunmen who later abducted 30 villagers fled.", 30.0),
        ("Ten gunmen abducted over 30 villagers.", 30.0),
        ("KESRA, 12 March 2019 - Gunmen abducted 30 villagers.", 30.0),
        ("In 2018 militants abducted 30 villagers.", 30.0),
        ("On March 12 militants abducted 30 villagers.", 30.0),
        ("In Kesra 30 villagers abducted on Monday were held.", 30.0),
        ("In Kesra 30 villagers were abducted.", 30.0),
        ("Gunmen shot at 30 villagers taken hostage in Kesra.", 30.0),
    ],
)
def test_who_was_taken(first: str, taken: float | None) -> None:
    found = checks(f"{first} Three of the hostages were released.", KIND)
    assert [dict(c.numbers)["taken"] for c in found] == ([] if taken is None else [taken])
    assert results(found) == ([] if taken is None else ["cannot tell"])


def test_a_death_among_them_leaves_it_open() -> None:
    text = "Gunmen kidnapped 12 people. One of the hostages died. Five hostages were freed. The army rescued all the remaining hostages."
    assert "fails" not in results(checks(text, KIND))


def test_several_figures_may_count_twice() -> None:
    [found] = checks("Gunmen kidnapped 12 people. Eight hostages were freed. Later nine hostages were freed.", KIND)
    assert found.result == "cannot tell" and "counted twice" in found.sentence


def test_nothing_is_said_of_several_abductions() -> None:
    assert checks("Gunmen kidnapped 12 people. Gunmen kidnapped 40 people. Five hostages were freed.", KIND) == []


def test_nothing_is_said_without_an_outcome_or_with_one_that_is_only_demanded() -> None:
    assert checks("Gunmen kidnapped 12 people in Kesra.", KIND) == []
    assert checks("Gunmen kidnapped 12 people. Their families demanded the release of 12 hostages.", KIND) == []


def test_a_driver_more_makes_the_number_open() -> None:
    [found] = checks("Gunmen kidnapped three aid workers and a driver. Three hostages were freed.", KIND)
    assert found.result == "cannot tell"
