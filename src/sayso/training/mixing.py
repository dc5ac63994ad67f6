"""How the two judges of pairs are mixed: ``python -m sayso.training.mixing MODEL HELD.jsonl...``.

Logistic regression (three numbers) over the log odds of the trees and of the network, on the gold mentions of reports that neither was trained on:
both are surer than they should be of reports that they know.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from tokenizers import Tokenizer

from ..reading.first import read_windows
from ..reading.grouping import BACK, Grouped, by_words
from ..reading.mentions import mentions_of, pair_features
from ..reading.network import SLOTS, OnnxNetwork, Settings
from ..reading.vectors import Vectors
from ..reading.words import Words, cut
from .data import load, scene_of


def grouped(report: dict[str, Any], tokenizer: Tokenizer, network: OnnxNetwork) -> tuple[list[Grouped], list[str]]:
    """The gold mentions of a report that belong to an incident, in text order, with their vectors; and their incidents."""
    scene, events, tolls = scene_of(report)
    every = mentions_of(events, tolls, scene)
    words = cut(report["text"], tokenizer)
    vectors = Vectors(list(read_windows(words, network, Settings())))
    causes = {e.id: e for e in events}
    found = [(e.trigger, e.id, e.incident, e) for e in events if e.incident]
    found += [(t.span, t.id, t.incident, causes.get(t.event or "")) for t in tolls if t.incident]
    found.sort(key=lambda f: f[:2])
    mentions = [Grouped(every[key], _vectors(span, event, words, vectors)) for span, key, _, event in found]
    return mentions, [incident for *_, incident, _ in found]


def _vectors(span: Any, event: Any, words: Words, vectors: Vectors) -> Any:
    fillers = [span if slot == "mention" else getattr(event, slot, None) for slot in SLOTS]
    return np.stack([vectors.mean(words.find(filler) if filler else None) for filler in fillers])


def odds(report: dict[str, Any], tokenizer: Tokenizer, network: OnnxNetwork) -> tuple[np.ndarray, np.ndarray]:
    """``[P, 2]`` log odds by trees and by words of the pairs of a report, and ``[P]`` whether each tells of one incident."""
    mentions, incidents = grouped(report, tokenizer, network)
    pairs = [(i, j) for j in range(len(mentions)) for i in range(max(0, j - BACK), j)]
    trees = network.pairs(pair_features([m.mention for m in mentions], pairs))
    same = np.array([incidents[i] == incidents[j] for i, j in pairs], np.int64)
    return np.stack([trees, by_words(mentions, pairs, network)], 1), same


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", type=Path)
    p.add_argument("held", type=Path, nargs="+", help="annotated reports that the model was not trained on")
    args = p.parse_args()
    network = OnnxNetwork(args.model)
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    found = [odds(r, tokenizer, network) for path in args.held for r in load(path)]
    found = [(x, y) for x, y in found if len(y)]
    x, y = np.vstack([f for f, _ in found]), np.concatenate([g for _, g in found])
    weight = np.concatenate([np.full(len(g), len(g) ** -0.5) for _, g in found])
    fit = LogisticRegression(C=100.0).fit(x, y, sample_weight=weight)
    mix = [round(float(v), 4) for v in (*fit.coef_[0], fit.intercept_[0])]
    figures = {"trees": x[:, 0], "words": x[:, 1], "mixed": fit.decision_function(x)}
    print("average precision:", " ".join(f"{k} {average_precision_score(y, v):.3f}" for k, v in figures.items()))
    card = json.loads((args.model / "model.json").read_text("utf-8"))
    (args.model / "model.json").write_text(json.dumps(card | {"mix": mix}, indent=1) + "\n")
    print("mix", mix)


if __name__ == "__main__":
    main()
