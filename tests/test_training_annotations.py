"""Annotations kept without their texts, and laid on them again. All reports here are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.reading import sentences
from sayso.training.annotations import build, join, strip

TEXT = "Raid on Dalen\n\nTwo people died in a raid on Dalen. The mayor said so. Later five people fled the town. Nobody was blamed."
LINES = {
    "whole": ['{"k": "toll", "s": 1, "t": "Two people", "fate": "killed", "lo": 2, "hi": 2}'],
    "part": ['{"k": "toll", "s": 3, "t": "five people", "fate": "displaced", "lo": 5, "hi": 5}'],
}


def doc(first: int, last: int, **more: Any) -> dict[str, Any]:
    """Some sentences of the report as a document to be annotated."""
    some = [
        {"n": n, "t": TEXT[a:b], "start": a} for n, (a, b) in enumerate(sentences.split(TEXT)) if first <= n <= last
    ]
    return {"id": "r1", "outlet": "Exercise Wire", "date": "2019-03-12", "sentences": some} | more


@pytest.fixture
def reports() -> list[dict[str, Any]]:
    """The beginning of a report, and a later part of it that is annotated by itself."""
    start = TEXT.index("Later")
    return [
        build(doc(0, 2), LINES["whole"], TEXT),
        build(doc(3, 4, id="r1+2", of="r1", start=start), LINES["part"], TEXT),
    ]


def laid(folder: Path, kept: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The annotations joined with a corpus of this one text."""
    title, _, rest = text.partition("\n\n")
    (folder / "corpus.jsonl").write_text(json.dumps({"id": "r1", "title": title, "text": rest}) + "\n", "utf-8")
    (folder / "kept.jsonl").write_text("".join(json.dumps(k) + "\n" for k in kept), "utf-8")
    return join(folder / "kept.jsonl", [folder / "corpus.jsonl"])


def test_a_later_part_has_its_own_text_and_its_spans_count_from_there(reports: list[dict[str, Any]]) -> None:
    whole, part = reports
    assert whole["text"].endswith("The mayor said so.") and part["text"].startswith("Later five")
    for report, words in zip(reports, ("Two people", "five people"), strict=True):
        assert report["text"][slice(*report["tolls"][0]["span"])] == words


def test_what_is_kept_has_no_text_and_joins_again(reports: list[dict[str, Any]], tmp_path: Path) -> None:
    kept = [strip(r) for r in reports]
    assert not any("text" in k for k in kept) and "raid" not in json.dumps(kept)
    assert laid(tmp_path, kept, TEXT) == [k | {"text": r["text"]} for k, r in zip(kept, reports, strict=True)]


def test_a_part_whose_text_differs_is_left_out(reports: list[dict[str, Any]], tmp_path: Path) -> None:
    found = laid(tmp_path, [strip(r) for r in reports], TEXT.replace("five people fled", "nine people fled"))
    assert [r["id"] for r in found] == ["r1"]


def test_words_that_a_sentence_does_not_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="sentence 1 does not hold 'Six people'"):
        build(doc(0, 2), [LINES["whole"][0].replace("Two", "Six")], TEXT)
