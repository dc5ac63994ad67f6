"""Stories kept without their texts. EXERCISE: every place, outlet and event is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.training.stories import lay

TEXT = "Mortar shells hit the market of Wadi Sur on Monday. Nine people were killed, the monitor said."


def corpus(folder: Path, *names: str) -> Path:
    rows = [
        {"id": n, "title": "Market shelled", "text": TEXT, "outlet": "Courier", "published": "2019-03-12"}
        for n in names
    ]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder / "corpus.jsonl"


def kept(folder: Path, span: tuple[int, int]) -> Path:
    incident = {
        "id": "x1",
        "type": "shelling",
        "what": "The market is shelled",
        "start": "2019-03-11",
        "end": "2019-03-11",
    }
    tells = [{"report": name, "incident": "x1", "span": span, "main": True, "killed": [9, None]} for name in ("a", "b")]
    story = {"group": "g", "reports": ["a", "b"], "incidents": [incident], "tells": tells}
    (folder / "kept.jsonl").write_text(json.dumps(story) + "\n", "utf-8")
    return folder / "kept.jsonl"


FIRST = (len("Market shelled\n\n"), len("Market shelled\n\n") + TEXT.index(" Nine"))


def test_a_story_is_laid_on_its_reports(tmp_path: Path) -> None:
    assert lay(kept(tmp_path, FIRST), [corpus(tmp_path, "a", "b", "c")], tmp_path / "out") == ["g"]
    docs = [json.loads(x) for x in (tmp_path / "out" / "g.docs.jsonl").read_text("utf-8").splitlines()]
    assert [d["id"] for d in docs] == ["a", "b"]
    assert all(d["text"][s["start"] :].startswith(s["t"]) for d in docs for s in d["sentences"])
    incident, *tells = [json.loads(x) for x in (tmp_path / "out" / "g.jsonl").read_text("utf-8").splitlines()]
    assert (incident["k"], incident["id"]) == ("inc", "x1")
    assert tells == [
        {"k": "tells", "doc": d, "inc": "x1", "s": 1, "main": True, "killed": [9, None]} for d in ("a", "b")
    ]


def test_a_story_with_a_report_missing_is_left_out(tmp_path: Path) -> None:
    assert lay(kept(tmp_path, FIRST), [corpus(tmp_path, "a")], tmp_path / "out") == []
    assert not list((tmp_path / "out").iterdir())


def test_a_span_that_is_no_sentence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a: .* is no sentence"):
        lay(kept(tmp_path, (0, 7)), [corpus(tmp_path, "a", "b")], tmp_path / "out")
