"""By when is something said to come about? Worked out with a calendar; 14 May 2031 is a Wednesday. EXERCISE: all is invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.weighing.registers.days import end_of, in_units
from sayso.weighing.registers.horizon import horizon

TODAY = date(2031, 5, 14)


def window(words: str, today: date | None = TODAY, role: bool = False) -> tuple[str | None, str | None]:
    """The window of "The Quay will fall WORDS."; ``role``: a reader took the words for the event's time."""
    text = f"The Quay will fall {words}."
    at = text.index("fall")
    begin = text.index(words)
    found = horizon(text, (0, len(text)), (at, at + 4), today, (begin, begin + len(words)) if role else None)
    return (found.start.isoformat() if found.start else None, found.end.isoformat() if found.end else None)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("within days", "2031-05-14", "2031-05-21"),
        ("in a matter of days", "2031-05-14", "2031-05-21"),
        ("in the coming days", "2031-05-14", "2031-05-21"),
        ("within hours", "2031-05-14", "2031-05-15"),
        ("over the coming weeks", "2031-05-14", "2031-06-14"),
        ("in the months to come", "2031-05-14", "2032-05-14"),
        ("within 48 hours", "2031-05-14", "2031-05-16"),
        ("within 25 hours", "2031-05-14", "2031-05-16"),
        ("within ten days", "2031-05-14", "2031-05-24"),
        ("in two or three weeks", "2031-05-14", "2031-06-04"),
        ("within a month", "2031-05-14", "2031-06-14"),
        ("in the next 72 hours", "2031-05-14", "2031-05-17"),
        ("before the end of the week", "2031-05-14", "2031-05-18"),
        ("before the end of the month", "2031-05-14", "2031-05-31"),
        ("by the end of next month", "2031-05-14", "2031-06-30"),
        ("by the end of June", "2031-05-14", "2031-06-30"),
        ("before the year is out", "2031-05-14", "2031-12-31"),
        ("later this month", "2031-05-14", "2031-05-31"),
        ("by Friday", "2031-05-14", "2031-05-16"),
        ("before Friday", "2031-05-14", "2031-05-15"),
        ("by 3 June", "2031-05-14", "2031-06-03"),
        ("before tomorrow evening", "2031-05-14", "2031-05-15"),
        ("tomorrow", "2031-05-15", "2031-05-15"),
        ("next week", "2031-05-19", "2031-05-25"),
        ("by August", "2031-05-14", "2031-08-31"),
        ("within the next week", "2031-05-14", "2031-05-21"),
        ("over the coming month", "2031-05-14", "2031-06-14"),
        ("in the next year", "2031-05-14", "2032-05-14"),
        ("in the next day or two", "2031-05-14", "2031-05-16"),
        ("within twenty-four hours", "2031-05-14", "2031-05-15"),
        ("forty-eight hours from now", "2031-05-14", "2031-05-16"),
        ("within 24-48 hours", "2031-05-14", "2031-05-16"),
        ("in 2–3 weeks", "2031-05-14", "2031-06-04"),
        ("by 2033", "2031-05-14", "2033-12-31"),
        ("before 2033", "2031-05-14", "2032-12-31"),
        ("by the end of 2032", "2031-05-14", "2032-12-31"),
    ],
)
def test_windows(words: str, start: str, end: str) -> None:
    assert window(words) == (start, end)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on Friday", "2031-05-16", "2031-05-16"),
        ("this week", "2031-05-14", "2031-05-18"),
        ("by spring", "2031-05-14", "2031-05-31"),
        ("by winter", "2031-05-14", "2032-02-29"),
        ("before the weekend", "2031-05-14", "2031-05-16"),
        ("after 20 May", "2031-05-20", None),
        ("48 hours", "2031-05-14", "2031-05-16"),
        ("24-48 hours", "2031-05-14", "2031-05-16"),
        ("no earlier than 20 May", "2031-05-20", None),
        ("not before the end of the month", "2031-05-31", None),
    ],
)
def test_words_that_the_reader_took_for_the_time(words: str, start: str, end: str | None) -> None:
    assert window(words, role=True) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The Guard will not attack before 1 June.", "2031-06-01", None),
        ("The Guard won't attack the northern Quay until 1 June.", "2031-06-01", None),
        ("No attack on the Quay will come before 1 June.", "2031-06-01", None),
        ("The Guard does not wait and will attack before 1 June.", "2031-05-14", "2031-05-31"),
        ("There is no doubt that the Guard will attack before 1 June.", "2031-05-14", "2031-05-31"),
        ("The Guard will attack, not before time, before 1 June.", "2031-05-14", "2031-05-31"),
        ("The truce after the attack will not hold until 1 June.", "2031-05-14", "2031-06-01"),
    ],
)
@pytest.mark.parametrize("role", [False, True])
def test_what_will_not_come_before_a_day_comes_from_then_on(text: str, start: str, end: str | None, role: bool) -> None:
    at, begin = text.index("attack"), text.index("1 June")
    found = horizon(text, (0, len(text)), (at, at + 6), TODAY, (begin, begin + 6) if role else None)
    assert (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end) if end else None)


def test_the_next_week_that_the_reader_took_for_the_time() -> None:
    for lead, days in (("within the ", ("2031-05-14", "2031-05-21")), ("", ("2031-05-19", "2031-05-25"))):
        text = f"The Quay will fall {lead}next week."
        begin = text.index("next week")
        found = horizon(text, (0, len(text)), (14, 18), TODAY, (begin, begin + 9))
        assert (found.start, found.end) == tuple(date.fromisoformat(d) for d in days)


@pytest.mark.parametrize(
    "words", ["soon", "any moment now", "eventually", "within years", "before the rains", "last week", "7-day", "in one day", "by 2 May 2031", "February"]
)  # fmt: skip
def test_what_names_no_day_ahead_has_no_window(words: str) -> None:
    assert window(words, role=True) == (None, None)


def test_a_day_of_the_week_that_only_stands_in_the_sentence_is_no_deadline() -> None:
    """ "The envoy said on Monday that the Quay will fall" does not say when it falls."""
    assert window("he said on Monday") == (None, None)


def test_without_a_day_of_publication_nothing_can_be_told() -> None:
    assert window("within days", None) == (None, None)


def test_the_nearest_words_count() -> None:
    text = "The Hill will fall within weeks and the Quay will fall within days."
    first, second = text.index("fall"), text.rindex("fall")
    assert horizon(text, (0, len(text)), (first, first + 4), TODAY).end == date(2031, 6, 14)
    assert horizon(text, (0, len(text)), (second, second + 4), TODAY).end == date(2031, 5, 21)


def test_the_region_bounds_what_is_looked_at() -> None:
    text = "He said within days: the Quay will fall."
    begin = text.index("the Quay")
    assert horizon(text, (begin, len(text)), (begin, len(text)), TODAY).words == ""


def test_it_says_how() -> None:
    text = "The Quay will fall within days."
    found = horizon(text, (0, len(text)), (14, 18), TODAY)
    assert found.words == "within days"
    assert text[slice(*(found.span or (0, 0)))] == "within days"
    assert "up to a week" in found.why


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.text(max_size=60), st.integers(0, 999))
def test_a_window_never_ends_before_it_begins_nor_lies_before_publication(today: date, words: str, n: int) -> None:
    for given_words in (words, f"within {n} days", f"before {words}", f"by {n} May", f"in {n} {words}"):
        text = f"It will fall {given_words}"
        found = horizon(text, (0, len(text)), (8, 12), today, (13, len(text)) if len(text) > 13 else None)
        assert found.start is None or found.start >= today
        assert found.end is None or found.end >= (found.start or today)


@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.integers(0, 10**9),
    st.sampled_from(["hour", "day", "week", "fortnight", "month", "year"]),
)
def test_counting_on_never_goes_back_and_never_fails(day: date, n: int, unit: str) -> None:
    assert in_units(day, n, unit) >= day


def test_units() -> None:
    assert in_units(date(2031, 1, 31), 1, "month") == date(2031, 2, 28)
    assert in_units(date(2032, 2, 29), 1, "year") == date(2033, 2, 28)
    assert in_units(TODAY, 1, "hour") == TODAY + timedelta(1)
    assert end_of(TODAY, "week") == date(2031, 5, 18)
    assert end_of(date(2031, 12, 31), "week", later=True) == date(2032, 1, 11)
    assert end_of(date(2031, 1, 31), "month", later=True) == date(2031, 2, 28)


@pytest.mark.parametrize("words", ["since 2013", "over the past few months", "last week", "two days ago"])
def test_what_lies_behind_is_no_window(words: str) -> None:
    """A reader now and then takes a plan's past for its time."""
    assert window(words, role=True) == (None, None)
    assert window("in the last week of May", role=True)[1] is not None
