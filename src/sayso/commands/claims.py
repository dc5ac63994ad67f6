"""``sayso claims``: every event and toll, with the chain of who says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..ledger import query
from .asking import answer, filters
from .common import format_option, ledger_option


@click.command()
@ledger_option
@filters(
    "type or fate",
    "status",
    "actor",
    "place",
    "near",
    "since",
    "until",
    "source",
    "outlet",
    "report",
    "incident",
    "limit",
)
@format_option
def claims(folder: Path, form: str, **chosen: Any) -> None:
    """List claims: every event and toll, with the chain of who says so.

    \b
    Examples:
      sayso claims --status denied
      sayso claims --source SANA --type release --format json
    """
    answer("claims", folder, form, query.claims, chosen)
