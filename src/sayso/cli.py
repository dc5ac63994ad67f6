"""The command ``sayso``: a table of the commands, each in a module that is loaded when somebody calls it."""

from __future__ import annotations

import errno
import re
import sys
import warnings
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from . import __version__
from .commands.pipes import quietly

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}

# In the order in which they are needed: each is the function of its name in commands/NAME.py. What `sayso --help` says of a command stands here,
# as the first paragraph of its own help, since loading all of them would take longer than most of them work.
COMMANDS = {
    "add": "Capture reports, read them, and keep both.",
    "read": "Read reports and print what they say; nothing is kept.",
    "incidents": "List incidents, the latest first.",
    "claims": "List claims: every event and toll, with the chain of who says so.",
    "sources": "List everybody who says something, and how much.",
    "reports": "List the reports that are kept.",
    "show": "Show one incident, claim, report or source, with its words.",
    "contradictions": "List what cannot both be so: figures that exclude each other, differing actors, denied against asserted, differing days.",
    "checks": "List what adds up and what does not, the worst first.",
    "zone": "Keep named zones that paths and places of the reports are checked against.",
    "places": "Say where the places of reports in the reading format are, with the candidates that were weighed.",
    "gazetteer": "Add gazetteers of your own, and look places up.",
    "actors": "Actors: governments, forces, armed groups and bodies, and what names resolve to them.",
    "outlets": "Outlets: news media, agencies and monitors, and what names and addresses resolve to them.",
    "dossier": "Write one self-contained HTML page to look at or to send to somebody.",
    "reuse": "List passages that two reports have in common, and who published first.",
    "forecasts": "List forecasts and warnings, the overdue first; decide what came of one.",
    "violations": "List what is said to have been broken: the accused, the accuser, what, where and when.",
    "transfers": "List supplies, sales, payments and seizures: from whom to whom, what, and on whose word.",
    "wording": "Count the words that each outlet, and each source it quotes, uses for each party.",
    "inferences": 'List what writers conclude ("this suggests that ..."), with the claims that it may rest on.',
    "rebuild": "Derive names, places, claims and incidents again, with the present tables and gazetteers.",
    "verify": "Check that every original still has the hash it was kept under, that no decision was changed, and that the database is whole.",
}

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_ODD = re.compile("[\ud800-\udfff]")  # what Python makes of bytes on the command line that are not UTF-8


class Commands(click.Group):
    """Loads a command when it is called, shows all in their order, and tells errors of ours as one line.

    Args:
        words: name of each command -> the first paragraph of its help.
    """

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands.update({name: click.Command(name, help=said) for name, said in words.items()})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, found, rest = super().resolve_command(ctx, args)
        if found is not None and found.name is not None:
            found = load(found.name)
        if (ledger := _ledger()) is not None:
            warnings.simplefilter("always", ledger.Behind)
        return name, found, rest

    def invoke(self, ctx: click.Context) -> Any:
        with warnings.catch_warnings():
            others, warnings.showwarning = warnings.showwarning, _note
            try:
                return self._invoke(ctx)
            finally:
                warnings.showwarning = others

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            with quietly():
                return super().invoke(ctx)
        except Exception as error:
            words = _in_words(error)
            if words is None:
                raise
            raise click.ClickException(words) from None


def load(name: str) -> click.Command:
    """A command by its name in ``COMMANDS``.

    Raises:
        ModuleNotFoundError: there is no such command.
    """
    found = getattr(import_module(f".commands.{name}", __package__), name)
    assert isinstance(found, click.Command)
    return found


def _ledger() -> ModuleType | None:
    """The station of the ledger, if the command has loaded it; if not, no error and no warning can come from it."""
    return sys.modules.get(f"{__package__}.ledger")


def _in_words(error: Exception) -> str | None:
    """What a person can do something about, as one line; None where the error is a fault of ours."""
    if (ledger := _ledger()) is not None and isinstance(error, ledger.LedgerError):
        return str(error)
    if isinstance(error, UnicodeEncodeError) and _ODD.search(str(error.object)):
        return f"{error.object!a} is not UTF-8 text: write names and paths in UTF-8"
    if isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM:
        return f"cannot write the output: {error.strerror}; send it somewhere else"
    return None


def _note(message: Warning | str, *_: Any, **__: Any) -> None:
    """Tell a warning as one line, without the place in the code."""
    from .showing.tables import plain_line

    click.echo(f"note: {plain_line(message)}", err=True)


@click.group(cls=Commands, words=COMMANDS, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="sayso")
def main() -> None:
    """Read reports of armed conflict and keep a ledger of what they claim, on whose say-so.

    \b
    Begin with:
      sayso add examples/
      sayso incidents
      sayso dossier -o dossier.html
    """


if __name__ == "__main__":
    main()
