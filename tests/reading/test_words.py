"""Words, pieces, units and windows: nothing is lost, nothing is too big, and offsets lead back to the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from clock import seconds
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented import wire
from tokenizers import Tokenizer

from sayso.reading.network import MODEL
from sayso.reading.words import CASES, CONTEXT, UNIT, WINDOW, Words, case_of, cut, windows

TOKENIZER = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.no_truncation()

LONG = "the army fired on the port and the militia fired back and " * 200
MIXED = {
    "wire": wire(),
    "many sentences": "They left. " * 300,
    "long sentences": ("The army fired on the port and then " * 12 + "it left. ") * 30,
    "sentences that just do not fit": ("word " * 59 + "x. ") * 40,
    "one endless sentence": LONG,
    "no spaces": "x" * 5000,
    "punctuation": "?!." * 2000,
    "words of many pieces": ("antidisestablishmentarianistically" * 2 + " ") * 300,
    "astral": "😀👩‍👩‍👧𝔘 " * 300,
    "right to left": "قصفت الميليشيا الميناء يوم الاثنين. " * 100,
    "han": "政府军" * 600,
    "hex": " ".join(f"{n:064x}" for n in range(50)),
}


def piece_count(words: Words, first: int, last: int) -> int:
    return sum(len(pieces) for pieces in words.pieces[first:last])


@pytest.mark.parametrize("kind", MIXED)
def test_every_word_is_fresh_in_one_window(kind: str) -> None:
    words = cut(MIXED[kind], TOKENIZER)
    fresh = [w for window in windows(words) for w in range(window.fresh, window.last)]
    assert fresh == list(range(len(words.spans)))


@pytest.mark.parametrize("kind", MIXED)
def test_no_window_holds_more_than_the_network_takes(kind: str) -> None:
    words = cut(MIXED[kind], TOKENIZER)
    units = set(words.units)
    for window in windows(words):
        assert window.first <= window.fresh < window.last
        assert piece_count(words, window.first, window.last) <= WINDOW or (window.first, window.last) in units


@pytest.mark.parametrize("kind", MIXED)
def test_units_are_all_words_in_order_and_within_one_sentence(kind: str) -> None:
    words = cut(MIXED[kind], TOKENIZER)
    assert [w for first, last in words.units for w in range(first, last)] == list(range(len(words.spans)))
    for first, last in words.units:
        assert len({words.sentence[w] for w in range(first, last)}) == 1
        assert piece_count(words, first, last) < UNIT + 8


def test_a_window_begins_with_the_sentence_before_where_that_is_short() -> None:
    words = cut(MIXED["many sentences"], TOKENIZER)
    found = list(windows(words))
    assert len(found) > 1 and found[0].first == found[0].fresh == 0
    for before, window in pairwise(found):
        assert window.fresh == before.last
        assert words.sentence[window.first] == words.sentence[window.fresh] - 1
        assert 0 < piece_count(words, window.first, window.fresh) <= CONTEXT


def same_length(words: Words) -> bool:
    return len(words.spans) == len(words.sentence) == len(words.pieces) == len(words.feature)


ODD = "a Z 9 . , - ' \" ( \n \r\n \t \u00a0 \u200b \u200f \ufeff é e\u0301 İ ß ﬁ Ǆ 😀 👩‍👩‍👧 𝔘 ع ש 政 한 \x00 \x1b \u2028 the Gen. U.S. 1,200"
PIECES = st.lists(st.sampled_from([*ODD.split(" "), " "])).map("".join)


@settings(max_examples=150)
@given(st.one_of(PIECES, st.text(max_size=80)))
@example("")
@example("\u0301\u0301")
@example("a" * 300)
@example("\u200b \ufeff")
def test_offsets_lead_back_to_the_text(text: str) -> None:
    words = cut(text, TOKENIZER)
    assert same_length(words)
    at = 0
    for (start, end), sentence, feature, pieces in zip(
        words.spans, words.sentence, words.feature, words.pieces, strict=True
    ):
        assert at <= start < end <= len(text)
        assert not set(text[start:end]) & set(" \t\r\n\u00a0\u2003")
        begin, stop = words.sentence_spans[sentence]
        assert begin <= start and end <= stop
        assert len(pieces) > 1 or feature % CASES == case_of(text[start:end])
        at = end
    assert all(words.pieces)


def test_plain_words_are_the_words_and_marks_of_the_text() -> None:
    text = "The army's T-72 fired.\n\n“No,” said Vorn."
    words = cut(text, TOKENIZER)
    cut_up = [text[a:b] for a, b in words.spans]
    assert cut_up == ["The", "army", "'", "s", "T", "-", "72", "fired", ".", "“", "No", ",", "”", "said", "Vorn", "."]
    assert words.sentence == [0] * 9 + [1] * 7
    assert [cut_up[w] for w, f in enumerate(words.feature) if f >= CASES] == ["The", "No"]


def test_the_words_that_a_span_touches() -> None:
    words = cut("The army fired.", TOKENIZER)
    assert words.find((4, 8)) == (1, 2)
    assert words.find((5, 10)) == (1, 3)
    assert words.find((0, 15)) == (0, 4)
    assert words.find((3, 4)) is None
    assert words.find((15, 20)) is None


@pytest.mark.parametrize(
    ("word", "case"),
    [("army", 0), ("Army", 1), ("A", 1), ("SAA", 2), ("McVorn", 3), ("iPhone", 3), ("T72", 4), ("72", 4), (".", 5), ("“", 5), ("قصف", 3)],
)  # fmt: skip
def test_the_case_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case


def test_cutting_costs_grow_with_the_length() -> None:
    assert seconds(lambda: cut(LONG * 4, TOKENIZER), 2) < 9 * seconds(lambda: cut(LONG, TOKENIZER), 2) + 0.1
