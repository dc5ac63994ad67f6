"""Tolls: how many, who blames whom, and what cannot both be so.

The doors: ``tolls`` gives the figures of an incident by source and over time, ``blame`` who blames whom and who denies, ``contradictions`` what
excludes each other. All take the claims of one incident and their roots (``weighing.sources``).
"""

from .blame import Blame, Denial, blame
from .contradictions import Contradiction, contradictions
from .figures import BySource, FigureSaid, Range, Step, Toll, tolls, written

__all__ = [
    "Blame", "BySource", "Contradiction", "Denial", "FigureSaid", "Range", "Step", "Toll", "blame", "contradictions", "tolls", "written",
]  # fmt: skip
