"""Paths: which files there are under them, and why one cannot be read."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from sayso.capture import formats
from sayso.capture.items import Failed, shown

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+)://")

# What the database of a ledger is called. In its folder lie decisions, gazetteers and originals, and no reports.
_LEDGER = "ledger.sqlite"

_WHY = {
    errno.ENOENT: "There is no such file: check the path.",
    errno.ENOTDIR: "There is no such file: check the path.",
    errno.EACCES: "May not be read: give yourself the right to read it (chmod), or copy it.",
    errno.EPERM: "May not be read: give yourself the right to read it (chmod), or copy it.",
    errno.ELOOP: "Is a link that leads round in a circle: add the file that is meant.",
    errno.ENAMETOOLONG: "Its name is too long to be a file: check the path.",
    errno.EISDIR: "Became a folder while it was read: add it again.",
}


def scheme(source: str) -> str | None:
    """``http`` of ``http://...``, in lower case; None for a path."""
    match = _SCHEME.match(source)
    return match[1].lower() if match else None


def why(error: OSError) -> str:
    """One sentence why a file cannot be read."""
    return _WHY.get(error.errno or 0, f"Could not be read ({error.strerror or error}): check the disk and try again.")


def find(path: Path) -> Iterator[Path | Failed]:
    """The file, or the files of known formats in a folder and all folders in it, by name.

    Hidden files and folders are left out, and what is called README (it says what the folder is, and is no report). So are ledgers. A link to a folder is followed, but no folder is entered twice.

    Args:
        path: a file or folder.

    Yields:
        Each file, and a Failed for what cannot be read or a folder that has nothing.
    """
    try:
        if not path.is_dir():
            path.stat()
            yield path
            return
        if (path / _LEDGER).exists():
            yield Failed(shown(path), "Is the folder of a ledger: name the files in it that are reports.")
            return
    except OSError as error:
        yield Failed(shown(path), why(error))
        return
    except ValueError:  # a NUL in the path
        yield Failed(shown(path), "Is no path: check it.")
        return
    empty = True
    for found in _walk(path, set()):
        empty = False
        yield found
    if empty:
        known = ", ".join(formats.BY_SUFFIX)
        yield Failed(shown(path), f"Is a folder without a file that can be read ({known}): name the files themselves.")


def _walk(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path | Failed]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            about = here.stat()
            if (about.st_dev, about.st_ino) in entered:
                continue
            entered.add((about.st_dev, about.st_ino))
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Failed(shown(here), why(error))
            continue
        if any(entry.name == _LEDGER for entry in entries):
            continue
        inside = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            readable = formats.by_name(entry.name) and not entry.name.casefold().startswith("readme")
            path = here / entry.name
            try:
                mode = path.stat().st_mode
            except OSError as error:
                # a broken link matters only where we would have read what it leads to
                if readable:
                    yield Failed(shown(path), why(error))
                continue
            if stat.S_ISDIR(mode):
                inside.append(path)
            elif stat.S_ISREG(mode) and readable:
                yield path
        waiting.extend(reversed(inside))
