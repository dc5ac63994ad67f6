"""Violations: who is said to have broken a truce, a deal or a law, and who says so. Both directions are kept alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ...records import Claim, Link, Reading, Span, Status
from .page import Page
from .parties import NOBODY, Party, Resolve, outlet, party

Stance = Literal["accuses", "denies", "ahead", "possible"]
Broken = Literal["truce", "deal", "law", "not said"]
_TRUCE = re.compile(
    r"\b(?:truces?|cease-?\s?fires?|armistice|cessation|de-?escalation|pause|calm|lull|silence regime|hostilities|quiet|hudna)\b", re.I
)  # fmt: skip
_DEAL = re.compile(
    r"\b(?:deals?|agreements?|accords?|pacts?|treaty|treaties|memorandum|understanding|bargain|negotiations?|talks|promises?|pledges?|peace)\b",
    re.I,
)
_LAW = re.compile(
    r"\b(?:laws?|rights?|conventions?|resolutions?|embargo|sovereignty|airspace|norms?|constitution|sanctions|statute|war crimes?|crimes?|charter)\b", re.I
)  # fmt: skip
_LAPSED = re.compile(
    r"\b(?:br(?:eak|eaks|oke|oken|eaking) down|collaps\w*|f(?:all|alls|ell|allen|alling) apart|unravel\w*|crumbl\w*|lapsed?|expired?)\b", re.I
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Violation:
    """One mention of something said to be broken.

    Attributes:
        id: of the claim. ``stance``: what the words do: accuse, deny it, say that it lies ahead, or call it possible.
        accused: who is said to have broken it. ``accuser``: the last voice of the chain, which is the outlet where nobody is quoted.
        broken: what kind of thing; ``what`` its words, ``place`` and ``when`` as written, with ``start`` and ``end`` of the incident.
    """

    id: str
    report: str
    outlet: str | None
    published: str | None
    stance: Stance
    accused: Party
    accuser: Party
    broken: Broken
    words: str
    span: Span
    sentence: Span
    chain: tuple[Link, ...]
    status: Status
    what: str | None = None
    place: str | None = None
    when: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str = "unknown"


def violations(reading: Reading, resolve: Resolve | None = None) -> tuple[Violation, ...]:
    """The violations that one report tells of, in text order.

    Args:
        reading: of one report.
        resolve: says which actor of a table some words mean.
    """
    page = Page(reading)
    return tuple(_violation(page, c, resolve) for c in page.events.values() if c.type == "violation")


def _violation(page: Page, c: Claim, resolve: Resolve | None) -> Violation:
    spans = dict(c.spans)
    return Violation(
        id=c.id, report=c.report, outlet=page.report.outlet, published=page.report.published, stance=_stance(c),
        accused=_accused(page, c, spans.get("actor"), resolve), accuser=_accuser(page, c, resolve), broken=_broken(page, c),
        words=c.words, span=c.span, sentence=c.sentence, chain=c.chain, status=c.status, what=c.target, place=c.place, when=c.time, start=c.start,
        end=c.end, precision=c.precision,
    )  # fmt: skip


def _stance(c: Claim) -> Stance:
    if c.status == "denied" or c.chain[-1].kind == "deny":
        return "denies"
    if c.status == "prospective" or c.chain[-1].kind in ("predict", "warn"):
        return "ahead"
    return "possible" if c.status == "possible" else "accuses"


def _accused(page: Page, c: Claim, span: Span | None, resolve: Resolve | None) -> Party:
    """The actor, unless the truce only came apart, which accuses nobody; without one, in an accusation, whoever is named between its cue and the violation ("accused the militia of violating")."""
    if _LAPSED.search(c.words):
        return NOBODY
    if span is not None:
        return party(page, span, resolve)
    link = c.chain[-1]
    if link.kind != "accuse" or link.cue_span is None or link.cue_span[1] > c.span[0]:
        return NOBODY
    named = page.parties(link.cue_span[1], c.span[0])
    return party(page, named[0], resolve) if named else NOBODY


def _accuser(page: Page, c: Claim, resolve: Resolve | None) -> Party:
    return speaker(page, c.chain, resolve)


def speaker(page: Page, chain: tuple[Link, ...], resolve: Resolve | None = None) -> Party:
    """The last voice of a chain as a party; the outlet where nobody is quoted or the writer speaks."""
    link = chain[-1]
    if link.source_span is not None:
        return party(page, link.source_span, resolve)
    if link.attribution is not None and not page.attributions[link.attribution].author:
        return Party(f"~unnamed source:{page.report.id}", link.source)
    return outlet(page, resolve)


def _broken(page: Page, c: Claim) -> Broken:
    """By the words of what is broken; without any, by the sentence, where a truce speaks louder than a deal, and a deal than a law."""
    kinds: tuple[tuple[Broken, re.Pattern[str]], ...] = (("truce", _TRUCE), ("deal", _DEAL), ("law", _LAW))
    for words in (c.target, c.words, page.text[slice(*c.sentence)] if c.target is None else None):
        for kind, pattern in kinds:
            if words and pattern.search(words):
                return kind
    return "not said"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one party is said by another to have broken something, and how often the other way round."""

    accused: str
    accuser: str
    accuses: int
    denies: int
    ahead: int
    possible: int
    reports: int
    in_return: int
    claims: tuple[str, ...]


def tally(found: Iterable[Violation]) -> list[Tally]:
    """Accused by accuser, in the alphabetical order of the pair, so that the two directions of one quarrel stand side by side.

    ``in_return`` counts how often the accused accuses the accuser.
    """
    cells: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for v in found:
        cells[v.accused.key, v.accuser.key].append(v)
        for p in (v.accused, v.accuser):
            names[p.key][p.name] += 1
    called = {key: min(its, key=lambda n: (-its[n], n)) for key, its in names.items()}
    rows = [_cell(pair, cells, called) for pair in cells]
    return sorted(rows, key=lambda t: (*sorted((t.accused.casefold(), t.accuser.casefold())), t.accused.casefold()))


def _cell(pair: tuple[str, str], cells: Mapping[tuple[str, str], list[Violation]], called: Mapping[str, str]) -> Tally:
    its = cells[pair]
    counts = {s: sum(v.stance == s for v in its) for s in ("accuses", "denies", "ahead", "possible")}
    other = cells.get((pair[1], pair[0]), []) if pair[0] and pair[0] != pair[1] else []
    return Tally(
        called[pair[0]], called[pair[1]], **counts, reports=len({v.report for v in its}),
        in_return=sum(v.stance == "accuses" for v in other), claims=tuple(v.id for v in its),
    )  # fmt: skip
