"""The commands. Each does one thing of the Python API and says what to do next when it cannot."""

from __future__ import annotations

import json
import math
import os
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from rich.console import Console

from . import __version__
from .commands.actors import actors
from .commands.checks import checks
from .commands.common import a_date, cannot_write, ledger_option
from .commands.contradictions import contradictions
from .commands.dossier import dossier
from .commands.forecasts import forecasts
from .commands.gazetteer import gazetteer
from .commands.inferences import inferences
from .commands.outlets import outlets
from .commands.places import places
from .commands.progress import Steps, progress
from .commands.rebuild import rebuild
from .commands.reuse import reuse
from .commands.transfers import transfers
from .commands.violations import violations
from .commands.wording import wording
from .commands.zone import zone
from .ledger import Behind, Filter, Ledger, LedgerError, query
from .ledger import verify as verify_ledger
from .showing import detail, tables

if TYPE_CHECKING:
    from .adding import Outcome
    from .deriving import Naming
    from .reading import Reader
    from .records import Report

FORMATS = click.Choice(["table", "csv", "json"])
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Commands(click.Group):
    """Shows commands in the order in which they are needed, and errors of ours as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("always", Behind)
            others, warnings.showwarning = warnings.showwarning, _note
            try:
                return self._invoke(ctx)
            finally:
                warnings.showwarning = others

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LedgerError as error:
            raise click.ClickException(str(error)) from None
        except UnicodeEncodeError as error:
            if not _ODD.search(str(error.object)):
                raise
            words = ascii(error.object)
            raise click.ClickException(f"{words} is not UTF-8 text: write names and paths in UTF-8") from None
        except BrokenPipeError:  # `sayso claims | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


_ODD = re.compile("[\ud800-\udfff]")  # what Python makes of bytes on the command line that are not UTF-8


def _note(message: Warning | str, *_: Any, **__: Any) -> None:
    """Tell a warning as one line, without the place in the code."""
    click.echo(f"note: {tables.plain_line(message)}", err=True)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="sayso")
def main() -> None:
    """Read reports of armed conflict and keep a ledger of what they claim, on whose say-so.

    \b
    Begin with:
      sayso add examples/
      sayso incidents
      sayso dossier -o dossier.html
    """


format_option = click.option("--format", "form", type=FORMATS, default="table", show_default=True, help="How to print.")


def _open(folder: Path) -> Ledger:
    return Ledger.open(folder, create=False)


# ------------------------------------------------------------------ add, read


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        field, sep, column = pair.partition("=")
        if not sep or not field or not column:
            raise click.BadParameter(f"{pair!r}: write FIELD=COLUMN, e.g. text=body", param_hint="--column")
        out[field] = column
    return out


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH_OR_URL...")
@ledger_option
@click.option("--outlet", help="Who published it. For batches: only where a row does not say.")
@click.option(
    "--published", metavar="DATE", help="Publication date, e.g. 2018-11-12. For batches: only where a row does not say."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a batch is which field, e.g. text=body (repeatable).",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=min(2, os.cpu_count() or 1),
    show_default=True,
    help="Processes that read side by side.",
)
@click.option(
    "--limit-mb",
    type=click.FloatRange(0.001),
    default=20.0,
    show_default=True,
    help="Largest report taken, in megabytes.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=20.0, show_default=True, help="Seconds to wait for a URL."
)
@click.option("--allow-private", is_flag=True, help="Fetch private and loopback addresses too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def add(
    sources: tuple[str, ...], folder: Path, outlet: str | None, published: str | None, columns: tuple[str, ...], jobs: int,
    limit_mb: float, timeout: float, allow_private: bool, quiet: bool,
) -> None:  # fmt: skip
    """Capture reports, read them, and keep both.

    Takes text, Markdown, HTML, JSON Lines and CSV files (columns id, outlet, published, title, text, url), folders of them, URLs, and - for
    standard input. Adding the same thing twice adds nothing. The exit status is 1 when any item failed.

    \b
    Examples:
      sayso add article.txt --outlet "A Blog" --published 2018-11-12
      sayso add reports/ https://example.org/report.html
      sayso add batch.csv --column text=body --column published=date
    """
    from .adding import add as add_all
    from .capture import capture, count
    from .naming.entries import TableError

    try:
        items = capture(
            sources, outlet=outlet, published=published, columns=_columns(columns) or None, limit=int(limit_mb * 1_000_000),
            allow_private=allow_private, timeout=timeout,
        )  # fmt: skip
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    console = Console(stderr=True, highlight=False, markup=False)
    with Ledger.open(folder) as ledger, Steps(console, quiet) as steps:
        total = count(sources)
        steps.begin("reading", total)
        outcomes = add_all(ledger, items, jobs=1 if total is not None and total < 4 else jobs, seen=steps.seen)
        try:
            states = _tell(outcomes, console, quiet, steps)
        except TableError as error:
            raise click.ClickException(str(error)) from None
    if not quiet:
        click.echo(_summary(states, folder), err=True)
    if states["failed"]:
        sys.exit(1)


def _tell(outcomes: Iterable[Outcome], console: Console, quiet: bool, steps: Steps) -> Counter[str]:
    """Say what failed and what is to be noted; how many there are of each state."""
    states: Counter[str] = Counter()
    for outcome in outcomes:
        states[outcome.state] += 1
        origin = tables.plain_line(outcome.origin)
        if outcome.state == "failed":
            console.print(f"failed: {origin}: {tables.plain_line(outcome.reason)}", soft_wrap=True)
        elif not quiet:
            for note in outcome.notes:
                console.print(f"note: {origin}: {tables.plain_line(note)}", soft_wrap=True)
        steps.advance()
    return states


def _summary(states: Counter[str], folder: Path) -> str:
    words = {
        "added": "added",
        "reread": "read that an earlier run had kept",
        "derived": "derived again from their readings",
        "known": "already there",
        "failed": "failed",
    }
    parts = [f"{states[s]} {w}" for s, w in words.items() if states[s] or s == "added"]
    return f"{', '.join(parts)} (ledger: {folder})"


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--outlet", help="Who published it.")
@click.option("--published", metavar="DATE", help="Publication date, e.g. 2018-11-12.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json prints the reading format, one report a line.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
def read(files: tuple[str, ...], outlet: str | None, published: str | None, form: str, output: Path | None) -> None:
    """Read reports and print what they say; nothing is kept.

    Takes what `add` takes. A JSON Lines file of reports gives one line a report, with the id it had.

    \b
    Examples:
      sayso read article.txt --published 2018-11-12
      sayso read reports.jsonl --format json > readings.jsonl
    """
    from .capture import Failed, capture, count
    from .deriving import Naming
    from .naming.entries import TableError
    from .reading import open_reader

    try:
        items = capture(files, outlet=outlet, published=published)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    failed = 0
    console = Console(stderr=True, highlight=False, markup=False)
    try:
        naming = Naming()
    except TableError as error:
        raise click.ClickException(str(error)) from None
    with _output(output) as out, progress(console, quiet=out is sys.stdout and sys.stdout.isatty()) as bar:
        reader = open_reader()
        task = bar.add_task("reading", total=count(files), rate="")
        for item in items:
            bar.advance(task)
            words = item.reason if isinstance(item, Failed) else _read(item.report, reader, naming, form, out)
            if words:
                failed += 1
                console.print(f"failed: {tables.plain_line(item.origin)}: {tables.plain_line(words)}", soft_wrap=True)
    if failed:
        sys.exit(1)


def _read(report: Report, reader: Reader, naming: Naming, form: str, out: TextIO) -> str:
    """Read one report and write what it says; why it cannot be read, else ""."""
    from .deriving import derive
    from .reading import checked, to_json

    try:
        reading = derive(checked(reader.read(report)), naming).reading
        words = json.dumps(to_json(reading), ensure_ascii=False) + "\n" if form == "json" else _reading_text(reading)
    except Exception as error:  # one report that breaks the reader must not stop the others
        return f"the reader failed: {': '.join([type(error).__name__, *str(error).splitlines()[:1]])}"
    out.write(words)
    return ""


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """A file to write to, or standard output."""
    if path is None:
        yield sys.stdout
        return
    try:
        with path.open("w", encoding="utf-8") as out:
            yield out
    except OSError as error:
        raise cannot_write(path, error) from None


def _reading_text(reading: Any) -> str:
    from .records import plain
    from .weighing import claims

    text = reading.report.text
    lines = [tables.plain_line(reading.report.title or reading.report.id)]
    for claim in claims(reading):
        row = plain(claim)
        a, b = claim.sentence
        number = tables.number_range(claim.low, claim.high)
        lines.append(
            f"  {claim.id.split('.')[-1]:<4} {claim.type}{' ' + number if number else ''} ({claim.status}) {tables.date_range(row)}: {tables.chain_words(row['chain'])}"
        )
        row |= {"span_start": claim.span[0], "span_end": claim.span[1], "sentence_start": a, "sentence": text[a:b]}
        lines.append(f"       {detail.marked(row)}")
    lines += [f"  note: {note}" for note in reading.notes]
    return "\n".join(lines) + "\n"


# ------------------------------------------------------------------ tables


class Near(click.ParamType[tuple[float, float, float]]):
    """``PLACE,KM`` or ``LAT,LON,KM``."""

    name = "near"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float, float]:
        if isinstance(value, tuple):
            return value
        head, _, km = value.rpartition(",")
        try:
            radius = float(re.sub(r"\s*km$", "", km.strip()))
            numbers = re.fullmatch(r"\s*([-+]?[\d.]+)\s*,\s*([-+]?[\d.]+)\s*", head)
            given = (float(numbers[1]), float(numbers[2])) if numbers else None
        except ValueError:
            self.fail(f"{value!r}: write PLACE,KM (Palmyra,50) or LAT,LON,KM (34.55,38.27,50)", param, ctx)
        if not 0 <= radius < math.inf:  # which "nan" is not either
            self.fail(f"{km.strip()!r} is no distance: write kilometres, 0 or more", param, ctx)
        if given is not None:
            if abs(given[0]) > 90 or abs(given[1]) > 180:
                self.fail(f"{head.strip()!r}: latitudes go from -90 to 90, longitudes from -180 to 180", param, ctx)
            return *given, radius
        from .naming import locate

        at = locate(head.strip())
        if at is None:
            self.fail(f"no coordinates known for {head.strip()!r}: give them as LAT,LON,KM", param, ctx)
        return at[0], at[1], radius


FILTERS: dict[str, Callable[[Any], Any]] = {
    "type": click.option(
        "--type", "type", help="Event type (airstrike, release, ...) or fate of a toll (killed, ...)."
    ),
    "status": click.option(
        "--status",
        type=click.Choice(["actual", "denied", "prospective", "possible"]),
        help="Said to have happened, denied, planned, or hedged.",
    ),
    "actor": click.option("--actor", help="Words in the name of who did it."),
    "place": click.option("--place", help="Words in the name of the place."),
    "near": click.option("--near", type=Near(), metavar="PLACE,KM", help="Within so many km of a place or LAT,LON."),
    "since": click.option("--since", callback=a_date, metavar="DATE", help="On or after this day."),
    "until": click.option("--until", callback=a_date, metavar="DATE", help="On or before this day."),
    "source": click.option("--source", help="Somebody anywhere in the chain, by words in the name."),
    "outlet": click.option("--outlet", help="Words in the name of the outlet."),
    "report": click.option("--report", help="Id of a report (or the id its batch gave it)."),
    "incident": click.option("--incident", help="Id of an incident."),
    "main": click.option("--main", is_flag=True, default=None, help="Only what reports are chiefly about."),
    "limit": click.option("--limit", type=click.IntRange(1), help="At most so many lines."),
}


def filters(*names: str) -> Callable[[Any], Any]:
    """The filter options of these names."""

    def wrap(function: Any) -> Any:
        for name in reversed(names):
            function = FILTERS[name](function)
        return function

    return wrap


def _print(
    kind: str,
    folder: Path,
    form: str,
    ask: Callable[[Ledger, Filter], Iterable[dict[str, Any]]],
    chosen: dict[str, Any],
) -> None:
    with _open(folder) as ledger:
        rows: Iterator[dict[str, Any]] = iter(ask(ledger, replace(Filter(), **chosen)))
        tables.write(kind, rows, form, sys.stdout)


@main.command()
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
    _print("incidents", folder, form, query.incidents, chosen)


@main.command()
@ledger_option
@filters(
    "type", "status", "actor", "place", "near", "since", "until", "source", "outlet", "report", "incident", "limit"
)
@format_option
def claims(folder: Path, form: str, **chosen: Any) -> None:
    """List claims: every event and toll, with the chain of who says so.

    \b
    Examples:
      sayso claims --status denied
      sayso claims --source SANA --type release --format json
    """
    _print("claims", folder, form, query.claims, chosen)


@main.command()
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
    _print("sources", folder, form, query.sources, chosen)


@main.command()
@ledger_option
@filters("outlet", "since", "until", "report", "limit")
@format_option
def reports(folder: Path, form: str, **chosen: Any) -> None:
    """List the reports that are kept.

    \b
    Example:
      sayso reports --outlet SANA
    """
    _print("reports", folder, form, query.reports, chosen)


@main.command()
@click.argument("name", metavar="ID")
@ledger_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def show(name: str, folder: Path, form: str) -> None:
    """Show one incident, claim, report or source, with its words.

    \b
    Examples:
      sayso show 3f2a90c1b7de.i1      an incident
      sayso show 3f2a90c1b7de.e4      a claim
      sayso show 3f2a90c1b7de         a report (its batch's own id works too)
      sayso show "Wadi Wire"          a source
    """
    with _open(folder) as ledger:
        found = detail.find(ledger, name)
    if found is None:
        raise click.ClickException(
            f"nothing called {name!r} in {folder}: `sayso incidents`, `claims`, `reports` and `sources` list what there is"
        )
    if form == "json":
        click.echo(json.dumps({"kind": found[0]} | found[1], ensure_ascii=False, indent=1))
    else:
        click.echo(detail.show(*found), nl=False)


# ------------------------------------------------------------------ dossier, verify


main.add_command(contradictions)
main.add_command(checks)
main.add_command(zone)
main.add_command(places)
main.add_command(gazetteer)
main.add_command(actors)
main.add_command(outlets)
main.add_command(dossier)
main.add_command(reuse)
main.add_command(forecasts)
main.add_command(violations)
main.add_command(transfers)
main.add_command(wording)
main.add_command(inferences)
main.add_command(rebuild)


def _size(ledger: Ledger) -> int | None:
    """How many reports there are, as far as a damaged database can tell."""
    try:
        return ledger.size()
    except LedgerError:
        return None


@main.command()
@ledger_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def verify(folder: Path, form: str) -> None:
    """Check that every original still has the hash it was kept under, that no decision was changed, and that the database is whole.

    The exit status is 1 when something was lost or changed.

    \b
    Example:
      sayso verify -l ledger
    """
    console = Console(stderr=True, highlight=False, markup=False)
    good, faults = 0, []
    with _open(folder) as ledger, progress(console, quiet=form == "json") as bar:
        task = bar.add_task("checking", total=_size(ledger), rate="")
        for fault in verify_ledger(ledger):
            if fault is None:
                good += 1
            else:
                faults.append(fault)
            bar.advance(task)
    if form == "json":
        click.echo(
            json.dumps(
                {
                    "intact": good,
                    "faults": [{"kind": f.kind, "subject": f.subject, "reason": f.reason} for f in faults],
                },
                ensure_ascii=False,
            )
        )
    else:
        for f in faults:
            click.echo(f"{f.kind}: {f.subject}: {f.reason}")
        serious = sum(f.serious for f in faults)
        click.echo(
            f"{good} reports intact, {serious} lost or changed"
            + (f", {len(faults) - serious} to note" if len(faults) > serious else "")
        )
    if any(f.serious for f in faults):
        sys.exit(1)


if __name__ == "__main__":
    main()
