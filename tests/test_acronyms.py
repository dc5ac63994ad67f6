"""Acronyms that a text introduces, worked out by hand. EXERCISE: the bodies are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.naming.acronyms import acronyms, is_short


def pairs(text: str) -> list[tuple[str, str]]:
    return [(a.short, a.long) for a in acronyms(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ford Defence League (FDL) left.", [("FDL", "Ford Defence League")]),
        ("FDL (Ford Defence League) left.", [("FDL", "Ford Defence League")]),
        ("the International Committee for the Ford Basin (ICFB)", [("ICFB", "International Committee for the Ford Basin")]),
        ("the Basin Observatory for Human Rights (BOHR), which", [("BOHR", "Basin Observatory for Human Rights")]),
        ("Harakat al-Wadi [HW] fighters", [("HW", "Harakat al-Wadi")]),
        ("“Ford Defence League” (“FDL”) men", [("FDL", "Ford Defence League")]),
        ("Agence du Bassin d'État (ABE) reported", [("ABE", "Agence du Bassin d'État")]),
        ("the Ford Defence League (FDL; formerly the Ford Guard)", [("FDL", "Ford Defence League")]),
        ("Ford Defence League (FDL) and Basin Peoples Army (BPA)", [("FDL", "Ford Defence League"), ("BPA", "Basin Peoples Army")]),
    ],
)  # fmt: skip
def test_introduced(text: str, found: list[tuple[str, str]]) -> None:
    assert pairs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "()",
        "he (Lerrant) said",  # a name, no acronym
        "the town (pop. 300) fell",
        "(SANA) reported it",  # nothing before
        "killed near the army (KNA) post",  # small letters are no name
        "Ford Defence League. (FDL) came",  # another sentence
        "The Basin Peoples Army (FDL) left",  # letters do not fit
        "a plain (a) list (b) of (c) things",
        "Ford Defence League (in the year 2019) left",
    ],
)
def test_not_introduced(text: str) -> None:
    assert pairs(text) == []


def test_spans_lead_to_the_words() -> None:
    text = "On Monday the Ford Defence League (FDL) left. Basin Radio (BR) said so."
    for found in acronyms(text):
        assert text[slice(*found.short_span)] == found.short
        assert text[slice(*found.long_span)] == found.long
    assert len(acronyms(text)) == 2


@pytest.mark.parametrize(("word", "short"), [("FDL", True), ("PKK", True), ("ISIL-K", True), ("Ford", False), ("a", False), ("SOHRs", True), ("x" * 50, False)])  # fmt: skip
def test_what_can_be_short(word: str, short: bool) -> None:
    assert is_short(word) is short


@given(st.text(alphabet="ABcd ()[].,'\"\n-é", max_size=300))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for found in acronyms(text):
        assert text[slice(*found.short_span)] == found.short
        assert text[slice(*found.long_span)] == found.long


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["(", "[", "(A", "(AB) ", "A B C (ABC) ", "((((", "\\(\\)[", "A" * 30 + "("]))
def test_time_grows_with_length_only(piece: str) -> None:
    started = time.perf_counter()
    acronyms(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 5
