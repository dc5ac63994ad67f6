"""Sayso reads reports of armed conflict and keeps a ledger of what they claim, on whose say-so."""

__version__ = "0.1.0"
