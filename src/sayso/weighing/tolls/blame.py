"""Who blames whom, and who denies it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..sources import Party, Root, Rooted, Said, belongs, unified
from ..stances import Stance

# Acts that somebody can be blamed for. Talks, aid and the like have actors too, but nobody is accused by naming them.
HARM = frozenset(
    ("clash", "airstrike", "shelling", "bombing", "chemical", "killing", "abduction", "arrest", "destruction", "displacement", "violation")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blame:
    """One root says that one actor did it.

    Attributes:
        accuser, accuser_id: the root. ``accused``, ``accused_id``: the actor; ``words`` what it is called there.
        known: a table has the actor, so that another known one is another.
        kinds: ``tells`` (names it as the actor), ``blames`` (accuses it), ``supposes``.
        denied_by: names of the roots that deny that this actor did it, or that are this actor and deny the act.
    """

    incident: str
    accuser: str
    accuser_id: str
    accused: str
    accused_id: str
    known: bool
    words: tuple[str, ...]
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """One root denies that it happened (``denies``) or something about it (``disputes``). ``actor``: of the act denied; None: not said.

    ``actor_belongs``: ids of the actor and of what it belongs to.
    """

    incident: str
    denier: str
    denier_id: str
    affiliations: tuple[str, ...]
    actor: str | None
    actor_id: str | None
    actor_known: bool
    actor_belongs: tuple[str, ...]
    types: tuple[str, ...]
    kinds: tuple[str, ...]
    claims: tuple[str, ...]
    outlets: tuple[str, ...]


def blame(
    incident: str, claims: Sequence[Said], rooted: Iterable[Rooted]
) -> tuple[tuple[Blame, ...], tuple[Denial, ...]]:
    """Who blames whom for an incident, and who denies what.

    Args:
        incident: its id.
        claims: all its claims, in any order; only events that are acts of harm (``HARM``) count.
        rooted: the same claims with their roots.

    Returns:
        One ``Blame`` for each accuser and accused, one ``Denial`` for each denier and actor; both in alphabetical order of their ids.
    """
    of = {r.claim: r for r in rooted}
    claims = unified(claims)  # under one id for one name, as their roots have it
    acts = [
        (s, of[s.claim])
        for s in sorted(claims, key=lambda s: s.order)
        if s.layer == "event" and s.type in HARM and s.claim in of
    ]
    denials = _denials(incident, acts)
    groups: dict[tuple[str, str], tuple[Party, list[_Act]]] = {}
    for act in (a for pair in acts for a in _acts(*pair, "tells", "blames", "supposes")):
        if (actor := act.said.actor) is not None:
            groups.setdefault((act.root.id, actor.id), (actor, []))[1].append(act)
    return tuple(_blame(incident, *groups[k], denials) for k in sorted(groups)), denials


@dataclass(frozen=True, slots=True)
class _Act:
    """How one root stands to an act."""

    said: Said
    outlet: str
    root: Root
    stance: Stance


def _acts(said: Said, rooted: Rooted, *stances: Stance) -> list[_Act]:
    return [_Act(said, rooted.outlet, root, is_) for is_ in stances for root in rooted.standing(is_).values()]


def _claims(group: Sequence[_Act]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.said.claim for a in group))


def _blame(incident: str, actor: Party, group: Sequence[_Act], denials: Sequence[Denial]) -> Blame:
    root = group[0].root
    return Blame(
        incident, root.name, root.id, actor.name, actor.id, actor.known, _set(a.said.actor.name for a in group if a.said.actor), _set(a.said.type for a in group),
        _set(a.stance for a in group), _claims(group), _set(a.outlet for a in group),
        _set(d.denier for d in denials if d.denier_id != root.id and _denies(d, actor)),
    )  # fmt: skip


def _denies(denial: Denial, accused: Party) -> bool:
    """Whether a denial is about this actor: it names it, or what it is a part of or holds; or it names nobody and comes from it or from the same government."""
    its = belongs(accused.id, accused.affiliations)
    if denial.actor_id is not None:
        return denial.actor_id in its or accused.id in denial.actor_belongs
    return bool(set(its) & set(belongs(denial.denier_id, denial.affiliations)))


def _denials(incident: str, acts: Sequence[tuple[Said, Rooted]]) -> tuple[Denial, ...]:
    groups: dict[tuple[str, str], list[_Act]] = {}
    for act in (a for pair in acts for a in _acts(*pair, "denies", "disputes")):
        groups.setdefault((act.root.id, act.said.actor.id if act.said.actor else ""), []).append(act)
    out = []
    for key in sorted(groups):
        group = groups[key]
        actor, root = group[0].said.actor, group[0].root
        out.append(Denial(
            incident, root.name, root.id, root.affiliations, actor.name if actor else None, actor.id if actor else None, bool(actor and actor.known), belongs(actor.id, actor.affiliations) if actor else (),
            _set(a.said.type for a in group), _set(a.stance for a in group), _claims(group), _set(a.outlet for a in group),
        ))  # fmt: skip
    return tuple(out)


def _set(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))
