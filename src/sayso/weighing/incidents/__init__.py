"""Incidents across reports: which accounts tell of the same occurrence, and what they say of it together.

The doors: ``accounts(reading, places)`` makes a report's accounts; ``resolve(accounts)`` all incidents of many reports at once; ``Resolver`` the same one
report after another, over an ``Index``. ``docs/incidents.md`` says how it works and how well.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...records import Account, Merged
from .account import accounts
from .consolidate import consolidate
from .index import Index, Memory
from .resolver import Resolver
from .score import Weights

__all__ = ["Index", "Memory", "Resolver", "accounts", "consolidate", "resolve"]


def resolve(accounts: Iterable[Account], weights: Weights | None = None) -> list[Merged]:
    """All incidents of many accounts.

    Args:
        accounts: of any number of reports; their order does not matter.
        weights: of the score; the shipped ones by default.

    Returns:
        The incidents, ordered by their id. Every account is in exactly one.
    """
    resolver = Resolver(weights=weights)
    return resolver.merged(resolver.add(accounts))
