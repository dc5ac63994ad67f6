"""How two accounts compare: a few plain features, each of which can be said in words."""

from __future__ import annotations

import math

from ...records import Spot
from .traits import VAGUE, Traits, rarity

FEATURES = (
    "words", "rare words", "actor", "target", "family", "rare type", "days", "same day", "overlap", "far days", "other news", "no date", "told apart",
    "rare place", "apart", "no place", "around", "dead", "dead ratio", "both main", "both vague", "day and type",
)  # fmt: skip
INSIDE = ("words", "same incident", "family", "gap", "same sentence", "place", "other place", "dead", "days")
NEAR_KM = 2.0  # two points this near are one place: gazetteers differ by as much about the middle of a town
APART_DAYS = 3


def across(a: Traits, b: Traits) -> tuple[float, ...]:
    """How two accounts of different reports compare.

    Returns:
        One number for each of ``FEATURES``, most from 0 to 1; days in natural logarithms of days + 1. The order of the two does not matter.
    """
    gap = days_apart(a, b)
    same_day = float(gap == 0 and a.vague == 0 and b.vague == 0)
    place, apart, missing = places(a, b)
    rare_type = sum(min(n, b.types[k]) * type_rarity(k) for k, n in a.types.items() if k in b.types)
    words, rarest = alike(a.vector, b.vector)
    return (
        words,
        rarest,
        overlap(a.actors, b.actors),
        overlap(a.targets, b.targets),
        _shared(a.families, b.families),
        rare_type,
        math.log1p(gap) if gap is not None else 0.0,
        same_day,
        float(gap == 0) - same_day,
        float(gap is not None and gap > APART_DAYS and a.vague <= 1 and b.vague <= 1),
        float(gap is not None and gap >= 2 and _news(a) and _news(b)),
        float(gap is None),
        math.log1p(abs(a.told - b.told)) if a.told is not None and b.told is not None else 3.0,
        place,
        apart,
        missing,
        overlap(a.around, b.around),
        float(bool((a.dead & b.dead) - VAGUE)),
        _ratio(a.dead, b.dead),
        float(a.account.main and b.account.main),
        float(a.vague >= 2 and b.vague >= 2),
        same_day * rare_type,
    )


def within(a: Traits, b: Traits) -> tuple[float, ...]:
    """How two accounts of one report compare: one number for each of ``INSIDE``. The order of the two does not matter."""
    gap = abs(a.account.number - b.account.number)
    days = days_apart(a, b)
    place, _, missing = places(a, b)
    return (
        alike(a.vector, b.vector)[0],
        float(a.account.incident == b.account.incident),
        _shared(a.families, b.families),
        math.log1p(gap),
        float(gap == 0),
        float(place > 0),
        float(not place and not missing),
        float(bool((a.dead & b.dead) - VAGUE)),
        math.log1p(days) if days is not None else 0.0,
    )


def _news(a: Traits) -> bool:
    """Is this what its report is chiefly about, and no older than a day?"""
    return a.account.main and a.vague == 0 and a.told is not None and a.end is not None and abs(a.told - a.end) <= 1


# Minus the natural logarithm of the share of each type among the annotated events (training/)
_TYPE_RARITY = {
    "clash": 1.86, "airstrike": 1.87, "territory": 2.04, "killing": 2.09, "shelling": 2.55, "displacement": 2.89, "bombing": 2.91,
    "agreement": 3.07, "movement": 3.15, "destruction": 3.38, "chemical": 3.53, "arrest": 3.66, "abduction": 4.42, "protest": 4.48,
    "release": 4.52, "supply": 4.52, "aid": 4.75, "violation": 4.78, "seizure": 5.0,
}  # fmt: skip


def type_rarity(kind: str) -> float:
    """How much it says that both tell of this type, about 0.2 to 1.8: the less usual the type, the more."""
    return (_TYPE_RARITY.get(kind, 3.0) - 1.5) / 2


def places(a: Traits, b: Traits) -> tuple[float, float, float]:
    """How the places of two accounts compare.

    Returns:
        (how rare the rarest place is that both name, 0 when there is none; 1 when all lie in other regions; 1 when one names no place).
        A town and its province lie in one region, so that they are not apart.
    """
    if not a.spots or not b.spots:
        return 0.0, 0.0, 1.0
    shared, together, known = 0.0, False, False
    for p in a.spots:
        for q in b.spots:
            if same_place(p, q):
                # a province says less than a town
                wide = 0.5 if "region" in (p.precision, q.precision) else 1.0
                shared = max(shared, 0.05, wide * min(1.0, rarity(p.key) / 7))
            elif p.region and q.region:
                known = True
                together = together or p.region == q.region or _beside(p, q)
    return shared, float(not shared and known and not together), 0.0


def same_place(p: Spot, q: Spot) -> bool:
    """Do two names mean one place, as far as names and coordinates tell?"""
    if p.key == q.key or (len(p.sound) > 2 and p.sound == q.sound):
        return True
    km = distance(p, q)
    return km is not None and km < NEAR_KM


def _beside(p: Spot, q: Spot) -> bool:
    """Do two places lie near each other across the border of two regions?"""
    km = distance(p, q)
    return km is not None and km < 25


def distance(p: Spot, q: Spot) -> float | None:
    """Kilometres between two places that are points; None where one is wider or not known.

    On a sphere, by the equirectangular approximation: it errs by less than one in a hundred below some hundred kilometres.
    """
    if (
        p.precision != "place"
        or q.precision != "place"
        or p.lat is None
        or q.lat is None
        or p.lon is None
        or q.lon is None
    ):
        return None
    x = abs(p.lon - q.lon)
    x = min(x, 360 - x) * math.cos(math.radians((p.lat + q.lat) / 2))
    return 111.2 * math.hypot(x, p.lat - q.lat)


def abroad(a: Traits, b: Traits) -> bool:
    """Do two accounts, of which it is known in which countries they are, have none in common?"""
    return bool(a.countries and b.countries) and not a.countries & b.countries


def days_apart(a: Traits, b: Traits) -> int | None:
    """Days between two stretches of time, 0 when they touch; None when one is not known."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return None
    return max(0, a.start - b.end, b.start - a.end)


def alike(a: dict[str, float], b: dict[str, float]) -> tuple[float, float]:
    """How alike the words of two accounts are.

    Args:
        a, b: sparse vectors of length 1.

    Returns:
        (their dot product; twice the part of it that is due to three words at most, up to 1)
    """
    both = sorted([a[w] * b[w] for w in a.keys() & b.keys()], reverse=True)
    return sum(both), min(1.0, sum(both[:3]) * 2)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared part of the smaller of two sets (Szymkiewicz and Simpson), 0 when one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _ratio(a: frozenset[int], b: frozenset[int]) -> float:
    """How far the nearest two of two sets of figures are: 0 when they are equal or one is empty, 1 from a ratio of 20 on."""
    if not a or not b:
        return 0.0
    return min(1.0, min(abs(math.log(x / y)) for x in a for y in b) / 3)


def _shared(a: dict[str, float], b: dict[str, float]) -> float:
    """Shared part of two distributions."""
    return sum(min(n, b[k]) for k, n in a.items() if k in b)
