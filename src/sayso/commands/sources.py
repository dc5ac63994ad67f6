"""``sayso sources``: who says something, and how much."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..ledger import query
from .asking import answer, filters
from .common import format_option, ledger_option


@click.command()
@ledger_option
@filters("source", "outlet", "report", "limit")
@format_option
def sources(folder: Path, form: str, **chosen: Any) -> None:
    """List everybody who says something, and how much.

    Who is known to the tables of actors and outlets is one source, under whatever names the reports have; others are listed as written.

    \b
    Examples:
      sayso sources
      sayso sources --source observatory --format json
    """
    answer("sources", folder, form, query.sources, chosen)
