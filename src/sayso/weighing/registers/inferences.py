"""Inferences: what a writer openly concludes, with the claims beside it that it may rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ...records import Attribution, Claim, Link, Reading, Span
from .page import Page, hull

BEFORE = 2  # sentences before the inference whose claims are offered


@dataclass(frozen=True, slots=True)
class Premise:
    """A claim offered as what an inference may rest on: how many sentences before it stands (0: in the same)."""

    claim: str
    type: str
    words: str
    span: Span
    sentence: Span
    before: int
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Inference:
    """One open conclusion.

    Attributes:
        id: of the attribution (``REPORT.a7``). ``who``: whose it is, the last of ``chain``.
        cue: the words that mark it as a conclusion. ``words``: what is concluded, from first to last word; ``content`` its pieces.
        concludes: ids of the claims in its content. ``rests_on``: claims beside it; that it does rest on them nobody says.
    """

    id: str
    report: str
    outlet: str | None
    published: str | None
    who: str
    cue: str | None
    cue_span: Span | None
    words: str
    span: Span
    content: tuple[Span, ...]
    sentence: Span
    chain: tuple[Link, ...]
    concludes: tuple[str, ...]
    rests_on: tuple[Premise, ...]


def inferences(reading: Reading, everyone: bool = False) -> tuple[Inference, ...]:
    """The inferences of a report's writer, in text order.

    Args:
        reading: of one report.
        everyone: also those of the sources that it quotes.

    Returns:
        Each with the claims in its own and the two preceding sentences, save those in its content, which are what it concludes.
    """
    page = Page(reading)
    its = [a for a in reading.attributions if a.kind == "infer" and (a.author or everyone) and a.content]
    numbers = [page.number(c.span[0]) for c in page.claims]
    found = [_inference(page, a, numbers) for a in its]
    return tuple(sorted(found, key=lambda i: (i.span, i.id)))


def _inference(page: Page, a: Attribution, numbers: list[int]) -> Inference:
    span = hull(a) or (0, len(page.text))
    at = page.number(min(span[0], a.cue[0] if a.cue else span[0]))
    last = page.number(max(span[1], a.cue[1] if a.cue else span[1]) - 1)
    close = range(bisect_left(numbers, at - BEFORE), bisect_right(numbers, last))
    inside = tuple(page.claims[n].id for n in close if _holds(a, page.claims[n].span))
    near = [(page.claims[n], max(0, at - numbers[n])) for n in close if page.claims[n].id not in inside]
    return Inference(
        id=page.id(a.id), report=page.report.id, outlet=page.report.outlet, published=page.report.published, who=page.chain(a)[-1].source,
        cue=page.words(a.cue), cue_span=a.cue, words=" ".join(page.text[slice(*span)].split()), span=span, content=a.content,
        sentence=page.sentence(at), chain=page.chain(a), concludes=inside, rests_on=tuple(_premise(c, n) for c, n in near),
    )  # fmt: skip


def _holds(a: Attribution, span: Span) -> bool:
    return any(s <= span[0] and span[1] <= e for s, e in a.content)


def _premise(c: Claim, before: int) -> Premise:
    return Premise(c.id, c.type, c.words, c.span, c.sentence, before, c.chain)
