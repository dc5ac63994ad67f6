"""Short names across the reports of one incident, for sources that no table knows: "SNHR", "opposition forces" beside "Syrian opposition forces"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...naming.keys import fold
from .said import Party, Said, Voice
from .settling import noun

_MOST = 50  # names that share a word; a short form of more than these says nothing
_SMALL = frozenset("the of for and on in at de la el al".split())


def unified(claims: Iterable[Said]) -> list[Said]:
    """The claims with one id for one untabled name.

    A name becomes a longer one where it is its acronym, or has the same noun and some of its words; only where one longer name fits.

    Args:
        claims: of one incident.
    """
    claims = list(claims)
    parties = {p.id: p for s in claims for p in (s.outlet, *(p for v in s.voices for p in v.parties)) if p.named}
    names = {
        i: i[1:] if i.startswith("~") else fold(p.name) for i, p in parties.items() if not i.startswith("~report ")
    }
    index = _Index(names)
    into = {i: parties[long] for i in sorted(names) if i.startswith("~") and (long := index.longer(i))}
    return [_with(s, into) for s in claims] if into else claims


class _Index:
    """Folded names by their words and by their initials, so that none is held against all others."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._words = {i: frozenset(name.split()) for i, name in names.items()}
        self._names = names
        self._with: dict[str, list[str]] = {}
        self._initials: dict[str, set[str]] = {}
        for i in sorted(names):
            words = names[i].split()
            for word in self._words[i]:
                self._with.setdefault(word, []).append(i)
            for some in (words, [w for w in words if w not in _SMALL]):
                self._initials.setdefault("".join(w[0] for w in some), set()).add(i)

    def longer(self, short: str) -> str | None:
        """The one longer name that a name is short for: that has its initials, or all its words and the same noun. A table's own name counts."""
        key = self._names[short]
        fits = set(self._initials.get(key, ())) if len(key) >= 3 else set()
        rarest = min((self._with[w] for w in self._words[short]), key=len, default=[])
        for i in rarest[:_MOST]:
            if self._words[short] <= self._words[i] and noun(key) == noun(self._names[i]):
                fits.add(i)
        fits.discard(short)
        longest = (
            [i for i in fits if not any(self._words[i] < self._words[j] for j in fits)] if len(fits) <= _MOST else []
        )
        return longest[0] if len(longest) == 1 else None


def _with(said: Said, into: Mapping[str, Party]) -> Said:
    voices = tuple(Voice(v.words, v.kind, tuple(_named(p, into) for p in v.parties)) for v in said.voices)
    actor = _named(said.actor, into) if said.actor is not None else None
    return replace(said, voices=voices, outlet=_named(said.outlet, into), actor=actor)


def _named(party: Party, into: Mapping[str, Party]) -> Party:
    longer = into.get(party.id) if party.named else None
    if longer is None:
        return party
    how = f'"{party.name}" is taken for {longer.name}, the one longer name that fits it.'
    return replace(longer, how=f"{party.how} {how}".strip())
