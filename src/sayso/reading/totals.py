"""How many in all: what the figures of one incident, as one report tells it, come to.

The same rules serve the incident of one report (``incidents``) and the passages that are joined across reports (``weighing.incidents``). Chosen on
annotated incidents: see ``docs/incidents.md``, "Figures".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .shares import NARROW, Counted, number

Total = tuple[int | None, int | None]

PART = 0.5  # of the largest figure: what is less and of other people is taken for a part ("30 dead ... three soldiers")
FAR = 1 / 7  # of the largest figure, likewise, whoever it counts: two sources of one report seldom differ more
HUNDREDS = 200  # a vague figure from here on says as much as a number ("hundreds"); "dozens" yields to one
RUN = 5  # figures one after the other that may be the parts of a total


def total(passages: Iterable[Sequence[Counted]]) -> Total | None:
    """What the figures of one report for one fate come to: the lowest and the highest total over all its sources.

    Parts ("nine children" of "23 civilians"; 19 and four beside 23) are left out, what a sentence joins is added ("63 rebels and 21 fighters"), and
    "dozens" yields to a number.

    Args:
        passages: the figures of each sentence, in text order.

    Returns:
        None without a figure. The highest is None where it is left open ("at least 5"), the lowest where nobody says one ("up to 5").
    """
    known = [[f for f in some if f.low is not None or f.high is not None] for some in passages]
    whole = _wholes([f for some in known for f in _added(some)])
    if not whole:
        return None
    top = max(map(number, whole))
    if all(f.low is None for f in whole):
        return None, top
    low = min(f.low if f.low is not None else number(f) for f in whole)
    open_ = low == top and any(f.high is None for f in whole if number(f) == top)
    return low, None if open_ else top


def _added(some: Sequence[Counted]) -> list[Counted]:
    """The figures of a sentence, those that it joins added up."""
    out: list[Counted] = []
    for f in some:
        if f.joined and out and {f.share, out[-1].share} <= {"whole", "rest"} and f.vague == out[-1].vague:
            out.append(_sum(out.pop(), f))
        else:
            out.append(f)
    return out


def _sum(a: Counted, b: Counted) -> Counted:
    low = a.low + b.low if a.low is not None and b.low is not None else None
    high = a.high + b.high if a.high is not None and b.high is not None else None
    if low is None and high is None:  # "up to five and at least six"
        low = high = number(a) + number(b)
    return Counted(low, high, a.who if a.who == b.who else "people", a.vague)


def _wholes(found: Sequence[Counted]) -> list[Counted]:
    """The figures that count the whole; the largest that there are, where none plainly does."""
    said = _telling(found)
    if not said:
        return []
    most = max(map(number, said))
    plain = [f.share in ("whole", "earlier") for f in said]
    if not any(p and number(f) == most for f, p in zip(said, plain, strict=True)):
        plain = [p or number(f) == most for f, p in zip(said, plain, strict=True)]
    whole = [n for n, p in enumerate(plain) if p]
    top = max((said[n] for n in whole), key=number)
    parts = _summed(said, {number(said[n]) for n in whole})
    return [said[n] for n in whole if said[n] is top or (n not in parts and not _is_part(said[n], top))]


def _telling(found: Sequence[Counted]) -> list[Counted]:
    """The figures that say most: numbers rather than "dozens", dead rather than dead and injured; the vague ones again where no number is a lowest."""
    numbers = [f for f in found if not f.vague] or list(found)
    dead = [f for f in numbers if f.share != "both"] or numbers
    lowest = any(f.low is not None for f in dead)
    kept = {id(f) for f in dead}
    return [f for f in found if id(f) in kept or (f.vague and (not lowest or number(f) >= HUNDREDS))]


def _is_part(figure: Counted, top: Counted) -> bool:
    """Is it too small, or of too few people, to be another source's figure for the same?"""
    if number(figure) == 0:  # "nobody died" is said of all, "no soldier died" of soldiers
        return figure.who not in (top.who, "people")
    if number(figure) < FAR * number(top) or (figure.who in NARROW and top.who not in NARROW):
        return True
    return figure.who not in (top.who, "people") and number(figure) < PART * number(top)


def _summed(found: Sequence[Counted], totals: set[int]) -> set[int]:
    """Which of the figures, one after the other, add up to one of the totals: its parts, told one by one."""
    out: set[int] = set()
    for n in range(len(found)):
        run = most = 0
        for m in range(n, min(n + RUN, len(found))):
            run, most = run + number(found[m]), max(most, number(found[m]))
            if most < run and run in totals:
                out.update(range(n, m + 1))
    return out
