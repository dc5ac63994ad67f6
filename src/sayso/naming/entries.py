"""Entries of the tables of actors and outlets, and what a table may hold."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

Which = Literal["actors", "outlets"]

LARGEST = 8_000_000  # bytes of a table
LONGEST = 300  # characters of a name
_LISTS = ("aliases", "ambiguous", "described", "domains")
_WORDS = ("name", "kind", "country", "affiliation", "years", "merge")
_ID = re.compile(r"[^\s\x00-\x1f\x7f]{1,120}")


class TableError(ValueError):
    """A table that cannot be used; the message names the file and line and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor or outlet.

    Attributes:
        id: short and stable: ``hezbollah``; institutions of states are ``STATE/INSTITUTION`` (``syria/army``).
        name: what it is called here. ``aliases``: its other names, which are nobody else's.
        ambiguous: names that it shares with others; they mean it only where the report is about its country.
        kind: armed group, military, government, NGO, state agency, newspaper, ...
        country: ISO 3166-1 alpha-2, or None.
        affiliation: the id of what it belongs to, or None.
        years: when it was active (``2012-2017``), or "".
        described: words that reports describe it by beside a common noun (``Kurdish`` fighters).
        domains: of an outlet's addresses, with a path where the host is shared (``t.me/rybar``).
        table: the file the entry comes from, the last one that said something about it.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    kind: str = ""
    country: str | None = None
    affiliation: str | None = None
    years: str = ""
    described: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    table: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is nobody else's."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one table says about one id: an entry, part of one, a merge into another id, or its removal."""

    id: str
    fields: dict[str, Any]
    merge: str | None = None
    removed: bool = False


def slug(name: str) -> str:
    """An id from a name: folded words joined by hyphens, at most 80 characters.

    >>> slug("Jaysh al-Islām (Syria)")
    'jaysh-al-islam-syria'
    """
    from .keys import fold

    return fold(name).replace(" ", "-")[:80].strip("-") or "unnamed"


def read(path: Path) -> list[Statement]:
    """The statements of a table.

    Args:
        path: a TOML file with one section for each id.

    Raises:
        TableError: not readable, not TOML, or a field that is unknown or of the wrong kind.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise TableError(
                f"{path}: larger than {LARGEST // 1_000_000} MB, which no table of names is; split it or remove what is no name"
            )
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8 text") from None
    except OSError as error:
        raise TableError(f"cannot read {path}: {error.strerror or error}") from None
    return parse(text, str(path))


def parse(text: str, path: str) -> list[Statement]:
    """The same from its text; ``path`` is for messages."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TableError(
            f"{path}: {error or 'nested too deep'}; mend that line, or move the file away to start a new one"
        ) from None
    return [_statement(name, value, text, path) for name, value in data.items()]


def _statement(name: str, value: Any, text: str, path: str) -> Statement:
    def wrong(why: str) -> TableError:
        return TableError(f"{path}, line {line_of(text, name)}: [{name[:80]}] {why}")

    if not _ID.fullmatch(name):
        raise wrong("an id is 1 to 120 characters without spaces, e.g. [ford-militia]")
    if not isinstance(value, dict):
        raise wrong('is no section; write [id] and below it name = "..."')
    fields: dict[str, Any] = {}
    for field, given in value.items():
        if field in _LISTS:
            if not isinstance(given, list) or not all(_good(x) for x in given):
                raise wrong(f'{field} must be a list of names of 1 to {LONGEST} characters: {field} = ["...", "..."]')
            fields[field] = tuple(dict.fromkeys(given))
        elif field in _WORDS:
            if not _good(given) and given != "":
                raise wrong(f'{field} must be text of at most {LONGEST} characters: {field} = "..."')
            fields[field] = given
        elif field == "removed":
            if not isinstance(given, bool):
                raise wrong("removed must be true or false")
        else:
            raise wrong(f"has an unknown field {field[:40]!r}; known are {', '.join((*_WORDS, *_LISTS, 'removed'))}")
    return Statement(name, fields, fields.pop("merge", None) or None, value.get("removed", False))


def _good(value: Any) -> bool:
    if not isinstance(value, str) or not len(value.strip()) > 0 or len(value) > LONGEST:
        return False
    return not any("\ud800" <= c <= "\udfff" or (ord(c) < 32) or ord(c) == 127 for c in value)


def good_name(value: str) -> bool:
    """Whether this can be a name: 1 to 300 characters, not only blanks, no control characters, no half characters."""
    return _good(value)


def line_of(text: str, name: str) -> int:
    """The line on which the section of an id begins, or 1."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("[") and bare.rstrip("] ").lstrip("[ ").strip("\"'") == name:
            return number
        if re.match(rf"[\"']?{re.escape(name)}[\"']?\s*=", bare):
            return number
    return 1


def joined(entry: Entry | None, said: Statement, table: str) -> Entry:
    """An entry with what a statement says added: words replace, lists are added to."""
    fields: dict[str, Any] = {k: (v or None) if k in ("country", "affiliation") else v for k, v in said.fields.items()}
    if entry is None:
        return Entry(id=said.id, table=table, **({"name": said.id} | fields))
    for field in _LISTS:
        if field in fields:
            fields[field] = tuple(dict.fromkeys((*getattr(entry, field), *fields[field])))
    if "name" in fields and fields["name"] != entry.name and entry.table != "rule":  # the old name is still a name
        fields["aliases"] = tuple(dict.fromkeys((*fields.get("aliases", entry.aliases), entry.name)))
    return replace(entry, table=table, **fields)
