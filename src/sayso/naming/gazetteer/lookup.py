"""A gazetteer: one or more indexes, asked for the places that a name as written may mean."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..keys import GENERIC, Variant, fold, key, variants
from ..kinds import How, Kind
from ..translit import likeness, sound
from .entries import Entry
from .index import Index

_SHORT = re.compile(r"[A-Z][A-Za-z. ]{0,6}")
_ASIDE = re.compile(
    r"(?:the )?(?:north|south|east|west|central|rural)[a-z-]* [A-Z]"
)  # "east London" is not East London
_ASSIMILATED = re.compile(
    r"^e([sdrzntl]h?)[ -](?=\1\S{2})", re.I
)  # an Arabic article before the consonant that it took over
_HELD = 20_000  # names whose places are held in memory
_ALIKE = 0.7
_LARGE = 100_000
_KNOWN = (
    Kind.COUNTRY,
    Kind.REGION,
    Kind.CAPITAL,
)  # a part of a longer name counts when it is one of these, or has so many inhabitants
_KNOWN_FROM = 30_000


class Match(NamedTuple):
    """A place that a name may mean, and how the two fit.

    Attributes:
        entry: the place.
        alike: 1 for a name of its own; less for another transliteration, and for an other name of a large city that is unlike its
            name ("Salisbury" for Harare), by ``translit.likeness``.
        kind: what a word beside the name says it is ("province"), or None.
        bare: words of the name were left out to find it.
        site: one of them names something at the place ("airport").
    """

    entry: Entry
    alike: float = 1.0
    kind: int | None = None
    bare: bool = False
    site: bool = False


class Gazetteer:
    """Places by name.

    Args:
        indexes: asked in this order; places of a user's own come before the default's.
    """

    def __init__(self, indexes: Sequence[Index]) -> None:
        self.indexes = tuple(indexes)
        self._by_source = {i.source: i for i in indexes}
        self._held: OrderedDict[str, tuple[Match, ...]] = OrderedDict()

    def lookup(self, name: str) -> tuple[Match, ...]:
        """The places that a name may mean, of each index the most populous first; without regard to any report."""
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = tuple(self._find(name))
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        return held

    def name(self, entry: Entry) -> str:
        """The gazetteer's own name of a place."""
        return self._by_source[entry.source].name(entry.number)

    def title(self, code: str) -> tuple[str, float, float] | None:
        """Name, latitude and longitude of a country or first-level region by its code; the last index that knows it counts."""
        for index in reversed(self.indexes):
            if code and (found := index.title(code)):
                return found
        return None

    def sounding(self, name: str, country: str | None = None) -> list[Match]:
        """Places whose name is another transliteration of this one, the likest first.

        Args:
            name: as written.
            country: only places of this country (ISO 3166-1 alpha-2).
        """
        bare = variants(name)[-1]
        out = []
        for index in self.indexes:
            for entry in index.sounding(sound(name)):
                if country is None or entry.country == country:
                    alike = max(likeness(name, index.name(entry.number)), 0.5)
                    out.append(Match(entry, alike, bare.kind, False, bare.site))
        return sorted(out, key=lambda m: -m.alike)

    def wide(self, key: str) -> tuple[Entry, ...]:
        """Countries, regions and areas with this key."""
        return tuple(entry for index in self.indexes for entry in index.wide.get(key, ()))

    def close(self) -> None:
        """Close the indexes."""
        for index in self.indexes:
            index.close()

    def _find(self, name: str) -> Iterable[Match]:
        if len(name) > 200 or not _printable(name):
            return ()
        if _SHORT.fullmatch(name) and (short := self._keyed(f"={name}")):
            return [Match(e) for e in short]
        found: list[Match] = []
        aside = bool(_ASIDE.match(name))
        for variant in variants(name):
            if aside and not variant.bare:
                continue
            keyed = self._keyed(variant.key)
            if variant.site:  # "Sham hospital" says nothing of Damascus, one of whose other names is Sham
                keyed = [e for e in keyed if e.how >= How.BARE]
            entries = [Match(e, self._alike(name, e), variant.kind, variant.bare, variant.site) for e in keyed]
            found += entries
            if any(_sure(m, variant) for m in entries):
                break
        if found:
            return _once(found) if len(self.indexes) == 1 else _merged(_once(found))
        if (
            other := _ASSIMILATED.sub("", name)
        ) != name:  # "Es Suweida" is sooner Suweida than what sounds like all of it
            return self._find(other)
        part = self._part(name)
        if part or not fold(name).isascii():
            return part
        return [m for m in self.sounding(name) if m.alike >= _ALIKE][:30]

    def _alike(self, name: str, entry: Entry) -> float:
        if entry.how != How.ALTERNATE or entry.population < _LARGE:
            return 1.0
        return likeness(name, self.name(entry))

    def _part(self, name: str) -> list[Match]:
        """The places of a well-known name inside a longer one, where something is likely to be ("Manila Cathedral")."""
        words = name.split()
        if not 1 < len(words) <= 8:
            return []
        for count in range(min(3, len(words) - 1), 0, -1):
            for at in range(len(words) - count + 1):
                some = words[at : at + count]
                if not some[0][:1].isupper() or all(w.casefold() in GENERIC for w in some):
                    continue
                entries = self._keyed(key(" ".join(some)))
                if any(e.how >= How.ALIAS and (e.kind in _KNOWN or e.population >= _KNOWN_FROM) for e in entries):
                    return [Match(e, 1.0, None, True, True) for e in entries if e.how >= How.BARE]
        return []

    def _keyed(self, key: str) -> list[Entry]:
        return [entry for index in self.indexes for entry in index.named(key)]


def _sure(match: Match, variant: Variant) -> bool:
    """Does this place make it needless to leave more words of the name out?"""
    entry = match.entry
    known = entry.how >= How.BARE or entry.population >= 20_000 or entry.kind != Kind.SETTLEMENT
    return known and (not variant.bare or variant.kind is None or entry.kind == variant.kind)


def _once(matches: Iterable[Match]) -> list[Match]:
    """Each place once, as it was found first."""
    return list({(m.entry.source, m.entry.number): m for m in reversed(list(matches))}.values())[::-1]


def _printable(name: str) -> bool:
    """Can it be looked up? Half characters of UTF-16 cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in name


def _merged(matches: list[Match]) -> list[Match]:
    """Each place once, where several gazetteers have it: as the one that is asked first has it."""
    out: list[Match] = []
    for match in matches:
        entry = match.entry
        same = (
            m for m in out if m.entry.source != entry.source and m.entry.kind in _LIKE.get(entry.kind, (entry.kind,))
        )
        if not any(_one(m.entry, entry) for m in same):
            out.append(match)
    return out


_LIKE: dict[int, tuple[int, ...]] = {
    Kind.SETTLEMENT: (Kind.SETTLEMENT, Kind.CAPITAL),
    Kind.CAPITAL: (Kind.SETTLEMENT, Kind.CAPITAL),
}


def _one(one: Entry, other: Entry) -> bool:
    if one.kind == Kind.COUNTRY:
        return one.country == other.country
    if one.kind == Kind.REGION and one.region == other.region:
        return True
    return abs(one.lat - other.lat) < 0.06 and abs(one.lon - other.lon) < 0.06
