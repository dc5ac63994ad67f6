"""An outlet goes by one name all over the page; how it is written in the ledger stands beside it or in a tooltip. EXERCISE: all is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier_page import Page, reading, report

from sayso.deriving import Naming, derive
from sayso.ledger import Ledger
from sayso.records import Reading
from sayso.showing.dossier import write

TABLE = '[meridian-wire]\nname = "Meridian Wire Service"\naliases = ["mwire"]\nkind = "agency"\n'


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """The dossier of two reports of an outlet that the ledger's table knows by another name; nothing was read in one of them."""
    with Ledger.open(tmp_path / "ledger") as ledger:
        (tmp_path / "ledger" / "outlets.toml").write_text(TABLE)
        naming = Naming(tmp_path / "ledger")
        told = reading(report(outlet="mwire"))
        quiet = Reading(report("Nothing happened.", "bbbbbbbbbbbb", outlet="mwire", published=None), reader="test 1")
        for found in (derive(told, naming), derive(quiet, naming)):
            ledger.add(found.reading.report, found.reading.report.text.encode())
            ledger.put(found.reading, found.claims, meant=found.meant, accounts=found.accounts)
        write(ledger, tmp_path / "dossier.html")
    return Page((tmp_path / "dossier.html").read_text("utf-8"))


def test_reports_and_chains_go_by_the_name_in_the_tables(page: Page) -> None:
    captions = [e.text for e in page.all("caption")]
    assert any("Meridian Wire Service, 2" in c for c in captions)
    assert [h.text for h in page.all("h3") if "no date" in h.text] == ["Meridian Wire Service, no date"]
    chains = [e for e in page.all("b") if "data-s" in e.attributes and e.attributes.get("title")]
    assert chains and {(e.text, e.attributes["title"]) for e in chains} == {("Meridian Wire Service", "written mwire")}


def test_what_is_written_stands_beside_it_once_and_in_tooltips(page: Page) -> None:
    (table,) = page.all("table", class_="outlets")
    assert "Meridian Wire Service" in table.text and "written mwire" in table.text
    assert table.text.count("Meridian Wire Service") == 1  # the two reports are of one outlet
    titles = {e.attributes["title"] for e in page.elements if "mwire" in e.attributes.get("title", "")}
    assert titles == {"written mwire"}
    seen = [e for e in page.elements if e.text.strip() == "mwire" and e.name not in ("script", "style")]
    assert seen == []
