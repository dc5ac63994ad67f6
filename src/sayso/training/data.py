"""From annotated reports to training examples.

An example is one report cut into words, with the labels of every layer laid on them. The layers that a corpus does not
mark (PolNeAR marks attributions only) are left out of the loss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from ..reading import incidents as inc
from ..reading import sentences
from ..reading.choosing import Scene
from ..reading.countries import COUNTRIES
from ..reading.labels import CUE_TAGS, FATES, KINDS, NAME_TAGS, ROLES, STATUSES, TOLL_TAGS, TRIGGER_TAGS, WHO
from ..reading.mentions import Mention, mentions_of
from ..reading.sentences import title_end
from ..reading.times import reference
from ..reading.words import Words, cut
from ..records import Event, Name, Toll
from ..records import Report as Record

Report = dict[str, Any]
Range = tuple[int, int]
IGNORE = -100


@dataclass
class Anchor:
    """One anchor with what the second pass should say of it. Word ranges are over the whole report."""

    kind: str
    words: Range
    source: Range | str | None = None  # a range, "author" or None
    content: list[Range] = field(default_factory=list)
    kind_label: int = IGNORE
    status: int = IGNORE
    type: int = IGNORE
    fate: int = IGNORE
    who: int = IGNORE
    roles: dict[str, Range | None] = field(default_factory=dict)
    event: Range | None = None
    incident: str | None = None


@dataclass
class Example:
    """One report ready for training."""

    id: str
    words: Words
    tags: dict[str, list[int]]
    anchors: list[Anchor]
    attribution_only: bool = False
    weight: float = 1.0


# ------------------------------------------------------------------ reports


def load(path: Path) -> list[Report]:
    """Reports in the reading format, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


# ------------------------------------------------------------------ examples


def scene_of(data: dict[str, Any]) -> tuple[Scene, list[Event], list[Toll]]:
    """A gold report as the choosers see it."""

    def span(s: Any) -> Any:
        return tuple(s) if s else None

    report = Record(data["id"], data["text"], data.get("outlet"), published=data.get("published"))
    events = [
        Event(
            e["id"],
            span(e["trigger"]),
            e["type"],
            e["status"],
            span(e["actor"]),
            span(e["target"]),
            span(e["place"]),
            span(e["time"]),
            span(e["means"]),
            e["incident"],
        )
        for e in data["events"]
    ]
    tolls = [
        Toll(f"t{n}", span(t["span"]), t["fate"], t["who"] or "people", t["low"], t["high"], t["event"], t["incident"])
        for n, t in enumerate(data["tolls"])
    ]
    events.sort(key=lambda e: e.trigger)
    names = [Name(span(n["span"]), n["class"]) for n in data["names"]]
    today, _ = reference(report.text, report.published)
    resolved = inc.resolve_times(report, events, names, today)
    return (
        Scene(report, today, sentences.split(report.text), names, resolved, title_end(report.text), COUNTRIES),
        events,
        tolls,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A gold mention that belongs to an incident; ``event``: the event that it is, or that caused the toll that it is."""

    span: tuple[int, int]
    mention: Mention
    event: Event | None
    incident: str


def told(report: dict[str, Any]) -> list[Told]:
    """The mentions of a gold report that belong to an incident, in text order."""
    scene, events, tolls = scene_of(report)
    every = mentions_of(events, tolls, scene)
    causes = {e.id: e for e in events}
    found = [(e.trigger, e.id, e, e.incident) for e in events if e.incident]
    found += [(t.span, t.id, causes.get(t.event or ""), t.incident) for t in tolls if t.incident]
    found.sort(key=lambda f: f[:2])
    return [Told(span, every[key], event, incident) for span, key, event, incident in found]


def _lay(tags: list[int], table: tuple[str, ...], where: Range | None, label: str) -> None:
    """Write B/I tags over a word range, unless something stands there already."""
    if where is None or any(tags[w] for w in range(*where)):
        return
    tags[where[0]] = table.index(f"B-{label}")
    for w in range(where[0] + 1, where[1]):
        tags[w] = table.index(f"I-{label}")


def _who(value: str | None) -> int:
    value = (value or "people").lower()
    return WHO.index(value) if value in WHO else WHO.index("other")


def example(report: Report, tokenizer: Tokenizer, weight: float = 1.0) -> Example:
    """Lay the labels of one annotated report on its words."""
    text = report["text"]
    words = cut(text, tokenizer)
    n = len(words.spans)
    tags = {layer: [0] * n for layer in ("names", "triggers", "cues", "tolls")}
    anchors: list[Anchor] = []
    for name in sorted(report["names"], key=lambda x: x["span"][0] - x["span"][1]):
        _lay(tags["names"], NAME_TAGS, words.find(name["span"]), name["class"])
    anchors += _attributions(report, words, tags["cues"])
    by_id: dict[str, Anchor] = {}
    for event in report["events"]:
        where = words.find(event["trigger"])
        if where is None:
            continue
        _lay(tags["triggers"], TRIGGER_TAGS, where, event["type"])
        roles = {r: (words.find(event[r]) if event[r] else None) for r in ROLES}

        by_id[event["id"]] = anchor = Anchor(
            "trigger", where, roles=roles, status=STATUSES.index(event["status"]),
            type=[t[2:] for t in TRIGGER_TAGS[1::2]].index(event["type"]),
            incident=event["incident"],
        )  # fmt: skip
        anchors.append(anchor)
    for toll in report["tolls"]:
        where = words.find(toll["span"])
        if where is None:
            continue
        _lay(tags["tolls"], TOLL_TAGS, where, "toll")
        cause = by_id.get(toll["event"]) if toll["event"] else None
        anchors.append(
            Anchor("toll", where, fate=FATES.index(toll["fate"]), who=_who(toll["who"]), roles=cause.roles if cause else {},
                   event=cause.words if cause else None, incident=toll["incident"])
        )  # fmt: skip
    return Example(report["id"], words, tags, anchors, weight=weight)


def _attributions(report: Report, words: Words, tags: list[int]) -> list[Anchor]:
    """One anchor for each cue; attributions that share a cue (a quotation over several sentences) share the anchor."""
    cues: dict[Range, Anchor] = {}
    for attribution in report["attributions"]:
        where = words.find(attribution["cue"]) if attribution["cue"] else None
        if where is None:
            continue
        _lay(tags, CUE_TAGS, where, "cue")
        anchor = cues.get(where)
        if anchor is None:
            source = attribution["source"]
            found: Range | str | None = "author" if attribution["author"] else words.find(source) if source else None
            kind = attribution.get("kind")
            anchor = Anchor("cue", where, source=found, kind_label=KINDS.index(kind) if kind else IGNORE)
            cues[where] = anchor
        for part in attribution["content"]:
            content = words.find(part)
            if content:
                anchor.content.append(content)
    return list(cues.values())


# ------------------------------------------------------------------ PolNeAR


def polnear(root: Path, parts: tuple[str, ...] = ("train", "dev")) -> Iterator[Report]:
    """PolNeAR (Newell et al. 2018) as reports in the reading format, attributions only.

    A content that runs over several sentences becomes one attribution a sentence later on, since tags are laid on words.
    """
    for part in parts:
        seen: set[str] = set()
        for ann in sorted((root / part / "attributions").glob("*.ann")):
            name = ann.stem.rsplit("_", 1)[0]  # the rest names the annotator; some texts have several
            text_file = root / part / "text" / f"{name}.txt"
            if name not in seen and text_file.exists():
                seen.add(name)
                with text_file.open(encoding="utf-8", newline="") as file:  # offsets count "\r\n" as two
                    yield _brat(name, file.read(), ann.read_text("utf-8"))


def _brat(name: str, text: str, ann: str) -> Report:
    spans: dict[str, tuple[str, list[list[int]]]] = {}
    groups: dict[str, dict[str, list[list[int]]]] = {}
    for line in ann.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            label, _, offsets = fields[1].partition(" ")
            parts = [[int(x) for x in p.split()] for p in offsets.split(";")]
            spans[fields[0]] = (label.lower(), parts)
        elif line.startswith("E") and len(fields) > 1:
            group: dict[str, list[list[int]]] = {}
            for item in fields[1].split():
                role, _, target = item.partition(":")
                if target in spans:
                    group.setdefault(re.sub(r"\d+$", "", role).lower(), []).extend(spans[target][1])
            groups[fields[0]] = group
    attributions = []
    for key, group in groups.items():
        cue, source, content = (sorted(group.get(k, [])) for k in ("cue", "source", "content"))
        if cue and content:
            attributions.append({
                "id": key, "author": False, "source": source[0] if source else None, "cue": cue[0],
                "content": content, "kind": None, "inside": None,
            })  # fmt: skip
    return {"id": name, "text": text, "names": [], "attributions": attributions, "events": [], "tolls": []}
