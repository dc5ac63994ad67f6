"""Sentences: where they end, where they do not, and nothing is lost. EXERCISE: all texts are invented."""

from __future__ import annotations

import pytest
from clock import limit, seconds
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.reading.sentences import split, title_end


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The militia left.", "Nobody fired."],
        ["Who fired?", "Nobody knows!", "They left."],
        ["Gen. Orr met Lt. Col. Vorn and Dr. Ash.", "They left."],
        ["J. R. Orr left.", "He was seen by A. Vorn."],
        ["The U.S. troops left.", "They returned."],
        ["They sent it to the U.S.", "The army stayed silent."],
        ["It fell on Sept. 5 at 3 p.m. in No. 4 Street.", "Nobody died."],
        ["It lies 3.5 km off.", "It has 1.200 people."],
        ["Ford vs. Quay was off.", "They left."],
        ["They wait ... and wait.", "Then they left."],
        ["“They left.”", "She wept."],
        ['"Go!" she said.', "They went."],
        ["(They left.)", "She wept."],
        ["MAO, Lake Province (EXERCISE) - Forces left.", "They returned."],
        ["OSTPORT (Courier) — The army fired on Mon. 4 March.", "Two died."],
        ["Peace at Last", "They met.", "They left."],
        ["Asked whether they had fired, he said no.", "Shells hit Dalen."],
        ["They gained 20 km.", "Shells hit Dalen."],
        ["They gained 20 km. and left."],
        ["They buried him where he sat.", "Ten others fled."],
        ["Supt. Ash met Md. Orr and Amb. Vorn.", "They left."],
        ["Nine died in Dalen.[1]", "The army left.[2][3]", "Gunmen came."],
        ["Two were shot e.g. Orr, i.e. the guard.", "They left."],
        ["One died. the other lived."],
        ["It is over", "“We won.”"],
    ],
)
def test_by_hand(sentences: list[str]) -> None:
    for joint in (" ", "  ") if "Peace" not in sentences[0] and "over" not in sentences[0] else ("\n\n", "\r\n\r\n"):
        assert cut(joint.join(sentences)) == sentences


def test_any_mark_begins_an_item_of_a_list() -> None:
    for mark in "-–—*•●▪·‣◦":
        assert cut(f"The dead:\n{mark} two guards in Dalen\n{mark} a cook in Mondo") == [
            "The dead:",
            f"{mark} two guards in Dalen",
            f"{mark} a cook in Mondo",
        ]


def test_the_headline_ends_at_a_blank_line_whatever_ends_the_lines() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert title_end(f"Peace at Last{end}{end}They met.{end}{end}They left.") == 13
    assert title_end("They met.\nThey left.") == 0
    assert title_end("x" * 400 + "\n\nThey met.") == 0


def test_items_of_a_list_are_sentences() -> None:
    text = "The dead:\n- two guards\n* a cook\n2) Vorn\n• Ash\nThat is all."
    assert cut(text) == ["The dead:", "- two guards", "* a cook", "2) Vorn", "• Ash\nThat is all."]


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    assert cut("They left\nthe port.\nShe wept.") == ["They left\nthe port.", "She wept."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\r\n\u00a0"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_words_that_never_stop_are_cut_at_white_space() -> None:
    text = "word " * 2000
    assert all(b - a <= 1200 and text[a:b].split() == ["word"] * len(text[a:b].split()) for a, b in split(text))
    assert "".join(cut(text)).replace(" ", "") == "word" * 2000


def test_letters_that_never_stop_are_cut_all_the_same() -> None:
    parts = cut("x" * 5000)
    assert "".join(parts) == "x" * 5000 and max(map(len, parts)) <= 1200


PIECES = [*"aZ. .!?…\n\r\t \u00a0\u2003\"'”’)(-•*1", "Gen", "U.S.", "Mr", "😀", "ع", "é", "\u0301", "\x00"]
HARD = st.lists(st.sampled_from(PIECES)).map("".join)


@given(st.one_of(HARD, st.text()))
@example("\n" * 50)
@example(". . . . .")
@example("a." * 700 + "\n" + "b" * 3000)
@example("a\u2028b\x85c\x1cd")
def test_every_character_stands_in_one_sentence(text: str) -> None:
    spans = split(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


ENDLESS = {
    "words": "the army fired on the port and ",
    "letters": "x",
    "dots and letters": "a.b",
    "blank lines": "x\n \n",
    "dots": ".",
    "quotes": '"',
    "white space": " ",
    "newlines": "\n",
    "brackets": "(",
    "stops": "No. ",
    "stops inside": "U.S. ",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_megabyte_without_a_full_stop_takes_little_time(kind: str) -> None:
    text = (ENDLESS[kind] * 1_000_000)[:1_000_000] + "x"
    with limit(3):
        assert split(text)


def test_cost_grows_with_the_length_and_not_with_its_square() -> None:
    text = "the army fired on the port and " * 16_000
    assert seconds(lambda: split(text * 2), 3) < 4 * seconds(lambda: split(text), 3) + 0.05
