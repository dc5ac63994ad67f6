"""Pieces of what hangs together: small, local, and a function of the graph. Exercise: every account here is a letter or a number."""

from __future__ import annotations

import random
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.weighing.incidents.pieces import CUTS, Pieces

Graph = dict[str, dict[str, float]]
LETTERS = "abcdefghijkl"

pairs = st.dictionaries(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda p: p[0] < p[1]),
    st.sampled_from((0.3, 0.5, 0.64, 0.7, 0.85, 0.92, 0.96, 0.99)),
    max_size=24,
)


def graph(some: Mapping[tuple[str, str], float]) -> Graph:
    out: Graph = {letter: {} for letter in LETTERS}
    for (a, b), chance in some.items():
        out[a][b] = out[b][a] = chance
    return out


def pieces_of(g: Graph, most: int = 3) -> dict[str, list[str]]:
    pieces = Pieces(g.__getitem__, most)
    return {id: pieces.of(id) for id in g}


def together(g: Graph, id: str, cut: float) -> list[str]:
    """What hangs together with an account, worked out in another way: until nothing more comes."""
    found = {id}
    while fresh := {b for a in found for b, chance in g[a].items() if chance >= cut} - found:
        found |= fresh
    return sorted(found)


@settings(deadline=None)
@given(pairs)
def test_a_piece_is_what_hangs_together_at_the_first_cut_that_leaves_few(some: dict[tuple[str, str], float]) -> None:
    g = graph(some)
    for id, piece in pieces_of(g).items():
        every = [together(g, id, cut) for cut in CUTS]
        firsts = {a: min(a, *[b for b, chance in g[a].items() if chance >= CUTS[-1]], a) for a in g}
        last = [a for a in sorted(g) if firsts[a] == firsts[id]]
        assert piece == next((found for found in every if len(found) <= 3), last)


@settings(deadline=None)
@given(pairs)
def test_every_account_is_in_exactly_one_piece(some: dict[tuple[str, str], float]) -> None:
    g = graph(some)
    every = Pieces(g.__getitem__, 3).all(g)
    assert sorted(id for piece in every for id in piece) == sorted(g)


@settings(deadline=None)
@given(pairs, st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda p: p[0] < p[1]))
def test_a_pair_changes_only_the_pieces_of_its_two(some: dict[tuple[str, str], float], pair: tuple[str, str]) -> None:
    without = {p: chance for p, chance in some.items() if p != pair}
    before, after = pieces_of(graph(without)), pieces_of(graph(without | {pair: 0.7}))
    touched = {id for end in pair for id in (*before[end], *after[end])}
    assert {id for id in LETTERS if before[id] != after[id]} <= touched


def test_what_is_large_is_not_looked_at_as_a_whole() -> None:
    """A chain of 100,000 accounts, likelier pairs between neighbours of ten: a piece is ten, and some hundred looks are enough."""
    looks = 0

    def near(id: str) -> dict[str, float]:
        nonlocal looks
        looks += 1
        n = int(id)
        return {str(m): 0.6 if m // 10 == n // 10 else 0.4 for m in (n - 1, n + 1) if 0 <= m < 100_000}

    assert Pieces(near, 100).of("50005") == [str(n) for n in range(50_000, 50_010)]
    assert looks < 250


def test_a_bulletin_that_is_the_same_for_years_is_not_one_piece() -> None:
    """A ring of 5,000, each nearly certain to be the same as the two before and after it: a piece is the account that is least and those that go with it."""
    near = {
        f"{n:04d}": {f"{(n + step) % 5000:04d}": 0.999 for step in (-2, -1, 1, 2)}
        for n in random.Random(3).sample(range(5000), 5000)
    }
    every = Pieces(near.__getitem__, 3).all(near)
    assert sorted(id for piece in every for id in piece) == sorted(near)
    assert max(map(len, every)) <= 5


def test_what_is_as_likely_throughout_stays_one_piece() -> None:
    g = {str(n): {str(m): 0.99 for m in range(8) if m != n} for n in range(8)}
    assert Pieces(g.__getitem__, 3).of("4") == [str(n) for n in range(8)]
