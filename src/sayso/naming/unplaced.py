"""What was read as a place and has no point on a map: actors, common nouns, and borders of countries."""

from __future__ import annotations

import re
from pathlib import Path

from ..records import Span
from .aliases import PACKAGE, Tables, load
from .evidence import named
from .gazetteer.lookup import Gazetteer, Match
from .keys import ARTICLE, GENERIC, fold
from .kinds import How, Kind
from .matching import Context, match
from .phrases import bare, understand
from .vocabulary import LEADING
from .words import acronym_key, words

# Nouns for stretches of land and for what armies hold, which say nothing of where. A "school" or "village" is near the town it is named with; these need not be.
_NOWHERE = frozenset(
    "border borders frontier frontiers camp camps base bases front fronts frontline frontlines line lines area areas zone zones region regions countryside desert "
    "pocket pockets enclave enclaves territory territories land ground position positions side sides north south east west northeast northwest southeast "
    "southwest northern southern eastern western central northeastern northwestern southeastern southwestern coast axis".split()
)
UNLIKE = 0.7  # likeness to a place's own name below which another name of it is an actor's rather, where the tables know that
_NO_ACTOR = ("state", "demonym", "capital", "nationals")  # the way in which a country or capital is found: places too
_RULING = ("state", "regional government", "de facto authority")  # actors that are called as what they rule
_BORDER = re.compile(
    r"\b(?:borders?|frontiers?)(?:[\s-]+(?:area|region|zone|strip|fence|line)s?)?(?:\s+with\s.*)?$", re.I
)
_COUNTRY = r"([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)"
_BETWEEN = re.compile(
    rf"(?:the\s+)?{_COUNTRY}[-–/]{_COUNTRY}(?:[\s-]+(?:borders?|frontiers?|(?:war[\s-]?)?fronts?(?:[\s-]?lines?)?)(?:[\s-]+(?:area|region|zone|strip|fence)s?)?)?"
)
_BORDER_AFTER = re.compile(
    r"(?:[\s-]+(?:and|or)\s+[A-Z][\w-]+|[-–/][A-Z][\w-]+)?[\s-]+(?:borders?|frontiers?)\b(?!\s+(?:crossing|post|town|village|guard|police|gate|force)s?\b)"
)


def package_tables() -> Tables:
    """The tables of the package alone."""
    return load(own=Path(PACKAGE))


def no_place(name: str, found: Match | None, tables: Tables) -> str | None:
    """Why a name is plainly no place, in a sentence; None where it may be one.

    Args:
        name: as written.
        found: the place that a gazetteer has for it, if any; one of a user's own is a place whatever it is called.
        tables: of actors and outlets.
    """
    if found is not None and found.entry.source != "default":
        return None
    if common(name) and all(w.key in _NOWHERE or w.key in LEADING for w in words(name)):
        return "a common noun, which names no place"
    # Hamm is called Hamas in some language
    unlike = found is not None and found.entry.how == How.ALTERNATE and found.alike < UNLIKE
    sought = found is None or found.entry.how == How.SOUND or unlike or (_acronym(name) and found.entry.kind == Kind.SETTLEMENT and found.entry.how != How.SHORT)  # fmt: skip
    actor = _actor(name, tables) if sought else None
    return f"no place: {actor}" if actor else None


def common(name: str) -> bool:
    """Whether a name is made of common words for places alone, in small letters ("border", "the village"): no gazetteer's place is meant.

    >>> common("the northern border"), common("Border"), common("al-tanf")
    (True, False, False)
    """
    its = words(name)
    if not its or any(c.isupper() for c in name):
        return False
    return all(w.key in GENERIC or w.key in _NOWHERE or w.key in LEADING for w in its)


def by_chance(name: str, found: Match) -> bool:
    """Whether a place of the default gazetteer only happens to be called, or to sound, as a common noun is ("village", "school")."""
    if found.entry.source != "default" or any(c.isupper() for c in name):
        return False
    return common(name) or (found.entry.how == How.SOUND and ARTICLE.match(fold(name)) is None)


def _acronym(name: str) -> bool:
    return acronym_key(name) is not None and len(name) > 2


def _actor(name: str, tables: Tables) -> str | None:
    """What an actor's or outlet's name, or what belongs to one ("US military base"), is said to be; None where no table knows it."""
    context = Context(tables, name)
    found = match(bare(name), context, fuzzy=False)
    if found is None or found.id is None:
        meaning = understand(name, context)
        found = meaning.match if meaning is not None and meaning.tie != "speaker" else None
    entry = context.entry(found.id) if found is not None and found.way not in _NO_ACTOR else None
    return None if found is None or entry is None or entry.kind in _RULING else found.how


def border(text: str, span: Span, found: Match | None, gazetteer: Gazetteer) -> bool:
    """Whether a name means the border of a country, and not a town or region that lies at one ("the Gaza border").

    "Iraqi border" does, and "Iraqi" of "the Iraqi and Jordanian borders", and "Iran-Iraq"; "Mexico" of "the Mexico border" is the country.

    Args:
        found: the place that a gazetteer has for it, if any.
        gazetteer: which knows the countries.
    """
    name = text[slice(*span)]
    if _between(name, gazetteer) and (found is None or found.entry.how == How.SOUND):
        return True
    if common(name) or (found is not None and (found.entry.kind != Kind.COUNTRY or found.entry.source != "default")):
        return False
    adjective = found is not None and found.entry.how == How.PEOPLE
    return _BORDER.search(name) is not None or (adjective and _BORDER_AFTER.match(text, span[1]) is not None)


def _between(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is two countries, or a country and a region, of which neither can be meant alone ("Iran-Iraq", "Israel-Gaza border")."""
    pair = _BETWEEN.fullmatch(name)
    sides = [named(side, gazetteer) for side in pair.groups()] if pair else []
    return all(sides) and any(e.kind == Kind.COUNTRY for side in sides for e in side)
