"""Reports as they might also have been written: what keeps the reader from learning its few hundred reports by heart.

Labels move along with their words.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from ..reading.labels import ROLES
from .data import Report

LOSSY = ",'’‘"
SWAPPED = ("person", "place", "group", "outlet")
SHARE = 0.6
"""Of the names of a renamed report, how many are exchanged."""

Edit = tuple[int, int, str]
"""Characters from, to, and what stands there instead."""


def variants(report: Report, rng: random.Random) -> Report:
    """The report as it is or, now and then, as other outlets or scrapers would have left it."""
    text = report["text"]
    roll = rng.random()
    if ("," in text or "’" in text or "'" in text) and roll < 0.3:
        return without(report, LOSSY)
    if roll < 0.36:
        return without(report, '"“”')
    if roll < 0.40:
        return {**report, "text": text.upper()} if len(text.upper()) == len(text) else report
    if roll < 0.46:
        return {**report, "text": text.lower()} if len(text.lower()) == len(text) else report
    return report


def without(report: Report, characters: str) -> Report:
    """The report as a lossy corpus would have it (FA-KES lost its commas and apostrophes)."""
    return edited(report, [(i, i + 1, "") for i, c in enumerate(report["text"]) if c in characters])


def pool_of(reports: Sequence[Report]) -> dict[str, list[str]]:
    """The distinct names of the reports, by class, in order of appearance: what names may be exchanged for."""
    found: dict[str, dict[str, None]] = {c: {} for c in SWAPPED}
    for report in reports:
        for name in report["names"]:
            words = report["text"][slice(*name["span"])]
            if name["class"] in found and "\n" not in words and len(words) < 60:
                found[name["class"]][words] = None
    return {c: list(words) for c, words in found.items()}


def renamed(report: Report, pool: dict[str, list[str]], rng: random.Random, share: float = SHARE) -> Report:
    """The report with a share of its names exchanged for others of their class (entity replacement, as of Dai and Adel 2020), the same one throughout.

    Where a label would be left without words, the report is returned as it is.
    """
    instead: dict[tuple[str, str], str] = {}
    edits: list[Edit] = []
    last = 0
    for name in sorted(report["names"], key=lambda n: n["span"]):
        start, end = name["span"]
        if start < last or not pool.get(name["class"]):
            continue
        key = (name["class"], report["text"][start:end])
        if key not in instead:
            instead[key] = rng.choice(pool[name["class"]]) if rng.random() < share else key[1]
        if instead[key] != key[1]:
            edits.append((start, end, instead[key]))
            last = end
    new = edited(report, edits)
    return new if all(start < end for start, end in _spans(new)) else report


def edited(report: Report, edits: Sequence[Edit]) -> Report:
    """The report with words exchanged, in order and without overlap. A label that begins or ends within exchanged words keeps as many of their characters as there are."""
    text, pieces = report["text"], []
    moved = [0] * (len(text) + 1)
    shift = 0
    bounds = [(0, 0, ""), *edits, (len(text), len(text), "")]
    for (_, before, _), (start, end, new) in pairwise(bounds):
        pieces += [text[before:start], new]
        for i in range(before, start + 1):
            moved[i] = i + shift
        for i in range(start + 1, end):
            moved[i] = min(i, max(start, start + len(new) - 1)) + shift
        shift += len(new) - (end - start)
    return {**_moved(report, moved), "text": "".join(pieces)}


def _spans(report: Report) -> list[list[int]]:
    spans = [n["span"] for n in report["names"]] + [t["span"] for t in report["tolls"]]
    spans += [c for a in report["attributions"] for c in (a["source"], a["cue"], *a["content"]) if c]
    return spans + [e[k] for e in report["events"] for k in ("trigger", *ROLES) if e[k]]


def _moved(report: Report, at: list[int]) -> Report:
    """The report with every span moved; ``at[i]`` is the new offset of old offset ``i``."""

    def span(s: list[int] | None) -> list[int] | None:
        return None if s is None else [at[s[0]], at[s[1]]]

    out = dict(report)
    out["names"] = [{**n, "span": span(n["span"])} for n in report["names"]]
    out["attributions"] = [
        {**a, "source": span(a["source"]), "cue": span(a["cue"]), "content": [span(c) for c in a["content"]]}
        for a in report["attributions"]
    ]
    out["events"] = [{**e, "trigger": span(e["trigger"]), **{r: span(e[r]) for r in ROLES}} for e in report["events"]]
    out["tolls"] = [{**t, "span": span(t["span"])} for t in report["tolls"]]
    return out
