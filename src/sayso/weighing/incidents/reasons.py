"""Why two accounts are taken to tell of the same incident, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .features import abroad, days_apart, distance, same_place
from .pieces import Near
from .score import Weights
from .traits import VAGUE, Traits, rarity

_RARE = 4.0  # rarity of a word that is worth naming
_NAMED = 4


def reason(a: Traits, b: Traits, chance: float) -> str:
    """One sentence: what speaks for and against, and how likely it is."""
    said = [*_when(a, b), *_where(a, b), *_what(a, b), *_how_many(a, b), *_words(a, b)]
    return f"{a.account.id} and {b.account.id}: {', '.join(said) or 'nothing in common'} ({chance:.2f})"


def reasons(group: Sequence[Traits], weights: Weights, near: Near = lambda _: {}) -> tuple[str, ...]:
    """For each account after the first the likeliest of the accounts before it, and why; accounts of one report last.

    Args:
        group: the accounts of one incident.
        near: for an account those that it is known to be likely the same as, and how likely: where one of them is before it, no other is looked at.
    """
    out = []
    for n, one in enumerate(group[1:], 1):
        known = near(one.account.id)
        others = [(known[o.account.id], o) for o in group[:n] if o.account.id in known]
        others = others or [(weights.chance(*_ordered(one, o)), o) for o in group[:n]]
        chance, other = max(others, key=lambda x: (x[1].account.report != one.account.report, x[0]))
        same = one.account.report == other.account.report
        out.append(reason(other, one, weights.together(*_ordered(one, other)) if same else chance))
    return tuple(out)


def _ordered(a: Traits, b: Traits) -> tuple[Traits, Traits]:
    return (a, b) if a.account.id <= b.account.id else (b, a)


def _when(a: Traits, b: Traits) -> Iterable[str]:
    gap = days_apart(a, b)
    if gap is None:
        yield "no date of one"
    elif gap == 0:
        yield "same day" if a.vague == 0 and b.vague == 0 else "dates that overlap"
    else:
        yield f"{gap} day{'s' * (gap > 1)} apart"


def _where(a: Traits, b: Traits) -> Iterable[str]:
    shared = sorted({p.key for p in a.spots for q in b.spots if same_place(p, q)})
    if abroad(a, b) and not shared:
        yield "other countries"
        return
    if not a.spots or not b.spots:
        yield "no place of one"
        return
    near = [km for p in a.spots for q in b.spots if (km := distance(p, q)) is not None]
    regions = sorted({p.region for p in a.spots if p.region} & {q.region for q in b.spots if q.region})
    if shared:
        yield f"same place ({', '.join(shared[:_NAMED])})"
    elif near and min(near) < 50:
        yield f"{min(near):.0f} km apart"
    elif regions:
        yield f"both in {regions[0]}"
    else:
        yield "other places"


def _what(a: Traits, b: Traits) -> Iterable[str]:
    both = sorted(a.types.keys() & b.types.keys())
    yield (
        f"both {' and '.join(both)}" if both else f"{' and '.join(sorted(a.types))} or {' and '.join(sorted(b.types))}"
    )


def _how_many(a: Traits, b: Traits) -> Iterable[str]:
    both = sorted((a.dead & b.dead) - VAGUE)
    if both:
        yield f"both {both[-1]} dead"
    elif a.dead and b.dead:
        yield f"{max(a.dead)} and {max(b.dead)} dead"


def _words(a: Traits, b: Traits) -> Iterable[str]:
    both = sorted((w for w in a.vector.keys() & b.vector.keys() if rarity(w) >= _RARE), key=lambda w: (-rarity(w), w))
    if both:
        yield f"rare words: {', '.join(both[:_NAMED])}"


__all__ = ["reason", "reasons"]
