"""Cutting lines and areas at the edges of a rectangle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from .world import Line, Point

Box = tuple[float, float, float, float]  # west, south, east, north (or left, top, right, bottom)


def outside(line: Sequence[Point], box: Box) -> bool:
    """Whether all points lie beyond one edge, so that nothing of the line can be within."""
    west, south, east, north = box
    return (
        all(x < west for x, _ in line)
        or all(x > east for x, _ in line)
        or all(y < south for _, y in line)
        or all(y > north for _, y in line)
    )


def area(ring: Sequence[Point], box: Box) -> Line:
    """The part of an area within a rectangle (Sutherland and Hodgman 1974).

    Args:
        ring: the corners of the area, the last joined to the first.
        box: to cut at.

    Returns:
        The corners of what is within; empty when nothing is. Parts that hang together outside are joined along the edges.
    """
    west, south, east, north = box
    found = list(ring)
    for within, axis, edge in (
        (lambda p: p[0] >= west, 0, west), (lambda p: p[0] <= east, 0, east), (lambda p: p[1] >= south, 1, south), (lambda p: p[1] <= north, 1, north),
    ):  # fmt: skip
        found = list(_half(found, within, axis, edge))
    return found


def _half(ring: Line, within: Callable[[Point], bool], axis: int, edge: float) -> Iterator[Point]:
    for before, now in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if within(before) != within(now):
            yield _crossing(before, now, axis, edge)
        if within(now):
            yield now


def _crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    part = (edge - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + part * (b[1 - axis] - a[1 - axis])
    return (edge, other) if axis == 0 else (other, edge)


def pieces(line: Sequence[Point], box: Box) -> Iterator[Line]:
    """The stretches of a line that lie within a rectangle, each of two points or more."""
    piece: Line = []
    for a, b in pairwise(line):
        kept = segment(a, b, box)
        if kept is None or (piece and piece[-1] != kept[0]):
            if piece:
                yield piece
            piece = []
        if kept is not None:
            piece = piece or [kept[0]]
            piece.append(kept[1])
    if piece:
        yield piece


def segment(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    """The part of a segment within a rectangle, or None (Liang and Barsky 1984)."""
    west, south, east, north = box
    dx, dy = b[0] - a[0], b[1] - a[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, a[0] - west), (dx, east - a[0]), (-dy, a[1] - south), (dy, north - a[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    start = a if first == 0 else (a[0] + first * dx, a[1] + first * dy)
    return start, b if last == 1 else (a[0] + last * dx, a[1] + last * dy)
