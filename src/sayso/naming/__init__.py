"""Naming: who, where and which outlet is meant.

The doors: ``resolve_places`` says where the places of a report are, all of them together; ``locate_incident`` where an incident is;
``locate`` gives the coordinates of a place as written, where they can be told from the name alone. ``open_gazetteer`` opens what they look in.
``resolve_actors`` says whom the names and phrases of a report mean, ``resolve_outlet`` which outlet; ``load_tables`` loads what they look in.
"""

from .actors import resolve_actors
from .aliases import Tables
from .aliases import load as load_tables
from .gazetteer import Gazetteer, default_gazetteer, locate, open_gazetteer
from .incidents import locate_incident
from .outlets import resolve_outlet
from .resolving import Resolved, doers, resolve_places

__all__ = [
    "Gazetteer", "Resolved", "Tables", "default_gazetteer", "doers", "load_tables", "locate", "locate_incident", "open_gazetteer",
    "resolve_actors", "resolve_outlet", "resolve_places",
]  # fmt: skip
