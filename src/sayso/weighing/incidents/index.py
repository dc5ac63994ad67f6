"""What a resolver remembers: accounts, who shares a key, and which pairs are likely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from ...records import Account

Group = tuple[str, ...]  # ids of the accounts of one incident, sorted


class Index(Protocol):
    """Where a resolver keeps what it knows: in memory (``Memory``), or in a database."""

    def account(self, id: str) -> Account:
        """The account with an id; KeyError where there is none."""

    def of_report(self, report: str) -> Collection[str]:
        """The ids of a report's accounts."""

    def holding(self, key: str) -> Collection[str]:
        """The ids of the accounts that have a key; of one that is worn out, any that are more than ``CAP``."""

    def near(self, id: str) -> Mapping[str, float]:
        """The accounts that an account is likely the same as, and how likely."""

    def put(self, account: Account, keys: Sequence[str]) -> None:
        """Remember an account under its keys."""

    def drop(self, id: str, keys: Sequence[str]) -> None:
        """Forget an account, its keys and its pairs."""

    def connect(self, one: str, other: str, chance: float | None) -> None:
        """Remember how likely a pair is, or forget it (None)."""

    def group(self, id: str) -> Group | None:
        """The accounts that an account was last grouped with in its piece; None where that was not settled, or has changed since.

        Of an account that no other report tells of, itself alone is enough.
        """

    def before(self, id: str) -> Group | None:
        """The same, whether or not it has changed since."""

    def settle(self, group: Group) -> None:
        """Remember a group."""

    def unsettle(self, ids: Iterable[str]) -> None:
        """Know that the groups of some accounts may have changed."""


def passages(index: Index, account: Account) -> list[str]:
    """The ids of the passages of an account's incident, as its report alone tells it; sorted. They begin alike: ``REPORT.i3.`` of ``REPORT.i3.7``."""
    return sorted(id for id in index.of_report(account.report) if id.startswith(account.incident + "."))


def many(group: Group) -> bool:
    """Do several reports tell of it?"""
    return len(group) > 1 and len({_report(id) for id in group}) > 1


def _report(id: str) -> str:
    """The report of an account, by its id: ``REPORT.i3.7``."""
    return id.rsplit(".", 2)[0]


class Settling:
    """What every index knows of groups, however it finds those from before: the part of ``Index`` that is the same for all."""

    def __init__(self) -> None:
        self._groups: dict[str, Group | None] = {}
        self._unsettled: set[str] = set()

    def before(self, id: str) -> Group | None:
        """The accounts that an account was last grouped with, whether or not that has changed since."""
        return self._groups.get(id)

    def group(self, id: str) -> Group | None:
        """The same; None where it may have changed."""
        return None if id in self._unsettled else self.before(id)

    def settle(self, group: Group) -> None:
        """Remember a group."""
        self._groups |= dict.fromkeys(group, group)
        self._unsettled.difference_update(group)

    def unsettle(self, ids: Iterable[str]) -> None:
        """Know that the groups of some accounts may have changed."""
        self._unsettled.update(ids)


class Memory(Settling):
    """An index in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._accounts: dict[str, Account] = {}
        self._by_report: dict[str, dict[str, None]] = {}
        self._by_key: dict[str, str | dict[str, None]] = {}  # most keys have one account: no dict for them
        self._near: dict[str, dict[str, float]] = {}

    def __len__(self) -> int:
        return len(self._accounts)

    def account(self, id: str) -> Account:
        return self._accounts[id]

    def of_report(self, report: str) -> Collection[str]:
        return tuple(self._by_report.get(report, ()))

    def reports(self) -> Collection[str]:
        """The reports that have accounts."""
        return self._by_report.keys()

    def holding(self, key: str) -> Collection[str]:
        found = self._by_key.get(key)
        return () if found is None else (found,) if isinstance(found, str) else found.keys()

    def near(self, id: str) -> Mapping[str, float]:
        return self._near.get(id, {})

    def put(self, account: Account, keys: Sequence[str]) -> None:
        self._accounts[account.id] = account
        self._by_report.setdefault(account.report, {})[account.id] = None
        for key in keys:
            found = self._by_key.get(key)
            if found is None:
                self._by_key[key] = account.id
            elif isinstance(found, str):
                self._by_key[key] = {found: None, account.id: None}
            else:
                found[account.id] = None

    def drop(self, id: str, keys: Sequence[str]) -> None:
        account = self._accounts.pop(id)
        self._groups.pop(id, None)
        self._unsettled.discard(id)
        for key in keys:
            found = self._by_key.get(key)
            if isinstance(found, dict):
                found.pop(id, None)
            elif found == id:
                del self._by_key[key]
        for other in list(self._near.get(id, ())):
            self.connect(id, other, None)
        some = self._by_report[account.report]
        some.pop(id, None)
        if not some:
            del self._by_report[account.report]

    def connect(self, one: str, other: str, chance: float | None) -> None:
        for a, b in ((one, other), (other, one)):
            if chance is None:
                some = self._near.get(a, {})
                some.pop(b, None)
                if not some:
                    self._near.pop(a, None)
            else:
                self._near.setdefault(a, {})[b] = chance
