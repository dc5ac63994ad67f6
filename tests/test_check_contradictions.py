"""Self-contradiction and impossible quantities, worked out by hand; the events are invented."""

from __future__ import annotations

import pytest

from check_made import checks, find, results
from sayso.records import Attribution, Check

KIND = "self-contradiction"
FIRST = "On 3 May 2011 shells on Kesra killed 12 civilians."


def told(second: str, first: str = FIRST, **more: object) -> list[Check]:
    """The checks of two sentences with one between them that names other places."""
    text = f"{first} Mondo and Ulbar were quiet. Ulbar is far. The road is closed. {second}"
    return checks(text, KIND, places=("Kesra", "Mondo", "Ulbar"), **more)  # type: ignore[arg-type]


def test_the_same_day_and_place_and_other_figures_fail() -> None:
    [found] = told("The shelling of Kesra on 3 May 2011 killed 19 civilians.", tolls=_tolls())
    assert found.result == "fails" and "both cannot be true" in found.sentence
    assert [i.words for i in found.inputs] == ["12 civilians", "19 civilians"]


def _tolls() -> list[object]:
    """Both figures in one incident, as a reader would have it."""
    from sayso.records import Toll

    text = f"{FIRST} Mondo and Ulbar were quiet. Ulbar is far. The road is closed. The shelling of Kesra on 3 May 2011 killed 19 civilians."
    return [
        Toll("t1", find(text, "12 civilians"), "killed", "civilians", 12, 12, incident="i1"),
        Toll("t2", find(text, "19 civilians"), "killed", "civilians", 19, 19, incident="i1"),
    ]


def test_two_open_figures_can_both_be_true() -> None:
    first = "The assault on Kesra killed hundreds of people including over 130 civilians."
    [found] = told("The assault on Kesra was followed by the slaughter of over 100 civilians.", first)
    assert found.result == "cannot tell"
    assert (
        found.sentence
        == "130 or more killed here, 100 or more there: both can be true, but the report gives two figures."
    )


@pytest.mark.parametrize(
    "second",
    [
        "The shelling of Kesra on 3 May 2011 killed 12 civilians.",  # the same
        "The shelling of Kesra on 4 May 2011 killed 19 civilians.",  # another day
        "The shelling of Ulbar on 3 May 2011 killed 19 civilians.",  # another place
        "A separate shelling of Kesra on 3 May 2011 killed 19 civilians.",
        "The shelling of Kesra on 3 May 2011 wounded 19 civilians.",
        "The shelling of Kesra on 3 May 2011 killed 19 soldiers.",
        "The shelling of Kesra on 3 May 2011 killed dozens of civilians.",  # says less, not otherwise
        "It was never said that the shelling of Kesra on 3 May 2011 killed 19 civilians.",
    ],
)
def test_no_contradiction(second: str) -> None:
    assert "fails" not in results(told(second))


def test_a_toll_that_rose_and_another_voice_do_not_fail() -> None:
    risen = "The toll of the shelling of Kesra on 3 May 2011 has risen: it killed 19 civilians."
    assert "fails" not in results(told(risen))
    other = "In Kesra on 3 May 2011 shells killed 19 civilians, a monitor held."
    text = f"{FIRST} Mondo and Ulbar were quiet. Ulbar is far. The road is closed. {other}"
    span = find(text, "In Kesra on 3 May 2011 shells killed 19 civilians")
    voice = Attribution("a1", find(text, "a monitor"), find(text, "held"), (span,))
    assert "fails" not in results(told(other, attributions=[voice]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five of the three hostages came home.", ["fails"]),
        ("Three of the five hostages came home.", []),
        ("They burned 18 of the 26 trucks.", []),
        ("They burned 28 of the 26 trucks.", ["fails"]),
        ("He cited Article 40 of the 11 August truce.", []),
        ("About 120 percent of the population fled.", ["fails"]),
        ("About 90 percent of the population fled.", []),
        ("The harvest was 120 percent of the last one.", []),
        ("", []),
    ],
)
def test_quantities_that_cannot_be(text: str, expected: list[str]) -> None:
    assert results(checks(text, "quantities")) == expected
