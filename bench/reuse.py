"""Text reuse in many reports: ``python -m bench.reuse [--sizes 1000,10000,100000] [--corpora FOLDER]``.

Makes reports of 300 words out of real sentences, plants copied passages in them, and measures what ``sayso.weighing.reuse`` finds, how long it takes
and the memory it needs, against ``datasketch`` (MinHash of 128 permutations and MinHashLSH at a Jaccard of .5 over the same five-word shingles:
sign, insert, query; whole reports, as it knows no passages) on the same reports, in turn, each in a process of its own; medians and ratios.

How the reports are made. A collection of this size made of whole sentences would repeat each of them a hundred times over. So sentences are cut into
pieces of 4 to 10 words, and pieces are drawn at random: the short phrases of news come back as often as they do, longer ones by chance only.
Into one report in five a passage of an earlier report is planted, of one of the kinds in ``KINDS``; into one in ten a stock phrase of 25 to
40 words, out of ``STOCK``, which must not be told; and one wire story is carried by one report in 500. EXERCISE: the reports are
word salad and tell of nothing.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.commands.pipes import quietly

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

ROOT = Path(__file__).parent.parent
WORDS = 300
KINDS = ("verbatim", "edited", "partial", "reordered")
"""verbatim: 40 to 120 words. edited: the same with a word changed, left out or put in about every 12. partial: 20 to 30 words. reordered: three
passages of 25 to 40 words of one report, in another order with other words between."""
SEED = 7
STOCK = 4  # phrases


@dataclass(frozen=True)
class Planted:
    """A passage out of ``source``, planted into ``report``: as it ``was``, as it is ``now``."""

    report: str
    source: str
    kind: str
    was: str
    now: str


@dataclass(frozen=True)
class Made:
    """Reports as (id, day, text), and what was planted."""

    reports: list[tuple[str, str, str]]
    planted: list[Planted]
    carriers: frozenset[str]


def sentences(corpora: Path) -> list[list[str]]:
    """Sentences as words: of the corpora, or of the project's own invented reports where these are not there."""
    files = sorted(corpora.glob("*.jsonl")) or [ROOT / "training" / "invented.jsonl"]
    texts = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    return [s.split() for text in texts for s in text.split(". ") if len(s.split()) >= 8]


class Maker:
    """Makes reports."""

    def __init__(self, corpora: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.sentences = sentences(corpora)
        self.stock = [self.salad(self.random.randint(25, 40)) for _ in range(STOCK)]
        self.wire = self.salad(150)

    def salad(self, size: int) -> list[str]:
        """So many words in pieces of real sentences."""
        out: list[str] = []
        while len(out) < size:
            words = self.random.choice(self.sentences)
            n = self.random.randint(4, 10)
            at = self.random.randrange(max(1, len(words) - n))
            out += words[at : at + n]
        return out[:size]

    def edited(self, words: list[str]) -> list[str]:
        """With a word changed, left out or put in about every twelve."""
        out = []
        for word in words:
            if self.random.random() >= 1 / 12:
                out.append(word)
                continue
            what = self.random.choice(("change", "drop", "insert"))
            if what != "drop":
                out.append(self.random.choice(self.random.choice(self.sentences)))
            if what == "insert":
                out.append(word)
        return out

    def cut(self, words: list[str], low: int, high: int) -> list[str]:
        """A passage of so many words."""
        n = min(len(words), self.random.randint(low, high))
        at = self.random.randint(0, len(words) - n)
        return words[at : at + n]

    def passages(self, kind: str, source: list[str]) -> list[tuple[list[str], list[str]]]:
        """Passages of a source: as they were, as they are planted."""
        if kind == "reordered":
            parts = [self.cut(source[k * 100 : k * 100 + 100], 25, 40) for k in range(3)]
            self.random.shuffle(parts)
            return [(part, part) for part in parts]
        part = self.cut(source, 20, 30) if kind == "partial" else self.cut(source, 40, 120)
        return [(part, self.edited(part) if kind == "edited" else part)]

    def make(self, size: int) -> Made:
        """So many reports, one or more days apart by number."""
        texts: list[list[str]] = []
        planted: list[Planted] = []
        carriers = set()
        for n in range(size):
            words = self.salad(WORDS)
            if n and self.random.random() < 0.2:
                source, kind = self.random.randrange(max(0, n - 2000), n), self.random.choice(KINDS)
                for was, now in self.passages(kind, texts[source]):
                    words = self.planted_in(words, now)
                    planted.append(Planted(f"r{n}", f"r{source}", kind, " ".join(was), " ".join(now)))
            if self.random.random() < 0.1:
                words = self.planted_in(words, self.random.choice(self.stock))
            if n % 500 == 250:
                words = self.planted_in(words, self.wire)
                carriers.add(f"r{n}")
            texts.append(words)
        reports = [(f"r{n}", _day(n), " ".join(words)) for n, words in enumerate(texts)]
        return Made(reports, planted, frozenset(carriers))

    def planted_in(self, words: list[str], passage: list[str]) -> list[str]:
        """A passage put into a text at random."""
        at = self.random.randint(0, len(words))
        return words[:at] + passage + words[at:]


def _day(n: int) -> str:
    """A day, 200 reports each."""
    from datetime import date, timedelta

    return (date(1950, 1, 1) + timedelta(days=n // 200)).isoformat()


# ------------------------------------------------------------------ what is measured


def ours(made: Made) -> list[Any]:
    """Passages found."""
    from sayso.records import Report
    from sayso.weighing.reuse import reuse

    return list(reuse(Report(i, text, published=day) for i, day, text in made.reports))


def theirs(made: Made) -> list[tuple[str, str]]:
    """Pairs of reports that datasketch alone finds alike."""
    from datasketch import MinHash, MinHashLSH

    found = []
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    for at in range(0, len(made.reports), 1000):
        some = made.reports[at : at + 1000]
        signed = MinHash.bulk([_shingles(text) for _, _, text in some], num_perm=128)
        for (name, _, _), sign in zip(some, signed, strict=True):
            found += [(name, str(other)) for other in lsh.query(sign)]
            lsh.insert(name, sign)
    return found


def _shingles(text: str) -> set[bytes]:
    words = text.lower().split()
    return {" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)}


def scores(made: Made, found: list[Any]) -> dict[str, float]:
    """How much of what was planted is found, and how much of what is found was planted.

    A planted passage is found when passages told between the two reports cover at least 80 % of its words in the source. A told passage is
    right when it is between two reports that share something planted: directly, by a copy of a copy, or the wire story.
    """
    texts = {name: text for name, _, text in made.reports}
    told = defaultdict(list)
    for r in found:
        told[frozenset((r.report, r.other))].append(r)
    hit: dict[str, list[bool]] = defaultdict(list)
    for p in made.planted:
        text = texts[p.source]
        at = text.find(p.was)
        if at < 0 or p.now not in texts[p.report]:
            continue  # cut in two by what was planted later
        spans = [
            r.other_span if r.other == p.source else r.span for r in told[frozenset((p.report, p.source))]
        ]  # fmt: skip
        end = at + len(p.was)
        covered = sum(max(0, min(e, end) - max(s, at)) for s, e in spans)
        hit[p.kind].append(covered >= 0.8 * (end - at))
    related = _related(made)
    right = [related[r.report] == related[r.other] or {r.report, r.other} <= made.carriers for r in found]
    out = {f"recall of {kind}": sum(hit[kind]) / max(1, len(hit[kind])) for kind in KINDS}
    out["recall"] = sum(map(sum, hit.values())) / max(1, sum(map(len, hit.values())))
    out["precision"] = sum(right) / max(1, len(right))
    return out


def _related(made: Made) -> dict[str, str]:
    """For each report the first of those it is bound to by planted passages."""
    root = {name: name for name, _, _ in made.reports}

    def top(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for p in made.planted:
        root[top(p.report)] = top(p.source)
    return {name: top(name) for name in root}


def _measured(work: str, size: int, corpora: Path, out: Any) -> None:
    """In a process of its own: seconds, memory over what the reports themselves take, and the answer's figures."""
    made = Maker(corpora, SEED).make(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    found = ours(made) if work == "ours" else theirs(made)
    took = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = scores(made, found) if work == "ours" else {}
    out.put((took, peak / 1024, (peak - before) / 1024, len(found), figures))


def measured(work: str, size: int, corpora: Path) -> tuple[float, float, float, int, dict[str, float]]:
    """Seconds, peak MiB of the process, MiB over the reports, number found, figures."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_measured, args=(work, size, corpora, queue))
    process.start()
    result = queue.get()
    process.join()
    return result  # type: ignore[no-any-return]


def lines(sizes: list[int], rounds: int, corpora: Path) -> Iterator[str]:
    """The report."""
    yield f"reports of about {WORDS} words, seconds of processor time on one core, median of {rounds}"
    for size in sizes:
        runs = [(measured("ours", size, corpora), measured("theirs", size, corpora)) for _ in range(rounds)]
        mine, them = (statistics.median(run[k][0] for run in runs) for k in (0, 1))
        ratio = statistics.median(b[0] / a[0] for a, b in runs)
        (_, peak, more, n, figures), (_, their_peak, their_more, m, _) = runs[0]
        yield f"{size:>8} reports: sayso {mine:7.1f} s, {1000 * mine / size:6.2f} ms each, +{more:.0f} MiB (peak {peak:.0f}), {n} passages"
        yield f"                  datasketch {them:.1f} s, +{their_more:.0f} MiB (peak {their_peak:.0f}), {m} pairs; its time over ours {ratio:.2f}"
        yield "                  " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    given = parser.parse_args()
    for line in lines([int(s) for s in given.sizes.split(",")], given.rounds, given.corpora):
        print(line, flush=True)


if __name__ == "__main__":
    with quietly():
        main()
