"""Bodies of a state named only by a noun: "the army", "the regime", "government forces", "the defence ministry"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace

from ..records import Span
from .entries import Entry
from .heads import head_at
from .matching import Context, Match, before_its_time
from .scene import NEAR, Scene
from .vocabulary import SIDES, VAGUE_ROLES
from .words import Word, words

_STATE_FORCES = frozenset(
    "government forces|government troops|government soldiers|regime forces|regime troops|regime army|regime soldiers|regime fighters|state forces|government army|"
    "regime force|government fighters".split("|")
)  # fmt: skip
_GOVERNMENT = frozenset("government regime authorities".split())


def state_body(found: list[Word], span: Span, context: Context, scene: Scene) -> Match | None:
    """Bodies of a state: "the army", "the regime", "government forces", "the defence ministry", "the foreign minister"."""
    if len(found) == 1 and found[0].key == "regimes" and found[0].text.islower():
        found = [replace(found[0], key="regime")]  # a possessive that lost its apostrophe
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
        if parsed is None or parsed[1] in SIDES or (rest and not all(w.capital for w in rest)):
            return None
        institution, speaks = parsed[1], parsed[2] == "speaker"
        own = key in _GOVERNMENT or found[0].key in ("regime", "government")
        if speaks and (found[0].key in _VAGUE or " ".join(w.key for w in found[: parsed[0]]) in VAGUE_ROLES):
            return None
    meant = _of_which_state(key, institution, speaks, own, span, context, scene)
    return before_its_time(meant.id, key, context) or meant if meant is not None else None


_TOO_VAGUE = frozenset(
    "forces state administration leadership intelligence rulers drone drones aircraft jets jet planes helicopter helicopters pilot pilots bombers".split()
) | frozenset(
    (
        "fighter jets",
        "fighter jet",
        "jet fighters",
        "jet fighter",
        "war planes",
        "war plane",
        "war jets",
        "war jet",
        "warplane",
        "warplanes",
        "fighter planes",
        "combat aircraft",
        "military aircraft",
        "military helicopters",
        "attack helicopters",
        "health official",
        "health officials",
    )
)
_OF_TOWNS = frozenset(("police command", "police directorate", "police department", "police headquarters"))
_VAGUE = frozenset("official officials leader leaders commander commanders officer officers general spokesman spokesperson spokeswoman delegation mission governor minister ministers negotiators diplomat diplomats ambassador envoy king field colonel lawmakers lawmaker mp mps prosecutors prosecutor embassy consulate".split())  # fmt: skip


def side(found: list[Word], context: Context, scene: Scene) -> Match | None:
    """ "The opposition", "rebel fighters": the side as a whole, of the country where the report's incidents are, unless it names that of another country.

    Nobody in particular is meant; so other names for armed people ("militants", "terrorists", "gunmen"), which say nothing of a side, stay open.
    """
    states = context.tables.states
    parsed = states.institution([w.key for w in found])
    key = " ".join(w.key for w in found)
    if parsed is None or parsed[1] not in SIDES or parsed[0] < len(found) or not any(s in key for s in _OWN_WORDS):
        return None
    if context.home not in states.states:
        return None
    assert context.home is not None
    others = scene.ids(lambda e: e.kind == "collective" and e.country != context.home)
    if others:
        return Match(None, f"open: {key!r}, and the report names {', '.join(others[:3])} too", 0.0, tuple(others[:20]))
    entry = context.entry(f"{states.states[context.home].id}/{parsed[1]}")
    assert entry is not None
    how = f"noun in context: {key!r} in a report about {states.states[context.home].name}"
    return Match(entry.id, how, 0.65, (), "speaker" if parsed[2] == "speaker" else "noun", context.home)


_OWN_WORDS = ("opposition", "rebel", "insurgent", "insurgency")


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
    called = _called_regimes(context) if key == "regime" else frozenset[str]()
    if len(called) == 1 and (code := next(iter(called))) in states.states:
        found = body(code)
        why = f"{said}, and that of {states.states[code].name} alone is called so in this report"
        return Match(found.id, why, 0.75, (), found.way, code)
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


_REGIME = re.compile(r"\b([A-Z][\w-]{2,})['’]?s? regime\b")


def _called_regimes(context: Context) -> frozenset[str]:
    """The states whose government the report calls a regime, by adjective, name or head ("the Syrian regime", "Assad's regime")."""
    if context.regimes is not None:
        return context.regimes
    out: set[str] = set()
    for m in itertools.islice(_REGIME.finditer(context.text), 200):
        found = words(m[1].rpartition("-")[2])
        begun = context.tables.states.begin([found[0].key]) if found else None
        if begun is not None:
            out.update(begun[1] if len(begun[1]) == 1 else ())
        elif found and (known := head_at(found, 0, context)) is not None:
            out.add(known[1].state)
    context.regimes = frozenset(out)
    return context.regimes


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
