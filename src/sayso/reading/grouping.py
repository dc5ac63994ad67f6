"""Which mentions of one report tell of the same incident.

Pairs of mentions that stand near each other are scored by two judges, whose log odds are mixed: gradient-boosted trees over plain features
(``mentions``), and a small network over the vectors of their words. Mentions are then joined by average link: the two groups whose scored pairs
agree best are joined until no two agree more than ``link``. Only pairs within ``BACK`` mentions are scored, so that the cost grows linearly with
the report.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .mentions import TYPE_INDEX, Mention, pair_features
from .network import Floats, Network, Settings

BACK = 40  # mentions that a mention is compared with
BATCH = 100  # mentions whose pairs are scored at a time


@dataclass(frozen=True, slots=True)
class Grouped:
    """A mention, the vectors of its words and of its fillers (``[slots, narrow]``), and the probability that it is one."""

    mention: Mention
    vectors: Floats
    sure: float = 1.0


def group(
    mentions: Sequence[Grouped],
    network: Network,
    settings: Settings,
    together: Iterable[tuple[int, int]] = (),
) -> list[int | None]:
    """The group number of each mention.

    Args:
        mentions: events and tolls of one report, in text order.
        network: scores pairs.
        settings: ``mix`` of the two judges; ``link``, the mean probability above which two groups are joined; ``lone``: a group of one mention
            less sure than this is not made, since one doubtful word is a claim, but no incident.
        together: pairs that belong together for sure (a toll and its event).

    Returns:
        One number a mention, or None; groups are numbered in the order in which they are first mentioned.
    """
    chances = pair_chances(mentions, network, settings)
    chances |= {(min(pair), max(pair)): 1.0 for pair in together}
    members = average_link(len(mentions), chances, settings.link)
    kept = [some for some in members if len(some) > 1 or mentions[some[0]].sure >= settings.lone]
    labels: list[int | None] = [None] * len(mentions)
    for number, some in enumerate(sorted(kept)):
        for k in some:
            labels[k] = number
    return labels


def average_link(size: int, chances: dict[tuple[int, int], float], link: float) -> list[list[int]]:
    """Agglomerative clustering by average link (UPGMA, Sokal and Michener 1958) over the pairs that were scored.

    Args:
        size: how many things there are.
        chances: for some pairs ``(i, j)``, ``i < j``: how likely they belong together, 0 to 1.
        link: groups are joined while the best mean is above this.

    Returns:
        The groups, each a sorted list of indices. Of equal means the pair that begins earlier in the text is joined first.
    """
    members = {k: [k] for k in range(size)}
    near: dict[int, dict[int, tuple[float, int]]] = {k: {} for k in range(size)}
    heap: list[tuple[float, int, int]] = []
    for (i, j), chance in chances.items():
        near[i][j] = near[j][i] = (chance, 1)
        if chance > link:
            heap.append((-chance, i, j))
    heapq.heapify(heap)
    fresh = size
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in members or j not in members:
            continue  # one of them was joined to another since
        members[fresh] = sorted(members.pop(i) + members.pop(j))
        sums = near.pop(i)
        for k, (total, count) in near.pop(j).items():
            before = sums.get(k, (0.0, 0))
            sums[k] = (total + before[0], count + before[1])
        near[fresh] = {k: v for k, v in sums.items() if k in members}
        for k, (total, count) in near[fresh].items():
            near[k].pop(i, None)
            near[k].pop(j, None)
            near[k][fresh] = (total, count)
            if total / count > link:
                heapq.heappush(heap, (-total / count, k, fresh))
        fresh += 1
    return list(members.values())


def near_pairs(size: int, first: int = 0) -> list[tuple[int, int]]:
    """The pairs ``(i, j)``, ``i < j``, of so many mentions that are compared: none more than ``BACK`` apart; ``j`` from ``first`` on."""
    return [(i, j) for j in range(first, size) for i in range(max(0, j - BACK), j)]


def pair_chances(mentions: Sequence[Grouped], network: Network, settings: Settings) -> dict[tuple[int, int], float]:
    """For every pair of near mentions: the probability that they tell of the same incident."""
    chances: dict[tuple[int, int], float] = {}
    trees, words, offset = settings.mix
    for first in range(0, len(mentions), BATCH):
        low = max(0, first - BACK)
        some = mentions[low : first + BATCH]
        pairs = near_pairs(len(some), first - low)
        odds = (
            trees * network.pairs(pair_features([m.mention for m in some], pairs))
            + words * by_words(some, pairs, network)
            + offset
        )
        for (i, j), chance in zip(pairs, 1 / (1 + np.exp(-odds)), strict=True):
            chances[low + i, low + j] = float(chance)
    return chances


def by_words(mentions: Sequence[Grouped], pairs: Sequence[tuple[int, int]], network: Network) -> Floats:
    """``[P]`` log odds that the mentions of each pair tell of the same incident, by the vectors of their words alone."""
    if not pairs:
        return np.zeros(0, np.float32)
    vectors = np.stack([m.vectors for m in mentions])
    types = np.array([TYPE_INDEX[m.mention.type] for m in mentions], np.int64)
    sentences = np.array([m.mention.sentence for m in mentions], np.int64)
    return network.same(vectors, types, sentences, np.array(pairs, np.int64))
