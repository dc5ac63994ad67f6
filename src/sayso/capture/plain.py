"""Plain text: the decoded bytes are the report."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.capture.decode import decode
from sayso.capture.items import Captured, Failed, Options, Raw, Refused
from sayso.capture.report import make_report


def read(raw: Raw, options: Options) -> Iterator[Captured | Failed]:
    """Give the one report in a text file, verbatim.

    Raises:
        Refused: too big, empty, or not text.
    """
    data = raw.whole(options.limit)
    text, notes = decode(data, raw.charset)
    try:
        report = make_report(
            text,
            data,
            outlet=options.outlet,
            published=options.published,
            url=raw.url,
            notes=raw.notes + notes,
        )
    except ValueError as error:
        raise Refused(str(error)) from None
    yield Captured(report, data, raw.origin)
