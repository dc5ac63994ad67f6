"""The commands ``checks`` and ``zone``. EXERCISE: the reports are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.capture import make_report
from sayso.cli import main
from sayso.ledger import Ledger
from sayso.records import Name, Reading
from sayso.weighing import claims

TEXT = (
    "EXERCISE. The raid killed 14 people, including 15 children, on Friday, May 20, 2011. At Orta 19 civilians were freed: 4 women and "
    "15 children. They were found 60 km north of Orta in the Umberfield area."
)


def sayso(*arguments: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with one report, its reading made by hand."""
    folder = tmp_path / "ledger"
    report = make_report(TEXT, TEXT.encode(), outlet="=Courier", published="2011-05-21")
    names = tuple(
        Name((at, at + len(word)), "place")
        for word in ("Orta", "Umberfield")
        for at in range(len(TEXT))
        if TEXT.startswith(word, at)
    )
    with Ledger.open(folder) as kept:
        kept.add(report, TEXT.encode())
        reading = Reading(report, names)
        kept.put(reading, claims(reading))
    return folder


def test_worst_first_in_every_form(ledger: Path) -> None:
    done = sayso("checks", "-l", ledger, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [r["result"] for r in found] == ["fails", "cannot tell", "holds", "holds"]
    assert all(TEXT[i["start"] : i["end"]] == i["words"] for r in found for i in r["inputs"])
    rows = list(csv.DictReader(io.StringIO(sayso("checks", "-l", ledger, "--format", "csv").stdout)))
    assert [r["result"] for r in rows] == [r["result"] for r in found]
    assert rows[0]["outlet"] == "'=Courier"  # no formula for a spreadsheet
    table = sayso("checks", "-l", ledger).stdout
    assert "15 children are more than the 14" in " ".join(table.split())


def test_filters(ledger: Path) -> None:
    def kinds(*arguments: object) -> list[str]:
        return [r["kind"] for r in json.loads(sayso("checks", "-l", ledger, "--format", "json", *arguments).stdout)]

    assert kinds("--result", "fails") == ["sums"]
    assert kinds("--kind", "calendar") == ["calendar"]
    assert kinds("--limit", 2) == ["sums", "distance and bearing"]
    with Ledger.open(ledger, create=False) as kept:
        [report] = kept.reports()
    assert len(kinds("--report", report.id)) == len(kinds("--outlet", "courier")) == 4
    assert kinds("--outlet", "radio") == []


def test_what_cannot_be_asked_says_what_to_do(ledger: Path, tmp_path: Path) -> None:
    assert "sayso reports" in sayso("checks", "-l", ledger, "--report", "nobody").output
    assert "sayso add" in sayso("checks", "-l", tmp_path / "none").output
    assert sayso("checks", "-l", ledger, "--kind", "astrology").exit_code == 2
    done = sayso("checks", "-l", ledger, "--published", "2011-05-21")
    assert done.exit_code == 2 and "--published is for files" in done.stderr
    (ledger / "zones.geojson").write_bytes(b"\x00")
    done = sayso("checks", "-l", ledger)
    assert done.exit_code == 1 and "zones.geojson" in done.output


def test_a_file_that_is_in_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(TEXT, "utf-8")
    done = sayso(
        "checks", path, "--published", "2011-05-21", "-l", tmp_path / "none", "--kind", "sums", "--format", "json"
    )
    assert done.exit_code == 0, done.output
    assert [r["result"] for r in json.loads(done.stdout)] == ["fails", "holds"]
    assert not (tmp_path / "none").exists()
    done = sayso("checks", tmp_path / "missing.txt", "--kind", "sums")
    assert done.exit_code == 1 and "missing.txt" in done.stderr


def test_zones_are_added_listed_and_removed(ledger: Path, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[20, 10], [21, 10], [21, 11], [20, 11], [20, 10]]]}
    path = tmp_path / "square.geojson"
    path.write_text(json.dumps(square), "utf-8")
    assert sayso("zone", "add", "Dry Wells", "--center", "13.78,15.53", "--radius-km", 55, "-l", ledger).exit_code == 0
    assert sayso("zone", "add", path, "--name", "Square", "-l", ledger).exit_code == 0
    rows = json.loads(sayso("zone", "list", "-l", ledger, "--format", "json").stdout)
    assert [(r["name"], r["shape"], r["radius_km"]) for r in rows] == [
        ("Dry Wells", "circle", 55.0),
        ("Square", "polygon", None),
    ]
    again = sayso("zone", "add", "dry wells", "--center", "0,0", "--radius-km", 5, "-l", ledger)
    assert again.exit_code == 1 and "sayso zone remove" in again.output
    assert "there is a zone 'Dry Wells'" in again.output  # as it is written there
    other = sayso("zone", "remove", "South Dry Wells", "-l", ledger)
    assert other.exit_code == 1 and "no zone 'South Dry Wells'" in other.output
    assert sayso("zone", "remove", "Dry Wells", "-l", ledger).exit_code == 0
    assert "Dry Wells" not in sayso("zone", "list", "-l", ledger, "--format", "csv").stdout
    gone = sayso("zone", "remove", "Dry Wells", "-l", ledger)
    assert gone.exit_code == 1 and "sayso zone list" in gone.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("X", "--center", "95,0", "--radius-km", "5"), "latitudes"),
        (("X", "--center", "0,0", "--radius-km", "-5"), "no radius"),
        (("X", "--center", "0,0", "--radius-km", "nan"), "no radius"),
        (("X", "--center", "0,0"), "both"),
        (("…", "--center", "0,0", "--radius-km", "5"), "no name"),
        (("X", "--center", "…", "--radius-km", "5"), "no place"),
        (("X", "--center", "Qwertyuiopolis", "--radius-km", "5"), "--center LAT,LON"),
        (("X", "--center", "Springfield", "--radius-km", "5"), "several places"),
        (("none.geojson",), "none.geojson"),
    ],
)
def test_what_is_no_zone(ledger: Path, arguments: tuple[str, ...], words: str) -> None:
    done = sayso("zone", "add", *arguments, "-l", ledger)
    assert done.exit_code in (1, 2) and words in done.output
    assert not (ledger / "zones.geojson").exists()
