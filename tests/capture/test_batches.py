"""JSON Lines, JSON and CSV: the good rows go through, each bad one is told with its line."""

from __future__ import annotations

import csv
import json
import tracemalloc
from pathlib import Path

import pytest

from sayso.capture import Captured, Failed, capture, count


def run(path: Path, data: str | bytes, **options: object) -> list[Captured | Failed]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(capture([path], **options))  # type: ignore[arg-type]


def texts(items: list[Captured | Failed]) -> list[str]:
    return [item.report.text for item in items if isinstance(item, Captured)]


def errors(items: list[Captured | Failed]) -> list[Failed]:
    return [item for item in items if isinstance(item, Failed)]


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    return tmp_path / "a.jsonl"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


# JSON Lines


def test_a_row_becomes_a_report(jsonl: Path) -> None:
    row = {
        "id": 7, "outlet": "SANA", "published": "2018-11-12T08:00:00Z", "title": "Freed", "text": "They were freed.\n",
        "url": "https://sana.example/7", "language": "en", "names": [{"span": [0, 4], "class": "group"}], "events": [],
    }  # fmt: skip
    line = json.dumps(row).encode()
    (item,) = run(jsonl, line + b"\r\n")
    assert isinstance(item, Captured)
    report = item.report
    assert item.original == line and item.origin == f"{jsonl}:1"
    assert report.text == "Freed\n\nThey were freed.\n"
    assert (report.external_id, report.outlet, report.published) == ("7", "SANA", "2018-11-12")
    assert (report.title, report.url, report.language) == ("Freed", "https://sana.example/7", "en")
    assert report.media_type == "application/json"


def test_a_title_that_the_text_has_already_is_not_put_twice(jsonl: Path) -> None:
    rows = [
        ("War", "War\n\nThey fled."),
        ("War", "Warsaw is quiet."),
        ("", "They fled."),
        ("War", "\n War: they fled."),
    ]
    items = run(jsonl, "\n".join(json.dumps({"title": title, "text": text}) for title, text in rows))
    assert texts(items) == ["War\n\nThey fled.", "War\n\nWarsaw is quiet.", "They fled.", "\n War: they fled."]


def test_options_of_the_user_fill_gaps_of_rows(jsonl: Path) -> None:
    full, gaps = '{"text": "a", "outlet": "SANA", "published": "2018-01-01"}', '{"text": "b"}'
    items = run(jsonl, f'{full}\n{gaps}\n{{"text": "c", "published": "1/2/2018"}}', outlet="Me", published="2020-05-05")
    got = [(item.report.outlet, item.report.published) for item in items if isinstance(item, Captured)]
    assert got == [("SANA", "2018-01-01"), ("Me", "2020-05-05"), ("Me", None)]


def test_bad_lines_do_not_stop_the_others(jsonl: Path) -> None:
    lines = [
        b"\xef\xbb\xbf" + b'{"text": "first"}', b"", b'{"text": ""}', b'{"text": 5}', b'{"body": "x"}', b"[1]",
        b"nonsense", b"[" * 50_000, b'{"text": "nul \\u0000"}', b'{"text": "a\x00b"}',
        b'{"id": ' + b"9" * 5000 + b', "text": "x"}',
        b'{"text": "half \\ud83d"}', b'{"text": "whole \\ud83d\\ude00", "outlet": ["x"]}',
        b'{"text": "caf\xe9 au lait"}',
        b'{"text": "cut',
    ]  # fmt: skip
    items = run(jsonl, b"\n".join(lines))
    assert [int(f.origin.rsplit(":", 1)[1]) for f in errors(items)] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 15]
    assert texts(items) == ["first", "half \ufffd", "whole \U0001f600", "caf\u00e9 au lait"]
    assert "cut off" in errors(items)[-1].reason
    assert "it has: body" in errors(items)[2].reason
    for item in items:
        if isinstance(item, Captured):
            json.dumps(item.report.text, ensure_ascii=False).encode("utf-8")
    notes = [item.report.notes for item in items if isinstance(item, Captured)]
    assert [len(n) for n in notes] == [0, 1, 1, 1]


def test_a_line_over_the_limit_is_passed_over_without_keeping_it(jsonl: Path) -> None:
    with jsonl.open("wb") as stream:
        stream.write(b'{"text": "before"}\n{"text": "')
        for _ in range(30):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n{"text": "after"}\n')
    tracemalloc.start()
    items = list(capture([jsonl], limit=100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(items) == ["before", "after"]
    assert [f.origin for f in errors(items)] == [f"{jsonl}:2"] and "limit" in errors(items)[0].reason
    assert peak < 5_000_000


def test_a_batch_may_be_bigger_than_the_limit(jsonl: Path) -> None:
    items = run(jsonl, '{"text": "They fled."}\n' * 1000, limit=100)
    assert len(texts(items)) == 1000 == count([jsonl])


def test_columns_are_mapped(jsonl: Path) -> None:
    columns = {"text": "Body", "published": "date"}
    (item,) = run(jsonl, '{"body": "They fled.", "date": "2018-11-12", "text": 3}', columns=columns)
    assert isinstance(item, Captured)
    assert (item.report.text, item.report.published) == ("They fled.", "2018-11-12")


def test_a_batch_in_another_encoding(jsonl: Path) -> None:
    words = "\u0420\u043e\u0441\u0441\u0438\u0439\u0441\u043a\u0438\u0435 \u0432\u043e\u0439\u0441\u043a\u0430"
    row = json.dumps({"text": words + " \u0432 \u0434\u0435\u0440\u0435\u0432\u043d\u0435"}, ensure_ascii=False)
    items = run(jsonl, f"{row}\n{row}\n".encode("cp1251"))
    assert [text.startswith(words) for text in texts(items)] == [True, True]
    notes = [item.report.notes for item in items if isinstance(item, Captured)]
    assert notes == [("Decoded as cp1251, which is a guess: check names in it.",)] * 2, "nothing declares it"
    cells = f"text\n{words}\n".encode("cp1251")
    (item,) = run(jsonl.with_suffix(".csv"), cells)
    assert isinstance(item, Captured) and "guess" in item.report.notes[0]
    assert "UTF-16" in errors(run(jsonl, row.encode("utf-16")))[0].reason


def test_a_spoilt_byte_makes_no_other_encoding_of_a_batch(jsonl: Path) -> None:
    rows = [
        b'{"text": "Shelling in N\xc3\xa9ra, \xe2\x80\x9call\xe2 fled\xe2\x80\x9d."}',
        b'{"text": "Caf\xe9 in Mondo hit."}',
    ]
    items = run(jsonl, b"\n".join(rows))  # exercise
    assert texts(items) == ["Shelling in N\u00e9ra, \u201call\ufffd fled\u201d.", "Caf\u00e9 in Mondo hit."]
    first, second = (item.report.notes[0] for item in items if isinstance(item, Captured))
    assert "UTF-8" in first and "cp1252, which is a guess" in second


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff"])
def test_an_empty_batch_fails(jsonl: Path, data: str) -> None:
    assert len(errors(run(jsonl, data))) == 1 == count([jsonl])
    assert len(errors(run(jsonl.with_suffix(".csv"), data))) == 1
    assert len(errors(run(jsonl.with_suffix(".json"), data))) == 1


# JSON


def test_json_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    data = json.dumps({"text": "They fled."}, indent=2)
    (item,) = run(path, data)
    assert isinstance(item, Captured) and item.original == data.encode() and item.origin == str(path)
    items = run(path, json.dumps([{"text": "one"}, {"title": "\ud800"}, 3, {"text": "two", "url": "\ud800"}], indent=1))
    assert texts(items) == ["one", "two"]
    assert [f.origin for f in errors(items)] == [f"{path}:2", f"{path}:3"]
    assert texts(run(path, '{"text": "one"}\n{"text": "two"}\n')) == ["one", "two"]
    for bad in ("[]", "3", '{"text": "cut', "[" * 50_000):
        assert len(errors(run(path, bad))) == 1
    assert count([path]) is None


# CSV


def test_csv_rows(table: Path) -> None:
    text = 'Several, "quoted"\r\nlines; here'
    with table.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ID", "Outlet", "published", "title", "text", "url", "mood"])
        writer.writerow(["a1", "SANA", "12 Nov 2018", "Freed", text, "https://sana.example", "x"])
        writer.writerow(["a2", "", "", "", "They fled.", "", ""])
    items = list(capture([table], outlet="Me"))
    first, second = items
    assert isinstance(first, Captured) and isinstance(second, Captured)
    assert first.report.text == f"Freed\n\n{text}"
    assert (first.report.external_id, first.report.outlet, first.report.published) == ("a1", "SANA", "2018-11-12")
    assert (first.origin, second.origin) == (f"{table}:2", f"{table}:4")
    assert (second.report.outlet, second.report.title, second.report.url) == ("Me", None, None)
    kept = json.loads(first.original)
    assert kept["text"] == text and kept["mood"] == "x"
    assert first.original == json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert count([table]) == 2


@pytest.mark.parametrize(
    "data",
    [
        "outlet,text\nSANA,They fled.\n",
        "outlet;text\r\nSANA;They fled.\r\n",
        "outlet\ttext\nSANA\tThey fled.",
        "outlet|text\nSANA|They fled.\n",
        "'outlet','text'\n'SANA','They fled.'\n",
        "sep=;\noutlet;text\nSANA;They fled.\n",
        "\n\noutlet,text\n\nSANA,They fled.\n\n",
        "text\nThey fled.\n",
    ],
)
def test_kinds_of_csv(table: Path, data: str) -> None:
    (item,) = run(table, data)
    assert isinstance(item, Captured), item
    assert item.report.text == "They fled."
    assert item.report.outlet in ("SANA", None)


def test_csv_without_the_column(table: Path) -> None:
    (item,) = run(table, "when,body\n2018,They fled.\n")
    assert isinstance(item, Failed)
    assert "it has: when, body" in item.reason and "text=body" in item.reason
    (item,) = run(table, "when,body\n2018-01-01,They fled.\n", columns={"text": "body", "published": "when"})
    assert isinstance(item, Captured)
    (item,) = run(table, "when,body\n2018-01-01,They fled.\n", columns={"text": "body", "published": "date"})
    assert isinstance(item, Failed) and "no column date" in item.reason


def test_bad_rows_of_csv_do_not_stop_the_others(table: Path) -> None:
    rows = ["id,text", "1,one", "2,too,many", "3", '4,"quo"ted', "5,nul\0", '6,""', "7,seven", '8,"never', "closed"]
    items = run(table, "\n".join(rows))
    assert texts(items) == ["one", "seven"]
    assert [int(f.origin.rsplit(":", 1)[1]) for f in errors(items)] == [3, 4, 5, 6, 7, 9]


def test_long_cells_of_csv(table: Path) -> None:
    long = "x" * 300_000  # more than the csv module takes by itself
    items = run(table, f"id,text\n1,{long}\n2,short\n")
    assert [len(text) for text in texts(items)] == [300_000, 5]
    items = run(table, f"id,text\n1,{long}\n2,short\n", limit=1000)
    assert texts(items) == ["short"] and "1 kB" in errors(items)[0].reason
    items = run(table, 'id,text\n1,"open\n' + "2,two\n" * 300 + '3,"three"\n4,four\n', limit=1000)
    assert texts(items) == [] and errors(items)[0].origin.endswith(":2"), "nobody knows where a row begins"
    assert "lines 2 to 304" in errors(items)[0].reason
    items = run(table, 'id,text\n1,"' + "In Mondo, shelling\n" * 300 + '"\n2,two\n', limit=1000)  # exercise
    assert texts(items) == ["two"] and "lines 2 to 302" in errors(items)[0].reason


# exercise: Mondo and Nokou are shelled in no real report
@pytest.mark.parametrize(
    ("row", "last"),
    [
        ('1,"The Wire said \\"shelling\nIn Mondo, five dead\\" and\nIn Nokou, calm"', 4),
        ('1,"The Wire said \\", they fled\nIn Mondo, five dead"', 3),
        ('1,"The Wire\0 said\nIn Mondo, five dead"', 3),
        ('1,"The "Wire" said\nIn Mondo, five dead\nIn Nokou, calm"', 4),
    ],
    ids=["backslash", "cells", "nul", "bare"],
)
def test_pieces_of_a_bad_row_of_csv_are_no_reports(table: Path, row: str, last: int) -> None:
    items = run(table, f"id,text\n{row}\n2,two\n")
    assert texts(items) == ["two"]
    (bad,) = errors(items)
    assert bad.origin.endswith(":2") and f"lines 2 to {last}" in bad.reason


def test_no_row_of_csv_follows_one_that_is_never_closed(table: Path) -> None:
    items = run(table, 'id,text\n1,one\n2,"open\n3,"three"\n4,four\n')
    assert texts(items) == ["one"] and "lines 3 to 5" in errors(items)[0].reason
    assert texts(run(table, 'id,text\n1,5" gun, too many\n2,two\n')) == ["two"], "a mere inch opens nothing"


def test_a_line_of_csv_with_another_encoding(table: Path) -> None:
    line = "1,Le r\u00e9gime a \u00e9t\u00e9 accus\u00e9 de crimes \u00e0 Alep\n".encode("cp1252")
    (item,) = run(table, b"id,text\n" + line)
    assert isinstance(item, Captured)
    assert item.report.text == "Le r\u00e9gime a \u00e9t\u00e9 accus\u00e9 de crimes \u00e0 Alep"
    assert len(item.report.notes) == 1


def test_columns_with_one_name_lose_nothing(table: Path) -> None:
    (item,) = run(table, "text,x,x\nThey fled.,1,2\n")
    assert isinstance(item, Captured)
    assert json.loads(item.original) == {"text": "They fled.", "x": "1", "x 2": "2"}
