"""Distance and bearing: "280 kilometers northeast of al-Safa" against the geodesic between the two places."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..records import Check, CheckResult
from .geodesy import WINDS, bearing, distance_km, turn, wind
from .places import Point, ask, may_be_point, point
from .relations import Relation, relations
from .scene import Scene
from .zones import name_key

KIND = "distance and bearing"
SHARE = 0.15  # figures in reports are round: 280 may be 260 or 300
LEAST_KM = 10.0  # of short distances, and for where in a place one counts from
DETOUR = 1.5  # a distance may be by road: roads are 1.2 to 1.5 times as long as the geodesic in most countries (Ballou, Rahardja and Sakai 2002)
NAMESAKE_KM = 100.0  # "X north of Y" is said of what is near: a village this far off is likelier another of its name, which the gazetteer lacks
ASIDE = 45.0  # degrees: a wind of eight means 22.5 to either side; as much again for the way people speak


def check(scene: Scene) -> Iterator[Check]:
    """Distances and directions between two named places.

    ``fails``: the geodesic is longer than said, or shorter by more than a detour by road explains, beyond 15 % or 10 km and the extent
    of both places; or the direction is more than 45 degrees off, beyond what their extent explains.
    """
    seen: set[tuple[str, str, str]] = set()
    for number in range(len(scene.sentences)):
        for relation in relations(scene, number):
            if relation.subject is None or (relation.km is None and relation.wind is None):
                continue
            said = f"{relation.km} {relation.wind}"
            words = (
                said,
                name_key(scene.text[slice(*relation.origin)]),
                name_key(scene.text[slice(*relation.subject)]),
            )
            if words not in seen:
                seen.add(words)
                yield from _check(scene, relation)


def _check(scene: Scene, relation: Relation) -> Iterator[Check]:
    assert relation.subject is not None
    inputs = [
        scene.evidence("said", relation.span),
        scene.evidence("from", relation.origin),
        scene.evidence("to", relation.subject),
    ]
    a, b = point(scene, relation.origin), point(scene, relation.subject)
    if a is None or b is None:
        missing = [s for s, p in ((relation.origin, a), (relation.subject, b)) if p is None]
        if all(may_be_point(scene, s) for s in missing):
            yield scene.result(KIND, "cannot tell", ask(scene, missing), inputs, {})
        return
    yield _measured(scene, relation, a, b)


def _measured(scene: Scene, relation: Relation, a: Point, b: Point) -> Check:
    km, degrees = distance_km(a.at, b.at), bearing(a.at, b.at)
    said = " ".join(scene.text[slice(*relation.span)].split())
    far = _distance(relation, km, a.reach_km + b.reach_km)
    way = _direction(relation, degrees, km, a.reach_km + b.reach_km)
    namesake = way == "fails" and relation.km is None and km > NAMESAKE_KM and (a.village or b.village)
    if namesake:
        way = "cannot tell"
    result: CheckResult = (
        "fails" if "fails" in (far, way) else "cannot tell" if way == "cannot tell" and far is None else "holds"
    )
    fact = f"{b.name} is {km:.0f} km {wind(degrees)} of {a.name}"
    if result == "fails":
        off = [w for w, r in (("the distance", far), ("the direction", way)) if r == "fails"]
        why = f"{fact}, said is “{said}”: {' and '.join(off)} {'do' if len(off) > 1 else 'does'} not agree."
    elif result == "holds":
        why = f"{fact}, which agrees with “{said}”."
    elif namesake:
        why = f"{fact}, said is “{said}”: another place of that name may be meant."
    else:
        why = f"{fact}, too near for their extent to tell a direction."
    inputs = [
        scene.evidence("said", relation.span),
        scene.evidence("from", a.span),
        scene.evidence("to", b.span),
    ]
    numbers = {"km": round(km, 1), "degrees": round(degrees, 1)}
    return scene.result(
        KIND, result, why, inputs, numbers | ({"said km": round(relation.km, 1)} if relation.km is not None else {})
    )


def _distance(relation: Relation, km: float, reach: float) -> CheckResult | None:
    """Does the distance agree? None where none is said."""
    said = relation.km
    if said is None:
        return None
    slack = max(LEAST_KM, SHARE * said) + reach
    longest = math.inf if relation.hedge.endswith(("over", "more than", "at least")) else said + slack
    shortest = (
        0.0
        if relation.hedge in ("within", "less than", "up to") or "under" in relation.hedge
        else said / DETOUR - slack
    )
    return "holds" if shortest <= km <= longest else "fails"


def _direction(relation: Relation, degrees: float, km: float, reach: float) -> CheckResult | None:
    """Does the direction agree? None where none is said."""
    if relation.wind is None:
        return None
    if km <= 2 * reach:
        return "cannot tell"
    allowed = ASIDE + math.degrees(math.asin(reach / km))
    return "holds" if turn(degrees, WINDS[relation.wind]) <= allowed else "fails"
