"""``sayso places``: where the places of read reports are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..naming import Gazetteer, Resolved, open_gazetteer
from ..naming.resolving import to_json
from .common import output_to


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-l", "--ledger", "folder", type=click.Path(path_type=Path), help="Use the gazetteers of this ledger too."
)
@click.option("--country", metavar="CODE", help="Country that the reports are likely about (ISO 3166-1, e.g. SY).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
def places(file: Path, folder: Path | None, country: str | None, output: Path | None) -> None:
    """Say where the places of reports in the reading format are, with the candidates that were weighed.

    Takes one report, a list, or JSON Lines (- for standard input) with names given, and prints the same with "place" on each name of class place.

    \b
    Examples:
      sayso read article.txt --format json | sayso places -
      sayso places readings.jsonl -o placed.jsonl
    """
    try:
        gazetteer = open_gazetteer(folder)
    except OSError as error:
        raise click.ClickException(f"cannot open the gazetteer: {error}") from None
    hint = country.upper() if country else None
    if hint and gazetteer.title(hint) is None:
        raise click.BadParameter(f"{country!r} is no country's two-letter code", param_hint="--country")
    shape, reports = _read(file)
    with output_to(output) as out:
        done = (_placed(report, where, gazetteer, hint) for where, report in reports)
        if shape == "lines":
            for report in done:
                out.write(_dump(report) + "\n")
        else:
            every = list(done)
            out.write(_dump(every if shape == "list" else every[0]) + "\n")


def _dump(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if words.isascii() or _whole(words) else json.dumps(value)


def _whole(words: str) -> bool:
    """Can it be written as UTF-8? Half characters of UTF-16 cannot."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read(file: Path) -> tuple[str, Iterator[tuple[str, Any]]]:
    """How reports are laid out (``one``, ``list`` or ``lines``), and each with where it stands."""
    name = "standard input" if str(file) == "-" else str(file)
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise click.ClickException(f"cannot read {name}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{name}: not UTF-8 text (byte {error.start})") from None
    if not text.strip():
        raise click.ClickException(f"{name}: empty; JSON or JSON Lines in the reading format is wanted")
    try:
        data = json.loads(text)
    except RecursionError:
        raise click.ClickException(f"{name}: nested too deeply") from None
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" and "\n" not in text.strip():
            raise click.ClickException(f"{name}, line {error.lineno}: {error.msg}") from None
        return "lines", _lines(name, text)
    if isinstance(data, list):
        return "list", iter([(f"{name}, report {n}", report) for n, report in enumerate(data, 1)])
    return ("lines" if file.suffix == ".jsonl" else "one"), iter([(name, data)])


def _lines(name: str, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                yield where, json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
                raise click.ClickException(f"{where}: {reason}") from None


def _placed(report: Any, where: str, gazetteer: Gazetteer, hint: str | None) -> dict[str, Any]:
    """A report with ``place`` on its names of class place."""
    if not isinstance(report, dict) or not isinstance(text := report.get("text"), str):
        raise click.ClickException(f"{where}: no text; one report in the reading format is wanted")
    names = report.get("names") or []
    if not isinstance(names, list) or not all(isinstance(n, dict) for n in names):
        raise click.ClickException(f"{where}: names is not a list of objects with span and class")
    spans = {n: _span(one, where) for n, one in enumerate(names) if one.get("class") == "place"}
    good = {n: span for n, span in spans.items() if 0 <= span[0] < span[1] <= len(text)}
    for n in sorted(spans.keys() - good.keys()):
        click.echo(
            f"note: {where}: the span {list(spans[n])} of a name is not in the text; its place is null", err=True
        )
    resolved = Resolved(text, list(good.values()), gazetteer, hint, doers=_doers(report, text))
    placed: dict[str, Any] = report | {"names": [_name(one, n, spans, good, resolved) for n, one in enumerate(names)]}
    return placed


def _doers(report: dict[str, Any], text: str) -> list[tuple[int, int]]:
    """Who acts in a report's events, as far as it has any that are well formed."""
    events = report.get("events")
    found = [e.get("actor") for e in events if isinstance(e, dict)] if isinstance(events, list) else []
    spans = [(s[0], s[1]) for s in found if isinstance(s, list) and len(s) == 2 and all(type(x) is int for x in s)]
    return [span for span in spans if 0 <= span[0] < span[1] <= len(text)]


def _name(one: dict[str, Any], n: int, spans: Any, good: Any, resolved: Resolved) -> dict[str, Any]:
    if n not in spans:
        return one
    return one | {"place": to_json(resolved[good[n]]) if n in good else None}


def _span(name: dict[str, Any], where: str) -> tuple[int, int]:
    span = name.get("span")
    if not isinstance(span, list) or len(span) != 2 or any(type(x) is not int for x in span):
        raise click.ClickException(f"{where}: a name's span is {span!r}, not [start, end]")
    return span[0], span[1]
