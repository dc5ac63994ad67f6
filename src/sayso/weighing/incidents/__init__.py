"""Incidents across reports: which accounts tell of the same occurrence, and what they say of it together.

The doors: ``accounts(reading, places)`` makes a report's accounts; ``resolve(accounts)`` all incidents of many reports at once; ``Resolver`` the same one report after
another. ``docs/incidents.md`` says how it works and how well.
"""

from .account import accounts
from .index import Index, Memory
from .resolver import Resolver

__all__ = ["Index", "Memory", "Resolver", "accounts"]
