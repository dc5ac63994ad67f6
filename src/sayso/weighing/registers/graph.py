"""Transfers as a graph in the DOT language of Graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from .transfers import Transfer

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 120  # characters of a label


def quoted(text: str) -> str:
    """Text as a DOT string: one line, without control characters, quotes and backslashes escaped."""
    line = _CONTROL.sub("\ufffd", " ".join(text.split()))[:_LONGEST]
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def dot(found: Iterable[Transfer]) -> str:
    """A directed graph: parties are nodes, and an edge stands for all claims of one way, goods and status between two of them.

    Nobody said is a point of its own for each claim, so that unknown givers do not look like one. An edge that is denied or only possible is
    dashed, one that lies ahead dotted; its tooltip names claims and chains.
    """
    nodes: dict[str, str] = {}
    edges: dict[tuple[str, str, str, str, str], list[Transfer]] = defaultdict(list)
    for t in found:
        ends = []
        for side, p in (("from", t.giver), ("to", t.receiver)):
            name = f"party {p.key}" if p.said else f"{side} {t.id}"
            nodes.setdefault(name, p.name if p.said else "?")
            ends.append(name)
        edges[ends[0], ends[1], t.how, (t.goods or "").casefold(), t.status].append(t)
    lines = ["digraph transfers {", "  rankdir=LR;", "  node [shape=box];"]
    for name, label in nodes.items():
        shape = "" if name.startswith("party ") else ', shape=point, xlabel="not said"'
        lines.append(f"  {quoted(name)} [label={quoted(label)}{shape}];")
    for (start, end, how, _, status), its in edges.items():
        lines.append(f"  {quoted(start)} -> {quoted(end)} [{_edge(how, status, its)}];")
    return "\n".join([*lines, "}"]) + "\n"


_STYLE = {"denied": "dashed", "possible": "dashed", "prospective": "dotted"}


def _edge(how: str, status: str, its: list[Transfer]) -> str:
    label = f"{how}: {its[0].goods}" if its[0].goods else how
    label += "" if status == "actual" else f" ({status})"
    label += f" x{len(its)}" if len(its) > 1 else ""
    whence = "; ".join(f"{t.id}: {' <- '.join(link.source for link in t.chain)}" for t in its)
    return f"label={quoted(label)}, style={_STYLE.get(status, 'solid')}, tooltip={quoted(whence)}"
