"""The timeline: what part of time, ticks, bars and columns, and hostile labels."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.showing.timeline import Bar, Timeline, draw
from sayso.showing.timeline.days import Axis, bins, day, ticks, window

SVG = "{http://www.w3.org/2000/svg}"


def ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def drawn(*bars: Bar, alone: bool = False) -> Timeline:
    found = draw(bars, alone=alone)
    assert found is not None
    return found


def rects(svg: str, kind: str) -> list[tuple[float, float, float]]:
    """Left, top and width of the bars of a class."""
    found = re.findall(rf'<a class="{kind}".*?<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', svg)
    return [(float(x), float(y), float(w)) for x, y, w in found]


# days


@pytest.mark.parametrize("bad", ["", None, "March", "2019-13-01", "<b>", "2019-02-30"])
def test_what_is_no_date_is_none(bad: str | None) -> None:
    assert day(bad) is None


def test_all_of_the_time_is_shown_when_it_is_used_evenly() -> None:
    days = [ordinal("2019-03-01") + n for n in range(10)]
    assert window(days, days) == (days[0], days[-1])


def test_a_lonely_year_does_not_press_the_week_together() -> None:
    week = [ordinal("2019-03-10") + n for n in range(8)]
    old = ordinal("2011-03-15")
    # 85 % of ten is eight: the 11th to the 17th, which comes twice; a fifth of these six days before it, and nothing after the last
    assert window([old, *week, week[-1]], [old, *week, week[-1]]) == (ordinal("2019-03-10"), ordinal("2019-03-17"))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2019-03-12", "2019-03-15", ["12 Mar 2019", "13 Mar", "14 Mar", "15 Mar"]),
        ("2018-12-20", "2019-01-20", ["24 Dec 2018", "31 Dec", "7 Jan 2019", "14 Jan"]),
        ("2018-11-15", "2019-03-02", ["Dec 2018", "Jan 2019", "Feb 2019", "Mar 2019"]),
        ("2015-06-01", "2019-06-01", ["2016", "2017", "2018", "2019"]),
    ],
)
def test_ticks(first: str, last: str, labels: list[str]) -> None:
    width = {"2019-03-12": 300.0, "2018-12-20": 400.0, "2018-11-15": 400.0, "2015-06-01": 400.0}[first]
    axis = Axis(ordinal(first), ordinal(last), 0.0, width)
    assert [label for _, label in ticks(axis)] == labels


def test_columns_by_month_begin_with_the_month() -> None:
    unit, edges = bins(Axis(ordinal("2015-06-10"), ordinal("2018-02-01"), 0, 900))
    assert (
        unit == "month" and edges[0] == ordinal("2015-06-10") and edges[1] == ordinal("2015-07-01") and len(edges) == 33
    )


# bars


def test_a_bar_goes_from_its_first_to_its_last_day() -> None:
    svg = drawn(Bar(1, "A", "2019-03-01", "2019-03-10", "day"), Bar(2, "B", "2019-03-06", "2019-03-06", "day")).svg
    per_day = (960 - 28) / 10
    (ax, ay, aw), (bx, by, bw) = rects(svg, "bar")
    assert (ax, aw) == (14, pytest.approx(10 * per_day, abs=0.1))
    assert bx == pytest.approx(14 + 5 * per_day, abs=0.1) and bw == pytest.approx(per_day, abs=0.1)
    assert by > ay, "what overlaps lies in another lane"


def test_what_is_not_exact_to_the_day_is_hatched_and_says_so() -> None:
    svg = drawn(Bar(1, "A", "2019-03-01", "2019-03-31", "month"), Bar(2, "B", "2019-03-06", None, "day")).svg
    assert re.findall(r'<a class="([^"]+)"[^>]*aria-label="([^"]+)"', svg) == [
        ("bar vague", "A, 1 Mar 2019 to 31 Mar 2019, exact to the month"),
        ("bar", "B, 6 Mar 2019"),
    ]
    assert svg.count('id="hatch"') == 1


def test_labels_do_not_lie_on_bars_of_the_same_lane() -> None:
    bars = [Bar(n, "a rather long label of an incident", f"2019-03-{n:02}", None, "day") for n in range(1, 25)]
    lanes: dict[float, list[tuple[float, float]]] = {}
    shape = r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"[^>]*/><text class="name" x="([\d.]+)"[^>]*text-anchor="(\w+)">([^<]+)'
    for x, y, w, at, anchor, label in re.findall(shape, drawn(*bars).svg):
        wide = len(label) * 12 * 0.56
        ends = [float(x), float(x) + float(w), float(at), float(at) + (wide if anchor == "start" else -wide)]
        lanes.setdefault(float(y), []).append((min(ends), max(ends)))
    assert sum(map(len, lanes.values())) == 24
    for spans in lanes.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_what_lies_outside_or_has_no_date_is_named() -> None:
    week = [Bar(n, "x", f"2019-03-{n:02}", None, "day") for n in range(10, 20)]
    found = drawn(Bar(1, "old", "2011-03-15", None, "day"), Bar(2, "none", None, None, "unknown"), *week)
    assert (found.before, found.after, found.undated) == ((1,), (), (2,))
    assert draw([Bar(2, "none", "no date", None, "unknown")]) is None and draw([]) is None


def test_an_end_before_the_start_is_not_believed() -> None:
    assert "6 Mar 2019" in drawn(Bar(1, "A", "2019-03-06", "2019-01-01", "day")).svg


# columns


def test_many_incidents_are_counted_by_columns_and_the_most_told_have_bars() -> None:
    bars = [Bar(n, f"i{n}", f"2019-03-{1 + n % 10:02}", None, "month" if n < 4 else "day", n) for n in range(1, 41)]
    svg = drawn(*bars).svg
    columns = re.findall(r'<a class="column" href="#i\d+" data-incidents="([\d ]+)" aria-label="([^"]+)"', svg)
    assert len(columns) == 10
    assert sorted(n for numbers, _ in columns for n in map(int, numbers.split())) == list(range(1, 41))
    assert columns[1] == ("1 11 21 31", "2 Mar 2019: 4 incidents, 1 of them not exact to the day")
    told = [int(n) for n in re.findall(r'<a class="bar(?: vague)?" href="#i(\d+)"', svg)]
    assert sorted(told) == list(range(17, 41)), "the 24 with most claims"


def test_a_column_is_as_high_as_its_count() -> None:
    bars = [Bar(n, "x", "2019-03-01" if n < 20 else "2019-03-09", None, "day") for n in range(30)]
    heights = [float(h) for h in re.findall(r'<rect class="exact"[^>]*height="([\d.]+)"', drawn(*bars).svg)]
    assert heights == [90, 45]


def test_what_began_before_the_time_shown_is_in_no_column() -> None:
    week = [Bar(n, "x", f"2019-03-{10 + n % 7:02}", None, "day") for n in range(30)]
    found = drawn(*week, Bar(99, "long", "2011-03-15", "2019-03-31", "day", 50))
    columns = re.findall(r'<a class="column"[^>]* data-incidents="([\d ]+)"', found.svg)
    assert sorted(int(n) for numbers in columns for n in numbers.split()) == list(range(30))
    assert (found.begun, found.before) == ((99,), ()) and 'class="bar" href="#i99"' in found.svg
    assert drawn(*week[:8], Bar(99, "long", "2011-03-15", "2019-03-31", "day")).begun == (), "all have bars"


# the picture


HOSTILE = "</text></svg><script>alert(1)</script>\"' onclick=x & \x1b\u202e\uffff"


def test_a_hostile_label_stays_text() -> None:
    svg = draw([Bar(1, HOSTILE, "2019-03-01", None, HOSTILE)], title=HOSTILE, alone=True)
    assert svg is not None
    root = ElementTree.fromstring(svg.svg)
    assert root.tag == f"{SVG}svg" and not [e for e in root.iter() if e.tag.split("}")[1] in ("script", "a")]
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    assert "<script>alert(1)</script>" in "".join(root.itertext())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.dates(), st.integers(0, 4000), st.sampled_from(["day", "month", "unknown"])), min_size=1, max_size=40))  # fmt: skip
def test_any_dates_give_a_whole_picture(dates: list[tuple[date, int, str]]) -> None:
    bars = [
        Bar(n, "x", first.isoformat(), (first + timedelta(min(long, (date.max - first).days))).isoformat(), precision)
        for n, (first, long, precision) in enumerate(dates)
    ]
    found = draw(bars, alone=True)
    assert found is not None
    for rect in ElementTree.fromstring(found.svg).iter(f"{SVG}rect"):
        if "x" in rect.attrib:
            assert float(rect.attrib["width"]) > 0 and -1 <= float(rect.attrib["x"]) <= 960
    shown = len(bars) - len(found.before) - len(found.after)
    assert shown > 0 and not found.undated
