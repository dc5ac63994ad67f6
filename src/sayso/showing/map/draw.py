"""A map as SVG: land, borders, names, circles for places, a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

from markupsafe import Markup

from ..svg import Room, number, path, shorten, text
from . import clip
from .spots import Sign, Spot, sane, signs
from .view import View, choose
from .world import Layer, Line, Point, layer, towns

FINE_DEGREES = 70.0  # a view wider than this gets the coarser coastlines
EDGE = 6.0  # pixels beyond the picture at which lines are cut, so that no cut shows
TOWNS, COUNTRIES = 14, 30  # at most so many labels for finding one's way
LABEL, TOWN, COUNTRY = 13.0, 11.0, 12.0  # pixels of the letters
CREDIT = "Borders as held, by Natural Earth (public domain); towns: GeoNames (CC BY 4.0)"


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn map: the ``svg``, and the numbers of the spots that lie outside its view, most claims first."""

    svg: Markup
    outside: tuple[int, ...]


def style() -> str:
    """The stylesheet that the classes of the SVG belong to."""
    return files(__package__).joinpath("map.css").read_text(encoding="utf-8")


def draw(spots: Iterable[Spot], title: str = "Map of the places", alone: bool = False) -> Map | None:
    """Draw places on a map of the part of the world where most of the claims are.

    Args:
        spots: the places; those without claims, or with coordinates that are not on the earth, are passed over.
        title: for those who do not see the picture.
        alone: True for a file of its own, with its stylesheet and without links; otherwise each circle links to ``#pN``, N the number of its
            first spot, and names all its spots in ``data-places``.

    Returns:
        The map, 960 pixels wide; None when there is no place to show. Projection: equirectangular, true to scale along the middle latitude.
    """
    shown = sane(spots)
    if not shown:
        return None
    view = choose(shown)
    within = [s for s in shown if view.holds(s)]
    circles = signs(within, view.spot)
    room = Room(view.width, view.height)
    scale = _scale(view, room)
    credit = _credit(view, room)
    for sign in circles:
        room.take((sign.x - sign.radius, sign.y - sign.radius, sign.x + sign.radius, sign.y + sign.radius))
    places = [_sign(sign, room, linked=not alone) for sign in circles]
    world = layer("50m" if view.box[2] - view.box[0] < FINE_DEGREES else "110m")
    ground = [*_ground(world, view), *_countries(world, view, room), *_towns(view, room, {s.name for s in within})]
    svg = Markup("\n").join([_open(view, title, alone), *ground, *places, scale, credit, Markup("</svg>")])
    return Map(svg, tuple(s.number for s in shown if not view.holds(s)))


def _open(view: View, title: str, alone: bool) -> Markup:
    size = f"0 0 {number(view.width)} {number(view.height)}"
    namespace = Markup(' xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"').format(number(view.width), number(view.height))  # fmt: skip
    css = Markup("<style>{}</style>").format(Markup(style()))  # noqa: S704 - a file of ours
    return Markup('<svg class="map" viewBox="{}" role="group" aria-label="{}"{}><title>{}</title>{}<rect class="sea" width="100%" height="100%"/>').format(
        size, text(title), namespace if alone else "", text(title), css if alone else ""
    )  # fmt: skip


# ------------------------------------------------------------------ the ground


def _ground(world: Layer, view: View) -> Iterator[Markup]:
    land = path((ring for ring in _areas(world.land, view)), closed=True)
    coasts = path(_lines((line for whole in world.coasts for line in _without_seam(whole)), view))
    borders = path(_lines(world.borders, view))
    yield Markup('<path class="land" fill-rule="evenodd" d="{}"/>').format(land)
    yield Markup('<path class="coast" d="{}"/><path class="border" d="{}"/>').format(coasts, borders)


def _without_seam(line: Line) -> Iterator[Line]:
    """A coastline without the stretches along 180 degrees, where the data is cut and no coast is."""
    piece: Line = line[:1]
    for a, b in pairwise(line):
        if abs(a[0]) == abs(b[0]) == 180:
            if len(piece) > 1:
                yield piece
            piece = [b]
        else:
            piece.append(b)
    if len(piece) > 1:
        yield piece


def _unwrapped(line: Line) -> Line:
    """A line that goes on beyond 180 degrees, where the data leaps to the other edge of the world."""
    found: Line = []
    turn, last = 0, line[0][0]
    for x, y in line:
        if abs(x - last) > 180:
            turn += 360 if x < last else -360
        last = x
        found.append((x + turn, y))
    return found


def _closed(ring: Line) -> Line:
    """An unwrapped ring; one that goes round the South Pole (Antarctica) is closed along it."""
    (first, _), (last, _) = ring[0], ring[-1]
    return ring if first == last else [*ring, (last, -90.0), (first, -90.0)]


def _shifted(lines: Iterable[Line], view: View) -> Iterator[Line]:
    """Unwrapped lines that may touch the view, also from round the world."""
    west, south, east, north = view.box
    room = EDGE / view.degree / view.squeeze
    for line in lines:
        for turn in (-360, 0, 360, 720):  # a view may begin at 180 and go once round
            if not clip.outside(line, (west - room - turn, south - room, east + room - turn, north + room)):
                yield [(x + turn, y) for x, y in line] if turn else line


def _frame(view: View) -> clip.Box:
    return -EDGE, -EDGE, view.width + EDGE, view.height + EDGE


def _areas(rings: Iterable[Line], view: View) -> Iterator[Line]:
    for ring in _shifted((_closed(_unwrapped(ring)) for ring in rings), view):
        cut = clip.area([view.xy(*p) for p in ring], _frame(view))
        if len(cut) > 2:
            yield cut


def _lines(lines: Iterable[Line], view: View) -> Iterator[Line]:
    for line in _shifted(map(_unwrapped, lines), view):
        yield from clip.pieces([view.xy(*p) for p in line], _frame(view))


# ------------------------------------------------------------------ names


def _countries(world: Layer, view: View, room: Room) -> Iterator[Markup]:
    """Names of countries, each in the widest free part of what is seen of it; the largest first."""
    seen = []
    for name, rings in world.countries:
        parts = sorted(_areas(rings, view), key=_size)
        if parts:
            seen.append((_size(parts[-1]), name, parts[-1]))
    for size, name, part in sorted(seen, reverse=True)[:COUNTRIES]:
        if size < 1500:  # square pixels
            continue
        words = name.upper()
        at = room.place(words, COUNTRY * 1.45, ((x, y, "middle") for x, y in _middles(part)))
        if at:
            yield Markup('<text class="country" x="{}" y="{}">{}</text>').format(
                number(at[0]), number(at[1]), text(words)
            )


def _size(ring: Sequence[Point]) -> float:
    """Twice the area of a polygon (the shoelace formula)."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)))


def _middles(ring: Sequence[Point]) -> list[Point]:
    """Points within a polygon, those first that have most of it to their left and right."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    found = []
    for part in range(1, 12):
        y = top + (bottom - top) * part / 12
        xs = sorted(_crossings(ring, y))
        found += [(b - a, ((a + b) / 2, y)) for a, b in zip(xs[::2], xs[1::2], strict=False)]
    return [point for _, point in sorted(found, reverse=True)[:8]]


def _crossings(ring: Sequence[Point], y: float) -> Iterator[float]:
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a[1] > y) != (b[1] > y):
            yield a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])


def _towns(view: View, room: Room, known: set[str]) -> Iterator[Markup]:
    """The largest towns that are not shown anyway, where there is room."""
    left = TOWNS
    for name, lon, lat in towns():
        x, y = view.spot(Spot(0, name, lat, lon, 1))
        if not left:
            return
        if name in known or not (0 < x < view.width and 0 < y < view.height):
            continue
        if not room.free((x - 3, y - 3, x + 3, y + 3)):
            continue
        at = room.place(name, TOWN, ((x + 5, y + 4, "start"), (x - 5, y + 4, "end")))
        if at:
            left -= 1
            room.take((x - 40, y - 24, x + 40, y + 24))  # a few, well apart
            yield Markup('<rect class="town" x="{}" y="{}" width="4" height="4"/><text class="town" x="{}" y="{}" text-anchor="{}">{}</text>').format(
                number(x - 2), number(y - 2), number(at[0]), number(at[1]), at[2], text(name)
            )  # fmt: skip


# ------------------------------------------------------------------ places


def _sign(sign: Sign, room: Room, linked: bool) -> Markup:
    said = f"{sign.claims:,} claim{'' if sign.claims == 1 else 's'}"
    about = (
        f"{', '.join(shorten(s.name, 60) for s in sign.spots[:12])}{', ...' if len(sign.spots) > 12 else ''}: {said}"
    )
    kind = "spot middle" if sign.is_middle else "spot"
    circle = Markup('<circle cx="{}" cy="{}" r="{}"/>').format(number(sign.x), number(sign.y), number(sign.radius))
    inside = Markup("<title>{}</title>{}{}{}").format(text(about), circle, _count(sign), _label(sign, room))
    if not linked:
        return Markup('<g class="{}">{}</g>').format(kind, inside)
    numbers = " ".join(str(s.number) for s in sign.spots)
    return Markup('<a class="{}" href="#p{}" data-places="{}" aria-label="{}">{}</a>').format(
        kind, sign.spots[0].number, numbers, text(about), inside
    )


def _count(sign: Sign) -> Markup:
    if sign.radius < 10:
        return Markup("")
    return Markup('<text class="count" x="{}" y="{}">{}</text>').format(number(sign.x), number(sign.y + 4), sign.claims)


def _label(sign: Sign, room: Room) -> Markup:
    words = shorten(sign.name, 28)
    away = sign.radius + 4
    at = room.place(words, LABEL, (
        (sign.x + away, sign.y + 4, "start"), (sign.x - away, sign.y + 4, "end"), (sign.x, sign.y - away, "middle"), (sign.x, sign.y + away + 10, "middle"),
    ))  # fmt: skip
    if at is None:
        return Markup("")
    return Markup('<text class="name" x="{}" y="{}" text-anchor="{}">{}</text>').format(number(at[0]), number(at[1]), at[2], text(words))  # fmt: skip


# ------------------------------------------------------------------ scale


def _scale(view: View, room: Room) -> Markup:
    """A bar of a round number of kilometres, true along the middle latitude."""
    km = max(n * 10**e for e in range(5) for n in (1, 2, 5) if n * 10**e * view.km <= 180 or (n, e) == (1, 0))
    long, y = km * view.km, view.height - 14
    words = f"{km:,} km"
    room.take((8, y - 12, 34 + long + len(words) * 8, view.height))
    bar = f"M14 {number(y - 6)}v6h{number(long)}v-6"
    return Markup('<g class="scale"><path d="{}"/><text x="{}" y="{}">{}</text></g>').format(bar, number(20 + long), number(y), words)  # fmt: skip


def _credit(view: View, room: Room) -> Markup:
    wide = len(CREDIT) * 9.5 * 0.53
    room.take((view.width - wide - 8, view.height - 18, view.width, view.height))
    return Markup('<text class="credit" x="{}" y="{}" text-anchor="end">{}</text>').format(number(view.width - 6), number(view.height - 6), CREDIT)  # fmt: skip
