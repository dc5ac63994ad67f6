"""Who is quoted inside whose words. EXERCISE: invented."""

from __future__ import annotations

from dataclasses import replace

from clock import seconds
from invented import span

from sayso.reading.nesting import Nearby, nest
from sayso.records import Attribution


def said(name: str, text: str, source: str | None, cue: str, content: str, author: bool = False) -> Attribution:
    return Attribution(
        name, None if source is None else span(text, source), span(text, cue), (span(text, content),), author=author
    )


def insides(*attributions: Attribution, outlets: tuple[tuple[int, int], ...] = ()) -> dict[str, str | None]:
    """``inside`` by id; the same whatever the order in which they come."""
    found = nest(list(attributions), outlets)
    assert [a.id for a in found] == [a.id for a in attributions]
    out = {a.id: a.inside for a in found}
    assert {a.id: a.inside for a in nest(list(attributions)[::-1], outlets)} == out
    return out


def test_nobody_and_one_alone() -> None:
    text = "A guard said they left."
    assert nest([]) == ()
    assert insides(said("a1", text, "A guard", "said", "they left")) == {"a1": None}


def test_side_by_side_is_not_inside() -> None:
    text = "A guard said they left. A cook said they stayed."
    cook = Attribution("a2", span(text, "A cook"), span(text, "said", 2), (span(text, "they stayed"),))
    assert insides(said("a1", text, "A guard", "said", "they left"), cook) == {"a1": None, "a2": None}


def test_said_that_somebody_said() -> None:
    text = "LPNA reported that a major said that a prisoner confessed that they sold it."
    outer = said("a1", text, "LPNA", "reported", "a major said that a prisoner confessed that they sold it")
    middle = said("a2", text, "a major", "said", "a prisoner confessed that they sold it")
    inner = said("a3", text, "a prisoner", "confessed", "they sold it")
    assert insides(outer, middle, inner) == {"a1": None, "a2": "a1", "a3": "a2"}


def test_quoted_somebody_as_saying() -> None:
    text = "The radio quoted a prisoner as saying that they sold it."
    outer = said("a1", text, "The radio", "quoted", "they sold it")
    inner = said("a2", text, "a prisoner", "saying", "they sold it")
    assert insides(outer, inner) == {"a1": None, "a2": "a1"}


def test_of_two_that_share_their_words_the_outlet_passes_them_on() -> None:
    text = "They sold it, a prisoner said, according to LPNA."
    inner = said("a1", text, "a prisoner", "said", "They sold it")
    outer = said("a2", text, "LPNA", "according to", "They sold it")
    assert insides(inner, outer, outlets=(span(text, "LPNA"),)) == {"a1": "a2", "a2": None}
    assert insides(inner, outer) == {"a1": None, "a2": "a1"}


def test_the_same_source_twice_is_not_inside_itself() -> None:
    text = "The major said and repeated that they sold it."
    first = said("a1", text, "The major", "said", "they sold it")
    again = said("a2", text, "The major", "repeated", "they sold it")
    assert insides(first, again) == {"a1": None, "a2": None}


def test_a_conclusion_of_the_author_is_not_quoted_by_whoever_shares_its_words() -> None:
    text = "They sold it, LPNA said, which it seems is true."
    quoted = said("a1", text, "LPNA", "said", "They sold it")
    author = said("a2", text, None, "it seems", "They sold it", author=True)
    assert insides(quoted, author) == {"a1": None, "a2": None}


def test_a_cue_outside_the_words_is_not_inside_them() -> None:
    text = "A guard said they left, the radio added."
    inner = said("a1", text, "A guard", "said", "they left")
    outer = said("a2", text, "the radio", "added", "A guard said they left")
    assert insides(inner, outer) == {"a1": "a2", "a2": None}


def test_an_inside_that_was_set_is_kept_where_nothing_better_is_found() -> None:
    text = "A guard said they left."
    (kept,) = nest(
        [Attribution("a1", span(text, "A guard"), span(text, "said"), (span(text, "they left"),), inside="a0")]
    )
    assert kept.inside == "a0"


def test_what_touches_a_span_is_near_it() -> None:
    filed = Nearby([(0, (0, 10)), (1, (500, 5000)), (2, (9000, 9010)), (0, (20_000, 20_010))])
    assert 1 in filed.near((2000, 2001)) and 1 in filed.near((5000, 5001)) and 0 in filed.near((20_005, 20_006))
    assert filed.near((9000, 9001), (0, 1)) == [0, 1, 2]
    assert filed.near((50_000, 50_001)) == []


def test_costs_grow_with_the_number_and_not_with_its_square() -> None:
    def many(number: int) -> list[Attribution]:
        return [
            Attribution(f"a{n}", (100 * n, 100 * n + 5), (100 * n + 6, 100 * n + 10), ((100 * n + 20, 100 * n + 90),))
            for n in range(number)
        ]

    few, more = many(100), many(800)
    assert seconds(lambda: nest(more)) < 3 * 8 * seconds(lambda: nest(few), 3) + 0.05


def test_two_that_could_each_hold_the_other_make_no_circle() -> None:
    agency = Attribution("a1", (0, 4), (10, 14), ((8, 100),))
    officer = Attribution("a2", (20, 24), (5, 7), ((5, 105),))
    assert insides(agency, officer, outlets=((0, 4),)) == {"a1": None, "a2": "a1"}


def test_who_is_cited_is_quoted_by_the_other() -> None:
    text = "Citing a medic, LPNA said they left."
    medic, outlet = said("a1", text, "a medic", "Citing", "they left"), said("a2", text, "LPNA", "said", "they left")
    assert {a.id: a.inside for a in nest([medic, outlet], (), text)} == {"a1": "a2", "a2": None}
    text = "They left, a guard said, citing a medic."
    guard, medic = said("a1", text, "a guard", "said", "They left"), said("a2", text, "a medic", "citing", "They left")
    assert {a.id: a.inside for a in nest([guard, medic], (), text)} == {"a1": None, "a2": "a1"}


def test_who_denies_what_another_said_is_outside_and_who_is_denied_elsewhere_beside() -> None:
    text = "The army denied rebel claims that it had shelled the port."
    army, rebels = (
        replace(said("a1", text, "The army", "denied", "it had shelled the port"), kind="deny"),
        replace(said("a2", text, "rebel", "claims", "it had shelled the port"), kind="report"),
    )
    assert {a.id: a.inside for a in nest([army, rebels], (), text)} == {"a1": None, "a2": "a1"}
    text = "The mayor accused the army of shelling the port, a charge denied by the ministry."
    mayor, ministry = (
        replace(said("a1", text, "The mayor", "accused", "of shelling the port"), kind="accuse"),
        replace(said("a2", text, "the ministry", "denied", "of shelling the port"), kind="deny"),
    )
    assert {a.id: a.inside for a in nest([mayor, ministry], (), text)} == {"a1": None, "a2": None}


def test_who_cites_is_outside_also_where_its_cue_stands_in_what_it_cites() -> None:
    words = "All the shells that fell on the port in the night came from the hills in the north"
    text = f"{words}, a guard said, citing a medic."
    guard, medic = (
        said("a1", text, "a guard", "said", words),
        said("a2", text, "a medic", "citing", f"{words}, a guard said"),
    )
    assert {a.id: a.inside for a in nest([guard, medic], (), text)} == {"a1": None, "a2": "a1"}


def test_a_doubtful_pronoun_or_belief_is_left_where_it_stands() -> None:
    text = "A guard said it expected them. A cook said they were thought to have left."
    it = said("a2", text, "it", "expected", "them")
    outer = said("a1", text, "A guard", "said", "it expected them")
    cook = Attribution(
        "a3", span(text, "A cook"), span(text, "said", 2), (span(text, "they were thought to have left"),)
    )
    thought = said("a4", text, None, "thought", "to have left")
    every = [outer, it, cook, thought]
    assert [a.inside for a in nest(every, (), text)] == [None, "a1", None, "a3"]
    assert [a.inside for a in nest(every, (), text, {"a2", "a4"})] == [None] * 4
    told = said("a2", text, "A guard", "expected", "them")  # another voice by name stays, however doubtful
    assert nest([replace(outer, source=None), told], (), text, {"a2"})[1].inside == "a1"
