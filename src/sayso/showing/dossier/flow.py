"""Who passes what to whom, as SVG: givers left of receivers, one arrow for each way between two parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..svg import LETTER, number, shorten, text

BOX, HIGH, GAP, ROW, SIDE = 172.0, 26.0, 120.0, 44.0, 8.0  # pixels: of a box, between columns and rows, of the margins
SIZE = 12.0
MOST = 30  # arrows


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow: from and to which party (key and name), how, the numbers of its lines in the table, and whether it is said to have happened."""

    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    how: str
    lines: tuple[int, ...]
    actual: bool


def draw(edges: Sequence[Edge]) -> Markup | None:
    """Draw transfers.

    Args:
        edges: one for each giver, receiver and way; a party keeps its place whatever its side.

    Returns:
        The picture. An arrow bears the numbers of its lines in the table; it is dashed where what it stands for is denied, hedged or lies ahead.
        None without edges, or with more than 30, which nobody could follow.
    """
    if not edges or len(edges) > MOST:
        return None
    names = {e.giver: e.giver_name for e in edges} | {e.receiver: e.receiver_name for e in edges}
    column = _columns(list(names), edges)
    rows: dict[int, list[str]] = defaultdict(list)
    for key in names:
        rows[column[key]].append(key)
    at = {
        key: (SIDE + n * (BOX + GAP), SIDE + row * ROW)
        for n, keys in rows.items()
        for row, key in enumerate(_ordered(keys, edges, rows.get(n - 1, [])))
    }
    width = 2 * SIDE + (max(rows) + 1) * BOX + max(rows) * GAP + (34 if any(_returns(e, at) for e in edges) else 0)
    height = 2 * SIDE + max(len(keys) for keys in rows.values()) * ROW - (ROW - HIGH) + 8
    told = "Transfers: " + "; ".join(f"{e.giver_name} to {e.receiver_name}, {e.how} ({_numbers(e)})" for e in edges)
    return Markup("\n").join([
        Markup('<svg class="flow" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">').format(number(width), number(height), text(told)),
        Markup(
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        ),
        *_arrows(edges, at),
        *(_box(names[key], *at[key]) for key in names),
        Markup("</svg>"),
    ])  # fmt: skip


def _columns(keys: Iterable[str], edges: Sequence[Edge]) -> dict[str, int]:
    """For each party one column more than the farthest of those it gets something from; what leads back in a circle does not count."""
    gets: dict[str, list[str]] = defaultdict(list)
    for e in edges:
        if e.giver != e.receiver:
            gets[e.receiver].append(e.giver)
    found: dict[str, int] = {}

    def column(key: str, through: frozenset[str]) -> int:
        if key not in found:
            before = [column(g, through | {key}) + 1 for g in gets[key] if g not in through and g != key]
            if through:
                return max(before, default=0)
            found[key] = max(before, default=0)
        return found[key]

    for key in keys:
        column(key, frozenset())
    return {key: min(n, 3) for key, n in found.items()}


def _ordered(keys: list[str], edges: Sequence[Edge], before: Sequence[str]) -> list[str]:
    """Parties of a column, beside those they get something from."""
    rank = {key: n for n, key in enumerate(before)}

    def middle(key: str) -> float:
        its = [rank[e.giver] for e in edges if e.receiver == key and e.giver in rank]
        return sum(its) / len(its) if its else len(rank)

    return sorted(keys, key=middle)


def _returns(e: Edge, at: Mapping[str, tuple[float, float]]) -> bool:
    return at[e.receiver][0] <= at[e.giver][0]


def _numbers(e: Edge) -> str:
    return ", ".join(map(str, e.lines[:6])) + ("…" if len(e.lines) > 6 else "")


def _arrows(edges: Sequence[Edge], at: Mapping[str, tuple[float, float]]) -> list[Markup]:
    out = []
    beside: dict[tuple[str, str], int] = defaultdict(int)
    for e in edges:
        (x1, y1), (x2, y2) = at[e.giver], at[e.receiver]
        shift = beside[e.giver, e.receiver] * 9.0
        beside[e.giver, e.receiver] += 1
        start, end = (x1 + BOX, y1 + HIGH / 2 + shift), (x2 - 1, y2 + HIGH / 2 + shift)
        if _returns(e, at):  # round the right side
            end = (x2 + BOX + 1, y2 + HIGH / 2 + shift + (6 if e.giver == e.receiver else 0))
            bend = max(start[0], end[0]) + 30
            path = f"M{number(start[0])} {number(start[1])}C{number(bend)} {number(start[1])} {number(bend)} {number(end[1])} {number(end[0])} {number(end[1])}"
            middle = (bend - 8, (start[1] + end[1]) / 2)
        else:
            half = (start[0] + end[0]) / 2
            path = f"M{number(start[0])} {number(start[1])}C{number(half)} {number(start[1])} {number(half)} {number(end[1])} {number(end[0])} {number(end[1])}"
            middle = (half, (start[1] + end[1]) / 2)
        words = _numbers(e)
        wide = len(words) * SIZE * LETTER + 8
        out += [
            Markup('<path class="arrow{}" d="{}" marker-end="url(#head)"/>').format("" if e.actual else " unsure", path),
            Markup('<rect class="plate" x="{}" y="{}" width="{}" height="16" rx="3"/><text class="lines" x="{}" y="{}">{}</text>').format(
                number(middle[0] - wide / 2), number(middle[1] - 8), number(wide), number(middle[0]), number(middle[1] + 4), words
            ),
        ]  # fmt: skip
    return out


def _box(name: str, x: float, y: float) -> Markup:
    return Markup(
        '<g class="party"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="4"/><text x="{}" y="{}">{}</text></g>'
    ).format(
        text(name), number(x), number(y), number(BOX), number(HIGH), number(x + BOX / 2), number(y + HIGH / 2 + 4),
        text(shorten(name, int((BOX - 10) / (SIZE * LETTER)))),
    )  # fmt: skip
