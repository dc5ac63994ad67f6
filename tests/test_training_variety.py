"""Reports as they might also have been written: labels go along with their words (the report is invented)."""

from __future__ import annotations

import random
from typing import Any

from sayso.training.variety import edited, pool_of, renamed, variants, without

TEXT = "Rebels shelled Mondo, the army of Arania said. Mondo's hospital burned."


def _span(words: str, after: int = 0) -> list[int]:
    start = TEXT.index(words, after)
    return [start, start + len(words)]


def _report() -> dict[str, Any]:
    names = [("Mondo", "place", 0), ("Arania", "place", 0), ("Mondo", "place", 20)]
    return {
        "id": "x",
        "text": TEXT,
        "names": [{"span": _span(w, at), "class": c} for w, c, at in names],
        "attributions": [
            {"source": _span("the army of Arania"), "cue": _span("said"), "content": [_span("Rebels shelled Mondo")]}
        ],
        "events": [
            {"trigger": _span("shelled"), "actor": _span("Rebels"), "target": None, "place": _span("Mondo"), "time": None, "means": None}
        ],
        "tolls": [],
    }  # fmt: skip


def _words(report: dict[str, Any]) -> list[str]:
    (a,), (e,) = report["attributions"], report["events"]
    spans = [n["span"] for n in report["names"]] + [
        a["source"],
        a["cue"],
        *a["content"],
        e["trigger"],
        e["actor"],
        e["place"],
    ]
    return [report["text"][i:j] for i, j in spans]


def test_names_are_exchanged_throughout_and_labels_go_along() -> None:
    new = renamed(_report(), {"place": ["Upper Velm", "Oss"]}, random.Random(1), share=1.0)
    mondo, arania = _words(new)[0], _words(new)[1]
    assert {mondo, arania} <= {"Upper Velm", "Oss"}
    assert new["text"] == TEXT.replace("Mondo", mondo).replace("Arania", arania)
    assert _words(new) == [
        mondo, arania, mondo, f"the army of {arania}", "said", f"Rebels shelled {mondo}", "shelled", "Rebels", mondo,
    ]  # fmt: skip


def test_without_names_to_take_nothing_changes() -> None:
    assert renamed(_report(), {}, random.Random(1), share=1.0) == _report()
    assert renamed(_report(), {"place": ["Oss"]}, random.Random(1), share=0.0) == _report()


def test_a_label_within_a_name_that_is_gone_keeps_the_report_as_it_is() -> None:
    report = _report()
    start = _span("Mondo")[0]
    report["events"][0]["actor"] = [start + 2, start + 4]
    assert renamed(report, {"place": ["O"]}, random.Random(1), share=1.0) == report


def test_the_pool_holds_every_name_once_by_class() -> None:
    pool = pool_of([_report(), _report()])
    assert pool["place"] == ["Mondo", "Arania"]
    assert pool["person"] == []


def test_characters_are_left_out() -> None:
    new = without(_report(), ",'")
    assert new["text"] == TEXT.replace(",", "").replace("'", "")
    assert _words(new) == _words(_report())


def test_edits_at_both_ends_and_side_by_side() -> None:
    new = edited(_report(), [(0, 6, "Gunmen"), (6, 7, "  "), (len(TEXT) - 1, len(TEXT), "!!")])
    assert new["text"].startswith("Gunmen  shelled") and new["text"].endswith("burned!!")
    assert _words(new)[6:8] == ["shelled", "Gunmen"]


def test_every_variant_keeps_the_words_of_its_labels() -> None:
    plain = [w.lower() for w in _words(_report())]
    for seed in range(60):
        assert [w.lower() for w in _words(variants(_report(), random.Random(seed)))] == plain
