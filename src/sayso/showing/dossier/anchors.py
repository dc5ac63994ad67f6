"""Words in the texts that something on the page leads to: those of a claim, or any others, which get an anchor of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...records import Span

_QUOTED = 160  # characters of the words shown


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report: what is shown of them, and where they stand on the page (``#m12`` a claim, ``#w3-120-145`` others; "" not on it)."""

    text: str
    href: str = ""


@dataclass(slots=True)
class _Text:
    """One report's text: its number on the page, its offsets as JavaScript counts them, its claims by span, the anchors asked for."""

    number: int
    text: str
    unit: Callable[[int], int]
    claims: dict[Span, int] = field(default_factory=dict)
    asked: dict[Span, str] = field(default_factory=dict)


class Anchors:
    """The texts on the page, and the places in them that are led to."""

    def __init__(self) -> None:
        self._texts: dict[str, _Text] = {}

    def open(self, report: str, number: int, text: str, unit: Callable[[int], int]) -> None:
        """Make a report's text known.

        Args:
            report: its id. ``number``: on the page. ``text``: its text.
            unit: from Python offsets to those of JavaScript (``marks.utf16``).
        """
        self._texts[report] = _Text(number, text, unit)

    def claim(self, report: str, span: Span, number: int) -> None:
        """Make a claim's words known; of several with the same words the first counts."""
        self._texts[report].claims.setdefault(span, number)

    def number(self, report: str) -> int | None:
        """The number of a report on the page; None when it is not on it."""
        found = self._texts.get(report)
        return None if found is None else found.number

    def words(self, report: str, span: Span | None, shown: str | None = None) -> Words:
        """Words of a report, with where they stand.

        Args:
            report: its id; of one that is not on the page the words lead nowhere.
            span: where they stand.
            shown: the words, if other than those that stand there.
        """
        its = self._texts.get(report)
        if its is None or span is None:
            return Words(shorten(shown or ""))
        start, end = (min(max(0, at), len(its.text)) for at in span)
        text = shorten(its.text[start:end] if shown is None else shown)
        if (start, end) in its.claims:
            return Words(text, f"#m{its.claims[start, end]}")
        name = its.asked.setdefault((start, end), f"w{its.number}-{its.unit(start)}-{its.unit(end)}")
        return Words(text, f"#{name}")

    def asked(self, report: str) -> list[tuple[int, str]]:
        """The anchors of a report: where they stand, and their ids, in text order."""
        return [(span[0], name) for span, name in sorted(self._texts[report].asked.items())]


def shorten(words: str, most: int = _QUOTED) -> str:
    """Words on one line, with an ellipsis where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
