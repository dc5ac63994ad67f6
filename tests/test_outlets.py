"""Which outlet a name or address means. EXERCISE: Wadi Wire is invented."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors_made import ids, resolved, tables
from sayso.naming.aliases import host_and_path
from sayso.naming.outlets import resolve_outlet

SHARED = Path(__file__).parents[2] / "shared"


@pytest.mark.parametrize(
    ("said", "outlet", "how"),
    [
        ("SANA", "sana", "alias"),
        ("sana", "sana", "alias"),
        ("  Syrian Arab News Agency ", "sana", "exact"),
        ("the official SANA news agency", "sana", "alias"),
        ("reuters", "reuters", "folded"),
        ("AL-MANAR", "al-manar", "folded"),
        ("The Huffington Post", "huffpost", "alias"),
        ("Al Mayadin TV", "al-mayadeen", "fuzzy"),
        ("Enab Balady", "enab-baladi", "fuzzy"),
        ("https://www.reuters.com/world/middle-east/x", "reuters", "domain: reuters.com"),
        ("http://REUTERS.com:80/", "reuters", "domain"),
        ("uk.reuters.com", "reuters", "domain"),
        ("https://user:pass@www.aljazeera.com/news", "al-jazeera", "domain"),
        ("https://t.me/rybar/1234", "rybar", "domain: t.me/rybar"),
        ("t.me/RYBAR", "rybar", "domain"),
        ("Civil.ge", "civil-ge", "domain"),
        ("https://t.me/somebody", None, "open"),
        ("https://reuters.com.evil.example/", None, "open"),
        ("https://evilreuters.com/", None, "open"),
        ("https://evil.example/?u=reuters.com", None, "open"),
        ("javascript:reuters.com", None, "open"),
        ("file://reuters.com/etc", None, "open"),
        ("http://[::1", None, "open"),
        ("", None, "open"),
        ("Wadi Wire", None, "open"),
        ("<script>alert(1)</script>", None, "open"),
        ("The National", None, "open"),
    ],
)  # fmt: skip
def test_by_name_or_address(said: str, outlet: str | None, how: str) -> None:
    found = resolve_outlet(said, tables())
    assert (found.id, found.how.startswith(how)) == (outlet, True), found


def test_affiliations_are_facts_of_the_table() -> None:
    known = tables()
    assert resolve_outlet("SANA", known).affiliation == "syria/government"
    assert resolve_outlet("Al-Manar", known).affiliation == "hezbollah"
    assert resolve_outlet("Reuters", known).affiliation == "thomson-reuters"
    assert known.affiliations("trt-world") == ["trt", "turkey/government", "turkey"]
    assert known.affiliations("nobody") == []


def test_in_a_report_an_outlets_name_is_looked_for_among_outlets_first() -> None:
    assert ids("<o:AA> reported from Turkey.") == ["anadolu"]
    assert ids("The <g:AA> fought in Myanmar.") == ["arakan-army"]
    assert ids("<s:SANA's correspondent> said so.") == ["sana"]


def test_state_media_by_rule() -> None:
    (found,) = resolved("<o:Chadian state media> said so.")
    assert (found.id, found.affiliation) == ("chad/state-media", "chad/government")
    assert ids("<o:Syrian state TV> said so.") == ["syrian-tv"]  # has an entry of its own


def test_every_outlet_of_the_corpora_is_known() -> None:
    paths = [*SHARED.glob("corpora/*.jsonl"), *SHARED.glob("gold/[dt]*.jsonl")]
    if not paths:
        pytest.skip("the shared corpora are not here")
    outlets = {json.loads(line)["outlet"] for path in paths for line in path.read_text("utf-8").splitlines()}
    assert len(outlets) > 10
    assert {o for o in outlets if resolve_outlet(o, tables()).id is None} == set()


@pytest.mark.parametrize(
    "address",
    [
        "http://" + "a." * 5_000,
        "//",
        "." * 10_000,
        "http://a b.example",
        "\x00.example",
        "x" * 3_000 + ".com",
        "é.example",
    ],
)
def test_hostile_addresses_are_quick(address: str) -> None:
    started = time.perf_counter()
    assert resolve_outlet(address, tables()).id is None
    assert time.perf_counter() - started < 1


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_an_answer(text: str) -> None:
    found = resolve_outlet(text, tables())
    assert found.how
    place = host_and_path(text)
    assert place is None or "." in place[0]


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("a resident of Baghdad today", False),
        ("the Russia today of its leaders", False),
        ("several Arab news channels", False),
        ("a correspondent of Baghdad Today", True),
        ("a reporter of Syrian state television", True),
        ("a correspondent of the Jerusalem Post", True),
    ],
)
def test_a_name_with_capitals_is_found_in_a_phrase_only_with_them(words: str, outlet: bool) -> None:
    kinds = [r.id for r in resolved(f"It rained. <s:{words}> said so.") if r.id in tables().outlets.entries]
    assert bool(kinds) is outlet


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("the official Iraqi news agency", "ina-iraq"),
        ("the state-run Iraqi news agency", "ina-iraq"),
        ("Iraq's official news agency", "ina-iraq"),
        ("Chadian official media", "chad/state-media"),
        ("the official Iraqi television", "iraq/state-media"),  # no agency
        ("the Russian state news agency", "russia/state-media"),  # there are several
        ("the private Iraqi news agency", None),
    ],
)
def test_the_news_agency_of_a_state_that_has_one(words: str, who: str | None) -> None:
    (found,) = resolved(f"It was quiet, <s:{words}> said.")
    assert found.id == who, found
