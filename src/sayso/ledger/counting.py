"""Independent roots of every incident, counted once it is joined and kept beside it, so that a list of incidents need not weigh them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, func, select, update

from . import schema
from .store import Ledger
from .voices import Sayings

BATCH = 400  # incidents counted in one transaction


def uncounted(ledger: Ledger) -> int:
    """How many incidents there are whose roots are not counted yet."""
    i = schema.incidents
    with ledger.connect() as connection:
        return int(connection.execute(select(func.count()).where(i.c.roots.is_(None))).scalar_one())


def count_roots(ledger: Ledger, seen: Callable[[int], None] = lambda _: None) -> int:
    """Count the independent roots of the incidents whose roots are not counted yet: of those that changed when they were joined.

    Args:
        ledger: every batch is one transaction, so that what a kill leaves is gone on with by the next call.
        seen: told how many incidents were counted, after every batch.

    Returns:
        How many incidents were counted.

    Raises:
        LedgerError: disk full, read-only.
    """
    i, r = schema.incidents, schema.reports
    sayings = Sayings(ledger)
    asked = (
        select(i.c.id)
        .join(r, r.c.id == i.c.report)
        .where(i.c.roots.is_(None))
        .order_by(r.c.number, i.c.id)
        .limit(BATCH)
    )
    done = 0
    while True:
        with ledger.writing() as connection:
            # before anything is read: another process must not join or replace what is counted here
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            some = [row[0] for row in connection.execute(asked)]
            if not some:
                return done
            counts = [
                {"own": t.incident, "n": t.sources.independent, "one": t.sources.single} for t in sayings.of(some)
            ]
            filled = update(i).where(i.c.id == bindparam("own")).values(roots=bindparam("n"), single=bindparam("one"))
            connection.execute(filled, counts)
        done += len(some)
        seen(done)
