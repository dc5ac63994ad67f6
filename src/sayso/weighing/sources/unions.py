"""Sets that are joined step by step (union-find, Tarjan 1975), with the least member as the name of each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Unions(Generic[T]):
    """Disjoint sets. ``least`` orders the members, so that a set's name does not depend on the order of joining."""

    def __init__(self, least: Callable[[T], Any]) -> None:
        self._up: dict[T, T] = {}
        self._least = least

    def find(self, x: T) -> T:
        """The least member of the set of ``x``."""
        path = []
        while (up := self._up.get(x, x)) != x:
            path.append(x)
            x = up
        for y in path:
            self._up[y] = x
        return x

    def join(self, *xs: T) -> None:
        """Make one set of the sets of all ``xs``."""
        for x in xs[1:]:
            a, b = sorted((self.find(xs[0]), self.find(x)), key=self._least)
            self._up[b] = a

    def same(self, xs: Iterable[T]) -> dict[T, list[T]]:
        """The members by their sets."""
        out: dict[T, list[T]] = {}
        for x in xs:
            out.setdefault(self.find(x), []).append(x)
        return out
