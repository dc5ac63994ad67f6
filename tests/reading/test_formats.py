"""The reading format: out and in again without loss, and what is not in it is refused."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from invented import report, span

from sayso.reading import checked, from_json, open_reader, to_json
from sayso.records import Attribution, Event, Incident, Name, Reading, Toll

TEXT = "😀 The militia shelled Ost on Monday, killing 9, a guard said."


def full() -> Reading:
    def at(words: str) -> tuple[int, int]:
        return span(TEXT, words)

    return Reading(
        report(TEXT),
        (Name(at("militia"), "group"),),
        (Attribution("a1", at("a guard"), at("said"), (at("The militia shelled Ost"), at("killing 9")), "accuse", None, False),
         Attribution("a2", None, at("Monday"), (at("Ost"),), "infer", "a1", True)),
        (Event("e1", at("shelled"), "shelling", "possible", at("militia"), at("Ost"), at("Ost"), at("Monday"), at("😀"), "i1"),),
        (Toll("t1", at("9"), "killed", "people", None, 9, "e1", "i1"),),
        (Incident("i1", "shelling", "What", "2019-03-11", "2019-03-11", "day", "Ost", "Region", "Land", "militia", "Ost", (9, None), (0, 0), True,
                  at("Monday"), at("Ost"), "because"),),
        "by hand", ("a note",),
    )  # fmt: skip


def test_all_of_it_comes_back() -> None:
    reading = full()
    data = json.loads(json.dumps(to_json(reading)))
    assert from_json(data, reading.report) == reading
    assert to_json(from_json(data)) == data


def test_spans_are_offsets_into_the_text() -> None:
    data = to_json(full())
    start, end = data["events"][0]["means"]
    assert data["text"][start:end] == "😀" and (start, end) == (0, 1)


def test_the_id_of_its_own_batch_is_kept() -> None:
    reading = from_json({"id": 7, "text": "x"})
    assert reading.report.external_id == "7" and to_json(reading)["id"] == "7"


def test_layers_that_are_left_out_are_empty() -> None:
    reading = from_json({"id": "a", "text": "x", "names": None})
    assert (reading.names, reading.attributions, reading.events, reading.tolls, reading.incidents) == ((),) * 5


def test_tolls_without_an_id_get_one() -> None:
    toll = {"span": [0, 1], "fate": "killed"}
    reading = from_json({"id": "a", "text": "9 died, 8 fled", "tolls": [toll, toll]})
    assert [(t.id, t.who) for t in reading.tolls] == [("t1", "people"), ("t2", "people")]


SPANS = [
    ("names", 0, "span"), ("attributions", 0, "source"), ("attributions", 0, "cue"), ("attributions", 0, "content", 0), ("events", 0, "trigger"),
    ("events", 0, "actor"), ("events", 0, "means"), ("tolls", 0, "span"), ("incidents", 0, "date_from"), ("incidents", 0, "place_from"),
]  # fmt: skip


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    data = copy.deepcopy(to_json(full()))
    here: Any = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return data


@pytest.mark.parametrize(
    "bad", [[-1, 3], [3, 3], [5, 2], [0, len(TEXT) + 1], [1], [1, 2, 3], "ab", 5, [1.0, 2.0], ["1", "2"], [None, 1]]
)
@pytest.mark.parametrize("path", SPANS, ids=lambda p: ".".join(map(str, p)))
def test_a_span_that_is_not_in_the_text_is_refused(path: tuple[Any, ...], bad: Any) -> None:
    with pytest.raises(ValueError, match=r"span|reading format|unpack"):
        from_json(changed(path, bad))


@pytest.mark.parametrize(
    "path",
    [("id",), ("text",), ("names", 0, "span"), ("names", 0, "class"), ("attributions", 0, "id"), ("attributions", 0, "content"), ("attributions", 0, "kind"),
     ("events", 0, "id"), ("events", 0, "trigger"), ("events", 0, "type"), ("events", 0, "status"), ("tolls", 0, "span"), ("tolls", 0, "fate"),
     ("incidents", 0, "id"), ("incidents", 0, "type")],
    ids=lambda p: ".".join(map(str, p)),
)  # fmt: skip
def test_a_missing_field_is_refused(path: tuple[Any, ...]) -> None:
    data = to_json(full())
    here: Any = data
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
    with pytest.raises(ValueError, match="reading format"):
        from_json(data)


@pytest.mark.parametrize(
    ("path", "bad"),
    [
        (("text",), 5), (("text",), ["a"]), (("names",), 5), (("names", 0), "militia"), (("names", 0, "class"), "planet"),
        (("attributions", 0, "content"), 5), (("attributions", 0, "kind"), "sing"), (("events",), {"e1": 1}), (("events", 0, "type"), 5),
        (("events", 0, "status"), "maybe"), (("tolls", 0, "low"), "five"), (("tolls", 0, "high"), [1]), (("incidents", 0, "killed"), "9"),
        (("incidents", 0, "precision"), 3), (("incidents", 0, "precision"), "hour"), (("incidents", 0, "type"), "war"), (("incidents", 0, "place"), 5),
        (("tolls", 0, "fate"), "bored"), (("tolls", 0, "who"), 5), (("events", 0, "type"), ["shelling"]), (("events", 0, "incident"), 1),
    ],
    ids=str,
)  # fmt: skip
def test_a_field_of_the_wrong_kind_is_refused(path: tuple[Any, ...], bad: Any) -> None:
    with pytest.raises(ValueError):
        from_json(changed(path, bad))


def test_who_may_be_any_noun() -> None:
    assert from_json(changed(("tolls", 0, "who"), "dock workers")).tolls[0].who == "dock workers"


@pytest.mark.parametrize("data", [None, [], 5, "text", {}])
def test_what_is_no_object_of_the_format_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="reading format"):
        from_json(data)


def test_an_unknown_reader_is_told() -> None:
    with pytest.raises(KeyError):
        open_reader("crystal ball")


def test_what_a_reader_returns_is_checked() -> None:
    assert checked(full()) == full()
    beyond = Name((0, len(TEXT) + 1), "group")
    with pytest.raises(ValueError, match="not in the text"):
        checked(replace(full(), names=(beyond,)))
