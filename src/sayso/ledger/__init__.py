"""The ledger: everything that is kept, in a folder (SQLite and the original bytes by their hash).

The door: ``Ledger.open(folder)``; then ``add`` a captured report, ``put`` its reading, ask with ``claims``, ``incidents``, ``sources``,
``reports``, and ``verify``.
"""

from .query import Filter
from .store import Ledger, LedgerError
from .verify import verify

__all__ = ["Filter", "Ledger", "LedgerError", "verify"]
