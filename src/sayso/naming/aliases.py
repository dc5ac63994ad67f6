"""Tables of actors and outlets with all their names: the package's, one's own and the ledger's, in one index.

A ledger's tables beat one's own, and one's own beat the package's. Loaded tables are kept in memory until a file changes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from .entries import Entry, Statement, TableError, Which, joined, read
from .states import States, states
from .vocabulary import SMALL
from .words import acronym_key, name_key, words

PACKAGE = Path(__file__).parent / "tables"
WHICH: tuple[Which, ...] = ("actors", "outlets")


@dataclass(frozen=True, slots=True)
class Known:
    """One name of an entry: whose it is, and whether it shares the name with others."""

    id: str
    ambiguous: bool
    main: bool  # the entry's own name rather than an alias


class Index:
    """The names of one table: as written, as acronyms, folded, and by web domain."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {e.id: e for e in entries}
        self.written: dict[str, list[Known]] = {}
        self.acronyms: dict[str, list[Known]] = {}
        self.folded: dict[str, list[Known]] = {}
        # folded names whose words all have capitals ("Baghdad Today"), unlike "Syrian state television"
        self.proper: set[str] = set()
        self.domains: dict[str, str] = {}
        self.first: dict[str, int] = {}  # first word of a folded name -> words of the longest such name
        for entry in self.entries.values():
            for name in entry.names:
                self._add(name, Known(entry.id, False, name == entry.name))
            for name in entry.ambiguous:
                self._add(name, Known(entry.id, True, False))
            for domain in entry.domains:
                self.domains[domain.lower().strip("/")] = entry.id

    def _add(self, name: str, known: Known) -> None:
        _once(self.written.setdefault(name, []), known)
        acronym = acronym_key(name)
        if acronym:
            _once(self.acronyms.setdefault(acronym, []), known)
            return
        key = name_key(name)
        if not key:
            return
        _once(self.folded.setdefault(key, []), known)
        first, _, rest = key.partition(" ")
        self.first[first] = max(self.first.get(first, 0), rest.count(" ") + 2 if rest else 1)
        if proper(name):
            self.proper.add(key)

    def find(self, name: str) -> tuple[list[Known], str]:
        """Who has exactly this name, and how it was found: ``exact``, ``alias``, ``acronym``, ``folded`` or "" where nobody has."""
        known = self.written.get(name)
        if known:
            how = "exact" if any(k.main for k in known) else "alias"
            return _with(known, (k for k in self.folded.get(name_key(name), ()) if k.ambiguous)), how
        acronym = acronym_key(name)
        if acronym and (known := self.acronyms.get(acronym)):
            return known, "acronym"
        known = self.folded.get(name_key(name))
        return (known, "folded") if known else ([], "")


def _with(known: list[Known], others: Iterable[Known]) -> list[Known]:
    """Those who have a name as it is written, and those who have it but for capitals or marks where they may be meant too."""
    ids = {k.id for k in known}
    return [*known, *(k for k in others if k.id not in ids)]


def proper(name: str) -> bool:
    """Whether all words of a name have capitals, but for small ones ("of", "al-")."""
    return all(w.capital or w.key in SMALL or not w.key.isalpha() for w in words(name))


def _once(rows: list[Known], known: Known) -> None:
    for at, other in enumerate(rows):
        if other.id == known.id:
            if other.ambiguous and not known.ambiguous:
                rows[at] = known
            return
    rows.append(known)


class Tables:
    """Everything that is known of actors and outlets."""

    def __init__(self, actors: Iterable[Entry], outlets: Iterable[Entry], merges: dict[Which, dict[str, str]]) -> None:
        self.actors = Index(actors)
        self.outlets = Index(outlets)
        self.merges = merges
        self.states: States = states()
        self.memory: dict[tuple[str, str], object] = {}  # of fuzzy look-ups, which are slow

    def index(self, which: Which) -> Index:
        """The index of one table."""
        return self.actors if which == "actors" else self.outlets

    def entry(self, name: str, which: Which | None = None) -> Entry | None:
        """The entry of an id, also of an id that was merged or is made by the rule for states; None where there is none."""
        for table in (which,) if which else WHICH:
            final = self.merges[table].get(name, name)
            found = self.index(table).entries.get(final)
            if found is not None:
                return found
        return self.states.entry(self.merges["actors"].get(name, name)) if which != "outlets" else None

    def affiliations(self, name: str) -> list[str]:
        """What somebody belongs to, nearest first; a circle ends it."""
        out: list[str] = []
        at = self.entry(name)
        while at is not None and at.affiliation and at.affiliation not in (name, *out) and len(out) < 20:
            out.append(at.affiliation)
            at = self.entry(at.affiliation)
        return out


def own_folder() -> Path:
    """Where one's own tables lie: ``$SAYSO_HOME``, or ``sayso`` in the folder for configuration."""
    home = os.environ.get("SAYSO_HOME")
    if home:
        return Path(home)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "sayso"


_loaded: dict[tuple[object, ...], Tables] = {}


def load(ledger: Path | None = None, own: Path | None = None) -> Tables:
    """All tables in one: the package's, one's own, the ledger's.

    Args:
        ledger: folder of a ledger, whose ``actors.toml`` and ``outlets.toml`` beat all others; need not be there.
        own: folder of one's own tables; where it is None, that of ``own_folder``.

    Returns:
        The same object as before while no file has changed.

    Raises:
        TableError: a table that cannot be read or goes in a circle; the message names file and line.
    """
    folders = [PACKAGE, own if own is not None else own_folder(), *([ledger] if ledger is not None else [])]
    mark = tuple((str(f), which, *_stamp(f / f"{which}.toml")) for f in folders for which in WHICH)
    found = _loaded.get(mark)
    if found is None:
        found = _read_all(folders)
        if len(_loaded) >= 8:  # a program that goes through many ledgers
            _loaded.clear()
        _loaded[mark] = found
    return found


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0, 0)
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def _read_all(folders: list[Path]) -> Tables:
    entries: dict[Which, list[Entry]] = {}
    merges: dict[Which, dict[str, str]] = {}
    for which in WHICH:
        tables = [(path, read(path)) for f in folders if (path := f / f"{which}.toml").exists()]
        entries[which], merges[which] = combine(tables)
    return Tables(entries["actors"], entries["outlets"], merges)


def combine(tables: Iterable[tuple[Path, list[Statement]]]) -> tuple[list[Entry], dict[str, str]]:
    """Entries and merges from statements, later tables beating earlier ones.

    Raises:
        TableError: merges that go in a circle.
    """
    found: dict[str, Entry] = {}
    merges: dict[str, tuple[str, Path]] = {}
    for path, statements in tables:
        for said in statements:
            if said.removed:
                found.pop(said.id, None)
                merges.pop(said.id, None)
            elif said.merge:
                merges[said.id] = (said.merge, path)
                if said.fields:  # names that the merged entry has in this table
                    found[said.id] = joined(found.get(said.id), said, str(path))
            else:
                merges.pop(said.id, None)
                found[said.id] = joined(found.get(said.id) or states().entry(said.id), said, str(path))
    _own_names_win(found)
    ends = {name: _end(name, merges) for name in merges}
    for name, into in ends.items():
        gone = found.pop(name, None)
        target = found.get(into)
        if gone is not None and target is not None:
            found[into] = _merged(target, gone)
    return list(found.values()), ends


def _own_names_win(found: dict[str, Entry]) -> None:
    """Where one's own tables give a name to an entry that the package gives to another, the package's loses it."""
    package = str(PACKAGE)
    own = {
        key: e.id
        for e in found.values()
        if not e.table.startswith(package) and e.table != "rule"
        for n in e.names
        if (key := _any_key(n))
    }
    for e in list(found.values()) if own else ():
        if e.table.startswith(package):
            kept = tuple(n for n in e.aliases if own.get(_any_key(n), e.id) == e.id)
            if kept != e.aliases:
                found[e.id] = replace(e, aliases=kept)


def _any_key(name: str) -> str:
    return acronym_key(name) or name_key(name)


def _end(name: str, merges: dict[str, tuple[str, Path]]) -> str:
    seen = [name]
    while name in merges:
        name, path = merges[name]
        if name in seen:
            raise TableError(
                f"{path}: merges go in a circle: {' -> '.join((*seen, name))[:300]}; remove one of these merge lines"
            )
        seen.append(name)
    return name


def _merged(into: Entry, gone: Entry) -> Entry:
    def union(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*one, *two)))

    names = tuple(n for n in union(into.aliases, gone.names) if n != into.name)
    return replace(
        into, aliases=names, ambiguous=union(into.ambiguous, gone.ambiguous), described=union(into.described, gone.described),
        domains=union(into.domains, gone.domains),
    )  # fmt: skip


def host_and_path(address: str) -> tuple[str, str] | None:
    """The host of a web address or domain, without www, and its path; None where it is neither."""
    if len(address) > 2_000 or any(c.isspace() for c in address.strip()) or "." not in address:
        return None
    try:
        parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if "." not in host or (parts.scheme and parts.scheme not in ("http", "https")):
        return None
    return host.removeprefix("www."), parts.path.strip("/")
