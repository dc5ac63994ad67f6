"""CSV and its kin: one report a row, read one row at a time."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import product

from sayso.capture import batch
from sayso.capture.decode import decode
from sayso.capture.items import FIELDS, Captured, Failed, Options, Raw, Refused, Stream, megabytes, shown
from sayso.capture.jsonfile import canonical

_DELIMITERS = (",", ";", "\t", "|")
_QUOTES = ('"', "'")
_PIECE = 1 << 16
_ESCAPED = re.compile(rb"\\.", re.S)


class _RowTooBig(Exception):
    pass


def read(raw: Raw, options: Options) -> Iterator[Captured | Failed]:
    """Give the report of each row; a row that is none is one failed item, and the next row follows.

    Where a row went wrong inside quotation marks, the next row begins only behind the line that closes them: what stands before that are pieces of
    a cell and no rows. If nothing closes them, no row follows.

    Raises:
        Refused: there is no column for the text, no row, or it is binary.
    """
    declared, guessed, stream = batch.encoding(raw)
    # The module's own limit of 131,072 is for all of Python, so it is only ever raised; our limit is kept below.
    csv.field_size_limit(max(csv.field_size_limit(), min(options.limit, 2**31 - 1)))
    lines = _Lines(stream, options.limit, declared, guessed)
    delimiter, quote, header = _header(lines, options)
    lines.quote = quote.encode()
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)
    rows = 0
    while True:
        first = lines.number + 1
        origin = f"{raw.origin}:{first}"
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            break
        except _RowTooBig:
            where = lines.end_row(first)
            size = megabytes(options.limit)
            yield Failed(
                origin,
                f"The row is bigger than {size}: close quotation marks left open in {where}, or raise the limit.",
            )
            rows += 1
            continue
        except csv.Error as error:
            where = lines.end_row(first)
            yield Failed(origin, f"The row is no proper CSV ({error}): mend the quotation marks in {where}.")
            rows += 1
            continue
        except Refused as refused:
            where = lines.end_row(first)
            yield Failed(origin, str(refused) + ("" if where == "it" else f" (The row is {where}.)"))
            rows += 1
            continue
        if not any(cell.strip() for cell in cells):
            continue
        rows += 1
        if len(cells) != len(header):
            # a mark behind a backslash may have closed a cell that goes on; any other odd one is a mere inch
            where = lines.end_row(first) if lines.escaped else "it"
            yield Failed(
                origin,
                f"Has {len(cells)} cells where the header has {len(header)}: put cells with {delimiter!r} in them in "
                "quotation marks, or complete a row that is cut off."
                + ("" if where == "it" else f" (The row is {where}.)"),
            )
            continue
        row = dict(zip(header, cells, strict=True))
        yield batch.row_item(origin, row, canonical(dict(row)), options, lines.notes)
    if not rows:
        raise Refused("Has a header but no rows: nothing to add.")


def count(stream: Stream) -> int | None:
    """How many rows: the lines that end outside quotation marks, less the header."""
    total, odd, filled = 0, 0, False
    while piece := stream.readline(1 << 16):
        odd = (odd + piece.count(b'"')) % 2
        filled = filled or not piece.isspace()
        if piece.endswith(b"\n") and not odd:
            total, filled = total + filled, False
    return max(1, total + filled - 1)


class _Lines:
    """The decoded lines of a table, which never hand out more than ``limit`` bytes for one row."""

    def __init__(self, stream: Stream, limit: int, declared: str | None, guessed: str | None) -> None:
        self._stream, self._limit, self._declared, self._guessed = stream, limit, declared, guessed
        self.quote = b'"'
        self.number = 0
        self._complete = True
        self.begin_row()

    def begin_row(self) -> None:
        """Forget the row before."""
        self._held = 0
        self._open = self.escaped = False
        self.notes: tuple[str, ...] = ()

    def end_row(self, first: int) -> str:
        """Pass over what is left of a row that went wrong: the lines up to the one that closes its quotation marks.

        Args:
            first: the line where the row begins.

        Returns:
            The lines of the row, for people: ``lines 3 to 5``, or ``it`` where it is one.
        """
        while (self._open or not self._complete) and (piece := self._stream.readline(_PIECE)):
            self._saw(piece)
        return f"lines {first} to {self.number}" if self.number > first else "it"

    def _saw(self, piece: bytes) -> None:
        """Count a line, or a piece of one, and its quotation marks; those behind a backslash are meant as text."""
        self.number += self._complete
        self._complete = piece.endswith(b"\n")
        self._open ^= _ESCAPED.sub(b"", piece).count(self.quote) % 2 == 1
        self.escaped = self.escaped or b"\\" + self.quote in piece

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit - self._held + 1)
        if not line:
            raise StopIteration
        self._saw(line)
        self._held += len(line)
        if self._held > self._limit:
            raise _RowTooBig
        if self.number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        text, notes = decode(line, self._declared, self._guessed)
        self.notes += tuple(note for note in notes if note not in self.notes)
        return text


def _header(lines: _Lines, options: Options) -> tuple[str, str, list[str]]:
    """The delimiter, the quotation mark and the names of the columns: whichever make most sense of the header."""
    try:
        line = next((text for text in lines if text.strip()), "")
        if line.lower().startswith("sep=") and len(line.strip()) <= 5:  # spreadsheets say so in a line of its own
            line = next((text for text in lines if text.strip()), "")
    except _RowTooBig:
        raise Refused("Its first line is too long for a header: the first line must name the columns.") from None
    if not line:
        raise Refused("Is empty: the first line must name the columns, e.g. id,outlet,published,title,text,url.")
    best: tuple[tuple[int, int, int], str, str, list[str]] | None = None
    for quote, delimiter in product(_QUOTES, _DELIMITERS):
        try:
            cells = next(csv.reader([line], delimiter=delimiter, quotechar=quote, strict=True))
        except (csv.Error, StopIteration):
            continue
        names = [cell.strip() for cell in cells]
        known = [name for name in FIELDS if batch.resolve(name, names, options.columns)]
        score = (int("text" in known), len(known), len(names))
        if best is None or score > best[0]:
            best = score, delimiter, quote, names
    if best is None:
        raise Refused("Its first line is no proper CSV: it must name the columns, e.g. id,outlet,published,text.")
    _, delimiter, quote, names = best
    if batch.resolve("text", names, options.columns) is None:
        raise Refused(batch.no_text([shown(name) for name in names], options.columns))
    missing = [c for f, c in options.columns.items() if batch.resolve(f, names, options.columns) is None]
    if missing:
        raise Refused(f"Has no column {', '.join(missing)}; it has: {', '.join(names[:30])}. Say which are meant.")
    return delimiter, quote, _distinct(names)


def _distinct(names: list[str]) -> list[str]:
    """The names, with a number where one comes twice, so that no cell is lost."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out
