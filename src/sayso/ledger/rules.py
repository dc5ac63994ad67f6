"""By which weights and rules accounts are joined, as a mark that a ledger keeps.

Nothing of the joining is imported here: whoever only asks a ledger looks at the mark too.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from . import schema

RULES = 1  # raise it when the same accounts are joined otherwise with the same weights
WEIGHTS = ("weights.json", "words.json")
KEY = "joined"  # in the table meta


@lru_cache(maxsize=1)
def present() -> str:
    """The mark of this program: the number of its rules and a hash of its weights."""
    data = files("sayso").joinpath("weighing/incidents/data")
    return f"{RULES} {hashlib.sha256(b''.join(data.joinpath(name).read_bytes() for name in WEIGHTS)).hexdigest()}"


def begun(connection: Connection) -> bool:
    """Whether any accounts are joined."""
    a = schema.accounts
    return connection.execute(select(a.c.id).where(a.c.incident.is_not(None)).limit(1)).first() is not None


def note(connection: Connection) -> None:
    """Keep the mark by which the joining begins; once it has begun it stays, since what is joined is not joined again."""
    if not begun(connection):
        kept = insert(schema.meta).values(key=KEY, value=present())
        connection.execute(kept.on_conflict_do_update(index_elements=["key"], set_={"value": present()}))


def differ(connection: Connection) -> bool:
    """Whether accounts are joined by other weights or rules than those of this program (or by a program that kept no mark)."""
    asked = select(schema.meta.c.value).where(schema.meta.c.key == KEY)
    return begun(connection) and connection.execute(asked).scalar_one_or_none() != present()
