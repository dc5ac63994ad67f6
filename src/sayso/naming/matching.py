"""One name, as written in one report: whose it is, and how that was found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from .acronyms import Acronym
from .aliases import WHICH, Known, Tables, proper
from .entries import Entry, Which
from .fuzzy import near
from .states import Found
from .words import Word, name_key, words

Way = Literal["name", "noun", "people", "speaker", "state", "demonym", "nationals", "capital"]

# State names that are common words or pronouns in small letters.
ONLY_CAPITALS = frozenset(("us", "uk", "usa", "car", "drc", "prc", "uae", "ksa", "png", "dprk"))

# Those who are sent to a country and not by it, where it stands before them without an s
ABOUT = ("envoy", "representative", "mission", "ambassador", "coordinator")


def common(word: Word) -> bool:
    """Whether a word that is a state's name in capitals is written as a common one, or as its plural: "Cars"."""
    known = word.key in ONLY_CAPITALS or (word.key.endswith("s") and word.key[:-1] in ONLY_CAPITALS)
    return known and not re.sub(r"['’]?s?$", "", word.text).replace(".", "").isupper()


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a name is.

    Attributes:
        id: of the entry, or None where it is open.
        how: in words for people.
        score: how sure, 0 to 1: 1 the very name, 0.75 by context.
        candidates: who else it may be.
        way: what kind of name it was: a proper name, or by the rule for states an institution, its people, somebody who speaks for it, the state.
        state: the state's code where the rule found it.
    """

    id: str | None
    how: str
    score: float = 0.0
    candidates: tuple[str, ...] = ()
    way: Way = "name"
    state: str | None = None


@dataclass(slots=True)
class Context:
    """What one report says about whom it means.

    Attributes:
        countries: how often each country is named, by code. ``home``: the one that the report is chiefly about, or None.
        introduced: acronyms that the text introduces, by short form. ``local``: names settled in this report, by key.
        day: of the report, by which heads of state are known, or None. ``persons``: folded names of the persons that it names.
        regimes: states whose government the report calls a regime; None until somebody asked (``bodies``).
    """

    tables: Tables
    text: str = ""
    countries: Counter[str] = field(default_factory=Counter)
    home: str | None = None
    introduced: dict[str, Acronym] = field(default_factory=dict)
    local: dict[str, Match] = field(default_factory=dict)
    day: date | None = None
    persons: frozenset[str] = frozenset()
    regimes: frozenset[str] | None = None

    def entry(self, name: str | None) -> Entry | None:
        """The entry of an id."""
        return self.tables.entry(name) if name else None


IN_PASSING = 3  # times that a country is named in a report about another one, below which nobody of its is meant by a shared name


def count_countries(tables: Tables, text: str) -> Counter[str]:
    """How often each country is named in a text, by name or adjective; a form that several share counts for none."""
    counts: Counter[str] = Counter()
    first = tables.states.first
    for at in range(0, min(len(text), 200_000), 380):  # in slices, since a phrase is bounded
        found = words(text[at : at + 400])
        keys = [w.key for w in found]
        end = 0  # of the name before: "South Sudan" does not name Sudan
        for n, word in enumerate(found):
            if (
                n < end
                or word.start >= 380
                or not word.capital
                or (word.key not in first and word.key[:-1] not in first)
            ):
                continue
            begun = tables.states.begin(keys, n)
            end = n + begun[0] if begun else end
            if begun and len(begun[1]) == 1 and not common(word):
                counts[begun[1][0]] += 1
    return counts


def chief_country(counts: Counter[str]) -> str | None:
    """The country that a report is plainly about: named three times or more and twice as often as any other; else None."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def match(name: str, context: Context, first: Which = "actors", fuzzy: bool = True) -> Match | None:
    """Whose a whole name is; None where nobody has it.

    Args:
        name: as written, without what stands round it.
        context: of its report.
        first: the table that is asked first: outlets for an outlet's name.
        fuzzy: whether names that are nearly known count.
    """
    name = name.strip()
    if not name or len(name) > 300:
        return None
    return (
        _introduced(name, context, first)
        or context.local.get(name_key(name))
        or _known(name, context, first)
        or _by_rule(name, context)
        or _without_s(name, context, first)
        or (_nearly(name, context, first) if fuzzy else None)
    )


def _introduced(name: str, context: Context, first: Which) -> Match | None:
    acronym = context.introduced.get(name) or context.introduced.get(name.replace(".", ""))
    if acronym is None:
        return None
    a, b = acronym.short_span
    where = f"acronym introduced at [{a}, {b}) for {acronym.long!r}"
    meant = match(acronym.long, replace(context, introduced={}), first)
    if meant is None or meant.id is None:
        short = _known(name, context, first)
        if short and short.id and _fits(short.id, acronym.long, context):
            return replace(short, how=f"{where}; {short.how}")
        return Match(None, f"{where}, which is in no table", 0.0, meant.candidates if meant else ())
    return replace(meant, how=f"{where}: {meant.how}", score=min(meant.score, 0.97))


def _fits(name: str, long: str, context: Context) -> bool:
    """Whether a long form in no table shares a word with the entry that the short form would mean: another spelling of it, likely."""
    entry = context.entry(name)
    have = {w for n in entry.names for w in name_key(n).split() if len(w) > 3} if entry else set()
    return len(have & set(name_key(long).split())) >= 2


def _known(name: str, context: Context, first: Which) -> Match | None:
    order = WHICH if first == "actors" else WHICH[::-1]
    for which in order:
        known, how = context.tables.index(which).find(name)
        known = [k for k in known if _was_there(k.id, context)]
        if how == "folded" and all(k.ambiguous for k in known) and _is_common(name, context):
            continue
        if known:
            chosen = _choose(known, context)
            if chosen.id is not None or len(known) > 1 or which == order[-1]:
                return _said(chosen, name, how, context)
    return None


def _is_common(name: str, context: Context) -> bool:
    """Whether a name that several share is written as what the rule for states finds too: "Lebanese forces" are no party."""
    return not proper(name) and context.tables.states.parse(name_key(name)) is not None


def _was_there(name: str, context: Context) -> bool:
    """Whether a body may have existed on the day of the report: not if it began more than a year later ("US-led coalition" in 2004)."""
    entry = context.entry(name)
    began = entry.years[:4] if entry is not None else ""
    return context.day is None or not began.isdigit() or int(began) <= context.day.year + 1


def before_its_time(name: str | None, said: str, context: Context) -> Match | None:
    """An open match for words that mean a body which was not yet there on the day of the report; None where it was."""
    entry = context.entry(name)
    if entry is None or _was_there(entry.id, context):
        return None
    return Match(None, f"open: {said!r} would be {entry.name}, which began in {entry.years[:4]}", 0.0, (entry.id,))


def _said(chosen: Match, name: str, how: str, context: Context) -> Match:
    entry = context.entry(chosen.id)
    if entry is None:
        return chosen
    words_ = {
        "exact": f"exact: the name of {entry.name}",
        "alias": f"alias {name!r} of {entry.name}",
        "acronym": f"alias {name!r} of {entry.name}",
        "folded": f"folded: {name!r} is a name of {entry.name} but for capitals, accents or marks",
    }
    score = {"exact": 1.0, "alias": 0.98, "acronym": 0.98, "folded": 0.95}[how]
    return replace(chosen, how=words_[how] + chosen.how, score=min(score, chosen.score or score))


def _choose(known: list[Known], context: Context) -> Match:
    """One of those that have a name: who has it alone, or whose country the report is about."""
    plain = [k.id for k in known if not k.ambiguous]
    if len(known) == 1 and plain:
        return Match(plain[0], "")
    counts = {
        k.id: context.countries[c] for k in known if (c := _country(k.id, context)) and not _elsewhere(k, c, context)
    }
    if context.home:
        counts = {i: n + 1000 * (_country(i, context) == context.home) for i, n in counts.items()}
    ranked = sorted(counts.items(), key=lambda x: -x[1])
    if (
        ranked
        and ranked[0][1] > 0
        and (len(ranked) == 1 or ranked[0][1] >= 3 * max(1, ranked[1][1]) or ranked[1][1] == 0)
    ):
        other = " rather than of others with this name" if len(known) > 1 else ""
        return Match(ranked[0][0], f", in a report about {_country(ranked[0][0], context)}{other}", 0.9)
    if len(plain) == 1 and not any(counts.values()):
        return Match(plain[0], "", 0.9)
    names = tuple(k.id for k in known)
    return Match(
        None,
        "open: the name of " + " or ".join(names) + ", and the report does not make plain of which country",
        0.0,
        names,
    )


def _elsewhere(known: Known, country: str, context: Context) -> bool:
    """Whether a name that others have too is of a country that a report about another one names in passing."""
    return known.ambiguous and context.home not in (None, country) and context.countries[country] < IN_PASSING


def _country(name: str, context: Context) -> str | None:
    entry = context.entry(name)
    return entry.country if entry else None


def _by_rule(name: str, context: Context) -> Match | None:
    if not any(c.isupper() for c in name):
        return None
    key = name_key(name)
    first = words(name.removeprefix("the ").removeprefix("The "))
    if first and common(first[0]):
        return None
    found = context.tables.states.parse(key)
    if found is None or (
        found.by == "name" and found.mode == "speaker" and not set("'’") & set(name) and key.endswith(ABOUT)
    ):
        return None  # "the Syria envoy" is somebody's for Syria
    return rule_match(found, name, context)


def rule_match(found: Found, name: str, context: Context) -> Match:
    """What the rule for states found, as a match: one state, or open between several."""
    code = found.codes[0]
    if len(found.codes) > 1:
        ranked = sorted(found.codes, key=lambda c: -(context.countries[c] + 1000 * (c == context.home)))
        best, second = (context.countries[c] + 1000 * (c == context.home) for c in ranked[:2])
        states = context.tables.states.states
        if best <= second:
            return Match(
                None,
                f"open: {name!r} may be of {' or '.join(states[c].name for c in found.codes)}",
                0.0,
                tuple(states[c].id for c in found.codes),
            )
        code = ranked[0]
    state = context.tables.states.states[code]
    institution = found.institution or ("government" if found.by == "capital" else None)
    if institution and (early := before_its_time(f"{state.id}/{institution}", name, context)):
        return early
    if found.institution == "state-media" and name_key(name).endswith("news agency"):
        agencies = [i for i in _state_agencies(code, context.tables) if _was_there(i, context)]
        if len(agencies) == 1:
            how = f"demonym rule: {name!r} is the only state agency of {state.name} in the tables"
            return Match(agencies[0], how, 0.9, (), "noun", code)
    if found.institution:
        entry = context.entry(f"{state.id}/{found.institution}")
        assert entry is not None
        way: Way = found.mode or "noun"
        if way == "speaker":
            return Match(entry.id, f"spokesperson of {entry.name}, by demonym rule: {name!r}", 0.9, (), "speaker", code)
        return Match(entry.id, f"demonym rule: {name!r} is {entry.name}", 0.95, (), way, code)
    if found.by == "people":
        return Match(None, f"open: {name!r} are people of {state.name}, no organisation", 0.0, (), "nationals", code)
    if found.by == "capital":
        entry = context.entry(f"{state.id}/government")
        assert entry is not None
        return Match(entry.id, f"capital: {name!r} stands for {entry.name}", 0.85, (), "capital", code)
    by_adjective = found.by == "demonym"
    how = (
        f"demonym rule: {name!r} alone stands for {state.name}"
        if by_adjective
        else f"country name: {state.name} as one that acts"
    )
    return Match(state.id, how, 0.7 if by_adjective else 0.95, (), "demonym" if by_adjective else "state", code)


def _state_agencies(country: str, tables: Tables) -> list[str]:
    """The ids of a country's state news agencies; worked out once."""
    held = tables.memory.get(("state agencies", country))
    if held is None:
        some = [e.id for e in tables.outlets.entries.values() if e.kind == "state agency" and e.country == country]
        held = tables.memory["state agencies", country] = some
    assert isinstance(held, list)
    return held


def _without_s(name: str, context: Context, first: Which) -> Match | None:
    if len(name) < 4 or not name.endswith("s") or name.endswith("ss"):
        return None
    bare = name[:-1].rstrip("'’")
    found = (
        _introduced(bare, context, first)
        or context.local.get(name_key(bare))
        or _known(bare, context, first)
        or _by_rule(bare, context)
    )
    if found is None or found.id is None or found.way in ("demonym", "state"):
        return None
    return replace(found, how=f"{found.how}; the s taken for a possessive", score=min(found.score, 0.9))


def _nearly(name: str, context: Context, first: Which) -> Match | None:
    if not any(c.isupper() for c in name) or "/" in name:
        return None
    order = WHICH if first == "actors" else WHICH[::-1]
    for which in order:
        found = near(context.tables, which, name)
        if found is None or (found.id is not None and not _was_there(found.id, context)):
            continue
        entry = context.entry(found.id)
        if entry is None:
            return Match(None, f"open: {name!r} is near to {' and to '.join(found.candidates)}", 0.0, found.candidates)
        return Match(
            entry.id,
            f"fuzzy {found.score:.0f}: {name!r} is nearly {found.name!r}, a name of {entry.name}",
            round(found.score / 100 * 0.9, 2),
        )
    return None
