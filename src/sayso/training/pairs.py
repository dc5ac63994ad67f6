"""Train the trees that say whether two mentions tell of the same incident: ``python -m sayso.training.pairs OUT.onnx GOLD.jsonl...``.

Minutes on one core. Trained on the gold mentions of annotated reports; every report weighs the square root of its pairs.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from ..reading.grouping import near_pairs
from ..reading.mentions import PAIR_FEATURES, pair_features
from .data import Told, load, told


def pairs_of(report: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Features ``[P, PAIR_FEATURES]`` of the pairs of one gold report, and ``[P]`` whether each tells of one incident."""
    found = told(report)
    pairs = near_pairs(len(found))
    return pair_features([t.mention for t in found], pairs), same(found, pairs)


def same(found: Sequence[Told], pairs: Sequence[tuple[int, int]]) -> np.ndarray:
    """``[P]`` 1 where both mentions of a pair tell of one incident, else 0."""
    return np.array([found[i].incident == found[j].incident for i, j in pairs], np.int64)


def as_onnx(trees: HistGradientBoostingClassifier) -> onnx.ModelProto:
    """The trees as one ONNX graph: features ``[P, PAIR_FEATURES]`` in, log odds ``[P, 1]`` out."""
    at: dict[str, list[Any]] = {
        k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")
    }
    leaf: dict[str, list[Any]] = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for number, (tree,) in enumerate(trees._predictors):
        for k, node in enumerate(tree.nodes):
            at["treeids"].append(number)
            at["nodeids"].append(k)
            at["featureids"].append(0 if node["is_leaf"] else int(node["feature_idx"]))
            at["values"].append(0.0 if node["is_leaf"] else _below(node["num_threshold"]))
            at["modes"].append("LEAF" if node["is_leaf"] else "BRANCH_LEQ")
            at["truenodeids"].append(0 if node["is_leaf"] else int(node["left"]))
            at["falsenodeids"].append(0 if node["is_leaf"] else int(node["right"]))
            if node["is_leaf"]:
                leaf["treeids"].append(number)
                leaf["nodeids"].append(k)
                leaf["ids"].append(0)
                leaf["weights"].append(float(node["value"]))
    ensemble = helper.make_node(
        "TreeEnsembleRegressor", ["X"], ["odds"], domain="ai.onnx.ml", n_targets=1, aggregate_function="SUM", post_transform="NONE",
        base_values=[float(np.ravel(trees._baseline_prediction)[0])], **{f"nodes_{k}": v for k, v in at.items()}, **{f"target_{k}": v for k, v in leaf.items()},
    )  # fmt: skip
    graph = helper.make_graph(
        [ensemble], "pairs", [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, PAIR_FEATURES])],
        [helper.make_tensor_value_info("odds", TensorProto.FLOAT, [None, 1])],
    )  # fmt: skip
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8
    )
    onnx.checker.check_model(model)
    return model


def _below(threshold: float) -> float:
    """A 64-bit threshold in 32 bits, rounded down, so that "less or equal" means the same for 32-bit features."""
    rounded = np.float32(threshold)
    return float(rounded if rounded <= threshold else np.nextafter(rounded, np.float32(-np.inf)))


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out", type=Path)
    p.add_argument("gold", type=Path, nargs="+")
    p.add_argument("--dev", type=Path)
    args = p.parse_args()
    found = [pairs_of(r) for path in args.gold for r in load(path)]
    found = [(x, y) for x, y in found if len(y)]
    x, y = np.vstack([f for f, _ in found]), np.concatenate([g for _, g in found])
    weight = np.concatenate([np.full(len(g), len(g) ** -0.5) for _, g in found])
    trees = HistGradientBoostingClassifier(
        max_iter=800, learning_rate=0.06, max_leaf_nodes=31, l2_regularization=1.0, random_state=1
    )
    trees.fit(x, y, sample_weight=weight)
    onnx.save(as_onnx(trees), str(args.out))
    if args.dev:
        held = [pairs_of(r) for r in load(args.dev)]
        hx, hy = np.vstack([f for f, g in held if len(g)]), np.concatenate([g for _, g in held])
        print(
            f"average precision on {args.dev.name}: {average_precision_score(hy, trees.predict_proba(hx)[:, 1]):.3f} ({len(hy)} pairs, {hy.mean():.2f} true)"
        )


if __name__ == "__main__":
    main()
