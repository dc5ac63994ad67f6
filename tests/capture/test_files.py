"""Files and folders: what is in them comes out exactly, and what cannot be read is told."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from pathlib import Path

import pytest

from sayso.capture import Captured, Failed, capture, count, make_report

POLISH = "Za\u017e\u00f3\u0142\u0107 g\u0119\u015bl\u0105"
RUSSIAN = "\u0420\u043e\u0441\u0441\u0438\u0439\u0441\u043a\u0438\u0435 \u0432\u043e\u0439\u0441\u043a\u0430 " * 5
FRENCH = "Le r\u00e9gime \u00e0 Alep a \u00e9t\u00e9 accus\u00e9 de \u201ccrimes\u201d. " * 3
EXERCISE = "Shelling in Mondo: \u201call fled\u201d, said the Wire. "  # exercise
JAPANESE = (
    "\u6a19\u672c\u306e\u5e02\u5834\u3067\u7832\u6483\u304c\u3042\u3063\u305f\u3068\u306e\u3053\u3068\u3067\u3059\u3002"
)
CHINESE = "\u8499\u591a\u5e02\u573a\u906d\u5230\u70ae\u51fb,\u6240\u6709\u4eba\u90fd\u9003\u8d70\u4e86\u3002"
SHELLED = (
    "\u0642\u062a\u0644 \u062e\u0645\u0633\u0629 \u0623\u0634\u062e\u0627\u0635 \u0641\u064a \u0642\u0635\u0641 "
    "\u0639\u0644\u0649 \u0633\u0648\u0642 \u0627\u0644\u0645\u062f\u064a\u0646\u0629\u060c \u0648\u0646\u0641\u0649 \u0627\u0644\u062c\u064a\u0634 \u0630\u0644\u0643."
)
ARABIC = "\u0645\u0642\u062a\u0644 " * 20


def only(source: str | Path, **options: object) -> Captured:
    items = list(capture([source], **options))  # type: ignore[arg-type]
    assert len(items) == 1 and isinstance(items[0], Captured), items
    return items[0]


def failed(source: str | Path, **options: object) -> Failed:
    items = list(capture([source], **options))  # type: ignore[arg-type]
    assert len(items) == 1 and isinstance(items[0], Failed), items
    return items[0]


def test_plain_text_is_verbatim(tmp_path: Path) -> None:
    data = "Hostages freed\r\n\r\n  The army\tsaid \u201cso\u201d.\rNo newline at the end\u2028".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    item = only(path)
    assert item.report.text.encode() == data
    assert item.original == data
    assert item.origin == str(path)
    assert item.report.original == hashlib.sha256(data).hexdigest()
    assert item.report.media_type == "text/plain"
    assert item.report.title == "Hostages freed"
    assert item.report.notes == ()
    assert item.report.captured is not None and item.report.captured.endswith("+00:00")


def test_id_depends_on_what_is_said_and_not_on_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They fled.")
    (tmp_path / "b.md").write_bytes(b"\xef\xbb\xbfThey fled.")
    a, b = only(tmp_path / "a.txt").report, only(tmp_path / "b.md").report
    assert a.id == b.id and len(a.id) == 12
    written = json.dumps(["They fled.", None, None, None, None, None], separators=(",", ":"))
    assert a.id == hashlib.sha256(written.encode()).hexdigest()[:12]
    assert only(tmp_path / "a.txt", outlet="SANA").report.id != a.id


def test_options_of_the_user_win_over_a_single_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nsource: Blog\ndate: 2018-01-01\ntitle: 'On war'\nlang: en-US\n---\n\nThey fled.\n")
    report = only(path).report
    assert (report.outlet, report.published, report.title, report.language) == ("Blog", "2018-01-01", "On war", "en")
    assert report.text == "On war\n\nThey fled.\n"
    report = only(path, outlet="SANA", published="12 November 2018").report
    assert (report.outlet, report.published) == ("SANA", "2018-11-12")


def test_markdown_without_front_matter_is_verbatim(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nA rule, and then a report.\n---\nThey fled.\n")
    assert only(path).report.text == path.read_text()
    path.write_text("# Heading\n\nThey *fled*.\n")
    assert only(path).report.text == path.read_text()
    assert only(path).report.title == "Heading"


@pytest.mark.parametrize(
    "block",
    [
        "Source: Wadi Wire\nFive people were killed in Mondo.",
        "Situation in Mondo\nSource: Wadi Wire",
        "Source: Wadi Wire\n- five dead in Mondo\n- two in Nokou",
        "# Mondo shelled\n\nSource: Wadi Wire",
        "  Five dead in Mondo\nSource: Wadi Wire",
        "At noon: shelling. Later: calm\nsource: Wadi Wire",
    ],
)
def test_text_between_two_rules_is_text(tmp_path: Path, block: str) -> None:
    path = tmp_path / "exercise.md"
    path.write_text(f"---\n{block}\n---\n\nThey fled.\n")
    report = only(path).report
    assert report.text == path.read_text() and report.outlet is None and report.notes == ()


def test_front_matter_as_sites_have_it(tmp_path: Path) -> None:
    path = tmp_path / "exercise.md"
    block = (
        "layout: post\ntitle: 'Mondo shelled'\ndate: 2019-03-13 10:00:00 +0100\ntags:\n- mondo\n- shelling\n\n# who\nsource: Wadi Wire\n"
        "categories:\n  - news\ndescription: >\n  Five dead in Mondo,\n  two in Nokou.\npublish-to: [web]\ndraft:\n"
    )
    path.write_bytes(f"---\n{block}---\nThey fled.\n".replace("\n", "\r\n").encode())
    report = only(path).report
    assert (report.outlet, report.published, report.text) == (
        "Wadi Wire",
        "2019-03-13",
        "Mondo shelled\n\nThey fled.\r\n",
    )


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        (POLISH.encode("utf-8-sig"), POLISH, ""),
        (RUSSIAN.encode("utf-16"), RUSSIAN, "utf-16"),
        (RUSSIAN.encode("utf-32"), RUSSIAN, "utf-32"),
        (FRENCH.encode("cp1252"), FRENCH, "cp1252, which is a guess"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (ARABIC.encode() + b"\xd9", ARABIC, "UTF-8"),
        (EXERCISE.encode() + b"caf\xe9", EXERCISE + "caf\ufffd", "UTF-8"),
        (EXERCISE.encode() + JAPANESE.encode()[:-1], EXERCISE + JAPANESE[:-1] + "\ufffd", "UTF-8"),
        (SHELLED.encode("cp1256"), SHELLED, "cp1256, which is a guess"),
        (JAPANESE.encode("cp932") * 3, JAPANESE * 3, "cp932, which is a guess"),
        (CHINESE.encode("gb18030") * 3, CHINESE * 3, "gb18030, which is a guess"),
    ],
    ids=[
        "mark",
        "utf-16",
        "utf-32",
        "western",
        "cyrillic",
        "cut",
        "spoilt",
        "spoilt japanese",
        "arabic",
        "japanese",
        "chinese",
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    item = only(path)
    assert item.report.text.startswith(text)
    assert item.original == data
    assert said in " ".join(item.report.notes)
    assert bool(said) == bool(item.report.notes)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"some text\x00more", "NUL"),
        (bytes(range(1, 9)) * 20, "control"),
        (b"", "no text"),
        (b"\xef\xbb\xbf \r\n\t\n", "no text"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.bin"])
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    item = failed(path)
    assert kind in item.reason
    assert item.origin == str(path)


def test_a_text_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "50 MB" in failed(path).reason and "20 MB" in failed(path).reason
    path.write_text("x" * 101)
    assert "101 bytes" in failed(path, limit=100).reason
    assert only(path, limit=101)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_a_file_without_end_stops_at_the_limit() -> None:
    assert "too big" in failed("/dev/zero", limit=1_000_000).reason


def test_a_folder_is_walked_once_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("hidden")
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b" / "c.MD").write_text("two")
    (tmp_path / "b" / "d.jsonl").write_text('{"text": "three"}\n{"text": "four"}\n')
    (tmp_path / "b" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "b" / "round").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to(tmp_path / "nowhere.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
    items = list(capture([tmp_path]))
    assert [i.report.text for i in items if isinstance(i, Captured)] == ["one", "two", "three", "four"]
    assert [Path(i.origin).name for i in items if isinstance(i, Failed)] == ["z.txt"]
    assert count([tmp_path]) == len(items) == 5


def test_a_readme_in_a_folder_is_no_report(tmp_path: Path) -> None:
    for name in ("README.md", "readme", "ReadMe.first.txt", "a.txt"):
        (tmp_path / name).write_text(f"They fled, says {name}.")
    (tmp_path / "readme.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "README reports").mkdir()
    (tmp_path / "README reports" / "b.txt").write_text("They fled, says b.")
    items = list(capture([tmp_path]))
    assert [Path(i.origin).name for i in items] == ["a.txt", "b.txt"] and count([tmp_path]) == 2
    assert only(tmp_path / "README.md").report.text == "They fled, says README.md.", "who names it means it"


def test_a_ledger_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    (ledger / "gazetteers").mkdir(parents=True)
    (ledger / "ledger.sqlite").write_bytes(b"")
    (ledger / "decisions.jsonl").write_text('{"text": "no report, in this exercise"}\n')
    (ledger / "gazetteers" / "own.csv").write_text("text\nMondo\n")
    (tmp_path / "a.txt").write_text("They fled.")
    assert only(tmp_path).origin == str(tmp_path / "a.txt") and count([tmp_path]) == 1
    assert "folder of a ledger" in failed(ledger).reason
    assert only(ledger / "decisions.jsonl"), "who names it means it"


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "empty").mkdir()
    assert "no such file" in failed(tmp_path / "gone.txt").reason
    assert "circle" in failed(tmp_path / "loop.txt").reason
    assert "folder without" in failed(tmp_path / "empty").reason
    assert "Is no path" in failed("a\0b").reason
    assert "Is no path" in failed("").reason
    assert "too long" in failed("x" * 5000).reason
    assert "http" in failed("ftp://example.org/a.txt").reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert "May not be read" in failed(path).reason


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that opens and cannot be read")
def test_a_file_that_breaks_while_it_is_read() -> None:
    assert "check the disk" in failed("/proc/self/mem").reason


def test_a_file_that_vanishes_is_one_failed_item(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    items = capture([tmp_path])
    first = next(items)
    (tmp_path / "b.txt").unlink()
    rest = list(items)
    assert isinstance(first, Captured)
    assert [type(item) for item in rest] == [Failed, Captured]
    assert isinstance(rest[0], Failed) and "no such file" in rest[0].reason


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("They fled.")
    (item,) = capture([tmp_path])
    assert isinstance(item, Captured)
    item.origin.encode("utf-8")


def test_a_file_without_a_known_ending_is_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_text("They fled.")
    assert only(path).report.media_type == "text/plain"
    path.write_text("<!DOCTYPE html><html><body><p>They fled from the village.</p></body></html>")
    assert only(path).report.media_type == "text/html"
    path.write_text('\n\n{"text": "They fled."}\n{"text": "They came back."}')
    assert len(list(capture([path]))) == count([path]) == 2


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b"They fled.\n"))
    item = only("-")
    assert (item.report.text, item.origin) == ("They fled.\n", "-")
    monkeypatch.setattr(sys, "stdin", Stdin(b'\n \n{"text": "They fled."}\n{"text": \n'))
    items = list(capture(["-"]))
    assert [item.origin for item in items] == ["-:3", "-:4"]
    assert isinstance(items[0], Captured) and isinstance(items[1], Failed)
    monkeypatch.setattr(sys, "stdin", Stdin(b'{\n  "text": "They fled."\n}\n'))
    assert only("-").report.text == "They fled."
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input" in failed("-").reason
    assert count(["-"]) is None


def test_a_pipe_streams_its_lines() -> None:
    """The first report comes out before the second is written."""
    end, other = os.pipe()
    with os.fdopen(other, "wb", 0) as sink, os.fdopen(end, "rb") as stream, pytest.MonkeyPatch.context() as patch:
        fake = Stdin(b"")
        fake.buffer = stream  # type: ignore[assignment]
        patch.setattr(sys, "stdin", fake)
        sink.write(b'{"text": "one"}\n')
        items = capture(["-"])
        first = next(items)
        assert isinstance(first, Captured) and first.report.text == "one"
        sink.write(b'{"text": "two"}\n')
        second = next(items)
        assert isinstance(second, Captured) and second.report.text == "two"


def test_options_that_make_no_sense_are_told_at_once() -> None:
    for bad in ({"columns": {"txt": "body"}}, {"published": "yesterday"}, {"limit": 0}, {"timeout": 0.0}):
        with pytest.raises(ValueError):
            capture([], **bad)  # type: ignore[arg-type]


def test_make_report_refuses_what_cannot_be_kept() -> None:
    with pytest.raises(ValueError):
        make_report(" \n", b"")
    with pytest.raises(ValueError):
        make_report("text", b"", title="a\0b")
    report = make_report("half \ud83d", b"", outlet="\udc00")
    report.text.encode("utf-8")
    assert report.outlet == "\ufffd" and len(report.notes) == 1
