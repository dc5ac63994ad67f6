"""The dossier in a browser: a claim's words light up, a mark tells its claim, the filter filters."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dossier_page import TEXT, reading, report, span
from dossier_story import keep as keep_story
from dossier_story import story

from sayso.ledger import Ledger
from sayso.records import Attribution, Event, Reading
from sayso.showing.dossier import write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture
def address(ledger: Ledger, keep: Callable[[Reading], None], tmp_path: Path) -> str:
    keep(reading(report()))
    write(ledger, tmp_path / "d.html")
    return (tmp_path / "d.html").as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.goto(address)
    yield opened
    context.close()
    assert not trouble


def text(page: Any) -> str:
    found: str = page.evaluate("document.querySelector('.text').textContent")
    return found


def lit(page: Any) -> list[str]:
    return list(page.evaluate("[...document.querySelectorAll('.lit')].map(e => e.id || e.getAttribute('class'))"))


def phrases(page: Any) -> set[tuple[str, str]]:
    return {
        tuple(x)
        for x in page.evaluate(
            "[...document.querySelectorAll('.phrase[data-name]')].map(e => [e.dataset.name, e.textContent])"
        )
    }


def test_a_row_lights_up_its_words_its_chain_and_its_roles(page: Any) -> None:
    assert text(page) == TEXT
    page.click("#c1 td:nth-child(2)")
    page.wait_for_selector("#m1.lit")
    assert set(lit(page)) == {"c1", "m1", "spot lit", "bar lit"}, "also its place and its incident"
    assert {
        ("source", "The Meridian Wire"),
        ("cue", "said"),
        ("source", "a captured fighter"),
        ("actor", "guards"),
        ("time", "Monday"),
    } <= phrases(page)
    assert text(page) == TEXT
    assert page.evaluate(
        "(() => { const r = document.querySelector('#m1').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight })()"
    )
    page.keyboard.press("Escape")
    assert not lit(page) and not phrases(page) and text(page) == TEXT
    assert page.is_hidden("#panel")


def test_a_mark_tells_its_claim_and_stays_in_the_text(page: Any) -> None:
    page.click("mark.toll a")
    panel = page.inner_text("#panel")
    for part in (
        "Claim aaaaaaaaaaaa.t1",
        "released toll",
        "12+",
        "Delta Post ← The Meridian Wire ← a captured fighter",
        "Guards free villagers",
        "Delta Post, 2024-05-06",
    ):
        assert part in panel
    assert page.evaluate("location.hash") == "#m2"
    page.click("#panel [data-step='1']")
    page.wait_for_selector("#m3.lit")
    assert "aaaaaaaaaaaa.e2" in page.inner_text("#panel")


def test_the_keyboard_opens_and_closes(page: Any) -> None:
    page.focus("#m1 a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.parentElement.id") == "m1"
    page.focus("#c3 a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#m3.lit")


def test_the_filter(page: Any) -> None:
    def left() -> list[str]:
        page.wait_for_timeout(200)
        return list(
            page.evaluate(
                "[...document.querySelectorAll('.claims tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].textContent)"
            )
        )

    page.fill("[name=words]", "CAMP")
    assert left() == ["e2"] and "1 of 3" in page.inner_text("#count")
    page.click("[type=reset]")
    assert left() == ["e1", "t1", "e2"]
    page.select_option("[name=status]", "denied")
    assert left() == ["e2"]
    page.click("[type=reset]")
    page.select_option("[name=type]", "toll:released")
    assert left() == ["t1"]
    page.click("[type=reset]")
    page.click(".sources a >> text=a captured fighter")
    assert left() == ["e1", "t1"]
    page.evaluate("location.hash = 'c3'")  # a link to a row that is filtered away shows it
    assert left() == ["e1", "t1", "e2"]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_sideways_scrolling_and_legible_colours(browser: Any, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "#m1")
    page.wait_for_selector("#m1.lit")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    context.close()


def test_without_scripts_everything_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "#c1")
    assert page.is_visible("#c1") and page.is_visible("#m1") and page.is_hidden("#filter") and page.is_hidden("#panel")
    page.click("#c1 a")
    assert page.url.endswith("#m1")
    context.close()


def rows(page: Any) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.claims tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].textContent)"
    )
    return found


def test_a_circle_shows_the_claims_of_its_place(page: Any) -> None:
    page.click(".map .spot circle")
    assert page.inner_text("#panel-name") == "Ostrava Hill: 2 claims"
    assert "“freed” Delta Post ← The Meridian Wire ← a captured fighter" in page.inner_text("#panel ol")
    assert rows(page) == ["e1", "t1"] and "spot lit" in lit(page)
    assert page.inner_text("#chip") == "Showing the claims of Ostrava Hill show all"
    assert page.evaluate("[...document.querySelectorAll('mark.off')].map(e => e.id)") == ["m3"]
    page.click("#panel ol a >> nth=0")
    page.wait_for_selector("#m1.lit")
    page.click("#chip button")
    assert rows(page) == ["e1", "t1", "e2"] and page.is_hidden("#chip")
    assert page.evaluate("document.querySelectorAll('.off').length") == 0


def test_a_bar_shows_the_claims_of_its_incident(page: Any) -> None:
    page.click(".timeline .bar rect")
    assert page.inner_text("#panel-name") == "Guards free villagers: 2 claims"
    assert rows(page) == ["e1", "t1"] and "bar lit" in lit(page)
    page.click("#panel dl a >> nth=0")
    page.wait_for_selector("#i1.lit")


def test_circles_and_bars_without_a_claim_left_stand_back(page: Any) -> None:
    page.select_option("[name=status]", "denied")
    page.wait_for_selector(".map .spot.off")
    page.wait_for_selector(".timeline .bar.off")


def test_the_pictures_by_keyboard(page: Any) -> None:
    page.focus(".map a.spot")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel" and rows(page) == ["e1", "t1"]
    page.keyboard.press("Escape")
    assert "spot" in page.evaluate("document.activeElement.getAttribute('class')")


def test_a_place_in_its_table_shows_its_claims_too(page: Any) -> None:
    page.click(".places tbody a >> nth=0")
    assert rows(page) == ["e1", "t1"] and not page.is_hidden("#panel")


def test_on_paper(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(address)
    assert page.is_hidden("nav") and page.is_hidden("#panel") and page.is_hidden("#filter")
    assert page.is_visible(".map") and page.is_visible(".claims thead")
    assert page.evaluate("getComputedStyle(document.querySelector('#m2'), '::after').content") == '"t1"'
    assert page.evaluate("getComputedStyle(document.querySelector('#m3')).textDecorationStyle") == "double"
    assert page.evaluate(CONTRAST) == []
    page.close()


HE = "EXERCISE. He said that {} shot two men."


def he(number: str, outlet: str, actor: str) -> Reading:
    """A report in which somebody without a name speaks (exercise)."""
    words = HE.format(actor)
    return Reading(
        report(words, number, outlet=outlet),
        attributions=(Attribution("a1", span("He", words), span("said", words), (span(f"that {actor} shot two men", words),)),),
        events=(Event("e1", span("shot", words), "killing", actor=span(actor, words), target=span("two men", words)),),
    )  # fmt: skip


def test_a_source_shows_its_own_claims_though_others_have_its_name(
    browser: Any, ledger: Ledger, keep: Callable[[Reading], None], tmp_path: Path
) -> None:
    for found in (he("aaaaaaaaaaaa", "Delta Post", "guards"), he("bbbbbbbbbbbb", "Quay Herald", "raiders")):
        keep(found)
    write(ledger, tmp_path / "he.html")
    page = browser.new_page()
    page.goto((tmp_path / "he.html").as_uri())
    left = "[...document.querySelectorAll('.claims tbody tr')].filter(r => !r.hidden).map(r => r.cells[5].textContent)"
    own = page.locator(".sources a:text-is('He')")
    assert own.count() == 2
    found = []
    for n in range(2):
        own.nth(n).click()
        assert page.inner_text("#chip b") == "He"
        found += [page.evaluate(left)]
    assert sorted(found) == [["guards"], ["raiders"]]
    page.fill("[name=source]", "he")
    page.click("#chip button")
    page.fill("[name=source]", "he")
    page.wait_for_timeout(200)
    assert sorted(page.evaluate(left)) == ["guards", "raiders"], "who is typed may be any of them"
    assert page.evaluate("[...document.querySelectorAll('#names option')].filter(o => o.value === 'He').length") == 1
    page.close()


# Dates on the page of which the last digit stands left of the first, with the words round them.
TURNED = """() => {
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, .text, svg")) continue;
    for (const match of node.data.matchAll(/\\d{4}-\\d\\d-\\d\\d/g)) {
      const at = (n) => { const range = document.createRange(); range.setStart(node, n); range.setEnd(node, n + 1); return range.getBoundingClientRect(); };
      const [first, last] = [at(match.index), at(match.index + 9)];
      if (Math.abs(first.top - last.top) < 2 && first.left > last.left) bad.push(node.parentElement.closest("td, th, caption, h3, li, p, summary").textContent);
    }
  }
  return bad;
}"""


def test_a_name_in_arabic_turns_no_date_round(browser: Any, ledger: Ledger, tmp_path: Path) -> None:
    keep_story(ledger, story(outlets=("صحيفة التمرين", "مرصد التمرين", "إذاعة التمرين")))
    write(ledger, tmp_path / "a.html", day=date(2024, 5, 20))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "a.html").as_uri())
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate(TURNED) == []
    page.close()


@pytest.fixture
def told(ledger: Ledger, tmp_path: Path) -> str:
    keep_story(ledger, story())
    write(ledger, tmp_path / "t.html", day=date(2024, 5, 20))
    return (tmp_path / "t.html").as_uri()


def test_an_incident_folds_and_a_link_to_it_opens_it(browser: Any, told: str) -> None:
    page = browser.new_page()
    page.goto(told)
    assert page.is_visible(".told .growth")
    page.focus(".told > summary")
    page.keyboard.press("Enter")
    assert not page.is_visible(".told .growth")
    page.click(".incidents th a")
    page.wait_for_selector(".told[open] .growth", state="visible")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_words_of_a_check_light_up_in_the_text(browser: Any, told: str) -> None:
    page = browser.new_page()
    page.goto(told)
    page.click(".checks a >> text=12 people")
    page.wait_for_selector(".phrase.there")
    assert page.evaluate("[...document.querySelectorAll('.phrase.there')].map(e => e.textContent).join('')") == "12 people"  # fmt: skip
    assert page.evaluate(
        "(() => { const r = document.querySelector('.there').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight })()"
    )
    page.click(".shared a >> nth=0")
    page.wait_for_selector(
        ".there:has-text('Stalls burned')"
    )  # the page allows no eval, by which a function would be waited for
    assert page.evaluate("document.querySelector('.there').textContent.startsWith('Stalls burned')")
    page.click(".against a >> nth=0")
    page.wait_for_selector("mark.lit")
    assert page.evaluate("document.querySelectorAll('.there').length") == 0
    page.close()


def test_the_claims_of_an_incident_are_chosen_from_its_section(browser: Any, told: str) -> None:
    page = browser.new_page()
    page.goto(told)
    page.click(".what a >> nth=0")
    assert page.inner_text("#panel-name") == "Shells hit Ostrava Hill: 8 claims"
    page.close()


def test_without_scripts_a_check_leads_to_its_place(browser: Any, told: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(told)
    # by the keyboard: what is scrolled to is only now laid out, so that a place to click on may have moved away meanwhile
    page.press(".checks a >> text=12 people", "Enter")
    page.wait_for_url(lambda url: "#w1-" in url)  # fails after 30 s
    assert page.is_visible(".told .growth")
    page.goto(told + "#x1")
    assert page.is_visible("#x1")
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_incidents_and_registers_fit_and_are_legible(browser: Any, told: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme=scheme)
    page = context.new_page()
    page.goto(told)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    context.close()


def test_on_paper_nothing_stays_folded(browser: Any, told: str) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(told)
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") > 3
    assert page.evaluate(
        "[...document.querySelectorAll('details:not([open]) > :not(summary)')].every(e => e.getBoundingClientRect().height > 0)"
    )
    page.close()


# Elements whose own text stands out from its background by less than 4.5 to 1 (WCAG 2.2, AA), with the colours.
CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const over = (a, b, part) => a.map((v, n) => v * part + b[n] * (1 - part));
  const under = (e) => { // what lies behind a text of a picture
    const circle = e.matches(".spot .count") && e.parentElement.querySelector("circle");
    const land = document.querySelector(".map .land");
    if (circle) { const s = getComputedStyle(circle); return over(parse(s.fill), parse(getComputedStyle(land).fill), Number(s.fillOpacity)); }
    const s = getComputedStyle(e);
    return s.stroke === "none" ? ground(e) : parse(s.stroke); };
  const bad = [];
  for (const e of document.querySelectorAll("svg text:not(.off *)")) {
    const [fill, back] = [parse(getComputedStyle(e).fill), under(e)];
    const [a, b] = [light(fill), light(back)].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) bad.push([e.outerHTML, fill.join(), back.join()]);
  }
  for (const e of document.body.querySelectorAll("*:not(script, .skip, option, optgroup, svg *)")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(e, part);
      if (part && style.content === "none") continue;
      const [a, b] = [light(parse(style.color)), light(ground(e))].sort((x, y) => y - x);
      if ((a + .05) / (b + .05) < 4.5) bad.push([e.outerHTML.slice(0, 80), part, style.color, ground(e).join()]);
    }
  }
  return bad;
}"""
