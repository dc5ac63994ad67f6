"""What a resolver remembers: accounts, who shares a key, and which pairs are likely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from ...records import Account


class Index(Protocol):
    """Where a resolver keeps what it knows: in memory (``Memory``), or in a database."""

    def account(self, id: str) -> Account:
        """The account with an id; KeyError where there is none."""

    def of_report(self, report: str) -> Collection[str]:
        """The ids of a report's accounts."""

    def holding(self, key: str) -> Collection[str]:
        """The ids of the accounts that have a key."""

    def near(self, id: str) -> Mapping[str, float]:
        """The accounts that an account is likely the same as, and how likely."""

    def put(self, account: Account, keys: Iterable[str]) -> None:
        """Remember an account under its keys."""

    def drop(self, id: str, keys: Iterable[str]) -> None:
        """Forget an account, its keys and its pairs."""

    def connect(self, one: str, other: str, chance: float | None) -> None:
        """Remember how likely a pair is, or forget it (None)."""


class Memory:
    """An index in memory."""

    def __init__(self) -> None:
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

    def put(self, account: Account, keys: Iterable[str]) -> None:
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

    def drop(self, id: str, keys: Iterable[str]) -> None:
        account = self._accounts.pop(id)
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
