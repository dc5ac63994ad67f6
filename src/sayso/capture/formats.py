"""Which module reads what. A new format is a new module and one line in ``FORMATS``."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.capture import batch, jsonfile, jsonlines, markdown, plain, table, webpage
from sayso.capture.items import Captured, Failed, Options, Raw, Refused, Stream

if TYPE_CHECKING:
    from sayso.capture.web import Page

Read = Callable[[Raw, Options], Iterator[Captured | Failed]]
Count = Callable[[Stream], "int | None"]


def _one(stream: Stream) -> int | None:
    return 1


def _unknown(stream: Stream) -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class Format:
    """How files end and what servers call it, who reads it, and who counts its items."""

    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    read: Read
    count: Count = _one


TEXT = Format((".txt", ".text"), ("text/plain",), plain.read)
MARKDOWN = Format((".md", ".markdown"), ("text/markdown", "text/x-markdown"), markdown.read)
HTML = Format((".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), webpage.read)
JSON = Format((".json",), ("application/json", "text/json"), jsonfile.read, _unknown)
JSONL = Format(
    (".jsonl", ".ndjson"),
    ("application/jsonl", "application/x-ndjson", "application/jsonlines", "application/x-jsonlines"),
    jsonlines.read,
    jsonlines.count,
)
CSV = Format((".csv", ".tsv"), ("text/csv", "text/tab-separated-values", "application/csv"), table.read, table.count)

FORMATS: tuple[Format, ...] = (TEXT, MARKDOWN, HTML, JSON, JSONL, CSV)

BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
BY_MEDIA_TYPE = {media_type: form for form in FORMATS for media_type in form.media_types}

_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S
)


def by_name(name: str) -> Format | None:
    """The format of a file by the end of its name, or None."""
    return BY_SUFFIX.get(PurePosixPath(name).suffix.lower())


def read(raw: Raw, options: Options, name: str = "") -> Iterator[Captured | Failed]:
    """Read an item in the format that its name tells or, without one, that its first line looks like.

    Raises:
        Refused: it cannot be taken.
    """
    form = by_name(name)
    if form is None:
        head, again = batch.start(raw.stream)
        raw = replace(raw, stream=again)
        form = _looks_like(head)
    yield from form.read(raw, options)


def read_page(page: Page, origin: str, options: Options) -> Iterator[Captured | Failed]:
    """Read what was fetched from an address.

    Raises:
        Refused: it is in no format that can be read.
    """
    name = PurePosixPath(urlsplit(page.url).path).name
    form = BY_MEDIA_TYPE.get(page.media_type)
    if form is None and page.media_type not in ("", "application/octet-stream", "binary/octet-stream"):
        raise Refused(f"Is {page.media_type}, which cannot be read: save its text as .txt and add that.")
    if form is None or form is TEXT:
        # many servers send every file as plain text, and some say nothing: then the name tells more
        form = by_name(name) or form
    raw = Raw(origin, io.BytesIO(page.data), len(page.data), page.charset, page.url, page.notes)
    yield from form.read(raw, options) if form else read(raw, options)


def count(path: Path) -> int | None:
    """How many items a file has, or None where that cannot be known cheaply."""
    form = by_name(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None  # a pipe can be read only once
        with path.open("rb") as stream:
            if form is None:
                form = _looks_like(batch.start(stream)[0])
                stream.seek(0)
            return form.count(stream)
    except OSError:
        return 1  # it will be one failed item


def _looks_like(head: bytes) -> Format:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") and not head.startswith(b"{\\rtf"):
        return JSON if head.strip() == b"{" else JSONL
    return HTML if _LOOKS_LIKE_HTML.match(head) else TEXT
