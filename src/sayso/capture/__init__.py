"""The first station: bytes, files and addresses become reports, kept exactly as published.

The door is :func:`capture`, which takes paths, folders, addresses and ``-`` and gives one :class:`Captured` or one
:class:`Failed` for each item in them, and :func:`count`, which says beforehand how many items to expect.

A new input format is one new module with a ``read`` function and one line in ``formats.FORMATS``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from sayso.capture import files, formats
from sayso.capture.items import Captured, Failed, Options, Raw, Refused, Stream, shown
from sayso.capture.report import make_report

__all__ = ["Captured", "Failed", "capture", "count", "make_report"]


def capture(
    sources: Iterable[str | Path],
    *,
    outlet: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] | None = None,
    limit: int = 20_000_000,
    allow_private: bool = False,
    timeout: float = 20.0,
) -> Iterator[Captured | Failed]:
    """Capture every report in the sources, in their order, one at a time.

    Args:
        sources: paths of files and folders, ``http://`` and ``https://`` addresses, and ``-`` for standard input.
        outlet: who published it. Wins over what a single file or page says; fills gaps in the rows of a batch.
        published: publication date; same rule.
        columns: what a batch calls the fields, e.g. ``{"text": "body", "published": "date"}``.
        limit: the most bytes that one report (a file, a page, one row of a batch) may have.
        allow_private: whether addresses inside private networks may be fetched.
        timeout: the most seconds that fetching one address may take, redirects included.

    Yields:
        A Captured for each report, a Failed for each item that could not be taken. A bad item never raises.

    Raises:
        ValueError: at once, if an option makes no sense (an unknown field in ``columns``, a date that is none).
    """
    options = Options.checked(outlet, published, columns, limit, allow_private, timeout)
    return _capture(_listed(sources), options)


def count(sources: Iterable[str | Path]) -> int | None:
    """How many items :func:`capture` will give, for a progress bar; cheap, so an estimate.

    Args:
        sources: as for :func:`capture`; an iterator would be used up, so give a list.

    Returns:
        Rows of batches plus files plus addresses, or None where nobody can know without reading it all.
    """
    total = 0
    for source in _listed(sources):
        if source == "-":
            return None
        if isinstance(source, str) and (source == "" or files.scheme(source)):
            total += 1
            continue
        for found in files.find(Path(source)):
            items = 1 if isinstance(found, Failed) else formats.count(found)
            if items is None:
                return None
            total += items
    return total


def _listed(sources: Iterable[str | Path]) -> Iterable[str | Path]:
    """A single path, given without a list round it, is one source and not a row of letters."""
    return [sources] if isinstance(sources, (str, os.PathLike)) else sources


def _capture(sources: Iterable[str | Path], options: Options) -> Iterator[Captured | Failed]:
    for source in sources:
        if source == "":  # as a path it would be the folder that we stand in
            yield Failed("", "Is no path: check it.")
        elif source == "-":
            yield from _guarded("-", _stdin(options))
        elif isinstance(source, str) and files.scheme(source):
            yield from _guarded(shown(source), _address(source, options))
        else:
            for found in files.find(Path(source)):
                if isinstance(found, Failed):
                    yield found
                else:
                    yield from _guarded(shown(found), _file(found, options))


def _guarded(origin: str, items: Iterator[Captured | Failed]) -> Iterator[Captured | Failed]:
    """The items; whatever goes wrong between them is one more failed item and not the end of the run."""
    try:
        yield from items
    except Refused as refused:
        yield Failed(origin, str(refused))
    except OSError as error:
        yield Failed(origin, files.why(error))
    except Exception as error:  # the last resort: thousands of other items wait behind this one
        what = f"{type(error).__name__}: {error}"
        yield Failed(origin, f"Could not be read ({what}): save its text as .txt and add that.")


def _file(path: Path, options: Options) -> Iterator[Captured | Failed]:
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        yield from formats.read(Raw(shown(path), stream, size=size), options, name=path.name)


def _stdin(options: Options) -> Iterator[Captured | Failed]:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise Refused("There is no standard input to read; give a path instead of '-'.")
    yield from formats.read(Raw("-", cast(Stream, stream)), options)


def _address(url: str, options: Options) -> Iterator[Captured | Failed]:
    if files.scheme(url) not in ("http", "https"):
        raise Refused("Only http:// and https:// addresses can be fetched; download it and add the file.")
    from sayso.capture import web  # imported late: whoever adds files needs no HTTP client

    page = web.fetch(url, limit=options.limit, timeout=options.timeout, allow_private=options.allow_private)
    yield from formats.read_page(page, shown(url), options)
