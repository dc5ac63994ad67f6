"""The dossier: one self-contained HTML page that shows who says what, every line with its words.

The door: ``write(ledger, output)``. The page needs no network and no JavaScript; with JavaScript it lights up a claim's words and
filters. Its parts: ``rows`` (what is shown), ``marks`` (a text with its claims), ``safe`` (hostile text), ``page.html.jinja``,
``style.css`` and ``page.js``.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ... import __version__
from ...ledger import Ledger
from ...ledger.keys import key
from ...ledger.store import now
from ..tables import date_range, number_range
from .rows import VERBS, Dossier, gather
from .safe import language_tag, visible, web_address

__all__ = ["write"]


def write(ledger: Ledger, output: str | Path, only: Sequence[str] = (), title: str | None = None) -> int:
    """Write the dossier of a ledger.

    Args:
        ledger: to show.
        output: the HTML file; an older one stays as it is until the new one is whole.
        only: ids (or own ids) of the reports to show; all when empty.
        title: heading of the page.

    Returns:
        The number of reports shown.

    Raises:
        LedgerError: there is no such report.
        OSError: the file cannot be written; an older one is still there.
    """
    dossier = gather(ledger, only)
    with _replacing(Path(output)) as out:
        for piece in _html(dossier, title):
            out.write(piece)
    return len(dossier.reports)


def _html(dossier: Dossier, title: str | None) -> Iterator[str]:
    style, script = (_asset(name) for name in ("style.css", "page.js"))
    heading = title or f"Dossier: the claims of {count(len(dossier.reports), 'report')}"
    template = _environment().get_template("page.html.jinja")
    stream = template.stream(
        d=dossier, title=heading, figures=_figures(dossier), notes=_notes(dossier), verbs=VERBS, style=style, script=script,
        policy=policy(style, script), version=__version__, made=now(),
    )  # fmt: skip
    stream.enable_buffering(200)
    return iter(stream)


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


def _figures(dossier: Dossier) -> dict[str, Any]:
    reports = [r.row for r in dossier.reports]
    incidents = [i.row for i in dossier.incidents]
    return {
        "reports": len(reports),
        "outlets": len({key(r["outlet"]) or r["outlet"] for r in reports if r["outlet"]}),
        "claims": sum(len(r.claims) for r in dossier.reports),
        "incidents": len(incidents),
        "sources": sum(not s.is_nobody for s in dossier.sources),
        "published": _range(r["published"] for r in reports),
        "happened": _range(day for i in incidents for day in (i["start"], i["end"])),
        "readers": sorted({r["reader"] for r in reports if r["reader"]}),
    }


def _range(days: Iterable[str | None]) -> tuple[str, str] | None:
    found = [day for day in days if day]
    return (min(found), max(found)) if found else None


def _notes(dossier: Dossier) -> list[tuple[str, list[Any]]]:
    """What is odd about reports, each note once with the reports it is about; failures first."""
    found: dict[str, list[Any]] = {}
    for report in dossier.reports:
        if report.trouble:
            found.setdefault(report.trouble, []).append(report)
    for report in dossier.reports:
        for note in dict.fromkeys(report.notes):
            found.setdefault(note, []).append(report)
    return list(found.items())


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
