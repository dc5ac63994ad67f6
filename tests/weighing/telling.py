"""Claims made by hand for the tests of sources and tolls. EXERCISE: all names and events are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Span
from sayso.weighing.sources import Party, Said, Voice

ORDER = ("report", "deny", "accuse", "warn", "predict", "infer", "demand", "feel")


@dataclass(frozen=True)
class Passage:
    """A passage that stands in two reports."""

    report: str
    span: Span
    other: str
    other_span: Span


def party(words: str) -> Party:
    """``Monitor``; ``?activists`` has no name; ``SANA<state`` belongs to ``state``, ``A<b<c`` to b and so to c."""
    if words.startswith("?"):
        return Party("", words[1:], named=False)
    name, *belongs = words.split("<")
    return Party(name.lower(), name, affiliations=tuple(b.lower() for b in belongs))


def voice(words: str) -> Voice:
    """``Monitor``, ``deny:Army``, ``Monitor+Clinic`` for a source of two."""
    kind, _, who = words.rpartition(":")
    return Voice(who, kind or "report", tuple(party(w) for w in who.split("+")))


def event(
    claim: str, outlet: str, *chain: str, type: str = "shelling", status: str = "actual", at: int = 0,
    published: str | None = "1931-03-12", actor: str | None = None, incident: str | None = "x1", time: str | None = None, start: str | None = None,
) -> Said:  # fmt: skip
    """An event; ``claim`` is ``REPORT.e1``."""
    return Said(
        claim, claim.split(".")[0], party(outlet), published, incident, "event", type, status, (at, at + 5), (0, 400), "shell",
        voices=tuple(map(voice, chain)), actor=party(actor) if actor else None, time=time, start=start, end=start,
        precision="day" if start else "unknown",
    )  # fmt: skip


def toll(
    claim: str, outlet: str, words: str, low: int | None, high: int | None, *chain: str, who: str = "people", fate: str = "killed",
    sentence: str | None = None, published: str | None = "1931-03-12", status: str = "actual", at: int = 0, incident: str | None = "x1",
) -> Said:  # fmt: skip
    """A toll; ``at`` is where its sentence begins, which is ``words`` alone where none is given."""
    text = sentence or words
    where = at + text.index(words)
    return Said(
        claim, claim.split(".")[0], party(outlet), published, incident, "toll", fate, status, (where, where + len(words)), (at, at + len(text)), words,
        text, tuple(map(voice, chain)), who, low, high,
    )  # fmt: skip


def names(roots: Sequence[object]) -> list[str]:
    """The names of roots."""
    return [r.name for r in roots]  # type: ignore[attr-defined]
