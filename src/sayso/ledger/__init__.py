"""The ledger: everything that is kept, in a folder (SQLite and the original bytes by their hash).

The door: ``Ledger.open(folder)``; then ``add`` a captured report, ``put`` its reading, ``join`` what reports tell of the
same incident, ``count_roots``, ask with ``claims``, ``incidents``, ``sources``, ``reports``, ``weigh`` one incident, and ``verify``.
"""

from .counting import count_roots, uncounted
from .joining import join, unjoined
from .query import Filter
from .store import Behind, Ledger, LedgerError
from .verify import verify
from .voices import Weighed, weigh, weigh_all

__all__ = [
    "Behind", "Filter", "Ledger", "LedgerError", "Weighed", "count_roots", "join", "uncounted", "unjoined", "verify", "weigh", "weigh_all",
]  # fmt: skip
