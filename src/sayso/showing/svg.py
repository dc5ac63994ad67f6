"""Writing SVG: escaped text, short numbers, and room for labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from .safe import visible

LETTER = 0.56  # width of an average letter for its height, in the sans-serif fonts that pages use
Box = tuple[float, float, float, float]  # left, top, right, bottom


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, without needless digits.

    >>> number(12.0), number(0.25), number(-0.04)
    ('12', '0.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text(value: str) -> Markup:
    """Text from anywhere as text of an SVG or an attribute's value: escaped, without control characters."""
    return escape(" ".join(visible(value).split()))


def shorten(value: str, most: int) -> str:
    """At most so many letters.

    >>> shorten("a long name", 7)
    'a long…'
    """
    line = " ".join(value.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def path(lines: Iterable[Sequence[tuple[float, float]]], closed: bool = False) -> str:
    """The ``d`` of a path: lines in relative steps of a tenth of a pixel; points that come too near the last are passed over."""
    return "".join(_line(line, closed) for line in lines)


def _line(line: Sequence[tuple[float, float]], closed: bool) -> str:
    x, y = (round(v * 10) for v in line[0])
    out = [f"M{number(x / 10)} {number(y / 10)}l"]
    steps = 0
    for n, point in enumerate(line[1:], 2):
        dx, dy = round(point[0] * 10) - x, round(point[1] * 10) - y
        if abs(dx) + abs(dy) < 8 and (n < len(line) or steps or not (dx or dy)):
            continue
        second = number(dy / 10)
        out.append(f"{' ' if steps and dx >= 0 else ''}{number(dx / 10)}{'' if second[0] == '-' else ' '}{second}")
        x, y, steps = x + dx, y + dy, steps + 1
    if not steps or (closed and steps < 2):
        return ""
    return "".join(out) + ("z" if closed else "")


class Room:
    """What of a picture is taken, so that labels do not lie on each other."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Mark a part as taken."""
        self._taken.append(box)

    def free(self, box: Box) -> bool:
        """Whether a part lies on the picture and nothing has taken any of it."""
        left, top, right, bottom = box
        return (
            left >= 2 and top >= 2 and right <= self.width - 2 and bottom <= self.height - 2
            and not any(left < x2 and right > x1 and top < y2 and bottom > y1 for x1, y1, x2, y2 in self._taken)
        )  # fmt: skip

    def place(
        self, words: str, size: float, anchors: Iterable[tuple[float, float, str]]
    ) -> tuple[float, float, str] | None:
        """Take room for a label at the first of some places that is free.

        Args:
            words: of the label. size: of the letters, in pixels.
            anchors: x, baseline y and ``start``, ``middle`` or ``end``.

        Returns:
            The place, or None when none is free.
        """
        wide = len(words) * size * LETTER
        for x, y, anchor in anchors:
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            box = (left, y - size * 0.85, left + wide, y + size * 0.3)
            if self.free(box):
                self.take(box)
                return x, y, anchor
        return None
