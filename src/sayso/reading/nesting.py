"""Who is quoted inside whose words: chains of attributions from spans alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from ..records import Attribution, Span

_CELL = 512  # characters


class Nearby:
    """Numbered spans by where they stand, so that a span need not be held against all others of a long report."""

    def __init__(self, spans: Iterable[tuple[int, Span]]) -> None:
        """File each ``(number, span)``; a number may have several spans."""
        self._cells: dict[int, list[int]] = {}
        for number, (start, end) in spans:
            for cell in range(start // _CELL, end // _CELL + 1):
                self._cells.setdefault(cell, []).append(number)

    def near(self, *spans: Span) -> list[int]:
        """The numbers of all that touch one of some spans, in order, and of some others near by."""
        cells = {cell for start, end in spans for cell in range(start // _CELL, end // _CELL + 1)}
        return sorted({number for cell in cells for number in self._cells.get(cell, ())})


def quoted(attributions: Sequence[Attribution]) -> Nearby:
    """Where the contents of attributions stand, by their number in the sequence."""
    return Nearby((n, part) for n, a in enumerate(attributions) for part in a.content)


def nest(
    attributions: list[Attribution], outlets: Sequence[Span] = (), text: str = "", doubtful: Container[str] = ()
) -> tuple[Attribution, ...]:
    """Set ``inside`` of every attribution that stands inside another.

    Two forms: the inner source and cue stand in the content of the outer ("SANA said a detainee revealed X"), or both share their content
    ("SANA quoted a detainee as saying X"), where the one that is cited is the inner one, or the outlet the outer, or else the one named first.

    Args:
        attributions: of one report.
        outlets: spans of the names of outlets.
        text: of the report; without it, words are not looked at.
        doubtful: ids of attributions that the reader is not sure of. One of these that quotes a pronoun ("it expected more") or nobody ("is thought
            to") is left where it stands.

    Returns:
        The same attributions in the same order; where several could hold one, the innermost does.
    """
    contents = quoted(attributions)
    outlets = sorted(outlets)
    into: dict[str, str] = {}
    for inner in sorted(attributions, key=lambda a: (a.cue or a.content[0], a.id)):
        # what holds its cue or shares its content has content where these stand
        where = inner.content if inner.cue is None else (inner.cue, *inner.content)
        near = [attributions[n] for n in contents.near(*where)]
        around = [
            a for a in near
            if a.id != inner.id and not (inner.id in doubtful and _weak(inner, a, text))
            and ((_inside(inner, a) and not (_cited(a, text) and _shared(a, inner, outlets, text))) or _shared(inner, a, outlets, text))
        ]  # fmt: skip
        # crossing contents could put each of two into the other: the first one stays outside
        around = [a for a in around if not _leads(a.id, inner.id, into)]
        best = min(around, key=lambda a: (_size(a), -(a.cue or (0, 0))[0]), default=None)
        if best is not None:
            into[inner.id] = best.id
    return tuple(replace(a, inside=into[a.id]) if a.id in into else a for a in attributions)


def _leads(start: str, end: str, into: Mapping[str, str]) -> bool:
    """Whether what stands outside of one attribution, and outside of that, comes to another."""
    at: str | None = start
    while at is not None and at != end:
        at = into.get(at)
    return at == end


def _size(attribution: Attribution) -> int:
    return sum(e - s for s, e in attribution.content)


_PRONOUN = re.compile(r"(?:he|she|it|they|them|i|we)$", re.I)
_TELLS = re.compile(r"\b(?:report|told|tells?|say|said|alleg|claim|rumou?r|accus|warn)", re.I)
_RIGHT_AFTER = 25  # characters; of 20 such pairs in the annotated reports 17 are nested, of 74 others one
_CITES = re.compile(r"(?:citing|cites?|cited|quoting)$", re.I)


def _weak(inner: Attribution, outer: Attribution, text: str) -> bool:
    """Whether the inner one may be no other voice: it has a pronoun for its source, which may be the outer one, or nobody's belief ("is thought to")."""
    if inner.source is None:
        return inner.cue is None or _TELLS.search(text, *inner.cue) is None
    if outer.source is None or not _PRONOUN.match(text[slice(*inner.source)]):
        return False
    return _PRONOUN.match(text[slice(*outer.source)]) is None


def _cited(one: Attribution, text: str) -> bool:
    """Whether a source is what another cites ("citing a medic")."""
    return (
        bool(text)
        and one.cue is not None
        and one.source is not None
        and one.cue[1] <= one.source[0]
        and bool(_CITES.match(text[slice(*one.cue)]))
    )


def _shared(inner: Attribution, outer: Attribution, outlets: Sequence[Span], text: str) -> bool:
    """Whether both say the same words and ``outer`` passes on what ``inner`` said. ``outlets`` are sorted."""
    if inner.cue is None or outer.cue is None or inner.cue == outer.cue or inner.author or outer.author:
        return False
    if inner.source is None or outer.source is None or inner.source == outer.source:
        return False
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in inner.content for b in outer.content)
    if common < 0.8 * max(_size(inner), _size(outer)):
        return False
    if (inner.kind == "deny") != (outer.kind == "deny"):
        # "the army denied rebel claims that ..."; but who "accused them, a charge denied by the army" stands beside the army
        begins = min(inner.source[0], inner.cue[0])
        return outer.kind == "deny" and 0 <= begins - outer.cue[1] <= _RIGHT_AFTER
    if _cited(inner, text) != _cited(outer, text):
        return _cited(inner, text)
    first, second = _names_one(inner.source, outlets), _names_one(outer.source, outlets)
    return second if first != second else outer.cue < inner.cue


def _names_one(source: Span, outlets: Sequence[Span]) -> bool:
    """Whether the name of an outlet stands in a source."""
    for at in range(bisect_left(outlets, (source[0], 0)), len(outlets)):
        if outlets[at][0] >= source[1]:
            break
        if outlets[at][1] <= source[1]:
            return True
    return False


def _inside(inner: Attribution, outer: Attribution) -> bool:
    if inner.cue is None or inner.cue == outer.cue:
        return False
    if inner.source is not None and inner.source == outer.source:
        return False
    if _size(inner) >= _size(outer):
        return False
    return any(_within(inner.cue, part) for part in outer.content) and all(
        any(_within(part, c) for c in outer.content) for part in inner.content[:1]
    )


def _within(a: Span, b: Span) -> bool:
    return b[0] <= a[0] and a[1] <= b[1]
