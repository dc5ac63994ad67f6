"""Checking: does what a report says add up?

The door: ``check(reading, where, zones)`` gives every check of one report, worst first. It never says who is right, only whether words and
figures agree, what can be computed, and what is missing. A new check is one module with a function and one line in ``CHECKS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..records import Check, Reading
from . import accounts, calendar, contradictions, distances, durations, paths, quantities, sums
from .places import looked_up
from .scene import Scene, Where
from .zones import Zone, ZoneError

__all__ = ["CHECKS", "RESULTS", "Scene", "Where", "Zone", "ZoneError", "check", "looked_up"]

CHECKS: dict[str, Callable[[Scene], Iterator[Check]]] = {
    m.KIND: m.check for m in (sums, accounts, durations, calendar, distances, paths, contradictions, quantities)
}
RESULTS = ("fails", "cannot tell", "holds")  # worst first


def check(reading: Reading, where: Where, zones: Sequence[Zone] = (), kinds: Sequence[str] = ()) -> tuple[Check, ...]:
    """All checks of a report.

    Args:
        reading: of one report.
        where: a place as written -> where it is (``looked_up(reading, gazetteer)``), or None. What is ambiguous yields ``cannot tell``.
        zones: named zones that a user gave.
        kinds: only these of ``CHECKS``; all by default.

    Returns:
        Worst first: ``fails``, ``cannot tell``, ``holds``; among these in the order of the text.

    Raises:
        KeyError: there is no such kind.
    """
    scene = Scene.of(reading, where, zones)
    found = [c for kind in kinds or CHECKS for c in CHECKS[kind](scene)]
    return tuple(sorted(found, key=lambda c: (RESULTS.index(c.result), min(i.span for i in c.inputs))))
