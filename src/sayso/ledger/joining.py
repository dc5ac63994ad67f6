"""Incidents of single reports joined into incidents that several reports tell of.

Only what new accounts may change is worked out again (``weighing.incidents``); the result is the same as from nothing, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from ..records import Account, Merged
from ..weighing.incidents import Resolver
from ..weighing.incidents.blocking import keys
from ..weighing.incidents.index import Group, many, passages
from ..weighing.incidents.traits import traits
from . import rows, rules, schema
from .index import LedgerIndex, parts
from .store import Ledger

BATCH = 6000  # accounts joined in one transaction: some seconds


def unjoined(ledger: Ledger) -> int:
    """How many accounts are not joined yet."""
    a = schema.accounts
    with ledger.connect() as connection:
        return int(connection.execute(select(func.count()).where(a.c.incident.is_(None))).scalar_one())


def join(ledger: Ledger, seen: Callable[[int], None] = lambda _: None) -> int:
    """Join the accounts that are not joined yet with those that are.

    Args:
        ledger: in which they are; every batch is one transaction, so that what a kill leaves is gone on with by the next call.
        seen: told how many accounts were joined, after every batch.

    Returns:
        How many accounts were joined.

    Raises:
        LedgerError: disk full, read-only.
    """
    done = 0
    while True:
        with ledger.writing() as connection:
            # before anything is read: another process that joins must not take the same accounts
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            fresh = _fresh(connection)
            if not fresh:
                return done
            rules.note(connection)
            _join(connection, fresh)
        done += len(fresh)
        seen(done)


def _fresh(connection: Connection) -> list[Account]:
    """Accounts that are not joined, some whole reports of them, in order of arrival."""
    a, r = schema.accounts, schema.reports
    found = connection.execute(
        select(a.c.report, a.c.account).join(r, r.c.id == a.c.report).where(a.c.incident.is_(None)).order_by(r.c.number, a.c.id)
    )  # fmt: skip
    out: list[Account] = []
    last = None
    for row in found:
        if len(out) >= BATCH and row.report != last:
            break
        out.append(rows.account_of(row.account))
        last = row.report
    found.close()
    return out


def _join(connection: Connection, fresh: Sequence[Account]) -> None:
    index = LedgerIndex(connection)
    resolver = Resolver(index)
    own = [key for account in fresh for key in keys(traits(account))]
    index.fetch_reports(account.report for account in fresh)
    index.fetch_keys(own)
    index.fetch_near(own)
    touched = resolver.add(fresh)
    index.save()
    index.fetch_touched(touched)
    groups = _changed(connection, resolver.changed(touched))
    found = [_found(index, resolver.consolidated(group)) for group in groups]
    _replace(connection, found)
    _mark(
        connection,
        {id: f.told_by_many and not many(index.before(id) or (id,)) for f in found for id in f.merged.accounts},
    )


def _changed(connection: Connection, groups: Sequence[Group]) -> list[Group]:
    """The groups that are no incident of the ledger as they are: of what hangs together little changes with a report."""
    a = schema.accounts
    of: dict[str, str] = {}
    for some in parts(id for group in groups for id in group):
        of |= {r.id: r.incident for r in connection.execute(select(a.c.id, a.c.incident).where(a.c.id.in_(some)))}
    sizes: dict[str, int] = {}
    for some in parts({name for name in of.values() if name}):
        asked = select(a.c.incident, func.count().label("n")).where(a.c.incident.in_(some)).group_by(a.c.incident)
        sizes |= {r.incident: r.n for r in connection.execute(asked)}
    return [g for g in groups if len(names := {of[id] for id in g}) > 1 or sizes.get(next(iter(names))) != len(g)]


def _found(index: LedgerIndex, merged: Merged) -> _Found:
    accounts = [index.account(id) for id in merged.accounts]
    chief = rows.chief(accounts, merged.type)
    return _Found(merged, accounts, not set(passages(index, chief)) <= set(merged.accounts))


@dataclass(frozen=True, slots=True)
class _Found:
    """An incident and its accounts, the earliest published first."""

    merged: Merged
    accounts: list[Account]
    parted: bool  # not all of what the chief account's report tells of it belongs here

    @property
    def name(self) -> str:
        return name_of(self.accounts[0])

    @property
    def chief(self) -> Account:
        """The account whose words sum it up."""
        return rows.chief(self.accounts, self.merged.type)

    @property
    def told_by_many(self) -> bool:
        return len(self.merged.reports) > 1

    @property
    def told(self) -> list[str]:
        """The incidents of single reports that it is made of."""
        return list(dict.fromkeys(account.incident for account in self.accounts))


def name_of(lead: Account) -> str:
    """The id of an incident, by the account that leads it: ``REPORT.i3``, or ``REPORT.i3.7`` where that is not the first of its reader's incident."""
    return lead.incident if lead.first else lead.id


def _replace(connection: Connection, found: Sequence[_Found]) -> None:
    """Put incidents in place of those that their accounts and claims were in before."""
    a, c, i = schema.accounts, schema.claims, schema.incidents
    of_account = {id: f.name for f in found for id in f.merged.accounts}
    of_claim = {claim: f.name for f in found for _, claim, _ in f.merged.mentions}
    claims = _claims(connection, of_claim)
    told = _rows(connection, schema.told, {id for f in found for id in f.told})
    old = {row["incident"] for some in claims.values() for row in some if row["incident"]}
    for some in parts(sorted(old)):
        connection.execute(delete(i).where(i.c.id.in_(some)))
    words = _passages(connection, found, claims)
    made = (
        rows.merged(
            f.name,
            f.accounts,
            f.merged,
            claims.get(f.name, ()),
            [told[id] for id in f.told if id in told],
            words.get(f.name),
        )
        for f in found
    )
    for values in parts(made):
        connection.execute(insert(i), values)
    _point(connection, a, of_account)
    _point(connection, c, of_claim)


def _passages(
    connection: Connection, found: Sequence[_Found], claims: dict[str, list[dict[str, Any]]]
) -> dict[str, str | None]:
    """What the chief accounts say in their report's own words, where they are only a part of their reader's incident."""
    r = schema.reports
    chiefs = {f.name: f.chief for f in found if f.parted}
    texts: dict[str, str] = {}
    for some in parts(sorted({chief.report for chief in chiefs.values()})):
        texts |= {row.id: row.text for row in connection.execute(select(r.c.id, r.c.text).where(r.c.id.in_(some)))}
    out = {}
    for f in found:
        if f.name in chiefs:
            chief = chiefs[f.name]
            own = {id for account in f.accounts if account.incident == chief.incident for id, _ in account.mentions}
            out[f.name] = rows.passage(
                [c for c in claims.get(f.name, ()) if c["id"] in own], texts[chief.report], f.merged.type
            )
    return out


def _rows(connection: Connection, table: Any, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Rows of a table, by id."""
    out: dict[str, dict[str, Any]] = {}
    for some in parts(sorted(ids)):
        asked = select(table).where(table.c.id.in_(some))
        out |= {row["id"]: dict(row) for row in connection.execute(asked).mappings()}
    return out


def _claims(connection: Connection, of_claim: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The claims of each incident, as the ledger has them, in order of reports' ids and text."""
    out: dict[str, list[dict[str, Any]]] = {}
    found = _rows(connection, schema.claims, of_claim)
    for row in sorted(found.values(), key=lambda c: (c["report"], c["span_start"], c["id"])):
        out.setdefault(of_claim[row["id"]], []).append(row)
    return out


def _point(connection: Connection, table: Any, to: dict[str, str]) -> None:
    """Let accounts or claims point at their incidents."""
    for some in parts({"own": own, "its": its} for own, its in to.items()):
        connection.execute(update(table).where(table.c.id == bindparam("own")).values(incident=bindparam("its")), some)


def _mark(connection: Connection, along: dict[str, bool]) -> None:
    """Note which accounts of incidents of many reports only go along with others of their report."""
    a = schema.accounts
    for is_so in (True, False):
        for some in parts(sorted(id for id, value in along.items() if value is is_so)):
            connection.execute(update(a).where(a.c.id.in_(some), a.c.along.is_(not is_so)).values(along=is_so))
