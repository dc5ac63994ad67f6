"""``sayso verify``: are all originals and decisions intact, and is the database whole?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from ..ledger import Ledger, LedgerError
from ..ledger import verify as verify_ledger
from .common import ledger_option, text_option
from .progress import progress


def _size(ledger: Ledger) -> int | None:
    """How many reports there are, as far as a damaged database can tell."""
    try:
        return ledger.size()
    except LedgerError:
        return None


@click.command()
@ledger_option
@text_option
def verify(folder: Path, form: str) -> None:
    """Check that every original still has the hash it was kept under, that no decision was changed, and that the database is whole.

    Told too: originals to which no report points, and reports whose outlet, date, title, address or own id is not the one that was kept. The exit
    status is 1 when something was lost or changed.

    \b
    Example:
      sayso verify -l ledger
    """
    console = Console(stderr=True, highlight=False, markup=False)
    good, faults = 0, []
    with Ledger.open(folder, create=False) as ledger, progress(console, quiet=form == "json") as bar:
        task = bar.add_task("checking", total=_size(ledger), rate="")
        for fault in verify_ledger(ledger):
            if fault is None:
                good += 1
            else:
                faults.append(fault)
            bar.advance(task)
    if form == "json":
        click.echo(
            json.dumps(
                {
                    "intact": good,
                    "faults": [{"kind": f.kind, "subject": f.subject, "reason": f.reason} for f in faults],
                },
                ensure_ascii=False,
            )
        )
    else:
        for f in faults:
            click.echo(f"{f.kind}: {f.subject}: {f.reason}")
        serious = sum(f.serious for f in faults)
        click.echo(
            f"{good} reports intact, {serious} lost or changed"
            + (f", {len(faults) - serious} to note" if len(faults) > serious else "")
        )
    if any(f.serious for f in faults):
        sys.exit(1)
