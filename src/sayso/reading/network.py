"""The trained network, run by ONNX Runtime.

Four graphs stand beside each other in the model folder: ``encoder.onnx`` (first pass), ``second.onnx`` (second pass), and two that say whether two
mentions tell of the same incident: ``pairs.onnx`` (trees, by plain features) and ``same.onnx`` (by the vectors of their words). ``model.json`` names
the label order and what was chosen on dev data: thresholds, and how the two judges are mixed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .labels import ANCHORS, EVENT_TYPES, FATES, KINDS, ROLES, STATUSES, TAGGED, WHO

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

MODEL = Path(__file__).parent / "model"
SLOTS = ("mention", "actor", "target", "place", "time")  # the words of a mention that it is compared by

WORD_OUT = (
    "source_start", "source_end", "content_o", "content_b", "content_i", "event",
    *(f"{role}_{end}" for role in ROLES for end in ("start", "end")),
)  # fmt: skip
ANCHOR_OUT = {
    "source": 2, "event": 1, "roles": len(ROLES), "kind": len(KINDS), "status": len(STATUSES),
    "fate": len(FATES), "who": len(WHO), "type": len(EVENT_TYPES),
}  # fmt: skip


def _slices() -> tuple[dict[str, int], dict[str, slice], dict[str, slice]]:
    words = {name: n for n, name in enumerate(WORD_OUT)}
    anchors, at = {}, 0
    for name, size in ANCHOR_OUT.items():
        anchors[name] = slice(at, at + size)
        at += size
    tags, at = {}, 0
    for name, table in TAGGED.items():
        tags[name] = slice(at, at + len(table))
        at += len(table)
    return words, anchors, tags


WORD_AT, ANCHOR_AT, TAGS_AT = _slices()


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen on dev data: additions to the score of "nothing here", and the grouping's thresholds."""

    name: str = "untrained"
    none: dict[str, float] = field(default_factory=dict)  # layer or role -> added to its "none" score
    lone: float = 0.0  # a lone mention less sure than this makes no incident
    link: float = 0.5  # mentions whose groups agree at least this much are one incident
    # weights of the log odds of trees and of words, and what is added
    mix: tuple[float, float, float] = (1.0, 0.0, 0.0)

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """From ``model.json``; ValueError when it was made for other labels."""
        data: dict[str, Any] = json.loads((folder / "model.json").read_text("utf-8"))
        if data.get("labels") != label_order():
            raise ValueError(f"{folder}: the model was trained for other labels; train it again (make train)")
        chosen: dict[str, Any] = {k: data[k] for k in ("none", "lone", "link") if k in data}
        if "mix" in data:
            chosen["mix"] = tuple(data["mix"])
        return cls(data["name"], **chosen)


def label_order() -> dict[str, list[str]]:
    """The label order that a model must have been trained with."""
    layers = {name: list(table) for name, table in TAGGED.items()}
    return layers | {
        "anchors": list(ANCHORS), "roles": list(ROLES), "kinds": list(KINDS), "statuses": list(STATUSES),
        "fates": list(FATES), "who": list(WHO), "types": list(EVENT_TYPES),
    }  # fmt: skip


class Network(Protocol):
    """What decoding needs of a trained network, whatever runs it."""

    def first(self, pieces: Ints, features: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """``[B, L]`` three times -> ``[B, L, tags]`` scores and ``[B, L, narrow]`` vectors."""

    def second(
        self, vectors: Floats, distance: Ints, sentence: Ints, inside: Floats, kind: Ints, mask: Floats
    ) -> tuple[Floats, Floats]:
        """Anchors with their contexts -> ``[N, W, words]`` and ``[N, anchor]`` scores."""

    def pairs(self, features: Floats) -> Floats:
        """Features of pairs of mentions ``[P, PAIR_FEATURES]`` -> ``[P]`` log odds that they tell of the same incident."""

    def same(self, vectors: Floats, types: Ints, sentences: Ints, pairs: Ints) -> Floats:
        """Mentions ``[M, slots, narrow]``, ``[M]``, ``[M]`` and pairs of them ``[P, 2]`` -> ``[P]`` log odds, by their words."""


class OnnxNetwork:
    """The network on ONNX Runtime; one thread unless more are asked for."""

    def __init__(self, folder: Path = MODEL, threads: int = 1) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(name: str) -> ort.InferenceSession:
            return ort.InferenceSession(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])

        self._encoder, self._second = session("encoder"), session("second")
        self._pairs, self._same = session("pairs"), session("same")

    def first(self, pieces: Ints, features: Ints, mask: Ints) -> tuple[Floats, Floats]:
        out = self._encoder.run(None, {"pieces": pieces, "features": features, "mask": mask})
        return out[0], out[1]

    def second(
        self, vectors: Floats, distance: Ints, sentence: Ints, inside: Floats, kind: Ints, mask: Floats
    ) -> tuple[Floats, Floats]:
        out = self._second.run(
            None,
            {
                "vectors": vectors,
                "distance": distance,
                "sentence": sentence,
                "inside": inside,
                "kind": kind,
                "mask": mask,
            },
        )
        return out[0], out[1]

    def pairs(self, features: Floats) -> Floats:
        if not len(features):
            return np.zeros(0, np.float32)
        (odds,) = self._pairs.run(None, {"X": features})
        return np.asarray(odds[:, 0], np.float32)

    def same(self, vectors: Floats, types: Ints, sentences: Ints, pairs: Ints) -> Floats:
        given = {"vectors": vectors, "types": types, "sentences": sentences, "pairs": pairs}
        return np.asarray(self._same.run(None, given)[0], np.float32)
