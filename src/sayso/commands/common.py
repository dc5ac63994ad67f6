"""What several commands have in common: options, and errors in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

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

limit_option = click.option("--limit", type=click.IntRange(1), help="At most so many lines.")


def stacked(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator, shown in this order."""

    def wrap(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return wrap


def form_option(*names: str) -> Callable[[Any], Any]:
    """The option ``--format`` with these forms; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="How to print."
    )


format_option = form_option("table", "csv", "json")
text_option = form_option("text", "json")


def jobs_option(words: str) -> Callable[[Any], Any]:
    """The option ``--jobs``: how many processes do what the words say."""
    cores = min(2, os.cpu_count() or 1)
    return click.option("--jobs", type=click.IntRange(1, 64), default=cores, show_default=True, help=words)


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


@contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """A file to write text to, or standard output.

    Raises:
        click.ClickException: the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        with path.open("w", encoding="utf-8") as out:
            yield out
    except OSError as error:
        raise cannot_write(path, error) from None
