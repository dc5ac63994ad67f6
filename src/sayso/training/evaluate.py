"""Score an exported model on annotated reports, and choose its thresholds: ``python -m sayso.training.evaluate MODEL GOLD.jsonl --tune``."""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..reading.formats import to_json
from ..reading.learned import LearnedReader
from ..reading.network import Floats, Ints, Network, OnnxNetwork
from ..records import Report

FIGURES = (
    "names", "attribution", "attribution+source", "attribution.kind", "attribution.inside", "events", "events+type", "events.roles",
    "events.status", "tolls", "tolls+fate", "tolls+number", "incidents", "incidents.type", "incidents.place", "incidents.date",
    "incidents.killed", "incidents.main",
)  # fmt: skip
# Which threshold is chosen by which figure, in this order.
PLAN = (
    ("names", "names"), ("triggers", "events+type"), ("tolls", "tolls+number"), ("cues", "attribution+source"), ("content", "attribution+source"),
    ("source", "attribution+source"), *((r, f"events.roles.{r}") for r in ("actor", "target", "place", "time", "means")),
)  # fmt: skip


class Remembering:
    """A network that answers the same question twice from memory, so that thresholds can be tried quickly."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[tuple[Any, ...], Any] = {}

    def _ask(self, name: str, *arrays: Any) -> Any:
        question = (name, *(hash(a.tobytes()) for a in arrays), arrays[0].shape)
        if question not in self._known:
            self._known[question] = getattr(self._network, name)(*arrays)
        return self._known[question]

    def first(self, pieces: Ints, features: Ints, mask: Ints) -> tuple[Floats, Floats]:
        return self._ask("first", pieces, features, mask)  # type: ignore[no-any-return]

    def second(self, *arrays: Any) -> tuple[Floats, Floats]:
        return self._ask("second", *arrays)  # type: ignore[no-any-return]

    def pairs(self, features: Floats) -> Floats:
        return self._ask("pairs", features)  # type: ignore[no-any-return]

    def same(self, vectors: Floats, types: Ints, sentences: Ints, pairs: Ints) -> Floats:
        return self._ask("same", vectors, types, sentences, pairs)  # type: ignore[no-any-return]


def scorer(path: Path) -> Any:
    """The gold's own scoring script as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_all(reader: LearnedReader, golds: list[dict[str, Any]]) -> dict[str, Any]:
    """Readings in the reading format, by id."""
    out = {}
    for g in golds:
        report = Report(g["id"], g["text"], g["outlet"], published=g["published"], external_id=g["id"])
        out[g["id"]] = to_json(reader.read(report))
    return out


def tune(reader: LearnedReader, golds: list[dict[str, Any]], score: Any) -> None:
    """Choose the thresholds one after another, each by the figure it bears on; the reader's settings are changed."""

    def figure_of(name: str) -> float:
        found = score(golds, read_all(reader, golds))
        # grouping well is little use where type, place and date are then missed
        fields = sum(found[f"incidents.{k}"] for k in ("type", "place", "date")) / 3 if name == "incidents" else 0.0
        return float(found[name] + fields / 2)

    def best(figure: str, values: tuple[float, ...], setting: Any, pull: float) -> None:
        tried = []
        for value in values:
            reader.settings = setting(value)
            # a threshold far from nought needs a reason: the dev reports are few
            tried.append((figure_of(figure) - pull * abs(value), value))
        got, value = max(tried)
        reader.settings = setting(value)
        print(f"{figure} {got:.3f} at {value}", flush=True)

    start = reader.settings
    for key, figure in PLAN:
        before = reader.settings
        best(
            figure,
            (-1.0, -0.6, -0.3, 0.0, 0.3, 0.6),
            lambda v, b=before, k=key: replace(b, none=b.none | {k: v}),
            0.002,
        )  # type: ignore[misc]
    before = reader.settings
    best("incidents", (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6), lambda v: replace(before, link=v), 0.0)
    linked = reader.settings
    best("incidents", (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), lambda v: replace(linked, lone=v), 0.0)
    assert reader.settings.name == start.name


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", type=Path)
    p.add_argument("gold", type=Path, nargs="+")
    p.add_argument("--score", type=Path, default=Path("../shared/gold/score.py"))
    p.add_argument(
        "--tune", action="store_true", help="choose thresholds on the first file and write them into model.json"
    )
    p.add_argument("--dump", type=Path)
    args = p.parse_args()
    score = scorer(args.score).score
    reader = LearnedReader(args.model, network=Remembering(OnnxNetwork(args.model)))
    for n, path in enumerate(args.gold):
        golds = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if args.tune and n == 0:
            tune(reader, golds, score)
            card = json.loads((args.model / "model.json").read_text("utf-8"))
            s = reader.settings
            card |= {"none": s.none, "link": s.link, "lone": s.lone}
            (args.model / "model.json").write_text(json.dumps(card, indent=1) + "\n")
        got = read_all(reader, golds)
        figures = score(golds, got)
        print(path.name, " ".join(f"{k} {figures[k]:.3f}" for k in FIGURES if figures.get(k) is not None))
        if args.dump:
            args.dump.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in got.values()))


if __name__ == "__main__":
    main()
