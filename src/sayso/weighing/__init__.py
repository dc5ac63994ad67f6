"""Weighing: from what reports say to claims with their chains, and to incidents that several reports tell of.

The doors: ``claims(reading)`` gives the lines of the ledger, ``accounts(reading, places)`` what each passage says of an incident; ``incidents``
joins accounts of many reports, ``reuse`` finds passages that reports have in common, ``sources`` and ``tolls`` say on whose word an
incident stands and how many there were, ``registers`` lists forecasts, violations, transfers, wording and inferences.
"""

from .chains import claims
from .incidents import accounts

__all__ = ["accounts", "claims"]
