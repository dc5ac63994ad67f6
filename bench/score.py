"""The reader's figures on annotated reports: ``python -m bench.score ../shared/gold`` (what ``make score`` runs).

Reads the dev reports with the shipped reader and compares with the gold's own scorer, over all and by outlet.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from sayso.commands.pipes import quietly
from sayso.reading import open_reader, to_json
from sayso.records import Report

FLOORS = {
    "names": 0.90, "attribution+source": 0.72, "events+type": 0.72, "events.roles": 0.67, "tolls+number": 0.85, "incidents": 0.72,
    "incidents.main": 0.50,
}  # fmt: skip
PEOPLE = {
    "names": 0.98, "attribution+source": 0.93, "attribution.kind": 0.96, "attribution.inside": 0.91, "events+type": 0.94, "events.roles": 0.89,
    "tolls+number": 0.96, "incidents": 0.92, "incidents.place": 0.92, "incidents.date": 0.88, "incidents.killed": 0.91, "incidents.main": 0.88,
}  # fmt: skip
BY_OUTLET = ("names", "attribution+source", "events+type", "events.roles", "tolls+number", "incidents")


def scorer(path: Path) -> Any:
    """The gold's ``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_all(golds: list[dict[str, Any]]) -> dict[str, Any]:
    """Readings by id, in the reading format."""
    reader = open_reader()
    out = {}
    for g in golds:
        report = Report(g["id"], g["text"], g["outlet"], published=g["published"], external_id=g["id"])
        out[g["id"]] = to_json(reader.read(report))
    return out


def show(figures: dict[str, Any]) -> None:
    """All figures, with the floor to reach and how far two people agree."""
    print(f"{'figure':26}{'reader':>8}{'floor':>8}{'people':>8}")
    for name, value in figures.items():
        floor, people = FLOORS.get(name), PEOPLE.get(name)
        mark = "" if floor is None or value is None else "  ok" if value >= floor else "  BELOW"
        print(f"{name:26}{_figure(value)}{_figure(floor)}{_figure(people)}{mark}")


def _figure(value: float | None) -> str:
    return f"{'':>8}" if value is None else f"{value:>8.3f}"


def by_outlet(golds: list[dict[str, Any]], read: dict[str, Any], score: Any) -> None:
    """The chief figures for each outlet: a reader that is worse on one side's outlets is a defect."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for g in golds:
        groups[g["outlet"]].append(g)
    print(f"\n{'outlet':20}{'reports':>8}" + "".join(f"{n[:17]:>19}" for n in BY_OUTLET))
    for outlet, some in sorted(groups.items()):
        figures = score(some, read)
        print(
            f"{outlet[:20]:20}{len(some):>8}"
            + "".join("-".rjust(19) if figures.get(n) is None else f"{figures[n]:>19.3f}" for n in BY_OUTLET)
        )


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    dev = folder / (sys.argv[2] if len(sys.argv) > 2 else "dev.jsonl")
    if not dev.exists():
        raise SystemExit(
            f"{dev} is not there: the gold reports are not part of the project; give their folder: make score GOLD=FOLDER"
        )
    golds = [json.loads(line) for line in dev.read_text("utf-8").splitlines() if line.strip()]
    score = scorer(folder / "score.py").score
    read = read_all(golds)
    print(f"{dev.name}: {len(golds)} reports, {sum(len(g['text'].split()) for g in golds)} words\n")
    show(score(golds, read))
    by_outlet(golds, read, score)


if __name__ == "__main__":
    with quietly():
        main()
