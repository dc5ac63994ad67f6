"""Marks nest properly whatever the spans, and the text stays the text."""

from __future__ import annotations

import random

import pytest
from dossier_page import Page

from sayso.showing.dossier.marks import Mark, nest, render, utf16


def marks(*spans: tuple[int, int]) -> list[Mark]:
    return [Mark(n, span, f"e{n}") for n, span in enumerate(spans, 1)]


def shown(text: str, found: list[Mark], headline: int = 0) -> Page:
    return Page(f"<div class='text'>{render(text, found, headline)}</div>")


def words(page: Page, number: int) -> str:
    pieces = [
        e
        for e in page.all("mark")
        if e.attributes.get("id") == f"m{number}" or e.attributes.get("data-m") == str(number)
    ]
    return "".join(p.text for p in pieces)


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 5)],
        [(0, 10), (3, 5)],  # within
        [(0, 6), (4, 10)],  # crossing
        [(2, 5), (2, 5), (2, 5)],  # the same words
        [(0, 10), (0, 4), (4, 10)],  # filled up
        [(0, 6), (2, 8), (4, 10)],  # crossing in a row
        [(10, 10), (0, 0)],  # empty
        [(-5, 99)],  # beyond the text
    ],
)
def test_marks_hold_their_words(spans: list[tuple[int, int]]) -> None:
    text = "0123456789"
    page = shown(text, marks(*spans))
    assert page.texts == [text]
    for number, (start, end) in enumerate(spans, 1):
        assert words(page, number) == text[max(0, start) : end]
        assert page.ids.count(f"m{number}") == 1
        assert page.all("a", href=f"#c{number}"), "every mark is a link"


def test_any_spans(seeds: int = 200) -> None:
    for seed in range(seeds):
        dice = random.Random(seed)
        text = "".join(dice.choice("ab <&>\"'\n\r\t😀é") for _ in range(40))
        spans = [tuple(sorted((dice.randrange(41), dice.randrange(41)))) for _ in range(12)]
        page = shown(text, marks(*spans), dice.randrange(41))  # type: ignore[arg-type]
        assert page.texts == [text]
        assert [words(page, n) for n in range(1, 13)] == [text[a:b] for a, b in spans]


def test_links_do_not_stand_in_links_and_each_claim_has_one_stop() -> None:
    page = shown("0123456789", marks((0, 10), (3, 5), (7, 8)))
    assert all("a" not in e.inside for e in page.all("a"))
    own = page.all("a", href="#c1")
    assert [e.text for e in own] == ["012", "56", "89"]
    assert ["tabindex" in e.attributes for e in own] == [False, True, True]


def test_words_that_belong_to_marks_within_leave_a_link_without_words() -> None:
    page = shown("0123", marks((0, 4), (0, 4)))
    assert [(e.attributes["href"], e.attributes.get("class"), e.text) for e in page.all("a")] == [
        ("#c1", "also", ""),
        ("#c2", None, "0123"),
    ]


def test_a_thousand_marks_on_the_same_words() -> None:
    assert len(nest(marks(*[(0, 3)] * 1000))) == 1000
    assert "m1000" in render("abc", marks(*[(0, 3)] * 1000))


def test_headline_stands_apart_unless_a_claim_runs_over_its_end() -> None:
    assert shown("Head\n\nbody", marks((0, 4)), 4).all("b")[0].text == "Head"
    assert not shown("Head\n\nbody", marks((2, 8)), 4).all("b")


def test_utf16() -> None:
    text = "a😀b😀"
    unit = utf16(text)
    assert [unit(n) for n in range(5)] == [len(text[:n].encode("utf-16-le")) // 2 for n in range(5)]


# anchors


def test_anchors_stand_where_they_should_and_change_no_letter() -> None:
    text = "Rebels shelled the\r\nold mill 😀 at dawn"
    marks = [Mark(1, (7, 14), "e1"), Mark(2, (7, 28), "e2")]
    anchors = [(at, f"w1-{at}") for at in (0, 9, 14, 19, 24, len(text))]
    page = Page(f"<div>{render(text, marks, 0, anchors)}</div>")
    assert page.all("div")[0].text == text
    found = {e.attributes["id"]: e for e in page.all("i", class_="w")}
    assert list(found) == [name for _, name in anchors] and all(e.text == "" for e in found.values())
    assert found["w1-9"].inside[-2:] == ("mark", "a") and found["w1-0"].inside == ("div",)
    assert len([e for e in page.all("a") if "tabindex" not in e.attributes]) == 2, "an anchor breaks no link in two"


def test_an_anchor_does_not_part_a_line_end() -> None:
    text = "one\r\ntwo"
    page = Page(f"<div>{render(text, [], 0, [(4, 'w1-4')])}</div>")
    assert page.all("div")[0].text == text and not page.all("br")
