"""``sayso reports``: what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..ledger import query
from .asking import answer, filters
from .common import format_option, ledger_option


@click.command()
@ledger_option
@filters("outlet", "since", "until", "report", "limit")
@format_option
def reports(folder: Path, form: str, **chosen: Any) -> None:
    """List the reports that are kept.

    \b
    Example:
      sayso reports --outlet SANA
    """
    answer("reports", folder, form, query.reports, chosen)
