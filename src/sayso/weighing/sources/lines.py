"""Which voices of a chain pass each other on, and which speak side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...naming.keys import fold
from ...pronouns import AS_SOURCE
from ...records import Attribution, Link, Reading, Span


def lines(
    chain: Sequence[Link], reading: Reading, attributions: Mapping[str, Attribution]
) -> tuple[tuple[int, ...], ...]:
    """The lines of a chain: for each voice that passes on no other, the voices from the outermost to it.

    Args:
        chain: of one claim without the outlet, the outermost first.
        reading: of its report. ``attributions``: of the same, by their ids.

    Returns:
        Numbers in the chain, a tuple for each line; () where the whole chain is one line ("LPNA quoted a prisoner"; but "the army said, and the Monitor
        confirmed" are two).
    """
    of = [attributions[link.attribution or ""] for link in chain]
    outer = [_outer(n, of, reading) for n in range(len(of))]
    ends = [n for n in range(len(of)) if n not in outer]
    return tuple(_line(n, outer) for n in ends) if len(ends) > 1 else ()


def _outer(n: int, of: Sequence[Attribution], reading: Reading) -> int | None:
    """Which of the voices before it passes a voice on: that in which it stands inside, in whose words it is named, or, of a pronoun or nobody, the one before it."""
    inner = of[n]
    by = next((k for k in reversed(range(n)) if of[k].id == inner.inside), None)
    if by is None:
        by = next((k for k in reversed(range(n)) if any(_holds(of[k], x) for x in (inner.cue, inner.source))), None)
    if by is None and n and (inner.source is None or fold(reading.words(inner.source) or "") in AS_SOURCE):
        return n - 1
    return by


def _holds(outer: Attribution, span: Span | None) -> bool:
    return span is not None and any(s <= span[0] and span[1] <= e for s, e in outer.content)


def _line(end: int, outer: Sequence[int | None]) -> tuple[int, ...]:
    found: list[int] = []
    at: int | None = end
    while at is not None:
        found.append(at)
        at = outer[at]
    return tuple(reversed(found))
