"""What all batches share: lines of any number, and rows that become reports."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.capture.decode import guess, refuse_binary, spoilt
from sayso.capture.items import FIELDS, Captured, Failed, Options, Raw, Refused, Stream
from sayso.capture.report import make_report, with_title

_HEAD = 1 << 16
_PIECE = 1 << 16


def lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Number the lines from 1. A line longer than ``limit`` is passed over and given as None."""
    number = 0
    while line := stream.readline(limit + 2):
        number += 1
        if not line.endswith(b"\n") and len(line) > limit:
            skip_line(stream)
            yield number, None
        else:
            yield number, line


def skip_line(stream: Stream) -> None:
    """Read on to the end of the line, without keeping it."""
    while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
        pass


def start(stream: Stream) -> tuple[bytes, Stream]:
    """The first line that is not blank (at most 64 kB), and a stream that still has it."""
    head = b""
    while len(head) < _HEAD and not head.removeprefix(codecs.BOM_UTF8).strip():
        line = stream.readline(_HEAD)
        if not line:
            break
        head += line
    return head, _Again(head, stream)


def encoding(raw: Raw) -> tuple[str | None, str | None, Stream]:
    """The encoding of a batch as the server declares it, as its first lines let us guess (None: UTF-8), and the stream from its start.

    Raises:
        Refused: it is binary, or UTF-16 or UTF-32, which cannot be split into lines of bytes.
    """
    head, stream = start(raw.stream)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise Refused("Is a batch in UTF-16: save it as UTF-8 and add that.")
    refuse_binary(head.split(b"\n")[0])
    if raw.charset:
        return raw.charset, None, stream
    if raw.size and hasattr(raw.stream, "seek"):  # a file: look further ahead, for one encoding for all its lines
        more = raw.stream.read(1 << 20)
        raw.stream.seek(len(head))
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head + more)
        except UnicodeDecodeError:
            return None, guess(head + more) if spoilt(head + more) is None else None, stream
    return None, None, stream


def resolve(name: str, names: Iterable[str], columns: Mapping[str, str]) -> str | None:
    """The name that a batch uses for one of our fields, or None. Upper and lower case are one, if need be."""
    wanted = columns.get(name, name)
    names = list(names)
    if wanted in names:
        return wanted
    return next((n for n in names if n.strip().casefold() == wanted.strip().casefold()), None)


def no_text(names: Iterable[str], columns: Mapping[str, str]) -> str:
    """The sentence for a batch or row that lacks the column with the text."""
    listed = ", ".join(str(n)[:60] for n in list(names)[:30]) or "none"
    return f"Has no column {columns.get('text', 'text')!r}; it has: {listed}. Say which is the text, e.g. text=body."


def row_item(
    origin: str, row: Mapping[str, Any], original: bytes, options: Options, notes: tuple[str, ...] = ()
) -> Captured | Failed:
    """Make a report of a row.

    Args:
        row: column -> value; columns that are none of our fields are left alone.
        original: the bytes to keep for it.

    Returns:
        The captured report, or why there is none. What the user gave as outlet and date only fills gaps.
    """
    named = {name: resolve(name, row, options.columns) for name in FIELDS}
    key = named["text"]
    if key is None:
        return Failed(origin, no_text(row, options.columns))
    text = row[key]
    if not isinstance(text, str):
        return Failed(origin, f"Has no text in {key!r} but {_kind(text)}: give the words as a string.")
    stated: dict[str, str | None] = {}
    for name, column in named.items():
        value = row[column] if column is not None and name != "text" else None
        if value is None or isinstance(value, str):
            stated[name] = value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            stated[name] = str(value)
        else:
            stated[name] = None
            notes += (f"{name} is stated as {_kind(value)} and was left out.",)
    if not text.strip():
        return Failed(origin, f"Has no text in {key!r}: leave the row out, or fill it.")
    # a date that is stated but cannot be read is not a gap: another date might contradict it
    published = stated["published"] if (stated["published"] or "").strip() else options.published
    try:
        report = make_report(
            with_title(stated["title"], text),
            original,
            media_type="application/json",
            outlet=(stated["outlet"] or "").strip() or options.outlet,
            published=published,
            title=stated["title"],
            url=stated["url"],
            language=stated["language"],
            author=stated["author"],
            external_id=stated["id"],
            notes=notes,
        )
    except ValueError as error:
        return Failed(origin, str(error))
    return Captured(report, original, origin)


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "true or false", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")


class _Again:
    """A stream that begins with bytes already read."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int, /) -> bytes:
        piece, self._head = self._head[:size], self._head[size:]
        return piece or self._rest.read(size)

    def readline(self, size: int, /) -> bytes:
        if not self._head:
            return self._rest.readline(size)
        end = self._head.find(b"\n") + 1 or len(self._head)
        piece, self._head = self._head[: min(end, size)], self._head[min(end, size) :]
        if piece.endswith(b"\n") or len(piece) >= size:
            return piece
        return piece + self._rest.readline(size - len(piece))
