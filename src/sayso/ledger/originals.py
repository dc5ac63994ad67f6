"""The original bytes of every report, kept by their hash, written once and never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

NEW = ".new-"  # and a hash: an empty file beside bytes whose report may not be kept yet


class Originals:
    """A folder of files named by the SHA-256 of what they hold: ``originals/ab/abcdef...``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep some bytes; the same bytes twice are kept once.

        The file appears under its name only when it is whole and on disk, so that a kill at any moment leaves either all of it or nothing.
        It is new until ``settle``, so that what a kill leaves without a report is told from what has lost its report.

        Returns:
            Their SHA-256 in hex.

        Raises:
            OSError: the disk is full or the folder cannot be written.
        """
        name = hashlib.sha256(data).hexdigest()
        target = self.path(name)
        if target.exists():
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        self._mark(name).touch()
        handle, temporary = tempfile.mkstemp(prefix=".part-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o444)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            self.settle(name)
            raise
        _sync_folder(target.parent)
        return name

    def _mark(self, sha256: str) -> Path:
        return self.path(sha256).with_name(NEW + sha256)

    def settle(self, sha256: str) -> None:
        """Say that the report of some new bytes is kept."""
        with suppress(OSError):  # a mark that stays is no harm: the report is there
            self._mark(sha256).unlink()

    def new(self, folder: str) -> Iterator[str]:
        """The hashes of what was not settled, of those that begin with two digits."""
        yield from (p.name.removeprefix(NEW) for p in (self.folder / folder).glob(f"{NEW}*"))

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. FileNotFoundError when they are gone."""
        return self.path(sha256).read_bytes()

    def all(self) -> Iterator[Path]:
        """Every kept file, in order of name."""
        if self.folder.is_dir():
            yield from (p for p in sorted(self.folder.glob("??/*")) if not p.name.startswith("."))

    def leftovers(self) -> Iterator[Path]:
        """Parts of files that a kill left behind; they may be deleted."""
        yield from self.folder.glob("??/.part-*")


def _sync_folder(folder: Path) -> None:
    """Write the new name itself to disk, where the system allows it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
