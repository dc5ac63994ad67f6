"""A JSON file: one object, or a list of them, as one document. (JSON Lines under this name are taken as such.)"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from sayso.capture import batch, jsonlines
from sayso.capture.decode import decode
from sayso.capture.items import Captured, Failed, Options, Raw, Refused


def read(raw: Raw, options: Options) -> Iterator[Captured | Failed]:
    """Give the report of the object, or of each object in the list.

    Raises:
        Refused: too big for a document that must be read as a whole, or no JSON.
    """
    data = raw.whole(options.limit)
    text, notes = decode(data, raw.charset)
    if not text.strip():
        raise Refused("Has no text: nothing to read, so leave it out or add the file that has it.")
    try:
        value = jsonlines.parse(text)
    except Refused:
        first = text.lstrip().split("\n", 1)[0].strip()
        if not (first.startswith("{") and first.endswith("}")):
            raise
        yield from jsonlines.read(Raw(raw.origin, io.BytesIO(data), len(data), raw.charset), options)
        return
    if isinstance(value, dict):
        yield batch.row_item(raw.origin, value, data, options, notes)
        return
    if not isinstance(value, list) or not value:
        raise Refused("Has no object in it: it must be an object with a text, or a list of them.")
    for number, row in enumerate(value, 1):
        origin = f"{raw.origin}:{number}"
        if isinstance(row, dict):
            yield batch.row_item(origin, row, canonical(row), options, notes)
        else:
            yield Failed(origin, 'Is not an object: each entry must be one, like {"text": "...", "outlet": "..."}.')


def canonical(row: dict[str, object]) -> bytes:
    """A row as JSON that is the same whenever the row is."""
    written = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return written.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair: write it as the escape that it came as
        return json.dumps(row, sort_keys=True, separators=(",", ":")).encode("ascii")
