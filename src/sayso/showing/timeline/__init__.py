"""A timeline of incidents, drawn as SVG.

The door: ``draw(bars)``, where each ``Bar`` is an incident with its dates and how exact they are; ``style()`` is the stylesheet of what it
draws. Its parts: ``days`` (dates, axis, what part of time is shown) and ``draw`` (the SVG).
"""

from .draw import Bar, Timeline, draw, style

__all__ = ["Bar", "Timeline", "draw", "style"]
