"""What cannot both be so: figures that exclude each other, differing actors, denied against asserted, days that do not meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, combinations
from typing import Literal

from ..sources import Rooted, Said
from .blame import Blame, Denial, blame
from .figures import FigureSaid, Range, Toll, tolls, written
from .parts import wider

Between = Literal["figures", "actors", "denial", "dates"]
MOST = 200  # contradictions of one kind in one incident; more cannot be read


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both be so, as written. It does not say which is right.

    Attributes:
        kind: ``figures``, ``actors``, ``denial`` or ``dates``.
        a, b: ids of the claims; ``a_says`` and ``b_says`` what they say and on whose word.
        within: both are of one report.
        sentence: why they exclude each other.
    """

    incident: str
    kind: Between
    a: str
    b: str
    a_says: str
    b_says: str
    within: bool
    sentence: str


def contradictions(incident: str, claims: Sequence[Said], rooted: Sequence[Rooted]) -> tuple[Contradiction, ...]:
    """The contradictions in what is said of one incident.

    Every pair of positions (a source and what it says) is listed once, by the first claim of each. A source that later gives a higher figure
    updates its own and does not contradict itself; a figure that some report calls an earlier toll is out of date.

    Args:
        incident: its id.
        claims: all its claims, in any order.
        rooted: the same claims with their roots.

    Returns:
        At most ``MOST`` of each kind, by kind and in the order of publication.
    """
    rooted = list(rooted)
    found = tolls(incident, claims, rooted)
    blamed, denied = blame(incident, claims, rooted)
    report = {s.claim: s.report for s in claims}
    order = {s.claim: n for n, s in enumerate(sorted(claims, key=lambda s: s.order))}
    out: list[Contradiction] = []
    for kind in (
        _of_figures(incident, found), _of_actors(incident, blamed, claims, report), _of_denials(incident, blamed, denied, report),
        _of_dates(incident, claims, {r.claim: r for r in rooted}),
    ):  # fmt: skip
        every = sorted(kind, key=lambda c: (order[c.a], order[c.b]))
        out += every[:MOST]
    return tuple(out)


def _say(names: Iterable[str]) -> str:
    return " and ".join(names) or "nobody named"


_PARTS = ("children", "women", "men", "civilians", "combatants")


def _of_figures(incident: str, found: Sequence[Toll]) -> Iterator[Contradiction]:
    for toll in found:
        outdated = {f.low for f in toll.figures if f.share == "earlier"}
        positions: dict[tuple[tuple[str, ...], str, int | None, int | None], FigureSaid] = {}
        counted = {(f.report, f.who) for f in toll.figures if f.counts}
        for f in _whole(toll.figures):
            part = f.share == "part" and f.status == "actual" and f.stance == "tells" and f.who in _PARTS
            if f.counts or (part and (f.report, f.who) not in counted):  # not "one of nine gunmen"
                positions.setdefault((f.root_ids, f.who, f.low, f.high), f)
        listed = set()
        run = _runs(toll.figures)
        for a, b in combinations(list(positions.values())[:MOST], 2):
            if run[a.claim] == run[b.claim]:
                continue
            pair = frozenset(
                (f.root_ids, f.low or f.high, f.who in ("children", "women", "men") and f.who) for f in (a, b)
            )
            lower = a if (a.low or a.high or 0) < (b.low or b.high or 0) else b
            if pair not in listed and _excluded(a, b) and not _update(a, b) and lower.low not in outdated:
                listed.add(pair)
                yield _figures(incident, toll.fate, a, b)


def _runs(figures: Sequence[FigureSaid]) -> dict[str, int]:
    """By claim, the number of the run that a figure is in: what a sentence joins ("23 soldiers and 41 militants") counts different people."""
    starts = accumulate(not f.joined for f in figures)
    return {f.claim: n for f, n in zip(figures, starts, strict=True)}


def _whole(figures: Iterable[FigureSaid]) -> Iterator[FigureSaid]:
    """The figures, those that are added up as one ("15 miners and two guards": 17)."""
    last: FigureSaid | None = None
    for f in figures:
        if f.joined and f.counts and last is not None and last.counts and last.report == f.report:
            last = replace(
                last, words=f'{last.words}" and "{f.words}', who=last.who if last.who == f.who else "people",
                low=_sum(last.low, f.low), high=_sum(last.high, f.high),
            )  # fmt: skip
            continue
        if last is not None:
            yield last
        last = f
    if last is not None:
        yield last


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _excluded(a: FigureSaid, b: FigureSaid) -> bool:
    """Whether two figures of the same people cannot both be so, or a part is larger than its whole."""
    if a.who == b.who or (a.counts and b.counts and {a.who, b.who} <= {"people", ""}):
        return _apart(a, b) or _apart(b, a)
    if a.who in wider(b.who):
        return _apart(a, b)
    return b.who in wider(a.who) and _apart(b, a)


def _apart(less: FigureSaid, more: FigureSaid) -> bool:
    """Whether all that one allows lies below all that the other allows."""
    return less.high is not None and more.low is not None and less.high < more.low


def _update(a: FigureSaid, b: FigureSaid) -> bool:
    """Whether one source raised its own figure in a later report, or gives the newer one beside the older."""
    if not set(a.root_ids) & set(b.root_ids):
        return False
    if a.published is None or b.published is None or a.report == b.report:
        return False
    early, late = sorted((a, b), key=lambda f: f.published or "")
    return early.published != late.published and _apart(early, late)


def _figures(incident: str, fate: str, a: FigureSaid, b: FigureSaid) -> Contradiction:
    first, second = _number(a), _number(b)
    sentence = f"{first} and {second} {fate} exclude each other"
    if a.who != b.who:
        sentence = f"{first} {a.who or 'people'} and {second} {b.who or 'people'} {fate}: the part would be larger than the whole"
    if a.published and b.published and a.published != b.published:
        days = abs((_day(b.published) - _day(a.published)).days)
        sentence += f"; they were published {days} day{'' if days == 1 else 's'} apart, and counts grow"
    elif set(a.root_ids) & set(b.root_ids) and a.report != b.report:
        sentence += "; both are of one source, and which is the newer cannot be told"
    return Contradiction(
        incident, "figures", a.claim, b.claim, _figure(a), _figure(b), a.report == b.report, f"{sentence}."
    )


def _number(f: FigureSaid) -> str:
    """``58``, ``58 to 72``, ``at least 58``, ``up to 80``."""
    if f.low is None:
        return f"up to {f.high}"
    return written(Range(f.low, f.low if f.high is None else f.high, f.high is None))


def _figure(f: FigureSaid) -> str:
    return f'"{f.words}" on the word of {_say(f.roots)} ({f.outlet}, {f.published or "no date"})'


def _day(written_: str) -> date:
    return date.fromisoformat(written_[:10])


def _of_actors(
    incident: str, blamed: Sequence[Blame], claims: Iterable[Said], report: dict[str, str]
) -> Iterator[Contradiction]:
    """Only actors that tables know: whether "the regime" and "Assad's forces" are two cannot be told from their words.

    The two sides of a battle do not contradict each other: both fight in it, and who kills the other's men may lose men to them.
    """
    known = [b for b in blamed if b.known]
    against = {(s.type, _family(s.actor.id), _family(s.target.id)) for s in claims if s.actor and s.target}
    for a, b in combinations(known[:MOST], 2):
        one, two = _family(a.accused_id), _family(b.accused_id)
        disputed = {t for t in set(a.types) & set(b.types) - {"clash"} if not {(t, one, two), (t, two, one)} & against}
        if one != two and disputed:
            sentence = f"{a.accuser} names {a.accused} for it, {b.accuser} names {b.accused}; both may have taken part."
            yield Contradiction(
                incident,
                "actors",
                a.claims[0],
                b.claims[0],
                _blames(a),
                _blames(b),
                report[a.claims[0]] == report[b.claims[0]],
                sentence,
            )


def _family(actor: str) -> str:
    """The id of the state that an actor is an institution of, with which it is one party; else its own."""
    return actor.split("/")[0]


def _blames(b: Blame) -> str:
    return f"{b.accuser}: {_say(b.words)} ({', '.join(b.outlets)})"


def _of_denials(
    incident: str, blamed: Sequence[Blame], denied: Sequence[Denial], report: dict[str, str]
) -> Iterator[Contradiction]:
    for d in denied[:MOST]:
        for b in blamed[:MOST]:
            if d.denier not in b.denied_by or b.accuser_id == d.denier_id:
                continue
            verb = "denies it" if "denies" in d.kinds else "disputes it"
            sentence = f"{b.accuser} says that {b.accused} did it, {d.denier} {verb}."
            says = f"{d.denier} {verb} ({', '.join(d.outlets)})"
            yield Contradiction(
                incident,
                "denial",
                b.claims[0],
                d.claims[0],
                _blames(b),
                says,
                report[b.claims[0]] == report[d.claims[0]],
                sentence,
            )


def _of_dates(incident: str, claims: Sequence[Said], rooted: dict[str, Rooted]) -> Iterator[Contradiction]:
    """Days more than one apart, as the reports' dates for the incident were read; only where both say a time, to the day."""
    days: dict[tuple[str, str, str], Said] = {}
    seen = set()
    for s in sorted(claims, key=lambda s: s.order):
        if (
            s.precision == "day"
            and s.start
            and s.time
            and s.layer == "event"
            and rooted[s.claim].stance == "tells"
            and s.report not in seen
        ):
            seen.add(s.report)
            days[s.report, s.start, s.end or s.start] = s
    for (ka, a), (kb, b) in combinations(list(days.items())[:MOST], 2):
        if (_day(kb[1]) - _day(ka[2])).days > 1 or (_day(ka[1]) - _day(kb[2])).days > 1:
            sentence = f"Dated {ka[1]} in one report and {kb[1]} in the other, as their dates were read."
            yield Contradiction(incident, "dates", a.claim, b.claim, _dated(a), _dated(b), False, sentence)


def _dated(s: Said) -> str:
    return f'"{s.words}" on {s.start} ({s.outlet.name}, {s.published or "no date"})'
