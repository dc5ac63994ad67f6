"""Weighing: from what one report says to claims with their chains.

The door: ``claims(reading)`` gives the lines of the ledger.
"""

from .chains import claims

__all__ = ["claims"]
