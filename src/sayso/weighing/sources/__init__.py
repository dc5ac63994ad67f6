"""Sources: on how many independent first-hand sources an incident or a figure rests.

The doors: ``said`` makes what is counted from a report's claims, ``roots`` leads each claim of one incident to its roots, ``sources`` counts
them and says why. The rule is ``RULE``; docs/sources.md explains it.
"""

from .aliases import unified
from .independence import FigureSources, IncidentSources, between, by_incident, sources
from .roots import RULE, Root, Rooted, belongs, roots
from .said import Party, Said, Voice, said

__all__ = [
    "RULE", "FigureSources", "IncidentSources", "Party", "Root", "Rooted", "Said", "Voice", "belongs", "between", "by_incident", "roots", "said", "sources",
    "unified",
]  # fmt: skip
