"""A small ledger, and a way to write its dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dossier_page import Page, reading, report

from sayso.ledger import Ledger
from sayso.records import Reading
from sayso.showing.dossier import write
from sayso.weighing import claims

WHERE = {"Ostrava Hill": (13.78, 15.54), "Lower Quay": (14.26, 14.35)}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "ledger") as opened:
        yield opened


@pytest.fixture
def keep(ledger: Ledger) -> Callable[[Reading], None]:
    """Keep a reading in the ledger; the places have the coordinates of a table."""

    def put(found: Reading, where: dict[str, tuple[float, float]] = WHERE) -> None:
        ledger.add(found.report, found.report.text.encode("utf-8", "surrogatepass"))
        ledger.put(found, claims(found), lambda name: where.get(name or ""))

    return put


@pytest.fixture
def small(ledger: Ledger, keep: Callable[[Reading], None]) -> Ledger:
    """A ledger with one report that was read, one without claims, one that failed and one not read yet."""
    keep(reading(report()))
    quiet = report("Nothing happened.", "bbbbbbbbbbbb", outlet=None, published=None)
    keep(Reading(quiet, reader="test 1"))
    for broken in (
        report("Broken.", "cccccccccccc", notes=("decoded as windows-1252",)),
        report("New.", "dddddddddddd", external_id="own-7"),
    ):
        ledger.add(broken, broken.text.encode())
    ledger.put_failure("cccccccccccc", "test 1", "ValueError: too long")
    return ledger


@pytest.fixture
def dossier(ledger: Ledger, tmp_path: Path) -> Callable[..., Page]:
    """Write the dossier of the ledger and parse it."""

    def make(**options: object) -> Page:
        path = tmp_path / "dossier.html"
        write(ledger, path, **options)  # type: ignore[arg-type]
        return Page(path.read_bytes().decode("utf-8"))

    return make
