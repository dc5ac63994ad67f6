"""What may be chosen, and the small network that scores it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...records import Span
from ..network import Floats
from ..times import When

STANDING = frozenset(("territory", "supply", "agreement", "violation", "displacement", "aid", "movement"))


@dataclass(slots=True)
class Candidate:
    """Something that may be chosen. ``span`` are its words; ``why`` says where it comes from."""

    value: str | When | None
    span: Span | None
    features: list[float]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Chooser:
    """Scores candidates: one hidden layer, ``relu(x W + b) v``."""

    weights: Floats
    bias: Floats
    out: Floats

    def choose(self, candidates: Sequence[Candidate]) -> Candidate:
        """The candidate with the highest score; of equals the first."""
        x = np.array([c.features for c in candidates], np.float32)
        scores = np.maximum(x @ self.weights + self.bias, 0) @ self.out
        return candidates[int(scores.argmax())]


def load_choosers(path: Path) -> dict[str, Chooser]:
    """The trained choosers of a file (``choosers.json`` of a model folder), by name: ``place``, ``date``."""
    data = json.loads(path.read_text("utf-8"))
    return {
        name: Chooser(
            np.array(w["weights"], np.float32), np.array(w["bias"], np.float32), np.array(w["out"], np.float32)
        )
        for name, w in data.items()
    }
