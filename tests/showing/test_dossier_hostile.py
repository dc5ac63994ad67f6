"""Text from reports is hostile: it becomes text and nothing else, wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dossier_page import Page, report
from dossier_story import TEXTS, C, story
from dossier_story import keep as keep_story

from sayso.ledger import Ledger, decisions
from sayso.records import Attribution, Event, Incident, Name, Reading, Toll
from sayso.showing.dossier import _environment, write
from sayso.showing.dossier.rows import gather
from sayso.showing.safe import visible, web_address

Make = Callable[..., Page]
HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'> onclick=x <!-- {{ 7*7 }} {% raw %} &lt;b&gt; \u2028\u2029"
INVISIBLE = "\x00\x01\x0b\x1b[31m\x7f\x85\u202egnp\u2066\u2069 \x0c\ufffe\uffff"


def poisoned(bad: str, text: str) -> Reading:
    """A reading with something bad in every field that holds free text (labels cannot: the reading format refuses unknown ones)."""
    of = report(
        text,
        "aaaaaaaaaaaa",
        outlet=bad,
        title=bad,
        published=bad,
        captured=bad,
        url=bad,
        language=bad,
        external_id=bad,
        author=bad,
        notes=(bad,),
    )
    all_of_it = (0, len(text))
    return Reading(
        of,
        attributions=(Attribution(f"a{bad}", all_of_it, all_of_it, (all_of_it,), "deny"),),
        events=(Event(f"e{bad}", all_of_it, "killing", "denied", all_of_it, all_of_it, all_of_it, all_of_it, all_of_it, f"i{bad}"),),
        tolls=(Toll(f"t{bad}", all_of_it, "killed", bad, 1, 2, f"e{bad}", f"i{bad}"),),
        incidents=(
            Incident(f"i{bad}", "killing", bad, "2024-05-06", bad, "day", bad, bad, bad, bad, bad, (1, 2), (1, None), True, why=bad),
        ),
        reader=bad,
        notes=(bad,),
    )  # fmt: skip


def shape(page: Page) -> Counter[tuple[str, tuple[str, ...]]]:
    """How many elements there are of each name with which attributes."""
    return Counter((e.name, tuple(sorted(e.attributes))) for e in page.elements if e.attributes.get("class") != "odd")


@pytest.mark.parametrize(
    "bad",
    [HOSTILE, INVISIBLE + "x", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "'\"><svg/onload=x>"],
)
def test_hostile_text_makes_no_element_and_no_attribute(
    bad: str, ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    text = f"{bad}.\n\nBody {bad}"
    there = {name: (13.0, 15.0) for name in ("plain", bad, "plain.\n\nBody plain", text)}
    keep(poisoned("plain", "plain.\n\nBody plain"), there)
    plain = dossier(title="plain")
    with ledger.engine.begin() as connection:
        for table in (
            "links",
            "claims",
            "blocks",
            "likely",
            "accounts",
            "incidents",
            "told",
            "names",
            "readings",
            "reports",
        ):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    keep(poisoned(bad, text), there)
    page = dossier(title=bad)
    assert page.all("svg", class_="map") and page.all("svg", class_="timeline"), "its names stand in the pictures too"
    assert shape(page) - shape(plain) == Counter() or {n for n, _ in shape(page) - shape(plain)} <= {"br"}
    assert {e.attributes["href"][0] for e in page.all("a")} == {"#"}
    assert not [e for e in page.elements for name in e.attributes if name.startswith("on")]
    assert page.texts == [visible(text)]
    assert bad in page.all("h1")[0].text or visible(bad) in page.all("h1")[0].text


def _in_sentences(text: str, bad: str) -> str:
    """A text with something bad before and after what its sentences claim."""
    for old, new in (
        ("EXERCISE. ", f"EXERCISE {bad} then "),
        (" said.", f" said {bad} here."),
        ("Hill. The Red", f"Hill {bad} here. The Red"),
    ):
        text = text.replace(old, new)
    return text


def stories(bad: str) -> list[Reading]:
    """Three reports on one incident, one with goods passed on, with something bad in every text."""
    party = f"Red Column {bad}"
    texts = {k: f"{_in_sentences(t, bad).replace('Red Column', party)} {bad} {bad}" for k, t in TEXTS.items()}
    made = story(texts, (f"Delta {bad}", f"Quay {bad}", f"Red {bad}"), party)
    text = f"{made[2].report.text}"
    end = len(text)
    goods = (
        Event("e7", (0, 8), "supply", actor=(end - len(bad), end), target=(0, 8), means=(end - len(bad), end)),
        Event("e8", (0, 8), "violation", actor=(end - len(bad), end), target=(end - len(bad), end)),
    )
    inference = Attribution("a9", None, (end - len(bad), end), ((end - len(bad), end),), "infer", author=True)
    name = (Name((end - len(bad), end), "group"), Name((0, 8), "group"))
    made[2] = replace(
        made[2], events=(*made[2].events, *goods), attributions=(*made[2].attributions, inference), names=name
    )
    return [replace(r, incidents=(replace(r.incidents[0], summary=bad, place=bad, actor=bad, target=bad, why=bad),)) for r in made]  # fmt: skip


@pytest.mark.parametrize("bad", [HOSTILE, INVISIBLE + "x", "javascript:alert(1)", "'\"><svg/onload=x>"])
def test_hostile_text_in_incidents_checks_and_registers(bad: str, tmp_path: Path) -> None:
    pages = []
    for n, words in enumerate(("plain", bad)):
        with Ledger.open(tmp_path / f"ledger{n}") as ledger:
            keep_story(ledger, stories(words), (f"{words} and {words}: {words}",))
            (found,) = [f for f in gather(ledger).registers.forecasts if f.row["claims"] == [f"{C}.e2"]]
            row = found.row
            decisions.append(
                ledger.folder,
                decisions.Decision("forecast", row["id"], "open", visible(words).strip(), visible(words), decisions.now(), C, tuple(row["span"]), "x"),
            )  # fmt: skip
            write(ledger, tmp_path / "d.html", title=words)
            pages.append(Page((tmp_path / "d.html").read_bytes().decode()))
    plain, page = pages
    for name in ("steps", "blame", "against", "shared", "checks", "forecasts", "violations", "transfers", "inferences"):
        assert page.all("table", class_=f"cards {name}"), name
    assert page.all("svg", class_="growth") and page.all("svg", class_="flow")
    wanted = {n for n, _ in shape(plain)} | {"br"}
    assert {n for n, _ in shape(page)} <= wanted and len(page.all("script")) == 1
    assert {a for _, names in shape(page) for a in names} <= {a for _, names in shape(plain) for a in names}
    assert {e.attributes["href"][0] for e in page.all("a")} == {"#"}
    goals = {e.attributes["href"][1:] for e in page.all("a")}
    assert goals <= set(page.ids) and len(page.ids) == len(set(page.ids))
    everything = page.all("html")[0].text + "".join(v for e in page.elements for v in e.attributes.values())
    assert not set(everything) & set("\x00\x01\x0b\x0c\x1b\x7f\x85\u202e\u2066\u2069\ufffe\uffff")


def test_the_templates_escape_everything() -> None:
    """Nothing is taken for HTML but what ``marks`` and the pictures made, whose own tests say that they escape."""
    environment = _environment()
    assert environment.autoescape is True
    for name in environment.list_templates(extensions=["jinja"]):
        source = environment.loader.get_source(environment, name)[0]  # type: ignore[union-attr]
        assert not re.search(
            r"\|\s*safe\b|autoescape|Markup|xmlattr|tojson", re.sub(r"\{#.*?#\}", "", source, flags=re.S)
        ), name
        for quoted in re.findall(r"\w+=\{\{", source):
            raise AssertionError(f"{name}: an attribute without quotation marks: {quoted}")


def test_text_without_odd_characters_stands_letter_for_letter(
    ledger: Ledger, keep: Callable[[Reading], None], dossier: Make
) -> None:
    text = f"\n\n {HOSTILE}\r\nline\rline\n\tעברית \u200f عربي\u200e 👩‍👩‍👧 é\u0301 \ufeff&amp;&#x202e; {HOSTILE}"
    keep(Reading(report(text)))
    assert dossier().texts == [text]


def test_odd_characters_are_seen_and_named(ledger: Ledger, keep: Callable[[Reading], None], dossier: Make) -> None:
    text = "a\u202eb\x1bc\uffff"
    keep(Reading(report(text)))
    page = dossier()
    assert page.texts == ["a\ufffdb\u241bc\ufffd"]
    assert [e.attributes["title"] for e in page.all("span", class_="odd")] == [
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+001B control character",
        "U+FFFF no character",
    ]


def test_nothing_invisible_is_left_in_the_file(ledger: Ledger, keep: Callable[[Reading], None], dossier: Make) -> None:
    keep(poisoned(INVISIBLE + "x", INVISIBLE + "x"))
    page = dossier(title=INVISIBLE)
    everything = page.all("html")[0].text + "".join(v for e in page.elements for v in e.attributes.values())
    assert not set(everything) & set("\x00\x01\x0b\x0c\x1b\x7f\x85\u202e\u2066\u2069\ufffe\uffff")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=1&c=2", True), ("http://example.org", True), ("HTTPS://example.org", True), ("javascript:alert(1)", False),
        (" javascript:alert(1)", False), ("java\nscript:alert(1)", False), ("https:alert(1)", False), ("//example.org", False), ("data:text/html,x", False),
        ("file:///etc/passwd", False), ("https://example.org/\u202egnp", False), ("https://[bad", False), ("https://a b", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None, shown: bool) -> None:
    assert (web_address(url) == url and url is not None) if shown else web_address(url) is None


def test_links_out_of_the_page_tell_nothing(ledger: Ledger, keep: Callable[[Reading], None], dossier: Make) -> None:
    keep(Reading(report("Words.", url="https://example.org/?a=1&b=2")))
    out = [e for e in dossier().all("a") if not e.attributes["href"].startswith("#")]
    assert [(e.attributes["href"], e.attributes["rel"]) for e in out] == [
        ("https://example.org/?a=1&b=2", "noopener noreferrer nofollow")
    ]
