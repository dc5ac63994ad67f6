"""How a claim stands to what it tells of: does the voice tell of it, blame somebody for it, deny it, judge it?"""

from __future__ import annotations

from collections.abc import Sequence

from ..stances import Stance, stance_of
from .said import Said, Voice

# Where voices of one claim stand to it in several ways, the first of these is that of the claim.
_ORDER: tuple[Stance, ...] = ("tells", "blames", "supposes", "judges", "foresees", "disputes", "denies")


def stance(said: Said) -> Stance:
    """The stance of a claim's innermost voice (``weighing.stances``); of several side by side, of one that tells before one that denies; without any, the outlet speaks."""
    return positions(said)[0][0]


def positions(said: Said) -> list[tuple[Stance, Sequence[Voice]]]:
    """Who stands how to a claim, the claim's own stance first.

    Returns:
        Stances, each with the voices from the outermost to the one that takes it: that of the innermost of every line; and those that deny what another
        says ("the army denied the Monitor's report").
    """
    out: list[tuple[Stance, Sequence[Voice]]] = []
    for line in said.lines:
        out.append((_innermost(said, line), line))
        if line and line[-1].kind != "deny":
            denied = [line[: n + 1] for n, v in enumerate(line[:-1]) if v.kind == "deny"]
            out += [(stance_of("deny", said.status), those) for those in denied]
    return sorted(out, key=lambda x: _ORDER.index(x[0]))


def _innermost(said: Said, line: Sequence[Voice]) -> Stance:
    """What somebody else denies was told, or blamed on somebody, by the one who is denied."""
    if not line:
        return stance_of("report", said.status)
    last = line[-1]
    others = (v for v in said.voices if v.kind == "deny" and v is not last and not _sides(v) & _sides(last))
    denied = said.status == "denied" and last.kind != "deny" and any(others)
    return stance_of(last.kind, "actual" if denied else said.status)


def _sides(voice: Voice) -> set[str]:
    return {i for p in voice.parties if p.named for i in (p.id, *p.affiliations)}
