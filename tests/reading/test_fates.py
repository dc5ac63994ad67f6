"""Fates that a frame of words leaves no doubt about. Exercise: every sentence here is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.fates import mended


@pytest.mark.parametrize(
    ("marked", "fate", "expected"),
    [
        ("Shells hit Dalen, killing by the latest count [44 people] and wounding over 140.", "injured", "killed"),
        ("Shells hit Dalen, claiming the lives of a man and [a woman] injuring five others.", "injured", "killed"),
        ("Shells killed nine people and wounded [12 people], injuring a nurse too.", "injured", "injured"),
        ("A blast killed nine people. It hurt [12 people], wounding two badly.", "injured", "injured"),
        ("Shells killed [nine people] and the fort was taken.", "injured", "injured"),
        ("Shells hit Dalen, killing [44 people] and wounding over 140.", "executed", "executed"),
        ("[44 people], wounding", "injured", "injured"),
        ("As well as those killed [at least 160 people] were injured, the clinic said.", "killed", "injured"),
        ("Shells fell on Dalen; [12 people] have been seriously wounded.", "killed", "injured"),
        ("[12 people] were wounded or killed in Dalen.", "killed", "killed"),
    ],
)
def test_the_verb_before_a_figure_is_its_own(marked: str, fate: str, expected: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert mended(text, (start, end), fate) == expected


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_text_is_borne(text: str, a: int, b: int) -> None:
    for fate in ("injured", "killed"):
        assert mended(text, (min(a, b), max(a, b)), fate) in ("injured", "killed")
