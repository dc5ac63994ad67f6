"""A timeline as SVG: bars for incidents, and columns that count them where there are many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from ..svg import LETTER, number, shorten, text
from .days import Axis, bins, day, ticks, window, words

WIDTH, SIDE = 960.0, 14.0  # pixels; of the margins
LANE, THICK, LEAST = 21.0, 11.0, 6.0  # pixels: of a lane, of a bar, the shortest bar
LABEL = 12.0
MOST = 24  # bars; with more incidents, those with most claims get a bar and columns count all of them
COLUMNS = 90.0  # pixels: height of the highest column


@dataclass(frozen=True, slots=True)
class Bar:
    """An incident to be shown: its number on the page, what it is, ISO dates, how exact they are, and how many claims it has."""

    number: int
    label: str
    start: str | None
    end: str | None
    precision: str
    claims: int = 1


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawn timeline: the ``svg``, and the numbers of the incidents without a date, before and after what it shows.

    ``begun``: those that began before what it shows and reach into it, where columns count, in which they are not.
    """

    svg: Markup
    undated: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    begun: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    bar: Bar
    first: int
    last: int

    @property
    def is_exact(self) -> bool:
        return self.bar.precision == "day"

    @property
    def when(self) -> str:
        long = words(self.first) + (f" to {words(self.last)}" if self.last > self.first else "")
        return long if self.is_exact else f"{long}, exact to the {self.bar.precision}" if self.bar.precision != "unknown" else f"{long}, inexact"  # fmt: skip


def style() -> str:
    """The stylesheet that the classes of the SVG belong to."""
    return files(__package__).joinpath("timeline.css").read_text(encoding="utf-8")


def draw(bars: Iterable[Bar], title: str = "Timeline of the incidents", alone: bool = False) -> Timeline | None:
    """Draw incidents in time.

    With up to 24 incidents each has a bar from its first to its last day. With more, those with most claims have bars, and columns by day,
    week, month or year count all that began in the time shown by their first day. Bars and columns are hatched where the date is not exact
    to the day.

    Args:
        bars: the incidents. Those without a date that can be read are passed over.
        title: for those who do not see the picture.
        alone: True for a file of its own, with its stylesheet and without links; otherwise bars and columns link to ``#iN`` and name their
            incidents in ``data-incidents``.

    Returns:
        The timeline, 960 pixels wide; None when no incident has a date.
    """
    known, undated = _spans(bars)
    if not known:
        return None
    first, last = window([s.first for s in known], [s.last for s in known])
    before, after = [s for s in known if s.last < first], [s for s in known if s.first > last]
    shown = [s for s in known if s.last >= first and s.first <= last]
    begun = [s for s in shown if s.first < first] if len(shown) > MOST else []
    axis = Axis(first, last, SIDE, WIDTH - 2 * SIDE)
    parts, height = _parts(shown, axis, linked=not alone)
    grid = list(_grid(axis, height))
    svg = Markup("\n").join([_open(height + 24, title, alone), *grid, *parts, Markup("</svg>")])
    return Timeline(svg, undated, *(tuple(s.bar.number for s in some) for some in (before, after, begun)))


def _spans(bars: Iterable[Bar]) -> tuple[list[_Span], tuple[int, ...]]:
    known, undated = [], []
    for bar in bars:
        first = day(bar.start)
        last = day(bar.end)
        if first is None:
            undated.append(bar.number)
        else:
            known.append(_Span(bar, first, first if last is None else max(first, last)))
    return sorted(known, key=lambda s: (s.first, s.last, s.bar.number)), tuple(undated)


def _parts(shown: list[_Span], axis: Axis, linked: bool) -> tuple[list[Markup], float]:
    many = len(shown) > MOST
    barred = shown
    if many:
        chosen = {s.bar.number for s in sorted(shown, key=lambda s: (-s.bar.claims, s.bar.number))[:MOST]}
        barred = [s for s in shown if s.bar.number in chosen]
    parts: list[Markup] = []
    top = 8.0
    if many:
        parts += _columns([s for s in shown if s.first >= axis.first], axis, top, linked)
        top += COLUMNS + 34
    lanes = 0
    for lane, span in _packed(barred, axis):
        parts.append(_bar(span, axis, top + lane * LANE, linked))
        lanes = max(lanes, lane + 1)
    return parts, top + lanes * LANE + 6


def _open(height: float, title: str, alone: bool) -> Markup:
    namespace = Markup(' xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"').format(
        number(WIDTH), number(height)
    )
    css = Markup("<style>{}</style>").format(Markup(style()))  # noqa: S704 - a file of ours
    ground = Markup('<rect class="ground" width="100%" height="100%"/>')
    hatch = Markup(
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="pale" width="5" height="5"/><path class="stripe" d="M1 0v5"/></pattern></defs>'
    )
    return Markup('<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}"{}><title>{}</title>{}{}{}').format(
        number(WIDTH), number(height), text(title), namespace if alone else "", text(title), css if alone else "", hatch, ground if alone else ""
    )  # fmt: skip


def _grid(axis: Axis, height: float) -> Iterator[Markup]:
    for at, label in ticks(axis):
        x = axis.x(at)
        yield Markup('<path class="grid" d="M{} 0v{}"/>').format(number(x), number(height + 4))
        room = len(label) * LABEL * LETTER
        if x + room < WIDTH - 2:
            yield Markup('<text class="tick" x="{}" y="{}">{}</text>').format(number(x), number(height + 18), label)


# ------------------------------------------------------------------ bars


def _extent(span: _Span, axis: Axis) -> tuple[float, float]:
    """Left and right end of a bar, within the picture and wide enough to be seen."""
    left, right = max(axis.left, axis.x(span.first)), min(axis.left + axis.width, axis.x(span.last + 1))
    return left, max(right, left + LEAST)


def _packed(spans: Iterable[_Span], axis: Axis) -> Iterator[tuple[int, _Span]]:
    """Each bar with the first lane in which there is room for it and its label."""
    free: list[float] = []
    for span in spans:
        left, right = _extent(span, axis)
        side, wide = _side(span, left, right)
        begin, end = (left - wide, right) if side == "end" else (left, right + wide)
        lane = next((n for n, at in enumerate(free) if at + 10 <= begin), len(free))
        free[lane : lane + 1] = [end]
        yield lane, span


def _side(span: _Span, left: float, right: float) -> tuple[str, float]:
    """Whether the label goes behind (``start``) or before (``end``) the bar, and its width."""
    wide = len(_label(span)) * LABEL * LETTER + 8
    return ("end" if right + wide > WIDTH and left - wide > 0 else "start"), wide


def _label(span: _Span) -> str:
    return shorten(span.bar.label, 44)


def _bar(span: _Span, axis: Axis, y: float, linked: bool) -> Markup:
    left, right = _extent(span, axis)
    side, wide = _side(span, left, right)
    inside = side == "start" and right + wide > WIDTH  # no room on either side: onto the bar
    at, anchor = (left + 10, "start") if inside else (right + 5, "start") if side == "start" else (left - 5, "end")
    shape = Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(number(left), number(y), number(right - left), number(THICK))  # fmt: skip
    label = Markup('<text class="name" x="{}" y="{}" text-anchor="{}">{}</text>').format(number(at), number(y + 10), anchor, text(_label(span)))  # fmt: skip
    about = f"{span.bar.label}, {span.when}"
    plate = Markup('<path class="plate" d="M{} {}h{}v15h{}z"/>').format(
        number(left + 6), number(y - 2), number(wide), number(-wide)
    )
    inner = Markup("<title>{}</title>{}{}{}").format(text(about), shape, plate if inside else "", label)
    return _linked("bar" if span.is_exact else "bar vague", [span.bar.number], about, inner, linked)


def _linked(kind: str, numbers: Sequence[int], about: str, inner: Markup, linked: bool) -> Markup:
    if not linked:
        return Markup('<g class="{}">{}</g>').format(kind, inner)
    return Markup('<a class="{}" href="#i{}" data-incidents="{}" aria-label="{}">{}</a>').format(
        kind, numbers[0], " ".join(map(str, numbers)), text(about), inner
    )


# ------------------------------------------------------------------ columns


def _columns(spans: Sequence[_Span], axis: Axis, top: float, linked: bool) -> Iterator[Markup]:
    unit, edges = bins(axis)
    held: list[list[_Span]] = [[] for _ in edges]
    for span in spans:
        held[bisect_right(edges, span.first) - 1].append(span)
    most = max(len(some) for some in held)
    foot = top + 14 + COLUMNS
    yield Markup('<path class="foot" d="M{} {}h{}"/>').format(number(axis.left), number(foot), number(axis.width))
    for start, end, some in zip(edges, [*edges[1:], axis.last + 1], held, strict=True):
        if some:
            yield _column(some, (axis.x(start), axis.x(end)), foot, most, _period(start, end, unit), linked)


def _period(start: int, end: int, unit: str) -> str:
    return words(start) if unit == "day" else f"{words(start)} to {words(end - 1)}"


def _column(some: Sequence[_Span], sides: tuple[float, float], foot: float, most: int, period: str, linked: bool) -> Markup:  # fmt: skip
    left, wide = sides[0] + 1, max(1.0, sides[1] - sides[0] - 2)
    exact = sum(s.is_exact for s in some)
    high, solid = (COLUMNS * n / most for n in (len(some), exact))
    about = f"{period}: {len(some)} incident{'' if len(some) == 1 else 's'}" + (
        f", {len(some) - exact} of them not exact to the day" if exact < len(some) else ""
    )
    rect = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
    parts = []
    if solid:
        parts.append(rect.format("exact", number(left), number(foot - solid), number(wide), number(solid)))
    if high > solid:
        parts.append(rect.format("inexact", number(left), number(foot - high), number(wide), number(high - solid)))
    if wide > 3 + 6.5 * len(str(len(some))):
        parts.append(Markup('<text class="count" x="{}" y="{}">{}</text>').format(number(left + wide / 2), number(foot - high - 4), len(some)))  # fmt: skip
    inner = Markup("<title>{}</title>{}").format(about, Markup("").join(parts))
    return _linked("column", [s.bar.number for s in some], about, inner, linked)
