"""Asking the ledger: filters, and the rows that tables, exports and the dossier are made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select

from . import schema
from .keys import key
from .store import Ledger, called

Row = dict[str, Any]
KM_PER_DEGREE = 111.195  # of latitude, on a sphere of 6371 km
WIDE = ("region", "country", "area", "wide")  # precisions whose coordinates are a point in the middle of something


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show. Everything is optional, everything given must hold.

    Attributes:
        type: event type (or a toll's fate), exactly.
        status: actual, denied, prospective or possible.
        actor, place: words that must occur, whatever their case.
        near: ``(latitude, longitude, kilometres)``; what has no coordinates, or only those of the middle of a region or country, is left out.
        since, until: ISO dates; what lies at least partly between them. What has no date is left out when one is given.
        source: name of an outlet or source anywhere in the chain.
        outlet: name of the outlet alone.
        report: id of a report or, where none has it, the id that batches gave to some.
        incident: id of an incident.
        main: incidents that their report is chiefly about.
    """

    type: str | None = None
    status: str | None = None
    actor: str | None = None
    place: str | None = None
    near: tuple[float, float, float] | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    outlet: str | None = None
    report: str | None = None
    incident: str | None = None
    main: bool | None = None
    limit: int | None = None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in km between two ``(latitude, longitude)`` (haversine, sphere of 6371 km)."""
    la1, lo1, la2, lo2 = map(math.radians, (*a, *b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def _has(column: Any, words: str) -> ColumnElement[bool]:
    """Whether the words occur in a text, whatever the case of either, in any alphabet."""
    found: ColumnElement[bool] = func.casefold(column).contains(words.casefold(), autoescape=True)
    return found


def _named(column: Any, words: str) -> ColumnElement[bool]:
    """Whether the words occur in the key of a source; words without a letter or digit have no key and are nobody."""
    wanted = key(words)
    return column.contains(wanted, autoescape=True) if wanted else false()


def _says(words: str) -> ColumnElement[bool]:
    """Whether a link is somebody of this name: as written, in its key or in all its words, or as it was resolved."""
    k = schema.links
    if not key(words):
        return false()
    return or_(_named(k.c.source, words), k.c.party == words, _has(k.c.name, words), _has(k.c.resolved, words))


def _common(table: Any, f: Filter) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if f.type:
        tests.append(table.c.type == f.type)
    if f.place:
        columns = (table.c.place, table.c.place_name, table.c.region, table.c.country)
        tests.append(or_(*(_has(column, f.place) for column in columns)))
    if f.actor:
        tests.append(or_(_has(table.c.actor, f.actor), _has(table.c.actor_name, f.actor)))
    if f.since:
        tests.append(func.coalesce(table.c.end, table.c.start) >= f.since)
    if f.until:
        tests.append(table.c.start <= f.until)
    if f.near:
        lat, _, km = f.near
        reach = km / KM_PER_DEGREE
        tests.append(table.c.lat.between(lat - reach, lat + reach))
    return tests


def _of_report(f: Filter, report: Any) -> list[ColumnElement[bool]]:
    """What must hold of the report with this id."""
    r = schema.reports
    tests: list[ColumnElement[bool]] = []
    if f.outlet:
        tests.append(report.in_(select(r.c.id).where(_has(r.c.outlet, f.outlet))))
    if f.report:
        tests.append(report.in_(select(r.c.id).where(called(f.report))))
    return tests


def _reached(row: Row, near: tuple[float, float, float]) -> bool:
    """Whether the coordinates of a row are within a radius."""
    return row["lat"] is not None and distance_km((row["lat"], row["lon"]), near[:2]) <= near[2]


def _close(rows: Iterator[Row], f: Filter) -> Iterator[Row]:
    """Rows within the radius and the limit."""
    n = 0
    for row in rows:
        if f.near and (not _reached(row, f.near) or row["place_precision"] in WIDE):
            continue
        if f.limit is not None and n >= f.limit:
            return
        n += 1
        yield row


def _stream(ledger: Ledger, query: Select[Any]) -> Iterator[Row]:
    with ledger.connect() as connection:
        for row in connection.execution_options(yield_per=500).execute(query).mappings():
            yield dict(row)


_ADDED = {"incidents": ("killed", "injured", "mentions"), "sources": ("written",)}  # what is worked out from the rows


def fields(kind: str) -> list[str]:
    """The names of what a row of ``claims``, ``incidents``, ``sources`` or ``reports`` holds, in order."""
    of = {"claims": _claims(), "incidents": _incidents(Filter()), "sources": _sources(), "reports": _reports(Filter())}
    return [str(column.key) for column in of[kind].selected_columns] + list(_ADDED.get(kind, ()))


def claims(ledger: Ledger, f: Filter | None = None) -> Iterator[Row]:
    """Claims in order of reports and text, each with its report's outlet, publication date and sentence."""
    f = f or Filter()
    return _close(_stream(ledger, _claims(*_of_claims(f))), f)


def wide(ledger: Ledger, kind: str, f: Filter) -> int:
    """How many ``claims`` or ``incidents`` (the kind) ``near`` leaves out although their coordinates lie there: those of the middle of a region or country."""
    if f.near is None:
        return 0
    asked = _claims(*_of_claims(f)) if kind == "claims" else _incidents(f)
    return sum(row["place_precision"] in WIDE and _reached(row, f.near) for row in _stream(ledger, asked))


def _of_claims(f: Filter) -> list[ColumnElement[bool]]:
    """What must hold of a claim, but for the radius and the limit."""
    c, k = schema.claims, schema.links
    tests = [*_common(c, f), *_of_report(f, c.c.report)]
    if f.status:
        tests.append(c.c.status == f.status)
    if f.incident:
        tests.append(c.c.incident == f.incident)
    if f.source:
        tests.append(exists(select(k.c.claim).where(k.c.claim == c.c.id, _says(f.source))))
    return tests


def claim(ledger: Ledger, number: str) -> Row | None:
    """One claim by its id."""
    return next(_stream(ledger, _claims(schema.claims.c.id == number)), None)


def source(ledger: Ledger, name: str) -> Iterator[Row]:
    """The claims in whose chain a source stands, by its name as written or as resolved, its key, or its id in the tables of actors and outlets."""
    c, k = schema.claims, schema.links
    wanted = key(name)
    spelt = (func.casefold(column) == name.casefold() for column in (k.c.resolved, k.c.name))
    same = or_(k.c.source == wanted, k.c.party == name, *spelt)
    # in, and not a join: a source may stand in one chain twice
    its = c.c.id.in_(select(k.c.claim).where(same)) if wanted else false()
    return _stream(ledger, _claims(its))


def _claims(*tests: ColumnElement[bool]) -> Select[Any]:
    c, r = schema.claims, schema.reports
    sentence = func.substr(r.c.text, c.c.sentence_start + 1, c.c.sentence_end - c.c.sentence_start)
    return (
        select(c, r.c.outlet, r.c.published, r.c.external_id, sentence.label("sentence"))
        .join(r, r.c.id == c.c.report)
        .where(*tests)
        .order_by(r.c.number, c.c.span_start, c.c.id)
    )


def incidents(ledger: Ledger, f: Filter | None = None) -> Iterator[Row]:
    """Incidents, the latest first.

    Each has the outlet and publication date of the first report that tells of it, how many claims, reports and outlets do, and its ``mentions``:
    ``{"report", "external_id", "claim", "span", "killed"}``, in order of reports and text.
    """
    f = f or Filter()
    rows = _close(_stream(ledger, _incidents(f)), f)
    while some := list(islice(rows, 200)):
        told = mentions(ledger, [row["id"] for row in some])
        for row in some:
            yield row | {
                "killed": _pair(row, "killed"),
                "injured": _pair(row, "injured"),
                "mentions": told.get(row["id"], []),
            }


def _pair(row: Row, fate: str) -> list[int | None] | None:
    low, high = row[f"{fate}_low"], row[f"{fate}_high"]
    return None if low is None and high is None else [low, high]


def mentions(ledger: Ledger, incidents: Sequence[str]) -> dict[str, list[Row]]:
    """Where incidents are told: for each id the mentions of every report, in order of reports and text."""
    c, r = schema.claims, schema.reports
    found: dict[str, list[Row]] = {}
    with ledger.connect() as connection:
        rows = connection.execute(
            select(c.c.incident, c.c.id, c.c.report, r.c.external_id, c.c.span_start, c.c.span_end, c.c.layer, c.c.type, c.c.low, c.c.high)
            .join(r, r.c.id == c.c.report)
            .where(c.c.incident.in_(incidents))
            .order_by(r.c.number, c.c.span_start, c.c.id)
        )  # fmt: skip
        for row in rows:
            dead = row.layer == "toll" and row.type in ("killed", "executed")
            found.setdefault(row.incident, []).append(
                {"report": row.report, "external_id": row.external_id, "claim": row.id, "span": [row.span_start, row.span_end],
                 "killed": [row.low, row.high] if dead else None}
            )  # fmt: skip
    return found


def _incidents(f: Filter) -> Select[Any]:
    i, r, c, k = schema.incidents, schema.reports, schema.claims, schema.links
    tests = _common(i, f)
    if f.incident:
        tests.append(i.c.id == f.incident)
    if f.main is not None:
        tests.append(i.c.main == f.main)
    if f.status:
        tests.append(exists().where(and_(c.c.incident == i.c.id, c.c.status == f.status)))
    if f.outlet or f.report:
        tests.append(
            or_(and_(*_of_report(f, i.c.report)), exists().where(c.c.incident == i.c.id, *_of_report(f, c.c.report)))
        )
    if f.source:
        said = select(k.c.claim).join(c, c.c.id == k.c.claim)
        tests.append(exists(said.where(c.c.incident == i.c.id, _says(f.source))))
    count = select(func.count()).where(c.c.incident == i.c.id).scalar_subquery()
    told = r.alias()
    by = select(func.count(func.distinct(c.c.report))).where(c.c.incident == i.c.id).scalar_subquery()
    outlets = (
        select(func.count(func.distinct(told.c.outlet)))
        .join(c, c.c.report == told.c.id)
        .where(c.c.incident == i.c.id)
        .scalar_subquery()
    )
    return (
        select(
            i,
            r.c.outlet,
            r.c.published,
            r.c.external_id,
            count.label("claims"),
            by.label("reports"),
            outlets.label("outlets"),
        )
        .join(r, r.c.id == i.c.report)
        .where(*tests)
        .order_by(i.c.start.is_(None), i.c.start.desc(), r.c.number, i.c.id)
    )


def sources(ledger: Ledger, f: Filter | None = None) -> Iterator[Row]:
    """Everybody who says something, most claims first.

    Who is resolved is one source under all its names. Each row has the ``name`` that the tables of actors and outlets have, else the one written most
    often (of those written as often, the first in the alphabet; "he" and "the spokesman" are no names, where the report says who that is); ``party`` and ``affiliation`` (ids there, or None); claims, in how many reports and by
    how many outlets, in which kinds; and how it is ``written``: names, the most frequent first.
    """
    f = f or Filter()
    r = schema.reports
    tests: list[ColumnElement[bool]] = []
    if f.source:
        tests.append(_says(f.source))
    if f.outlet:
        tests.append(_has(r.c.outlet, f.outlet))
    if f.report:
        tests.append(called(f.report))
    written = _written(ledger, tests)
    for row in _close(_stream(ledger, _sources(*tests)), Filter(limit=f.limit)):
        names = [name for name, _ in written[row["source"]]]
        meant = next((m for _, m in written[row["source"]] if m), None)
        row["name"] = row["name"] or next((n for n in (*names, meant) if n and key(n) == row["source"]), names[0])
        row["is_outlet"] = bool(row["is_outlet"])
        row["kinds"] = sorted((row["kinds"] or "").split(","))
        yield row | {"written": names}


def _written(ledger: Ledger, tests: Sequence[ColumnElement[bool]]) -> dict[str, list[tuple[str, str | None]]]:
    """How each source is written, the most frequent first; with each what it was resolved to."""
    k, r = schema.links, schema.reports
    asked = (
        select(_who().label("source"), k.c.name, func.max(k.c.resolved).label("meant"))
        .join(r, r.c.id == k.c.report)
        .where(*tests)
        .group_by(_who(), k.c.name)
        .order_by(_who(), func.count().desc(), k.c.name)
    )
    out: dict[str, list[tuple[str, str | None]]] = {}
    with ledger.connect() as connection:
        for row in connection.execute(asked):
            out.setdefault(row.source, []).append((row.name, row.meant))
    return out


def _who() -> ColumnElement[str]:
    """Who a link is: the id in the tables, else the key of its name, or of the name that its report gives it elsewhere. An id that is also somebody's key means the same name."""
    return func.coalesce(schema.links.c.party, schema.links.c.source)


def _sources(*tests: ColumnElement[bool]) -> Select[Any]:
    k, r = schema.links, schema.reports
    claims = func.count(func.distinct(k.c.claim))
    known = case((k.c.party.is_not(None), k.c.resolved))
    return (
        select(
            _who().label("source"), func.max(known).label("name"), func.max(k.c.party).label("party"),
            func.max(k.c.affiliation).label("affiliation"), claims.label("claims"), func.count(func.distinct(k.c.report)).label("reports"),
            func.count(func.distinct(r.c.outlet)).label("outlets"), func.max(k.c.position == 0).label("is_outlet"),
            func.group_concat(func.distinct(k.c.kind)).label("kinds"),
        )
        .join(r, r.c.id == k.c.report)
        .where(*tests)
        .group_by(_who())
        .order_by(claims.desc(), _who())
    )  # fmt: skip


def reports(ledger: Ledger, f: Filter | None = None) -> Iterator[Row]:
    """Reports in order of arrival, with what was read from each and why a reading failed."""
    f = f or Filter()
    return _close(_stream(ledger, _reports(f)), Filter(limit=f.limit))


def _reports(f: Filter) -> Select[Any]:
    r, d, c = schema.reports, schema.readings, schema.claims
    tests: list[ColumnElement[bool]] = []
    if f.outlet:
        tests.append(_has(r.c.outlet, f.outlet))
    if f.report:
        tests.append(called(f.report))
    if f.since:
        tests.append(r.c.published >= f.since)
    if f.until:
        tests.append(r.c.published <= f.until)
    return (
        select(
            r.c.id, r.c.external_id, r.c.outlet, r.c.title, r.c.author, r.c.published, r.c.captured, r.c.url, r.c.media_type, r.c.original,
            func.length(r.c.text).label("characters"), r.c.notes, d.c.reader, d.c.error,
            select(func.count()).where(c.c.report == r.c.id).scalar_subquery().label("claims"),
            select(func.count(func.distinct(c.c.incident))).where(c.c.report == r.c.id).scalar_subquery().label("incidents"),
        )
        .outerjoin(d, d.c.report == r.c.id)
        .where(*tests)
        .order_by(r.c.number)
    )  # fmt: skip
