"""What happens where nobody reads the output to its end: ``sayso claims | head``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly() -> Iterator[None]:
    """End the program without a word, with exit status 0, when whoever reads its standard output has gone.

    Standard output is flushed at the end, so that what cannot be written is noticed here and not while Python shuts down.

    Raises:
        OSError: the output cannot be written for another reason, such as a full disk.
    """
    _open()
    try:
        try:
            yield
        finally:
            _flush()
    except BrokenPipeError:
        sys.exit(0)


def _open() -> None:
    """Where standard output was closed (``>&-``) put one that drops everything, also so that no file that is opened gets its number."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _flush() -> None:
    """Write what Python keeps back; if that cannot be, drop it, since Python would try again when it shuts down."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
