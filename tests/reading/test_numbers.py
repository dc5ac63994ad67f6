"""How many people a phrase counts: the guidelines' table and everything like it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.reading.numbers import Range, count, noun


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        # the guidelines' own
        ("5 people", (5, 5)),
        ("at least 5 people", (5, None)),
        ("At least 68 children", (68, None)),
        ("over 5", (5, None)),
        ("up to 5 fighters", (None, 5)),
        ("dozens of civilians", (24, None)),
        ("hundreds", (200, None)),
        ("thousands of families", (2000, None)),
        ("several soldiers", (3, None)),
        ("a couple of guards", (2, 2)),
        ("no losses", (0, 0)),
        ("nearly 70", (63, 70)),
        ("close to 200 people", (180, 200)),
        ("around 50", (45, 55)),
        ("a child", (1, 1)),
        ("many people", (None, None)),
        ("a number of people", (None, None)),
        ("a large number of civilians", (None, None)),
        # words
        ("five people", (5, 5)),
        ("Five", (5, 5)),
        ("nineteen", (19, 19)),
        ("twenty-five fighters", (25, 25)),
        ("twenty five fighters", (25, 25)),
        ("a hundred", (100, 100)),
        ("three hundred", (300, 300)),
        ("one hundred and twenty", (120, 120)),
        ("two thousand five hundred", (2500, 2500)),
        ("a million", (1_000_000, 1_000_000)),
        ("a dozen", (12, 12)),
        ("two dozen", (24, 24)),
        ("half a dozen fighters", (6, 6)),
        ("half a million people", (500_000, 500_000)),
        ("both brothers", (2, 2)),
        ("a pair of guards", (2, 2)),
        ("one of the hostages", (1, 1)),
        ("two of them", (2, 2)),
        ("the pilot", (1, 1)),
        ("an officer", (1, 1)),
        ("a 12-year-old girl", (1, 1)),
        ("two 12-year-old boys", (2, 2)),
        ("another 12 people", (12, 12)),
        ("12 more", (12, 12)),
        ("all 24 hostages", (24, 24)),
        ("the three captives", (3, 3)),
        ("a man and his son", (2, 2)),
        ("a woman and two children", (3, 3)),
        ("a woman and child", (2, 2)),
        ("child and woman", (2, 2)),
        ("an entire family of six displaced people", (6, 6)),
        # halves and quarters
        ("more than a quarter of a million people", (250_000, None)),
        ("at least half a million", (500_000, None)),
        ("half-a-million lives", (500_000, 500_000)),
        # what counts nobody: a bare name, a word cut off; but a person in a headline does
        ("Soviet Union", (None, None)),
        ("Dalen", (None, None)),
        ("the", (None, None)),
        ("security force", (None, None)),
        ("Journalist", (1, 1)),
        ("Aid Worker", (1, 1)),
        ("Nine", (9, 9)),
        ("A Guard", (1, 1)),
        # figures
        ("1,200 people", (1200, 1200)),
        ("100 000 people", (100_000, 100_000)),
        ("100\u00a0000 people", (100_000, 100_000)),
        ("1.200 people", (1200, 1200)),
        ("1.2 million people", (1_200_000, 1_200_000)),
        ("2.5 million", (2_500_000, 2_500_000)),
        ("45k", (45_000, 45_000)),
        ("0", (0, 0)),
        # hedges
        ("more than 1,000", (1000, None)),
        ("more than a dozen", (12, None)),
        ("at least two dozen", (24, None)),
        ("no fewer than 12", (12, None)),
        ("not less than 12", (12, None)),
        ("upwards of 40", (40, None)),
        ("over a hundred", (100, None)),
        ("5 or more", (5, None)),
        ("20 civilians at least", (20, None)),
        ("surpasses 130 people", (130, None)),
        ("as high as 470000", (None, 470_000)),
        ("5+ people", (5, None)),
        ("a minimum of 30", (30, None)),
        ("as many as 40", (None, 40)),
        ("fewer than 10", (None, 10)),
        ("less than 10", (None, 10)),
        ("no more than 9", (None, 9)),
        ("at most 9", (None, 9)),
        ("under 50", (None, 50)),
        ("almost 40", (36, 40)),
        ("just under 100", (90, 100)),
        ("nearly a hundred", (90, 100)),
        ("about 40 people", (36, 44)),
        ("approximately 200", (180, 220)),
        ("some 300 families", (270, 330)),
        ("an estimated 400 people", (360, 440)),
        ("20 or so", (18, 22)),
        # ranges
        ("between 5 and 9 people", (5, 9)),
        ("from 20 to 30", (20, 30)),
        ("20-30 people", (20, 30)),
        ("13–16 dead", (13, 16)),
        ("30 to 40", (30, 40)),
        ("two or three guards", (2, 3)),
        ("two to three thousand", (2000, 3000)),
        ("three or four hundred", (300, 400)),
        ("10 to 15 thousand", (10_000, 15_000)),
        ("between 10 and 15 thousand", (10_000, 15_000)),
        ("between one hundred and two hundred", (100, 200)),
        ("between 500 and 2 thousand", (500, 2000)),
        ("1.5 to 2 million people", (1_500_000, 2_000_000)),
        ("1 000 to 2 000 people", (1000, 2000)),
        ("10-15,000 people", (10_000, 15_000)),
        ("800-1,200 people", (800, 1200)),
        ("two to three dozen", (24, 36)),
        ("not fewer than 20 people", (20, None)),
        ("in excess of 300", (300, None)),
        ("50-plus fighters", (50, None)),
        ("a couple of dozen guards", (24, 24)),
        ("a couple of hundred people", (200, 200)),
        ("one and a half million people", (1_500_000, 1_500_000)),
        ("several hundred thousand people", (300_000, None)),
        ("a few million", (2_000_000, None)),
        ("15k people", (15_000, 15_000)),
        # letters that belong to a name
        ("12 M23 rebels", (12, 12)),
        ("three K-9 handlers", (3, 3)),
        ("a 10-member family", (10, 10)),
        ("a two-man team", (2, 2)),
        # ages count nobody
        ("six boys aged 13 to 16", (6, 6)),
        ("his daughter aged seven", (1, 1)),
        # no number of people is this high
        ("9223372036854775808 people", (None, None)),
        ("about 9223372036854775000 people", (None, None)),
        ("9" * 400 + " soldier", (None, None)),
        # vague
        ("tens of thousands", (20_000, None)),
        ("hundreds of thousands", (200_000, None)),
        ("several hundred", (300, None)),
        ("several dozen", (36, None)),
        ("a few thousand", (2000, None)),
        ("a few", (3, None)),
        ("a handful of guards", (3, None)),
        ("scores of people", (40, None)),
        # none
        ("none", (0, 0)),
        ("nobody", (0, 0)),
        ("no one", (0, 0)),
        ("none of the 12", (0, 0)),
        ("not a single soldier", (0, 0)),
        ("without losses", (0, 0)),
        # no number
        ("civilians", (None, None)),
        ("people", (None, None)),
        ("the others", (None, None)),
        ("", (None, None)),
        ("...", (None, None)),
    ],
)  # fmt: skip
def test_by_hand(phrase: str, expected: Range) -> None:
    assert count(phrase) == expected


PHRASES = st.lists(
    st.sampled_from(
        "at least over up to nearly around between and from or no none not many few several half a an the one two twelve twenty hundred "
        "thousand million dozen dozens hundreds 5 1,200 3.5 12-16 0 -7 couple pair k m + people child of so more than number".split()
    )
).map(" ".join)


@given(st.one_of(PHRASES, st.text(), st.text("0123456789.,- kKm\u00a0٣²½①")))
@example("9" * 400 + " people")
@example("9" * 5000)
@example("1" + ",000" * 200)
@example("9 billion billion billion billion billion")
def test_no_phrase_breaks_it_and_low_is_at_most_high(phrase: str) -> None:
    low, high = count(phrase)
    assert low is None or low >= 0
    assert high is None or high >= 0
    assert low is None or high is None or low <= high


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("three aid workers from Ost", "aid workers"),
        ("at least 5 journalists", "journalists"),
        ("at most 5 journalists", "journalists"),
        ("approximately 200 dockers", "dockers"),
        ("dozens", "people"),
        ("12 others", "people"),
        ("", "people"),
    ],
)
def test_the_noun_that_is_counted(phrase: str, expected: str) -> None:
    assert noun(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("half of the 60,000 people", (30_000, 30_000)),
        ("nearly half of about 200 men", (90, 100)),
        ("a third of its inhabitants", (None, None)),
        ("two thirds of them under five", (None, None)),
        ("36, more than half of them children", (36, 36)),
        ("40% of them", (None, None)),
        ("half a dozen", (6, 6)),
        ("a nurse of 26", (1, 1)),
        ("five boys of 12", (5, 5)),
        ("Oda, 16", (1, 1)),
        ("a ten-year-old", (1, 1)),
        ("two four-year-old girls", (2, 2)),
        ("his wife and five children", (6, 6)),
        ("She and her daughter", (2, 2)),
        ("an elderly couple", (2, 2)),
        ("a crew of 5", (5, 5)),
        ("a town of 100,000", (100_000, 100_000)),
        ("a team of doctors", (None, None)),
        ("a score of men", (20, 20)),
        ("the hundred guards", (100, 100)),
        ("thousand", (None, None)),
        ("a few hundred", (200, None)),
        ("My brother-in-law", (1, 1)),
        ("a significant number", (None, None)),
    ],
)
def test_parts_ages_and_crowds(phrase: str, expected: Range) -> None:
    assert count(phrase) == expected
