"""Reads an index: places by name, one indexed query each."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path

from .entries import Entry, unpack
from .write import SCHEMA


class Index:
    """One index, opened for reading.

    Args:
        path: the file that ``write`` made.
        source: what its places are said to come from.

    Raises:
        OSError: it cannot be read, or is no index of this version.
    """

    def __init__(self, path: Path, source: str = "default") -> None:
        self.path, self.source = path, source
        try:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._db.execute("PRAGMA cache_size=-8000")
            self._ask = self._db.cursor()
            self._regions = [code for (code,) in self._db.execute("SELECT code FROM region ORDER BY n")]
        except sqlite3.Error as error:
            raise OSError(f"{path}: not an index of places ({error}); remove it, and it is built again") from error

    def close(self) -> None:
        """Close the file."""
        self._ask.close()
        self._db.close()

    @cached_property
    def about(self) -> dict[str, str]:
        """What is known of the index."""
        return dict(self._db.execute("SELECT what, value FROM about"))

    def named(self, key: str) -> list[Entry]:
        """The places with this key (``keys.key``), the most populous first."""
        row = self._ask.execute("SELECT places FROM name WHERE key = ?", (key,)).fetchone()
        return [] if row is None else list(unpack(row[0], self._regions, self.source))

    def sounding(self, sound: str) -> list[Entry]:
        """The places with a name of this sound (``translit.sound``), the most populous first."""
        row = self._ask.execute("SELECT places FROM sound WHERE key = ?", (sound,)).fetchone()
        return [] if row is None else list(unpack(row[0], self._regions, self.source))

    def name(self, number: int) -> str:
        """The name of a place by its number; "" for a number that is not there."""
        row = self._ask.execute("SELECT name FROM place WHERE number = ?", (number,)).fetchone()
        return "" if row is None else str(row[0])

    def title(self, code: str) -> tuple[str, float, float] | None:
        """Name and point of a country or first-level region by its code (``SY``, ``SY.09``)."""
        row = self._ask.execute("SELECT name, lat, lon FROM title WHERE code = ?", (code,)).fetchone()
        return None if row is None else (row[0], row[1], row[2])

    @cached_property
    def wide(self) -> dict[str, tuple[Entry, ...]]:
        """Countries, regions and areas by key: what may give a report its country without being one of its places."""
        return {
            key: tuple(unpack(blob, self._regions, self.source))
            for key, blob in self._db.execute("SELECT key, places FROM wide")
        }


__all__ = ["SCHEMA", "Index"]
