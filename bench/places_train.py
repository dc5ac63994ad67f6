"""Fit the weights by which places are chosen: ``python -m bench.places_train ../shared [-o FILE]``.

The model of ``sayso.naming.places`` is log-linear: the belief in a candidate is the softmax of its weighted features. The weights maximise the
likelihood that a name means one of the candidates at the place that the corpus gives, over GeoWebNews and GeoVirus, and in the region that the
gold train reports give for incidents. The features depend on beliefs
about the other names, and so on the weights; fitting and weighing take turns. Each corpus is also held out once, and both figures printed: what
is shipped is fitted on both.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bench.places_score import CORPORA, Article, accuracy, articles, same_region
from sayso.commands.pipes import quietly
from sayso.naming import default_gazetteer
from sayso.naming.gazetteer import Gazetteer
from sayso.naming.kinds import Kind
from sayso.naming.places import FEATURES, distance_km, weigh, weights

Example = tuple[np.ndarray, np.ndarray, float]
ROUNDS = 4
# Off the weight of "none of these": in the corpora, which mark streets and firms as well, a name is more often in no gazetteer than in reports of war.
LESS_NOTHING = 1.0
PULL = 0.15  # towards the weights it starts from
OFTEN = 3  # a name counts at most so many times for one report
AROUND = {
    Kind.COUNTRY: 1100,
    Kind.REGION: 400,
    Kind.CONTINENT: 2500,
    Kind.AREA: 1500,
    Kind.WATER: 2500,
    Kind.RIVER: 1000,
    Kind.MOUNTAIN: 1000,
    Kind.ISLAND: 400,
}  # km
HELD = frozenset(  # the corpora say too little about these, or cannot tell a region from its chief town: they stay as they are
    ("hint", "user", "comma", "holds", "second name", "kind said", "other kind said", "country none", "country share")
)


def examples(some: Sequence[Article], gazetteer: Gazetteer, by: dict[str, float]) -> list[Example]:
    """(features of the candidates, which of them are right, weight) for each name that has a right candidate and a wrong one."""
    out = []
    for article in some:
        for choice in weigh(article.text, list(article.points), gazetteer, by=by).choices:
            if not choice.matches:
                continue
            gold = article.points[choice.spans[0]]
            far = np.array([distance_km((m.entry.lat, m.entry.lon), gold) for m in choice.matches])
            right = (far <= 161) & (far <= far.min() + 30)
            if not right.any():  # a country, a sea: people put its point elsewhere
                right = np.array(
                    [d <= AROUND.get(Kind(m.entry.kind), 0) for d, m in zip(far, choice.matches, strict=True)]
                )
            rows = np.array([[f.get(name, 0.0) for name in FEATURES] for f in [*choice.features, {"nothing": 1.0}]])
            out.append((rows, np.append(right, not right.any()), float(min(len(choice.spans), OFTEN))))
    return out


def regional(golds: Sequence[dict[str, Any]], gazetteer: Gazetteer, by: dict[str, float]) -> list[Example]:
    """The same from annotated reports: right is a candidate in the region that the gold gives for an incident at that place."""
    out = []
    for gold in golds:
        text = gold["text"]
        spans = [tuple(n["span"]) for n in gold["names"] if n["class"] == "place"]
        where = {i["place"]: (i["region"], i["country"]) for i in gold["incidents"] if i["place"] and i["region"]}
        for choice in weigh(text, spans, gazetteer, by=by).choices:
            if not choice.matches or choice.name not in where:
                continue
            region, country = where[choice.name]
            titles = [
                [(gazetteer.title(c) or ("",))[0] for c in (m.entry.region, m.entry.country)] for m in choice.matches
            ]
            right = np.array([same_region(region, r) and same_region(country, c) for r, c in titles])
            rows = np.array([[f.get(name, 0.0) for name in FEATURES] for f in [*choice.features, {"nothing": 1.0}]])
            out.append((rows, np.append(right, not right.any()), 1.0))
    return out


def fit(
    some: Sequence[Article], golds: Sequence[dict[str, Any]], gazetteer: Gazetteer, start: dict[str, float]
) -> dict[str, float]:
    """Weights fitted on some articles and annotated reports."""
    by = dict(start)
    prior = np.array([start.get(f, 0.0) for f in FEATURES])
    free = np.array([f not in HELD for f in FEATURES], dtype=float)
    for _ in range(ROUNDS):
        known = examples(some, gazetteer, by) + regional(golds, gazetteer, by)

        def loss(w: np.ndarray, known: list[Example] = known) -> tuple[float, np.ndarray]:
            total, slope = PULL * float((w - prior) @ (w - prior)), 2 * PULL * (w - prior)
            for rows, right, often in known:
                scores = rows @ w
                odds = np.exp(scores - scores.max())
                p = odds / odds.sum()
                good = float(p[right].sum())
                total -= often * np.log(good + 1e-12)
                slope = slope + often * (p @ rows - (p * right / (good + 1e-12)) @ rows)
            return total, slope * free

        now = np.array([by.get(f, 0.0) for f in FEATURES])
        found = minimize(loss, now, jac=True, method="L-BFGS-B").x
        by = dict(zip(FEATURES, (round(float(x), 3) for x in found), strict=True))
    return by


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1]) / "geo"
    lines = (folder.parent / "gold" / "train.jsonl").read_text("utf-8").splitlines()
    golds = [json.loads(line) for line in lines if line.strip()]
    out = Path(sys.argv[sys.argv.index("-o") + 1]) if "-o" in sys.argv else None
    gazetteer = default_gazetteer()
    start = weights()
    known = {name: list(articles(folder / f"{name}.xml")) for name in CORPORA}
    for held in CORPORA:
        other = [a for name in CORPORA if name != held for a in known[name]]
        by = fit(other, golds, gazetteer, start)
        print(f"fitted without {held}: {accuracy(known[held], gazetteer, by):.3f} within 161 km on it")
    by = fit([a for some in known.values() for a in some], golds, gazetteer, start)
    for name in CORPORA:
        print(f"fitted on both: {accuracy(known[name], gazetteer, by):.3f} on {name}")
    for feature in ("nothing", "sound"):  # a name that only sounds alike stands to "none of these" as before
        by[feature] = round(by[feature] - LESS_NOTHING, 3)
    for name in CORPORA:
        print(f"as shipped: {accuracy(known[name], gazetteer, by):.3f} on {name}")
    text = json.dumps(
        {"method": "bench/places_train.py on GeoWebNews, GeoVirus and the gold train reports", "weights": by}, indent=1
    )
    if out:
        out.write_text(text + "\n", "utf-8")
    else:
        print(text)


if __name__ == "__main__":
    with quietly():
        main()
