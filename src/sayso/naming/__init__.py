"""Naming: who, where and which outlet is meant.

The doors: ``resolve_places`` says where the places of a report are, all of them together; ``locate_incident`` where an incident is;
``locate`` gives the coordinates of a place as written, where they can be told from the name alone. ``open_gazetteer`` opens what they look in.
"""

from .gazetteer import Gazetteer, default_gazetteer, locate, open_gazetteer
from .incidents import locate_incident
from .resolving import Resolved, resolve_places

__all__ = [
    "Gazetteer", "Resolved", "default_gazetteer", "locate", "locate_incident", "open_gazetteer", "resolve_places",
]  # fmt: skip
