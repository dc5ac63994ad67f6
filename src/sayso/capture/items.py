"""What goes in and what comes out: options, raw bytes, and captured or failed items."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sayso.capture.dates import parse_date
from sayso.records import Report

#: The fields that a row of a batch may have; everything else in a row is left alone.
FIELDS = ("id", "outlet", "published", "title", "text", "url", "language", "author")

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Captured:
    """A report, the bytes it was made from, and where they came from ("path", "path:LINE" or an address)."""

    report: Report
    original: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that could not be taken: where it is, and one sentence why, with what to do next."""

    origin: str
    reason: str


class Refused(Exception):
    """An item cannot be taken; the message is the reason, a sentence for people. Becomes a Failed."""


class Stream(Protocol):
    """The two things needed of an open file."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; see :func:`sayso.capture.capture`."""

    outlet: str | None = None
    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    limit: int = 20_000_000
    allow_private: bool = False
    timeout: float = 20.0

    @classmethod
    def checked(
        cls,
        outlet: str | None,
        published: str | None,
        columns: Mapping[str, str] | None,
        limit: int,
        allow_private: bool,
        timeout: float,
    ) -> Options:
        """The options, if they make sense.

        Raises:
            ValueError: an unknown field in ``columns``, a date that is none, a limit or timeout that is not positive.
        """
        unknown = sorted(set(columns or {}) - set(FIELDS))
        if unknown:
            raise ValueError(f"no field is called {', '.join(unknown)}; the fields are {', '.join(FIELDS)}")
        date, note = parse_date(published)
        if note:
            raise ValueError(f"published: {note}")
        if limit <= 0 or timeout <= 0:
            raise ValueError("limit and timeout must be greater than zero")
        return cls(outlet or None, date, dict(columns or {}), limit, allow_private, timeout)


@dataclass(frozen=True, slots=True)
class Raw:
    """An open item, before anybody knows what it says.

    Attributes:
        origin: for messages. stream: its bytes. size: how many, where known.
        charset: the encoding that the server stated. url: where it was fetched.
        notes: what was odd about getting it.
    """

    origin: str
    stream: Stream
    size: int | None = None
    charset: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()

    def whole(self, limit: int) -> bytes:
        """All its bytes.

        Raises:
            Refused: there are more than ``limit``; no more than that is ever held in memory.
        """
        if self.size is not None and self.size > limit:
            raise Refused(too_big(self.size, limit))
        pieces: list[bytes] = []
        held = 0
        while piece := self.stream.read(_PIECE):
            held += len(piece)
            if held > limit:
                raise Refused(too_big(None, limit))
            pieces.append(piece)
        return b"".join(pieces)


def too_big(size: int | None, limit: int) -> str:
    """The sentence for an item that is over the limit."""
    what = f"Has {megabytes(size)}" if size is not None else "Is too big"
    return f"{what}, and one report may have {megabytes(limit)}: split it, or raise the limit."


def megabytes(size: int) -> str:
    """A number of bytes for people: ``20 MB``, ``1.5 kB``, ``12 bytes``."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{size} bytes"


def shown(path: str | os.PathLike[str]) -> str:
    """A path or address that can always be printed, even where the file's name is not UTF-8."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
