"""Accounts of many reports resolved into incidents, one report after another, with the same result as all at once.

1. Accounts that share a key (``blocking``) are compared, and those that are likely the same (``Weights.edge``) are connected. This depends on the set of accounts only: a pair
   is connected when it shares a key that at most ``CAP`` accounts have, and is likely.
2. What hangs together is a component. A component of more than ``MOST`` accounts is cut at likelier edges until its pieces are small.
3. Inside a component every pair is compared and the accounts are grouped (``clusters``), in the order of their ids. The groups are a function of the component.
4. Passages that no other report tells of are put together by their own report alone.

So adding or removing a report changes only the components that its accounts are in, or were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from ...records import Account, Merged
from .blocking import CAP, keys
from .clusters import average_link, components
from .consolidate import consolidate
from .index import Index, Memory
from .reasons import reasons
from .score import Weights, shipped
from .traits import Traits, traits

MOST = 100  # accounts of one component in which every pair is compared
_CUTS = (0.5, 0.65, 0.8, 0.9, 0.95, 0.98)  # likelihoods at which a larger component is cut
Group = tuple[str, ...]  # ids of the accounts of one incident, sorted


class Resolver:
    """Keeps accounts of many reports resolved into incidents.

    Args:
        index: where it remembers them; in memory by default. An index that holds accounts already is gone on with.
        weights: of the score; the shipped ones by default.
    """

    def __init__(self, index: Index | None = None, weights: Weights | None = None) -> None:
        self.index: Index = Memory() if index is None else index
        self.weights = weights or shipped()
        self.traits = lru_cache(maxsize=50_000)(self._traits)

    def _traits(self, id: str) -> Traits:
        return traits(self.index.account(id))

    def add(self, accounts: Iterable[Account]) -> set[str]:
        """Add accounts.

        Returns:
            Ids of the accounts whose incidents may have changed: give them to ``groups``. Accounts that are there already add nothing.
        """
        touched: set[str] = set()
        for account in accounts:
            if account.id not in self.index.of_report(account.report):
                touched |= self._add(account)
        return self._reach(touched)

    def remove(self, report: str) -> set[str]:
        """Remove the accounts of a report.

        Returns:
            Ids of the accounts that are left and whose incidents may have changed.
        """
        gone = sorted(self.index.of_report(report))
        touched: set[str] = set()
        for id in gone:
            touched |= self._remove(id)
        self.traits.cache_clear()
        return self._reach(touched - set(gone))

    def groups(self, ids: Iterable[str]) -> list[Group]:
        """The incidents of some accounts, each whole.

        Args:
            ids: of accounts; what ``add`` and ``remove`` returned.

        Returns:
            For each incident that one of them is in the ids of all its accounts. In order.
        """
        joined = self._joined(ids)
        told_by_many = {g for g in joined.values() if self._many(g)}
        return sorted(told_by_many | set(self._lone(joined)))

    def merged(self, ids: Iterable[str]) -> list[Merged]:
        """The same as ``groups``, with what the accounts of each incident say together, and why they are taken to be one."""
        out = []
        for group in self.groups(ids):
            told = sorted((self.traits(i) for i in group), key=lambda t: (t.account.published or "9999", t.account.id))
            out.append(consolidate([t.account for t in told], reasons(told, self.weights)))
        return sorted(out, key=lambda m: m.id)

    # ------------------------------------------------------------------ adding and removing

    def _add(self, account: Account) -> set[str]:
        own = traits(account)
        touched = {account.id}
        held = keys(own)
        self.index.put(account, held)
        sharing = [self.index.holding(key) for key in held]
        for other in sorted({o for some in sharing if len(some) <= CAP for o in some}):
            self._connect(account.id, other)
        for some in sharing:
            if len(some) == CAP + 1:  # the key is worn out: its pairs need another reason to be compared
                touched |= self._recheck([s for s in some if s != account.id])
        return touched

    def _remove(self, id: str) -> set[str]:
        touched = set(self.index.near(id))
        own = keys(self.traits(id))
        self.index.drop(id, own)
        for key in own:
            some = self.index.holding(key)
            if len(some) == CAP:  # the key is of use again
                touched |= set(some)
                for one, other in combinations(some, 2):
                    self._connect(one, other)
        return touched

    def _connect(self, one: str, other: str) -> None:
        a, b = self.traits(min(one, other)), self.traits(max(one, other))
        if a.account.report == b.account.report or other in self.index.near(one):
            return
        chance = self.weights.chance(a, b)
        if chance >= self.weights.edge:
            self.index.connect(one, other, chance)

    def _recheck(self, ids: Sequence[str]) -> set[str]:
        """Forget the pairs of these accounts that share no usable key any more."""
        lost: set[str] = set()
        usable: dict[str, set[str]] = {}
        for one, other in combinations(ids, 2):
            if other in self.index.near(one):
                for id in (one, other):
                    if id not in usable:
                        usable[id] = {k for k in keys(self.traits(id)) if len(self.index.holding(k)) <= CAP}
                if not usable[one] & usable[other]:
                    self.index.connect(one, other, None)
                    lost |= {one, other}
        return lost

    def _reach(self, touched: set[str]) -> set[str]:
        """All accounts of the touched components, and the other passages of their incidents: these may be put together differently."""
        hanging = {i for c in components(touched, self.index.near) for i in c}
        return hanging | {s for id in hanging for s in self._siblings(id)}

    def _siblings(self, id: str) -> list[str]:
        """The passages of the same incident of the same report, itself among them."""
        account = self.index.account(id)
        return sorted(
            i for i in self.index.of_report(account.report) if self.index.account(i).incident == account.incident
        )

    # ------------------------------------------------------------------ grouping

    def _joined(self, ids: Iterable[str]) -> dict[str, Group]:
        """The group of each account of the components of some accounts."""
        pieces = (p for c in components(ids, self.index.near) for p in self._cut(c, _CUTS))
        return {id: group for piece in pieces for group in self._group(piece) for id in group}

    def _many(self, group: Group) -> bool:
        """Do several reports tell of it?"""
        return len({self.index.account(i).report for i in group}) > 1

    def _cut(self, component: list[str], cuts: Sequence[float]) -> Iterator[list[str]]:
        """The component, or its pieces where it is too large."""
        if len(component) <= MOST or not cuts:
            yield component
            return
        inside = set(component)
        for piece in components(
            component, lambda i: [j for j, c in self.index.near(i).items() if c >= cuts[0] and j in inside]
        ):
            yield from self._cut(piece, cuts[1:])

    def _group(self, piece: list[str]) -> list[Group]:
        """The groups of one piece of a component."""
        if len(piece) == 1:
            return [(piece[0],)]
        chances = self._every(piece) if len(piece) <= MOST else self._known(piece)
        reports = [self.index.account(i).report for i in piece]
        return [tuple(piece[k] for k in g) for g in average_link(reports, chances, self.weights.link)]

    def _every(self, piece: list[str]) -> dict[tuple[int, int], float]:
        some = [self.traits(i) for i in piece]
        return {(i, j): self.weights.chance(some[i], some[j]) for i, j in combinations(range(len(piece)), 2)}

    def _known(self, piece: list[str]) -> dict[tuple[int, int], float]:
        """The likely pairs of a piece that is too large to compare all."""
        at = {id: n for n, id in enumerate(piece)}
        return {(at[i], at[j]): c for i in piece for j, c in self.index.near(i).items() if i < j and j in at}

    def _lone(self, joined: dict[str, Group]) -> Iterator[Group]:
        """Passages that no other report tells of: each reader's incident is one, where its passages agree."""
        lone = {self.index.account(i).incident: i for i, g in joined.items() if not self._many(g)}
        for _, id in sorted(lone.items()):
            siblings = self._siblings(id)
            known = joined | self._joined(s for s in siblings if s not in joined)
            yield from self._agreeing([s for s in siblings if not self._many(known[s])])

    def _agreeing(self, passages: list[str]) -> Iterator[Group]:
        """Groups of passages of one incident that agree, each passage weighed like a report of its own."""
        some = passages[:MOST]
        told = [self.traits(i) for i in some]
        pairs = {(i, j): self.weights.together(told[i], told[j]) for i, j in combinations(range(len(told)), 2)}
        for group in average_link(some, pairs, self.weights.lone):
            yield tuple(some[k] for k in group)
        yield from ((i,) for i in passages[MOST:])
