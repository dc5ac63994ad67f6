"""Lay the kept annotations of stories on the texts of the corpora: ``python -m sayso.training.stories ANNOTATIONS FOLDER CORPUS...``.

A story is a group of reports on the same days with the incidents that they tell of and where. ``training/stories.annotations.jsonl`` holds ids, offsets
and facts, but no text; this writes them in the form that the stories' own scorer takes (``GROUP.docs.jsonl`` and ``GROUP.jsonl``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..reading.sentences import split
from .annotations import full_text


def lay(annotations: Path, corpora: Iterable[Path], folder: Path) -> list[str]:
    """Write the groups of which all reports are at hand.

    Args:
        annotations: one group a line: ``group``, ``reports`` (ids), ``incidents``, and ``tells`` (``report``, ``incident``, ``span``, ``main``, ``killed``).
        corpora: files of reports, one a line: ``id``, ``title``, ``text``, ``outlet``, ``published``.
        folder: where to write; made when it is not there.

    Returns:
        The names of the groups written.

    Raises:
        ValueError: a span is no sentence of its report any more: the text or the way it is cut has changed.
    """
    texts = {r["id"]: r for path in corpora for r in map(json.loads, path.read_text("utf-8").splitlines())}
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for story in map(json.loads, annotations.read_text("utf-8").splitlines()):
        if not all(name in texts for name in story["reports"]):
            continue
        docs = [_document(texts[name]) for name in story["reports"]]
        rows = [{"k": "inc", **incident} for incident in story["incidents"]]
        rows += [_tells(one, docs) for one in story["tells"]]
        for name, lines in ((f"{story['group']}.docs.jsonl", docs), (f"{story['group']}.jsonl", rows)):
            (folder / name).write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), "utf-8")
        done.append(story["group"])
    return done


def _document(row: dict[str, Any]) -> dict[str, Any]:
    text = full_text(row)
    first = 1 if text == row["text"] else 0  # the title is number 0
    cut = [{"n": n + first, "start": a, "t": text[a:b]} for n, (a, b) in enumerate(split(text))]
    return {"id": row["id"], "outlet": row["outlet"], "published": row["published"], "text": text, "sentences": cut}


def _tells(one: dict[str, Any], docs: list[dict[str, Any]]) -> dict[str, Any]:
    (doc,) = (d for d in docs if d["id"] == one["report"])
    for sentence in doc["sentences"]:
        if [sentence["start"], sentence["start"] + len(sentence["t"])] == one["span"]:
            return {
                "k": "tells",
                "doc": doc["id"],
                "inc": one["incident"],
                "s": sentence["n"],
                "main": one["main"],
                "killed": one["killed"],
            }
    raise ValueError(f"{doc['id']}: {one['span']} is no sentence; annotate the story again")


def main() -> None:
    """Command line."""
    annotations, folder, *corpora = map(Path, sys.argv[1:])
    print(f"{folder}: {', '.join(lay(annotations, corpora, folder)) or 'no group has all its reports here'}")


if __name__ == "__main__":
    main()
