"""What a resolver of incidents remembers, kept in the ledger (``weighing.incidents.Index``).

Read in bulk and as needed, held in memory while a batch is joined, and written in bulk at its end, so that a batch costs a few large
questions instead of one for every key. Nothing is read whole that grows with the ledger: of what hangs together only what is near, of a key that
too many accounts have no more than shows that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, or_, select

from ..records import Account
from ..weighing.incidents.blocking import CAP, keys
from ..weighing.incidents.index import Group, Settling
from ..weighing.incidents.traits import traits
from . import schema
from .rows import account_of

MANY = 500  # values of one question; SQLite takes 32,766
HOPS = 2  # how far round an account likely pairs are read at once
_T = TypeVar("_T")


def parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values, so many at a time."""
    some = list(values)
    for at in range(0, len(some), MANY):
        yield some[at : at + MANY]


class LedgerIndex(Settling):
    """An index over the tables ``accounts``, ``blocks`` and ``likely``, within one transaction.

    Args:
        connection: of the transaction; what ``save`` writes is kept when it is.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection
        self._accounts: dict[str, Account] = {}
        self._by_report: dict[str, dict[str, None]] = {}
        self._by_key: dict[str, dict[str, None]] = {}
        self._near: dict[str, dict[str, float]] = {}
        self._holds: dict[tuple[str, str], bool] = {}  # keys of accounts that came (True) or went (False)
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
        """The ids of the joined accounts that have a key; of a key that more than ``CAP`` have, one more than these."""
        if key not in self._by_key:
            self.fetch_keys([key])
        return tuple(self._by_key[key])

    def near(self, id: str) -> Mapping[str, float]:
        """The accounts that an account is likely the same as, and how likely."""
        if id not in self._near:
            self._fetch_round([id])
        return self._near[id]

    def put(self, account: Account, keys: Sequence[str]) -> None:
        """Remember an account of the ledger under its keys."""
        self.of_report(account.report)
        self._accounts[account.id] = account
        self._by_report[account.report][account.id] = None
        self._near.setdefault(account.id, {})
        for key in keys:
            before = len(self.holding(key))
            self._hold(key, account.id)
            if before == CAP:  # it is worn out now
                self._fetch_around(self._by_key[key])

    def _hold(self, key: str, id: str) -> None:
        """Let an account have a key. Of one that is worn out the least ids are kept: which these are does not depend on the order."""
        held = self._by_key[key]
        held[id] = None
        self._holds[key, id] = True
        if len(held) > CAP + 1:
            last = max(held)
            del held[last]
            if self._holds.pop((key, last), False) is False:
                self._holds[key, last] = False

    def drop(self, id: str, keys: Sequence[str]) -> None:
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

    def before(self, id: str) -> Group | None:
        """The accounts of an account's incident in the ledger, without those that go along with them; itself alone where no other report tells of it."""
        if id not in self._groups:
            self.fetch_groups([id])
        return self._groups[id]

    # ------------------------------------------------------------------ reading in bulk, and writing

    def fetch(self, ids: Iterable[str]) -> None:
        """Read accounts into memory."""
        a = schema.accounts
        for some in parts(i for i in ids if i not in self._accounts):
            for row in self._connection.execute(select(a.c.id, a.c.account).where(a.c.id.in_(some))):
                self._accounts[row.id] = account_of(row.account)

    def fetch_reports(self, reports: Iterable[str]) -> None:
        """Read which accounts of some reports are joined into memory."""
        a = schema.accounts
        for some in parts(r for r in dict.fromkeys(reports) if r not in self._by_report):
            self._by_report |= {report: {} for report in some}
            joined = a.c.report.in_(some) & a.c.incident.is_not(None)
            for row in self._connection.execute(select(a.c.id, a.c.report).where(joined).order_by(a.c.id)):
                self._by_report[row.report][row.id] = None

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
        """Read the accounts that meet under some keys that are not worn out, and what is near them, into memory."""
        met = sorted({i for key in keys if len(self.holding(key)) <= CAP for i in self.holding(key)})
        self.fetch(met)
        self._fetch_round(met)

    def fetch_touched(self, ids: Iterable[str]) -> None:
        """Read some accounts, their groups, and which other passages their reports have, with their groups, into memory."""
        some = sorted(ids)
        self.fetch(some)
        told = {self._accounts[id].incident for id in some}
        reports = sorted({self._accounts[id].report for id in some})
        self.fetch_reports(reports)
        self.fetch_groups(id for r in reports for id in self._by_report[r] if id.rpartition(".")[0] in told)

    def fetch_groups(self, ids: Iterable[str]) -> None:
        """Read the incidents of some accounts into memory."""
        a = schema.accounts
        wanted = [id for id in ids if id not in self._groups]
        of: dict[str, str | None] = dict.fromkeys(wanted)
        along: set[str] = set()
        for some in parts(wanted):
            for row in self._connection.execute(select(a.c.id, a.c.incident, a.c.along).where(a.c.id.in_(some))):
                of[row.id] = row.incident
                along |= {row.id} if row.along else set()
        members: dict[str, list[str]] = {}
        reports: dict[str, set[str]] = {}
        for some in parts(sorted({name for name in of.values() if name})):
            own = a.c.incident.in_(some) & ~a.c.along
            for row in self._connection.execute(select(a.c.id, a.c.report, a.c.incident).where(own)):
                members.setdefault(row.incident, []).append(row.id)
                reports.setdefault(row.incident, set()).add(row.report)
        for id, name in of.items():
            many = name is not None and id not in along and len(reports[name]) > 1
            self._groups[id] = None if name is None else tuple(sorted(members[name])) if many else (id,)

    def _fetch_round(self, ids: Sequence[str]) -> None:
        """Read the likely pairs of some accounts, and of those near them."""
        for _ in range(HOPS):
            self._fetch_near(ids)
            ids = sorted({other for id in ids for other in self._near[id] if other not in self._near})

    def _fetch_around(self, ids: Collection[str]) -> None:
        """Read who has which of the keys of some accounts: wanted when a key that they have is worn out."""
        self.fetch(ids)
        self.fetch_keys(key for id in ids for key in keys(traits(self._accounts[id])))

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
        self._save_keys()
        self._before = {}

    def _save_keys(self) -> None:
        b = schema.blocks
        came = [{"key": key, "account": id} for (key, id), now in self._holds.items() if now]
        for (key, id), now in self._holds.items():
            if not now:
                self._connection.execute(delete(b).where(b.c.key == key, b.c.account == id))
        for some in parts(came):
            self._connection.execute(insert(b), some)
        self._holds = {}
