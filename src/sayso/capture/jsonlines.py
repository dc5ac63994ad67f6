"""JSON Lines: one report a line, read one line at a time. The reading format is taken as well."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sayso.capture import batch
from sayso.capture.decode import decode
from sayso.capture.items import Captured, Failed, Options, Raw, Refused, Stream, too_big


def read(raw: Raw, options: Options) -> Iterator[Captured | Failed]:
    """Give the report of each line; a line that is none is one failed item, and the next line follows.

    Raises:
        Refused: there is no row in it at all, or it is binary.
    """
    declared, guessed, stream = batch.encoding(raw)
    rows = 0
    for number, line in batch.lines(stream, options.limit):
        if line is not None and not line.removeprefix(b"\xef\xbb\xbf").strip():
            continue
        rows += 1
        origin = f"{raw.origin}:{number}"
        if line is None:
            yield Failed(origin, too_big(None, options.limit))
            continue
        try:
            yield _row(origin, line, declared, guessed, options)
        except Refused as refused:
            yield Failed(origin, str(refused))
        except Exception as error:  # one line must not take the others with it
            what = f"{type(error).__name__}: {error}"
            yield Failed(origin, f"Could not be read ({what}): mend this line and add it again.")
    if not rows:
        raise Refused("Has no rows: nothing to add.")


def count(stream: Stream) -> int | None:
    """How many lines have something in them."""
    total, filled, ended = 0, False, True
    while piece := stream.readline(1 << 16):
        filled = (filled and not ended) or not piece.isspace()
        ended = piece.endswith(b"\n")
        if ended:
            total, filled = total + filled, False
    return max(1, total + filled)


def parse(text: str) -> object:
    """JSON to values.

    Raises:
        Refused: with where it stops being JSON.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        what = "It seems to be cut off" if cut else "It is no JSON"
        raise Refused(f"{what} ({error.msg}, at character {error.pos + 1}): mend it and add it again.") from None
    except RecursionError:
        raise Refused("Its JSON is nested too deeply: add the text and what is stated about it only.") from None
    except ValueError as error:  # a number of thousands of digits
        raise Refused(f"Its JSON cannot be read ({error}): mend it and add it again.") from None


def _row(origin: str, line: bytes, declared: str | None, guessed: str | None, options: Options) -> Captured | Failed:
    original = line.rstrip(b"\r\n")
    if len(original) > options.limit:
        raise Refused(too_big(len(original), options.limit))
    text, notes = decode(original, declared, guessed)
    row = parse(text.removeprefix("\ufeff"))
    if not isinstance(row, dict):
        raise Refused('Is not an object: each line must be one, like {"text": "...", "outlet": "..."}.')
    return batch.row_item(origin, row, original, options, notes)
