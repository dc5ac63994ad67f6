"""What passages that no other report tells of belong to, by their own report alone.

A report tells of one incident in several sentences. Where others tell of some of them too, these are in a group of many reports; the rest of the sentences go along
with them where they are likely one, so that an incident is not shown in pieces. This depends on nothing but how the passages of the reader's incident are parted by the groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from .index import Group, Index, many, passages
from .score import Weights
from .traits import Traits


class _Resolver(Protocol):
    index: Index
    weights: Weights

    def traits(self, id: str, /) -> Traits: ...
    def group_of(self, id: str) -> Group: ...
    def agreeing(self, passages: list[str]) -> Iterable[Group]: ...


class Kinship:
    """Groups with what goes along with them.

    Args:
        resolver: that groups accounts in their pieces.
        joined: the group of each account of some pieces; those of others are asked for.
    """

    def __init__(self, resolver: _Resolver, joined: Mapping[str, Group]) -> None:
        self.joined = joined
        self._resolver = resolver
        self._parted: dict[str, tuple[dict[str, Group], list[str], set[Group]]] = {}

    def whole(self, groups: Iterable[Group]) -> set[Group]:
        """Those of some groups that several reports tell of, each with the passages that go along with it."""
        return {self._whole(g) for g in set(groups) if many(g)}

    def apart(self, ids: Iterable[str]) -> set[Group]:
        """The incidents of all passages that are of one reader's incident with some: those of many reports whole, the others put together."""
        found: set[Group] = set()
        for id in {self._resolver.index.account(id).incident: id for id in ids}.values():
            _, rest, hosts = self._part(id)
            found |= self.whole(hosts)
            found.update(self._resolver.agreeing(rest))
        return found

    def _whole(self, group: Group) -> Group:
        along = {p for id in group for p, host in self._part(id)[0].items() if host == group}
        return tuple(sorted({*group, *along}))

    def _part(self, id: str) -> tuple[dict[str, Group], list[str], set[Group]]:
        """Which passages of an account's incident go along with which groups, which are left, and all groups of many reports that hold some."""
        account = self._resolver.index.account(id)
        if account.incident not in self._parted:
            of = {p: self.joined.get(p) or self._resolver.group_of(p) for p in passages(self._resolver.index, account)}
            told = [p for p, group in of.items() if many(group)]
            along = {p: of[host] for p in of if p not in told and (host := self._nearest(p, told))}
            rest = [p for p in of if p not in told and p not in along]
            self._parted[account.incident] = along, rest, {of[p] for p in told}
        return self._parted[account.incident]

    def _nearest(self, passage: str, told: Iterable[str]) -> str | None:
        """The passage that one goes along with: the likeliest, the first of equals; None where none is likely enough."""
        traits, together = self._resolver.traits, self._resolver.weights.together
        chance, nearest = max(
            ((together(traits(passage), traits(t)), t) for t in told), key=lambda c: c[0], default=(0.0, None)
        )
        return nearest if chance >= self._resolver.weights.kin else None
