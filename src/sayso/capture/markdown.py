"""Markdown: verbatim like plain text, except that front matter is read as what is stated about the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.capture.decode import decode
from sayso.capture.items import Captured, Failed, Options, Raw, Refused
from sayso.capture.report import make_report, with_title

_FRONT = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*", re.S)
_PAIR = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(\S.*)")
_KEY = re.compile(r"\w[\w.-]*[ \t]*:(?:[ \t]+(.*))?")

# what sites call it -> what it is called here
_KEYS = {
    "title": "title",
    "author": "author",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "publisher": "outlet",
    "source": "outlet",
    "url": "url",
    "link": "url",
    "lang": "language",
    "language": "language",
}


def read(raw: Raw, options: Options) -> Iterator[Captured | Failed]:
    """Give the one report in a Markdown file.

    Raises:
        Refused: too big, empty, or not text.
    """
    data = raw.whole(options.limit)
    text, notes = decode(data, raw.charset)
    stated: dict[str, str] = {}
    front = _FRONT.match(text)
    if front and _is_front_matter(front[1]):
        stated = _front_matter(front[1])
    if front and stated:  # otherwise it is a rule across the page and belongs to the text
        body = text[front.end() :]
        heading = stated.get("title", "")
        text = body if body.startswith(f"# {heading}") else with_title(heading, body)
        notes += ("What stands between the --- lines at its head was read as statements about it, not as its text.",)
    try:
        report = make_report(
            text,
            data,
            media_type="text/markdown",
            outlet=options.outlet or stated.get("outlet"),
            published=options.published or stated.get("published"),
            title=stated.get("title"),
            author=stated.get("author"),
            url=raw.url or stated.get("url"),
            language=stated.get("language"),
            notes=raw.notes + notes,
        )
    except ValueError as error:
        raise Refused(str(error)) from None
    yield Captured(report, data, raw.origin)


def _is_front_matter(block: str) -> bool:
    """Whether a block between rules is YAML in every line, and not text in which one line happens to look like it.

    It begins with a key. Then come other keys, what is indented, comments, and lists behind keys that have no value.
    """
    begun = listing = False
    for line in filter(None, map(str.rstrip, block.split("\n"))):
        if pair := _KEY.fullmatch(line):
            begun, listing = True, not pair[1]
        elif line.startswith("-"):
            if not listing or not re.match(r"-(?:[ \t]|$)", line):
                return False
        elif not begun or line[0] not in " \t#":
            return False
    return begun


def _front_matter(block: str) -> dict[str, str]:
    """The plain ``key: value`` lines of a YAML block; all that is needed of YAML here."""
    stated: dict[str, str] = {}
    for line in block.split("\n"):
        pair = _PAIR.fullmatch(line)
        if pair and (key := _KEYS.get(pair[1].lower())):
            value = pair[2].rstrip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            stated.setdefault(key, value)
    return stated
