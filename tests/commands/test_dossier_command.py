"""``sayso dossier``: what can be chosen, the pictures, and clear errors."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from running import rows, sayso


def test_only_what_is_at_a_place(week: Path, tmp_path: Path) -> None:
    done = sayso("dossier", "-l", week, "-o", tmp_path / "all.html")
    assert done.returncode == 0
    done = sayso("dossier", "-l", week, "-o", tmp_path / "rig.html", "--place", "rig-rig")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "rig.html").read_text("utf-8")
    assert "Chosen from the ledger: place “rig-rig”." in page
    assert len(page) < len((tmp_path / "all.html").read_text("utf-8"))
    told = {c["report"] for c in rows("claims", week, "--place", "rig-rig")}
    assert told and all(f"<dd>{report}</dd>" in page for report in told)


def test_one_incident(week: Path, tmp_path: Path) -> None:
    incident = rows("incidents", week, "--main")[0]["id"]
    done = sayso("dossier", "-l", week, "-o", tmp_path / "one.html", "--incident", incident)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "one.html").read_text("utf-8")
    assert page.count('<tr id="i') == 1 and incident in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--place", "Atlantis"), "fits place “Atlantis”: choose less narrowly"),
        (("--since", "2031-01-01"), "fits since 2031-01-01"),
        (("--incident", "nix"), "no incident 'nix'"),
        (("--report", "nix"), "no report 'nix'"),
    ],
)
def test_nothing_left_is_told(week: Path, tmp_path: Path, options: tuple[str, str], message: str) -> None:
    done = sayso("dossier", "-l", week, "-o", tmp_path / "no.html", *options)
    assert done.returncode == 1 and message in done.stderr
    assert not (tmp_path / "no.html").exists()


def test_a_day_that_is_none(week: Path) -> None:
    done = sayso("dossier", "-l", week, "--since", "yesterday")
    assert done.returncode == 2 and "is not a date like" in done.stderr


def test_the_pictures_alone(week: Path, tmp_path: Path) -> None:
    done = sayso("dossier", "-l", week.resolve(), "--svg", tmp_path / "p", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p"], "no page unless -o is given"
    for name in ("map.svg", "timeline.svg"):
        assert f"{name}: " in done.stderr
        ElementTree.parse(tmp_path / "p" / name)


def test_pictures_that_cannot_be_written_are_told(week: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = sayso("dossier", "-l", week, "--svg", tmp_path / "file" / "p")
    assert done.returncode == 1 and "cannot write" in done.stderr


def test_the_day_from_which_forecasts_are_reckoned(week: Path, tmp_path: Path) -> None:
    for day, overdue in (("2019-03-12", False), ("2019-05-01", True)):
        done = sayso("dossier", "-l", week, "-o", tmp_path / "day.html", "--as-of", day)
        assert done.returncode == 0, done.stderr
        page = (tmp_path / "day.html").read_text("utf-8")
        assert f"as of <time>{day}</time>" in page
        assert (">overdue<" in page) == overdue
    assert sayso("dossier", "-l", week, "--as-of", "soon").returncode == 2


def test_incidents_of_several_reports_stand_first(week: Path, tmp_path: Path) -> None:
    done = sayso("dossier", "-l", week, "-o", tmp_path / "all.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "all.html").read_text("utf-8")
    told = [r for r in rows("incidents", week) if r["reports"] > 1 or r["main"]]
    assert page.count('<details class="told"') == len(told) > 3
    most = max(r["reports"] for r in told)
    first = page[page.index('<details class="told"') :][:3000]
    assert f"of {most} reports" in first
