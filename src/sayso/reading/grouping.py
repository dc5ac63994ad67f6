"""Which mentions of one report tell of the same incident.

Pairs of mentions that stand near each other are scored by gradient-boosted trees over plain features (``mentions``); mentions are then joined by
average link: the two groups whose scored pairs agree best are joined until no two agree more than ``link``. Only pairs within ``BACK`` mentions
are scored, so that the cost grows linearly with the report.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .mentions import Mention, pair_features
from .network import Network

BACK = 40  # mentions that a mention is compared with
BATCH = 4096  # pairs scored at a time


@dataclass(frozen=True, slots=True)
class Grouped:
    """A mention and the probability that it is one."""

    mention: Mention
    sure: float = 1.0


def group(
    mentions: Sequence[Grouped],
    network: Network,
    link: float,
    lone: float = 0.0,
    together: Iterable[tuple[int, int]] = (),
) -> list[int | None]:
    """The group number of each mention.

    Args:
        mentions: events and tolls of one report, in text order.
        network: scores pairs.
        link: mean probability above which two groups are joined.
        together: pairs that belong together for sure (a toll and its event).
        lone: a group of one mention less sure than this is not made: one doubtful word is a claim, but no incident.

    Returns:
        One number a mention, or None; groups are numbered in the order in which they are first mentioned.
    """
    chances = pair_chances([m.mention for m in mentions], network)
    chances |= {(min(pair), max(pair)): 1.0 for pair in together}
    members = average_link(len(mentions), chances, link)
    kept = [some for some in members if len(some) > 1 or mentions[some[0]].sure >= lone]
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


def pair_chances(mentions: Sequence[Mention], network: Network) -> dict[tuple[int, int], float]:
    """For every pair of near mentions: the probability that they tell of the same incident."""
    pairs = [(i, j) for j in range(len(mentions)) for i in range(max(0, j - BACK), j)]
    chances: dict[tuple[int, int], float] = {}
    for at in range(0, len(pairs), BATCH):
        some = pairs[at : at + BATCH]
        for pair, chance in zip(some, network.pairs(pair_features(mentions, some)), strict=True):
            chances[pair] = float(chance)
    return chances
