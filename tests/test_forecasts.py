"""Forecasts and warnings worked out by hand. EXERCISE: all names and events are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers_made import REPORT, Made
from sayso.weighing.registers import STATES, Forecast, forecasts, row, state


def one(made: Made) -> Forecast:
    (found,) = forecasts(made.reading)
    return found


def test_an_event_that_is_predicted() -> None:
    made = Made("The Quay Monitor predicted that the militia will storm Hill 500 by Friday. It rained.")
    made.said("predict", "The Quay Monitor", "predicted", "the militia will storm Hill 500 by Friday")
    made.event("clash", "storm", "prospective", actor="militia", place="Hill 500", time="Friday")
    found = one(made)
    assert (found.id, found.kind, found.who) == (f"{REPORT}.e1", "predict", "The Quay Monitor")
    assert (found.type, found.actor, found.place) == ("clash", "militia", "Hill 500")
    assert (found.start, found.end, found.when) == ("2031-05-14", "2031-05-16", "by Friday")
    assert found.words == "the militia will storm Hill 500 by Friday"
    assert [link.source for link in found.chain] == ["Courier", "The Quay Monitor"]


def test_a_prediction_without_an_event_stands_for_itself() -> None:
    made = Made("By the looks of things, the Fordmen will be beaten there in a matter of days.")
    made.said("predict", None, "will", "be beaten there", author=True)
    found = one(made)
    assert (found.id, found.type, found.who) == (f"{REPORT}.a1", None, "(the author)")
    assert (found.start, found.end) == ("2031-05-14", "2031-05-21")


def test_a_source_s_prediction_takes_no_time_from_outside_its_words() -> None:
    made = Made("Within days of the vote, Vorn predicted that the bridge would not hold.")
    made.said("predict", "Vorn", "predicted", "the bridge would not hold")
    assert one(made).when is None


def test_an_event_ahead_without_a_prediction_is_listed_with_its_voice() -> None:
    made = Made("The council demanded that the army leave the Quay. The envoy will meet both sides.")
    made.said("demand", "The council", "demanded", "the army leave the Quay")
    made.event("movement", "leave", "prospective").event("agreement", "meet", "prospective")
    assert [(f.id[-2:], f.kind, f.who) for f in forecasts(made.reading)] == [
        ("e1", "demand", "The council"),
        ("e2", "report", "Courier"),
    ]


def test_what_happened_or_is_only_possible_is_no_forecast() -> None:
    made = Made("The army shelled the Quay and may have shelled the Hill.")
    made.event("shelling", "shelled").event("shelling", ("shelled", 2), "possible")
    assert forecasts(made.reading) == ()


def test_what_is_possible_in_a_warning_is_a_warning() -> None:
    made = Made("Vorn warned that the army may shell the Hill.")
    made.said("warn", "Vorn", "warned", "the army may shell the Hill").event("shelling", "shell", "possible")
    assert [(f.id[-2:], f.kind) for f in forecasts(made.reading)] == [("e1", "warn")]


def test_a_warning_passed_on_is_listed_once() -> None:
    made = Made("The ministry warned that Vorn predicted the bridge would not hold.")
    made.said("warn", "The ministry", "warned", "Vorn predicted the bridge would not hold")
    made.said("predict", "Vorn", "predicted", "the bridge would not hold", inside="a1")
    found = one(made)
    assert found.id == f"{REPORT}.a2"
    assert [link.source for link in found.chain] == ["Courier", "The ministry", "Vorn"]


def test_a_condition_is_told() -> None:
    made = Made("Vorn warned that if the 2,000 guards leave, the army will shell the Hill.")
    made.said("warn", "Vorn", "warned", "if the 2,000 guards leave, the army will shell the Hill")
    made.event("shelling", "shell", "prospective")
    assert one(made).condition == "if the 2,000 guards leave"


@pytest.mark.parametrize("comma", [",", ""])
def test_what_stands_in_an_if_is_no_forecast(comma: str) -> None:
    made = Made(f"Vorn warned that if the guards leave{comma} the army will shell the Hill.")
    made.said("warn", "Vorn", "warned", f"if the guards leave{comma} the army will shell the Hill")
    made.event("movement", "leave", "prospective").event("shelling", "shell", "prospective")
    assert [f.type for f in forecasts(made.reading)] == ["shelling"]


def test_a_warning_of_which_only_the_if_is_read_stands_for_itself() -> None:
    made = Made("Vorn warned that all is lost if the guards leave.")
    made.said("warn", "Vorn", "warned", "all is lost if the guards leave").event("movement", "leave", "prospective")
    found = one(made)
    assert (found.id, found.condition) == (f"{REPORT}.a1", "if the guards leave")


def test_without_a_day_of_publication_there_is_no_window() -> None:
    made = Made("The army will storm the Hill within days.", published=None).event("clash", "storm", "prospective")
    assert (one(made).start, one(made).when) == (None, "within days")


def test_states() -> None:
    made = Made("The army will storm the Hill next week.").event("clash", "storm", "prospective", time="next week")
    found = one(made)
    assert (found.start, found.end) == ("2031-05-19", "2031-05-25")
    days = [date(2031, 5, 18), date(2031, 5, 19), date(2031, 5, 25), date(2031, 5, 26)]
    assert [state(found, day) for day in days] == ["pending", "due", "due", "overdue"]
    assert state(replace(found, start=None, end=None), date(2031, 5, 26)) == "no date"
    assert state(replace(found, end=None), date(9999, 1, 1)) == "due"  # "after 19 May" never runs out


@given(st.lists(st.dates(), min_size=2, max_size=20))
def test_time_only_goes_forward(days: list[date]) -> None:
    made = Made("The army will storm the Hill next week.").event("clash", "storm", "prospective", time="next week")
    found = one(made)
    order = [("pending", "due", "overdue").index(state(found, day)) for day in sorted(days)]
    assert order == sorted(order)
    assert set(STATES) >= {state(found, day) for day in days}


def test_a_row_is_plain() -> None:
    made = Made("The army will storm the Hill soon.").event("clash", "storm", "prospective")
    plain = row(one(made))
    assert plain["span"] == [14, 19]
    assert plain["chain"][0]["source"] == "Courier"
    assert plain["claims"] == [f"{REPORT}.e1"]


def test_circles_and_empty_contents_of_a_reader_end() -> None:
    made = Made("A warned that B warned that it falls.")
    made.said("warn", "A", "warned", "B warned that it falls", inside="a2")
    made.said("warn", "B", ("warned", 2), "it falls", inside="a1")
    made.said("warn", "A", "warned")
    assert {f.id for f in forecasts(made.reading)} <= {f"{REPORT}.a1", f"{REPORT}.a2"}


def test_an_empty_text() -> None:
    assert forecasts(Made("").reading) == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("On Monday, Vorn predicted that", "2031-05-12"),
        ("Earlier last Monday, Vorn of the Hill Guard, its envoy, predicted that", "2031-05-12"),
        ("Vorn on Monday predicted that", "2031-05-12"),
        ("Vorn predicted in Quay on Monday that", "2031-05-12"),
        ("On 12 May 2031 Vorn predicted that", "2031-05-12"),
    ],
)
def test_by_when_is_reckoned_from_the_day_on_which_it_was_said(said: str, day: str) -> None:
    made = Made(f"{said} the Quay will fall within two days.")
    made.said("predict", "Vorn", "predicted", "the Quay will fall within two days")
    time = next(t for t in ("12 May 2031", "last Monday", "Monday") if t in said)
    made.groups(time, cls="time").event("territory", "fall", "prospective", time="two days")
    found = one(made)
    assert (found.said, found.start, found.end) == (day, day, "2031-05-14")
    assert found.said_span == made.at(time)
    assert found.why == "2 days from 2031-05-12, when it was said"
    assert found.published == "2031-05-14"


@pytest.mark.parametrize(
    "text",
    [
        "Vorn predicted after the vote on Monday that the Quay will fall within two days.",
        "After the vote on Monday, Vorn predicted that the Quay will fall within two days.",
        "On Monday the army left, and Vorn predicted that the Quay will fall within two days.",
        "Vorn predicted that since Monday the Quay will fall within two days.",
        "It rained on Monday. Vorn predicted that the Quay will fall within two days.",
    ],
)
def test_a_time_of_something_else_is_not_that_of_the_saying(text: str) -> None:
    content = (
        "since Monday the Quay will fall within two days" if "since" in text else "the Quay will fall within two days"
    )
    made = Made(text).said("predict", "Vorn", "predicted", content).groups("Monday", cls="time")
    made.event("territory", "fall", "prospective")
    if "left" in text:
        made.event("movement", "left")
    found = one(made)
    assert (found.said, found.end) == (None, "2031-05-16")


def test_the_day_of_a_saying_is_not_that_of_what_was_said() -> None:
    made = Made("On Monday, Vorn predicted that the Quay will fall.").groups("Monday", cls="time")
    made.said("predict", "Vorn", "predicted", "the Quay will fall")
    made.event("territory", "fall", "prospective", time="Monday")
    assert (one(made).said, one(made).start) == ("2031-05-12", None)


def test_a_day_of_saying_after_publication_is_none() -> None:
    made = Made("On 20 May, Vorn predicted that the Quay will fall within two days.").groups("20 May", cls="time")
    made.said("predict", "Vorn", "predicted", "the Quay will fall within two days")
    assert (one(made).said, one(made).end) == (None, "2031-05-16")


def test_the_day_of_the_voice_that_passes_it_on_counts_where_no_nearer_is_told() -> None:
    made = Made("On Monday, the radio said Vorn predicted that the Quay will fall within two days.")
    made.groups("Monday", cls="time")
    made.said("report", "the radio", "said", "Vorn predicted that the Quay will fall within two days")
    made.said("predict", "Vorn", "predicted", "the Quay will fall within two days", inside="a1")
    made.event("territory", "fall", "prospective")
    assert {f.said for f in forecasts(made.reading)} == {"2031-05-12"}
