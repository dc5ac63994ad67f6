"""Groups named only by a noun: "the army", "rebels", "the regime", "the group", "the Observatory".

They are resolved within the report, and only where the report makes it plain: one actor alone that the noun fits, or, for words that point back
("the group"), the last one before with no rival near. What an outlet calls somebody is no fact about them, so a collective noun never resolves to one of
several, and never to somebody whom the same sentence sets beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..records import Span
from .aliases import Tables
from .bodies import side, state_body
from .entries import Entry
from .matching import Context, Match
from .scene import NEAR, Scene
from .vocabulary import HEADS, JOINING, LEADING, MEMBERS
from .words import Word, name_key, words

_POSSESSIVES = frozenset("its his her their our".split())


_ARMED = frozenset(("armed group", "alliance", "paramilitary"))
_COLLECTIVES = frozenset(
    "rebel rebels insurgent insurgents militant militants fighter fighters gunman gunmen terrorist terrorists jihadist jihadists jihadi jihadis extremist "
    "extremists guerrilla guerrillas separatist separatists militiamen islamists islamist takfiris".split()
)  # fmt: skip
_BACK = {
    "group": _ARMED | {"political", "NGO", "criminal group", "monitor", "private military company"}, "militia": _ARMED, "movement": _ARMED | {"political"},
    "organisation": _ARMED | {"NGO", "international organisation", "political", "monitor"}, "organization": _ARMED | {"NGO", "international organisation", "political", "monitor"},
    "faction": _ARMED, "militant group": _ARMED, "armed group": _ARMED, "terrorist group": _ARMED, "jihadist group": _ARMED, "jihadi group": _ARMED,
    "terror group": _ARMED, "insurgent group": _ARMED, "rebel group": _ARMED, "extremist group": _ARMED, "islamist group": _ARMED, "terrorist organization": _ARMED,
    "terrorist organisation": _ARMED, "gang": {"criminal group"}, "cartel": {"criminal group"}, "party": {"political"}, "alliance": {"alliance", "alliance of states", "coalition"},
    "charity": {"NGO"}, "ngo": {"NGO"}, "aid agency": {"NGO", "international organisation"}, "rescue service": {"NGO", "civil protection"}, "aid group": {"NGO"},
    "rights group": {"monitor", "NGO"}, "monitor": {"monitor"}, "war monitor": {"monitor"}, "watchdog": {"monitor"}, "monitoring group": {"monitor"},
    "monitor group": {"monitor"}, "observatory": {"monitor"}, "monitoring organisation": {"monitor"}, "monitoring organization": {"monitor"},
    "agency": {"state agency", "agency", "wire"}, "news agency": {"state agency", "agency", "wire"}, "newspaper": {"newspaper", "state newspaper"}, "daily": {"newspaper", "state newspaper"},
    "broadcaster": {"broadcaster", "state broadcaster", "public broadcaster", "party media"}, "channel": {"broadcaster", "state broadcaster", "party media", "channel"},
    "tv channel": {"broadcaster", "state broadcaster", "party media"}, "mission": {"peace operation", "monitoring mission"}, "peacekeepers": {"peace operation"},
    "coalition": {"coalition"}, "ministry": {"ministry"},
}  # fmt: skip
_TOO_COMMON = frozenset("army division battalion command corps centre center office".split())
_ORIGIN = re.compile(r"\b([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)[-\s]based\b")
_TIME = frozenset("later then earlier".split())


def resolve(phrase: str, span: Span, context: Context, scene: Scene) -> Match | None:
    """Whom a noun means, or None where the phrase is no noun of this kind.

    Args:
        phrase: without quotation marks; the article is kept, since it says that somebody known is meant.
        span: where it stands, for what comes before.
        context, scene: of the report.

    Returns:
        A match; without an id, and with the reason in ``how``, where the report does not make it plain.
    """
    found = words(phrase)
    definite = bool(found) and found[0].key in ("the", "this", "that", "these", "those", "same")
    capital = any(w.capital for w in found[1:]) or (len(found) == 1 and found[0].capital and span[0] != 0)
    while found and found[0].key in LEADING:
        if found[0].key in _POSSESSIVES:  # "its forces": whose, a pronoun says
            return None
        found = found[1:]
    for n, word in enumerate(found[:-1]):  # "the army's 4th division"
        if word.text.endswith(("'s", "’s")) and found[-1].key in MEMBERS:
            found = [*found[:n], replace(word, text=word.text[:-2])]
            break
    if not found or len(found) > 5:
        return None
    short = _short_form(found, phrase, span, scene, definite or capital)
    if short is not None:
        return short
    return (
        _by_description(found, span, scene)
        or state_body(found, span, context, scene)
        or _described(found, span, scene)
        or _pointing_back(found, phrase, span, context, scene)
        or (_collective(found, definite, span, context, scene) if definite or found[-1].key.endswith("s") else None)
        or side(found, context, scene)
        or _of_home(found, context)
    )


def _short_form(found: list[Word], phrase: str, span: Span, scene: Scene, pointing: bool) -> Match | None:
    """ "The Observatory" where one observatory alone is named, "Nusra" is in the table."""
    if not pointing or found[-1].key not in HEADS or len(found) > 2:
        return None
    if len(found) == 1 and found[0].key in _TOO_COMMON:
        return None
    tail = " ".join(w.key for w in found)

    def fits(entry: Entry) -> bool:
        return any(f" {tail} " in f" {name_key(n)} " for n in entry.names)

    return _one(scene.ids(fits), span, scene, fits, f"{tail!r} as the short form of a name in this report", 0.85)


def _by_description(found: list[Word], span: Span, scene: Scene) -> Match | None:
    """ "The civil defence" where one body alone is named that reports call so."""
    key = " ".join(w.key for w in found)

    def fits(entry: Entry) -> bool:
        return len(found) > 1 and any(name_key(d) == key for d in entry.described)

    ids = scene.ids(fits)
    return _one(ids, span, scene, fits, f"{key!r}, as it is often called", 0.8, back=False) if len(ids) == 1 else None


def _of_home(found: list[Word], context: Context) -> Match | None:
    """ "Civil Defence" as a proper name: the one body of the report's country that reports call so."""
    key = " ".join(w.key for w in found)
    if len(found) < 2 or context.home is None or not all(w.capital for w in found):
        return None
    ids = _often_called(context.tables, context.home).get(key, ())
    if len(ids) != 1:
        return None
    return Match(ids[0], f"noun in context: {key!r}, as {ids[0]} is often called, in a report about its country", 0.6)


def _often_called(tables: Tables, country: str) -> dict[str, list[str]]:
    """Ids of the bodies of a country by the folded words that reports describe them by; worked out once."""
    held = tables.memory.get(("described", country))
    if held is None:
        made: dict[str, list[str]] = {}
        for e in tables.actors.entries.values():
            for words_ in e.described if e.country == country else ():
                made.setdefault(name_key(words_), []).append(e.id)
        held = tables.memory["described", country] = made
    assert isinstance(held, dict)
    return held


def _described(found: list[Word], span: Span, scene: Scene) -> Match | None:
    """ "Kurdish fighters" where one Kurdish group alone is named."""
    if not 2 <= len(found) <= 4 or any(w.key in JOINING for w in found):
        return None
    word = found[0].key
    head = found[-1].key
    if head not in _COLLECTIVES and head not in _DESCRIBEDHEADS:
        return None

    def fits(entry: Entry) -> bool:
        return any(name_key(d) == word or name_key(d) == f"{word} {found[1].key}" for d in entry.described)

    ids = scene.ids(fits)
    return (
        _one(
            ids,
            span,
            scene,
            fits,
            f"{' '.join(w.key for w in found)!r}, by the words that describe it",
            0.7,
            back=False,
        )
        if ids
        else None
    )


_DESCRIBEDHEADS = frozenset("forces force militia militias troops group groups party administration authorities fighters units officials commanders commander alliance official police".split())  # fmt: skip


def _pointing_back(found: list[Word], phrase: str, span: Span, context: Context, scene: Scene) -> Match | None:
    kinds = None
    at = 0
    for at in range(max(0, len(found) - 2), len(found)):
        kinds = _BACK.get(" ".join(w.key for w in found[at:]))
        if kinds is not None:
            break
    if kinds is None:
        return None
    chosen = kinds
    origin = _ORIGIN.search(phrase)
    country = context.tables.states.begin(name_key(origin[1]).split()) if origin else None
    easy = _EASY | _OF_MONITORS if "monitor" in chosen else _EASY
    before = [w for w in found[:at] if w.key not in easy and not (origin and w.text in origin[0])]
    if before:
        return None

    def fits(entry: Entry) -> bool:
        return (
            entry.kind in chosen
            and (country is None or entry.country in country[1])
            and (origin is None or country is not None)
        )

    return _one(scene.ids(fits), span, scene, fits, f"{' '.join(w.key for w in found[at:])!r} points back", 0.8)


_OF_MONITORS = frozenset(
    "opposing opposition run anti pro assad regime british monitoring war rights human activist".split()
)
_EASY = frozenset("based own main same local jihadist militant islamist".split())  # fmt: skip


# Rebels are those of the country itself, and many; so "the rebels" only, and no group of elsewhere.
_AGAINST_THEIR_STATE = frozenset(
    "rebel rebels insurgent insurgents separatist separatists guerrilla guerrillas".split()
)


def _collective(found: list[Word], definite: bool, span: Span, context: Context, scene: Scene) -> Match | None:
    """ "Rebels", "militants": one armed group of no state alone, and nowhere set beside it in one sentence."""
    if found[-1].key not in _COLLECTIVES or any(w.key not in _COLLECTIVES and w.key not in _SORTS for w in found[:-1]):
        return None

    own = found[-1].key in _AGAINST_THEIR_STATE or any(w.key in ("rebel", "opposition") for w in found)
    if own and not definite:
        return None  # the side as a whole, see bodies.side

    def fits(entry: Entry) -> bool:
        home = context.home is None or entry.country == context.home or (entry.country is None and not own)
        return entry.kind in ("armed group", "alliance") and home and not _of_state(entry, context)

    key = " ".join(w.key for w in found)
    ids = scene.ids(fits)
    if own and (not ids or not scene.before(span[0], fits)):
        return None  # nobody yet whom "the rebels" point back to
    if len(ids) == 1 and any(
        scene.sentence(m.span[0]) == scene.sentence(span[0]) and not _touch(m.span, span)
        for m in scene.mentions
        if m.entry.id == ids[0]
    ):
        return Match(None, f"open: {key!r} stands beside {ids[0]} in one sentence", 0.0, tuple(ids))
    return _one(ids, span, scene, fits, key, 0.65, back=False)


_SORTS = frozenset("armed islamist foreign local opposition militant rebel sunni shiite takfiri".split())


def _touch(one: Span, other: Span) -> bool:
    return one[0] <= other[1] + 2 and other[0] <= one[1] + 2


def _of_state(entry: Entry, context: Context) -> bool:
    return any(context.tables.states.entry(i) is not None for i in context.tables.affiliations(entry.id))


def _one(
    ids: list[str], span: Span, scene: Scene, fits: Callable[[Entry], bool], said: str, score: float, back: bool = True
) -> Match | None:
    """The only one, or the last one before with no rival near, or open."""
    if len(ids) == 1:
        return Match(ids[0], f"noun in context: {said}, and it fits {ids[0]} alone in this report", score)
    if not ids:
        return Match(None, f"open: {said}, and the report names nobody whom it fits")
    if back:
        here = scene.sentence(span[0])
        near = [m for m in scene.before(span[0], fits) if here - scene.sentence(m.span[0]) < NEAR]
        close = list(dict.fromkeys(m.entry.id for m in near))
        if len(close) == 1:
            return Match(
                close[0],
                f"noun in context: {said}, and {close[0]} is the only one named in this sentence and the one before",
                score - 0.1,
            )
    return Match(None, f"open: {said}, and it may be {', '.join(ids[:6])}", 0.0, tuple(ids[:20]))
