"""Train the choosers of place and date on annotated reports: ``python -m sayso.training.choosers OUT.json GOLD.jsonl...``.

Minutes on one core; needs nothing but NumPy and PyTorch. A candidate is right when the gold's own scorer would accept it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..reading.choosing import Candidate, Mentions, date_candidates, fold, place_candidates
from ..reading.times import When
from .data import scene_of
from .evaluate import scorer

Case = tuple[list[Candidate], list[bool]]


def cases(data: dict[str, Any], gold_score: Any) -> Iterator[tuple[str, Case]]:
    """Every choice that a gold report asks for, with which candidates are right."""
    scene, events, tolls = scene_of(data)
    gold = {i["id"]: i for i in data["incidents"]}
    groups = {i: Mentions([e for e in events if e.incident == i], [t for t in tolls if t.incident == i]) for i in gold}
    taken: list[str] = []
    before: list[tuple[int, When | None]] = []
    for key in sorted((k for k, m in groups.items() if m.spans), key=lambda k: groups[k].spans[0]):
        incident, mentions = gold[key], groups[key]
        found = place_candidates(mentions, scene, taken)
        yield "place", (found, [gold_score.same_place(incident["place"], c.value) for c in found])
        dates = date_candidates(mentions, scene, before)
        right = [gold_score.same_date(incident, _as_incident(c.value)) for c in dates]
        yield "date", (dates, right)
        if incident["place"]:
            taken.append(fold(incident["place"]))
        chosen = next((c.value for c, ok in zip(dates, right, strict=True) if ok), None)
        before.append((scene.sentence(mentions.spans[0][0]), chosen if isinstance(chosen, When) else None))


def _as_incident(when: Any) -> dict[str, Any]:
    return {"start": when.start.isoformat(), "end": when.end.isoformat()} if when else {"start": None, "end": None}


def train(examples: list[Case], size: int, hidden: int = 24, epochs: int = 60, seed: int = 1) -> dict[str, Any]:
    """Train one chooser; its weights as plain lists."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(size, hidden), nn.ReLU(), nn.Linear(hidden, 1, bias=False))
    optim = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-2)
    usable = [
        (torch.tensor([c.features for c in cs]), torch.tensor(ok)) for cs, ok in examples if any(ok) and len(cs) > 1
    ]
    rng = random.Random(seed)
    for epoch in range(epochs):
        rng.shuffle(usable)
        for group in optim.param_groups:
            group["lr"] = 3e-3 * (1 - epoch / epochs)
        for at in range(0, len(usable), 32):
            loss = torch.zeros(())
            for features, ok in usable[at : at + 32]:
                scores = net(features)[:, 0]
                loss = loss - (torch.logsumexp(scores[ok], 0) - torch.logsumexp(scores, 0))
            optim.zero_grad()
            (loss / 32).backward()
            optim.step()
    first, last = net[0], net[2]
    return {
        "weights": [[round(x, 4) for x in row] for row in first.weight.T.tolist()],
        "bias": [round(x, 4) for x in first.bias.tolist()],
        "out": [round(x, 4) for x in last.weight[0].tolist()],
    }


def accuracy(examples: list[Case], choose: Callable[[list[Candidate]], Candidate]) -> tuple[float, float]:
    """Share of right choices, and the share that could be right."""
    right = sum(ok[cs.index(choose(cs))] for cs, ok in examples)
    return right / len(examples), sum(any(ok) for _, ok in examples) / len(examples)


def main() -> None:
    """Command line."""
    from ..reading.choosing import load_choosers

    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out", type=Path)
    p.add_argument("gold", type=Path, nargs="+")
    p.add_argument("--dev", type=Path)
    p.add_argument("--score", type=Path, default=Path("../shared/gold/score.py"))
    args = p.parse_args()
    torch.set_num_threads(1)
    score = scorer(args.score)
    found: dict[str, list[Case]] = {"place": [], "date": []}
    for path in args.gold:
        for line in path.read_text("utf-8").splitlines():
            for name, case in cases(json.loads(line), score):
                found[name].append(case)
    made = {name: train(some, len(some[0][0][0].features)) for name, some in found.items()}
    args.out.write_text(json.dumps(made))
    choosers = load_choosers(args.out)
    for path in filter(None, (args.dev,)):
        held: dict[str, list[Case]] = {"place": [], "date": []}
        for line in path.read_text("utf-8").splitlines():
            for name, case in cases(json.loads(line), score):
                held[name].append(case)
        for name in made:
            print(
                name,
                "train {:.3f} (possible {:.3f})".format(*accuracy(found[name], choosers[name].choose)),
                "dev {:.3f} (possible {:.3f})".format(*accuracy(held[name], choosers[name].choose)),
            )


if __name__ == "__main__":
    main()
