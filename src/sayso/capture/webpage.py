"""Web pages: the main text, and what the page states about it, by trafilatura; when it was published, by its marks alone."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from typing import Any

from sayso.capture.decode import decode
from sayso.capture.items import Captured, Failed, Options, Raw, Refused
from sayso.capture.pagedate import published
from sayso.capture.report import make_report, with_title

# Far above any real article (a long one has some 10,000); above it extraction takes minutes.
_MOST_ELEMENTS = 100_000
_SHORT = 200
# Of one tag: the time to parse its attributes grows with the square of their number.
_MOST_WORDS = 5_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_CLOSED_HTML = re.compile(r"(<html\b[^<>]*)/>", re.I)  # which would leave all that follows outside the page
_STATED = ("title", "author", "sitename", "hostname", "url")
_TOO_MANY = "Has too many elements for an article: save its text as .txt and add that."
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
_OWN = re.compile(r"<meta\b[^<>]*\bname\s*=\s*[\"']?generator\b[^<>]*\bcontent\s*=\s*[\"']?sayso\b", re.I)

# Their complaints about a page are told in our notes; without a handler Python prints them on the terminal.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read(raw: Raw, options: Options) -> Iterator[Captured | Failed]:
    """Give the one report in a web page: its title, a blank line, its main text.

    Raises:
        Refused: too big, too many elements, no text in it, not text at all, or a page that Sayso made.
    """
    data = raw.whole(options.limit)
    page, notes = decode(data, raw.charset or declared(data))
    if not page.strip():
        raise Refused("Is empty: leave it out, or save the page again.")
    if _OWN.search(page[:8192]):
        raise Refused("Is a dossier that Sayso made of a ledger, and no report: add the reports that it lists.")
    if page.count("<") > 4 * _MOST_ELEMENTS or any(
        len(tag[0].split()) > _MOST_WORDS for tag in _LONG_TAG.finditer(page)
    ):
        raise Refused(_TOO_MANY)  # before any parsing
    found, text, more = _extract(page, raw.url)
    try:
        report = make_report(
            with_title(found["title"], text),
            data,
            media_type="text/html",
            outlet=options.outlet or found.get("sitename") or found.get("hostname"),
            published=options.published or found.get("published"),
            title=found["title"],
            author=found.get("author"),
            url=raw.url or found.get("url"),
            language=found.get("language"),
            notes=raw.notes + notes + more,
        )
    except ValueError as error:
        raise Refused(str(error)) from None
    yield Captured(report, data, raw.origin)


def declared(data: bytes) -> str | None:
    """The encoding that a page states at its head, or None."""
    match = _CHARSET.search(data[:8192]) or _XML_CHARSET.match(data[:512])
    return match[1].decode("ascii") if match else None


def _extract(page: str, url: str | None) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """What is stated about the page, its text, and notes."""
    import trafilatura  # imported late: it takes longer than all the rest together

    tree = _tree(page)
    # both before the extractor, which may take things out
    language, date = tree.get("lang") or tree.get("xml:lang") or "", published(tree)
    document: Any = None
    # a page that the extractor stumbles over still has words in it, which are taken below
    with contextlib.suppress(ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        document = trafilatura.bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            # its date is not used: it may be that of an event
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    found = {key: str(getattr(document, key, None) or "") for key in _STATED}
    found |= {"language": language, "published": date or ""}
    # one block a line; with a blank line between them they stand as in any other text
    blocks = [line for line in str(getattr(document, "text", None) or "").split("\n") if line.strip()]
    if text := "\n\n".join(blocks):
        short = f"Only {len(text)} characters of main text were found: check that this is the article and not a notice."
        return found, text, (short,) if len(text) < _SHORT else ()
    text = trafilatura.html2txt(_tree(page))  # a fresh one: the extractor may have taken things out of the other
    if not text.strip():
        raise Refused("Has no text in it (it may need a browser to build it): save the text as .txt and add that.")
    return found, text, ("The main text could not be told from the rest, so all words of the page were taken.",)


def _tree(page: str) -> Any:
    """The page as a tree.

    Raises:
        Refused: it is none, has too many elements, or is nested so deeply that words would be lost.
    """
    from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]

    # "huge" lifts the bounds on a paragraph (10 MB) and on depth (from 256 to 2048); the file's size is bounded already
    page = _CLOSED_HTML.sub(r"\1>", _NOT_IN_XML.sub("", page), count=1)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise Refused("Is not a web page that can be read: save its text as .txt and add that.") from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise Refused("Is nested too deeply to be read as a whole: save its text as .txt and add that.")
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise Refused(_TOO_MANY)
    return tree
