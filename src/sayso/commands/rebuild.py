"""``sayso rebuild``: derive everything again from what is kept."""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from pathlib import Path

import click
from rich.console import Console

from ..ledger import Behind, Ledger
from ..showing import tables
from .common import jobs_option, ledger_option
from .progress import Steps


@click.command()
@ledger_option
@click.option("--read", is_flag=True, help="Read all reports again too, with the present reader.")
@jobs_option("Processes that work side by side.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
def rebuild(folder: Path, read: bool, jobs: int, quiet: bool) -> None:
    """Derive names, places, claims and incidents again, with the present tables and gazetteers.

    Works from the readings that are kept; with --read the reports are read again first. Originals, reports and decisions are left alone, and
    unchanged input gives an identical ledger. It may be stopped at any time: `sayso add` or `sayso rebuild` finishes the work. The exit status is
    1 when something could not be read or derived.

    \b
    Examples:
      sayso rebuild
      sayso rebuild --read --jobs 4 -l ledger
    """
    from ..adding import rebuild as rebuild_all
    from ..naming.entries import TableError

    console = Console(stderr=True, highlight=False, markup=False)
    states: Counter[str] = Counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Behind)  # that is what this is for
        ledger = Ledger.open(folder, create=False)
    with ledger, Steps(console, quiet) as steps:
        steps.begin("reading" if read else "deriving", ledger.size())
        try:
            for outcome in rebuild_all(ledger, jobs=jobs, read=read, seen=steps.seen):
                states[outcome.state] += 1
                if outcome.state == "failed":
                    what = f"{tables.plain_line(outcome.origin)}: {tables.plain_line(outcome.reason)}"
                    console.print(f"failed: {what}", soft_wrap=True)
                steps.advance()
        except TableError as error:
            raise click.ClickException(f"{error}; nothing was changed") from None
    if not quiet:
        words = {"derived": "derived again", "reread": "read again", "failed": "failed"}
        parts = [f"{states[s]} reports {w}" for s, w in words.items() if states[s]]
        click.echo(f"{', '.join(parts) or 'no reports'} (ledger: {folder})", err=True)
    if states["failed"]:
        sys.exit(1)
