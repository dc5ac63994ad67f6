"""From annotation lines (``docs/annotating.md``) to the reading format, and to files that hold offsets but no borrowed text.

Annotations of reports that are not ours are kept as offsets with the SHA-256 of the text they fit; ``join`` lays them on the text again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..reading.labels import NAME_CLASSES, ROLES

Report = dict[str, Any]


def text_of(doc: Report, source: str | None = None) -> tuple[str, dict[int, int]]:
    """The text of a document of numbered sentences, and where each begins.

    Args:
        doc: ``{"sentences": [{"n", "t", "start"?}]}``; sentence 0 is the title.
        source: the full text the sentences were cut from, when it is to be kept verbatim; from ``doc["start"]`` on, for a later part of it.
    """
    if source is not None:
        first, last = doc.get("start", 0), doc["sentences"][-1]
        return source[first : last["start"] + len(last["t"])], {s["n"]: s["start"] - first for s in doc["sentences"]}
    parts: list[str] = []
    starts = {}
    for s in doc["sentences"]:
        if parts:
            parts.append("\n\n" if doc["sentences"][0]["n"] == 0 and len(parts) == 1 else " ")
        starts[s["n"]] = sum(map(len, parts))
        parts.append(s["t"])
    return "".join(parts), starts


def _find(text: str, sentence: str, n: int, word: bool) -> int:
    """Offset of the n-th occurrence, as a whole word where asked and possible; -1 when there is none."""
    if word:
        found = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(text) + r"(?!\w)", sentence)]
        if len(found) >= n:
            return found[n - 1]
    at = -1
    for _ in range(n):
        at = sentence.find(text, at + 1)
    return at


def build(doc: Report, lines: Iterable[str], source: str | None = None) -> Report:
    """One annotated report in the reading format.

    Raises:
        ValueError: a quoted string does not stand in its sentence.
    """
    text, starts = text_of(doc, source)
    sentences = {s["n"]: s["t"] for s in doc["sentences"]}

    def span(phrase: str | None, s: int, n: int = 1, word: bool = True) -> list[int] | None:
        if phrase is None:
            return None
        at = _find(phrase, sentences[s], n, word)
        if at < 0:
            raise ValueError(f"{doc['id']}: sentence {s} does not hold {phrase!r}")
        return [starts[s] + at, starts[s] + at + len(phrase)]

    out: Report = {"id": doc["id"], "outlet": doc["outlet"], "published": doc["date"], "text": text, "names": [],
                   "attributions": [], "events": [], "tolls": [], "incidents": []}  # fmt: skip
    if "start" in doc:
        out |= {"of": doc["of"], "start": doc["start"]}
    for o in map(json.loads, filter(str.strip, lines)):
        n = o.get("n", 1)
        if o["k"] == "nm":
            seen: dict[str, int] = {}
            for cls in NAME_CLASSES:
                for phrase in o.get(cls, []):
                    seen[phrase] = seen.get(phrase, 0) + 1
                    try:
                        where = span(phrase, o["s"], seen[phrase])
                    except ValueError:
                        where = span(phrase, o["s"])
                    if {"span": where, "class": cls} not in out["names"]:
                        out["names"].append({"span": where, "class": cls})
        elif o["k"] == "at":
            at = o.get("cs", o["s"])
            author = o.get("src") == "AUTHOR"
            out["attributions"].append({
                "id": o["id"], "author": author, "source": None if author else span(o.get("src"), at),
                "cue": span(o.get("cue"), at), "content": [span(o[c], o["s"], n if c == "con" else 1, False) for c in ("con", "con2") if o.get(c)],
                "kind": o["kind"], "inside": o.get("in"),
            })  # fmt: skip
        elif o["k"] == "ev":
            out["events"].append({
                "id": o["id"], "trigger": span(o["trig"], o["s"], n), "type": o["type"], "status": o["status"],
                **{r: span(o.get(r), o["s"]) for r in ROLES}, "incident": o.get("inc"),
            })  # fmt: skip
        elif o["k"] == "toll":
            out["tolls"].append({"span": span(o["t"], o["s"], n), "fate": o["fate"], "who": o.get("who"), "low": o.get("lo"),
                                 "high": o.get("hi"), "event": o.get("ev"), "incident": o.get("inc")})  # fmt: skip
        elif o["k"] == "inc":
            out["incidents"].append({
                "id": o["id"], "type": o["type"], "summary": o.get("what"), "start": o.get("from"), "end": o.get("to"),
                "precision": o.get("prec"), "place": o.get("place"), "region": o.get("region"), "country": o.get("country"),
                "actor": o.get("actor"), "target": o.get("target"), "killed": o.get("killed"), "injured": o.get("injured"),
                "main": bool(o.get("main")),
            })  # fmt: skip
    out["names"].sort(key=lambda x: x["span"])
    return out


def digest(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def strip(report: Report) -> Report:
    """The annotation without the text: its length and hash instead."""
    out = {k: v for k, v in report.items() if k != "text"}
    return out | {"length": len(report["text"]), "sha256": digest(report["text"])}


def full_text(row: Mapping[str, Any]) -> str:
    """The text of a report of a corpus as it is annotated: its title, if it has one, above a blank line."""
    title = (row.get("title") or "").strip()
    return (title + "\n\n" if title else "") + str(row["text"])


def join(annotations: Path, corpora: Iterable[Path]) -> list[Report]:
    """Annotations without text, laid on the texts of the corpora again; those whose text is not there are left out.

    An annotation of a later part of a report has an id of its own, and says of which report it is (``of``) and where it begins there (``start``).
    """
    texts: dict[str, str] = {}
    for path in corpora:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            texts[row["id"]] = full_text(row)
    out = []
    for line in annotations.read_text("utf-8").splitlines():
        report = json.loads(line)
        start = report.get("start", 0)
        text = texts.get(report.get("of", report["id"]), "")[start : start + report["length"]]
        if digest(text) == report["sha256"]:
            out.append(report | {"text": text})
    return out
