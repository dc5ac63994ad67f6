"""How a claim stands to what it tells of: does the voice tell of it, blame somebody for it, deny it, judge it?"""

from __future__ import annotations

from ..stances import Stance, stance_of
from .said import Said


def stance(said: Said) -> Stance:
    """The stance of a claim's innermost voice (``weighing.stances``); without any, the outlet speaks."""
    return stance_of(said.voices[-1].kind if said.voices else "report", said.status)
