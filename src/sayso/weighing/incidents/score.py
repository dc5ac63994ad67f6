"""How likely two accounts tell of the same incident: two logistic regressions over plain features, fitted by ``training/incidents.py``."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import mul
from typing import Any

from .features import FEATURES, INSIDE, abroad, across, within
from .traits import Traits

# What is left of the chance of two accounts that have no country in common, nor the name of a place (of which one may be looked for in the wrong country). By hand: the stories that the rest is fitted on are of one war, and a ledger need not be
ABROAD = 0.1
# The same for two accounts that have nothing in common but a kind of event, of reports that were published more than so many days apart: the stories are of a few days
# each, and in the news of months many prisoners are released. Below so much likeness of words they have nothing in common.
UNTOLD, LATER_DAYS, ALIKE = 0.3, 7, 0.2


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the two regressions and the thresholds chosen with them.

    Attributes:
        across: bias and weight of each of ``FEATURES``; ``within`` the same for ``INSIDE``.
        edge: pairs at least this likely connect two accounts. ``link``: two groups agree when their mean is at least this.
        half: how much a likely pair of one report counts beside pairs of different reports.
        apart: how much less two groups agree where the reports that are in both tell of them as two occurrences (``clusters``).
        kin: a passage of one report that no other tells of goes along with one of its incident that others tell of, when they are at least this likely one.
        lone: other passages of one report that no other report tells of are one incident when their mean is at least this.
    """

    across: tuple[float, ...]
    within: tuple[float, ...]
    edge: float
    link: float
    half: float
    apart: float
    kin: float
    lone: float

    def chance(self, a: Traits, b: Traits) -> float:
        """How likely two accounts tell of the same incident, 0 to 1. Of one report's accounts it is weighed down by ``half``."""
        if a.account.report == b.account.report:
            return self.half * self.together(a, b)
        values = across(a, b)
        chance = _logistic(self.across, values)
        if abroad(a, b) and not values[_PLACE]:
            return chance * ABROAD
        return chance * UNTOLD if _untold(values) else chance

    def together(self, a: Traits, b: Traits) -> float:
        """How likely two accounts of one report tell of the same incident, 0 to 1, by that report alone."""
        return _logistic(self.within, within(a, b))


_WORDS, _NO_DATE, _TOLD, _PLACE, _DEAD = map(FEATURES.index, ("words", "no date", "told apart", "rare place", "dead"))


def _untold(values: tuple[float, ...]) -> bool:
    """Whether two accounts share neither day nor place nor number of dead, nor many words, and were told at different times."""
    nothing = values[_NO_DATE] and not values[_PLACE] and not values[_DEAD] and values[_WORDS] < ALIKE
    return bool(nothing) and values[_TOLD] > math.log1p(LATER_DAYS)


def _logistic(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    z = weights[0] + sum(map(mul, weights[1:], values))
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def as_weights(held: dict[str, Any]) -> Weights:
    """Weights from what is kept of them.

    Args:
        held: ``{"across": {"bias", feature: weight, ...}, "within": {...}, "edge", "link", "half", "apart", "kin", "lone"}``.

    Raises:
        ValueError: they were fitted for other features.
    """
    both = []
    for part, names in (("across", FEATURES), ("within", INSIDE)):
        if set(held[part]) != {"bias", *names}:
            raise ValueError(
                f"the weights {part!r} are for other features: fit them again (python -m sayso.training.incidents)"
            )
        both.append(tuple(float(held[part][n]) for n in ("bias", *names)))
    return Weights(both[0], both[1], *(float(held[k]) for k in ("edge", "link", "half", "apart", "kin", "lone")))


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the package."""
    return as_weights(json.loads(files("sayso.weighing.incidents").joinpath("data/weights.json").read_text("utf-8")))
