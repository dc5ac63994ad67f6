"""How well incidents are joined across reports: ``python -m bench.stories ../shared/stories`` (part of ``make score``).

Reads the reports of the stories with the shipped reader, places and joins them with the shipped weights, all groups together, and compares with the stories' own scorer. The
weights were fitted on these groups; ``python -m sayso.training.incidents`` prints what they reach on groups that they were not fitted on.

``true groups`` is what ``killed`` would be if every report's account at the sentence that the truth names were joined rightly: how well figures are read and put
together, apart from joining.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from sayso.commands.pipes import quietly
from sayso.records import Account
from sayso.training.incidents import figures, groups_of, read, scorer, told
from sayso.weighing.incidents import consolidate, resolve

FLOORS = {"b3": 0.70, "killed": 0.60}


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """The reports of all groups."""
    paths = [folder / f"{g}.docs.jsonl" for g in groups_of(folder)]
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def show(name: str, found: dict[str, float], floors: dict[str, float]) -> None:
    """One line of figures."""
    marks = {k: "" if k not in floors else " ok" if v >= floors[k] else " BELOW" for k, v in found.items()}
    print(f"{name:8}" + "  ".join(f"{k} {v:g}{marks[k]}" for k, v in found.items()))


Range = tuple[int | None, int]


def plain(killed: tuple[int | None, int | None] | None) -> Range | None:
    """A range as the scorer compares it: an open one ends where it begins."""
    return None if killed is None else (killed[0], killed[1] if killed[1] is not None else killed[0] or 0)


def true_figures(folder: Path, group: str) -> dict[str, Range]:
    """The lowest and highest dead of the true incidents that several reports tell of, by incident, as the scorer takes them."""
    _, _, tells = scorer(folder).load(folder, group)
    found = {}
    for incident in {t["inc"] for t in tells}:
        own = [t for t in tells if t["inc"] == incident]
        ranges = [t["killed"] for t in own if t.get("killed")]
        if ranges and len({t["doc"] for t in own}) > 1:
            lows = [low for low, _ in ranges if low is not None]
            found[incident] = (min(lows, default=None), max(r[1] if r[1] is not None else r[0] for r in ranges))
    return found


def with_true_groups(folder: Path, group: str, accounts: list[Account]) -> tuple[int, int]:
    """Of how many true incidents the figures come out right when they are joined as the truth says, and how many there are."""
    by_id = {a.id: a for a in accounts}
    joined: dict[str, list[Account]] = {}
    for account, incidents in told(folder, group, accounts).items():
        for incident in incidents:
            joined.setdefault(incident, []).append(by_id[account])
    truth = true_figures(folder, group)
    right = [i for i, some in joined.items() if i in truth and plain(consolidate(some).killed) == truth[i]]
    return len(right), len(truth)


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
    counts = {group: with_true_groups(folder, group, accounts) for group in groups_of(folder)}
    right, every = sum(r for r, _ in counts.values()), sum(n for _, n in counts.values())
    print(
        f"killed with the true groups: {right} of {every}, {right / max(every, 1):.2f} ("
        + ", ".join(f"{g} {r}/{n}" for g, (r, n) in counts.items())
        + ")"
    )


if __name__ == "__main__":
    with quietly():
        main()
