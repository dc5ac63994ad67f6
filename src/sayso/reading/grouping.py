"""Which mentions of one report tell of the same incident.

The network scores pairs of mentions; mentions are then taken in text order, and each joins the group whose members agree with it best
on average, or opens a group of its own (average-link, incremental: linear in the length of the report, since only the last ``BACK`` mentions are compared).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .anchors import TYPE_INDEX, Mention, pair_features
from .network import Floats, Network

BACK = 60  # mentions that a mention is compared with
BATCH = 4096  # pairs scored at a time


@dataclass(frozen=True, slots=True)
class Grouped:
    """A mention with its vector, ready for grouping."""

    mention: Mention
    vector: Floats


def group(mentions: Sequence[Grouped], network: Network, link: float) -> list[int]:
    """The group number of each mention.

    Args:
        mentions: events and free tolls of one report, in text order.
        network: scores pairs.
        link: average probability above which a mention joins a group.

    Returns:
        One number a mention; groups are numbered in the order in which they are first mentioned.
    """
    chances = pair_chances(mentions, network)
    labels: list[int] = []
    groups: dict[int, list[int]] = {}
    for j in range(len(mentions)):
        best, best_chance = -1, link
        seen: dict[int, list[float]] = {}
        for i in range(max(0, j - BACK), j):
            seen.setdefault(labels[i], []).append(chances[i, j])
        for label, values in seen.items():
            # between the mean and the best pair: a group is not refused for one odd member, nor joined for one lucky pair
            agreement = 0.6 * sum(values) / len(values) + 0.4 * max(values)
            if agreement > best_chance:
                best, best_chance = label, agreement
        if best < 0:
            best = len(groups)
            groups[best] = []
        groups[best].append(j)
        labels.append(best)
    return labels


def pair_chances(mentions: Sequence[Grouped], network: Network) -> dict[tuple[int, int], float]:
    """For every pair of near mentions: the probability that they tell of the same incident."""
    pairs = [(i, j) for j in range(len(mentions)) for i in range(max(0, j - BACK), j)]
    types = np.array([TYPE_INDEX[m.mention.type] for m in mentions], np.int64)
    plain = [m.mention for m in mentions]
    chances: dict[tuple[int, int], float] = {}
    for at in range(0, len(pairs), BATCH):
        some = pairs[at : at + BATCH]
        left, right = np.array([i for i, _ in some]), np.array([j for _, j in some])
        a = np.stack([mentions[i].vector for i in left])
        b = np.stack([mentions[j].vector for j in right])
        odds = network.pairs(a, b, types[left], types[right], pair_features(plain, some))
        for pair, chance in zip(some, 1 / (1 + np.exp(-odds)), strict=True):
            chances[pair] = float(chance)
    return chances
