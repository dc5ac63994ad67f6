"""Bodies of a state named only by a noun: "the army", "the regime", "government forces", "the defence ministry"."""

from __future__ import annotations

from collections.abc import Callable

from ..records import Span
from .entries import Entry
from .matching import Context, Match
from .scene import NEAR, Scene
from .words import Word

_STATE_FORCES = frozenset(
    "government forces|government troops|government soldiers|regime forces|regime troops|regime army|regime soldiers|regime fighters|state forces|government army|"
    "regime force|government fighters".split("|")
)  # fmt: skip
_GOVERNMENT = frozenset("government regime authorities".split())


def state_body(found: list[Word], span: Span, context: Context, scene: Scene) -> Match | None:
    """Bodies of a state: "the army", "the regime", "government forces", "the defence ministry", "the foreign minister"."""
    key = " ".join(w.key for w in found)
    states = context.tables.states
    if key in _STATE_FORCES:
        institution, speaks, own = "armed-forces", False, True
    else:
        while (
            len(found) > 2 and found[0].capital and " ".join(w.key for w in found[-2:]) in _OF_TOWNS
        ):  # "Aleppo Police Command"
            found = found[1:]
        key = " ".join(w.key for w in found)
        parsed = states.institution([w.key for w in found]) if key not in _TOO_VAGUE else None
        rest = found[parsed[0] :] if parsed else []
        if parsed is None or parsed[1] in ("rebels", "opposition") or (rest and not all(w.capital for w in rest)):
            return None
        institution, speaks = parsed[1], parsed[2] == "speaker"
        own = key in _GOVERNMENT or found[0].key in ("regime", "government")
        if speaks and found[0].key in _VAGUE:
            return None
    return _of_which_state(key, institution, speaks, own, span, context, scene)


_TOO_VAGUE = frozenset(
    "forces state administration leadership intelligence rulers drone drones aircraft jets jet planes helicopter helicopters pilot pilots".split()
)
_OF_TOWNS = frozenset(("police command", "police directorate", "police department", "police headquarters"))
_VAGUE = frozenset("official officials leader leaders commander commanders officer officers general spokesman spokesperson spokeswoman delegation mission governor minister ministers negotiators diplomat diplomats ambassador envoy king field colonel lawmakers lawmaker mp mps prosecutors prosecutor embassy consulate".split())  # fmt: skip


def _of_which_state(
    key: str, institution: str, speaks: bool, own: bool, span: Span, context: Context, scene: Scene
) -> Match | None:
    states = context.tables.states

    def stately(entry: Entry) -> bool:
        return entry.country in states.states and entry.kind in (
            "government",
            "military",
            "ministry",
            "police",
            "intelligence",
            "parliament",
            "state",
            "court",
        )

    def body(code: str) -> Match:
        entry = context.entry(f"{states.states[code].id}/{institution}")
        assert entry is not None
        return Match(entry.id, "", 0.75, (), "speaker" if speaks else "noun", code)

    armed = institution in _FORCES and not own

    def rival(entry: Entry) -> bool:
        return stately(entry) and (not armed or entry.kind in ("military", "police"))

    codes = list(dict.fromkeys(c for i in scene.ids(rival) if (e := context.entry(i)) and (c := e.country)))
    said = f"noun in context: {key!r}"
    if len(codes) == 1 and (context.home in (None, codes[0])):
        found = body(codes[0])
        return Match(
            found.id,
            f"{said}, and the report names such bodies of {states.states[codes[0]].name} alone",
            0.75,
            (),
            found.way,
            codes[0],
        )
    if own and context.home in states.states and not _of_others(key, span, context, scene, stately):
        assert context.home is not None
        found = body(context.home)
        return Match(
            found.id, f"{said} in a report about {states.states[context.home].name}", 0.7, (), found.way, context.home
        )
    near = [m for m in scene.before(span[0], rival) if scene.sentence(span[0]) - scene.sentence(m.span[0]) < NEAR]
    close = list(dict.fromkeys(m.entry.country for m in near))
    if len(close) == 1 and close[0] in states.states and not own:
        found = body(close[0])
        return Match(
            found.id,
            f"{said}: bodies of {states.states[close[0]].name} alone are named in this sentence and the one before",
            0.65,
            (),
            found.way,
            close[0],
        )
    if not codes and context.home in states.states:
        assert context.home is not None
        found = body(context.home)
        return Match(
            found.id,
            f"{said} in a report about {states.states[context.home].name}, with no such body of another state named",
            0.65,
            (),
            found.way,
            context.home,
        )
    names = tuple(e.id for c in codes if (e := context.entry(f"{states.states[c].id}/{institution}")))
    why = "bodies of several states are named" if codes else "no such body of any state is named"
    return Match(None, f"open: {key!r}, and {why}", 0.0, names)


def _of_others(key: str, span: Span, context: Context, scene: Scene, stately: Callable[[Entry], bool]) -> bool:
    """Whether the sentence, or else the one before, speaks of other states alone, so that "the government" may be theirs."""
    if key in _STATE_FORCES:
        return False
    if key in ("government", "authorities") and not _speaks_mostly_of(context):
        return True
    here = scene.sentence(span[0])
    for back in (0, 1):
        named = {
            m.entry.country
            for m in scene.mentions
            if stately(m.entry) and scene.sentence(m.span[0]) == here - back and m.span != span
        }
        if named:
            return (context.home not in named and back == 0) or (context.home not in named and key == "government")
    return False


_FORCES = frozenset(
    (
        "armed-forces",
        "army",
        "air-force",
        "navy",
        "special-forces",
        "police",
        "artillery",
        "air-defence",
        "general-staff",
    )
)


def _speaks_mostly_of(context: Context) -> bool:
    """Whether the text names the report's country half as often again as any other: else "the government" may be another's."""
    others = max((n for code, n in context.countries.items() if code != context.home), default=0)
    return context.countries[context.home or ""] >= 1.5 * others
