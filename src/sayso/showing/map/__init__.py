"""A map of places, drawn offline as SVG.

The door: ``draw(spots)``, where each ``Spot`` is a place with its coordinates and the number of its claims; ``style()`` is the stylesheet
of what it draws. Its parts: ``world`` (the base map), ``view`` (what part is shown, and the projection), ``clip`` (cutting at the edges),
``spots`` (circles) and ``draw`` (the SVG).
"""

from .draw import Map, draw, style
from .spots import Spot

__all__ = ["Map", "Spot", "draw", "style"]
