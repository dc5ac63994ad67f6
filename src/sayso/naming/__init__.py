"""Naming: who, where and which outlet is meant.

The door: ``locate(name)`` gives the coordinates of a place as written, where they can be told from the name alone.
"""

from .gazetteer import locate

__all__ = ["locate"]
