"""How many names of groups, sources and actors are resolved: ``python -m bench.names_share ../shared`` (``--open 40`` lists what stays open most often).

For the gold reports (names, sources and actors as people marked them) and for each group of stories (as the shipped reader finds them). Pronouns are not
counted, since nobody resolves them by tables. A share says how much is resolved, not how much of it is right: what is right is asked by the tests.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.commands.pipes import quietly
from sayso.deriving import Naming, derive
from sayso.naming import resolve_outlet
from sayso.reading import from_json, open_reader
from sayso.records import Identity, Reading, Report, Resolution

WHAT = ("groups", "sources", "actors", "outlets")
_PRONOUNS = "open: a pronoun"


def gold(path: Path) -> Iterator[Reading]:
    """The readings of annotated reports, as people marked them."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield from_json(row, Report(row["id"], row["text"], row["outlet"], published=row["published"]))


def story(path: Path) -> Iterator[Reading]:
    """The readings of a group of stories by the shipped reader."""
    reader = open_reader()
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield reader.read(Report(row["id"], row["text"], row["outlet"], published=row["published"]))


def phrases(reading: Reading, naming: Naming) -> Iterator[tuple[str, str, Identity | None]]:
    """What is to be resolved in one reading, as ``derive`` does it: which of ``WHAT``, the words, and whom they mean."""
    found = derive(reading, naming)
    for name in found.meant:
        if name.cls == "group":
            yield "groups", name.words, name.identity
    for claim in found.claims:
        if claim.layer == "event" and claim.actor:
            yield "actors", claim.actor, claim.actor_is
    seen = set()
    for claim in found.claims:
        for link in claim.chain[1:]:
            if link.source_span is not None and link.attribution not in seen:
                seen.add(link.attribution)
                known = link.party if link.party else None
                yield "sources", link.source, Resolution(known, link.source, how=link.how)
    if reading.report.outlet:
        yield "outlets", reading.report.outlet, resolve_outlet(reading.report.outlet, naming.tables)


def shares(readings: Iterable[Reading], naming: Naming) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """How many are resolved, how many there are, and which words stay open, by what they are."""
    known: Counter[str] = Counter()
    total: Counter[str] = Counter()
    left: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        for what, words, identity in phrases(reading, naming):
            if identity is not None and identity.how.startswith(_PRONOUNS):
                continue
            total[what] += 1
            if identity is not None and identity.id:
                known[what] += 1
            else:
                left[what, " ".join(words.lower().split())] += 1
    return known, total, left


def main() -> None:
    """Command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("shared", nargs="?", default="../shared", type=Path, help="folder with gold/ and stories/")
    ask.add_argument("--open", type=int, default=0, help="so many of the words that stay open most often, of each kind")
    given = ask.parse_args()
    sets = [
        (p.name, gold(p)) for name in ("dev", "exercise") if (p := given.shared / "gold" / f"{name}.jsonl").exists()
    ]
    sets += [(p.name.split(".")[0], story(p)) for p in sorted((given.shared / "stories").glob("*.docs.jsonl"))]
    if not sets:
        raise SystemExit(
            f"{given.shared} has no gold/dev.jsonl and no stories/*.docs.jsonl: they are not part of the project; give their folder"
        )
    naming = Naming()
    every: Counter[tuple[str, str]] = Counter()
    print(f"{'':16}" + "".join(f"{what:>20}" for what in WHAT))
    for name, readings in sets:
        known, total, left = shares(readings, naming)
        every.update(left)
        cells = (f"{known[w]}/{total[w]} {known[w] / total[w]:.2f}" if total[w] else "-" for w in WHAT)
        print(f"{name:16}" + "".join(f"{cell:>20}" for cell in cells), flush=True)
    for what in WHAT if given.open else ():
        print(f"\n{what}, open:")
        some = Counter({words: n for (its, words), n in every.items() if its == what})
        print("; ".join(f"{words} {n}" for words, n in some.most_common(given.open)))


if __name__ == "__main__":
    with quietly():
        main()
