"""Text reuse: the same passage in two reports, and who published it first.

The door: ``reuse(reports)`` for a batch, ``Copies`` for reports that arrive one by one.
"""

from .copies import Copies, reuse
from .rules import MIN_WORDS, SHORTEST

__all__ = ["MIN_WORDS", "SHORTEST", "Copies", "reuse"]
