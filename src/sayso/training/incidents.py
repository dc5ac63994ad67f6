"""Fit the weights by which accounts of different reports are joined: ``python -m sayso.training.incidents STORIES CORPUS...``.

What is learned from:

- ``training/corpora.annotations.jsonl``: annotated incidents of single reports. Two that were summed up in nearly the same words and on the same day are one (``ALIKE``);
  two with other days or regions are not. Where these say too little, ``training/incidents.pairs.jsonl`` has pairs judged by hand.
- the stories: groups of reports with their true incidents, those of STORIES and those of ``training/stories.annotations.jsonl``. The figures that are
  printed leave one group out at a time.

The reader is run over all of them, so that the weights fit what it finds, with its errors.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ..naming import default_gazetteer, doers, resolve_places
from ..reading import open_reader
from ..records import Account, Merged, Report, Span
from ..weighing.incidents import accounts, resolve
from ..weighing.incidents.features import FEATURES, INSIDE, across, within
from ..weighing.incidents.score import Weights, as_weights
from ..weighing.incidents.traits import Traits, day, family, traits
from .annotations import join
from .stories import lay

HERE = Path(__file__).parents[3] / "training"
OUT = Path(__file__).parents[1] / "weighing" / "incidents" / "data" / "weights.json"
Floats = NDArray[np.float64]
Names = tuple[str, str]  # a report and its incident
ALIKE, UNALIKE = 0.78, 0.3  # likeness of two summaries above and below which they are one, or are not
MOST = 4000  # pairs of each kind that are not one
ANNOTATED = 0.1  # what a pair of annotated incidents weighs beside a pair of the stories
PENALTY = {"across": 50.0, "within": 5.0}
# by hand, on all groups left out in turn (docs/incidents.md)
CHOSEN = {"edge": 0.3, "link": 0.38, "half": 0.15, "apart": 0.8, "kin": 0.85, "lone": 0.75}


# What is known of a weight beforehand: the sign that its meaning gives, and that accounts dated to other days are the less likely one, the
# more days (the reader's dates are wrong so often that the pairs alone would not say so; without it, daily shelling becomes one incident)
BOUNDS: dict[str, tuple[float | None, float | None]] = {
    "words": (0, None), "rare words": (0, None), "actor": (0, None), "target": (0, None), "family": (0, None), "rare type": (0, None),
    "days": (None, -0.2), "same day": (0, None), "overlap": (0, None), "far days": (None, -1), "other news": (None, -3), "told apart": (None, 0), "rare place": (0, None),
    "apart": (None, 0), "around": (0, None), "dead": (0.2, None), "dead ratio": (None, -0.5), "day and type": (0, None),
}  # fmt: skip


def fit(
    x: Floats, y: Floats, weight: Floats, penalty: float, bounds: Sequence[tuple[float | None, float | None]]
) -> Floats:
    """Logistic regression with an L2 penalty on standardised features.

    Args:
        x: features, ``n x m``. ``y``: 0 or 1. ``weight``: of each row.
        penalty: half of it times the sum of the squared weights is added to the loss. ``bounds``: of each weight, for features as they are.

    Returns:
        Bias and weights, for features as they are: ``m + 1`` numbers.
    """
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[np.ones(len(x)), (x - mean) / spread]

    def loss(w: Floats) -> tuple[float, Floats]:
        s = z @ w
        error = weight * (1 / (1 + np.exp(-s)) - y)
        penalised = np.r_[0.0, w[1:]]
        value = (weight * (np.logaddexp(0, s) - y * s)).sum() + penalty * (penalised**2).sum() / 2
        return float(value), z.T @ error + penalty * penalised

    scaled = [(None, None)] + [
        tuple(None if b is None else b * s for b in pair) for pair, s in zip(bounds, spread, strict=True)
    ]
    start = np.array(
        [min(max(0.0, lo if lo is not None else -np.inf), hi if hi is not None else np.inf) for lo, hi in scaled]
    )
    w = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=scaled).x
    weights = w[1:] / spread
    return np.r_[w[0] - (weights * mean).sum(), weights]


def read(rows: Iterable[dict[str, Any]]) -> list[Account]:
    """Accounts of reports as the shipped reader and gazetteer see them."""
    reader, gazetteer = open_reader(), default_gazetteer()
    out: list[Account] = []
    for row in rows:
        reading = reader.read(
            Report(row["id"], row["text"], row["outlet"], published=row["published"], external_id=row["id"])
        )
        spans = sorted({n.span for n in reading.names if n.cls == "place"})
        found = resolve_places(row["text"], spans, gazetteer, doers=doers(reading.events))
        out += accounts(reading, dict(zip(spans, found, strict=True)))
    return out


# ---------------------------------------------------------------- annotated reports

_PLAIN = frozenset("the and for with near over after from into its says several other against syria syrian".split())


def _words(incident: dict[str, Any]) -> frozenset[str]:
    text = f"{incident['summary'] or ''} {incident['place'] or ''}".lower()
    return frozenset(w[:5] for w in re.findall(r"\w{3,}", text) if w not in _PLAIN)


def _apart(a: dict[str, Any], b: dict[str, Any]) -> int | None:
    one, other = (day(a["start"]), day(a["end"])), (day(b["start"]), day(b["end"]))
    if None in one or None in other:
        return None
    return max(0, one[0] - other[1], other[0] - one[1])  # type: ignore[operator]


def judged(
    reports: Sequence[dict[str, Any]], by_hand: Iterable[dict[str, Any]], seed: int = 1
) -> dict[tuple[Names, Names], bool]:
    """Pairs of annotated incidents of different reports: are they one?"""
    every = [(r, i, _words(i)) for r in reports for i in r["incidents"]]
    counts = Counter(w for *_, words in every for w in words)
    rarity = {w: math.log(len(every) / n) for w, n in counts.items()}
    holding: dict[str, list[int]] = defaultdict(list)
    for n, (*_, words) in enumerate(every):
        for w in words:
            holding[w].append(n)
    same: dict[tuple[Names, Names], bool] = {}
    other: dict[str, list[tuple[Names, Names]]] = defaultdict(list)
    for n, (report, incident, words) in enumerate(every):
        shared: Counter[int] = Counter()
        for w in words:
            for m in holding[w]:
                if m > n and every[m][0] is not report:
                    shared[m] += rarity[w]  # type: ignore[assignment]
        for m, common in sorted(shared.items()):
            also, mate, its = every[m]
            whole = sum(rarity[w] for w in words) + sum(rarity[w] for w in its)
            kind = _kind(2 * common / whole if whole else 0.0, report, incident, also, mate)
            pair = ((report["id"], incident["id"]), (also["id"], mate["id"]))
            if kind == "same":
                same[pair] = True
            elif kind:
                other[kind].append(pair)
    rng = random.Random(seed)
    for _, pairs in sorted(other.items()):
        same |= {p: False for p in rng.sample(pairs, min(MOST, len(pairs)))}
    known = {(r["id"], i["id"]) for r, i, _ in every}
    for row in by_hand:
        one, two = tuple(row["one"]), tuple(row["other"])
        if one in known and two in known:
            same.pop((two, one), None)
            same[one, two] = row["same"]
    return same


def _kind(
    alike: float, report: dict[str, Any], a: dict[str, Any], also: dict[str, Any], b: dict[str, Any]
) -> str | None:
    """``same``, or in what way two incidents are plainly two; None where that is not plain."""
    gap = _apart(a, b)
    told = abs((day(report["published"]) or 0) - (day(also["published"]) or 0))
    if alike >= ALIKE and gap in (0, 1):
        return "same"
    if gap is not None and gap >= 2 and a["precision"] == b["precision"] == "day" and alike > UNALIKE and told < 60:
        return "other day"
    if gap is not None and gap <= 3 and alike < UNALIKE and told < 20 and _elsewhere(a, b):
        return "elsewhere"
    return "undated" if gap is None and alike < UNALIKE else None


def _elsewhere(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Are they of other families of types, or in other regions? A capital and the region round it are written for each other."""
    if family(a["type"]) != family(b["type"]):
        return True
    one, other = a["region"] or "", b["region"] or ""
    return bool(one and other) and one[:4] != other[:4] and "amas" not in one + other


def matched(found: Iterable[Account], reports: Iterable[dict[str, Any]]) -> dict[str, Names]:
    """For each account the annotated incident that most of its mentions overlap with."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for r in reports:
        marks = [(*e["trigger"], e["incident"]) for e in r["events"]] + [
            (*t["span"], t["incident"]) for t in r["tolls"]
        ]
        spans[r["id"]] = [m for m in marks if m[2]]
    out = {}
    for a in found:
        votes = Counter(i for _, (s, e) in a.mentions for x, y, i in spans[a.report] if s < y and x < e)
        if votes:
            out[a.id] = (a.report, votes.most_common(1)[0][0])
    return out


Rows = tuple[list[tuple[float, ...]], list[float], list[float]]


def annotated_pairs(
    found: Sequence[Account], truth: dict[str, Names], same: dict[tuple[Names, Names], bool], seed: int = 1
) -> Rows:
    """Features, answers and weights of pairs of accounts of different reports."""
    of: dict[Names, list[Traits]] = defaultdict(list)
    for a in found:
        if a.id in truth:
            of[truth[a.id]].append(traits(a))
    rng = random.Random(seed)
    x, y, weight = [], [], []
    for (one, other), answer in same.items():
        pairs = [(p, q) for p in of.get(one, ()) for q in of.get(other, ())]
        some = rng.sample(pairs, min(len(pairs), 6 if answer else 2))
        for p, q in some:
            x.append(across(p, q))
            y.append(float(answer))
            weight.append(ANNOTATED / len(some))
    return x, y, weight


def within_pairs(found: Iterable[Account], truth: dict[str, Names]) -> Rows:
    """The same for pairs of one report; a long report does not weigh more than some thirty pairs."""
    of: dict[str, list[Traits]] = defaultdict(list)
    for a in found:
        if a.id in truth:
            of[a.report].append(traits(a))
    x, y, weight = [], [], []
    for some in of.values():
        pairs = list(combinations(some, 2))
        for p, q in pairs:
            x.append(within(p, q))
            y.append(float(truth[p.account.id] == truth[q.account.id]))
            weight.append(min(1.0, 30 / len(pairs)))
    return x, y, weight


# ---------------------------------------------------------------- stories


def scorer(folder: Path) -> Any:
    """The stories' ``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("stories_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot load {folder / 'score.py'}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def groups_of(folder: Path) -> list[str]:
    """Names of the groups of a folder of stories."""
    return sorted(p.name.removesuffix(".docs.jsonl") for p in folder.glob("*.docs.jsonl"))


def told(folder: Path, group: str, found: Iterable[Account]) -> dict[str, set[str]]:
    """For the accounts at the sentences that the stories name: the true incidents that they tell of."""
    score = scorer(folder)
    docs, incidents, tells = score.load(folder, group)
    where: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for a in found:
        where[a.report] += [(a.id, s) for _, s in a.mentions]
    types = {a.id: {"type": a.type} for a in found}
    out: dict[str, set[str]] = defaultdict(set)
    for t in tells:
        at = score.place(t, docs, where, types, incidents[t["inc"]]["type"])
        if at:
            out[at].add(t["inc"])
    return out


def story_pairs(found: Iterable[Account], truth: dict[str, set[str]]) -> Rows:
    """Features and answers of pairs of accounts of different reports of one group."""
    some = [traits(a) for a in found if a.id in truth]
    pairs = [(p, q) for p, q in combinations(some, 2) if p.account.report != q.account.report]
    return (
        [across(p, q) for p, q in pairs],
        [float(bool(truth[p.account.id] & truth[q.account.id])) for p, q in pairs],
        [1.0] * len(pairs),
    )


def as_json(merged: Iterable[Merged], external: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Incidents as ``score.py`` takes them."""
    return [
        {"id": m.id, "type": m.type, "start": m.start, "end": m.end, "killed": m.killed,
         "mentions": [{"external_id": (external or {}).get(r, r), "span": s} for r, _, s in m.mentions]}
        for m in merged
    ]  # fmt: skip


def figures(folder: Path, merged: Iterable[Merged], groups: Sequence[str] = ()) -> dict[str, float]:
    """What ``score.py`` says of incidents."""
    out = StringIO()
    with TemporaryDirectory() as place:
        path = Path(place) / "incidents.json"
        path.write_text(json.dumps(as_json(merged)), "utf-8")
        with redirect_stdout(out):
            scorer(folder).main([str(folder), str(path), "--json", *groups])
    return dict(json.loads(out.getvalue()))


# ---------------------------------------------------------------- all together


def weights(across_rows: Sequence[Rows], within_rows: Rows) -> dict[str, Any]:
    """Fitted weights, as they are kept."""
    held: dict[str, Any] = {}
    for part, names, rows in (("across", FEATURES, across_rows), ("within", INSIDE, [within_rows])):
        x, y, w = (np.array([v for r in rows for v in r[k]]) for k in range(3))
        bounds = [BOUNDS.get(n, (None, None)) if part == "across" else (None, None) for n in names]
        fitted = fit(x, y, w, PENALTY[part], bounds)
        held[part] = dict(zip(("bias", *names), (round(float(v), 3) for v in fitted), strict=True))
    return held | CHOSEN


def left_out(
    by_group: dict[str, list[Account]], stories: dict[str, Rows], annotated: Rows, inside: Rows
) -> Iterator[Merged]:
    """Incidents of each group by weights that were fitted without it."""
    for group, found in by_group.items():
        others = [rows for g, rows in stories.items() if g != group]
        fitted: Weights = as_weights(weights([annotated, *others], inside))
        yield from resolve(found, fitted)


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("stories", type=Path)
    p.add_argument("corpora", type=Path, nargs="+")
    p.add_argument("--out", type=Path, default=OUT)
    args = p.parse_args()
    every = join(HERE / "corpora.annotations.jsonl", args.corpora)
    reports = [r for r in every if "start" not in r]  # parts of one report are no two voices
    by_hand = [json.loads(line) for line in (HERE / "incidents.pairs.jsonl").read_text("utf-8").splitlines()]
    found = read(reports)
    truth = matched(found, reports)
    annotated = annotated_pairs(found, truth, judged(reports, by_hand))
    inside = within_pairs(found, truth)
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(args.stories, Path(place) / "stories"))
        lay(HERE / "stories.annotations.jsonl", args.corpora, folder)
        learn(folder, groups_of(args.stories), annotated, inside, args.out)


def learn(folder: Path, own: Sequence[str], annotated: Rows, inside: Rows, out: Path) -> None:
    """Fit on all groups of a folder and write the weights; ``own`` are the groups of the stories, which are printed by themselves too."""
    by_group, stories = {}, {}
    for group in groups_of(folder):
        rows = [json.loads(line) for line in (folder / f"{group}.docs.jsonl").read_text("utf-8").splitlines()]
        by_group[group] = read(rows)
        stories[group] = story_pairs(by_group[group], told(folder, group, by_group[group]))
    print(
        f"pairs: {len(annotated[0])} annotated, {sum(len(r[0]) for r in stories.values())} of stories, {len(inside[0])} within reports"
    )
    merged = list(left_out(by_group, stories, annotated, inside))
    print("each group by weights fitted without it:", figures(folder, merged))
    print("  those of the stories alone:", figures(folder, merged, own))
    for group in by_group:
        print(" ", group, figures(folder, merged, [group]))
    held = weights([annotated, *stories.values()], inside)
    out.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    every = resolve([a for some in by_group.values() for a in some], as_weights(held))
    print("all together, by weights fitted on them:", figures(folder, every))
    print("  those of the stories alone:", figures(folder, every, own))


if __name__ == "__main__":
    main()
