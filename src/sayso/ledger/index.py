"""What a resolver of incidents remembers, kept in the ledger (``weighing.incidents.Index``).

Read in bulk and as needed, held in memory while a batch is joined, and written in bulk at its end, so that a batch costs a few large
questions instead of one for every key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, or_, select

from ..records import Account
from ..weighing.incidents.blocking import CAP
from . import schema
from .rows import account_of

MANY = 500  # values of one question; SQLite takes 32,766
_T = TypeVar("_T")


def parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values, so many at a time."""
    some = list(values)
    for at in range(0, len(some), MANY):
        yield some[at : at + MANY]


class LedgerIndex:
    """An index over the tables ``accounts``, ``blocks`` and ``likely``, within one transaction.

    Args:
        connection: of the transaction; what ``save`` writes is kept when it is.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._accounts: dict[str, Account] = {}
        self._by_report: dict[str, dict[str, None]] = {}
        self._by_key: dict[str, dict[str, None]] = {}
        self._near: dict[str, dict[str, float]] = {}
        self._fresh_keys: list[dict[str, str]] = []
        self._before: dict[tuple[str, str], float | None] = {}  # pairs that changed, and what the ledger holds of them

    # ------------------------------------------------------------------ as the resolver wants it

    def account(self, id: str) -> Account:
        """The account with an id; KeyError where there is none."""
        if id not in self._accounts:
            self.fetch([id])
        return self._accounts[id]

    def of_report(self, report: str) -> Collection[str]:
        """The ids of a report's accounts that are joined."""
        if report not in self._by_report:
            self.fetch_reports([report])
        return tuple(self._by_report[report])

    def holding(self, key: str) -> Collection[str]:
        """The ids of the joined accounts that have a key."""
        if key not in self._by_key:
            self.fetch_keys([key])
        return tuple(self._by_key[key])

    def near(self, id: str) -> Mapping[str, float]:
        """The accounts that an account is likely the same as, and how likely."""
        if id not in self._near:
            self._fetch_component([id])
        return self._near[id]

    def put(self, account: Account, keys: Iterable[str]) -> None:
        """Remember an account of the ledger under its keys."""
        self.of_report(account.report)
        self._accounts[account.id] = account
        self._by_report[account.report][account.id] = None
        self._near.setdefault(account.id, {})
        for key in keys:
            self.holding(key)
            self._by_key[key][account.id] = None
            self._fresh_keys.append({"key": key, "account": account.id})
            if len(self._by_key[key]) == CAP + 1:
                self._fetch_around(self._by_key[key])

    def drop(self, id: str, keys: Iterable[str]) -> None:
        """Not needed: a ledger whose report is read again is joined anew."""
        raise NotImplementedError("a ledger whose report is read again is joined anew")

    def connect(self, one: str, other: str, chance: float | None) -> None:
        """Remember how likely a pair is, or forget it (None)."""
        pair = (min(one, other), max(one, other))
        before = self.near(one).get(other)
        self._before.setdefault(pair, before)
        for a, b in (pair, pair[::-1]):
            self.near(a)
            if chance is None:
                self._near[a].pop(b, None)
            else:
                self._near[a][b] = chance

    # ------------------------------------------------------------------ reading in bulk, and writing

    def fetch(self, ids: Iterable[str]) -> None:
        """Read accounts into memory."""
        a = schema.accounts
        for some in parts(i for i in ids if i not in self._accounts):
            for row in self._connection.execute(select(a.c.id, a.c.account).where(a.c.id.in_(some))):
                self._accounts[row.id] = account_of(row.account)

    def fetch_reports(self, reports: Iterable[str]) -> None:
        """Read which accounts of some reports are joined, and these accounts, into memory."""
        a = schema.accounts
        for some in parts(r for r in dict.fromkeys(reports) if r not in self._by_report):
            self._by_report |= {report: {} for report in some}
            joined = a.c.report.in_(some) & a.c.incident.is_not(None)
            for row in self._connection.execute(select(a.c.id, a.c.report, a.c.account).where(joined).order_by(a.c.id)):
                self._by_report[row.report][row.id] = None
                if row.id not in self._accounts:
                    self._accounts[row.id] = account_of(row.account)

    def fetch_keys(self, keys: Iterable[str]) -> None:
        """Read who has some keys into memory."""
        b = schema.blocks
        for some in parts(k for k in dict.fromkeys(keys) if k not in self._by_key):
            self._by_key |= {key: {} for key in some}
            for row in self._connection.execute(
                select(b.c.key, b.c.account).where(b.c.key.in_(some)).order_by(b.c.account)
            ):
                self._by_key[row.key][row.account] = None

    def fetch_near(self, keys: Iterable[str]) -> None:
        """Read the accounts that meet under some keys that are not worn out, and all that hangs together with them, into memory."""
        met = {i for key in keys if len(self.holding(key)) <= CAP for i in self.holding(key)}
        self.fetch(sorted(met))
        self._fetch_component(sorted(met))
        self.fetch_reports(sorted({self._accounts[i].report for i in self._near if i in self._accounts}))

    def _fetch_component(self, ids: Sequence[str]) -> None:
        """Read all that hangs together with some accounts, one question for all that are as far away."""
        while ids:
            self._fetch_near(ids)
            ids = sorted({other for id in ids for other in self._near[id] if other not in self._near})
            self.fetch(ids)

    def _fetch_around(self, ids: Collection[str]) -> None:
        """Read who has which of the keys of some accounts: wanted when a key that they have is worn out."""
        b = schema.blocks
        for some in parts(ids):
            self.fetch_keys(
                row[0]
                for row in self._connection.execute(select(b.c.key).where(b.c.account.in_(some)).distinct()).all()
            )

    def _fetch_near(self, ids: Sequence[str]) -> None:
        k = schema.likely
        for some in parts(i for i in ids if i not in self._near):
            self._near |= {id: {} for id in some}
            wanted = set(some)
            for row in self._connection.execute(select(k).where(or_(k.c.one.in_(some), k.c.other.in_(some)))):
                for a, b in ((row.one, row.other), (row.other, row.one)):
                    if a in wanted:
                        self._near[a][b] = row.chance

    def save(self) -> None:
        """Write what changed."""
        k = schema.likely
        fresh = []
        for (one, other), before in self._before.items():
            now = self._near[one].get(other)
            if before is not None and now != before:
                self._connection.execute(delete(k).where(k.c.one == one, k.c.other == other))
            if now is not None and now != before:
                fresh.append({"one": one, "other": other, "chance": now})
        for rows in parts(fresh):
            self._connection.execute(insert(k), rows)
        for keys in parts(self._fresh_keys):
            self._connection.execute(insert(schema.blocks), keys)
        self._before, self._fresh_keys = {}, []
