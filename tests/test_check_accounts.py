"""People accounts, worked out by hand; the events are invented."""

from __future__ import annotations

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


def test_all_freed_and_somebody_left_over_fails() -> None:
    text = "Gunmen kidnapped 12 people. Five hostages were freed in May. The army has rescued all the remaining hostages; 4 hostages were released."
    [found] = checks(text, KIND)
    assert found.result == "fails" and "3 are not accounted for" in found.sentence


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
