"""Score a checkpoint on annotated reports, and choose the thresholds: ``python -m sayso.training.evaluate RUN/gold.pt GOLD.jsonl``."""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..reading.formats import to_json
from ..reading.learned import LearnedReader
from ..reading.network import Floats, Ints, Settings
from ..records import Report
from .net import Reader, fresh
from .train import MINILM

FIGURES = ("names", "attribution", "attribution+source", "attribution.kind", "attribution.inside", "events", "events+type", "events.roles",
           "events.status", "tolls", "tolls+fate", "tolls+number", "incidents", "incidents.type", "incidents.place", "incidents.date",
           "incidents.killed", "incidents.main")  # fmt: skip


class TorchNetwork:
    """A checkpoint behind the same door as the ONNX network."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader.eval()

    @torch.inference_mode()
    def first(self, pieces: Ints, features: Ints, mask: Ints) -> tuple[Floats, Floats]:
        a, b = self._reader.encoder(torch.from_numpy(pieces), torch.from_numpy(features), torch.from_numpy(mask))
        return a.numpy(), b.numpy()

    @torch.inference_mode()
    def second(
        self, vectors: Floats, distance: Ints, sentence: Ints, inside: Floats, kind: Ints, mask: Floats
    ) -> tuple[Floats, Floats, Floats]:
        out = self._reader.second(*(torch.from_numpy(x) for x in (vectors, distance, sentence, inside, kind, mask)))
        return out[0].numpy(), out[1].numpy(), out[2].numpy()

    @torch.inference_mode()
    def pairs(self, a: Floats, b: Floats, type_a: Ints, type_b: Ints, features: Floats) -> Floats:
        out: Floats = self._reader.pairs(*(torch.from_numpy(x) for x in (a, b, type_a, type_b, features))).numpy()
        return np.asarray(out, np.float32)


def scorer(path: Path) -> Any:
    """The gold's own scoring script as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_checkpoint(path: Path) -> LearnedReader:
    """A reader that runs a checkpoint."""
    net = fresh(MINILM)
    net.load_state_dict(torch.load(path, weights_only=True)["reader"])
    return LearnedReader(MINILM, network=TorchNetwork(net))


def read_all(reader: LearnedReader, golds: list[dict[str, Any]]) -> dict[str, Any]:
    """Readings in the reading format, by id."""
    out = {}
    for g in golds:
        report = Report(g["id"], g["text"], g["outlet"], published=g["published"], external_id=g["id"])
        out[g["id"]] = to_json(reader.read(report))
    return out


def tune(reader: LearnedReader, golds: list[dict[str, Any]], score: Any) -> Settings:
    """Choose the "none" additions one after another, each by the figure it bears on."""
    none = dict(reader.settings.none)
    link = reader.settings.link
    plan = [("names", "names", 1), ("triggers", "events+type", 1), ("tolls", "tolls+number", 1), ("cues", "attribution+source", 1),
            ("content", "attribution+source", 1), ("source", "attribution+source", 1), *((r, f"events.roles.{r}", 1) for r in ("actor", "target", "place", "time", "means"))]  # fmt: skip
    for key, figure, _ in plan:
        best = (-1.0, 0.0)
        for value in (-1.0, -0.6, -0.3, 0.0, 0.3, 0.6):
            reader.settings = Settings(reader.name, none | {key: value}, link)
            got = score(golds, read_all(reader, golds))[figure]
            got = got - 0.002 * abs(value)  # a threshold far from nought needs a reason
            if got > best[0]:
                best = (got, value)
        none[key] = best[1]
        print(f"{key}: {best[1]:+.1f} ({figure} {best[0]:.3f})", flush=True)
    best = (-1.0, 0.5)
    for value in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
        reader.settings = Settings(reader.name, none, value)
        got = score(golds, read_all(reader, golds))["incidents"]
        if got > best[0]:
            best = (got, value)
    print(f"link: {best[1]} (incidents {best[0]:.3f})")
    return Settings(reader.name, none, best[1])


def main() -> None:
    """Command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("gold", type=Path, nargs="+")
    p.add_argument("--score", type=Path, default=Path("../shared/gold/score.py"))
    p.add_argument("--tune", action="store_true")
    p.add_argument("--settings", type=Path)
    p.add_argument("--dump", type=Path)
    args = p.parse_args()
    torch.set_num_threads(2)
    score = scorer(args.score).score
    reader = load_checkpoint(args.checkpoint)
    if args.settings and args.settings.exists():
        data = json.loads(args.settings.read_text())
        reader.settings = Settings("tuned", data["none"], data["link"])
    for n, path in enumerate(args.gold):
        golds = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if args.tune and n == 0:
            reader.settings = tune(reader, golds, score)
            if args.settings:
                args.settings.write_text(json.dumps({"none": reader.settings.none, "link": reader.settings.link}))
        got = read_all(reader, golds)
        figures = score(golds, got)
        print(path.name, " ".join(f"{k} {figures[k]:.3f}" for k in FIGURES if figures.get(k) is not None))
        if args.dump:
            args.dump.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in got.values()))


if __name__ == "__main__":
    main()
