"""One's own tables of actors and outlets: adding, naming, merging and removing, by changing one section of a TOML file.

Sections that are not concerned keep every byte, comments too. A file is replaced at once, so that a kill leaves the old one or the new one.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .aliases import PACKAGE, Tables, combine, own_folder
from .entries import Entry, Statement, TableError, Which, good_name, parse, read, slug
from .words import name_key

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without it has no lock
    fcntl = None  # type: ignore[assignment]

_HEADER = re.compile(r"^[ \t]*\[(?!\[)[ \t]*(?P<key>[^\n]*?)[ \t]*\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_ORDER = (
    "name",
    "aliases",
    "ambiguous",
    "domains",
    "kind",
    "country",
    "affiliation",
    "years",
    "described",
    "merge",
    "removed",
)
_START = {
    "actors": "# Own actors. They extend or override those of the package; `sayso actors --help` says how.\n",
    "outlets": "# Own outlets. They extend or override those of the package; `sayso outlets --help` says how.\n",
}


def add(folder: Path, which: Which, name: str, fields: Mapping[str, Any], tables: Tables) -> str:
    """Add an entry, or more facts to one that has this id or name.

    Args:
        folder: of the tables. ``tables``: what is known already.
        fields: any of aliases, ambiguous, described, domains (tuples) and kind, country, affiliation, years (str).

    Returns:
        The id of the entry.

    Raises:
        TableError: a name or field that cannot be one, a name that another entry has, or a file that cannot be read or written.
    """
    _check_names([name, *fields.get("aliases", ()), *fields.get("domains", ())])
    existing = tables.entry(name, which)
    if existing is None and (other := owner(tables, which, name)) is not None:
        if name_key(other.name) != name_key(name):
            raise TableError(
                f"{name!r} is already a name of {other.id} ({other.name}); to say more of that one write `sayso {which} add {other.id} ...`, for a new "
                f"one take a fuller name and add this one with --alias"
            )
        existing = other
    ident = existing.id if existing else _free(tables, which, name)
    own = _own(folder, which).get(ident, {})
    said = {"name": own.get("name") or (existing.name if existing else name)}
    merged = dict(own) | said | {k: v for k, v in fields.items() if v and isinstance(v, str)}
    for field in ("aliases", "ambiguous", "described", "domains"):
        values = tuple(dict.fromkeys((*own.get(field, ()), *fields.get(field, ()))))
        if values:
            merged[field] = values
    for alias in (*merged.get("aliases", ()),):
        other = owner(tables, which, alias)
        if other is not None and other.id != ident and not other.table.startswith(str(PACKAGE)):
            raise TableError(
                f"{alias!r} is already a name of {other.id} in {other.table}; remove it there first, or use `merge`"
            )
    merged.pop("merge", None)
    _change(folder, which, ident, merged)
    return ident


def alias(folder: Path, which: Which, name: str, aliases: tuple[str, ...], tables: Tables) -> str:
    """Give an entry more names; the id of the entry.

    Raises:
        TableError: nobody has the name, or a file that cannot be read or written.
    """
    entry = _needed(tables, which, name)
    return add(folder, which, entry.id, {"aliases": aliases}, tables)


def merge(folder: Path, which: Which, gone: str, into: str, tables: Tables) -> tuple[str, str]:
    """Make one entry another name of a second: its names become names of that one; the two ids.

    Raises:
        TableError: nobody has a name, both are one already, or a file that cannot be read or written.
    """
    one, two = _needed(tables, which, gone), _needed(tables, which, into)
    if one.id == two.id:
        raise TableError(f"{gone!r} and {into!r} are both {one.id} already")
    _change(folder, which, one.id, _own(folder, which).get(one.id, {}) | {"merge": two.id})
    return one.id, two.id


def unmerge(folder: Path, which: Which, name: str, tables: Tables) -> tuple[str, str] | None:
    """Undo a merge that this folder's table made: what was merged is its own entry again.

    Args:
        name: id, name or other name of what was merged.

    Returns:
        Its id and that of what it was merged into; None where no merge of this folder goes by this name.

    Raises:
        TableError: a file that cannot be read or written.
    """
    own = _own(folder, which)
    gone = _merged_here(folder, which, name, own)
    if gone is None:
        return None
    left = {k: v for k, v in own[gone].items() if k != "merge"}
    _change(folder, which, gone, left or None)
    return gone, tables.merges[which].get(gone, own[gone]["merge"])


def _merged_here(folder: Path, which: Which, name: str, own: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The id that goes by a name and is merged into another by this table; an id counts before a name."""
    merged = [ident for ident, fields in own.items() if fields.get("merge")]
    if name in own:
        return name if name in merged else None
    for ident in merged:
        said = [own[ident], *(s.fields for s in _below(folder, which, ident))]
        names = {name_key(n) for fields in said for n in (fields.get("name", ""), *fields.get("aliases", ())) if n}
        if name_key(name) in names:
            return ident
    return None


def remove(folder: Path, which: Which, name: str, tables: Tables) -> tuple[str, bool]:
    """Take an entry out: one's own is deleted; what another table says of it is overridden by a line that it is removed.

    Returns:
        The id, and whether it had to be overridden.

    Raises:
        TableError: nobody has the name, it is merged into another (see ``unmerge``) or another into it, or a file that cannot be read or written.
    """
    own = _own(folder, which)
    ident = name if name in own else _needed(tables, which, name).id
    if name in tables.merges[which] and name != ident:
        raise TableError(f"{name} is {ident}: another table merges them; remove the merge there, or remove {ident}")
    if own.get(ident, {}).get("merge"):
        raise TableError(f"{ident} is merged into {own[ident]['merge']}: undo that first")
    inside = sorted(one for one, fields in own.items() if fields.get("merge") == ident)
    if inside:
        raise TableError(
            f"{', '.join(inside[:5])} {'is' if len(inside) == 1 else 'are'} merged into {ident}: undo that first with "
            f"`sayso {which} remove {inside[0]}`"
        )
    if ident in own:
        _change(folder, which, ident, None)
    still = _said_below(folder, which, ident)
    if still:
        _change(folder, which, ident, {"removed": True})
    return ident, still


def _said_below(folder: Path, which: Which, ident: str) -> bool:
    """Whether the package or one's own tables, as far as this folder comes after them, say something of an id."""
    return any(not s.removed for s in _below(folder, which, ident))


def _below(folder: Path, which: Which, ident: str) -> Iterator[Statement]:
    """What the tables before this folder's say of an id."""
    folders = [PACKAGE, own_folder()]
    for other in folders[: folders.index(folder)] if folder in folders else folders:
        path = other / f"{which}.toml"
        yield from (s for s in read(path) if s.id == ident) if path.exists() else ()


def owner(tables: Tables, which: Which, name: str) -> Entry | None:
    """Who alone has a name, by id or any name of it."""
    entry = tables.index(which).entries.get(name)
    if entry is not None:
        return entry
    known, _ = tables.index(which).find(name)
    plain = [k for k in known if not k.ambiguous]
    return tables.entry(plain[0].id, which) if len(plain) == 1 else None


def _needed(tables: Tables, which: Which, name: str) -> Entry:
    entry = owner(tables, which, name) or tables.entry(name, which)
    if entry is None:
        raise TableError(
            f"nobody in the {which} is called {name[:100]!r}: `sayso {which} list WORD` finds names, `sayso {which} add` adds one"
        )
    return entry


def _free(tables: Tables, which: Which, name: str) -> str:
    ident = first = slug(name)
    n = 2
    while tables.index(which).entries.get(ident) is not None or ident in tables.merges[which]:
        ident, n = f"{first}-{n}", n + 1
    return ident


def _check_names(names: list[str]) -> None:
    for name in names:
        if not good_name(name):
            raise TableError(
                f"{name[:60]!r} cannot be a name: 1 to 300 characters in one line, without control characters"
            )


def _own(folder: Path, which: Which) -> dict[str, dict[str, Any]]:
    path = folder / f"{which}.toml"
    if not path.exists():
        return {}
    return {s.id: s.fields | ({"merge": s.merge} if s.merge else {}) for s in read(path)}


# ------------------------------------------------------------------ the file


def _change(folder: Path, which: Which, ident: str, fields: Mapping[str, Any] | None) -> None:
    """Put one section into a table in place of the one with this id, or take it out; everything else stays as it is."""
    path = folder / f"{which}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder / f".{which}.lock"):
            old = path.read_bytes().decode("utf-8") if path.exists() else _START[which]
            new = changed(old, str(path), ident, fields)
            combine([(path, parse(new, str(path)))])  # no circle of merges within the file
            _replace(path, new)
    except UnicodeDecodeError:
        raise TableError(f"{path}: not UTF-8; save it as UTF-8 text") from None
    except OSError as error:
        raise TableError(
            f"cannot write {path}: {error.strerror or error}; choose another folder with SAYSO_HOME or -l"
        ) from None


def changed(text: str, path: str, ident: str, fields: Mapping[str, Any] | None) -> str:
    """The text of a table with one section replaced, added or (``fields`` None) taken out.

    Raises:
        TableError: the text is no table.
    """
    before = {s.id: s for s in parse(text, path)}
    section = "" if fields is None else written(ident, fields)
    place = _section(text, ident)
    if place is None:
        new = text if not section else f"{text.rstrip()}\n\n{section}".lstrip()
    else:
        new = f"{text[: place[0]]}{section}{text[place[1] :]}"
    if not _as_meant(before, new, path, ident, bool(section)):
        new = _whole(text, ident, section, path)  # written in a way that cannot be cut: write it all anew
    return new


def _as_meant(before: Mapping[str, Statement], new: str, path: str, ident: str, there: bool) -> bool:
    """Whether a changed table says of all other ids what it said before."""
    try:
        after = {s.id: s for s in parse(new, path)}
    except TableError:
        return False
    others = {k: v for k, v in before.items() if k != ident}
    return {k: v for k, v in after.items() if k != ident} == others and (ident in after) == there


def written(ident: str, fields: Mapping[str, Any]) -> str:
    """One section of a table as TOML."""
    lines = [f"[{ident if _PLAIN.fullmatch(ident) else _quoted(ident)}]"]
    for field in _ORDER:
        value = fields.get(field)
        if isinstance(value, bool):
            lines.append(f"{field} = {'true' if value else 'false'}")
        elif isinstance(value, str) and value:
            lines.append(f"{field} = {_quoted(value)}")
        elif isinstance(value, (tuple, list)) and value:
            lines.append(f"{field} = [{', '.join(map(_quoted, value))}]")
    return "\n".join(lines) + "\n\n"


def _quoted(value: str) -> str:
    """A TOML basic string; JSON escapes are TOML escapes, save that TOML wants DEL escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _section(text: str, ident: str) -> tuple[int, int] | None:
    """Where the section of an id begins and ends: at the next header, but before the comment lines above that."""
    headers = list(_HEADER.finditer(text))
    for n, m in enumerate(headers):
        try:
            keys = tomllib.loads(f"[{m['key']}]")
        except tomllib.TOMLDecodeError:
            continue
        if list(keys) == [ident] and keys[ident] == {}:
            end = headers[n + 1].start() if n + 1 < len(headers) else len(text)
            body = text[m.start() : end]
            kept = re.search(r"(?:^[ \t]*#[^\n]*\n|^[ \t]*\n)+\Z", body, re.MULTILINE) if n + 1 < len(headers) else None
            comments = (
                kept.start() + (len(kept[0]) - len(kept[0].lstrip("\n \t"))) if kept and "#" in kept[0] else len(body)
            )
            return m.start(), m.start() + comments
    return None


def _whole(text: str, ident: str, section: str, path: str) -> str:
    head = "".join(line for line in text.splitlines(keepends=True)[: _leading(text)])
    rest = "".join(
        written(s.id, s.fields | ({"merge": s.merge} if s.merge else {}) | ({"removed": True} if s.removed else {}))
        for s in parse(text, path)
        if s.id != ident
    )
    return f"{head}{rest}{section}"


def _leading(text: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), len(lines))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time."""
    with path.open("a") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _replace(path: Path, text: str) -> None:
    target = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
