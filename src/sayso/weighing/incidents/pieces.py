"""What hangs together by likely pairs, in pieces that are small enough for every pair in them to be compared.

Accounts of a long war hang together by the thousand, each by some pair. The piece of an account is what hangs together with it by likely pairs; where that
is more than ``most`` accounts, what does by likelier pairs; and so on (``CUTS``). Since what hangs together by likelier pairs lies within what hangs together by
less likely ones, a piece is found by looking at ``most`` accounts for each cut, however large the whole is; and a pair that comes or goes changes only
the pieces of its two accounts, as they were before and as they are after.

Where even the last cut leaves too many (a bulletin that is nearly the same every day, for years), each account goes with the least id among itself and its
neighbours; those that go with the same one are a piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

# likelihoods; what hangs together by the last is not cut, whatever its size
CUTS = (0.0, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)
Near = Callable[[str], Mapping[str, float]]


class Pieces:
    """The pieces of a graph as it is: good until a pair of it changes.

    Args:
        near: for an account those that it is likely the same as, and how likely.
        most: accounts of a piece, save where the last cut leaves more: then it may be one account and all its neighbours.
        cuts: likelihoods, from the least.
    """

    def __init__(self, near: Near, most: int, cuts: Sequence[float] = CUTS) -> None:
        self._near, self._most, self._cuts = near, most, cuts
        self._known: dict[str, list[str]] = {}
        self._large: list[set[str]] = [set() for _ in cuts]  # accounts that hang together with too many, for each cut

    def of(self, id: str) -> list[str]:
        """The piece of an account: sorted ids, itself among them."""
        if id not in self._known:
            piece = sorted(self._find(id))
            self._known |= dict.fromkeys(piece, piece)
        return self._known[id]

    def all(self, ids: Iterable[str]) -> list[list[str]]:
        """The pieces of some accounts, each once, in order."""
        found = {(piece := self.of(id))[0]: piece for id in ids}
        return [found[first] for first in sorted(found)]

    def _find(self, id: str) -> list[str]:
        for level in range(len(self._cuts)):
            if (found := self._together(id, level)) is not None:
                return found
        first = self._first(id)
        return [one for one in (first, *self._beside(first)) if self._first(one) == first]

    def _together(self, id: str, level: int) -> list[str] | None:
        """What hangs together with an account, breadth first; None where that is too much."""
        cut, large = self._cuts[level], self._large[level]
        found, seen = [id], {id}
        for one in found:
            if one in large or len(seen) > self._most:
                large |= seen
                return None
            fresh = [other for other, chance in self._near(one).items() if chance >= cut and other not in seen]
            seen.update(fresh)
            found += fresh
        return found

    def _beside(self, id: str) -> list[str]:
        """The neighbours of an account that the last cut leaves it."""
        return [other for other, chance in self._near(id).items() if chance >= self._cuts[-1]]

    def _first(self, id: str) -> str:
        return min([id, *self._beside(id)])
