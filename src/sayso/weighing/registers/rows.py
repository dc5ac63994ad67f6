"""Records of the registers as rows: plain values for tables, JSON and the dossier."""

from __future__ import annotations

import dataclasses
from typing import Any

from ...records import plain
from .parties import Party

_ENDS = ("", "_key", "_words", "_span", "_how")


def row(record: Any) -> dict[str, Any]:
    """A record of a register as a dict of JSON-ready values.

    A party ``giver`` becomes ``giver`` (its name), ``giver_key``, ``giver_words``, ``giver_span`` and ``giver_how``; spans are lists ``[start, end]`` of
    offsets into the report's text.
    """
    out: dict[str, Any] = {}
    for name in record.__slots__:
        value = getattr(record, name)
        if isinstance(value, Party):
            out |= {
                name: value.name, f"{name}_key": value.key, f"{name}_words": value.words, f"{name}_span": plain(value.span), f"{name}_how": value.how,
            }  # fmt: skip
        else:
            out[name] = plain(value)
    return out


def fields(kind: type) -> list[str]:
    """The keys of the rows of a record class, in order."""
    out: list[str] = []
    for field in dataclasses.fields(kind):
        out += [f"{field.name}{end}" for end in _ENDS] if field.type == "Party" else [field.name]
    return out
