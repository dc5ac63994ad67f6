"""How many: the figures of an incident by source, their range, and how they grew as reports came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...records import Span
from ..sources import Rooted, Said
from .parts import Share, Shares

DEAD = ("killed", "executed")


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and highest number said; ``open`` where one of the figures has no upper end ("at least 58"). None: no number is said."""

    low: int | None
    high: int | None
    open: bool = False


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """One figure as one report gives it.

    Attributes:
        low, high: as written; None is "not said".
        roots: names of the sources it rests on. ``root_ids`` their ids.
        status: ``actual``, ``denied``, ``prospective`` or ``possible``; ``stance`` how its voice stands to it.
        share: what it counts (``parts.Shares``). ``counts``: it goes into the range. ``why``: why not, in a sentence.
    """

    claim: str
    report: str
    outlet: str
    published: str | None
    span: Span
    words: str
    fate: str
    who: str
    low: int | None
    high: int | None
    roots: tuple[str, ...]
    root_ids: tuple[str, ...]
    status: str
    stance: str
    share: Share
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class BySource:
    """The figures of one root: their range, and the last one said. ``updates``: it was said more than once, and changed."""

    root: str
    name: str
    range: Range
    last: FigureSaid
    updates: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The state after one more report.

    Attributes:
        published: its day, or None; reports without a day come last and are ``undated``.
        said: the range of its own figures. ``so_far``: of all up to it. ``reports``: how many these are.
        raised: the highest number rose with it.
    """

    published: str | None
    undated: bool
    report: str
    outlet: str
    said: Range
    so_far: Range
    reports: int
    raised: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """All that is said of one fate in one incident.

    Attributes:
        range: over all figures that count. ``parts_only``: none counts a whole; then it begins at the largest part and is open.
        by_source: one entry for each root. ``over_time``: one for each report.
        figures: every figure, in the order of publication and text; those that do not count say why.
        why: sentences.
    """

    incident: str
    fate: str
    range: Range
    parts_only: bool
    by_source: tuple[BySource, ...]
    over_time: tuple[Step, ...]
    figures: tuple[FigureSaid, ...]
    why: tuple[str, ...]


def tolls(incident: str, claims: Sequence[Said], rooted: Iterable[Rooted]) -> tuple[Toll, ...]:
    """The figures of one incident.

    Args:
        incident: its id.
        claims: all its claims, in any order; those of events are passed over.
        rooted: the same claims with their roots (``sources.roots``).

    Returns:
        One ``Toll`` for each fate that somebody gives a count for, in alphabetical order; counts are people. Executed are counted apart from killed.
    """
    of = {r.claim: r for r in rooted}
    fates: dict[str, list[Said]] = {}
    for s in sorted(claims, key=lambda s: s.order):
        if s.layer == "toll" and s.claim in of:
            fates.setdefault(s.type, []).append(s)
    out = []
    for fate, group in sorted(fates.items()):
        shares = Shares(group)
        out.append(_toll(incident, fate, [_figure(s, of[s.claim], shares) for s in group]))
    return tuple(out)


def _figure(said: Said, rooted: Rooted, shares: Shares) -> FigureSaid:
    what, why = shares.of(said)
    stance = rooted.stance
    if said.status != "actual":
        why = f"The reading calls it {said.status}."
    elif stance in ("denies", "disputes", "foresees"):
        why = f"Its source {stance} it."
    return FigureSaid(
        said.claim, said.report, rooted.outlet, said.published, said.span, said.words, said.type, said.who or "", said.low, said.high,
        tuple(r.name for r in rooted.roots), tuple(r.id for r in rooted.roots), said.status, stance, what, not why, why,
    )  # fmt: skip


def span_of(figures: Iterable[FigureSaid]) -> Range:
    """The range over some figures: the lowest number of any to the highest of any."""
    figures = list(figures)
    numbers = [n for f in figures for n in (f.low, f.high) if n is not None]
    if not numbers:
        return Range(None, None)
    return Range(min(numbers), max(numbers), any(f.high is None for f in figures))


def _both(a: Range, b: Range) -> Range:
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return b if a.low is None else a
    return Range(min(a.low, b.low), max(a.high, b.high), a.open or b.open)


def _toll(incident: str, fate: str, figures: Sequence[FigureSaid]) -> Toll:
    counted = [f for f in figures if f.counts]
    parts = [f for f in figures if f.share == "part" and f.status == "actual"]
    whole, parts_only = span_of(counted), False
    if not counted and parts:
        largest = max((f.low or f.high or 0) for f in parts)
        whole, parts_only = Range(largest, largest, True), True
    steps = _over_time(counted)
    return Toll(
        incident,
        fate,
        whole,
        parts_only,
        _by_source(counted),
        steps,
        tuple(figures),
        _why(fate, whole, parts_only, counted, figures, steps),
    )


def _by_source(counted: Sequence[FigureSaid]) -> tuple[BySource, ...]:
    groups: dict[str, tuple[str, list[FigureSaid]]] = {}
    for f in counted:
        for root, name in zip(f.root_ids, f.roots, strict=True):
            groups.setdefault(root, (name, []))[1].append(f)
    return tuple(
        BySource(
            root, name, span_of(own), own[-1], len({(f.low, f.high) for f in own}) > 1, tuple(f.claim for f in own)
        )
        for root, (name, own) in sorted(groups.items())
    )


def _over_time(counted: Sequence[FigureSaid]) -> tuple[Step, ...]:
    reports: dict[str, list[FigureSaid]] = {}
    for f in counted:
        reports.setdefault(f.report, []).append(f)
    steps: list[Step] = []
    now = Range(None, None)
    for report, own in reports.items():
        top, now = now.high, _both(now, span_of(own))
        raised = now.high is not None and (top is None or now.high > top)
        first = own[0]
        steps.append(Step(
            first.published, first.published is None, report, first.outlet, span_of(own), now, len(steps) + 1, raised, tuple(f.claim for f in own)
        ))  # fmt: skip
    return tuple(steps)


def written(r: Range) -> str:
    """A range in words: ``58``, ``58 to 87``, ``58 to 87 or more``, ``at least 58``."""
    if r.high is None:
        return "no number"
    if r.low == r.high:
        return f"at least {r.low}" if r.open else f"{r.low}"
    return f"{r.low} to {r.high}{' or more' if r.open else ''}"


def _why(
    fate: str,
    whole: Range,
    parts_only: bool,
    counted: Sequence[FigureSaid],
    figures: Sequence[FigureSaid],
    steps: Sequence[Step],
) -> tuple[str, ...]:
    out = [f"{fate}: {written(whole)}, over {len(counted)} figures of {len(steps)} reports."]
    if parts_only:
        out = [f"{fate}: {written(whole)}; only parts are counted by anybody."]
    by = [f"{b.name}: {written(b.range)}" for b in _by_source(counted)]
    if by:
        out.append("; ".join(by) + ".")
    left = [f for f in figures if not f.counts]
    if left:
        out.append(f"{len(left)} further figures are listed, and do not count towards the range: see why beside each.")
    if any(s.undated for s in steps):
        out.append("Reports without a date are put last.")
    return tuple(out)
