"""What several commands have in common: options, and errors in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

ledger_option = click.option(
    "-l",
    "--ledger",
    "folder",
    default="ledger",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the ledger.",
)


def a_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Callback of an option that takes a day: the ISO date, or None when it is not given.

    Raises:
        click.BadParameter: it is no date.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date like 2018-11-08") from None


def cannot_write(path: Path, error: OSError) -> click.ClickException:
    """That a file cannot be written, and what to do."""
    return click.ClickException(f"cannot write {path}: {error.strerror or error}; choose another file with -o")
