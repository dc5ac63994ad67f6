"""The calendar, worked out by hand: 8 November 2018 was a Thursday, 20 May 2011 a Friday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_made import checks, find, results
from sayso.records import Event

KIND = "calendar"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("It fell on Thursday, November 8, 2018.", None, ["holds"]),
        ("It fell on Friday, November 8, 2018.", None, ["fails"]),
        ("It fell on 8 November 2018 (a Thursday).", None, ["holds"]),
        ("It fell on Thu 08 Nov 2018.", None, ["holds"]),
        ("It fell on Saturday, November 10.", "2018-11-12", ["holds"]),
        ("It fell on Sunday, November 10.", "2018-11-12", ["fails"]),
        ("It fell on Saturday, November 10.", None, ["cannot tell"]),  # of which year?
        ("It fell on Saturday, January 13.", "2018-11-12", ["holds"]),
        ("It fell on Friday, January 13.", "2018-11-12", ["cannot tell"]),  # 2017: the year is not written
        ("It fell on 31 November 2018.", None, ["fails"]),
        ("It fell on February 29, 2018.", None, ["fails"]),
        ("It fell on February 29, 2016.", None, []),
        ("It fell on February 29.", "2018-03-02", []),
        ("Screenshot 2018-02-31 of Kesra.", None, []),  # the name of a picture
        ("In February 62 children were killed.", None, []),  # so many children
        ("In June 31 soldiers were killed.", None, []),
        ("In early June 31 government soldiers were killed.", None, []),
        ("By June 31 soldiers were killed.", None, []),
        ("On June 31 soldiers were killed.", None, ["fails"]),
        ("It fell on November 32.", None, ["fails"]),
        ("It fell on Saturday, June 31.", None, ["fails"]),
        ("In June 31, 2018 they fell.", None, ["fails"]),
        ("", None, []),
    ],
)
def test_weekdays_and_days(text: str, published: str | None, expected: list[str]) -> None:
    assert results(checks(text, KIND, published)) == expected


def test_what_is_missing_is_said() -> None:
    [found] = checks("It fell on Saturday, November 10.", KIND, None)
    assert "give the day of publication" in found.sentence


def _told(text: str, status: str = "actual") -> list[str]:
    event = Event("e1", find(text, "shelled"), "shelling", status, time=find(text, "25 May 2011"))  # type: ignore[arg-type]
    return results(checks(text, KIND, "2011-05-20", events=[event]))


def test_a_deed_after_publication_fails() -> None:
    assert _told("On 25 May 2011 the brigade shelled Mondo.") == ["fails"]


def test_a_plan_or_hedge_or_denial_does_not() -> None:
    assert _told("On 25 May 2011 the brigade shelled Mondo.", "prospective") == []
    assert _told("By 25 May 2011 the brigade will have shelled Mondo.") == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Officials said the ten-day truce lapses on Wednesday, 25 May.", "lapses"),
        ("Officials said the ten-day truce lapses on Wednesday, 25 May.", "truce"),
        ("The truce signed in Kesra lapses on 25 May 2011.", "signed"),
        ("The truce expires on 25 May 2011.", "expires"),
        ("The prisoners are released on 25 May 2011.", "released"),
        ("The exchange is due on 25 May 2011.", "exchange"),
        ("The truce holds until 25 May 2011.", "truce"),
        ("The brigade withdraws on 25 May 2011.", "withdraws"),
        ("The brigade said talks in Mondo on 25 May 2011.", "talks"),
        ("The talks on 25 May 2011, officials said.", "talks"),
        ("Talks, which opened in Mondo, and which the brigade condemned, on 25 May 2011.", "Talks"),
    ],
)
def test_a_fails_needs_a_verb_in_the_past(text: str, trigger: str) -> None:
    """What the reader alone takes for done does not fail; 25 May 2011 was a Wednesday."""
    event = Event("e1", find(text, trigger), "agreement", "actual", time=find(text, "25 May"))
    assert "fails" not in results(checks(text, KIND, "2011-05-20", events=[event]))


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The attack on 25 May 2011 killed two.", "attack"),
        ("Two people were shot on 25 May 2011.", "shot"),
        ("The clashes in Mondo took place on 25 May 2011.", "clashes"),
    ],
)
def test_a_verb_in_the_past_fails(text: str, trigger: str) -> None:
    event = Event("e1", find(text, trigger), "clash", "actual", time=find(text, "25 May 2011"))
    assert results(checks(text, KIND, "2011-05-20", events=[event])) == ["fails"]


def test_the_next_day_is_left_to_time_zones() -> None:
    text = "On 21 May 2011 the brigade shelled Mondo."
    event = Event("e1", find(text, "shelled"), "shelling", time=find(text, "21 May 2011"))
    assert checks(text, KIND, "2011-05-20", events=[event]) == []


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.integers(1, 6))
def test_every_day_has_one_weekday(day: date, off: int) -> None:
    right, wrong = DAYS[day.weekday()], DAYS[(day + timedelta(off)).weekday()]
    text = f"It fell on {{}}, {day:%B} {day.day}, {day.year}."
    assert results(checks(text.format(right), KIND, None)) == ["holds"]
    assert results(checks(text.format(wrong), KIND, None)) == ["fails"]
