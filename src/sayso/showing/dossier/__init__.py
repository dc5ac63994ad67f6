"""The dossier: one self-contained HTML page that shows who says what, every line with its words.

The doors: ``write(ledger, output)`` for the page and ``pictures(ledger, folder)`` for its map and timeline as files of their own. The page
needs no network and no JavaScript; with JavaScript it lights up a claim's words and filters. Its parts: ``choosing`` (what goes in),
``rows``, ``sources``, ``places``, ``tolls``, ``weighed`` (incidents across reports), ``registers`` (and checks) and ``summary`` (what is
shown), ``marks`` (a text with its claims), ``anchors`` and ``quotes`` (words, and where they stand), ``growth`` and ``flow`` (pictures), the
templates, the stylesheet and the scripts.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ... import __version__
from ...ledger import Ledger
from ...ledger.store import now
from ...reading import scores
from ...weighing.sources.roots import RULE
from .. import map as maps
from .. import timeline
from ..safe import language_tag, visible, web_address
from ..tables import date_range, number_range
from . import summary
from .choosing import Choice
from .rows import Dossier, Seen, gather, pictured, unseen
from .sources import VERBS

__all__ = ["Choice", "pictures", "write"]

SCRIPTS = ("lights.js", "filter.js", "panel.js", "page.js")  # one after another, in one element


def write(
    ledger: Ledger,
    output: str | Path,
    only: Sequence[str] = (),
    title: str | None = None,
    *,
    incidents: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    place: str | None = None,
    day: date | None = None,
    seen: Seen = unseen,
) -> int:
    """Write the dossier of a ledger.

    Args:
        ledger: to show.
        output: the HTML file; an older one stays as it is until the new one is whole.
        only: ids (or own ids) of the reports to show; all when empty.
        title: heading of the page.
        incidents: ids of the incidents to show; all when empty.
        since, until: ISO dates; only what lies at least partly between them.
        place: only what has these words in the name of its place.
        day: as of which forecasts are reckoned; today when None.
        seen: told what is done, how many of it, and of how many, after each.

    Returns:
        The number of reports shown.

    Raises:
        LedgerError: there is no such report or incident, or nothing fits; a table, zones or decisions of the ledger cannot be read.
        OSError: the file cannot be written; an older one is still there.
    """
    dossier = gather(ledger, Choice(tuple(only), tuple(incidents), since, until, place), day, seen)
    with _replacing(Path(output)) as out:
        for piece in _html(dossier, title):
            out.write(piece)
    return len(dossier.reports)


def pictures(ledger: Ledger, folder: str | Path, choice: Choice | None = None) -> list[Path]:
    """Write the map and the timeline of a dossier as ``map.svg`` and ``timeline.svg``.

    Args:
        ledger: to show.
        folder: where to; it is made if it is not there.
        choice: what goes in, as in ``write``.

    Returns:
        The files written: none without places or dates to show.

    Raises:
        LedgerError: there is no such report or incident, or nothing fits.
        OSError: a file cannot be written.
    """
    dossier, _ = pictured(ledger, choice)
    Path(folder).mkdir(parents=True, exist_ok=True)
    written = []
    for name, drawn in (("map.svg", _map(dossier, alone=True)), ("timeline.svg", _timeline(dossier, alone=True))):
        if drawn is not None:
            with _replacing(Path(folder) / name) as out:
                out.write(drawn.svg + "\n")
            written.append(Path(folder) / name)
    return written


def _map(dossier: Dossier, alone: bool = False) -> maps.Map | None:
    spots = [p.spot for p in dossier.places]
    return maps.draw((s for s in spots if s is not None), alone=alone)


def _timeline(dossier: Dossier, alone: bool = False) -> timeline.Timeline | None:
    bars = [_bar(i.number, i.row, len(i.claims)) for i in dossier.incidents]
    return timeline.draw(bars, alone=alone)


def _bar(number: int, row: dict[str, Any], claims: int) -> timeline.Bar:
    return timeline.Bar(number, row["summary"] or row["type"], row["start"], row["end"], row["precision"], claims)


def _html(dossier: Dossier, title: str | None) -> Iterator[str]:
    style = Markup("\n").join([_asset("style.css"), Markup(maps.style()), Markup(timeline.style())])  # noqa: S704 - files of ours
    script = Markup("\n").join(_asset(name) for name in SCRIPTS)
    numbers = summary.figures(dossier)
    heading = title or f"Dossier: the claims of {count(numbers['reports'], 'report')}"
    template = _environment().get_template("page.html.jinja")
    stream = template.stream(
        d=dossier, title=heading, figures=numbers, outlets=summary.outlets(dossier), notes=summary.notes(dossier), scores=scores(), verbs=VERBS,
        map=_map(dossier), timeline=_timeline(dossier), style=style, script=script, policy=policy(style, script), version=__version__, made=now(),
        counted_incidents={g.incident.number for g in dossier.tolls}, place_by_number={p.number: p for p in dossier.places},
        incident_by_number={i.number: i for i in dossier.incidents}, counts=summary.counts(dossier), parts=summary.parts(dossier), rule=RULE,
        opened=opened(dossier),
    )  # fmt: skip
    stream.enable_buffering(200)
    return iter(stream)


def opened(dossier: Dossier) -> int:
    """How many of the incidents are open at first: those asked for, or the first ones that several reports tell of."""
    if dossier.choice.incidents:
        return len(dossier.choice.incidents)
    several = sum((s.incident.row.get("reports") or 0) > 1 for s in dossier.sections)
    return min(2, several) or min(1, len(dossier.sections))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sayso.showing", "dossier"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_finalize,
    )  # fmt: skip
    environment.filters |= {
        "count": count, "dates": date_range, "web_address": web_address, "language_tag": language_tag,
    }  # fmt: skip
    environment.globals |= {"numbers": number_range, "short": _short}
    return environment


def _finalize(value: Any) -> Any:
    """Whatever the template prints, save HTML made here, loses its power over the page before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def count(number: int, noun: str | None = None) -> str:
    """``1,204``, ``1 report``, ``2 reports``."""
    if noun is None:
        return f"{number:,}"
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _asset(name: str) -> Markup:
    """A file of this package, to stand in the page as it is."""
    return Markup(files(__name__).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - a file of ours


def policy(style: str, script: str) -> str:
    """A Content-Security-Policy under which nothing but this style and this script has any effect, and nothing is fetched."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _short(number: str, report: str) -> str:
    """An incident's name within its report."""
    return number.removeprefix(f"{report}.")


@contextmanager
def _replacing(output: Path) -> Iterator[TextIO]:
    """A file that takes the place of another once it is whole."""
    if output.exists() and not output.is_file():  # a pipe, a terminal: nothing to replace
        with output.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        return
    output = output.resolve()
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:100]}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(output)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
