"""Choosing among what a report offers: which of its places, and which of its dates, an incident has.

The candidates come from rules (every named place, every resolved time, the day of publication, ...), so the choice always leads back to words or
to a stated rule. Which candidate fits is learned: a small network scores each from a few plain features (``training/choosers.py``). The doors are
``place_candidates`` and ``date_candidates``.
"""

from .candidate import Candidate, Chooser, load_choosers
from .dates import date_candidates
from .places import place_candidates
from .scene import Mentions, Scene, Spots, Told, fold

__all__ = [
    "Candidate",
    "Chooser",
    "Mentions",
    "Scene",
    "Spots",
    "Told",
    "date_candidates",
    "fold",
    "load_choosers",
    "place_candidates",
]
