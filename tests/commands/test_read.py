"""``sayso read``: the reading format out, nothing kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import WEEK, batch, sayso, write_jsonl

from sayso.reading import from_json


def test_a_batch_gives_one_line_a_report_with_its_id_and_spans_within(tmp_path: Path) -> None:
    reports = batch(4)
    path = write_jsonl(tmp_path / "in.jsonl", reports)
    done = sayso("read", path, "--format", "json", cwd=tmp_path)
    assert done.returncode == 0
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in readings] == [r["id"] for r in reports]
    for given, reading in zip(reports, readings, strict=True):
        assert (reading["text"], reading["outlet"], reading["published"]) == (
            given["text"],
            given["outlet"],
            "2019-03-13",
        )
        from_json(reading)  # refuses a span that is not in the text
        assert reading["events"]
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"], "nothing is kept"


def test_what_it_gives_it_takes_again(tmp_path: Path) -> None:
    first = sayso("read", write_jsonl(tmp_path / "in.jsonl", batch(2)), "--format", "json").stdout
    (tmp_path / "again.jsonl").write_text(first, "utf-8")
    assert sayso("read", tmp_path / "again.jsonl", "--format", "json").stdout == first


def test_line_separators_in_a_text_do_not_split_its_line(tmp_path: Path) -> None:
    path = write_jsonl(
        tmp_path / "in.jsonl", [{"text": "EXERCISE.\u2028They fled.\u0085Orr stayed.\r\nNobody died. 😀"}]
    )
    done = sayso("read", path, "--format", "json")
    assert len(done.stdout.strip().split("\n")) == 1
    assert json.loads(done.stdout)["text"] == "EXERCISE.\u2028They fled.\u0085Orr stayed.\r\nNobody died. 😀"


def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(batch(1)[0]) + "\n{oops\n", "utf-8")
    done = sayso("read", tmp_path / "in.jsonl", "--format", "json")
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 1
    assert f"failed: {tmp_path / 'in.jsonl'}:2: " in done.stderr


def test_text_shows_each_claim_with_its_chain_and_words() -> None:
    done = sayso("read", WEEK / "wire.txt", "--outlet", "Wadi Wire", "--published", "2019-03-13")
    assert done.returncode == 0
    assert "Wadi Wire <- " in done.stdout and "»" in done.stdout and "shelling" in done.stdout


def test_it_writes_to_a_file(tmp_path: Path) -> None:
    done = sayso("read", WEEK / "wire.txt", "--format", "json", "-o", tmp_path / "out.jsonl")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["text"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    done = sayso("read", WEEK / "wire.txt", "-o", tmp_path / "no" / "out.jsonl")
    assert done.returncode == 1 and done.stderr.startswith("Error: cannot write ") and "choose another" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told() -> None:
    done = sayso("read", WEEK / "wire.txt", "-o", "/dev/full")
    assert (done.returncode, done.stderr) == (
        1,
        "Error: cannot write /dev/full: No space left on device; choose another file with -o\n",
    )


def test_incidents_have_their_region_and_country(tmp_path: Path) -> None:
    report = {
        "text": "EXERCISE. Shells hit the town of Bol in Chad on Monday, killing 5 people.",
        "published": "2019-03-13",
    }
    done = sayso("read", write_jsonl(tmp_path / "in.jsonl", [report]), "--format", "json")
    (incident,) = json.loads(done.stdout)["incidents"]
    assert incident["country"] == "Chad" and incident["region"]


BROKEN = """
import sys
import sayso.reading
class Broken:
    name = "broken"
    def read(self, report):
        if "2" in report.text:
            raise OverflowError("too deep")
        return whole.read(report)
whole = sayso.reading.open_reader()
sayso.reading.open_reader = lambda *_: Broken()
from sayso.cli import main
main(sys.argv[1:])
"""


def test_a_reader_that_breaks_is_told_with_the_report_and_the_others_are_read(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "in.jsonl", [{"text": f"EXERCISE {n}. They fled."} for n in (1, 2, 3)])
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, "read", str(path), "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"failed: {path}:2: the reader failed: OverflowError: too deep" in done.stderr
    assert len(done.stdout.splitlines()) == 2
