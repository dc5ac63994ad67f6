"""Text reuse by hand: which passage, exactly where, who was first. EXERCISE: all reports are invented."""

from __future__ import annotations

import dataclasses
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Report, Reuse
from sayso.weighing.reuse import MIN_WORDS, SHORTEST, Copies, reuse
from sayso.weighing.reuse.prints import prints
from sayso.weighing.reuse.rules import FIRST, SHINGLE, WINDOW
from sayso.weighing.reuse.words import words as as_hashes

# 25 words, none twice but "the"
PASSAGE = (
    "Shells fell on the fish market of Ostport shortly before noon, killing nine traders and two porters, "
    "while guards fired back from the northern pier."
)
BEFORE = "Rain kept most boats in harbour this week and prices rose again, our correspondent writes from the coast. "
AFTER = " Ministers of both sides meet in Lower Quay tomorrow; nobody expects an agreement on fishing rights."
OTHER = "Eleven traders are said to have died. A baker told this paper: "
LAST = " More on this tomorrow, when the hospital has promised a list of the names."


def report(name: str, text: str, published: str | None = None, outlet: str | None = None) -> Report:
    return Report(name, text, outlet, published=published)


def found(*reports: Report, min_words: int = MIN_WORDS) -> list[Reuse]:
    return list(reuse(reports, min_words))


def words(n: int, seed: int, kinds: int = 100_000) -> str:
    """So many words drawn at random."""
    source = random.Random(seed)
    return " ".join(f"w{source.randrange(kinds)}" for _ in range(n))


# ------------------------------------------------------------------ one passage


def test_one_sentence_in_two_reports() -> None:
    early = report("a", BEFORE + PASSAGE + AFTER, "1931-03-02")
    late = report("b", OTHER + PASSAGE + LAST, "1931-03-04")
    (one,) = found(late, early)
    assert (one.report, one.other, one.first, one.words) == ("b", "a", "a", 25)
    assert late.text[slice(*one.span)] == early.text[slice(*one.other_span)] == PASSAGE.rstrip(".")
    assert one.span == (len(OTHER), len(OTHER + PASSAGE) - 1)
    assert one.other_span == (len(BEFORE), len(BEFORE + PASSAGE) - 1)
    total = min(len(t.replace(";", "").split()) for t in (early.text, late.text))
    assert one.share == pytest.approx(25 / total, abs=1e-4)


@pytest.mark.parametrize(
    ("was", "now", "equal"),
    [
        ("nine traders", "twelve traders", 24),  # a changed figure
        ("shortly before noon", "on Tuesday shortly before noon", 25),  # a day put in
        ("shortly before noon, ", "", 22),  # left out
        ("the fish market of Ostport", "THE FISH MARKET OF OSTPORT", 25),
        ("Ostport", "Östport", 25),
        ("fish market", "fish\r\n\r\nmarket", 25),
    ],
)
def test_a_small_edit_does_not_cut_a_passage(was: str, now: str, equal: int) -> None:
    edited = PASSAGE.replace(was, now)
    assert edited != PASSAGE
    early = report("a", BEFORE + PASSAGE + AFTER, "1931-03-02")
    late = report("b", OTHER + edited + LAST, "1931-03-04")
    (one,) = found(early, late)
    assert one.words == equal
    assert late.text[slice(*one.span)] == edited.rstrip(".")
    assert early.text[slice(*one.other_span)] == PASSAGE.rstrip(".")


def test_a_long_edit_parts_a_passage_in_two() -> None:
    long_edit = " ".join(f"word{n}" for n in range(9))
    one, two = words(30, 1), words(30, 2)
    pair = found(report("a", f"{one} {two}"), report("b", f"{one} {long_edit} {two}"))
    assert [r.words for r in pair] == [30, 30]


def test_passages_in_another_order_are_all_found() -> None:
    parts = [words(25, n) for n in range(3)]
    fill = [words(30, n) for n in range(10, 13)]
    a = report("a", " ".join(parts), "1931-03-01")
    b = report("b", " ".join((fill[0], parts[2], fill[1], parts[0], fill[2], parts[1])), "1931-03-02")
    assert [a.text[slice(*r.other_span)] for r in found(a, b)] == [parts[2], parts[0], parts[1]]


def test_nineteen_words_are_too_few_and_twenty_enough() -> None:
    for n, number in ((19, 0), (20, 1)):
        text = words(n, 5)
        assert len(found(report("a", f"{words(50, 6)} {text}"), report("b", f"{text} {words(50, 7)}"))) == number


def test_fewer_words_on_request_and_not_fewer_than_can_be_found() -> None:
    text = words(SHORTEST, 5)
    a, b = report("a", f"{words(50, 6)} {text}"), report("b", f"{text} {words(50, 7)}")
    assert [r.words for r in found(a, b, min_words=SHORTEST)] == [SHORTEST]
    with pytest.raises(ValueError, match="ask for 12 or more"):
        Copies(SHORTEST - 1)


def test_reports_that_tell_the_same_in_other_words_share_nothing() -> None:
    a = report(
        "a",
        "Nine traders and two porters were killed when shells fell on the fish market of Ostport before noon on Monday.",
    )
    b = report(
        "b",
        "At noon on Monday shells hit Ostport's fish market. Two porters died, and so did nine traders, doctors told us.",
    )
    assert found(a, b, min_words=SHORTEST) == []


def test_what_one_report_says_twice_is_copied_once() -> None:
    (one,) = found(report("a", f"{PASSAGE} {PASSAGE}", "1931-03-01"), report("b", BEFORE + PASSAGE, "1931-03-02"))
    assert one.words == 25


# ------------------------------------------------------------------ who was first


@pytest.mark.parametrize(
    ("a", "b", "first"),
    [
        ("1931-03-02", "1931-03-04", "a"),
        ("1931-03-04", "1931-03-02", "b"),
        ("1931-03-04", "1931-03-04", None),
        (None, "1931-03-04", None),
        (None, None, None),
        ("last week", "1931-03-04", None),
        ("1931-03-02T23:00:00+00:00", "1931-03-04", "a"),
        ("9999-12-31", "0001-01-01", "b"),
    ],
)
def test_who_was_first(a: str | None, b: str | None, first: str | None) -> None:
    (one,) = found(report("a", PASSAGE + AFTER, a), report("b", OTHER + PASSAGE, b))
    assert one.first == first
    if first is not None:
        assert one.other == first


# ------------------------------------------------------------------ stock


def with_phrase(phrase: str, number: int, days_apart: int) -> list[Report]:
    """Reports that have nothing but a phrase in common."""
    from datetime import date, timedelta

    day = date(1931, 1, 1)
    return [
        report(
            f"s{n}",
            f"{words(60, 100 + n)} {phrase} {words(60, 900 + n)}",
            (day + timedelta(n * days_apart)).isoformat(),
        )
        for n in range(number)
    ]


def test_a_phrase_that_comes_back_for_months_is_not_copying() -> None:
    phrase = words(30, 50)
    assert found(*with_phrase(phrase, 6, 30)) == []
    assert len(found(*with_phrase(phrase, 6, 1))) == 15  # the same within a week: copied
    assert len(found(*with_phrase(phrase, 3, 100))) == 3  # three reports: too few to tell


def test_a_phrase_in_very_many_reports_is_not_copying_but_a_long_passage_is() -> None:
    assert found(*with_phrase(words(30, 50), 30, 0)) == []
    assert len(found(*with_phrase(words(70, 50), 30, 0))) > 30


def test_a_copied_passage_with_a_stock_phrase_in_it_is_copying() -> None:
    phrase = words(30, 50)
    copied = f"{words(15, 51)} {phrase} {words(15, 52)}"
    pair = [report("a", copied, "1931-02-01"), report("b", f"{words(40, 53)} {copied}", "1931-02-02")]
    (one,) = found(*with_phrase(phrase, 6, 30), *pair)
    assert (one.report, one.other, one.words) == ("b", "a", 60)


def test_an_old_report_printed_again_is_copying() -> None:
    old = words(80, 60)
    reports = [report(f"r{n}", f"{old} {words(5, 61 + n)}", f"193{n}-01-01") for n in range(5)]
    assert len(found(*reports)) == 10


# ------------------------------------------------------------------ order, and one by one


@st.composite
def collections(draw: st.DrawFn) -> list[Report]:
    """Reports that have passages in common, some edited, some without a date."""
    pieces = [words(draw(st.integers(8, 40)), n) for n in range(5)]
    made = []
    for n in range(draw(st.integers(0, 6))):
        chosen = draw(st.lists(st.sampled_from(pieces), max_size=4))
        text = " ".join(part for k, piece in enumerate(chosen) for part in (piece, words(6, 50 + 10 * n + k)))
        day = draw(st.sampled_from([None, "1931-03-01", "1931-03-02", "1931-09-02"]))
        made.append(report(f"r{n}", text, day))
    return made


@settings(max_examples=60, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(reports: list[Report], chance: random.Random) -> None:
    batch = list(reuse(reports))
    mixed = list(reports)
    chance.shuffle(mixed)
    assert list(reuse(mixed)) == batch
    copies = Copies()
    for r in mixed:
        copies.add(r)
    assert list(copies.all()) == batch
    for r in reports:
        assert set(copies.of(r.id)) == {x for x in batch if r.id in (x.report, x.other)}


def common(one: list[str], other: list[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        above = row
        row = [0]
        for n, b in enumerate(other):
            row.append(above[n] + 1 if a == b else max(row[n], above[n + 1]))
    return row[-1]


@settings(max_examples=60, deadline=None)
@given(collections())
def test_what_is_told_stands_in_both_texts(reports: list[Report]) -> None:
    texts = {r.id: r.text for r in reports}
    for x in reuse(reports):
        here, there = texts[x.report][slice(*x.span)].split(), texts[x.other][slice(*x.other_span)].split()
        assert (here[0], here[-1]) == (there[0], there[-1])
        assert MIN_WORDS <= x.words <= common(here, there)
        assert 2 * x.words > max(len(here), len(there))  # more is equal than edited
        assert 0 < x.share <= 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(0, 9))
def test_fingerprints_of_a_report_do_not_depend_on_its_neighbours(sizes: list[int], seed: int) -> None:
    texts = [as_hashes(words(n, seed + k)) for k, n in enumerate(sizes)]
    together = prints(texts)
    for k, text in enumerate(texts):
        alone = prints([text])
        assert alone.value.tolist() == together.value[together.doc == k].tolist()
        assert alone.at.tolist() == together.at[together.doc == k].tolist()


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 99))
def test_eight_equal_words_leave_a_common_fingerprint(before: int, after: int, seed: int) -> None:
    run = words(SHINGLE + WINDOW - 1, seed)
    one = prints([as_hashes(f"{words(before, seed + 100)} {run} {words(after, seed + 200)}")])
    other = prints([as_hashes(f"{words(after, seed + 300)} {run} {words(before, seed + 400)}")])
    assert set(one.value.tolist()) & set(other.value.tolist())


def test_adding_tells_what_is_new() -> None:
    copies = Copies()
    first, second = report("a", BEFORE + PASSAGE, "1931-03-04"), report("b", OTHER + PASSAGE, "1931-03-02")
    assert copies.add(first) == ()
    (one,) = copies.add(second)  # arrives later, was published earlier
    assert (one.report, one.other, one.first) == ("a", "b", "b")
    assert copies.add(second) == (one,) and len(copies) == 2 and "a" in copies and "c" not in copies
    assert copies.add(dataclasses.replace(first, id="c", text=words(100, 1))) == ()
    with pytest.raises(KeyError):
        copies.of("x")


def test_a_story_that_all_carry_points_to_those_that_were_first() -> None:
    story = words(90, 70)
    reports = [report(f"r{n}", f"{words(20, 200 + n)} {story}", f"1931-03-{1 + n // 10:02}") for n in range(60)]
    copies = Copies()
    for r in reports:
        copies.add(r)
    batch = list(copies.all())
    assert batch == list(reuse(reports))
    assert len(batch) == FIRST * (FIRST - 1) // 2 + (60 - FIRST) * FIRST
    firsts = {r.id for r in reports[:FIRST]}
    assert {x.other for x in batch} <= firsts
    assert len(copies.of("r0")) == 59 and len(copies.of("r59")) == FIRST


def test_adding_one_costs_about_the_same_in_a_large_collection() -> None:
    copies = Copies()
    copies.add_all(report(f"r{n}", words(300, n), "1931-03-01") for n in range(2000))
    begin = time.process_time()
    for n in range(50):
        copies.add(report(f"n{n}", words(300, 10_000 + n), "1931-03-01"))
    assert time.process_time() - begin < 2.5  # 50 ms each; about 1 ms is usual
