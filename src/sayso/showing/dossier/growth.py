"""How a figure grew as reports came in, as SVG: one line for each report, the earliest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..svg import LETTER, number, shorten, text

WIDTH, LABELS, VALUES = (
    440.0,
    172.0,
    62.0,
)  # pixels: of the picture, of the names at the left, of the numbers at the right
LANE, THICK, TOP, FOOT = 22.0, 10.0, 6.0, 22.0  # pixels: of a line, of a bar, above and below the lines
MOST = 24  # lines
SIZE = 12.0  # of the letters


@dataclass(frozen=True, slots=True)
class Point:
    """What one report says: a label, its lowest and highest number, and those so far; ``open`` and ``open_so_far``: with no upper end.

    No ``low``: nobody says a lowest. ``said`` is the number in words ("at least 58").
    """

    label: str
    low: int | None
    high: int
    open: bool
    low_so_far: int | None
    high_so_far: int
    open_so_far: bool
    said: str


def draw(what: str, points: Sequence[Point]) -> Markup | None:
    """Draw how a figure grew.

    A dark bar is what a report says, the pale band behind it the lowest to the highest number up to it; an arrow stands for "or more", a line from 0
    to a stroke for "up to".

    Args:
        what: is counted, e.g. ``killed``.
        points: one for each report, in the order of publication.

    Returns:
        The picture, 400 pixels wide; its first 24 lines where there are more. None with fewer than two points, which show no growth.
    """
    if len(points) < 2:
        return None
    shown = points[:MOST]
    scale = _Scale(max(1, *(p.high_so_far for p in shown)))
    height = TOP + len(shown) * LANE + FOOT
    told = f"{what}, as reports came in: " + "; ".join(f"{p.label}: {p.said}" for p in shown)
    parts = [
        Markup('<svg class="growth" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
            number(WIDTH), number(height), text(told)
        ),
        *_grid(scale, TOP + len(shown) * LANE),
        *(part for n, p in enumerate(shown) for part in _line(p, TOP + n * LANE, scale)),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


class _Scale:
    """From numbers of people to pixels, from 0 to a round number."""

    def __init__(self, most: int) -> None:
        self.step = next(s for s in _steps() if most / s <= 4)
        self.top = -(-most // self.step) * self.step

    def __call__(self, people: float) -> float:
        return LABELS + (WIDTH - LABELS - VALUES) * people / self.top


def _steps() -> Sequence[int]:
    return [m * 10**e for e in range(20) for m in (1, 2, 5)]


def _grid(scale: _Scale, bottom: float) -> list[Markup]:
    out = []
    for people in range(0, scale.top + 1, scale.step):
        x = number(scale(people))
        out.append(Markup('<path class="grid" d="M{} {}V{}"/>').format(x, number(TOP), number(bottom + 4)))
        out.append(Markup('<text class="tick" x="{}" y="{}">{}</text>').format(x, number(bottom + 17), f"{people:,}"))
    return out


def _line(p: Point, y: float, scale: _Scale) -> list[Markup]:
    middle, left, right = y + LANE / 2, scale(p.low or 0), scale(p.high)
    start = scale(p.low_so_far or 0)
    band = Markup('<rect class="band" x="{}" y="{}" width="{}" height="{}"/>').format(
        number(start),
        number(y),
        number(max(2.0, scale(p.high_so_far) - start)),
        number(LANE),
    )
    bar = Markup('<rect class="said" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
        number(left - 2.5), number(middle - THICK / 2), number(right - left + 5), number(THICK)
    )
    if p.low is None:
        bar = Markup('<path class="more" d="M{} {}H{}m0-5v10"/>').format(number(left), number(middle), number(right))
    arrow = Markup('<path class="more" d="M{} {}h9m-4-4l4 4l-4 4"/>').format(number(right + 4), number(middle))
    numbers = f"≤{p.high:,}" if p.low is None else f"{p.low:,}" if p.low == p.high else f"{p.low:,}–{p.high:,}"
    value = Markup('<text class="value" x="{}" y="{}">{}{}</text>').format(
        number(right + (17 if p.open else 6)), number(middle + 4), numbers, "+" if p.open else ""
    )
    name = Markup('<text class="name" x="{}" y="{}">{}</text>').format(
        number(LABELS - 10), number(middle + 4), text(shorten(p.label, int((LABELS - 12) / (SIZE * LETTER))))
    )
    return [band, bar, *([arrow] if p.open else []), value, name]
