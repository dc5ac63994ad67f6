"""When a web page was published, as far as it is marked as that. Any other date on it may be that of an event."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sayso.capture.dates import parse_date

# Names of meta elements, in lower case and with a point for any other mark: article:published_time is article.published.time.
_META = frozenset((
    "article.published.time", "article.published", "article.publicationdate", "og.article.published.time", "og.published.time",
    "datepublished", "date.published", "schema.datepublished", "rnews.datepublished", "published", "published.date", "published.time",
    "publisheddate", "publish.date", "publishdate", "pubdate", "pub.date", "bt.pubdate", "parsely.pub.date", "publication.date", "publicationdate",
    "originalpublicationdate", "citation.publication.date", "citation.date", "sailthru.date", "cxenseparse.recs.publishtime", "date",
    "dc.date", "dc.date.issued", "dc.date.published", "dc.date.publication", "dc.issued", "dcterms.date", "dcterms.issued",
))  # fmt: skip
# Classes of elements that hold the date of what stands on the page, as blog engines and microformats have them.
_CLASSES = frozenset((
    "published", "dt-published", "entry-published", "entry-date", "post-date", "article-date", "pubdate", "pub-date", "publish-date",
    "published-date", "published-time", "published-at", "publication-date", "date-published",
))  # fmt: skip
_ARTICLE = re.compile(r"(?:Article|Posting|Report|CreativeWork)$")
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{4,60})"')
_LD_MOST = 1_000  # objects of one script: far more than a page about one thing has
# No date has more characters, or more pieces of text with elements between them.
_LONGEST = 60
_PIECES = 8
_SPACED = 1_000  # characters with the white space that pages have between them
# Inside these are dates of other things: links to other reports, and what readers write.
_ELSEWHERE = frozenset(("aside", "nav", "footer"))
_COMMENT = re.compile(r"comment", re.I)
_MOST = 500  # marked elements looked at


def published(tree: Any) -> str | None:
    """The date of publication as the page states it, not yet read.

    Args:
        tree: the page, as lxml has it.

    Returns:
        The first date that can be read of those in its meta elements, in JSON-LD, in microdata, and in elements whose class or ``pubdate`` says so; otherwise the first that cannot; None where nothing is marked.
    """
    sources: tuple[Callable[[Any], Iterable[str]], ...] = (_metas, _linked_data, _properties, _marked)
    unread: str | None = None
    for value in (value for source in sources for value in source(tree)):
        if parse_date(value)[0]:
            return value
        unread = unread or value.strip() or None
    return unread


def _metas(tree: Any) -> Iterator[str]:
    for meta in islice(filter(_is_dated, tree.iter("meta")), _MOST):
        if not _elsewhere(meta):
            yield meta.get("content") or ""


def _is_dated(meta: Any) -> bool:
    names = (meta.get("property") or "", meta.get("name") or "")
    return any(re.sub(r"[^a-z]", ".", name.strip().lower()) in _META for name in names)


def _linked_data(tree: Any) -> list[str]:
    """What the articles among the objects of JSON-LD say, or else the page itself."""
    articles: list[str] = []
    pages: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        try:
            found = list(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):  # no JSON, as on many pages, but the date may be plain
            articles += _LD_DATE.findall(text)[:_MOST]
            continue
        for kinds, date in found:
            if any(map(_ARTICLE.search, kinds)):
                articles.append(date)
            elif any(kind.endswith("Page") for kind in kinds):
                pages.append(date)
    return _agreed(articles) or _agreed(pages)


def _objects(value: Any) -> Iterator[tuple[list[str], str]]:
    """Types and date of each object that is about the page: the outermost ones, and what they name as their main thing."""
    waiting = [value]
    for _ in range(_LD_MOST):
        if not waiting:
            return
        here = waiting.pop()
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            waiting.extend(here[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in here)
            kinds = here.get("@type")
            date = here.get("datePublished")
            if isinstance(date, str):
                yield [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)], date


def _properties(tree: Any) -> list[str]:
    """Microdata and RDFa: elements whose property is ``datePublished``."""
    found = tree.xpath("//*[@itemprop or @property]")
    return _of_article(
        tree,
        (
            e
            for e in found
            if "datepublished" in re.split(r"[\s:/]+", f"{e.get('itemprop')} {e.get('property')}".lower())
        ),
    )


def _marked(tree: Any) -> list[str]:
    """Times with ``pubdate``, and elements whose class says that they hold the date of publication."""
    found = tree.xpath("//body//*[@class or @pubdate]")
    return _of_article(
        tree,
        (
            e
            for e in found
            if (e.tag == "time" and "pubdate" in e.attrib) or _CLASSES & set((e.get("class") or "").lower().split())
        ),
    )


def _of_article(tree: Any, elements: Iterable[Any]) -> list[str]:
    """The dates of elements if they agree: those of the article that has the heading, where there are any."""
    heading = next(tree.iter("h1"), None)
    home = _article(heading) if heading is not None else None
    dated = [(e, value) for e in islice(elements, _MOST) if not _elsewhere(e) and (value := _value(e))]
    return _agreed([value for e, value in dated if _article(e) is home]) or _agreed([value for _, value in dated])


def _article(element: Any) -> Any:
    """The innermost article round an element, or None."""
    return next(element.iterancestors("article"), None)


def _elsewhere(element: Any) -> bool:
    """Whether an element stands in what is not the report: beside it, below it, or in a comment. The foot of an article is part of it."""
    return any(
        (above.tag in _ELSEWHERE and not (above.tag == "footer" and _article(above) is not None))
        or _COMMENT.search(f"{above.get('itemprop')} {above.get('itemtype')}")
        for above in element.iterancestors()
    )


def _value(element: Any) -> str | None:
    """The date that an element has, for machines or in words; None where it holds more than a date, or none."""
    pieces = list(islice(element.itertext(), _PIECES + 1))
    words = "".join(pieces) if len(pieces) <= _PIECES and sum(map(len, pieces)) < _SPACED else ""
    written = (*map(element.get, ("datetime", "content", "title")), words)
    stated = (" ".join(value.split()) for value in written if value and len(value) < _SPACED)
    dates = [value for value in stated if len(value) <= _LONGEST and re.search("[0-9]", value)]
    return next((value for value in dates if parse_date(value)[0]), dates[0] if dates else None)


def _agreed(values: list[str]) -> list[str]:
    """The values, if all that can be read name one day; none if they name several, of which nobody knows which is meant."""
    return values if len({day for value in values if (day := parse_date(value)[0])}) <= 1 else []
