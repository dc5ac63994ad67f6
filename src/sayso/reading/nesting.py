"""Who is quoted inside whose words: chains of attributions from spans alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..records import Attribution, Span


def nest(attributions: list[Attribution], outlets: Sequence[Span] = ()) -> tuple[Attribution, ...]:
    """Set ``inside`` of every attribution that stands inside another.

    Two forms: the inner source and cue stand in the content of the outer ("SANA said a detainee revealed X"), or both share their content
    ("SANA quoted a detainee as saying X"), where the outlet is the outer one or else the one named first.

    Args:
        attributions: of one report.
        outlets: spans of the names of outlets.

    Returns:
        The same attributions in the same order; where several could hold one, the innermost does.
    """
    out = []
    for inner in attributions:
        around = [a for a in attributions if a.id != inner.id and (_inside(inner, a) or _shared(inner, a, outlets))]
        best = min(around, key=lambda a: (_size(a), -(a.cue or (0, 0))[0]), default=None)
        out.append(replace(inner, inside=best.id) if best else inner)
    return tuple(out)


def _size(attribution: Attribution) -> int:
    return sum(e - s for s, e in attribution.content)


def _shared(inner: Attribution, outer: Attribution, outlets: Sequence[Span]) -> bool:
    """Whether both say the same words and ``outer`` passes on what ``inner`` said."""
    if inner.cue is None or outer.cue is None or inner.cue == outer.cue or inner.author or outer.author:
        return False
    if inner.source is None or outer.source is None or inner.source == outer.source:
        return False
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in inner.content for b in outer.content)
    if common < 0.8 * max(_size(inner), _size(outer)):
        return False

    def outlet(a: Attribution) -> bool:
        return a.source is not None and any(a.source[0] <= o[0] and o[1] <= a.source[1] for o in outlets)

    if outlet(inner) != outlet(outer):
        return outlet(outer)
    return outer.cue < inner.cue


def _inside(inner: Attribution, outer: Attribution) -> bool:
    if inner.cue is None or inner.cue == outer.cue:
        return False
    if inner.source is not None and inner.source == outer.source:
        return False
    own = sum(e - s for s, e in inner.content)
    if own >= sum(e - s for s, e in outer.content):
        return False
    return any(_within(inner.cue, part) for part in outer.content) and all(
        any(_within(part, c) for c in outer.content) for part in inner.content[:1]
    )


def _within(a: Span, b: Span) -> bool:
    return b[0] <= a[0] and a[1] <= b[1]
