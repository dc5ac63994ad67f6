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
from ..reading.grouping import Grouped, by_words, near_pairs
from ..reading.labels import ROLES
from ..reading.mentions import pair_features
from ..reading.network import OnnxNetwork, Settings
from ..reading.vectors import Vectors
from ..reading.words import Words, cut, open_tokenizer
from ..records import Event
from .data import Range, load, told
from .pairs import same


def odds(report: dict[str, Any], tokenizer: Tokenizer, network: OnnxNetwork) -> tuple[np.ndarray, np.ndarray]:
    """``[P, 2]`` log odds by trees and by words of the pairs of a report, and ``[P]`` whether each tells of one incident."""
    words = cut(report["text"], tokenizer)
    vectors = Vectors(list(read_windows(words, network, Settings())))
    found = told(report)
    mentions = [Grouped(t.mention, vectors.mention(words.find(t.span), _roles(t.event, words))) for t in found]
    pairs = near_pairs(len(found))
    trees = network.pairs(pair_features([t.mention for t in found], pairs))
    return np.stack([trees, by_words(mentions, pairs, network)], 1), same(found, pairs)


def _roles(event: Event | None, words: Words) -> dict[str, Range | None]:
    spans = {role: getattr(event, role) for role in ROLES} if event else {}
    return {role: words.find(span) for role, span in spans.items() if span}


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", type=Path)
    p.add_argument("held", type=Path, nargs="+", help="annotated reports that the model was not trained on")
    args = p.parse_args()
    network = OnnxNetwork(args.model)
    tokenizer = open_tokenizer(args.model)
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
