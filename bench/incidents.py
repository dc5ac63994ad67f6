"""Time and memory of joining incidents: ``python -m bench.incidents ../shared/corpora/fa-kes.jsonl 1000 10000 100000``. The real reports are a file (JSONL) or a
folder of stories; where it is not there, the invented reports of the project take its place.

The accounts of real reports are recombined into many *wars*. A war has all real reports, moved together: to other years (within ten) and another part of the world, its places and
regions renamed, its words exchanged for others that are as rare, its figures scaled; always the same in one war. So what is dense in life stays as dense (a town that is
shelled for weeks, background that every report repeats, a strike that everybody tells of), and wars have in common what they have in life (words, types, days, small
figures), but no sentences. Each report comes in ``ECHOES`` versions, each with other words left out: as other outlets tell it. The wars go on side by side, each
report is added by itself.

What is measured is joining alone, in seconds of one processor: adding; then making all incidents; then one more report in the middle of a war, several times, the
median and the longest. What it does is checked, too: how many passages are in one incident with the next version of themselves, and how many incidents mix
two wars.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.stories import rows_of
from sayso.commands.pipes import quietly
from sayso.records import Account, Figure, Spot
from sayso.training.incidents import read
from sayso.weighing.incidents import Resolver
from sayso.weighing.incidents.score import Weights, shipped
from sayso.weighing.incidents.traits import Traits, rarity

INVENTED = Path(__file__).parent.parent / "training" / "invented.jsonl"
ECHOES = 4  # versions of each report
LEFT_OUT = 0.15  # of the words of each version
ALIKE = 40  # words that are exchanged for each other, of neighbouring rarity
YEARS = 10
MORE = 15  # reports that are added at the end, one by one
_LETTERS = "bcdfghjklmnprstvz"


@lru_cache(maxsize=1_000_000)
def chance(*what: object) -> float:
    """A number from 0 to 1 that is always the same for the same things."""
    return int.from_bytes(blake2b(repr(what).encode(), digest_size=7).digest(), "big") / (1 << 56)


def exchanged(words: Sequence[str], rng: random.Random) -> dict[str, str]:
    """For each of some words, the rarest first, another that is about as rare. A number stays."""
    out = {}
    for at in range(0, len(words), ALIKE):
        some = [w for w in words[at : at + ALIKE] if not w.isdigit()]
        out |= dict(zip(some, rng.sample(some, len(some)), strict=True))
    return {w: out.get(w, w) for w in words}


def vocabulary(real: Iterable[Iterable[Account]]) -> list[str]:
    """All words of some accounts, the rarest first."""
    found = {w for some in real for a in some for w in (*a.words, *a.actors, *a.targets, *a.names)}
    return sorted(found, key=lambda w: (-rarity(w), w))


class War:
    """How one war is made from real reports."""

    def __init__(self, number: int, words: Sequence[str]) -> None:
        self.number = number
        self.words = exchanged(words, random.Random(number))
        self.days = timedelta(days=int(chance(number, "days") * 365 * YEARS))
        self.north, self.east = 20 * chance(number, "north") - 10, 360 * chance(number, "east")
        self.token = "".join(_LETTERS[int(chance(number, "letter", n) * len(_LETTERS))] for n in range(4))

    def told(self, accounts: Iterable[Account], name: str, version: int) -> list[Account]:
        """The accounts of one report, as a report with another name tells of them in this war."""
        return [self._account(a, name, version) for a in accounts]

    def _account(self, a: Account, name: str, version: int) -> Account:
        def kept(word: str) -> bool:
            return chance(self.number, name, version, word) >= LEFT_OUT

        return replace(
            a, id=a.id.replace(a.report, name), report=name, incident=a.incident.replace(a.report, name),
            published=self._later(a.published), start=self._later(a.start), end=self._later(a.end),
            place=a.place and a.place + self.token, spot=self._there(a.spot) if a.spot else None, spots=tuple(map(self._there, a.spots)),
            around=tuple(map(self._there, a.around)), words=self._renamed(w for w in a.words if kept(w)), actors=self._renamed(a.actors),
            targets=self._renamed(a.targets), names=self._renamed(a.names), figures=tuple(map(self._scaled, a.figures)),
            mentions=tuple((m.replace(a.report, name), s) for m, s in a.mentions),
        )  # fmt: skip

    def _later(self, iso: str | None) -> str | None:
        return (date.fromisoformat(iso[:10]) + self.days).isoformat() if iso else None

    def _there(self, spot: Spot) -> Spot:
        lat, lon = (
            (None, None) if spot.lat is None or spot.lon is None else (spot.lat + self.north, spot.lon + self.east)
        )
        return replace(
            spot, key=f"{spot.key} {self.token}", sound=f"{spot.sound} {self.token}", lat=lat, lon=lon,
            region=spot.region and spot.region + self.token, country=spot.country and spot.country + self.token,
        )  # fmt: skip

    def _renamed(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.words[w] for w in words))

    def _scaled(self, figure: Figure) -> Figure:
        return replace(figure, low=self._number(figure.low), high=self._number(figure.high))

    def _number(self, n: int | None) -> int | None:
        return n and max(1, round(n * (0.5 + 1.5 * chance(self.number, "figure", n))))


class Counting(Weights):
    """The shipped weights, which count how many pairs are scored: a measure of the work that no other work on the machine disturbs."""

    scored = 0

    def chance(self, a: Traits, b: Traits) -> float:
        """How likely two accounts tell of the same incident."""
        Counting.scored += 1
        return super().chance(a, b)


def by_report(accounts: Iterable[Account]) -> list[list[Account]]:
    """The accounts of each report, the earliest published first."""
    found: dict[str, list[Account]] = {}
    for a in accounts:
        found.setdefault(a.report, []).append(a)
    return sorted(found.values(), key=lambda some: (some[0].published or "", some[0].id))


def name_of(war: int, report: int, version: int) -> str:
    """The id of a made report."""
    return f"w{war}r{report}v{version}"


def made(real: Sequence[Sequence[Account]], count: int) -> Iterator[list[Account]]:
    """The accounts of so many made reports: of as many wars as are needed, side by side."""
    words = vocabulary(real)
    wars = [War(n, words) for n in range(-(-count // (len(real) * ECHOES)))]
    names = ((w, r, v) for r in range(len(real)) for v in range(ECHOES) for w in wars)
    for (war, r, v), _ in zip(names, range(count), strict=False):
        yield war.told(real[r], name_of(war.number, r, v), v)


def checked(groups: Iterable[Sequence[str]]) -> tuple[float, int]:
    """Share of the passages that are in one incident with the next version of themselves, and how many incidents mix wars."""
    of = {id: n for n, group in enumerate(groups) for id in group}
    pairs = [(id, f"{head}v{int(version) + 1}.{rest}") for id in of for head, version, rest in [_split(id)]]
    both = [of[a] == of[b] for a, b in pairs if b in of]
    wars: dict[int, set[str]] = {}
    for id, n in of.items():
        wars.setdefault(n, set()).add(id.partition("r")[0])
    return sum(both) / max(1, len(both)), sum(len(some) > 1 for some in wars.values())


def _split(id: str) -> tuple[str, str, str]:
    report, _, rest = id.partition(".")
    head, _, version = report.rpartition("v")
    return head, version, rest


def extra(real: Sequence[Sequence[Account]]) -> Iterator[list[Account]]:
    """The accounts of some more reports, all through the first war."""
    war = War(0, vocabulary(real))
    for r in range(0, len(real), max(1, len(real) // MORE)):
        yield war.told(real[r], name_of(0, r, ECHOES), ECHOES)


def real_accounts(source: Path) -> list[list[Account]]:
    """The accounts of real reports as the shipped reader finds them, report by report."""
    return by_report(read(reports_of(source)))


def one_more(resolver: Resolver, real: Sequence[Sequence[Account]]) -> list[float]:
    """Seconds that one more report takes, its incidents made whole, for some reports all through the first war."""
    taken = []
    for fresh in extra(real):
        start = time.process_time()
        [resolver.consolidated(group) for group in resolver.changed(resolver.add(fresh))]
        taken.append(time.process_time() - start)
    return sorted(taken)


def measure(real: Sequence[Sequence[Account]], count: int) -> None:
    """Print one line."""
    held = shipped()
    weights = Counting(held.across, held.within, held.edge, held.link, held.half, held.lone)
    resolver, ids, adding = Resolver(weights=weights), [], 0.0
    Counting.scored = 0
    for some in made(real, count):
        start = time.process_time()
        resolver.add(some)
        adding += time.process_time() - start
        ids += [a.id for a in some]
    start = time.process_time()
    groups = resolver.groups(ids)
    whole = time.process_time() - start
    scored = Counting.scored
    gc.collect()
    gc.freeze()  # looking through gigabytes that stay would be most of the time of a report that it falls on
    more = one_more(resolver, real)
    gc.unfreeze()
    together, mixed = checked(groups)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>7} reports {len(ids):>8} accounts {len(groups):>7} incidents (largest {max(map(len, groups))})  adding {adding:7.1f} s  incidents {whole:7.1f} s"
        f"  {1000 * (adding + whole) / count:5.1f} ms a report ({scored / count:.0f} pairs)  one more {1000 * more[len(more) // 2]:4.0f} ms (longest {1000 * more[-1]:4.0f})  {peak:6.0f} MiB"
        f"  versions together {together:.3f}  wars mixed {mixed}",
        flush=True,
    )


def reports_of(source: Path) -> list[dict[str, Any]]:
    """The reports of a folder of stories, or of a JSONL file; the project's invented ones where it is not there."""
    if not source.exists():
        print(f"{source} is not there: made of {INVENTED.name} instead")
        source = INVENTED
    if source.is_dir():
        rows = rows_of(source)
    else:
        rows = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    if not rows:
        raise SystemExit(
            f"{source} has no reports: give a folder of stories (*.docs.jsonl), or a file of reports (JSONL)"
        )
    return [{"outlet": None, "published": None, **row} for row in rows]


def main() -> None:
    """Command line."""
    real = real_accounts(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/stories"))
    for count in map(int, sys.argv[2:] or ("1000", "10000")):
        measure(real, count)


if __name__ == "__main__":
    with quietly():
        main()
