"""Durations, worked out by hand: from 25 July to 8 November are 106 days, 3.5 months."""

from __future__ import annotations

import pytest

from check_made import checks, results

KIND = "durations"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("over three months", "holds"),
        ("three months", "holds"),
        ("nearly four months", "holds"),
        ("about 15 weeks", "holds"),  # 105 days
        ("106 days", "holds"),
        ("over four months", "fails"),
        ("two months", "fails"),
        ("90 days", "fails"),
        ("less than three months", "fails"),
        ("nearly three months", "fails"),
    ],
)
def test_both_ends_in_the_sentence(said: str, expected: str) -> None:
    text = f"They were freed on November 8, after being held for {said} since July 25."
    [found] = checks(text, KIND, "1995-11-12")
    assert found.result == expected and dict(found.numbers) == {"days": 106.0}


def test_until_the_day_of_the_report() -> None:
    assert results(checks("Kesra has been besieged for two years since May 2009.", KIND, "2011-05-20")) == ["holds"]
    assert results(checks("Kesra has been besieged for five years since May 2009.", KIND, "2011-05-20")) == ["fails"]
    assert results(checks("They've been held captive for five years since May 2009.", KIND)) == ["fails"]
    assert results(checks("The siege, which has lasted for five years since May 2009, goes on.", KIND)) == ["fails"]
    # "was" does not say until when
    assert results(checks("Kesra was besieged for five years since May 2009.", KIND, "2011-05-20")) == ["cannot tell"]


@pytest.mark.parametrize(
    "text",
    [
        "The Monitor has documented that he was held for two years since July 2002.",
        "He had been held for six months since 5 January 2009, and has since returned home.",
        "The court has freed a man held for two years since July 2002.",
        "He has been freed after being held for two years since July 2002.",
    ],
)
def test_a_perfect_elsewhere_in_the_sentence_does_not_say_that_it_goes_on(text: str) -> None:
    assert results(checks(text, KIND, "2011-05-20")) == ["cannot tell"]


def test_a_war_and_its_beginning() -> None:
    assert results(checks("The two-year-old conflict began in March 2009.", KIND, "2011-05-20")) == ["holds"]
    assert results(checks("The nine-year-old conflict began in March 2009.", KIND, "2011-05-20")) == ["fails"]
    assert results(checks("The nine-year war, which began in March 2009, goes on.", KIND, "2011-05-20")) == ["fails"]
    assert results(checks("The 51-day war, which began in March 2009, was costly.", KIND, "2011-05-20")) == [
        "cannot tell"
    ]


def test_an_end_found_in_another_sentence_never_fails() -> None:
    text = "On 25 July gunmen abducted 30 people. The hostages, held for {} months, were freed on 8 November."
    assert results(checks(text.format("three"), KIND, "1995-11-12")) == ["holds"]
    assert results(checks(text.format("nine"), KIND, "1995-11-12")) == ["cannot tell"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("They were held for three months.", "1995-11-12"),
        ("They were held for three months since the flood.", "1995-11-12"),
        ("They were held for three months since July 25.", None),
        ("", None),
    ],
)
def test_nothing_without_two_ends(text: str, published: str | None) -> None:
    assert checks(text, KIND, published) == []
