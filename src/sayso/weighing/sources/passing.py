"""Outlets that cite outlets, followed to the end, also where they cite each other in a circle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

PASSES_ON = "{name} only passes it on in its own reports, from {ends}."
CIRCLE = "{name} and the outlets it cites only cite each other: counted once, as {ends}."


def followed(
    start: str, cites: Mapping[str, frozenset[str]], least: Callable[[str], Any]
) -> tuple[tuple[str, ...], str]:
    """The roots behind a source.

    Args:
        start: id of the source.
        cites: for every outlet with reports of its own, the roots of its claims; one that is among its own roots speaks for itself.
        least: order by which a circle gets its name.

    Returns:
        Ids in alphabetical order, and the sentence to explain it by (with ``{name}`` and ``{ends}``); only ``start`` where it ends there.
    """
    seen: set[str] = set()
    ends: set[str] = set()
    todo = [start]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        behind = cites.get(at)
        if not behind or at in behind:
            ends.add(at)
        else:
            todo += sorted(behind)
    if ends:
        return tuple(sorted(ends)), PASSES_ON
    return (min(seen, key=least),), CIRCLE
