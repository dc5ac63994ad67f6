"""Accounts of many reports resolved into incidents, one report after another, with the same result as all at once.

1. Accounts that share a key (``blocking``) are compared, and those that are likely the same (``Weights.edge``) are connected. This depends on the set of accounts only: a pair
   is connected when it shares a key that at most ``CAP`` accounts have, and is likely.
2. What hangs together is cut into pieces of at most ``MOST`` accounts (``pieces``).
3. Inside a piece every pair is compared and the accounts are grouped (``clusters``), in the order of their ids. The groups are a function of the piece.
4. Passages that no other report tells of go by their own report alone: with those passages of the same reader's incident that others tell of too, where they are
   likely one (``Weights.kin``); those that are left are put together among themselves (``Weights.lone``).

So adding or removing a report changes only the pieces that its accounts are in, or were, and the cost of a report does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from ...records import Account, Merged
from .blocking import CAP, keys
from .clusters import average_link
from .consolidate import consolidate
from .index import Group, Index, Memory, many
from .kinship import Kinship
from .pieces import Pieces
from .reasons import reasons
from .score import Weights, shipped
from .traits import Traits, traits

MOST = 100  # accounts of one piece, in which every pair is compared
Pair = tuple[str, str]  # ids of two accounts, the lesser first


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
        every = {a.id: a for a in accounts}
        held = {a.id: keys(traits(a)) for a in every.values() if a.id not in self.index.of_report(a.report)}
        before = {
            key: tuple(some) for own in held.values() for key in own if len(some := self.index.holding(key)) <= CAP
        }
        for id, own in held.items():
            self.index.put(every[id], own)
        worn = [some for key, some in before.items() if len(self.index.holding(key)) > CAP]
        touched = self._change(self._likely(held), self._lost(worn)) | held.keys()
        self.index.unsettle(touched)
        return touched

    def remove(self, report: str) -> set[str]:
        """Remove the accounts of a report.

        Returns:
            Ids of the accounts that are left and whose incidents may have changed.
        """
        gone = sorted(self.index.of_report(report))
        held = {id: keys(self.traits(id)) for id in gone}
        before = {key: len(self.index.holding(key)) for own in held.values() for key in own}
        beside = {other for id in gone for other in self.index.near(id)}
        touched = self._hanging(beside)
        for id, own in held.items():
            self.index.drop(id, own)
        self.traits.cache_clear()
        beside -= held.keys()
        touched |= self._hanging(beside)
        usable = [key for key, n in before.items() if n > CAP >= len(self.index.holding(key))]
        pairs = {_pair(*two) for key in usable for two in combinations(self.index.holding(key), 2)}
        touched = (touched | self._change(self._compared(sorted(pairs)), ())) - held.keys()
        self.index.unsettle(touched)
        return touched

    def groups(self, ids: Iterable[str]) -> list[Group]:
        """The incidents of some accounts, each whole, and those of the other passages of the same incidents of the same reports.

        Args:
            ids: of accounts; what ``add`` and ``remove`` returned.

        Returns:
            For each incident the ids of all its accounts. In order.
        """
        kinship = Kinship(self, self._joined(ids))
        return sorted(kinship.whole(kinship.joined.values()) | kinship.apart(kinship.joined))

    def changed(self, ids: Iterable[str]) -> list[Group]:
        """Those of ``groups`` that may be others than the index last knew: of what hangs together little changes with a report."""
        touched = list(ids)
        before = {id: self.index.before(id) for id in touched}
        kinship = Kinship(self, self._joined(touched))
        anew = [g for id, g in kinship.joined.items() if before.get(id) != g]
        parted = [id for id, g in kinship.joined.items() if _beside(before.get(id), id) != _beside(g, id)]
        return sorted(kinship.whole(anew) | kinship.apart(parted))

    def merged(self, ids: Iterable[str]) -> list[Merged]:
        """The same as ``groups``, with what the accounts of each incident say together, and why they are taken to be one."""
        return sorted((self.consolidated(group) for group in self.groups(ids)), key=lambda m: m.id)

    def consolidated(self, group: Group) -> Merged:
        """What the accounts of one incident say together, and why they are taken to be one."""
        told = sorted((self.traits(i) for i in group), key=lambda t: (t.account.published or "9999", t.account.id))
        return consolidate([t.account for t in told], reasons(told, self.weights, self.index.near))

    # ------------------------------------------------------------------ adding and removing

    def _likely(self, held: Mapping[str, Sequence[str]]) -> dict[Pair, float]:
        """The likely pairs of new accounts, with each other and with those that were there."""
        found: dict[Pair, float] = {}
        done: set[str] = set()
        for id, own in held.items():
            sharing = [some for key in own if len(some := self.index.holding(key)) <= CAP]
            found |= self._compared(_pair(id, o) for o in sorted({o for some in sharing for o in some} - done - {id}))
            done.add(id)
        return found

    def _compared(self, pairs: Iterable[Pair]) -> dict[Pair, float]:
        """Those of some pairs that are likely, and of different reports."""
        found = {}
        for one, other in pairs:
            a, b = self.traits(one), self.traits(other)
            if a.account.report != b.account.report and (chance := self.weights.chance(a, b)) >= self.weights.edge:
                found[one, other] = chance
        return found

    def _lost(self, worn: Iterable[Sequence[str]]) -> set[Pair]:
        """The pairs of accounts that share no usable key any more, among those that shared one that is worn out now."""
        pairs = {_pair(a, b) for some in worn for a, b in combinations(some, 2) if b in self.index.near(a)}
        usable = {
            id: {k for k in keys(self.traits(id)) if len(self.index.holding(k)) <= CAP}
            for id in sorted({id for pair in pairs for id in pair})
        }
        return {(a, b) for a, b in pairs if not usable[a] & usable[b]}

    def _change(self, found: Mapping[Pair, float], lost: Iterable[Pair]) -> set[str]:
        """Connect and part pairs. Returns the accounts whose pieces may have changed."""
        gone = list(lost)
        ends = {id for pair in (*found, *gone) for id in pair}
        touched = self._hanging(ends)
        for one, other in gone:
            self.index.connect(one, other, None)
        for (one, other), chance in found.items():
            self.index.connect(one, other, chance)
        return touched | self._hanging(ends)

    def _hanging(self, ids: Iterable[str]) -> set[str]:
        """The accounts of the pieces of some accounts."""
        return {id for piece in self._pieces().all(ids) for id in piece}

    def _pieces(self) -> Pieces:
        return Pieces(self.index.near, MOST)

    # ------------------------------------------------------------------ grouping

    def _joined(self, ids: Iterable[str]) -> dict[str, Group]:
        """The group of each account of the pieces of some accounts."""
        joined: dict[str, Group] = {}
        for piece in self._pieces().all(ids):
            settled = {id: self.index.group(id) for id in piece}
            if None in settled.values():
                for group in self._group(piece):
                    self.index.settle(group)
                    joined |= dict.fromkeys(group, group)
            else:
                joined |= {id: group for id, group in settled.items() if group}
        return joined

    def _group(self, piece: list[str]) -> list[Group]:
        """The groups of one piece."""
        if len(piece) == 1:
            return [(piece[0],)]
        chances = self._every(piece) if len(piece) <= MOST else self._known(piece)
        reports = [self.index.account(i).report for i in piece]
        return [
            tuple(piece[k] for k in g) for g in average_link(reports, chances, self.weights.link, self.weights.apart)
        ]

    def _every(self, piece: list[str]) -> dict[tuple[int, int], float]:
        """How likely every pair of a piece is: those that are not connected are compared, or are of one report."""
        some = [self.traits(i) for i in piece]
        known = self._known(piece)
        every = combinations(range(len(piece)), 2)
        return {(i, j): known[i, j] if (i, j) in known else self.weights.chance(some[i], some[j]) for i, j in every}

    def _known(self, piece: list[str]) -> dict[tuple[int, int], float]:
        """The pairs of a piece that are connected."""
        at = {id: n for n, id in enumerate(piece)}
        return {(at[i], at[j]): c for i in piece for j, c in self.index.near(i).items() if i < j and j in at}

    def agreeing(self, passages: list[str]) -> Iterator[Group]:
        """Groups of passages of one incident of one report that agree, each passage weighed like a report of its own."""
        some = passages[:MOST]
        told = [self.traits(i) for i in some]
        pairs = {(i, j): self.weights.together(told[i], told[j]) for i, j in combinations(range(len(told)), 2)}
        for group in average_link(some, pairs, self.weights.lone):
            yield tuple(some[k] for k in group)
        yield from ((i,) for i in passages[MOST:])

    def group_of(self, id: str) -> Group:
        """The group of an account in its piece."""
        return self.index.group(id) or self._joined([id])[id]


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _beside(group: Group | None, id: str) -> tuple[str, ...] | None:
    """Which passages of an account's own incident its group holds, where several reports tell of it; none where it tells alone; None where nothing is known."""
    if group is None:
        return None
    own = id.rpartition(".")[0] + "."
    return tuple(i for i in group if i.startswith(own)) if many(group) else ()
