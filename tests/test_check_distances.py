"""Distances and directions on an invented map: Kesra is 155.6 km north-east of Mondo, Ulbar 328.9 km east."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_made import MAP, checks, reading, results
from sayso.checking import check, geodesy
from sayso.checking.places import looked_up
from sayso.naming import default_gazetteer
from sayso.records import Place, PlaceCandidate

KIND = "distance and bearing"
PLACES = ("Mondo", "Kesra", "Ulbar", "Dry Wells")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was found 155 kilometers northeast of Mondo in the Kesra area.", "holds"),
        ("It was found in Kesra, 97 miles northeast of Mondo.", "holds"),  # 156 km
        ("It was found in Kesra, 110 km from Mondo.", "fails"),  # more than 15 % and 10 km beyond
        ("It was found in Kesra, 200 km north-east of Mondo.", "holds"),  # by road
        ("It was found in Kesra, 400 km northeast of Mondo.", "fails"),
        ("It was found in Kesra, over 50 km northeast of Mondo.", "holds"),
        ("It was found in Kesra, within 60 km of Mondo.", None),
        ("It was found in Kesra, 155 km southwest of Mondo.", "fails"),
        ("It was found in Kesra, 155 km north of Mondo.", "holds"),  # 45 degrees off, the most that is allowed
        ("The town of Ulbar, east of Mondo, was quiet.", "holds"),
        ("The town of Ulbar, west of Mondo, was quiet.", "fails"),
    ],
)
def test_against_the_map(text: str, expected: str | None) -> None:
    assert results(checks(text, KIND, places=PLACES)) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("kind", "population", "source", "expected"),
    [
        ("settlement", 800, "default", ["cannot tell"]),  # likelier a namesake that the gazetteer lacks
        ("settlement", 80_000, "default", ["fails"]),
        ("settlement", 800, "mine", ["fails"]),
        ("river", 0, "default", []),  # nobody counts from the middle of a river
    ],
)
def test_what_a_direction_alone_can_tell(kind: str, population: int, source: str, expected: list[str]) -> None:
    candidate = PlaceCandidate("Ulbar", 10.0, 23.0, "Nowhere", "NO", None, kind, population, 0.99, "", source)
    ulbar = Place("Ulbar", 10.0, 23.0, "Nowhere", None, "place", candidates=(candidate,))
    mondo = Place("Mondo", 10.0, 20.0, "Nowhere", None, "place")
    text = "The town of Ulbar, west of Mondo, was quiet."
    found = check(reading(text, places=PLACES), {"Ulbar": ulbar, "Mondo": mondo}.get, (), (KIND,))
    assert results(list(found)) == expected


def test_a_town_is_a_point_although_its_province_is_named_before_it() -> None:
    read = reading("Shells fell in Homs province in Syria. Homs and Hama were quiet.", places=("Homs", "Hama", "Syria"))
    found = looked_up(read, default_gazetteer())("Homs")
    assert found is not None and found.precision == "place"


def test_figures_are_given() -> None:
    [found] = checks("It was found 155 kilometers northeast of Mondo in the Kesra area.", KIND, places=PLACES)
    assert dict(found.numbers) == pytest.approx({"km": 155.6, "degrees": 44.4, "said km": 155.0}, abs=0.5)
    assert [(i.role, i.words) for i in found.inputs] == [
        ("said", "155 kilometers northeast"),
        ("from", "Mondo"),
        ("to", "Kesra"),
    ]


def test_a_place_without_coordinates_is_asked_for_and_the_check_completes_when_they_are_given() -> None:
    text = "It was found 155 kilometers northeast of Mondo in the Kesra area."
    without = {k: v for k, v in MAP.items() if k != "Kesra"}
    [found] = checks(text, KIND, places=PLACES, known=without)
    assert found.result == "cannot tell"
    assert found.sentence == "No coordinates for Kesra: give them with `sayso gazetteer add`, then ask again."
    assert results(checks(text, KIND, places=PLACES)) == ["holds"]


def _candidates(*scores: float, source: str = "default") -> Place:
    some = tuple(
        PlaceCandidate(
            "Kesra", 11.0 + n, 21.0, "Nowhere", f"Region {n}", "XX", "settlement", 100, s, "its name", source
        )
        for n, s in enumerate(scores)
    )
    return Place("Kesra", 11.0, 21.0, "Nowhere", None, "place", candidates=some)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (_candidates(0.6, 0.4), "cannot tell"),
        (_candidates(0.95, 0.05), "holds"),
        (_candidates(0.6, 0.4, source="mine"), "holds"),
        (Place("Kesra", 11.0, 21.0, None, None, "near"), "cannot tell"),
    ],
)
def test_only_sure_coordinates_count(place: Place, expected: str) -> None:
    read = reading("It was found 155 kilometers northeast of Mondo in the Kesra area.", places=PLACES)
    look = {"Mondo": Place("Mondo", 10.0, 20.0, None, None, "place"), "Kesra": place}
    found = check(read, look.get, (), (KIND,))
    assert results(found) == [expected]
    if expected == "cannot tell" and place.candidates:
        assert found[0].sentence.startswith("Several places may be meant by Kesra")


@pytest.mark.parametrize(
    "text",
    [
        "It was found in Kesra province, 20 km west of Mondo.",  # a province is no point
        "It was found 20 km west of northern Mondo in Kesra.",
        "Troops left Kesra and went on. East of Mondo they stopped.",
        "They met 20 km west of Mondo.",
        "The east of Mondo is quiet.",
    ],
)
def test_nothing_where_no_two_places_are_set_against_each_other(text: str) -> None:
    assert checks(text, KIND, places=PLACES) == []


DEGREES = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


@given(DEGREES, DEGREES)
def test_distance_is_symmetric_and_no_less_than_nothing(a: tuple[float, float], b: tuple[float, float]) -> None:
    there, back = geodesy.distance_km(a, b), geodesy.distance_km(b, a)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there < 20_020


@given(DEGREES, DEGREES, DEGREES)
def test_a_path_is_no_farther_than_its_ends(
    p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]
) -> None:
    far = geodesy.to_path_km(p, a, b)
    assert far <= min(geodesy.distance_km(p, a), geodesy.distance_km(p, b)) + 1e-6


def test_known_distance() -> None:
    # Paris (48.8566, 2.3522) to London (51.5074, -0.1278): 343.9 km on WGS 84, towards 330 degrees
    assert geodesy.distance_km((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(343.9, abs=0.5)
    assert geodesy.bearing((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(330.0, abs=0.5)
    assert geodesy.wind(330.0) == "northwest" and geodesy.turn(350, 10) == 20
