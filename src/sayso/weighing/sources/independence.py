"""How many reports, outlets, roots and independent roots an incident and each of its figures has, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..stances import Stance
from .copies import Copied
from .roots import Root, Rooted, roots
from .said import Said
from .unions import Unions


@dataclass(frozen=True, slots=True)
class Camp:
    """Roots that are not independent of each other: one root, or several that affiliation joins."""

    roots: tuple[str, ...]
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class FigureSources:
    """On whose word one figure rests. ``low`` and ``high`` as written; None is "not said"."""

    fate: str
    who: str
    low: int | None
    high: int | None
    claims: tuple[str, ...]
    reports: int
    outlets: tuple[str, ...]
    roots: tuple[Root, ...]
    camps: tuple[Camp, ...]
    independent: int
    single: bool
    why: str


@dataclass(frozen=True, slots=True)
class IncidentSources:
    """On whose word an incident rests.

    Attributes:
        incident: its id.
        reports: how many tell of it. ``outlets``: the names of those that published them.
        roots: the first-hand sources that tell of it, after ``roots.RULE``. ``camps``: which of them belong together.
        independent: how many camps: at most so many roots are independent. ``unnamed``: how many of these have no named root, and so may be any of the others.
        least: at least so many are: the camps with a name, or one where none has a name.
        single: there is one independent root only (or none).
        blaming: True where nobody tells of it and those are counted who blame somebody for it.
        accusers, deniers, others: names of further voices: who only blames, who denies it or disputes something about it, who judges or foresees.
        figures: the same for each figure. ``claims``: each claim with its roots and the steps to them.
        why: sentences.
    """

    incident: str
    reports: int
    outlets: tuple[str, ...]
    roots: tuple[Root, ...]
    camps: tuple[Camp, ...]
    independent: int
    least: int
    unnamed: int
    single: bool
    blaming: bool
    accusers: tuple[str, ...]
    deniers: tuple[str, ...]
    others: tuple[str, ...]
    figures: tuple[FigureSources, ...]
    claims: tuple[Rooted, ...]
    why: tuple[str, ...]


def by_incident(claims: Iterable[Said]) -> dict[str, list[Said]]:
    """Claims by their incident, in alphabetical order of its id; claims without one are left out."""
    out: dict[str, list[Said]] = {}
    for said in claims:
        if said.incident is not None:
            out.setdefault(said.incident, []).append(said)
    return {k: out[k] for k in sorted(out)}


def between(least: int, most: int) -> str:
    """How many roots are independent, in words: ``2``, or ``1 to 2`` where one has no name."""
    return str(most) if least == most else f"{least} to {most}"


def sources(incident: str, claims: Sequence[Said], reuse: Iterable[Copied] = ()) -> IncidentSources:
    """Count the sources of one incident.

    Args:
        incident: its id.
        claims: all its claims, in any order.
        reuse: passages that stand in two reports; those of other reports do not matter.

    Returns:
        The counts, for the incident and for every figure. With no claims all are 0.
    """
    rooted = roots(claims, reuse)
    of = {s.claim: s for s in claims}
    tellers = _roots(_beyond_themselves(rooted, of), "tells")
    blamers = _roots(rooted, "blames")
    counted = tellers or blamers or _roots(rooted, "supposes")
    camps = _camps(counted.values())
    unnamed = sum(all(counted[r].sort == "unnamed" for r in c.roots) for c in camps)
    outlets = _names((of[r.claim].outlet.id, r.outlet) for r in rooted)
    reports = len({r.report for r in rooted})
    return IncidentSources(
        incident=incident, reports=reports, outlets=outlets, roots=tuple(counted[k] for k in sorted(counted)), camps=camps,
        independent=len(camps), least=_least(len(camps), unnamed), unnamed=unnamed, single=len(camps) <= 1, blaming=not tellers and bool(blamers),
        accusers=_others(blamers, counted), deniers=_others(_roots(rooted, "denies", "disputes"), {}),
        others=_others(_roots(rooted, "judges", "foresees", "supposes"), counted),
        figures=_figures(rooted, of), claims=rooted, why=_why(reports, outlets, counted, camps, unnamed, bool(tellers)),
    )  # fmt: skip


def _beyond_themselves(rooted: Sequence[Rooted], of: Mapping[str, Said]) -> list[Rooted]:
    """Without what outlets say themselves that name somebody who tells of the incident, there or in another report: a title, or a figure without its source."""
    sourced = [r for r in rooted if r.stance == "tells" and not r.own]
    reports = {r.report for r in sourced}
    outlets = {of[r.claim].outlet.id for r in sourced}
    return [
        r for r in rooted if not (r.own and (r.report in reports or all(outlets & {x.id, *x.same} for x in r.roots)))
    ]


def _roots(rooted: Iterable[Rooted], *stances: Stance) -> dict[str, Root]:
    return {id: root for r in rooted for id, root in r.standing(*stances).items()}


def _least(camps: int, unnamed: int) -> int:
    """Of some camps, of which those without a name may each be any other: how many there are at least."""
    return max(camps - unnamed, min(camps, 1))


def _names(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted(dict(pairs).values(), key=lambda n: (n.casefold(), n)))


def _others(found: Mapping[str, Root], counted: Mapping[str, Root]) -> tuple[str, ...]:
    return _names((k, r.name) for k, r in found.items() if k not in counted)


def _camps(found: Iterable[Root]) -> tuple[Camp, ...]:
    """Roots joined by affiliation: to each other, or to the same third."""
    by_id = {r.id: r for r in found}
    sets = Unions[str](str)
    for root in by_id.values():
        sets.join(*root.belongs, *root.same)
    out = []
    for group in sets.same(sorted(by_id)).values():
        names = tuple(by_id[r].name for r in group)
        out.append(Camp(tuple(group), names, _belong([by_id[r] for r in group])))
    return tuple(sorted(out, key=lambda c: c.roots))


def _belong(group: Sequence[Root]) -> str:
    if len(group) == 1:
        return f"{group[0].name} stands alone."
    if all(r.sort in ("unnamed", "outlet") for r in group):
        return f"{_and([r.name for r in group])} rest on the word of the same outlet."
    shared = set.intersection(*(set(r.belongs) for r in group))
    to = f" ({min(shared)})" if shared else ""
    return f"{_and([r.name for r in group])} belong together by affiliation{to}."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _plural(n: int, one: str) -> str:
    return f"{n} {one}{'' if n == 1 else 's'}"


def _why(
    reports: int,
    outlets: Sequence[str],
    counted: Mapping[str, Root],
    camps: Sequence[Camp],
    unnamed: int,
    tellers: bool,
) -> tuple[str, ...]:
    if not counted:
        return (f"{_plural(reports, 'report')} of {_plural(len(outlets), 'outlet')}; nobody tells of it.",)
    out = [
        f"{_plural(reports, 'report')} of {_plural(len(outlets), 'outlet')} rest on {_plural(len(counted), 'root')}, {between(_least(len(camps), unnamed), len(camps))} of them independent: "
        + "; ".join(_and(c.names) for c in camps)
        + "."
    ]
    if not tellers:
        out.append("Nobody is said to tell of it first-hand; who blames or supposes is counted.")
    out += [c.why for c in camps if len(c.roots) > 1]
    if unnamed and len(camps) > 1:
        out.append(
            f"{unnamed} of the {len(camps)} cannot be told apart from the others, since they have no name: at least {_least(len(camps), unnamed)}, at most "
            f"{len(camps)}."
        )
    if len(camps) == 1:
        out.append(f"Single source: everything rests on {_and(camps[0].names)}.")
    return tuple(out)


def _figures(rooted: Sequence[Rooted], of: Mapping[str, Said]) -> tuple[FigureSources, ...]:
    groups: dict[tuple[str, str, int | None, int | None], list[Rooted]] = {}
    for r in rooted:
        s = of[r.claim]
        if s.layer == "toll" and r.stance in ("tells", "blames") and not (s.low is None and s.high is None):
            groups.setdefault((s.type, s.who or "", s.low, s.high), []).append(r)
    keys = sorted(groups, key=lambda k: (k[0], k[1], -1 if k[2] is None else k[2], -1 if k[3] is None else k[3]))
    return tuple(_figure(k, groups[k], of) for k in keys)


def _figure(
    key: tuple[str, str, int | None, int | None], group: Sequence[Rooted], of: Mapping[str, Said]
) -> FigureSources:
    found = _roots(group, "tells", "blames")
    camps = _camps(found.values())
    outlets = _names((of[r.claim].outlet.id, r.outlet) for r in group)
    reports = len({r.report for r in group})
    why = (
        f"{_plural(reports, 'report')}, {_plural(len(camps), 'independent root')}: "
        + "; ".join(_and(c.names) for c in camps)
        + "."
    )
    return FigureSources(
        *key, claims=tuple(r.claim for r in group), reports=reports, outlets=outlets, roots=tuple(found[k] for k in sorted(found)), camps=camps,
        independent=len(camps), single=len(camps) <= 1, why=why,
    )  # fmt: skip
