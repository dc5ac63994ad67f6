"""Speed and memory of places: ``python -m bench.places_speed`` (part of ``make bench``).

A look-up is measured on names of the gazetteer in random order, none twice, so that nothing held in memory helps. A cold start is a new process's time
from before the gazetteer is imported to after its first look-up, with the index built and, as far as the system lets it be, dropped from the page cache; the
memory is that of a process that has looked all of them up and resolved whole reports. Times are of the processor, which other work on the
machine does not change much; those of the clock stand beside them.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from sayso.commands.pipes import quietly
from sayso.naming import default_gazetteer, resolve_places
from sayso.naming.gazetteer import index_path

ROOT = Path(__file__).parent.parent
LOOKUP_US, COLD_MS, MEMORY_MB = 50, 200, 300
_COLD = """
import time; begin, clock = time.process_time(), time.perf_counter()
from sayso.naming.gazetteer import default_gazetteer
default_gazetteer().lookup("Aleppo")
print(time.process_time() - begin, time.perf_counter() - clock)
"""


def some_names(count: int = 20_000) -> list[str]:
    """Names of places, drawn at random with a fixed seed."""
    with sqlite3.connect(f"{index_path().as_uri()}?mode=ro", uri=True) as db:
        names = sorted({name for (name,) in db.execute("SELECT name FROM place")})
    return random.Random(7).sample(names, count)


def cold() -> tuple[float, float]:
    """Seconds of a cold start, of the processor and by the clock."""
    handle = os.open(index_path(), os.O_RDONLY)
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)
    done = subprocess.run([sys.executable, "-c", _COLD], capture_output=True, text=True, check=True)
    processor, clock = map(float, done.stdout.split())
    return processor, clock


def main() -> None:
    """Command line."""
    gazetteer = default_gazetteer()
    names = some_names()
    begun, begin = time.process_time(), time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    mean = (time.process_time() - begun) * 1e6 / len(names)
    wall = (time.perf_counter() - begin) * 1e6 / len(names)
    lines = (ROOT / "training" / "invented.jsonl").read_text("utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    begin = time.perf_counter()
    count = 0
    for report in reports:
        spans = [tuple(n["span"]) for n in report["names"] if n["class"] == "place"]
        count += len(resolve_places(report["text"], spans, gazetteer))
    whole = time.perf_counter() - begin
    starts = [cold() for _ in range(5)]
    start, clock = (statistics.median(some) * 1000 for some in zip(*starts, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    mark = "ok" if mean < LOOKUP_US else "ABOVE"
    print(f"\nplaces: look-up     {mean:8.1f} us (clock {wall:.1f})   floor {LOOKUP_US} {mark}")
    mark = "ok" if start < COLD_MS else "ABOVE"
    print(f"        cold start  {start:8.1f} ms (clock {clock:.1f})   floor {COLD_MS} {mark}")
    print(f"        memory      {memory:8.0f} MiB  floor {MEMORY_MB} {'ok' if memory < MEMORY_MB else 'ABOVE'}")
    print(f"        whole reports: {len(reports) / whole:.0f} reports/s, {count / max(whole, 1e-9):.0f} names/s")
    if mean >= LOOKUP_US or start >= COLD_MS or memory >= MEMORY_MB:
        sys.exit(1)


if __name__ == "__main__":
    with quietly():
        main()
