"""``sayso incidents``: what happened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..ledger import query
from .asking import answer, filters
from .common import format_option, ledger_option


@click.command()
@ledger_option
@filters("type", "status", "actor", "place", "near", "since", "until", "source", "outlet", "report", "main", "limit")
@format_option
def incidents(folder: Path, form: str, **chosen: Any) -> None:
    """List incidents, the latest first.

    \b
    Examples:
      sayso incidents --type airstrike --since 2017-04-01 --until 2017-04-30
      sayso incidents --near Palmyra,50 --format csv > incidents.csv
    """
    answer("incidents", folder, form, query.incidents, chosen)
