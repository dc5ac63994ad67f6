"""``sayso violations``: who is said to have broken a truce, a deal or a law, and who says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..ledger import Filter, Ledger
from ..showing import gathering, tables
from .listing import has, options, readings, short, when, write

STANCES = ("accuses", "denies", "ahead", "possible")
BROKEN = ("truce", "deal", "law", "not said")

tables.COLUMNS["violations"] = [
    ("id", lambda r: r["id"]),
    ("accused", lambda r: r["accused"]),
    ("stance", lambda r: r["stance"]),
    ("by", lambda r: r["accuser"]),
    ("broken", lambda r: r["broken"]),
    ("what", lambda r: short(r["what"])),
    ("where", lambda r: r["place"] or ""),
    ("when", when),
    ("words", lambda r: r["words"]),
    ("on whose word", lambda r: tables.chain_words(r["chain"])),
]
tables.COLUMNS["accusations"] = [
    ("accused", lambda r: r["accused"]),
    ("accuser", lambda r: r["accuser"]),
    *[(s, lambda r, s=s: r[s] or "") for s in STANCES],
    ("in return", lambda r: r["in_return"] or ""),
    ("reports", lambda r: r["reports"]),
]


@click.command()
@options()
@click.option("--broken", "kinds", multiple=True, type=click.Choice(BROKEN), help="Only of this kind (repeatable).")
@click.option(
    "--stance", "stances", multiple=True, type=click.Choice(STANCES), help="Only where the words do this (repeatable)."
)
@click.option("--accused", help="Words in the name of the accused.")
@click.option("--accuser", help="Words in the name of somebody in the chain.")
@click.option("--count", is_flag=True, help="Count by accused and accuser, both directions side by side.")
def violations(
    folder: Path, report: str | None, outlet: str | None, since: str | None, until: str | None, limit: int | None, form: str,
    kinds: tuple[str, ...], stances: tuple[str, ...], accused: str | None, accuser: str | None, count: bool,
) -> None:  # fmt: skip
    """List what is said to have been broken: the accused, the accuser, what, where and when.

    The accuser is the last voice of the chain, and the outlet itself where nobody is quoted. Denials, threats and hedged mentions are listed
    too, as `denies`, `ahead` and `possible`.

    \b
    Examples:
      sayso violations --broken truce --count
      sayso violations --accused army --format csv > violations.csv
    """
    from ..weighing.registers import Tally, Violation, fields, row, tally
    from ..weighing.registers import violations as of

    resolve = gathering.resolver(folder)
    with Ledger.open(folder, create=False) as ledger:
        chosen = readings(ledger, Filter(report=report, outlet=outlet, since=since, until=until))
        found = [
            v for reading in chosen for v in of(reading, resolve)
            if (not kinds or v.broken in kinds) and (not stances or v.stance in stances)
            and has(accused, v.accused.name, v.accused.words) and has(accuser, v.accuser.name, *(link.source for link in v.chain))
        ]  # fmt: skip
    rows: list[dict[str, Any]] = [row(t) for t in tally(found)] if count else [row(v) for v in found]
    write("accusations" if count else "violations", rows, fields(Tally if count else Violation), form, limit)
