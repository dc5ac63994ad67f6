"""How many over several reports: the total of each, and the lowest and highest of them.

One rule for the figures of an incident wherever they are shown: in the list of incidents (``incidents.consolidate``) and by source and day (``tolls``).
Nobody is asked who is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from ..reading.shares import Counted
from ..reading.totals import Sum, sum_up

# times the median of the reports, or a hundredth of it: taken for a figure of something else (a year, a war)
MISREAD = 100
NOTHING = Counted(None, None)  # stands where a figure is left out


def of_report(passages: Sequence[Sequence[Counted]]) -> Sum | None:
    """The total that one report gives; an earlier one, which it says is out of date, only where it gives no other.

    Args:
        passages: its figures of one fate, by sentence, in text order.
    """
    current = [[NOTHING if f.share == "earlier" else f for f in some] for some in passages]
    return sum_up(current) or sum_up(passages)


def comparable(sums: Sequence[Sum]) -> list[bool]:
    """Which totals go into the range over all reports.

    Left out is who counts children, women, men or a part alone, where others count all; and what is a hundred times more or less than the middle one. That nobody died is no such
    figure: who says so contradicts the others, and is kept beside them.
    """
    wide = [not s.narrow for s in sums]
    if not any(wide):
        wide = [True] * len(sums)
    least = [_least(s) for s, w in zip(sums, wide, strict=True) if w]
    some = [n for n in least if n]
    if not some:
        return wide
    middle = median_low(some)
    return [
        w and (_least(s) == 0 or middle / MISREAD <= _least(s) <= middle * MISREAD)
        for s, w in zip(sums, wide, strict=True)
    ]


def over_reports(sums: Sequence[Sum]) -> tuple[int, int | None] | None:
    """The lowest and the highest of the totals that are comparable; the highest None where it is open. None without a total."""
    return spread([s for s, kept in zip(sums, comparable(sums), strict=True) if kept])


def spread(sums: Sequence[Sum]) -> tuple[int, int | None] | None:
    """The lowest and the highest of some totals; the highest None where it is open. None without a total."""
    if not sums:
        return None
    top = max(s.high if s.high is not None else _least(s) for s in sums)
    low = min(map(_least, sums))
    return low, top if low < top or any(s.high == top for s in sums) else None


def _least(found: Sum) -> int:
    return found.low if found.low is not None else found.high or 0
