"""A report's text with its claims marked in place. All slicing is done here; the page gets UTF-16 offsets where it needs any."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...records import Span
from ..safe import marked_up, visible


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of one claim: its number on the page, where they stand, a name for people, and classes for the eye."""

    number: int
    span: Span
    name: str
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mark that nests properly in the pieces round it; all of the mark unless marks cross."""

    mark: Mark
    start: int
    end: int
    first: bool


def render(text: str, marks: Iterable[Mark], headline: int = 0, anchors: Sequence[tuple[int, str]] = ()) -> Markup:
    """A report's text as HTML.

    Args:
        text: of the report.
        marks: of its claims; they may nest, coincide and cross.
        headline: so many characters at the start are the headline.
        anchors: offsets and ids of empty elements that links from elsewhere lead to, in order.

    Returns:
        HTML whose text is ``text`` (but for the signs of ``safe.visible``). Each mark is a ``<mark id="mN">``, cut into several
        where marks cross; its own words are links to ``#cN``. A mark all of whose words belong to marks within gets a link
        without words.
    """
    every = [_inside(m, len(text)) for m in marks]
    pieces = nest(every)
    source = _Source(text, anchors)
    if not headline or any(p.start < headline < p.end for p in pieces):
        return Markup("").join(_html(source, pieces, 0, len(text)))
    above, below = [p for p in pieces if p.end <= headline], [p for p in pieces if p.start >= headline]
    return Markup('<b class="headline">{}</b>{}').format(
        Markup("").join(_html(source, above, 0, headline)), Markup("").join(_html(source, below, headline, len(text)))
    )


class _Source:
    """A text with the anchors that stand in it."""

    def __init__(self, text: str, anchors: Sequence[tuple[int, str]]) -> None:
        self._text = text
        between = {at for at, _ in anchors if text[at - 1 : at + 1] == "\r\n"}  # a line end is not taken apart
        self._anchors = [(at - (at in between), name) for at, name in anchors]
        self._at = [at for at, _ in self._anchors]

    def between(self, start: int, end: int) -> Markup:
        """A stretch as HTML; an anchor at the very end of the text belongs to its last stretch."""
        to = len(self._at) if end == len(self._text) else bisect_left(self._at, end)
        parts: list[Markup] = []
        done = start
        for at, name in self._anchors[bisect_left(self._at, start) : to]:
            parts += [marked_up(self._text[done:at]), Markup('<i id="{}" class="w"></i>').format(name)]
            done = at
        return Markup("").join([*parts, marked_up(self._text[done:end])])


def _inside(mark: Mark, size: int) -> Mark:
    start, end = (min(max(0, x), size) for x in mark.span)
    return Mark(mark.number, (start, max(start, end)), mark.name, mark.classes)


def nest(marks: Iterable[Mark]) -> list[Piece]:
    """Marks cut so that each piece lies wholly in or outside every other; in order, the outer before the inner."""
    waiting = [(m.span[0], -m.span[1], m.number, True, m) for m in marks]
    heapq.heapify(waiting)
    found: list[Piece] = []
    around: list[int] = []  # ends of the pieces that are open
    while waiting:
        start, end, number, first, mark = heapq.heappop(waiting)
        end = -end
        while around and around[-1] <= start:
            around.pop()
        if around and end > around[-1]:
            heapq.heappush(waiting, (around[-1], -end, number, False, mark))
            end = around[-1]
        found.append(Piece(mark, start, end, first))
        around.append(end)
    return found


def _html(source: _Source, pieces: Sequence[Piece], start: int, end: int) -> Iterator[Markup]:
    worded = {p.mark.number for p, _, _ in _runs(pieces, start, end) if p is not None}
    seen: set[int] = set()
    at = start
    for step, piece, to in _steps(pieces, end):
        if at < to:
            yield _words(source.between(at, to), step, seen)
            at = to
        if piece is None:
            yield Markup("</mark>")
        else:
            yield _open(piece, piece.mark.number not in worded)
    if at < end:
        yield source.between(at, end)


def _steps(pieces: Sequence[Piece], end: int) -> Iterator[tuple[Piece | None, Piece | None, int]]:
    """Where pieces open (the second is the piece) and close (None), each with the innermost piece before that point."""
    around: list[Piece] = []
    for piece in pieces:
        while around and around[-1].end <= piece.start:
            yield around[-1], None, around[-1].end
            around.pop()
        yield (around[-1] if around else None), piece, piece.start
        around.append(piece)
    while around:
        yield around[-1], None, around[-1].end
        around.pop()


def _runs(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[Piece | None, int, int]]:
    """Stretches of text, each with the innermost piece that holds it."""
    at = start
    for inner, _, to in _steps(pieces, end):
        if at < to:
            yield inner, at, to
            at = to


def _words(words: Markup, piece: Piece | None, seen: set[int]) -> Markup:
    if piece is None:
        return words
    number = piece.mark.number
    again = Markup(' tabindex="-1"') if number in seen else ""  # one stop for one claim
    seen.add(number)
    return Markup('<a href="#c{}"{}>{}</a>').format(number, again, words)


def _open(piece: Piece, bare: bool) -> Markup:
    mark = piece.mark
    if not piece.first:
        return Markup('<mark data-m="{}" class="{}">').format(mark.number, mark.classes)
    also = Markup('<a class="also" href="#c{}" aria-label="also claim {}"></a>').format(mark.number, visible(mark.name))
    opened = Markup('<mark id="m{}" data-name="{}"{}>').format(
        mark.number, visible(mark.name), Markup(' class="{}"').format(mark.classes) if mark.classes else ""
    )
    return opened + also if bare else opened


def utf16(text: str) -> Callable[[int], int]:
    """From Python offsets into a text to offsets as JavaScript counts them (astral characters are two units)."""
    if text.isascii():
        return int
    astral = [n for n, c in enumerate(text) if ord(c) > 0xFFFF]
    return lambda offset: offset + bisect_left(astral, offset)
