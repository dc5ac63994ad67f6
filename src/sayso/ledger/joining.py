"""Incidents of single reports joined into incidents that several reports tell of.

Only what new accounts may change is worked out again (``weighing.incidents``); the result is the same as from nothing, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from ..records import Account, Merged
from ..weighing.incidents import Resolver
from ..weighing.incidents.blocking import CAP, keys
from ..weighing.incidents.traits import traits
from . import rows, schema
from .index import LedgerIndex, parts
from .store import Ledger

BATCH = 1500  # accounts joined in one transaction


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
            fresh = _fresh(connection)
            if not fresh:
                return done
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
    index.fetch_keys(own)
    index.fetch_near(own, CAP)
    touched = resolver.add(fresh)
    index.save()
    found = resolver.merged(touched | {account.id for account in fresh})
    leads = {m.id: index.account(m.accounts[0]) for m in found}
    _replace(connection, [(name_of(leads[m.id]), leads[m.id], m) for m in found])


def name_of(lead: Account) -> str:
    """The id of an incident, by the account that leads it: ``REPORT.i3``, or ``REPORT.i3.7`` where that is not the first of its reader's incident."""
    return lead.incident if lead.first else lead.id


def _replace(connection: Connection, found: Sequence[tuple[str, Account, Merged]]) -> None:
    """Put incidents in place of those that their accounts and claims were in before."""
    a, c, i = schema.accounts, schema.claims, schema.incidents
    of_account = {id: name for name, _, m in found for id in m.accounts}
    of_claim = {claim: name for name, _, m in found for _, claim, _ in m.mentions}
    told = _told(connection, of_claim)
    old = {row["incident"] for some in told.values() for row in some if row["incident"]}
    before = _rows(connection, old)
    for some in parts(sorted(old)):
        connection.execute(delete(i).where(i.c.id.in_(some)))
    for values in parts(rows.merged(name, lead, m, told.get(name, ()), before) for name, lead, m in found):
        connection.execute(insert(i), values)
    _point(connection, a, of_account)
    _point(connection, c, of_claim)


def _rows(connection: Connection, incidents: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Rows of incidents, by id."""
    i = schema.incidents
    out: dict[str, dict[str, Any]] = {}
    for some in parts(sorted(incidents)):
        out |= {row["id"]: dict(row) for row in connection.execute(select(i).where(i.c.id.in_(some))).mappings()}
    return out


def _told(connection: Connection, of_claim: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The claims of each incident, as the ledger has them."""
    c = schema.claims
    out: dict[str, list[dict[str, Any]]] = {}
    for some in parts(of_claim):
        found = connection.execute(select(c).where(c.c.id.in_(some)).order_by(c.c.report, c.c.span_start))
        for row in found.mappings():
            out.setdefault(of_claim[row["id"]], []).append(dict(row))
    return out


def _point(connection: Connection, table: Any, to: dict[str, str]) -> None:
    """Let accounts or claims point at their incidents."""
    for some in parts({"own": own, "its": its} for own, its in to.items()):
        connection.execute(update(table).where(table.c.id == bindparam("own")).values(incident=bindparam("its")), some)
