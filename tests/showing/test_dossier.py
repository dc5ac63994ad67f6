"""The dossier: right, complete, linked both ways, whole or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from dossier_page import TEXT, Page, reading, report

from sayso.capture import Failed, capture
from sayso.ledger import Ledger, LedgerError
from sayso.records import Event, Reading
from sayso.showing.dossier import write

Make = Callable[..., Page]


def rows(page: Page, kind: str) -> list[str]:
    return [e.attributes["id"] for e in page.all("tr") if e.attributes.get("id", "").startswith(kind)]


def test_every_report_stands_in_full(small: Ledger, dossier: Make) -> None:
    assert dossier().texts == [TEXT, "Nothing happened.", "Broken.", "New."]


def test_claims_lead_to_their_words_and_back(small: Ledger, dossier: Make) -> None:
    page = dossier()
    marks = {e.attributes["id"]: e for e in page.all("mark")}
    assert len(rows(page, "c")) == len(marks) == 3
    for row in rows(page, "c"):
        assert page.all("a", href=f"#m{row[1:]}") and page.all("a", href=f"#{row}")
    assert sorted(m.text for m in marks.values()) == ["at least 12 villagers", "freed", "shelled"]
    assert next(m for m in marks.values() if m.text == "shelled").attributes["class"] == "denied"


def test_every_link_within_the_page_has_its_goal_and_ids_are_single(small: Ledger, dossier: Make) -> None:
    page = dossier()
    goals = {e.attributes["href"][1:] for e in page.all("a") if e.attributes["href"].startswith("#")}
    assert goals <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_rows_tell_chain_number_incident_and_spans(small: Ledger, dossier: Make) -> None:
    row = next(e for e in dossier().all("tr") if e.text.startswith("t1"))
    for part in (
        "released toll",
        "actual",
        "2024-05-06",
        "“Monday”",
        "guards",
        "civilians",
        "12+",
        "Delta Post ← The Meridian Wire ← a captured fighter",
        "i1",
    ):
        assert part in row.text
    shown = {w[0]: TEXT[slice(*map(int, w[1:].split("-")))] for w in row.attributes["data-spans"].split()}
    assert shown["a"] == "guards" and shown["w"] == "Monday"
    assert {TEXT[slice(*map(int, w[1:].split("-")))] for w in row.attributes["data-spans"].split() if w[0] == "s"} == {
        "The Meridian Wire",
        "a captured fighter",
    }


def test_denials_say_so_in_words(small: Ledger, dossier: Make) -> None:
    row = next(e for e in dossier().all("tr") if e.text.startswith("e2"))
    assert "denied" in row.text and "The governor denies “denied”" in row.text


def test_head_tells_figures_notes_and_failures(small: Ledger, dossier: Make) -> None:
    head = dossier(title="One week").all("header")[0].text
    for part in (
        "One week", "4 reports by 1 outlet", "3 claims and 1 incident", "on the word of 4 sources", "reader: test 1", "does not say who is right",
        "could not be read: ValueError: too long", "kept, but not read yet", "decoded as windows-1252", "the text names another date than the page",
    ):  # fmt: skip
        assert part in head


def test_sources_are_counted_by_claims_and_kinds(small: Ledger, dossier: Make) -> None:
    found = [e.text for e in dossier().all("tr") if e.attributes.get("id", "").startswith("s")]
    assert found == [
        "Delta Postoutlet311reports 3",
        "The Meridian Wirequoted211reports 2",
        "a captured fighterquoted211reports 2",
        "The governorquoted111denies 1",
    ]


def test_main_incidents_stand_first_with_links_to_their_claims(
    ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    keep(reading(report()))
    page = dossier()
    row = next(e for e in page.all("tr") if e.attributes.get("id") == "i1")
    assert row.text.endswith("2: e1 t1") and "Monday before publication" in row.text
    assert "Main incidents" in next(e for e in page.all("table", class_="incidents")).text


def test_only_some_reports(small: Ledger, dossier: Make) -> None:
    assert dossier(only=["own-7", "aaaaaaaaaaaa", "own-7"]).texts == ["New.", TEXT]
    with pytest.raises(LedgerError, match="no report 'nix'"):
        dossier(only=["nix"])


def test_empty_ledger(ledger: Ledger, dossier: Make) -> None:
    page = dossier()
    assert (
        [e.attributes["class"] for e in page.all("table")] == ["scores"]
        and not page.all("mark")
        and not page.all("svg")
    )
    assert "holds no reports" in page.all("header")[0].text


def test_headings_tables_and_language(small: Ledger, dossier: Make) -> None:
    page = dossier()
    assert page.all("html")[0].attributes["lang"] == "en" and len(page.all("h1")) == 1
    levels = [int(e.name[1]) for e in page.elements if e.name in ("h1", "h2", "h3", "h4")]
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all(e.attributes.get("scope") in ("col", "row", "rowgroup") for e in page.all("th"))


def test_nothing_is_fetched_and_the_policy_names_what_may_act(small: Ledger, dossier: Make, tmp_path: Path) -> None:
    page = dossier()
    policy = next(
        e.attributes["content"] for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    html = (tmp_path / "dossier.html").read_text(encoding="utf-8")
    for name in ("style", "script"):
        assert len(page.all(name)) == 1
        inside = html.split(f"<{name}>")[1].split(f"</{name}>")[0]
        assert f"{name}-src 'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'" in policy
    assert not [
        e
        for e in page.elements
        if "src" in e.attributes or "style" in e.attributes or e.name in ("link", "img", "iframe")
    ]


def test_a_dossier_is_taken_for_no_report(small: Ledger, tmp_path: Path) -> None:
    write(small, tmp_path / "dossier.html")
    (failed,) = capture([tmp_path])
    assert isinstance(failed, Failed) and failed.origin.endswith("dossier.html") and "dossier" in failed.reason


def test_an_older_file_stays_when_writing_fails(small: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dossier.html"
    path.write_text("older")
    monkeypatch.setattr("sayso.showing.dossier._html", lambda *_: iter(["half", 1 / 2]))
    with pytest.raises(TypeError):
        write(small, path)
    assert path.read_text() == "older" and [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_writing_twice_gives_the_same_page_and_ordinary_permissions(
    small: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.showing.dossier.now", lambda: "2024-05-07T00:00:00+00:00")
    path = tmp_path / "dossier.html"
    assert write(small, path) == 4
    first = path.read_bytes()
    write(small, str(path))
    assert path.read_bytes() == first and path.stat().st_mode & 0o400


def test_a_folder_that_is_not_there(small: Ledger, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(small, tmp_path / "missing" / "dossier.html")


def test_astral_characters_shift_the_offsets_of_the_page(
    ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    text = "😀😀 Police shot 3 😀 men"
    of = report(text)
    keep(Reading(of, events=(Event("e1", (10, 14), "killing", actor=(3, 9), target=(15, len(text))),)))
    page = dossier()
    assert page.texts == [text] and page.all("mark")[0].text == "shot"
    row = next(e for e in page.all("tr") if e.attributes.get("id") == "c1")
    assert row.attributes["data-spans"] == "a5-11 t17-25"
    units = text.encode("utf-16-le")
    assert units[10:22].decode("utf-16-le") == "Police" and units[34:50].decode("utf-16-le") == "3 😀 men"
