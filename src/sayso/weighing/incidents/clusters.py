"""Which of many accounts belong together, given how likely each pair does.

Average link over reports: the agreement of two groups is the mean, over every pair of a report of the one and a report of the other, of their likeliest pair of passages;
pairs that were never compared count as 0. The two groups that agree most are joined until none agree at least ``link``. So a chain of
accounts, each like the next, does not become one incident, and a report with many passages has no more say than one with a single sentence.

A report that is in both groups and tells of two occurrences there ("Thursday's blast came after Monday's bombing in the other town") says more than passages that sound alike: the agreement
falls with the share of the smaller group's reports that do so.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Chances = Mapping[tuple[int, int], float]
_Pairs = dict[tuple[int, int], float]
_TOLD_APART = 0.05  # passages of one report that are less likely one than this are of two occurrences to it


def average_link(reports: Sequence[str], chances: Chances, link: float, apart: float = 0.0) -> list[list[int]]:
    """Group accounts.

    Args:
        reports: the report of each account, in canonical order (by id), so that the result does not depend on the order of arrival.
        chances: for pairs ``(i, j)``, ``i < j``, how likely they belong together, 0 to 1.
        link: groups are joined while the best agreement is at least this.
        apart: share of the agreement, 0 to 1, that is lost where every report of the smaller group tells of both as two occurrences.

    Returns:
        The groups, each a sorted list of indices, in order. Of equal agreements the pair that begins first is joined first.
    """
    return _Groups(reports, chances, link, apart).joined()


class _Groups:
    """Groups on their way, and how much every two of them that were compared agree."""

    def __init__(self, reports: Sequence[str], chances: Chances, link: float, apart: float) -> None:
        numbers = {r: n for n, r in enumerate(sorted(set(reports)))}
        of = [numbers[r] for r in reports]
        self.link, self.apart = link, apart
        self.members: dict[int, list[int]] = {i: [i] for i in range(len(reports))}
        self.reports: dict[int, set[int]] = {i: {r} for i, r in enumerate(of)}
        self.near: dict[int, dict[int, _Pairs]] = {i: {} for i in self.members}
        self.heap: list[tuple[float, int, int, int, int]] = []
        for (i, j), chance in chances.items():
            # one record for both directions: the key names the report of the group with the smaller report number first
            self.near[i][j] = self.near[j][i] = {_key(of[i], of[j]): chance}
            if chance >= link:
                self.heap.append((-round(chance, 12), i, j, i, j))
        heapq.heapify(self.heap)

    def _offer(self, i: int, j: int) -> None:
        pairs = self.near[i][j]
        if max(pairs.values()) < self.link:  # then the mean is, too
            return
        agreement = sum(sorted(pairs.values())) / _count(self.reports[i], self.reports[j])
        told_apart = sum(r == s and chance < _TOLD_APART for (r, s), chance in pairs.items())
        agreement *= 1 - self.apart * told_apart / min(len(self.reports[i]), len(self.reports[j]))
        if agreement >= self.link:
            first, second = sorted((self.members[i][0], self.members[j][0]))
            heapq.heappush(self.heap, (-round(agreement, 12), first, second, i, j))

    def joined(self) -> list[list[int]]:
        fresh = len(self.members)
        while self.heap:
            *_, i, j = heapq.heappop(self.heap)
            if i in self.members and j in self.members:
                self._join(i, j, fresh)
                fresh += 1
        return sorted(self.members.values())

    def _join(self, i: int, j: int, fresh: int) -> None:
        self.members[fresh] = sorted(self.members.pop(i) + self.members.pop(j))
        self.reports[fresh] = self.reports.pop(i) | self.reports.pop(j)
        one, other = self.near.pop(i), self.near.pop(j)
        one.pop(j, None)
        other.pop(i, None)
        self.near[fresh] = {}
        for k in one.keys() | other.keys():
            pairs = dict(one.get(k, {}))
            for key, chance in other.get(k, {}).items():
                pairs[key] = max(chance, pairs.get(key, 0.0))
            near = self.near[k]
            near.pop(i, None)
            near.pop(j, None)
            self.near[fresh][k] = near[fresh] = pairs
            self._offer(fresh, k)


def _key(r: int, s: int) -> tuple[int, int]:
    return (r, s) if r <= s else (s, r)


def _count(a: set[int], b: set[int]) -> int:
    """How many pairs of reports there are between two groups, each unordered pair once."""
    both = len(a & b)
    return len(a) * len(b) - both * (both - 1) // 2
