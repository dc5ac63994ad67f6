"""How many: the figures of an incident by source, their range, and how they grew as reports came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...reading.incidents import DEAD
from ...reading.shares import Counted
from ...reading.totals import Sum
from ...records import Share, Span
from ..ranges import comparable, spread
from ..sources import Rooted, Said
from ..stances import DISTANT
from .parts import Reckoned, reckon, why_not


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and highest number said; ``open`` where one of the figures has no upper end ("at least 58").

    No ``low``: nobody says a lowest ("up to 40"). Neither: no number is said.
    """

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
        share: what it counts (``reading.shares``). ``vague``: no number ("dozens"). ``counts``: it goes into the range, by itself or added to others.
        joined: its sentence puts it beside the figure before it, of other people.
        why: why not, or to what it is added, in a sentence.
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
    vague: bool
    counts: bool
    why: str
    joined: bool = False


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
        range: over all figures that count. ``parts_only``: none of them counts a whole ("three more", "five of them"), so that there may be more.
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
        One ``Toll`` for each fate that somebody gives a count for, in alphabetical order; counts are people. The executed are among the killed.
    """
    of = {r.claim: r for r in rooted}
    fates: dict[str, list[Said]] = {}
    for s in sorted(claims, key=lambda s: s.order):
        if s.layer == "toll" and s.claim in of:
            fates.setdefault("killed" if s.type in DEAD else s.type, []).append(s)
    return tuple(_toll(incident, fate, _Fate(group, of)) for fate, group in sorted(fates.items()))


class _Fate:
    """The figures of one fate, report by report, in the order of publication."""

    def __init__(self, claims: Sequence[Said], of: Mapping[str, Rooted]) -> None:
        self.rooted = of
        reports: dict[str, list[Said]] = {}
        for s in claims:
            if s.status == "actual" and of[s.claim].stance not in DISTANT:
                reports.setdefault(s.report, []).append(s)
        self.reports: dict[str, Reckoned] = {report: reckon(some) for report, some in reports.items()}
        summed = {report: r.sum for report, r in self.reports.items() if r.sum}
        kept = comparable(list(summed.values()))
        self.sums: dict[str, Sum] = {report: s for (report, s), k in zip(summed.items(), kept, strict=True) if k}
        self.figures = tuple(map(self._figure, claims))

    def _figure(self, said: Said) -> FigureSaid:
        rooted = self.rooted[said.claim]
        reckoned = self.reports.get(said.report)
        count = reckoned.of.get(said.claim) if reckoned else None
        counts = reckoned is not None and said.claim in reckoned.counts and said.report in self.sums
        return FigureSaid(
            said.claim, said.report, rooted.outlet, said.published, said.span, said.words, said.type, said.who or "", said.low, said.high,
            tuple(r.name for r in rooted.roots), tuple(r.id for r in rooted.roots), said.status, rooted.stance,
            self._share(said, count, counts), count.vague if count else False, counts, self._why(said, count, counts),
            count is not None and count.joined,
        )  # fmt: skip

    def _share(self, said: Said, count: Counted | None, counts: bool) -> Share:
        """What a figure counts; one that is no part by its words is one where its report, or the others, count more."""
        if count is None or count.share != "whole" or counts:
            return count.share if count else "whole"
        found = self.reports[said.report].sum
        return "part" if said.report in self.sums or (found is not None and found.narrow) else "whole"

    def _why(self, said: Said, count: Counted | None, counts: bool) -> str:
        if said.status != "actual":
            return f"The reading calls it {said.status}."
        if count is None:
            return f"Its source {self.rooted[said.claim].stance} it."
        reckoned = self.reports[said.report]
        if counts:
            return "Added to the figure before it." if count.joined and len(reckoned.counts) > 1 else ""
        if said.claim not in reckoned.counts:
            return why_not(said, count)
        if reckoned.sum is not None and reckoned.sum.narrow:
            return "Other reports count all, this one a part."
        return "It is a hundred times more or less than other reports say: taken for a figure of something else."

    def by_root(self) -> dict[str, tuple[str, list[FigureSaid]]]:
        """The figures that count, by the id of the root that they rest on, with its name."""
        groups: dict[str, tuple[str, list[FigureSaid]]] = {}
        for f in self.figures:
            for root, name in zip(f.root_ids, f.roots, strict=True) if f.counts else ():
                groups.setdefault(root, (name, []))[1].append(f)
        return groups

    def sums_of(self, figures: Iterable[FigureSaid]) -> list[Sum]:
        """What some figures come to, report by report."""
        reports: dict[str, set[str]] = {}
        for f in figures:
            reports.setdefault(f.report, set()).add(f.claim)
        found = (self.reports[report].only(frozenset(some)) for report, some in reports.items())
        return [s for s in found if s]


def range_of(sums: Sequence[Sum]) -> Range:
    """The range over the totals of some reports: the lowest number of any to the highest of any; no lowest where none of them has one."""
    found = spread(sums)
    if found is None:
        return Range(None, None)
    low, high = found
    lowest = None if all(s.low is None for s in sums) else low
    return Range(lowest, low if high is None else high, any(s.high is None for s in sums))


def _toll(incident: str, fate: str, told: _Fate) -> Toll:
    steps = _over_time(told)
    by_source = _by_source(told)
    whole = range_of(list(told.sums.values()))
    shares = {f.share for f in told.figures if f.counts}
    parts_only = bool(shares) and shares <= {"part", "rest"}
    return Toll(
        incident, fate, whole, parts_only, by_source, steps, told.figures, _why(fate, whole, parts_only, by_source, told.figures, steps)
    )  # fmt: skip


def _by_source(told: _Fate) -> tuple[BySource, ...]:
    return tuple(
        BySource(
            root, name, range_of(told.sums_of(own)), own[-1], len({(f.low, f.high) for f in own}) > 1, tuple(f.claim for f in own)
        )
        for root, (name, own) in sorted(told.by_root().items())
    )  # fmt: skip


def _over_time(told: _Fate) -> tuple[Step, ...]:
    figures: dict[str, list[FigureSaid]] = {}
    for f in told.figures:
        figures.setdefault(f.report, []).append(f)
    steps: list[Step] = []
    now, sums = Range(None, None), list(told.sums.values())
    for n, (report, sum_) in enumerate(told.sums.items(), 1):
        own = range_of([sum_])
        top, now = now.high, range_of(sums[:n])
        raised = now.high is not None and (top is None or now.high > top)
        one = figures[report][0]
        claims = tuple(f.claim for f in figures[report] if f.counts)
        steps.append(Step(
            one.published, one.published is None, report, one.outlet, own, now, n, raised, claims
        ))  # fmt: skip
    return tuple(steps)


def written(r: Range) -> str:
    """A range in words: ``58``, ``58 to 87``, ``58 to 87 or more``, ``at least 58``, ``up to 40``."""
    if r.high is None:
        return "no number"
    if r.low is None:
        return f"up to {r.high}"
    if r.low == r.high:
        return f"at least {r.low}" if r.open else f"{r.low}"
    return f"{r.low} to {r.high}{' or more' if r.open else ''}"


def _why(
    fate: str,
    whole: Range,
    parts_only: bool,
    by_source: Sequence[BySource],
    figures: Sequence[FigureSaid],
    steps: Sequence[Step],
) -> tuple[str, ...]:
    counted = sum(f.counts for f in figures)
    out = [f"{fate}: {written(whole)}, over {counted} figures of {len(steps)} reports."]
    if parts_only:
        out = [f"{fate}: {written(whole)}; only parts are counted by anybody."]
    if by_source:
        out.append("; ".join(f"{b.name}: {written(b.range)}" for b in by_source) + ".")
    left = len(figures) - counted
    if left:
        out.append(f"{left} further figures are listed, and do not count towards the range: see why beside each.")
    if any(s.undated for s in steps):
        out.append("Reports without a date are put last.")
    return tuple(out)
