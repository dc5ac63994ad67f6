"""The map: the base map, the view, cutting at the edges, circles, and hostile names."""

from __future__ import annotations

import math
import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.showing.map import Spot, draw
from sayso.showing.map.clip import area, pieces, segment
from sayso.showing.map.draw import _closed, _unwrapped
from sayso.showing.map.spots import sane, signs
from sayso.showing.map.view import View, choose
from sayso.showing.map.world import Line, decode, layer, towns

SVG = "{http://www.w3.org/2000/svg}"
BOX = (0.0, 0.0, 10.0, 10.0)
LAKE = [
    Spot(1, "Mondo", 13.78, 15.54, 16),
    Spot(2, "Nokou", 14.58, 14.78, 7),
    Spot(3, "Mao", 14.12, 15.31, 5),
]


def inside(lon: float, lat: float, rings: tuple[Line, ...]) -> bool:
    """Whether a point lies in rings filled even-odd."""
    hits = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            hits += (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
    return hits % 2 == 1


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


# the base map


def test_the_encoding_is_googles() -> None:
    """The example of Google's own page; it gives latitude first."""
    assert list(decode("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 1e5)) == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]


@pytest.mark.parametrize("name", ["50m", "110m"])
@pytest.mark.parametrize(
    ("lon", "lat", "land", "country"),
    [(37.16, 36.2, True, "Syria"), (15.5, 13.8, True, "Chad"), (18.0, 35.0, False, ""), (-100.0, 40.0, True, "United States of America"), (-30.0, 0.0, False, "")],
)  # fmt: skip
def test_land_sea_and_countries_are_where_they_are(name: str, lon: float, lat: float, land: bool, country: str) -> None:
    world = layer(name)
    assert inside(lon, lat, world.land) is land
    assert [n for n, rings in world.countries if inside(lon, lat, rings)] == ([country] if country else [])


def test_the_base_map_is_small_and_whole() -> None:
    assert len(files("sayso.showing.map").joinpath("world.json").read_bytes()) <= 600_000
    assert len(layer("50m").countries) > 200 and len(layer("50m").borders) > 300
    assert all(ring[0] == ring[-1] for ring in layer("50m").land)
    assert any(name == "Aleppo" and abs(lon - 37.16) < 0.1 and abs(lat - 36.2) < 0.1 for name, lon, lat in towns())
    assert (Path(__file__).parents[2] / "tools" / "basemap.py").exists()


# cutting


@pytest.mark.parametrize(
    ("a", "b", "kept"),
    [
        ((2, 2), (8, 8), ((2, 2), (8, 8))),
        ((-5, 5), (15, 5), ((0, 5), (10, 5))),
        ((5, 5), (5, 25), ((5, 5), (5, 10))),
        ((-2, 4), (4, 10), ((0, 6), (4, 10))),
        ((-5, 1), (-1, 9), None),
        ((-3, 8), (3, 14), None),  # past the corner
    ],
)
def test_a_segment_is_cut_at_the_edges(a: tuple[int, int], b: tuple[int, int], kept: object) -> None:
    assert segment(a, b, BOX) == kept


def test_a_line_that_leaves_and_comes_back_gives_two_pieces() -> None:
    line = [(1.0, 1.0), (1.0, 12.0), (5.0, 12.0), (5.0, 1.0)]
    assert list(pieces(line, BOX)) == [[(1, 1), (1, 10)], [(5, 10), (5, 1)]]


def test_an_area_is_cut_at_the_edges() -> None:
    assert sorted(area([(5, 5), (15, 5), (15, 15), (5, 15)], BOX)) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert area([(20, 20), (30, 20), (30, 30)], BOX) == []
    assert sorted(area([(-5, -5), (20, -5), (20, 20), (-5, 20)], BOX)) == [(0, 0), (0, 10), (10, 0), (10, 10)]


@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=2, max_size=20))
def test_nothing_is_left_outside(line: list[tuple[float, float]]) -> None:
    left = [p for piece in pieces(line, BOX) for p in piece] + area(line, BOX)
    assert all(-1e-9 <= x <= 10 + 1e-9 and -1e-9 <= y <= 10 + 1e-9 for x, y in left)


# the view


def test_the_view_holds_the_places_and_is_true_to_scale() -> None:
    view = choose(LAKE)
    assert all(view.holds(s) for s in LAKE)
    west, south, _, north = view.box
    middle = (south + north) / 2
    up, right = view.xy(west, south), view.xy(west, south + 1)
    assert up[1] - right[1] == pytest.approx(111.195 * view.km), "a degree of latitude is 111.2 km"
    along = view.xy(west + 1, middle)[0] - view.xy(west, middle)[0]
    assert along == pytest.approx(111.195 * math.cos(math.radians(middle)) * view.km, rel=1e-6)


def test_one_place_does_not_fill_the_map() -> None:
    view = choose([LAKE[0]])
    _, south, _, north = view.box
    assert (north - south) * 111.195 == pytest.approx(320, abs=0.5), "but for the rounding to whole pixels"


def test_a_place_far_away_does_not_stretch_the_view() -> None:
    far = Spot(4, "Geneva", 46.2, 6.14, 2)
    assert not choose([*LAKE, far]).holds(far)
    drawn = draw([*LAKE, far])
    assert drawn is not None and drawn.outside == (4,)


def test_the_middle_of_a_country_counts_only_without_places() -> None:
    country = Spot(5, "Chad", 15.36, 18.66, 500, "country")
    assert choose([*LAKE, country]) == choose(LAKE)
    assert choose([country]).holds(country)


def test_the_date_line_cuts_nothing_apart() -> None:
    spots = [Spot(1, "West", -17.0, 179.0, 3), Spot(2, "East", -17.0, -179.0, 3)]
    view = choose(spots)
    assert all(view.holds(s) for s in spots)
    assert view.box[2] - view.box[0] < 10
    assert view.spot(spots[0])[0] < view.spot(spots[1])[0]


TOLUCA = [Spot(1, "Toluca", 19.28786, -99.65324, 4), Spot(2, "Mexico City", 19.42847, -99.12766, 3)]


def test_a_view_of_the_western_hemisphere_is_not_the_world() -> None:
    west, _, east, _ = choose(TOLUCA).box
    assert -103 < west < -99.66 and -99.12 < east < -96


@given(
    st.floats(-180, 179),
    st.lists(st.tuples(st.floats(10, 12), st.floats(0, 1), st.integers(1, 5)), min_size=1, max_size=5),
)
def test_places_near_each_other_lie_on_a_small_map(west: float, places: list[tuple[float, float, int]]) -> None:
    spots = [Spot(n, "x", lat, west + lon, claims) for n, (lat, lon, claims) in enumerate(places)]
    view = choose(spots)
    assert view.box[2] - view.box[0] < 10 and all(view.holds(s) for s in spots)


# beyond 180 degrees


@pytest.mark.parametrize("name", ["50m", "110m"])
def test_no_line_leaps_round_the_world_and_the_south_pole_is_land(name: str) -> None:
    world = layer(name)
    rings = [_closed(_unwrapped(r)) for r in world.land]
    assert all(abs(a[0] - b[0]) <= 180 for line in map(_unwrapped, world.coasts) for a, b in pairwise(line))
    assert all(ring[0][0] in (ring[-1][0], ring[-2][0]) or ring[-1][1] == -90 for ring in rings)
    turned = tuple([(x + turn, y) for x, y in ring] for ring in rings for turn in (-360, 0, 360))
    for lon, lat, land in ((0.0, -89.0, True), (-179.9, -89.0, True), (179.9, 68.0, True), (-179.0, 67.5, True), (33.6, 68.0, True), (0.0, 70.0, False)):  # fmt: skip
        assert inside(lon, lat, turned) is land, (lon, lat)


@pytest.mark.parametrize(
    ("a", "b"), [((-16.16, 33.59), (-15.12, 39.27)), ((68.97, 33.09), (69.35, 88.2)), ((64.73, 177.5), (64.5, -165.4))]
)
def test_no_coast_runs_across_the_picture(a: tuple[float, float], b: tuple[float, float]) -> None:
    drawn = draw([Spot(1, "A", *a, 3), Spot(2, "B", *b, 3)])
    assert drawn is not None and "FIJI" not in drawn.svg
    coast = re.findall(r'class="coast" d="([^"]*)"', drawn.svg)[0]
    steps = [float(n) for line in coast.split("M")[1:] for n in re.findall(r"-?[\d.]+", line.split("l")[1])[::2]]
    assert steps and max(map(abs, steps)) < 300, "pixels from one point to the next"


def test_what_lies_on_both_sides_of_the_date_line_is_drawn_on_both() -> None:
    drawn = draw([Spot(1, "Suva", -18.14, 178.44, 3), Spot(2, "Apia", -13.83, -171.77, 3)])
    assert drawn is not None and not drawn.outside and "FIJI" in drawn.svg and "SAMOA" in drawn.svg


# circles


def test_the_area_of_a_circle_is_proportional_to_its_claims() -> None:
    view = View(0.0, 0.0, 100.0, 1.0, 600.0)
    big, small = signs(sane([Spot(1, "A", 1, 1, 100), Spot(2, "B", 3, 3, 25)]), view.spot)
    assert big.radius == 2 * small.radius


def test_places_that_would_hide_each_other_share_a_circle() -> None:
    view = View(0.0, 0.0, 100.0, 1.0, 600.0)
    spots = [Spot(1, "A", 1, 1, 5), Spot(2, "B", 1.05, 1, 9), Spot(3, "C", 1, 1, 2, "region"), Spot(4, "D", 2, 2, 1)]
    found = {s.name: s.claims for s in signs(sane(spots), view.spot)}
    assert found == {"B +1": 14, "C": 2, "D": 1}, "the middle of a region is no place"


def test_impossible_coordinates_are_passed_over() -> None:
    bad = [Spot(n, "x", lat, lon, 1) for n, (lat, lon) in enumerate([(91, 0), (0, 181), (math.nan, 0), (0, math.inf)])]
    assert sane([*bad, Spot(9, "ok", 0, 0, 0)]) == []
    assert draw(bad) is None and draw([]) is None


# the picture


def test_every_circle_is_a_link_that_says_what_it_is() -> None:
    drawn = draw(LAKE)
    assert drawn is not None
    assert re.findall(r'<a class="spot" href="#p(\d)" data-places="([\d ]+)" aria-label="([^"]+)"', drawn.svg) == [
        ("1", "1", "Mondo: 16 claims"), ("2", "2", "Nokou: 7 claims"), ("3", "3", "Mao: 5 claims"),
    ]  # fmt: skip
    assert "CHAD" in drawn.svg and " km</text>" in drawn.svg and "Natural Earth" in drawn.svg


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    drawn = draw(LAKE)
    assert drawn is not None
    bar, km = re.findall(r'class="scale"><path d="M14 [\d.]+v6h([\d.]+)v-6"/><text[^>]*>([\d,]+) km', drawn.svg)[0]
    assert float(bar) == pytest.approx(float(km) * choose(LAKE).km, abs=0.06)


def test_a_file_of_its_own_has_its_style_and_no_links() -> None:
    drawn = draw(LAKE, alone=True)
    assert drawn is not None
    root = parsed(drawn.svg)
    assert root.tag == f"{SVG}svg" and root.find(f"{SVG}style") is not None and not root.findall(f".//{SVG}a")
    assert len(root.findall(f".//{SVG}circle")) == 3


HOSTILE = "</text></svg><script>alert(1)</script><a href=\"javascript:x\" onclick='y'> & \u202e\x00\ufffe\uffff ]]>"


def test_a_hostile_name_stays_text() -> None:
    drawn = draw([Spot(1, HOSTILE, 10, 10, 3)], title=HOSTILE, alone=True)
    assert drawn is not None
    root = parsed(drawn.svg)
    assert not [e for e in root.iter() if e.tag.split("}")[1] in ("script", "a")]
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    said = "".join(root.itertext())
    assert "<script>alert(1)</script>" in said and "\u202e" not in said


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 10**6), st.sampled_from(["exact", "region", "country", None])), min_size=1, max_size=12))  # fmt: skip
def test_any_places_give_a_whole_picture(places: list[tuple[float, float, int, str | None]]) -> None:
    drawn = draw([Spot(n, f"P{n}", *place) for n, place in enumerate(places)], alone=True)
    assert drawn is not None
    root = parsed(drawn.svg)
    left = {n for n in range(len(places)) if n not in drawn.outside}
    assert root.findall(f".//{SVG}circle") and left
    assert not re.search(r'="[^"]*\b(?:nan|inf)\b', drawn.svg)
