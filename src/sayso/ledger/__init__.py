"""The ledger: everything that is kept, in a folder (SQLite and the original bytes by their hash).

The door: ``Ledger.open(folder)``; then ``add`` a captured report, ``put`` its reading, ``join`` what reports tell of the
same incident, ``count_roots``, ask with ``claims``, ``incidents``, ``sources``, ``reports``, ``weigh`` one incident, and ``verify``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .query import Filter
from .store import Behind, Ledger, LedgerError
from .verify import verify

if TYPE_CHECKING:
    from .counting import count_roots, uncounted
    from .joining import join, unjoined
    from .voices import Weighed, weigh, weigh_all

__all__ = [
    "Behind", "Filter", "Ledger", "LedgerError", "Weighed", "count_roots", "join", "uncounted", "unjoined", "verify", "weigh", "weigh_all",
]  # fmt: skip

# These need the stations before the ledger, which are slow to import; who only asks should not wait for them.
_LATE = {
    "count_roots": "counting", "uncounted": "counting", "join": "joining", "unjoined": "joining", "Weighed": "voices", "weigh": "voices",
    "weigh_all": "voices",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATE[name]}", __name__), name)
