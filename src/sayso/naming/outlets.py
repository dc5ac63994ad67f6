"""Which outlet published or is cited: by name, by address, or by the name of its host."""

from __future__ import annotations

from ..records import Resolution
from .aliases import Tables, host_and_path, load
from .matching import Context, Match, match
from .phrases import bare


def resolve_outlet(name: str, tables: Tables | None = None) -> Resolution:
    """Which outlet a name or web address means.

    Args:
        name: as stated with a report ("SANA", "ahram", "https://www.reuters.com/world/..."), or as cited in one.
        tables: from ``aliases.load``; the package's and one's own where None.

    Returns:
        A resolution, ``id`` None and the reason in ``how`` where it is in no table. An address counts for its host and the subdomains of that: never
        for a host that only looks alike.

    Raises:
        TableError: a table of one's own that cannot be read.
    """
    tables = tables if tables is not None else load()
    said = name.strip()
    place = host_and_path(said)
    if place is not None:
        found = _by_domain(tables, *place)
        if found is not None or "/" in said or " " not in said:
            named = None if found is not None or "/" in said else match(said, Context(tables), "outlets", fuzzy=False)
            return _made(
                found or named, said, tables, f"open: no outlet with the domain {place[0][:100]} is in the tables"
            )
    found = match(bare(said), Context(tables), "outlets")
    return _made(found, said, tables, "open: no outlet of this name is in the tables; add it with `sayso outlets add`")


def _by_domain(tables: Tables, host: str, path: str) -> Match | None:
    domains = tables.outlets.domains
    parts = path.lower().split("/")[:4] if path else []
    for n in range(len(parts), 0, -1):  # "t.me/channel" before "t.me"
        key = f"{host}/{'/'.join(parts[:n])}"
        if key in domains:
            return Match(domains[key], f"domain: {key}", 0.99)
    labels = host.split(".")
    for n in range(len(labels) - 1):
        key = ".".join(labels[n:])
        if key in domains:
            return Match(domains[key], f"domain: {key}", 0.99 if n == 0 else 0.95)
    return None


def _made(found: Match | None, said: str, tables: Tables, otherwise: str) -> Resolution:
    entry = tables.entry(found.id) if found and found.id else None
    if found is None or entry is None:
        how = found.how if found is not None and found.how else otherwise
        return Resolution(None, said[:300], how=how, candidates=found.candidates if found else ())
    return Resolution(entry.id, entry.name, entry.kind, entry.country, entry.affiliation, found.how, found.score)
