"""Which mentions tell of one incident: vectors of their words, pairs of near mentions, joining by average link."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from invented import report, wire

from sayso.reading import grouping
from sayso.reading.first import Seen, read_windows
from sayso.reading.grouping import BACK, Grouped, average_link, pair_chances
from sayso.reading.learned import LearnedReader
from sayso.reading.network import OnnxNetwork, Settings
from sayso.reading.vectors import Vectors
from sayso.reading.words import Window, cut


@pytest.fixture(scope="module")
def reader() -> LearnedReader:
    return LearnedReader()


@pytest.fixture(scope="module")
def mentions(reader: LearnedReader) -> list[Grouped]:
    """The mentions of a long report, as the reader groups them."""
    kept: list[Grouped] = []
    original = grouping.group

    def keep(some, *rest):  # type: ignore[no-untyped-def]
        kept.extend(some)
        return original(some, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.reading.learned.group", keep)
        reader.read(report("\n\n".join([wire()] * 8)))
    return kept


def test_pairs_reach_back_so_far_and_no_further(reader: LearnedReader, mentions: list[Grouped]) -> None:
    assert len(mentions) > 3 * BACK
    chances = pair_chances(mentions, reader._network, reader.settings)
    assert set(chances) == {(i, j) for j in range(len(mentions)) for i in range(max(0, j - BACK), j)}
    assert all(0 <= chance <= 1 for chance in chances.values())


def test_how_many_are_scored_at_a_time_makes_no_difference(
    reader: LearnedReader, mentions: list[Grouped], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pair_chances(mentions, reader._network, reader.settings)
    monkeypatch.setattr(grouping, "BATCH", 7)
    parts = pair_chances(mentions, reader._network, reader.settings)
    assert parts.keys() == whole.keys()
    assert max(abs(parts[k] - whole[k]) for k in whole) < 1e-4


def test_both_judges_are_heard(reader: LearnedReader, mentions: list[Grouped]) -> None:
    def with_mix(*mix: float) -> dict[tuple[int, int], float]:
        return pair_chances(mentions[:30], reader._network, replace(reader.settings, mix=mix))

    trees, words = with_mix(1.0, 0.0, 0.0), with_mix(0.0, 1.0, 0.0)
    assert max(abs(trees[k] - words[k]) for k in trees) > 0.1
    assert all(chance > 0.99 for chance in with_mix(0.0, 0.0, 5.0).values())


def test_a_word_has_the_vector_of_the_window_that_it_was_read_in_afresh(reader: LearnedReader) -> None:
    words = cut("\n\n".join([wire()] * 3), reader._tokenizer)
    seen = list(read_windows(words, OnnxNetwork(), Settings()))
    assert len(seen) > 2
    vectors = Vectors(seen)
    for part in seen:
        for word in (part.window.fresh, part.window.last - 1):
            assert np.allclose(vectors.mean((word, word + 1)), part.vectors[word - part.window.first])


def test_some_words_have_their_mean_and_none_has_nothing() -> None:
    made = np.arange(12, dtype=np.float32).reshape(4, 3)
    vectors = Vectors([Seen(Window(0, 0, 4), made)])
    assert vectors.mean((1, 3)).tolist() == [4.5, 5.5, 6.5]
    assert vectors.mean(None).tolist() == [0.0, 0.0, 0.0]


def test_groups_are_joined_by_their_mean_and_not_by_one_bridge() -> None:
    chances = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.9, (0, 2): 0.1, (0, 3): 0.1, (1, 3): 0.1}
    assert average_link(4, chances, 0.5) == [[0, 1], [2, 3]]
    assert average_link(4, chances, 0.2) == [[0, 1, 2, 3]]
