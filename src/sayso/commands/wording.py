"""``sayso wording``: who calls whom what."""

from __future__ import annotations

from pathlib import Path

import click

from ..ledger import Filter, Ledger
from ..showing import gathering, tables
from .listing import has, options, readings, write

FIELDS = ("actor", "name", "word", "noun", "outlet", "voice", "source", "count", "reports", "marked", "spans")
VOICES = ("own", "reported", "quoted")

tables.COLUMNS["wording"] = [
    ("party", lambda r: r["name"]),
    ("words", lambda r: r["word"]),
    ("outlet", lambda r: r["outlet"] or ""),
    ("voice", lambda r: r["voice"]),
    ("of", lambda r: r["source"] or ""),
    ("count", lambda r: r["count"]),
    ("in quotation marks", lambda r: r["marked"] or ""),
    ("reports", lambda r: r["reports"]),
]


@click.command()
@options()
@click.option("--actor", help="Words in the name of the party, or its id.")
@click.option("--word", help="Words that it is called by.")
@click.option("--voice", "voices", multiple=True, type=click.Choice(VOICES), help="Only in this voice (repeatable).")
@click.option("--described", is_flag=True, help="Only where the party is called something besides its name.")
def wording(
    folder: Path, report: str | None, outlet: str | None, since: str | None, until: str | None, limit: int | None, form: str,
    actor: str | None, word: str | None, voices: tuple[str, ...], described: bool,
) -> None:  # fmt: skip
    """Count the words that each outlet, and each source it quotes, uses for each party.

    An outlet's own words are kept apart from what it reports others to say (where the words may be the outlet's or the source's) and from
    what it quotes between quotation marks. Words are counted, none is judged.

    \b
    Examples:
      sayso wording --described
      sayso wording --word terrorist --voice own --format csv > wording.csv
    """
    from ..weighing.registers import table, uses

    resolve = gathering.resolver(folder)
    with Ledger.open(folder, create=False) as ledger:
        chosen = readings(ledger, Filter(report=report, outlet=outlet, since=since, until=until))
        rows = table(u for reading in chosen for u in uses(reading, resolve))
    kept = (
        r for r in rows
        if has(actor, r["name"], r["actor"]) and has(word, r["word"]) and (not voices or r["voice"] in voices) and (r["noun"] or not described)
    )  # fmt: skip
    write("wording", kept, FIELDS, form, limit)
