"""Incidents across reports on the page: how many, on whose word, who blames whom, what excludes what, who copied, why they are one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dossier_page import Element, Page, reading, report, span
from dossier_story import SHARED, TEXTS, A, B, C, keep, story

from sayso.ledger import Ledger, LedgerError
from sayso.records import Attribution, Event, Incident, Reading, Toll
from sayso.showing.detail import find, show
from sayso.showing.dossier import write
from sayso.showing.dossier.quotes import Quotes
from sayso.showing.dossier.rows import gather
from sayso.showing.dossier.weighed import Section, _reason

Make = Callable[..., Page]


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    keep(ledger, story())
    return ledger


def section(ledger: Ledger) -> Section:
    found = gather(ledger).sections
    assert len(found) == 1
    return found[0]


def tables(page: Page, name: str) -> list[Element]:
    return page.all("table", class_=f"cards {name}")


def squeezed(element: Element) -> str:
    return " ".join(element.text.split())


def test_at_a_glance(told: Ledger, dossier: Make) -> None:
    line = squeezed(dossier().all("summary")[1])
    assert line.startswith("Shelling: Ostrava Hill, 2024-05-06")
    for part in (
        "killed 9 to 21 or more",
        "2 independent roots of 3 reports, 3 outlets",
        "blamed: Red Column",
        "denied or disputed by The Red Column",
        "3 contradictions",
    ):
        assert part in line
    assert "Single source" not in line


def test_how_it_grew(told: Ledger, dossier: Make) -> None:
    page = dossier()
    table = squeezed(tables(page, "steps")[0])
    assert "2024-05-08Red Bulletinat least 21“At least 21 people”9 to 21 or more raised" in table
    rows = [(s.outlet, s.said, s.so_far, s.raised) for s in section(told).fates[0].steps]
    assert rows == [
        ("Delta Post", "9", "9", False),
        ("Quay Herald", "14", "9 to 14", True),
        ("Red Bulletin", "at least 21", "9 to 21 or more", True),
    ]
    picture = page.all("svg", class_="growth")[0].attributes
    assert picture["role"] == "img"
    assert picture["aria-label"] == "Killed, as reports came in: 6 May Delta Post: 9; 7 May Quay Herald: 14; 8 May Red Bulletin: at least 21"  # fmt: skip


def killed(said: dict[str, tuple[int | None, int | None]], number: str = B, published: str = "2024-05-07") -> Reading:
    """An invented report of some figures, each on the word of another (exercise)."""
    text = "EXERCISE. " + " ".join(
        f"The Monitor {'ABCDEFG'[n]} said that {words} were killed." for n, words in enumerate(said)
    )
    tolls = tuple(
        Toll(f"t{n}", span(words, text), "killed", "people", *ends, incident="i1")
        for n, (words, ends) in enumerate(said.items())
    )
    return Reading(
        report(text, number, outlet="Quay Herald", published=published),
        attributions=tuple(Attribution(f"a{n}", span(f"The Monitor {'ABCDEFG'[n]}", text), span(f"said that {words}", text), (span(f"{words} were killed", text),)) for n, words in enumerate(said)),
        tolls=tolls,
        incidents=(Incident("i1", "shelling", "Shells hit Ostrava Hill", "2024-05-06", "2024-05-06", "day", "Ostrava Hill", killed=(40, 40), main=True),),
    )  # fmt: skip


def test_up_to_forty_is_not_forty(ledger: Ledger, dossier: Make) -> None:
    keep(
        ledger, [killed({"up to 40 people": (None, 40)}, A, "2024-05-06"), killed({"fewer than 30 people": (None, 30)})]
    )
    (fate,) = section(ledger).fates
    assert fate.range == "up to 40" and [(s.said, s.so_far) for s in fate.steps] == [
        ("up to 40", "up to 40"),
        ("up to 30", "up to 40"),
    ]
    kind, row = find(ledger, f"{A}.i1") or ("", {})
    assert "  killed:      up to 40\n" in show(kind, row), "the list of incidents has 40"
    page = dossier()
    assert "Killed: up to 40." in squeezed(page.all("div", class_="fate")[0])
    assert next(e for e in page.all("tr", id="i1")).text.count("up to 40") == 1
    assert (
        "6 May Quay Herald: up to 40; 7 May Quay Herald: up to 30"
        in page.all("svg", class_="growth")[0].attributes["aria-label"]
    )


def test_the_words_of_both_ends_are_seen_and_the_others_counted(ledger: Ledger, dossier: Make) -> None:
    said = {f"{n} people": (n, n) for n in (24, 23, 25, 21, 31)}
    keep(ledger, [killed(said)], ())
    (fate,) = section(ledger).fates
    (step,) = fate.steps
    assert step.said == "21 to 31" and [w.text for w in step.words] == ["21 people", "31 people", "24 people"]
    assert step.more == 2 and "“24 people” and 2 more" in squeezed(dossier().all("div", class_="fate")[0])


def test_a_dateline_is_the_day_all_over_the_page(ledger: Ledger, dossier: Make) -> None:
    texts = TEXTS | {A: TEXTS[A].replace("EXERCISE.", "EXERCISE. QUAY CITY, 6 May 2024.")}
    first, *others = story(texts)
    keep(ledger, [replace(first, report=replace(first.report, published=None)), *others])
    found = section(ledger)
    assert [s.day for s in found.fates[0].steps] == ["2024-05-06 (dateline)", "2024-05-07", "2024-05-08"]
    assert [q.published for q in found.camps[0].quotes] == ["2024-05-06 (dateline)", "2024-05-07"]
    page = dossier()
    assert [squeezed(e) for e in page.all("h3", id="h1")] == ["Delta Post, 2024-05-06 (dateline)"]
    assert "no date" not in page.all("html")[0].text and "published between 2024-05-06 and 2024-05-08" in squeezed(
        page.all("header")[0]
    )


def test_on_whose_word(told: Ledger) -> None:
    camps = section(told).camps
    assert [(c.names, c.outlets) for c in camps] == [
        ("The Hill Monitor", ["Delta Post", "Quay Herald"]),
        ("the Harbour Clinic", ["Red Bulletin"]),
    ]
    assert [q.outlet for q in camps[0].quotes] == ["Delta Post", "Quay Herald"], "the first words of each report"
    assert any("innermost source" in step for step in camps[0].steps)


def test_who_blames_whom_and_who_denies_it(told: Ledger, dossier: Make) -> None:
    page = dossier()
    (blame,) = tables(page, "blame")
    (denials,) = tables(page, "denials")
    for part in ("unnamed via Delta Post", "Red Column", "accuses", "The Red Column", "“shelling”"):
        assert part in blame.text
    assert "denies that it happened" in denials.text and "The Red Column denied that the market was shelled." in denials.text  # fmt: skip


def test_both_sides_of_a_contradiction_lead_to_their_words(told: Ledger, dossier: Make) -> None:
    found = section(told).against
    assert [a.kind for a in found] == ["denial", "figures", "figures"]
    low, high = found[1].sides
    assert [q.words.text for q in low] == ["nine people"] and [q.words.text for q in high] == ["At least 21 people"]
    assert (low[0].before, low[0].after) == ("Shells killed ", " at Ostrava Hill, the Hill Monitor said.")
    page = dossier()
    assert {q.words.href[1:] for a in found for side in a.sides for q in side} <= set(page.ids)


def test_the_same_two_figures_are_one_contradiction(ledger: Ledger) -> None:
    """Two outlets have 9 of one source, a third has 21 of another: one line with two sides, not two lines."""
    first, _, third = story()
    keep(ledger, [first, _nine(TEXTS[B].replace("14 people", "nine people").replace("The Hill", "The Dock")), third])
    figures = [x for x in section(ledger).against if x.kind == "figures"]
    assert len(figures) == 1
    assert sorted(q.outlet for q in figures[0].sides[0]) == ["Delta Post", "Quay Herald"]
    assert figures[0].sentence == "9 and at least 21 killed exclude each other; they were published on different days, and counts grow."  # fmt: skip


def _nine(text: str) -> Reading:
    return Reading(
        report(text, B, outlet="Quay Herald", published="2024-05-07"),
        attributions=(Attribution("a1", span("The Dock Monitor", text), span("said", text), (span("that nine people were killed at Ostrava Hill", text),)),),
        events=(Event("e1", span("killed", text), "killing", place=span("Ostrava Hill", text), incident="i1"),),
        tolls=(Toll("t1", span("nine people", text), "killed", "people", 9, 9, "e1", "i1"),),
        incidents=(Incident("i1", "shelling", "Shells hit Ostrava Hill", "2024-05-06", "2024-05-06", "day", "Ostrava Hill", killed=(9, 9)),),
    )  # fmt: skip


def test_who_copied_from_whom(told: Ledger, dossier: Make) -> None:
    (shared,) = section(told).shared
    assert (shared.first, shared.then, shared.known) == ("Quay Herald, 2024-05-07", "Red Bulletin, 2024-05-08", True)
    start = TEXTS[C].index(SHARED)
    assert shared.here.href == f"#w3-{start}-{start + len(SHARED) - 1}" and shared.words == len(SHARED.split())
    page = dossier()
    assert shared.here.href[1:] in page.ids and shared.there.href[1:] in page.ids
    assert "Red Bulletin, 2024-05-08 has words of Quay Herald, 2024-05-07, which came first" in squeezed(
        tables(page, "shared")[0]
    )


def test_why_they_are_one(told: Ledger, dossier: Make) -> None:
    made = section(told)
    (reason,) = made.reasons
    assert (reason.reports, reason.words, reason.likely) == (
        ("Delta Post, 2024-05-06", "Quay Herald, 2024-05-07"), "1 day apart, same place (ostravahill), both killing", "0.81",
    )  # fmt: skip
    assert made.within == 1
    assert _reason("told by hand", {}) is not None, "a reason of another form is shown as it is"


def test_a_dossier_of_one_report_says_that_more_tell_of_it(told: Ledger, dossier: Make) -> None:
    page = dossier(only=[B])
    assert len(page.texts) == 1
    text = page.all("details", class_="told")[0].text
    assert "Worked out over all 3 reports of the ledger that tell of it; the words of 1 stand on this page." in text
    goals = {e.attributes["href"][1:] for e in page.all("a") if e.attributes["href"].startswith("#")}
    assert goals <= set(page.ids)


def test_one_incident_and_its_reports_only(told: Ledger, dossier: Make) -> None:
    page = dossier(incidents=[f"{A}.i1"])
    assert len(page.texts) == 3 and "open" in page.all("details", class_="told")[0].attributes


def test_a_single_source_is_flagged_in_words(small: Ledger, dossier: Make) -> None:
    page = dossier()
    assert [e.text for e in page.all("span", class_="flag")] == ["Single source", "Single source"]
    head = page.all("header")[0].text
    assert "1 incident with a single source or none" in " ".join(head.split())


def test_minor_incidents_of_one_report_get_no_section(
    ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    found = reading(report())
    keep(Reading(found.report, events=found.events[:1], incidents=()))
    page = dossier()
    assert not page.all("details", class_="told") and "weighed" not in page.ids


def test_the_head_counts(told: Ledger, dossier: Make) -> None:
    counts = [squeezed(e) for e in dossier().all("ul", class_="counts")]
    assert "3 contradictions in 1 incident" in counts[0]
    assert "0 incidents with a single source or none of 1 weighed" in counts[0]


def test_claims_that_are_not_on_the_page_lead_nowhere() -> None:
    quote = Quotes({}, {}).of("x.e1", "the words", "Delta Post", "2024-05-06")
    assert (quote.words.text, quote.words.href, quote.outlet) == ("the words", "", "Delta Post")
    assert Quotes({}, {}).of("x.e1").words.text == "x.e1"


def test_a_broken_table_of_actors_is_told(told: Ledger, tmp_path: Path) -> None:
    (told.folder / "actors.toml").write_text("[[", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"actors\.toml"):
        write(told, tmp_path / "d.html")
