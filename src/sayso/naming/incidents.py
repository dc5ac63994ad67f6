"""Where an incident is: its place in the context of its report, as country, region and coordinates."""

from __future__ import annotations

from dataclasses import replace

from ..records import Incident, Place, Span
from .resolving import Resolved, main_place


def locate_incident(incident: Incident, resolved: Resolved) -> Place | None:
    """Where an incident is.

    The place that the reader chose for it (``place_from``, else ``place`` looked for among the report's names), or where it has none the country of
    which the report speaks most, and then without coordinates.

    Args:
        incident: as the reader made it.
        resolved: the places of its report (``Resolved(text, spans, gazetteer)``).

    Returns:
        None where nothing is known, not even a country.
    """
    span = _span(incident, resolved)
    if span is not None:
        place: Place | None = resolved[span]
    elif incident.place:
        place = resolved.place_of(incident.place)
    else:
        place = None
    main = main_place(resolved)
    if main is None or (place is not None and place.country is not None):
        return place
    if place is not None:  # a river through many countries: in that of the report
        return replace(place, country=main.country, code=main.code)
    why = f"no place is given for it; the report speaks of {main.country}"
    return Place("", None, None, main.country, None, "country", main.code, why)


def _span(incident: Incident, resolved: Resolved) -> Span | None:
    """The name of the report that an incident's place is."""
    spans = sorted(resolved.spans)
    if incident.place_from in spans:
        return incident.place_from
    if incident.place_from is not None:
        start, end = incident.place_from
        inside = [s for s in spans if s[0] < end and start < s[1]]
        if inside:
            return inside[0]
    words = (incident.place or "").casefold()
    text = resolved.scene.text
    same = [s for s in spans if words and text[slice(*s)].casefold() == words]
    part = sorted((words.find(text[slice(*s)].casefold()), s) for s in spans if text[slice(*s)].casefold() in words)
    return same[0] if same else part[0][1] if part else None


__all__ = ["locate_incident", "main_place"]
