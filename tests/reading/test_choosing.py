"""What an incident may choose from, against the plain way of finding it. EXERCISE: all places are invented."""

from __future__ import annotations

from datetime import date

from clock import seconds
from hypothesis import given
from hypothesis import strategies as st
from invented import report

from sayso.reading.choosing import Mentions, Scene, Spots, Told, date_candidates, place_candidates
from sayso.reading.times import When
from sayso.records import Event, Name, Span

TODAY = date(2019, 3, 13)
MONDAY = When(date(2019, 3, 11), date(2019, 3, 11), "day", "Monday")
SENTENCE = 20  # characters


def scene(places: list[int], dates: list[int], sentences: int = 40) -> Scene:
    """A text of as many sentences, with a place or date (one of three each) in some of them."""
    lines = [f"They fled {'Ost' if n % 3 else 'Mao'}. ".ljust(SENTENCE) for n in range(sentences)]
    names = [Name((n * SENTENCE + 10, n * SENTENCE + 13), "place") for n in places]
    days = [When(date(2019, 3, 1 + n % 3), date(2019, 3, 1 + n % 3), "day", str(n)) for n in range(sentences)]
    times = {(n * SENTENCE, n * SENTENCE + 4): days[n] for n in dates}
    spans = [(n * SENTENCE, (n + 1) * SENTENCE - 1) for n in range(sentences)]
    return Scene(report("".join(lines)), TODAY, spans, names, times, 0)


def fled(sentence: int, **roles: Span) -> Event:
    return Event(f"e{sentence}", (sentence * SENTENCE + 5, sentence * SENTENCE + 9), "displacement", **roles)  # type: ignore[arg-type]


NUMBERS = st.lists(st.integers(0, 39), max_size=12, unique=True).map(sorted)


@given(NUMBERS, NUMBERS, st.lists(st.integers(0, 39), min_size=1, max_size=4, unique=True).map(sorted))
def test_near_places_and_dates_are_offered(places: list[int], dates: list[int], own: list[int]) -> None:
    around = scene(places, dates)
    mentions = Mentions([fled(n) for n in own], [])

    def gap(numbers: list[int]) -> int:
        return min(abs(n - o) for n in numbers for o in own)

    offered = {c.value: c for c in place_candidates(mentions, around, []) if c.value}
    for name, rest in (("Mao", (0,)), ("Ost", (1, 2))):
        where = [n for n in places if n % 3 in rest]
        assert (name in offered) == bool(where and (gap(where) <= 6 or where[0] * SENTENCE + 10 < 200))
        if name in offered:
            assert offered[name].features[13] == min(gap(where), 6) / 6
            assert offered[name].span in [(n * SENTENCE + 10, n * SENTENCE + 13) for n in where]
    told = [c for c in date_candidates(mentions, around, []) if c.span]
    for day in range(3):
        where = [n for n in dates if n % 3 == day]
        found = [c for c in told if isinstance(c.value, When) and c.value.start.day == day + 1]
        assert bool(found) == bool(where and (gap(where) <= 3 or where[0] * SENTENCE <= 250))
        for one in found:
            assert one.features[3] == min(gap(where), 4) / 4
            nearest = min(where, key=lambda n: min(abs(n - o) for o in own))
            assert one.span == (nearest * SENTENCE, nearest * SENTENCE + 4)


@given(st.lists(st.integers(0, 50), min_size=1, unique=True), st.lists(st.integers(0, 50), min_size=1))
def test_the_gap_is_the_smallest_and_of_equals_the_first_counts(sentences: list[int], own: list[int]) -> None:
    spots = Spots(0)
    for n, sentence in enumerate(sentences):
        spots.add((n, n + 1), sentence)
    assert spots.gap(own) == min((abs(s - o), n) for n, s in enumerate(sentences) for o in own)


@given(NUMBERS, st.integers(0, 800))
def test_the_date_given_last(dates: list[int], at: int) -> None:
    around = scene([], dates)
    before = [s for s in around.times if s[0] <= at]
    assert around.last_time(at) == (around.times[max(before)] if before else None)


@given(st.text("a\n"), st.integers(0, 20))
def test_a_paragraph_is_the_number_of_blank_lines_before_it(text: str, at: int) -> None:
    assert Scene(report(text), TODAY, [], [], {}, 0).paragraph(at) == text.count("\n\n", 0, at)


def test_what_is_told_is_the_same_in_a_list() -> None:
    around = scene([3], [3, 4])
    mentions = Mentions([fled(3, time=(60, 64))], [])
    before = [(1, None), (2, MONDAY), (2, around.times[(80, 84)])]
    told = Told(before[:1])
    for one in before[1:]:
        told.append(one)
    assert date_candidates(mentions, around, told) == date_candidates(mentions, around, before)


def test_costs_grow_with_the_length_and_not_with_its_square() -> None:
    def work(number: int) -> None:
        """The choices of an incident in every sentence of a text that keeps naming the same places and dates."""
        around = scene(list(range(number)), list(range(number)), number)
        told = Told()
        for n in range(number):
            mentions = Mentions([fled(n, time=(n * SENTENCE, n * SENTENCE + 4))], [])
            place_candidates(mentions, around, [])
            date_candidates(mentions, around, told)
            told.append((n, MONDAY))

    assert seconds(lambda: work(1200), 3) < 3 * 8 * seconds(lambda: work(150), 3) + 0.05
