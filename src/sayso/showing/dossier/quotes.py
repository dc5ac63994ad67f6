"""The words of claims, wherever the page speaks of a claim: with the sentence round them, the report they stand in, and a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...naming import Tables, resolve_outlet
from .anchors import Words, shorten

if TYPE_CHECKING:
    from .rows import ClaimRow

_AROUND = 110  # characters of the sentence on either side


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim's words with what stands before and after them in the sentence, and who published them when."""

    words: Words
    before: str
    after: str
    outlet: str
    published: str


class Quotes:
    """The claims on the page, by id, and when their reports were published, by theirs."""

    def __init__(self, claims: Mapping[str, ClaimRow], published: Mapping[str, str]) -> None:
        self._claims, self._published = claims, published

    def row(self, claim: str) -> dict[str, Any] | None:
        """The ledger's row; None for a claim that is not on the page."""
        found = self._claims.get(claim)
        return None if found is None else found.row

    def words(self, claim: str) -> Words:
        """The words alone; of a claim that is not on the page its id."""
        found = self._claims.get(claim)
        return Words(claim) if found is None else Words(shorten(found.row["words"], 80), f"#m{found.number}")

    def of(self, claim: str, words: str = "", outlet: str = "", published: str | None = None) -> Quote:
        """The words in their sentence; of a claim that is not on the page what is given of it."""
        row = self.row(claim)
        if row is None:
            return Quote(Words(shorten(words, 80) or claim), "", "", outlet, published or "")
        sentence = row["sentence"]
        start, end = row["span_start"] - row["sentence_start"], row["span_end"] - row["sentence_start"]
        before, after = _plain(sentence[: max(0, start)]).lstrip(), _plain(sentence[max(0, end) :]).rstrip()
        if len(before) > _AROUND:
            before = "…" + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + "…"
        return Quote(
            self.words(claim), before, after, outlet_of(row) or "(outlet not stated)", self._published[row["report"]]
        )


def outlet_of(row: dict[str, Any]) -> str | None:
    """The outlet of a claim, by the name that it has in the tables of outlets, otherwise as written."""
    first = row["chain"][0] if row["chain"] else {}
    name: str | None = first.get("resolved") or row["outlet"]
    return name


def outlet_named(written: str | None, tables: Tables) -> str | None:
    """The same of an outlet of which no claim is on the page."""
    found = resolve_outlet(written, tables) if written else None
    return found.name if found is not None and found.id else written


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words)
