"""Which mentions of one report tell of the same incident.

The network scores pairs of mentions; mentions are then taken in text order, and each joins the group whose members agree with it best
on average, or opens a group of its own (average-link, incremental: linear in the length of the report, since only the last ``BACK`` mentions are compared).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .mentions import TYPE_INDEX, Mention, pair_features
from .network import Floats, Network

BACK = 60  # mentions that a mention is compared with
BATCH = 4096  # pairs scored at a time


@dataclass(frozen=True, slots=True)
class Grouped:
    """A mention with its vector and the probability that it is one, ready for grouping."""

    mention: Mention
    vector: Floats
    sure: float = 1.0


def group(mentions: Sequence[Grouped], network: Network, link: float, lone: float = 0.0) -> list[int | None]:
    """The group number of each mention.

    Args:
        mentions: events and free tolls of one report, in text order.
        network: scores pairs.
        link: agreement above which a mention joins a group.
        lone: a group of one mention less sure than this is not made: one doubtful word is a claim, but no incident.

    Returns:
        One number a mention, or None; groups are numbered in the order in which they are first mentioned.
    """
    chances = pair_chances(mentions, network)
    labels: list[int] = []
    members: list[list[int]] = []
    for j in range(len(mentions)):
        seen: dict[int, list[float]] = {}
        for i in range(max(0, j - BACK), j):
            seen.setdefault(labels[i], []).append(chances[i, j])
        # between the mean and the best pair: a group is not refused for one odd member, nor joined for one lucky pair
        agreement = {label: 0.6 * sum(values) / len(values) + 0.4 * max(values) for label, values in seen.items()}
        best = max(agreement, key=lambda label: agreement[label], default=-1)
        if best < 0 or agreement[best] <= link:
            best = len(members)
            members.append([])
        members[best].append(j)
        labels.append(best)
    kept = [n for n, some in enumerate(members) if len(some) > 1 or mentions[some[0]].sure >= lone]
    numbers = {label: n for n, label in enumerate(kept)}
    return [numbers.get(label) for label in labels]


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
