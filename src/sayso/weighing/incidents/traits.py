"""What of an account is compared, worked out once for each account."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from ...reading.countries import COUNTRIES
from ...records import Account, Spot

UNSEEN = 2  # a word that is not in the table is taken to stand in this many of its reports
VAGUE = frozenset((3, 20, 24, 40, 200, 2000))  # what "several", "dozens", "hundreds" count as (docs/definitions.md)
MOST_SPOTS = 12  # places of a passage that are compared: more is a list
_FAMILY = {
    "clash": "ground", "territory": "ground", "movement": "ground",
    "airstrike": "fire", "shelling": "fire", "bombing": "fire", "chemical": "fire", "destruction": "fire", "killing": "fire",
    "abduction": "persons", "release": "persons", "arrest": "persons", "seizure": "goods", "supply": "goods", "aid": "goods",
    "displacement": "flight", "agreement": "talks", "violation": "talks", "protest": "protest",
}  # fmt: skip
_VAGUE_DATES = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}


def family(kind: str) -> str:
    """The family of an event type: types that reports give to the same occurrence (one's airstrike is the other's chemical)."""
    return _FAMILY.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of an account.

    Attributes:
        vector: weight of each word (TF-IDF), of length 1.
        types, families: shares of the event types and of their families; each sums to 1.
        start, end: days (proleptic ordinals), or None. ``vague``: 0 for a day, 1 a week, 2 a month, 3 a year, 4 unknown.
        told: day of the report, or None.
        spots: its places that are smaller than a country. ``around``: by sound, those of the reader's incident.
        dead: figures of dead that are more than one.
        countries: that its places and those of the reader's incident lie in, or that its report speaks of most.
    """

    account: Account
    vector: dict[str, float]
    actors: frozenset[str]
    targets: frozenset[str]
    types: dict[str, float]
    families: dict[str, float]
    start: int | None
    end: int | None
    vague: int
    told: int | None
    spots: tuple[Spot, ...]
    around: frozenset[str]
    dead: frozenset[int]
    countries: frozenset[str]


def traits(account: Account) -> Traits:
    """What is compared of an account."""
    start, end = day(account.start), day(account.end) or day(account.start)
    if start is not None and end is not None and end < start:
        start, end = end, start
    dead = {n for f in account.figures if f.fate in ("killed", "executed") for n in (f.low, f.high) if n and n > 1}
    counts = dict(account.types) or {account.type: 1}
    whole = sum(counts.values()) or 1
    types = {k: n / whole for k, n in counts.items()}
    families: dict[str, float] = {}
    for kind, share in types.items():
        families[family(kind)] = families.get(family(kind), 0.0) + share
    return Traits(
        account, unit({w: rarity(w) for w in account.words if len(w) > 1}), frozenset(account.actors), frozenset(account.targets),
        types, families, start, end, _VAGUE_DATES.get(account.precision, 4) if start is not None else 4, day(account.published),
        tuple(s for s in _distinct(account) if local(s))[:MOST_SPOTS], frozenset(s.sound or s.key for s in account.around if local(s)), frozenset(dead),
        frozenset(s.country for s in (account.spot, *account.spots, *account.around) if s is not None and s.country),
    )  # fmt: skip


def day(iso: str | None) -> int | None:
    """An ISO date as a number of days; None for none and for what is no date."""
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else None
    except ValueError:
        return None


def local(spot: Spot) -> bool:
    """Is this a place smaller than a country?"""
    return bool(spot.key) and spot.precision not in ("country", "wide") and spot.key not in COUNTRIES


def _distinct(account: Account) -> Iterable[Spot]:
    """Its own place first, then the others."""
    own = account.spot
    return account.spots if own is None else (own, *(s for s in account.spots if s.key != own.key))


@lru_cache(maxsize=1)
def _table() -> tuple[int, dict[str, int]]:
    """In how many of how many reports each word stands."""
    held = json.loads(files("sayso.weighing.incidents").joinpath("data/words.json").read_text("utf-8"))
    return int(held["reports"]), dict(held["in"])


@lru_cache(maxsize=200_000)
def rarity(word: str) -> float:
    """Inverse document frequency of a word (Spärck Jones 1972) by the shipped table: natural logarithm of reports / reports with it."""
    whole, table = _table()
    return math.log(whole / max(table.get(word, UNSEEN), 1))


def unit(vector: dict[str, float]) -> dict[str, float]:
    """A vector of length 1; an empty one stays empty."""
    length = math.sqrt(sum(x * x for x in vector.values()))
    return {w: x / length for w, x in vector.items()} if length else {}
