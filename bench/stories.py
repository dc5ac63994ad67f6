"""How well incidents are joined across reports: ``python -m bench.stories ../shared/stories`` (part of ``make score``).

Reads the reports of the stories with the shipped reader, places and joins them with the shipped weights, all groups together, and compares with the stories' own scorer. The
weights were fitted on these groups; ``python -m sayso.training.incidents`` prints what they reach on groups that they were not fitted on.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from sayso.training.incidents import figures, groups_of, read
from sayso.weighing.incidents import resolve

FLOORS = {"b3": 0.70, "killed": 0.60}


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """The reports of all groups."""
    paths = [folder / f"{g}.docs.jsonl" for g in groups_of(folder)]
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def show(name: str, found: dict[str, float], floors: dict[str, float]) -> None:
    """One line of figures."""
    marks = {k: "" if k not in floors else " ok" if v >= floors[k] else " BELOW" for k, v in found.items()}
    print(f"{name:8}" + "  ".join(f"{k} {v:g}{marks[k]}" for k, v in found.items()))


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/stories")
    if not groups_of(folder):
        raise SystemExit(f"{folder} has no *.docs.jsonl: the stories are not part of the project; give their folder")
    rows = rows_of(folder)
    accounts = read(rows)
    start = time.perf_counter()
    merged = resolve(accounts)
    print(
        f"{len(rows)} reports, {len(accounts)} accounts, {len(merged)} incidents, joined in {time.perf_counter() - start:.1f} s"
    )
    show("all", figures(folder, merged), FLOORS)
    for group in groups_of(folder):
        show(group, figures(folder, merged, [group]), {})


if __name__ == "__main__":
    main()
