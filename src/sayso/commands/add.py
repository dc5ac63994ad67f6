"""``sayso add``: capture reports, read them, and keep both."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from ..ledger import Ledger
from ..showing import tables
from .common import jobs_option, ledger_option
from .progress import Steps

if TYPE_CHECKING:
    from ..adding import Outcome


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        field, sep, column = pair.partition("=")
        if not sep or not field or not column:
            raise click.BadParameter(f"{pair!r}: write FIELD=COLUMN, e.g. text=body", param_hint="--column")
        out[field] = column
    return out


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH_OR_URL...")
@ledger_option
@click.option("--outlet", help="Who published it. For batches: only where a row does not say.")
@click.option(
    "--published", metavar="DATE", help="Publication date, e.g. 2018-11-12. For batches: only where a row does not say."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a batch is which field, e.g. text=body (repeatable).",
)
@jobs_option("Processes that read side by side.")
@click.option(
    "--limit-mb",
    type=click.FloatRange(0.001),
    default=20.0,
    show_default=True,
    help="Largest report taken, in megabytes.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=20.0, show_default=True, help="Seconds to wait for a URL."
)
@click.option("--allow-private", is_flag=True, help="Fetch private and loopback addresses too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def add(
    sources: tuple[str, ...], folder: Path, outlet: str | None, published: str | None, columns: tuple[str, ...], jobs: int,
    limit_mb: float, timeout: float, allow_private: bool, quiet: bool,
) -> None:  # fmt: skip
    """Capture reports, read them, and keep both.

    Takes text, Markdown, HTML, JSON Lines and CSV files (columns id, outlet, published, title, text, url), folders of them, URLs, and - for
    standard input. Adding the same thing twice adds nothing. The exit status is 1 when any item failed.

    \b
    Examples:
      sayso add article.txt --outlet "A Blog" --published 2018-11-12
      sayso add reports/ https://example.org/report.html
      sayso add batch.csv --column text=body --column published=date
    """
    from ..adding import add as add_all
    from ..capture import capture, count
    from ..naming.entries import TableError

    try:
        items = capture(
            sources, outlet=outlet, published=published, columns=_columns(columns) or None, limit=int(limit_mb * 1_000_000),
            allow_private=allow_private, timeout=timeout,
        )  # fmt: skip
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    console = Console(stderr=True, highlight=False, markup=False)
    with Ledger.open(folder) as ledger, Steps(console, quiet) as steps:
        total = count(sources)
        steps.begin("reading", total)
        outcomes = add_all(ledger, items, jobs=1 if total is not None and total < 4 else jobs, seen=steps.seen)
        try:
            states = _tell(outcomes, console, quiet, steps)
        except TableError as error:
            raise click.ClickException(str(error)) from None
    if not quiet:
        click.echo(_summary(states, folder), err=True)
    if states["failed"]:
        sys.exit(1)


def _tell(outcomes: Iterable[Outcome], console: Console, quiet: bool, steps: Steps) -> Counter[str]:
    """Say what failed and what is to be noted; how many there are of each state."""
    states: Counter[str] = Counter()
    for outcome in outcomes:
        states[outcome.state] += 1
        origin = tables.plain_line(outcome.origin)
        if outcome.state == "failed":
            console.print(f"failed: {origin}: {tables.plain_line(outcome.reason)}", soft_wrap=True)
        elif not quiet:
            for note in outcome.notes:
                console.print(f"note: {origin}: {tables.plain_line(note)}", soft_wrap=True)
        steps.advance()
    return states


def _summary(states: Counter[str], folder: Path) -> str:
    words = {
        "added": "added",
        "reread": "read that an earlier run had kept",
        "derived": "derived again from their readings",
        "known": "already there",
        "failed": "failed",
    }
    parts = [f"{states[s]} {w}" for s, w in words.items() if states[s] or s == "added"]
    return f"{', '.join(parts)} (ledger: {folder})"
