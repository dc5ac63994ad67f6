"""What the mentions of one incident say together: type and totals, by hand; places and dates, from what the report offers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from clock import seconds
from invented import report, span

from sayso.reading import sentences
from sayso.reading.choosing import Chooser, Mentions, Scene, date_candidates, load_choosers, place_candidates
from sayso.reading.countries import COUNTRIES
from sayso.reading.incidents import describe, resolve_times, type_of
from sayso.reading.network import MODEL
from sayso.reading.times import When
from sayso.records import Event, Name, Toll


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([], "killing"),
        (["shelling"], "shelling"),
        (["killing", "shelling"], "shelling"),
        (["shelling", "killing", "killing"], "shelling"),
        (["killing", "killing"], "killing"),
        (["clash", "territory"], "territory"),
        (["destruction", "airstrike"], "airstrike"),
        (["release", "abduction"], "release"),
        (["abduction", "release", "release"], "release"),
    ],
)
def test_the_type_is_the_cause_and_not_its_effects(types: list[str], expected: str) -> None:
    assert type_of([Event(f"e{n}", (0, 1), kind) for n, kind in enumerate(types)]) == expected


TEXT = (
    "Rockets Hit Ostport\n\nRockets hit the harbour of Ostport in Fordland on Monday, killing 9 people, officials in Quayside said. "
    "Two days later the army entered Nordvik. It had threatened to do so on Friday."
)  # fmt: skip
TODAY = date(2019, 3, 13)  # a Wednesday


def names() -> tuple[Name, ...]:
    places = [Name(span(TEXT, p), "place") for p in ("Ostport", "Fordland", "Quayside", "Nordvik")]
    again = Name(span(TEXT, "Ostport", 2), "place")
    times = [Name(span(TEXT, t), "time") for t in ("Monday", "Two days later", "Friday")]
    return (*places, again, *times)


def events() -> tuple[Event, ...]:
    return (
        Event("e1", span(TEXT, "hit"), "shelling", target=span(TEXT, "harbour of Ostport"), place=span(TEXT, "Ostport", 2),
              time=span(TEXT, "Monday"), incident="i1"),
        Event("e2", span(TEXT, "entered"), "territory", actor=span(TEXT, "army"), target=span(TEXT, "Nordvik"), time=span(TEXT, "Two days later"), incident="i2"),
        Event("e3", span(TEXT, "do so"), "territory", "prospective", time=span(TEXT, "Friday")),
    )  # fmt: skip


def scene() -> Scene:
    resolved = resolve_times(report(TEXT), events(), names(), TODAY)
    return Scene(report(TEXT), TODAY, sentences.split(TEXT), names(), resolved, TEXT.index("\n\n"), COUNTRIES)


def groups() -> dict[str, Mentions]:
    nine = Toll("t1", span(TEXT, "9 people"), "killed", "people", 9, 9, "e1", "i1")
    first, second, _ = events()
    return {"i1": Mentions((first,), (nine,)), "i2": Mentions((second,), ())}


def test_times_are_resolved_in_text_order_and_plans_ahead() -> None:
    found = {TEXT[a:b]: (when.start, when.end) for (a, b), when in scene().times.items()}
    monday, later, friday = date(2019, 3, 11), date(2019, 3, 13), date(2019, 3, 15)
    assert found == {"Monday": (monday, monday), "Two days later": (later, later), "Friday": (friday, friday)}


@pytest.mark.parametrize(("status", "expected"), [("actual", 8), ("denied", 8), ("prospective", 15), ("possible", 15)])
def test_what_has_happened_and_a_plan_with_the_same_words_lie_behind(status: str, expected: int) -> None:
    """ "The army moved on Friday to drive them out": only where all that the words belong to lies ahead they mean the next Friday."""
    plan = events()[2]
    other = Event("e4", span(TEXT, "entered"), "movement", status, time=plan.time)
    (friday,) = (w for s, w in resolve_times(report(TEXT), (plan, other), (), TODAY).items() if s == plan.time)
    assert friday.start == date(2019, 3, expected)


def test_a_part_of_the_day_of_something_leans_on_it() -> None:
    text = "The mayor was away on the morning of the strike on his home. Shells fell at dawn."
    words = [Name(span(text, w), "time") for w in ("the morning", "dawn")]
    found = resolve_times(report(text), (), words, TODAY)
    assert {text[slice(*s)] for s in found} == {"dawn"}


def test_places_offered_are_the_named_ones_once_each_and_none() -> None:
    offered = place_candidates(groups()["i1"], scene(), [])
    assert sorted(c.value for c in offered if isinstance(c.value, str)) == [
        "Fordland", "Nordvik", "Ostport", "Quayside",
    ]  # fmt: skip
    assert [c for c in offered if c.value is None] == [offered[-1]]
    for candidate in offered:
        assert candidate.span is None or TEXT[slice(*candidate.span)] == candidate.value
        assert candidate.why
    assert len({len(c.features) for c in offered}) == 1


def test_dates_offered_are_the_resolved_ones_publication_and_none() -> None:
    offered = date_candidates(groups()["i1"], scene(), [])
    dates = {c.value.start for c in offered if isinstance(c.value, When)}
    assert dates == {date(2019, 3, 11), date(2019, 3, 13), date(2019, 3, 15), date(2019, 3, 7)}
    assert any(c.value is None for c in offered)
    assert len({len(c.features) for c in offered}) == 1
    before = [(0, When(date(2018, 1, 1), date(2018, 1, 1), "day", "x"))]
    assert date(2018, 1, 1) in {
        c.value.start for c in date_candidates(groups()["i2"], scene(), before) if isinstance(c.value, When)
    }


def test_without_a_publication_date_no_day_is_made_up() -> None:
    bare = Scene(report(TEXT, None), None, sentences.split(TEXT), names(), {}, 0, COUNTRIES)
    assert [c.value for c in date_candidates(groups()["i1"], bare, [])] == [None]
    (first, _) = describe(groups(), bare, load_choosers(MODEL / "choosers.json"))
    assert (first.start, first.end, first.precision) == (None, None, "unknown")


def test_the_packaged_choosers_tell_the_plain_case() -> None:
    rockets, entered = describe(groups(), scene(), load_choosers(MODEL / "choosers.json"))
    assert (rockets.place, rockets.start, rockets.end, rockets.precision) == (
        "Ostport",
        "2019-03-11",
        "2019-03-11",
        "day",
    )
    assert (entered.place, entered.start) == ("Nordvik", "2019-03-13")
    assert (rockets.type, rockets.killed, rockets.injured, rockets.target) == (
        "shelling",
        (9, 9),
        None,
        "harbour of Ostport",
    )
    assert (entered.type, entered.actor, entered.main) == ("territory", "army", False)
    for incident in (rockets, entered):
        assert incident.why and incident.date_from in scene().times
        assert incident.place_from is not None and TEXT[slice(*incident.place_from)] == incident.place


def test_of_equal_candidates_the_first_is_chosen() -> None:
    offered = place_candidates(groups()["i1"], scene(), [])
    size = len(offered[0].features)
    flat = Chooser(np.zeros((size, 4), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
    assert flat.choose(offered) is offered[0]


def test_an_incident_told_first_in_the_title_is_a_main_one() -> None:
    title = Event("e0", span(TEXT, "Hit"), "shelling", incident="i1")
    (only,) = describe({"i1": Mentions((title,), ())}, scene(), load_choosers(MODEL / "choosers.json"))
    assert only.main is True


def test_a_toll_alone_is_an_incident_too() -> None:
    (only,) = describe(
        {"i1": Mentions((), (groups()["i1"].tolls[0],))}, scene(), load_choosers(MODEL / "choosers.json")
    )
    assert (only.type, only.killed, only.summary) == ("killing", (9, 9), "9 people")


def test_costs_grow_with_the_length_and_not_with_its_square() -> None:
    choosers = load_choosers(MODEL / "choosers.json")

    def work(number: int) -> object:
        """Describe an incident for each of many sentences, each with a place of its own."""
        line = "The army shelled Ost{:05d} on Monday. "
        width = len(line.format(0))
        text = "".join(line.format(n) for n in range(number))
        places = [(n * width + 17, n * width + 25) for n in range(number)]
        shellings = [
            Event(f"e{n}", (n * width + 9, n * width + 16), "shelling", place=p, incident=f"i{n}")
            for n, p in enumerate(places)
        ]
        found = [Name(p, "place") for p in places]
        around = Scene(report(text), TODAY, sentences.split(text), found, {}, 0, COUNTRIES)
        return describe({f"i{n}": Mentions((e,), ()) for n, e in enumerate(shellings)}, around, choosers)

    assert seconds(lambda: work(1200)) < 3 * 8 * seconds(lambda: work(150), 3) + 0.05
