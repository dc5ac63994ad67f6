"""How well the reader that comes with Sayso reads, and what it is known to get wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name in the model card, what it is about in plain words, the reader's F1 (0 to 1), and how far two people agree."""

    figure: str
    what: str
    score: float
    people: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What the reader was measured on, its figures, and its known failures in sentences for people."""

    measured_on: str
    figures: tuple[Figure, ...]
    failures: tuple[str, ...]


def scores() -> Scores:
    """The figures of the model card (``docs/model-card.md``), as kept beside the weights in ``model/scores.json``."""
    raw = json.loads(files("sayso.reading").joinpath("model", "scores.json").read_text(encoding="utf-8"))
    return Scores(raw["measured_on"], tuple(Figure(**f) for f in raw["figures"]), tuple(raw["failures"]))
