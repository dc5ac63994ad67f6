"""Showing: the ledger to people.

The doors: ``tables.write`` (table, CSV, JSON), ``detail.show`` (one item with its words) and ``dossier.write`` (one HTML page).
"""
