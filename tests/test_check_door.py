"""All checks together: their order, their words, hostile text, and the seed article where it is at hand."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check_made import checks, reading, where
from sayso.checking import CHECKS, RESULTS, check
from sayso.records import Place, Report

SEED = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"
TEXT = (
    "On Friday, May 19, 2011, 30 people were freed: 4 women and 15 children. They were found 155 km northeast of Mondo in the Kesra area. "
    "The raid killed 14 people, including 5 children. It was Friday, May 20, 2011."
)


def test_worst_first() -> None:
    found = check(reading(TEXT, places=("Mondo", "Kesra")), where({"Mondo": (10.0, 20.0)}))
    order = [RESULTS.index(c.result) for c in found]
    assert order == sorted(order) and set(order) == {0, 1, 2}


def test_every_check_has_words_of_the_text_and_one_sentence() -> None:
    read = reading(TEXT, places=("Mondo", "Kesra"))
    for found in check(read, where()):
        assert found.inputs and found.kind in CHECKS and found.report == "r1"
        assert all(read.report.text[slice(*i.span)] == i.words for i in found.inputs)
        assert found.sentence.endswith((".", "!")) and "\n" not in found.sentence


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        checks(TEXT, "astrology")


@pytest.mark.parametrize(
    "text",
    [
        "", " \n ", "\x00\x01\ufffd", "<script>alert(1)</script> 5 of the 3 people", "1" * 5000, "5 people and " * 3000, "May " * 4000,
        "12 km north of " * 2000, "since since since " * 1000, "killed 9" * 3000, "A direct line crosses " * 500, "٣ of the 99999999999999 people.",
    ],
)  # fmt: skip
def test_hostile_text_is_read_quickly(text: str) -> None:
    started = time.monotonic()
    check(reading(text, places=("Mondo",)), where())
    assert time.monotonic() - started < 10


WORDS = st.sampled_from(
    "killed 5 of the 3 people including 12 women and children since May 3 2011 Friday Mondo north km 40 from over at least dozens hostages "
    "freed zone direct line crosses , . : ( ) percent months for".split()
)


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_row_of_words_breaks_a_check(words: list[str]) -> None:
    check(reading(" ".join(words), places=("Mondo",)), where())


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not at hand")
def test_every_kind_finds_its_case_in_the_seed_article() -> None:
    from sayso.checking import looked_up
    from sayso.naming import open_gazetteer
    from sayso.reading import open_reader

    read = open_reader().read(Report("seed", SEED.read_text("utf-8"), "Blog", published="2018-11-12"))
    look = looked_up(read, open_gazetteer())
    given_ = {"al-Safa": (33.05, 37.2), "Humayma": (34.27, 40.0), "al-Tanf": (33.49, 38.66)}

    def places(name: str) -> Place | None:
        return Place(name, *given_[name], "Syria", None, "place") if name in given_ else look(name)

    before, after = check(read, look), check(read, places)
    assert {c.kind for c in before} == {c.kind for c in after} == set(CHECKS) - {"quantities"}
    asked = [c for c in before if c.result == "cannot tell" and "sayso gazetteer add" in c.sentence]
    assert any("Humayma" in c.sentence for c in asked if c.kind == "distance and bearing")
    told = {(c.kind, c.result) for c in after}
    assert {("sums", "holds"), ("durations", "holds"), ("calendar", "holds"), ("distance and bearing", "holds")} <= told
    assert ("path and zone", "holds") in told and ("self-contradiction", "cannot tell") in told
    [account] = [c for c in after if c.kind == "people accounts"]
    assert dict(account.numbers)["unaccounted for"] == 5.0
    assert not any("sayso gazetteer add" in c.sentence for c in after)
