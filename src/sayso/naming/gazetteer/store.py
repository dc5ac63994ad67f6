"""A user's own gazetteers: each is one index file, in the folder of a ledger or in the user's data folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from .entries import Listed
from .index import Index
from .write import write

FOLDER = "gazetteers"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")


def data_folder() -> Path:
    """Where a user's gazetteers are kept that belong to no ledger: ``$SAYSO_HOME``, else ``$XDG_DATA_HOME/sayso``, else ``~/.local/share/sayso``."""
    own = os.environ.get("SAYSO_HOME")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "sayso"


def folder_of(ledger: Path | None) -> Path:
    """The folder of a ledger's own gazetteers, or of the user's."""
    return (data_folder() if ledger is None else ledger) / FOLDER


def checked_name(name: str) -> str:
    """A name that can be a file's.

    Raises:
        ValueError: it cannot.
    """
    if not _NAME.fullmatch(name) or name == "default":
        raise ValueError(
            f"{name!r} cannot name a gazetteer: letters, digits, '-', '_' and '.', at most 64, and not 'default'"
        )
    return name


def add(folder: Path, name: str, places: Iterable[Listed], origin: str) -> int:
    """Make an index of places under a name, in place of one that has this name.

    Returns:
        How many places.

    Raises:
        ValueError: a place is malformed, the name cannot be one, or there are no places. Nothing is then changed.
        OSError: the folder cannot be written.
    """
    path = folder / f"{checked_name(name)}.sqlite"
    return write(path, _some(places, origin), {"name": name, "source": origin})


def _some(places: Iterable[Listed], origin: str) -> Iterable[Listed]:
    count = 0
    for place in places:
        count += 1
        yield place
    if not count:
        raise ValueError(f"{origin}: no places in it")


def listed(folder: Path) -> list[Path]:
    """The index files of a folder, by name."""
    return sorted(folder.glob("*.sqlite")) if folder.is_dir() else []


def remove(folder: Path, name: str) -> bool:
    """Remove a gazetteer. Was it there?"""
    path = folder / f"{checked_name(name)}.sqlite"
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def open_own(folders: Iterable[Path]) -> list[Index]:
    """The indexes of some folders.

    Raises:
        OSError: one of them cannot be read; it says which and what to do.
    """
    out: list[Index] = []
    for path in (p for folder in folders for p in listed(folder)):
        source = path.stem
        out.append(
            Index(path, source if source not in {i.source for i in out} else f"{path.parent.parent.name}/{source}")
        )
    return out
