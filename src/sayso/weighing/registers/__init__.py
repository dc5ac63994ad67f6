"""Registers: forecasts and warnings, violations, transfers, wording and inferences, each from one report's reading.

The doors: ``forecasts``, ``violations``, ``transfers``, ``uses`` and ``inferences`` take a ``Reading`` and give records; ``row`` turns one of these into
plain values for tables and the dossier.
"""

from .forecasts import STATES, Forecast, State, forecasts, state
from .graph import dot
from .inferences import Inference, inferences
from .parties import ByTables, Party, Resolve
from .rows import fields, row
from .transfers import Transfer, transfers
from .violations import Tally, Violation, tally, violations
from .wording import Use, table, uses

__all__ = [
    "STATES", "ByTables", "Forecast", "Inference", "Party", "Resolve", "State", "Tally", "Transfer", "Use", "Violation", "dot", "fields", "forecasts", "inferences", "row",
    "state", "table", "tally", "transfers", "uses", "violations",
]  # fmt: skip
