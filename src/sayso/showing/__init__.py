"""Showing: the ledger to people.

The doors: ``tables.write`` (table, CSV, JSON), ``detail.show`` (one item with its words), ``dossier.write`` (one HTML page),
``dossier.pictures``, ``map.draw`` and ``timeline.draw`` (SVG).
"""
