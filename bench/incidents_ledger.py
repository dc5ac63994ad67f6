"""Time of joining incidents in a ledger: ``python -m bench.incidents_ledger ../shared/corpora/fa-kes.jsonl 1000 10000``.

The reports of ``bench.incidents`` are kept in a ledger in portions of ``PORTION``, each joined as ``sayso add`` joins it; then some more reports, one by one. Their
texts are filler, and a claim says no more than its type; reading, deriving and the counting of roots are not measured. Seconds of one processor.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.incidents import extra, made, real_accounts
from sayso.commands.pipes import quietly
from sayso.ledger import Ledger, join
from sayso.records import Account, Claim, Incident, Link, Reading, Report

PORTION = 500  # reports joined at once


def keep(ledger: Ledger, accounts: Sequence[Account]) -> None:
    """Keep one report with its accounts, a claim for each mention and the incidents as it alone tells them."""
    name, outlet = accounts[0].report, accounts[0].outlet or "Exercise Courier"
    text = f"{name} ".ljust(max(a.sentence[1] for a in accounts), "x")
    report = Report(name, text, outlet, published=accounts[0].published)
    told = {
        a.incident: Incident(a.incident.rpartition(".")[2], a.type, a.summary, a.start, a.end, a.precision)
        for a in accounts
    }
    claims = {
        id: Claim(
            id,
            name,
            "event",
            a.type,
            "actual",
            span,
            text[slice(*span)],
            a.sentence,
            (Link(outlet, "report"),),
            incident=a.incident,
        )
        for a in accounts
        for id, span in a.mentions
    }
    ledger.add(report, text.encode())
    ledger.put(Reading(report, incidents=tuple(told.values()), reader="none"), claims.values(), accounts=accounts)


def joined(ledger: Ledger) -> float:
    """Seconds of joining what is not joined."""
    start = time.process_time()
    join(ledger)
    return time.process_time() - start


def measure(real: Sequence[Sequence[Account]], count: int) -> None:
    """Print one line."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger") as ledger:
        adding = 0.0
        for n, some in enumerate(made(real, count), 1):
            keep(ledger, some)
            if n % PORTION == 0 or n == count:
                adding += joined(ledger)
        more = []
        for fresh in extra(real):
            keep(ledger, fresh)
            more.append(joined(ledger))
        size = sum(p.stat().st_size for p in (Path(folder) / "ledger").glob("*.sqlite*")) / 2**20
    more.sort()
    print(
        f"{count:>7} reports  joining {adding:7.1f} s  {1000 * adding / count:5.1f} ms a report  one more {1000 * more[len(more) // 2]:4.0f} ms"
        f" (longest {1000 * more[-1]:4.0f})  database {size:6.0f} MiB",
        flush=True,
    )


def main() -> None:
    """Command line."""
    real = real_accounts(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/stories"))
    for count in map(int, sys.argv[2:] or ("1000",)):
        measure(real, count)


if __name__ == "__main__":
    with quietly():
        main()
