"""``sayso forecasts``: what was said to lie ahead, whether it is due, and what a person decided came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ..ledger import Filter, Ledger, decisions
from ..ledger.decisions import Decision, Log, Subject
from ..records import Reading
from ..showing import gathering, tables
from .common import a_date, format_option
from .listing import Row, has, options, readings, short, write

RULINGS = decisions.RULINGS["forecast"]
KINDS = ("predict", "warn", "demand", "report", "infer", "accuse", "deny", "feel")
_STATES = ("overdue", "due", "pending", "no date")
_DECIDED = ("who", "state", "outcome", "decided_by", "decided_at", "decided_why")


def _window(row: Row) -> str:
    if row["start"] is None and row["end"] is None:
        return row["when"] or ""
    first, last = row["start"], row["end"]
    days = first if first == last else f"{first or '...'} to {last or '...'}"
    return f"{days} ({row['when']})"


tables.COLUMNS["forecasts"] = [
    ("id", lambda r: r["id"]),
    ("state", lambda r: r["state"]),
    ("outcome", lambda r: r["outcome"] if r["decided_by"] else ""),
    ("by when", _window),
    ("kind", lambda r: r["kind"]),
    ("about", lambda r: r["type"] or ""),
    ("words", lambda r: short(r["words"])),
    ("if", lambda r: "if" if r["condition"] else ""),
    ("on whose word", lambda r: tables.chain_words(r["chain"])),
    ("said on", lambda r: r["said"] or r["published"] or ""),
]
tables.COLUMNS["decisions"] = [
    ("at", lambda r: r["at"]),
    ("subject", lambda r: r["subject"]),
    ("ruling", lambda r: r["ruling"]),
    ("by", lambda r: r["by"]),
    ("why", lambda r: short(r["why"])),
    ("words", lambda r: short(r["words"])),
]


@click.group(invoke_without_command=True)
@options()
@click.option("--as-of", callback=a_date, metavar="DATE", help="The day to reckon from.  [default: today]")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind (repeatable).")
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="Only this state (repeatable).")
@click.option(
    "--outcome", type=click.Choice(RULINGS), help="Only what a person decided so; open is also what nobody decided."
)
@click.option("--who", help="Words in the name of somebody in the chain.")
@click.pass_context
def forecasts(
    context: click.Context, folder: Path, report: str | None, outlet: str | None, since: str | None, until: str | None, limit: int | None,
    form: str, as_of: str | None, kinds: tuple[str, ...], states: tuple[str, ...], outcome: str | None, who: str | None,
) -> None:  # fmt: skip
    """List forecasts and warnings, the overdue first; decide what came of one.

    A forecast is `pending` before its window, `due` in it, `overdue` after it. "By Friday" is reckoned from the day on which it was said, where
    the report tells that, else from the day of publication; "within days" is taken as up to a week, "within weeks" as up to a month. Whether it
    came true a person decides: see `sayso forecasts decide --help`.

    \b
    Examples:
      sayso forecasts --as-of 2018-11-20 --state overdue
      sayso forecasts --kind warn --who ministry --format csv > warnings.csv
      sayso forecasts decide 3f2a90c1b7de.a4 did-not --by "R. Vale" --why "the pocket held until the 28th"
      sayso forecasts history
    """
    context.obj = folder
    if context.invoked_subcommand is not None:
        return
    from ..weighing.registers import Forecast, fields

    day = date.fromisoformat(as_of) if as_of else date.today()
    with Ledger.open(folder, create=False) as ledger:
        chosen = list(readings(ledger, Filter(report=report, outlet=outlet, since=since, until=until)))
        log = decisions.read(folder)
    rows = gathering.forecasts(chosen, log, day)
    _tell_faults(log)
    if not any((report, outlet, since, until)):
        _tell_lost(chosen, log)
    rows = [
        r for r in rows
        if (not kinds or r["kind"] in kinds) and (not states or r["state"] in states) and outcome in (None, r["outcome"])
        and has(who, *(link["source"] for link in r["chain"]))
    ]  # fmt: skip
    write("forecasts", rows, [*fields(Forecast), *_DECIDED], form, limit)


def _rulings(log: Log) -> list[Decision]:
    return [d for d in log.decisions if d.kind == "forecast"]


def _tell_faults(log: Log) -> None:
    for fault in log.faults:
        click.echo(f"note: {decisions.FILE}, line {fault.line}: {fault.reason}", err=True)


def _tell_lost(chosen: Iterable[Reading], log: Log) -> None:
    """Decisions whose forecast is not read any more: they are kept, but hold for nothing in the list."""
    from ..weighing import registers

    subjects = (Subject(f.id, f.report, f.span) for reading in chosen for f in registers.forecasts(reading))
    for d in decisions.settle(_rulings(log), subjects)[1]:
        words = f"the decision {d.ruling} on {d.subject} (“{short(d.words)}”) matches no forecast that is read now"
        click.echo(f"note: {tables.plain_line(words)}: decide again if it still holds", err=True)


@forecasts.command()
@click.argument("name", metavar="ID")
@click.argument("ruling", type=click.Choice(RULINGS))
@click.option("-l", "--ledger", "own", type=click.Path(path_type=Path), help="Folder of the ledger.  [default: ledger]")
@click.option("--by", required=True, help="Who decides.")
@click.option("--why", required=True, help="The reasons, in words; sources too.")
@click.pass_obj
def decide(folder: Path, name: str, ruling: str, own: Path | None, by: str, why: str) -> None:
    """Keep what a person decides came of a forecast. Nothing is overwritten: the last decision holds, all are kept.

    \b
    Examples:
      sayso forecasts decide 3f2a90c1b7de.a4 came-true --by "R. Vale" --why "report 77 of the monitors"
      sayso forecasts decide 3f2a90c1b7de.a4 open --by "R. Vale" --why "that was another town"
    """
    from ..weighing import registers

    folder = own or folder
    with Ledger.open(folder, create=False) as ledger:
        report = ledger.report(name.rpartition(".")[0])
        reading = None if report is None else ledger.reading(report)
    found = [f for f in registers.forecasts(reading) if f.id == name] if reading else []
    if not found:
        raise click.ClickException(f"no forecast {name!r} in {folder}: `sayso forecasts -l {folder}` lists them")
    f = found[0]
    made = Decision(
        "forecast", f.id, ruling, by.strip(), why.strip(), decisions.now(), f.report, f.span, f.words[:1000]
    )
    try:
        decisions.append(folder, made)
    except ValueError as error:
        raise click.ClickException(f"not decided: {error}") from None
    click.echo(f"{f.id}: {ruling}, by {tables.plain_line(by)}", err=True)


@forecasts.command()
@click.argument("name", required=False, metavar="[ID]")
@click.option("-l", "--ledger", "own", type=click.Path(path_type=Path), help="Folder of the ledger.  [default: ledger]")
@format_option
@click.pass_obj
def history(folder: Path, name: str | None, own: Path | None, form: str) -> None:
    """List the decisions in the order in which they were made. The exit status is 1 when the file was changed or cut off.

    \b
    Example:
      sayso forecasts history 3f2a90c1b7de.a4
    """
    from ..records import plain

    folder = own or folder
    Ledger.open(folder, create=False).close()  # says what to do when there is none
    log = decisions.read(folder)
    rows = [plain(d) for d in _rulings(log) if name in (None, d.subject)]
    fields = ("kind", "subject", "ruling", "by", "why", "at", "report", "span", "words")
    write("decisions", rows, fields, form, None)
    _tell_faults(log)
    if log.faults:
        sys.exit(1)
