"""How well places are resolved: ``python -m bench.places_score ../shared`` (part of ``make score``).

On GeoWebNews and GeoVirus, given the marked names that have coordinates: the share within 161 km (100 miles), the area under the curve of the
errors (mean of ln(1 + error in km), as a share of ln of half the girth of the Earth: 0 is best) and the median error; on the gold dev reports, given their
place names: country, region and, by its own coordinates, place of the incidents. A corpus that is not there is passed over, and said so.
"""

from __future__ import annotations

import json
import math
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.commands.pipes import quietly
from sayso.naming import Gazetteer, default_gazetteer, locate_incident, resolve_places
from sayso.naming import places as weighing
from sayso.naming.keys import fold
from sayso.naming.places import distance_km
from sayso.naming.resolving import Resolved, doers
from sayso.naming.translit import likeness
from sayso.reading import from_json
from sayso.records import Report, Span

FLOORS = {"GeoVirus": 0.80, "GeoWebNews": 0.75}
CORPORA = tuple(FLOORS)
FARTHEST = 20_039  # km: half the girth of the Earth; the error of a name that gets no coordinates


@dataclass(frozen=True)
class Article:
    """A text with the points of its place names."""

    name: str
    text: str
    points: dict[Span, tuple[float, float]]


def articles(path: Path) -> Iterator[Article]:
    """The articles of a corpus in the format of GeoVirus or GeoWebNews; names without coordinates are left out."""
    for n, article in enumerate(ET.parse(path).iter("article")):
        text = article.findtext("text") or ""
        points: dict[Span, tuple[float, float]] = {}
        for node in (*article.iter("location"), *article.iter("toponym")):
            lat, lon = (
                node.findtext("lat") or node.findtext("latitude"),
                node.findtext("lon") or node.findtext("longitude"),
            )
            name = node.findtext("name") or node.findtext("extractedName") or ""
            if lat and lon:
                start, end = int(node.findtext("start") or 0), int(node.findtext("end") or 0)
                if text[start:end] != name and text[start - 1 : end - 1] == name:  # GeoVirus counts from 1
                    start, end = start - 1, end - 1
                if 0 <= start < end <= len(text):  # one name of GeoWebNews is marked outside its text
                    points[start, end] = (float(lat), float(lon))
        if points:
            yield Article(f"{path.stem}-{n}", text, points)


def errors(some: Sequence[Article], gazetteer: Gazetteer) -> list[float]:
    """Error in km of every name, the smallest first."""
    out = []
    for article in some:
        spans = list(article.points)
        for span, place in zip(spans, resolve_places(article.text, spans, gazetteer), strict=True):
            known = place.lat is not None and place.lon is not None
            out.append(distance_km((place.lat, place.lon), article.points[span]) if known else FARTHEST)  # type: ignore[arg-type]
    return sorted(out)


def accuracy(some: Sequence[Article], gazetteer: Gazetteer, by: Mapping[str, float]) -> float:
    """Share of names within 161 km, with these weights."""
    shipped = weighing.weights
    weighing.weights = lambda: dict(by)  # type: ignore[assignment]
    try:
        found = errors(some, gazetteer)
    finally:
        weighing.weights = shipped
    return sum(e <= 161 for e in found) / len(found)


def figures(found: Sequence[float]) -> dict[str, float]:
    """The three figures of a list of errors."""
    return {
        "within 161 km": sum(e <= 161 for e in found) / len(found),
        "area": sum(math.log(1 + e) for e in found) / len(found) / math.log(FARTHEST),
        "median km": found[len(found) // 2],
    }


def same_region(one: str | None, other: str | None) -> bool:
    """Are two names of a region one, however they are transliterated?"""
    if not one or not other:
        return one == other
    synonyms = {"damascus countryside": "rif dimashq", "rural damascus": "rif dimashq"}
    a, b = (synonyms.get(fold(x), fold(x)) for x in (one, other))
    return a == b or likeness(a, b) >= 0.8


def incidents(golds: Sequence[Mapping[str, Any]], gazetteer: Gazetteer) -> Counter[str]:
    """How many incidents get country, region and coordinates, given the gold's names and places."""
    count: Counter[str] = Counter()
    for gold in golds:
        report = Report(gold["id"], gold["text"], gold["outlet"], published=gold["published"])
        reading = from_json(dict(gold), report)
        spans = [n.span for n in reading.names if n.cls == "place"]
        resolved = Resolved(report.text, spans, gazetteer, doers=doers(reading.events))
        for incident in reading.incidents:
            place = locate_incident(incident, resolved)
            for field in ("country", "region"):
                want, got = getattr(incident, field), getattr(place, field) if place else None
                count[f"{field}, where the gold has one"] += want is not None
                count[f"{field} right"] += want is not None and same_region(want, got)
            count["incidents"] += 1
            count["place, where the gold has one"] += incident.place is not None
            count["place with coordinates"] += bool(incident.place and place and place.lat is not None)
            count["place of its own, not near another"] += bool(
                incident.place and place and place.precision not in ("near", "unknown")
            )
    return count


def main() -> None:
    """Command line."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    gazetteer = default_gazetteer()
    print(f"\nplaces: {'corpus':14}{'names':>7}{'within 161 km':>15}{'floor':>7}{'area':>8}{'median km':>11}")
    for name in CORPORA:
        path = shared / "geo" / f"{name}.xml"
        if not path.exists():
            print(f"        {name:14} skipped: {path} is not there")
            continue
        found = errors(list(articles(path)), gazetteer)
        its = figures(found)
        mark = "ok" if its["within 161 km"] >= FLOORS[name] else "BELOW"
        print(
            f"        {name:14}{len(found):>7}{its['within 161 km']:>15.3f}{FLOORS[name]:>7.2f}{its['area']:>8.3f}{its['median km']:>11.1f}  {mark}"
        )
    dev = shared / "gold" / "dev.jsonl"
    if not dev.exists():
        print(f"        incidents skipped: {dev} is not there")
        return
    golds = [json.loads(line) for line in dev.read_text("utf-8").splitlines() if line.strip()]
    count = incidents(golds, gazetteer)
    for field in ("country", "region"):
        right, whole = count[f"{field} right"], count[f"{field}, where the gold has one"]
        print(f"        {dev.name}: {field} of incidents {right}/{whole} = {right / max(1, whole):.3f}")
    some, whole = count["place with coordinates"], count["place, where the gold has one"]
    own = count["place of its own, not near another"]
    print(f"        {dev.name}: place of incidents with coordinates {some}/{whole}, of its own {own}/{whole}")


if __name__ == "__main__":
    with quietly():
        main()
