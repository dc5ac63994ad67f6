"""Zones and paths through them, on an invented map: Dry Wells lies half-way between Mondo and Kesra."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check_made import MAP, checks, results
from sayso.checking import Zone, ZoneError, zones

KIND = "path and zone"
PLACES = tuple(MAP)
LINE = "They were found 155 kilometers northeast of Mondo in the Kesra area. A direct-line path crosses through the Dry Wells area."
RADIUS = " The 55-km Dry Wells military zone is closed."
SQUARE: dict[str, Any] = {"type": "Polygon", "coordinates": [[[20, 10], [21, 10], [21, 11], [20, 11], [20, 10]]]}


def square(name: str = "Square") -> Zone:
    """One degree by one degree, from (10, 20) to (11, 21)."""
    return zones.parse({"type": "Feature", "properties": {"name": name}, "geometry": SQUARE})[0]


# ------------------------------------------------------------------ what a text says


def test_a_line_through_a_zone_of_the_text() -> None:
    [found] = checks(LINE + RADIUS, KIND, places=PLACES)
    assert found.result == "holds"
    assert dict(found.numbers) == pytest.approx({"km": 0.0, "radius km": 55.0}, abs=0.2)
    assert {i.role for i in found.inputs} == {"line", "zone", "from", "to", "radius"}


def test_a_line_that_misses_the_zone_fails() -> None:
    away = MAP | {"Dry Wells": (12.5, 18.0)}
    [found] = checks(LINE + RADIUS, KIND, places=PLACES, known=away)
    assert found.result == "fails" and "does not cross it" in found.sentence


def test_a_line_past_the_edge_cannot_be_told() -> None:
    # 0.84 degrees of latitude beside the line: 66 km from it, within the 15 km that "the Kesra area" may reach beyond 55
    edge = MAP | {"Dry Wells": (11.34, 20.5)}
    assert results(checks(LINE + RADIUS, KIND, places=PLACES, known=edge)) == ["cannot tell"]


def test_what_is_missing_is_asked_for() -> None:
    [found] = checks(LINE, KIND, places=PLACES)
    assert found.result == "cannot tell" and "sayso zone add" in found.sentence
    without = {k: v for k, v in MAP.items() if k not in ("Kesra", "Dry Wells")}
    [found] = checks(LINE + RADIUS, KIND, places=PLACES, known=without)
    assert (
        found.sentence
        == "No coordinates for Kesra and Dry Wells: give them with `sayso gazetteer add`, then ask again."
    )
    [found] = checks("A straight line crosses through the Dry Wells area." + RADIUS, KIND, places=PLACES)
    assert found.sentence == "From where to where the line runs is not said beside it."


def test_from_and_to_in_the_sentence_and_a_zone_of_the_users_own() -> None:
    text = "A straight line from Mondo to Kesra passes through the Square zone."
    places = (*PLACES, "Square")
    assert results(checks(text, KIND, places=places, zones=[square()])) == ["holds"]
    far = Zone("the Square zone", (20.0, 40.0), 55.0)
    assert results(checks(text, KIND, places=places, zones=[far])) == ["fails"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [((10.6, 20.6), "holds"), ((13.0, 23.0), "fails"), ((11.02, 20.5), "cannot tell"), (None, "cannot tell")],
)
def test_a_place_in_a_zone(at: tuple[float, float] | None, expected: str) -> None:
    known = MAP | ({"Orta": at} if at else {})
    found = checks(
        "People fled to Orta in the Square zone.", KIND, places=("Orta", "Square"), known=known, zones=[square()]
    )
    assert results(found) == [expected]


def test_nothing_of_zones_nobody_described() -> None:
    assert checks("People fled to Kesra in the Dry Wells zone.", KIND, places=PLACES) == []


# ------------------------------------------------------------------ geometry


def test_inside_a_polygon_with_a_hole() -> None:
    hole = [[20.4, 10.4], [20.6, 10.4], [20.6, 10.6], [20.4, 10.6], [20.4, 10.4]]
    [zone] = zones.parse({"type": "Polygon", "coordinates": [*SQUARE["coordinates"], hole]}, "Ring")
    assert zone.holds((10.2, 20.2)) and not zone.holds((10.5, 20.5)) and not zone.holds((11.5, 20.5))


def test_across_the_antimeridian() -> None:
    [zone] = zones.parse(
        {"type": "Polygon", "coordinates": [[[179, 0], [-179, 0], [-179, 2], [179, 2], [179, 0]]]}, "Date line"
    )
    assert zone.holds((1.0, 179.5)) and zone.holds((1.0, -179.5)) and not zone.holds((1.0, 0.0))
    assert zone.crossed_by((1.0, 178.0), (1.0, -178.0)) and not zone.crossed_by((5.0, 178.0), (5.0, -178.0))


def test_a_sliver_between_two_points_of_a_path_is_crossed() -> None:
    sliver = [[20.5, 9], [20.5001, 9], [20.5001, 11], [20.5, 11], [20.5, 9]]
    [zone] = zones.parse({"type": "Polygon", "coordinates": [sliver]}, "Sliver")
    assert zone.crossed_by((10.0, 20.0), (10.0, 21.0)) and not zone.crossed_by((10.0, 20.0), (10.0, 20.4))


def test_distance_to_the_edge() -> None:
    assert square().edge_km((12.0, 20.5)) == pytest.approx(110.6, abs=1.0)  # one degree of latitude north of it
    assert Zone("Z", (10.0, 20.0), 55.0).edge_km((10.0, 20.0)) == pytest.approx(55.0)


LAT, LON = st.floats(-70, 70), st.floats(-170, 170)


@given(LAT, LON, st.floats(0, 359), st.floats(1, 2000), st.floats(1, 300))
@settings(max_examples=50, deadline=None)
def test_a_path_through_the_middle_of_a_zone_crosses_it(
    lat: float, lon: float, way: float, length: float, radius: float
) -> None:
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    a, b = (geod.fwd(lon, lat, way + turn, length * 500)[:2] for turn in (0, 180))
    ends = (a[1], a[0]), (b[1], b[0])
    assert Zone("Z", (lat, lon), radius).crossed_by(*ends)
    d = 0.2
    corners = [[lon - d, lat - d], [lon + d, lat - d], [lon + d, lat + d], [lon - d, lat + d], [lon - d, lat - d]]
    [box] = zones.parse({"type": "Polygon", "coordinates": [corners]}, "Box")
    assert box.holds((lat, lon)) and box.crossed_by(*ends)


# ------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"type": "Feature", "properties": {}, "geometry": SQUARE}, "no property"),
        ({"type": "FeatureCollection", "features": []}, "no feature"),
        (
            {
                "type": "Feature",
                "properties": {"name": "L"},
                "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
            },
            "LineString",
        ),
        (
            {"type": "Feature", "properties": {"name": "P"}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
            "radius_km",
        ),
        (
            {
                "type": "Feature",
                "properties": {"name": "P", "radius_km": -1},
                "geometry": {"type": "Point", "coordinates": [0, 0]},
            },
            "no radius",
        ),
        ({"type": "Feature", "properties": {"name": "P"}, "geometry": None}, "None"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "fewer than four"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 0], [0, 0], [0, 0]]]}, "three corners"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 95], [1, 1], [0, 0]]]}, "no position"),
        ({"type": "Polygon", "coordinates": [[["a", 0], [0, 5], [1, 1], ["a", 0]]]}, "no position"),
        ({"type": "Polygon", "coordinates": [[[float("nan"), 0], [0, 5], [1, 1], [0, 0]]]}, "no position"),
        ({"type": "MultiPolygon", "coordinates": []}, "no polygon"),
        ([1, 2], "no GeoJSON"),
        ("x", "no GeoJSON"),
    ],
)
def test_what_is_no_zone_is_refused_with_the_reason(data: Any, words: str) -> None:
    with pytest.raises(ZoneError, match=words):
        zones.parse(
            data, None if isinstance(data, dict) and data.get("type") in ("Feature", "FeatureCollection") else "Z"
        )


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"{", b"[" * 100_000, b"<html>"])
def test_a_hostile_file_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "zones.geojson"
    path.write_bytes(raw)
    with pytest.raises(ZoneError, match=r"zones\.geojson"):
        zones.read(path)
    with pytest.raises(ZoneError, match="damaged"):
        zones.load(tmp_path)


def test_zones_are_kept_and_read_again(tmp_path: Path) -> None:
    kept = [zones.circle("Dry Wells", (10.5, 20.5), 55.0), square()]
    zones.save(tmp_path, kept)
    assert zones.load(tmp_path) == kept
    assert [p.name for p in tmp_path.iterdir()] == [zones.FILE]
    assert json.loads((tmp_path / zones.FILE).read_text("utf-8"))["type"] == "FeatureCollection"
    zones.save(tmp_path, [])
    assert zones.load(tmp_path) == []


def test_several_features_under_one_name_are_one_zone() -> None:
    feature = {"type": "Feature", "properties": {"name": "x"}, "geometry": SQUARE}
    assert [z.name for z in zones.parse({"type": "FeatureCollection", "features": [feature, feature]}, "Both")] == [
        "Both"
    ]
    with pytest.raises(ZoneError, match="leave out --name"):
        circle = {
            "type": "Feature",
            "properties": {"radius_km": 5},
            "geometry": {"type": "Point", "coordinates": [0, 0]},
        }
        zones.parse({"type": "FeatureCollection", "features": [feature, circle]}, "Both")


def test_a_zone_is_found_by_its_name_however_it_is_written() -> None:
    zone = Zone("al-Qalat", (10.0, 20.0), 5.0)
    for name in ("Al Qalat zone", "Qalat", "the al-Qalat military zone", "Qalat area"):
        assert zones.named([zone], name) == zone
    assert zones.named([zone], "…") is None and zones.named([zone], "Other") is None


def test_words_that_tell_places_apart_tell_zones_apart() -> None:
    known = [zones.Zone(n, (10.0, 20.0), 5.0) for n in ("Northern Corridor", "South Kesra", "Lake Mondo")]
    for name in ("Southern Corridor", "North Kesra", "Kesra", "Mondo"):
        assert zones.named(known, name) is None
    assert zones.named(known, "the South Kesra zone") == known[1]
