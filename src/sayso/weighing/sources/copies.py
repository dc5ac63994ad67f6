"""Which claims of two reports are the same words copied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol

from ...records import Span
from .said import Said


class Copied(Protocol):
    """A passage that stands in two reports (``weighing.reuse`` finds them)."""

    @property
    def report(self) -> str:
        """Id of one report."""

    @property
    def span(self) -> Span:
        """Where the passage stands in it."""

    @property
    def other(self) -> str:
        """Id of the other."""

    @property
    def other_span(self) -> Span:
        """Where it stands there."""


def pairs(claims: Sequence[Said], reuse: Iterable[Copied]) -> list[tuple[Said, Said]]:
    """Claims of two reports that are one claim in copied words: same layer and type (of tolls also the same figure, which whoever copied may have changed; of events, where no type fits, the nearest), at about the same place of the passage.

    Args:
        claims: of any number of reports.
        reuse: passages; one whose reports are not both among the claims says nothing.

    Returns:
        Pairs in no particular direction, each once.
    """
    of: dict[str, list[Said]] = {}
    for said in sorted(claims, key=lambda s: (s.report, s.span, s.claim)):
        of.setdefault(said.report, []).append(said)
    out: dict[tuple[str, str], tuple[Said, Said]] = {}
    for passage in reuse:
        theirs = _within(of.get(passage.other, ()), passage.other_span)
        for mine in _within(of.get(passage.report, ()), passage.span):
            twin = _twin(mine, passage.span[0], theirs, passage.other_span[0])
            if twin is not None:
                first, second = sorted((mine, twin), key=lambda s: s.claim)
                out[first.claim, second.claim] = (first, second)
    return [out[k] for k in sorted(out)]


def _within(claims: Sequence[Said], span: Span) -> list[Said]:
    start = bisect_left(claims, span[0], key=lambda s: s.span[0])
    out = []
    for said in claims[start:]:
        if said.span[0] >= span[1]:
            break
        if said.span[1] <= span[1]:
            out.append(said)
    return out


_OFF = 80  # characters by which small edits of a passage may move a claim


def _twin(mine: Said, start: int, theirs: Sequence[Said], other_start: int) -> Said | None:
    at = mine.span[0] - start
    like = [
        (abs(t.span[0] - other_start - at), t.claim, t)
        for t in theirs
        if t.layer == mine.layer and (t.type, t.who, t.low, t.high) == (mine.type, mine.who, mine.low, mine.high)
    ]
    best = min(like, key=lambda x: x[:2], default=None)
    if (
        best is None and mine.layer == "event"
    ):  # what one report calls a strike another may call shelling: the words are the same
        best = min(
            ((abs(t.span[0] - other_start - at), t.claim, t) for t in theirs if t.layer == "event"),
            key=lambda x: x[:2],
            default=None,
        )
    return best[2] if best is not None and best[0] <= _OFF else None
