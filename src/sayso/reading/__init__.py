"""Reading: what a report says.

The door: ``open_reader(name)`` gives a ``Reader``; its ``read(report)`` gives a ``Reading``. ``to_json`` and ``from_json`` are the
reading format. What a reader returns goes through ``checked``: a span that is not in the text is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..records import Reading, Report
from .formats import checked, from_json, to_json
from .scores import Scores, scores

__all__ = ["READERS", "Reader", "Scores", "checked", "from_json", "open_reader", "scores", "to_json"]


class Reader(Protocol):
    """Anything that reads reports: a trained network, a language model behind an address, another language's reader."""

    name: str

    def read(self, report: Report) -> Reading:
        """Read one report; every span of the reading must lie in ``report.text``."""


def _learned() -> Reader:
    from .learned import LearnedReader  # loading the model takes a moment; asking for help should not

    return LearnedReader()


READERS: dict[str, Callable[[], Reader]] = {"learned": _learned}


def open_reader(name: str = "learned") -> Reader:
    """A reader by its name in ``READERS``.

    Raises:
        KeyError: there is no such reader.
    """
    return READERS[name]()
