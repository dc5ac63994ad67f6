"""What is worked out from the readings of a ledger when it is shown: checks, and the registers with what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..checking import RESULTS, ZoneError, check, looked_up, zones
from ..ledger import LedgerError, decisions
from ..ledger.decisions import Decision, Log, Subject
from ..naming import Gazetteer, open_gazetteer
from ..naming.entries import TableError
from ..records import Check, Reading
from ..weighing import registers

Row = dict[str, Any]
DECIDED = ("decided_by", "decided_at", "decided_why")


class Checker:
    """Checks the reports of a ledger, with its zones and gazetteers.

    ``note`` says to people what could not be asked; it is empty otherwise.
    """

    def __init__(self, folder: Path) -> None:
        """Open what is looked in.

        Args:
            folder: of the ledger.

        Raises:
            LedgerError: its zones are damaged.
        """
        try:
            self._zones = zones.load(folder)
        except ZoneError as error:
            raise LedgerError(str(error)) from None
        self.note = ""
        self._gazetteer: Gazetteer | None = None
        try:
            self._gazetteer = open_gazetteer(folder)
        except OSError as error:
            self.note = f"No gazetteer ({error.strerror or error}): checks of places cannot be told."

    def __call__(self, reading: Reading) -> tuple[Check, ...]:
        """The checks of one report, worst first."""
        where = (lambda _: None) if self._gazetteer is None else looked_up(reading, self._gazetteer)
        return check(reading, where, self._zones)


def worst_first(checks: Iterable[Check]) -> list[Check]:
    """Checks of several reports, worst first, otherwise in the order given."""
    return sorted(checks, key=lambda c: RESULTS.index(c.result))


def resolver(folder: Path) -> registers.ByTables:
    """Says whom words mean, by the tables of actors and outlets and those of the ledger.

    Raises:
        LedgerError: a table cannot be used; the message says which line.
    """
    try:
        return registers.ByTables(folder)
    except TableError as error:
        raise LedgerError(str(error)) from None


def forecasts(readings: Iterable[Reading], log: Log, day: date) -> list[Row]:
    """Forecasts as rows, the overdue first, each with its state on a day and what was decided.

    Args:
        readings: of some reports.
        log: the decisions of their ledger.
        day: to reckon the state from.

    Returns:
        Rows of ``registers.row`` with ``who``, ``state``, ``outcome`` (a ruling; ``open`` where nobody decided), ``decided_by``, ``decided_at`` and
        ``decided_why``.
    """
    found = [f for reading in readings for f in registers.forecasts(reading)]
    ruled, _ = decisions.settle(_rulings(log), (Subject(f.id, f.report, f.span) for f in found))
    rows = [_forecast(f, ruled.get(f.id), day) for f in found]
    return sorted(rows, key=_due)


def _rulings(log: Log) -> Sequence[Decision]:
    return [d for d in log.decisions if d.kind == "forecast"]


def _forecast(f: registers.Forecast, decided: Decision | None, day: date) -> Row:
    who = (decided.by, decided.at, decided.why) if decided else (None, None, None)
    state = {"who": f.who, "state": registers.state(f, day), "outcome": decided.ruling if decided else "open"}
    return registers.row(f) | state | dict(zip(DECIDED, who, strict=True))


def _due(row: Row) -> tuple[Any, ...]:
    end = row["end"] or row["start"] or "9999"
    return registers.STATES.index(row["state"]), end, row["published"] or "9999", row["report"], row["span"], row["id"]
