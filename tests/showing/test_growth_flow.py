"""The pictures of growth and of transfers: right places, all text escaped, nothing where there is nothing to see."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sayso.showing.dossier import flow, growth

BAD = "</text><script>alert(1)</script> \"'> & \x00\u202e"


def point(label: str, low: int, high: int, so_far: tuple[int, int], open: bool = False) -> growth.Point:
    return growth.Point(label, low, high, open, *so_far, open, f"{low} to {high}")


def numbers(svg: str, shape: str, attribute: str) -> list[float]:
    return [float(x) for x in re.findall(rf'<rect class="{shape}"[^>]* {attribute}="([\d.]+)"', svg)]


def test_one_line_for_each_report_on_one_scale() -> None:
    svg = growth.draw("Killed", [point("6 May A", 9, 9, (9, 9)), point("7 May B", 14, 20, (9, 20)), point("8 May C", 21, 21, (9, 21), True)])  # fmt: skip
    assert svg is not None
    ElementTree.fromstring(svg)
    lefts, wide = numbers(svg, "said", "x"), numbers(svg, "said", "width")
    per_person = (lefts[1] - lefts[0]) / (14 - 9)
    assert abs((lefts[2] - lefts[0]) / (21 - 9) - per_person) < 0.05, "to scale"
    assert abs(wide[1] - wide[0] - 6 * per_person) < 0.2, "a range is as wide as it says"
    assert svg.count('class="more"') == 1 and ">21+<" in svg and ">14–20<" in svg, "the arrow and + stand for open"
    assert 'aria-label="Killed, as reports came in: 6 May A: 9 to 9; 7 May B: 14 to 20; 8 May C: 21 to 21"' in svg


def test_up_to_is_a_line_from_nought_to_a_stroke() -> None:
    some = [growth.Point("6 May A", None, 40, False, None, 40, False, "up to 40"), point("7 May B", 20, 20, (20, 40))]
    svg = growth.draw("Killed", some)
    assert svg is not None and svg.count('class="said"') == 1 and ">≤40<" in svg
    (line,) = re.findall(r'class="more" d="M([\d.]+) [\d.]+H([\d.]+)m0-5v10"', svg)
    assert float(line[0]) == growth.LABELS and float(line[1]) == growth.WIDTH - growth.VALUES


def test_one_report_shows_no_growth_and_many_are_cut_off() -> None:
    assert growth.draw("Killed", [point("a", 1, 1, (1, 1))]) is None
    svg = growth.draw("Killed", [point(f"r{n}", n, n, (0, n)) for n in range(60)])
    assert svg is not None and svg.count('class="said"') == growth.MOST


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=2, max_size=30))
def test_nothing_leaves_the_picture(pairs: list[tuple[int, int]]) -> None:
    points, low, high = [], 10**10, 0
    for n, pair in enumerate(pairs):
        low, high = min(low, *pair), max(high, *pair)
        points.append(point(f"r{n}", min(pair), max(pair), (low, high)))
    svg = growth.draw("Killed", points)
    assert svg is not None
    for left, wide in zip(numbers(svg, "said", "x"), numbers(svg, "said", "width"), strict=True):
        assert left >= growth.LABELS - 3 and left + wide <= growth.WIDTH - growth.VALUES + 3


def edge(giver: str, receiver: str, *lines: int, actual: bool = True) -> flow.Edge:
    return flow.Edge(giver, giver.upper(), receiver, receiver.upper(), "supply", lines, actual)


def boxes(svg: str) -> dict[str, float]:
    return {name: float(x) for name, x in re.findall(r"<title>(.*?)</title><rect x=\"([\d.]+)\"", svg)}


def test_who_gives_stands_left_of_who_gets() -> None:
    svg = flow.draw([edge("b", "c", 2), edge("a", "b", 1), edge("a", "c", 3, actual=False)])
    assert svg is not None
    ElementTree.fromstring(svg)
    at = boxes(svg)
    assert at["A"] < at["B"] < at["C"]
    assert svg.count('class="arrow"') == 2 and svg.count('class="arrow unsure"') == 1
    assert "A to B, supply (1)" in svg


def test_circles_and_gifts_to_oneself_are_drawn_too() -> None:
    svg = flow.draw([edge("a", "b", 1), edge("b", "a", 2), edge("a", "a", 3)])
    assert svg is not None and svg.count("marker-end") == 3 and set(boxes(svg)) == {"A", "B"}


def test_too_many_arrows_are_not_drawn() -> None:
    many = [edge("a", f"b{n}", n) for n in range(flow.MOST + 1)]
    assert flow.draw(many) is None and flow.draw(many[:-1]) is not None and flow.draw([]) is None


def test_text_in_pictures_is_text() -> None:
    drawn = [
        growth.draw(BAD, [point(BAD, 1, 1, (1, 1)), point(BAD, 2, 2, (1, 2))]),
        flow.draw([flow.Edge("a", BAD, "b", BAD, BAD, (1,), True)]),
    ]
    for svg in drawn:
        assert svg is not None and "<script" not in svg and "\x00" not in svg and "\u202e" not in svg
        root = ElementTree.fromstring(svg)
        assert {e.tag for e in root.iter()} <= {"svg", "path", "rect", "text", "g", "title", "defs", "marker"}
