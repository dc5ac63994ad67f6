"""Who is meant by a phrase that stands for a party: by a resolver of actors where there is one, else by its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...naming.actors import resolve_actors
from ...naming.aliases import Tables, load
from ...naming.outlets import resolve_outlet
from ...naming.words import name_key, unpossessed
from ...pronouns import PRONOUNS
from ...reading.times import reference
from ...records import Reading, Resolution, Span
from ..chains import NO_OUTLET
from .page import Page

Resolve = Callable[[Reading, Span], "tuple[str, str, str] | None"]  # -> (id, name, how), or None where it does not know

NOT_SAID = "(not said)"
_LONG = 8  # words: a longer role is a misread clause, and the name in it says who is meant


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who does or gets something.

    Attributes:
        key: by which two mentions are one party: an id of a table of actors, or ``~`` and folded words; "" where nobody is said.
        name: what to call it. ``words``: as written; ``span``: where.
        how: why the words mean it; "" where they are its name.
    """

    key: str
    name: str
    words: str | None = None
    span: Span | None = None
    how: str = ""

    @property
    def said(self) -> bool:
        """Whether the text says anybody at all."""
        return bool(self.key)


NOBODY = Party("", NOT_SAID)


def party(page: Page, span: Span | None, resolve: Resolve | None = None) -> Party:
    """The party that a span names; ``NOBODY`` for None.

    A pronoun is kept as it is written and is another party in every report. Of a clause of more than eight words, which no reader should have
    taken for a party, the first group or person named in it counts.

    Args:
        page: of the report that the span belongs to.
        span: a role's words.
        resolve: says which actor of a table the words mean.
    """
    if span is None:
        return NOBODY
    words = page.text[slice(*span)]
    inner = page.parties(*span) if len(words.split()) > _LONG else []
    for at in (span, *inner[:1]):
        found = resolve(page.reading, at) if resolve else None
        if found is not None:
            return Party(found[0], found[1], words, span, found[2])
    if inner:
        return Party(
            _key(page, inner[0]),
            unpossessed(page.text[slice(*inner[0])]),
            words,
            span,
            "the first party named in a longer phrase",
        )
    return Party(_key(page, span), _plain(words), words, span)


def outlet(page: Page, resolve: Resolve | None = None) -> Party:
    """The outlet of a report as a party: the same one that others quote by its name, where the tables know it."""
    name = page.report.outlet
    found = resolve.outlet(name) if name and isinstance(resolve, ByTables) else None
    if found is not None:
        return Party(found[0], found[1], how=f"in the outlet's own words; {found[2]}")
    key = f"~outlet:{(name or page.report.id).casefold()}"
    return Party(key, name or NO_OUTLET, how="in the outlet's own words")


class ByTables:
    """Resolves by the tables of actors and outlets, one report at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the tables.

        Args:
            folder: of a ledger, whose own tables count too.

        Raises:
            TableError: a table cannot be read.
        """
        self._tables = load(folder)
        self._report: str | None = None
        self._known: dict[Span, Any] = {}

    def __call__(self, reading: Reading, span: Span) -> tuple[str, str, str] | None:
        """Whom a name, role or source of a reading means: (id, name, how); None where that is open."""
        if self._report != reading.report.id:
            self._report = reading.report.id
            self._known = dict(_resolved(reading, self._tables))
        found = self._known.get(span)
        return None if found is None or found.id is None else (found.id, found.name, found.how)

    def outlet(self, name: str) -> tuple[str, str, str] | None:
        """Which outlet a report's own outlet is: (id, name, how), the id that a mention of it gets too; None where that is open."""
        found = resolve_outlet(name, self._tables)
        return None if found.id is None else (found.id, found.name, found.how)


def _resolved(reading: Reading, tables: Tables) -> dict[Span, Resolution]:
    """As the ledger resolves them: by the day of the report, and by the country that most of its incidents are in."""
    report = reading.report
    countries = Counter(i.country for i in reading.incidents if i.country)
    country = max(countries, key=lambda c: countries[c], default=None)
    day, _ = reference(report.text, report.published)
    return resolve_actors(report.text, reading.names, reading.events, reading.attributions, tables, country, day)


def pronoun(words: str | None) -> bool:
    """Whether a phrase is a single pronoun, which says nothing without what stands before it."""
    return words is not None and words.strip().casefold() in PRONOUNS


def _plain(words: str) -> str:
    bare = unpossessed(" ".join(words.split()).strip(" \"'“”‘’[(,;"))
    return re.sub(r"^(?:the|a|an) (?=\S)", "", bare, flags=re.I) or words


def _key(page: Page, span: Span) -> str:
    words = page.text[slice(*span)]
    if pronoun(words):
        return f"~{page.report.id}:{words.strip().casefold()}"
    return f"~{name_key(_plain(words)) or words.strip()[:80]}"
