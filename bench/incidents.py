"""Time and memory of joining incidents: ``python -m bench.incidents ../shared/stories 1000 10000 100000``.

The accounts of real reports are recombined: each made report takes the accounts of a real one, moved by a number of days and by some degrees, its places renamed and
some of its figures and words exchanged, so that made reports tell of many incidents, several of each. What is measured is joining alone: reports added one after
another, then all incidents made; and the time of one more report at the end.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.stories import rows_of
from sayso.records import Account, Spot
from sayso.training.incidents import read
from sayso.weighing.incidents import Resolver

ECHOES = 4  # made reports that tell of the same story
_LETTERS = "bcdfghjklmnprstvz"


def moved(account: Account, name: str, story: int, rng: random.Random) -> Account:
    """An account of another story: other days, places, figures, and names."""
    by_story = random.Random(story)
    days, north, east, more = (
        by_story.randrange(3650),
        by_story.uniform(-20, 20),
        by_story.uniform(-20, 20),
        by_story.randrange(1, 40),
    )
    token = "".join(by_story.choices(_LETTERS, k=4))

    def later(iso: str | None) -> str | None:
        return (date.fromisoformat(iso[:10]) + timedelta(days=days)).isoformat() if iso else None

    def there(spot: Spot) -> Spot:
        lat, lon = (None, None) if spot.lat is None or spot.lon is None else (spot.lat + north, spot.lon + east)
        return replace(
            spot, key=spot.key + token, sound=spot.sound + token[:2], lat=lat, lon=lon, region=f"{spot.region}{token}"
        )

    words = tuple(sorted({w + token if by_story.random() < 0.4 else w for w in account.words if rng.random() < 0.85}))
    figures = tuple(
        replace(f, low=f.low + more if f.low else f.low, high=f.high + more if f.high else f.high)
        for f in account.figures
    )
    return replace(
        account, id=account.id.replace(account.report, name), report=name, incident=account.incident.replace(account.report, name),
        published=later(account.published), start=later(account.start), end=later(account.end), words=words, figures=figures,
        spot=there(account.spot) if account.spot else None, spots=tuple(map(there, account.spots)), around=tuple(map(there, account.around)),
        mentions=tuple((m.replace(account.report, name), s) for m, s in account.mentions),
    )  # fmt: skip


def made(accounts: list[Account], count: int) -> Iterator[list[Account]]:
    """The accounts of that many made reports."""
    by_report: dict[str, list[Account]] = {}
    for a in accounts:
        by_report.setdefault(a.report, []).append(a)
    real = list(by_report.values())
    rng = random.Random(7)
    for n in range(count):
        story = n // ECHOES
        yield [moved(a, f"made{n}", story, rng) for a in real[story % len(real)]]


def measure(accounts: list[Account], count: int) -> None:
    """Print one line."""
    resolver = Resolver()
    start = time.perf_counter()
    ids = [i for some in made(accounts, count) for i in (resolver.add(some), [a.id for a in some])[1]]
    added = time.perf_counter() - start
    groups = resolver.groups(ids)
    whole = time.perf_counter() - start
    one = time.perf_counter()
    touched = resolver.add(moved(a, "last", 1, random.Random(1)) for a in accounts if a.report == accounts[0].report)
    resolver.merged(touched)
    last = time.perf_counter() - one
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    largest = max(map(len, groups))
    print(
        f"{count:>8} reports {len(ids):>9} accounts {len(groups):>9} incidents (largest {largest})  adding {added:8.1f} s  incidents {whole - added:8.1f} s"
        f"  {1000 * whole / count:6.1f} ms a report  one more {1000 * last:6.1f} ms  {peak:7.0f} MiB",
        flush=True,
    )


def main() -> None:
    """Command line."""
    accounts = read(rows_of(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/stories")))
    for count in map(int, sys.argv[2:] or ("1000", "10000")):
        measure(accounts, count)


if __name__ == "__main__":
    main()
