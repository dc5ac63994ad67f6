"""The shipped reader reaches its floors on the gold dev reports, for whoever has them (they are not part of the project)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = {
    "names": 0.90, "attribution+source": 0.72, "events+type": 0.72, "events.roles": 0.67, "tolls+number": 0.85, "incidents": 0.72,
    "incidents.main": 0.50,
}  # fmt: skip


def score_module() -> ModuleType:
    """``bench/score.py``, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("bench_score", ROOT / "bench" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """All figures of the reader on dev."""
    if not (GOLD / "dev.jsonl").exists():
        pytest.skip("the gold reports are not here (they are not part of the project)")
    pytest.importorskip("scipy", reason="the gold's scorer needs scipy")
    bench = score_module()
    golds = [json.loads(line) for line in (GOLD / "dev.jsonl").read_text("utf-8").splitlines() if line.strip()]
    found: dict[str, Any] = bench.scorer(GOLD / "score.py").score(golds, bench.read_all(golds))
    return found


# Below its floor as yet (docs/model-card.md, known failures). Strict: whoever lifts it above is told to take this mark away.
SHORT = {"incidents": pytest.mark.xfail(strict=True, reason="grouping is at .63 on dev, its floor is .72")}
# What the shipped weights measured, less one point: nothing may fall below it unseen.
MEASURED = {
    "incidents": 0.62,
    "attribution": 0.76,
    "events": 0.84,
    "events.status": 0.93,
    "tolls": 0.93,
    "incidents.date": 0.66,
}


@pytest.mark.parametrize("figure", MEASURED)
def test_no_figure_falls(figure: str, figures: dict[str, Any]) -> None:
    assert figures[figure] >= MEASURED[figure]


@pytest.mark.parametrize("figure", [pytest.param(f, marks=[SHORT[f]] if f in SHORT else []) for f in FLOORS])
def test_the_reader_reaches_the_floor(figure: str, figures: dict[str, Any]) -> None:
    assert figures[figure] >= FLOORS[figure]


def test_what_make_score_holds_against_it_are_the_same_floors() -> None:
    assert score_module().FLOORS == FLOORS
