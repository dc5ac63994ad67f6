"""The tables, and how an older ledger becomes a newer one.

``reports`` and the files under ``originals/`` cannot be lost; every other table is derived from them and can be built again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # order of arrival
    Column("id", String, unique=True, nullable=False),
    Column("external_id", String, index=True),
    Column("outlet", String, index=True),
    Column("title", Text),
    Column("author", Text),
    Column("published", String, index=True),
    Column("captured", String),
    Column("url", Text),
    Column("language", String),
    Column("original", String, nullable=False, index=True),  # SHA-256 of the bytes under originals/
    Column("media_type", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String, nullable=False),
    Column("notes", JSON, nullable=False),
)

# ------------------------------------------------------------------ derived

readings = Table(
    "readings",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("reader", String, nullable=False),
    Column("read_at", String, nullable=False),
    Column("reading", JSON, nullable=False),  # the reading format, without the text
    Column("error", Text),  # why the reader failed, when it did
    # version of what was derived from it, or one of the two below
    Column("derived", Integer, nullable=False, server_default="0", index=True),
)
NOTHING = 0  # it is to be derived from again
STALE = -1  # the report is to be read again


def _where() -> list[Column[Any]]:
    """Which place is meant: resolved name, what the coordinates mean, why, and where it lies."""
    return [
        Column("place_name", Text), Column("place_precision", String), Column("place_why", Text), Column("region", Text), Column("country", Text),
        Column("lat", Float), Column("lon", Float),
    ]  # fmt: skip


def _who() -> list[Column[Any]]:
    """Who is meant by actor and target: id and name in the tables of actors, and why."""
    return [Column(f"{role}_{what}", Text) for role in ("actor", "target") for what in ("id", "name", "why")]


def _incident() -> list[Column[Any]]:
    return [
        Column("id", String, primary_key=True),
        Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),  # the first that tells of it
        Column("type", String, nullable=False, index=True),
        Column("summary", Text, nullable=False),
        Column("start", String, index=True),
        Column("end", String),
        Column("precision", String, nullable=False),
        Column("place", Text),
        *_where(),
        Column("actor", Text),
        Column("target", Text),
        *_who(),
        Column("killed_low", Integer),
        Column("killed_high", Integer),
        Column("injured_low", Integer),
        Column("injured_high", Integer),
        Column("main", Boolean, nullable=False),
        Column("why", Text, nullable=False),
        Column("links", JSON, nullable=False),  # why passages of several reports are taken to tell of it
        Column("roots", Integer, index=True),  # independent first-hand sources; None until they are counted
        Column("single", Boolean),  # one of them only, or none
    ]


told = Table("told", metadata, *_incident())  # incidents as one report alone tells them
incidents = Table("incidents", metadata, *_incident())  # as all reports together do, once they are joined

accounts = Table(
    "accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("incident", String, index=True),  # across reports; None until it is joined
    Column("along", Boolean, nullable=False, server_default="0"),  # there for its report's other passages alone
    Column("account", JSON, nullable=False),
)

likely = Table(  # pairs of accounts that likely tell of the same incident, the lesser id first
    "likely",
    metadata,
    Column("one", String, ForeignKey("accounts.id"), primary_key=True),
    Column("other", String, ForeignKey("accounts.id"), primary_key=True, index=True),
    Column("chance", Float, nullable=False),
)

blocks = Table(  # accounts that share a key may tell of one incident
    "blocks",
    metadata,
    Column("key", String, primary_key=True),
    Column("account", String, ForeignKey("accounts.id"), primary_key=True, index=True),
)

names = Table(  # every name of a report, and who, where or which outlet is meant by it
    "names",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("class", String, primary_key=True),
    Column("words", Text, nullable=False),
    Column("meant", Text),  # the resolved name; None where it stays open
    Column("id", String, index=True),  # in the tables of actors and outlets
    Column("kind", String),  # of actor or outlet; of a place what its coordinates mean
    Column("region", Text),
    Column("country", Text),
    Column("affiliation", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("why", Text, nullable=False),
    Column("candidates", JSON, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("incident", String, index=True),
    Column("told", String),  # the incident as its report alone tells it
    Column("layer", String, nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("chain", JSON, nullable=False),
    Column("actor", Text),
    Column("target", Text),
    Column("place", Text),
    Column("time", Text),
    Column("means", Text),
    Column("who", Text),
    Column("low", Integer),
    Column("high", Integer),
    Column("start", String, index=True),
    Column("end", String),
    Column("precision", String, nullable=False),
    *_where(),
    *_who(),
    Column("spans", JSON, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("claim", String, ForeignKey("claims.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # 0 is the outlet
    Column("source", String, nullable=False, index=True),  # the source's key, by ``resolved`` where it has no id
    Column("name", Text, nullable=False),  # as written
    Column("party", String, index=True),  # who is meant: id in the tables of actors and outlets
    Column("resolved", Text),  # its name there, else the name that its report gives it elsewhere
    Column("affiliation", String),  # id of what it belongs to
    Column("kind", String, nullable=False),
    Column("report", String, nullable=False, index=True),
)
Index("links_by_report_source", links.c.report, links.c.source)

DERIVED = (links, claims, likely, blocks, accounts, incidents, told, names, readings)

VERSION = 3
# What turns version n into n + 1, by n. Each runs in the transaction that also writes the new version.
MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: lambda connection: _make_derived_anew(connection),
    2: lambda connection: _let_passages_go_along(connection),
}


def _make_derived_anew(connection: Connection) -> None:
    """Version 2 resolves who and where is meant, and joins incidents across reports: what was derived before says too little. Readings stay."""
    for table in (links, claims, incidents):
        table.drop(connection, checkfirst=True)
    connection.exec_driver_sql("ALTER TABLE readings ADD COLUMN derived INTEGER NOT NULL DEFAULT 0")
    metadata.create_all(connection)
    for index in readings.indexes:
        index.create(connection, checkfirst=True)


def _let_passages_go_along(connection: Connection) -> None:
    """Version 3 knows of passages that go along with others of their report."""
    columns = {c["name"] for c in inspect(connection).get_columns("accounts")}
    if "along" not in columns:  # the table may just have been made
        connection.exec_driver_sql("ALTER TABLE accounts ADD COLUMN along BOOLEAN NOT NULL DEFAULT 0")


class TooNew(Exception):
    """The ledger was written by a later version of the program."""


def prepare(connection: Connection) -> None:
    """Create the tables, or bring an older ledger up to date. Nothing is written when there is nothing to do.

    Raises:
        TooNew: the ledger's version is later than this program knows.
    """
    if _version(connection) == VERSION:
        return
    # sqlite3 begins no transaction before a CREATE, so that a kill would leave half of the tables; and IMMEDIATE, so that of two processes
    # one waits here until the other is done
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    found = _version(connection)
    if found is None:
        _make(connection)
        return
    for version in range(found, VERSION):
        MIGRATIONS[version](connection)
    connection.execute(meta.update().where(meta.c.key == "version").values(value=str(VERSION)))


def _version(connection: Connection) -> int | None:
    """The ledger's version; None while it is not made, or not whole (an earlier program could be killed on the way)."""
    if not inspect(connection).has_table("meta"):
        return None
    found = connection.execute(select(meta.c.value).where(meta.c.key == "version")).scalar_one_or_none()
    if found is not None and int(found) > VERSION:
        raise TooNew(f"the ledger has version {found}, this program knows {VERSION}: update sayso")
    return None if found is None else int(found)


def _make(connection: Connection) -> None:
    metadata.create_all(connection)
    for table in metadata.tables.values():
        for index in table.indexes:  # those of a table that was there already
            index.create(connection, checkfirst=True)
    connection.execute(meta.insert().values(key="version", value=str(VERSION)))
