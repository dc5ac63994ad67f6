"""Public news from packages as corpora: the forms in which it comes there (the texts here are invented)."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from sayso.training.public import dai, lee, polnear, reuters, write


def test_lee_has_one_report_a_line_in_latin_1(tmp_path: Path) -> None:
    (tmp_path / "lee_background.cor").write_bytes("Shells hit Mondo. \n\nA café burned in Mondo.\n".encode("latin-1"))
    (tmp_path / "lee.cor").write_bytes(b"Gunmen took the bridge.\n")
    rows = list(lee(tmp_path))
    assert [(r["id"], r["text"]) for r in rows] == [
        ("abc-000", "Shells hit Mondo."),
        ("abc-002", "A café burned in Mondo."),
        ("abct-000", "Gunmen took the bridge."),
    ]
    assert {r["published"] for r in rows} == {None}, "the corpora have no dates"


def test_reuters_has_wrapped_lines_and_a_sign_off(tmp_path: Path) -> None:
    body = "Rebels shelled\nMondo, the army said.\n    It said nobody was\nhurt.\n Reuter\n\x03"
    rows = [
        {"id": "7", "title": "REBELS SHELL\nMONDO &lt;MON>", "date": "26-FEB-1987 15:01:01.79", "body": body},
        {"id": "8", "title": "NO BODY", "date": "", "body": None},
    ]
    (tmp_path / "reuters-000.json").write_text(json.dumps(rows), "utf-8")
    (row,) = reuters(tmp_path)
    assert row == {
        "id": "reuters-7", "outlet": "Reuters", "published": "1987-02-26", "title": "REBELS SHELL MONDO <MON>",
        "text": "Rebels shelled Mondo, the army said.\nIt said nobody was hurt.",
    }  # fmt: skip


def test_polnear_says_outlet_and_date_in_the_name(tmp_path: Path) -> None:
    (tmp_path / "train" / "text").mkdir(parents=True)
    (tmp_path / "train" / "text" / "wadi-wire_2015-11-15_shells-hit-mondo.txt").write_text(
        "Shells hit Mondo.\n", "utf-8"
    )
    (row,) = polnear(tmp_path)
    assert (row["id"], row["outlet"], row["published"], row["text"]) == (
        "polnear-wadi-wire_2015-11-15_shells-hit-mondo", "wadi-wire", "2015-11-15", "Shells hit Mondo.",
    )  # fmt: skip


def test_one_report_a_line(tmp_path: Path) -> None:
    assert write(tmp_path / "x.jsonl", [{"id": "a", "text": "one\ntwo"}, {"id": "b", "text": ""}]) == 2
    assert [json.loads(line)["id"] for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()] == ["a", "b"]


def test_dai_comes_packed_with_broken_marks(tmp_path: Path) -> None:
    told = 'Shells hit Mondo "?its market burned. ""We can"t leave,""?a baker said.'  # CSV doubles quotation marks
    rows = [
        "article_id,publish_date,article_source_link,title,subtitle,text",
        f'7,2017/2/9,http://www.tass.com/world/1,Shells hit Mondo,,"{told}"',
        '8,          2016/12/30 7:11,http://other.example/2,,,"Nothing new."',
        '9,2017/2/9,http://tass.com/3,Nothing,,""',
    ]
    with zipfile.ZipFile(tmp_path / "NewsArticles.zip", "w") as packed:
        packed.writestr("NewsArticles.csv", "\n".join(rows).replace(' "?', ' ""?').replace('n"t', 'n""t'))
    shelled, other = dai(tmp_path)
    assert shelled == {
        "id": "dai-7", "outlet": "TASS", "published": "2017-02-09", "title": "Shells hit Mondo",
        "text": 'Shells hit Mondo - its market burned. "We can\'t leave," a baker said.',
    }  # fmt: skip
    assert (other["outlet"], other["published"], other["title"]) == (None, "2016-12-30", None)
