"""Who acts in a claim: pronouns are no actors. EXERCISE: all names and events are invented."""

from __future__ import annotations

import pytest

from sayso.records import Attribution, Event, Kind, Name, Reading, Report, Span
from sayso.weighing import claims
from sayso.weighing.sources import Party, said


def at(text: str, words: str) -> Span:
    """Where some words stand first."""
    return text.index(words), text.index(words) + len(words)


def actor(
    text: str, source: str, cue: str, content: str, pronoun: str, kind: Kind = "deny", *groups: str, cls: str = "group"
) -> Party | None:
    """The actor of the one event of a text, of which a pronoun is given as the actor."""
    where = at(text, content)
    start = text.index(pronoun, where[0])
    names = tuple(Name(at(text, g), cls) for g in (source, *groups))  # type: ignore[arg-type]
    event = Event("e1", at(text, "shelled"), "shelling", actor=(start, start + len(pronoun)))
    reading = Reading(
        Report("r1", text, "Courier", published="1931-03-12"), names, (Attribution("a1", at(text, source), at(text, cue), (where,), kind),), (event,)
    )  # fmt: skip
    (one,) = said(reading, claims(reading))
    return one.actor


def test_it_is_who_denies() -> None:
    text = "The Ford Militia denied that it had shelled Mondo."
    found = actor(text, "Ford Militia", "denied", "that it had shelled Mondo", "it")
    assert found is not None
    assert (found.id, found.name) == ("~ford militia", "Ford Militia")
    assert '"it" is taken for the one who speaks' in found.how


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "pronoun", "kind", "groups"),
    [
        ("The Ford Militia said the Hill Guard fled after it shelled Mondo.", "Ford Militia", "said", "the Hill Guard fled after it shelled Mondo", "it", "report", ["Hill Guard"]),
        ("The Ford Militia denied that the Hill Guard fled after it shelled Mondo.", "Ford Militia", "denied", "that the Hill Guard fled after it shelled Mondo", "it", "deny", ["Hill Guard"]),
        ("The Ford Militia denied that he shelled Mondo.", "Ford Militia", "denied", "that he shelled Mondo", "he", "deny", []),
        ("The Ford Militia said this shelled Mondo.", "Ford Militia", "said", "this shelled Mondo", "this", "report", []),
    ],
)  # fmt: skip
def test_a_pronoun_that_may_be_somebody_else_is_nobody(
    text: str, source: str, cue: str, content: str, pronoun: str, kind: Kind, groups: list[str]
) -> None:
    assert actor(text, source, cue, content, pronoun, kind, *groups) is None


def test_we_are_who_speaks_and_it_is_no_person() -> None:
    text = 'The Ford Militia said: "Never have we shelled Mondo."'
    found = actor(text, "Ford Militia", "said", "Never have we shelled Mondo", "we", "report")
    assert found is not None and found.id == "~ford militia"
    text = "Haro Tibek denied that it shelled Mondo."
    assert actor(text, "Haro Tibek", "denied", "that it shelled Mondo", "it", cls="person") is None


def test_nobody_speaks() -> None:
    text = "It shelled Mondo."
    reading = Reading(
        Report("r1", text, "Courier"), (), (), (Event("e1", at(text, "shelled"), "shelling", actor=(0, 2)),)
    )
    (one,) = said(reading, claims(reading))
    assert one.actor is None


def side_by_side(text: str, *voices: tuple[str, str, str, str | None]) -> tuple[tuple[int, ...], ...]:
    """The lines of the one event's chain; voices by source, cue, content and id of the one that they stand inside."""
    attributions = tuple(
        Attribution(f"a{n}", at(text, source) if source else None, at(text, cue), (at(text, content),), inside=inside)
        for n, (source, cue, content, inside) in enumerate(voices, 1)
    )
    reading = Reading(
        Report("r1", text, "Courier"), attributions=attributions, events=(Event("e1", at(text, "shelled"), "shelling"),)
    )
    (one,) = said(reading, claims(reading))
    return one.beside


def test_voices_that_do_not_pass_each_other_on_stand_side_by_side() -> None:
    text = "The Union said the Hill Guard shelled Mondo, a charge denied by Dar Tem."
    content = "the Hill Guard shelled Mondo"
    assert side_by_side(text, ("The Union", "said", content, None), ("Dar Tem", "denied", content, None)) == (
        (0,),
        (1,),
    )
    assert side_by_side(text, ("The Union", "said", content, "a2"), ("Dar Tem", "denied", content, None)) == ()


def test_a_source_in_anothers_words_and_a_pronoun_do_not_stand_beside_it() -> None:
    text = "The army dismissed a report by the Monitor that its troops shelled Mondo."
    outer = ("The army", "dismissed", "a report by the Monitor that its troops shelled Mondo", None)
    assert side_by_side(text, outer, ("the Monitor", "report", "its troops shelled Mondo", None)) == ()
    text = "Dar Tem said they shelled Mondo, he believed."
    assert (
        side_by_side(text, ("Dar Tem", "said", "they shelled Mondo", None), ("he", "believed", "shelled", None)) == ()
    )
    assert side_by_side(text, ("Dar Tem", "said", "they shelled Mondo", None), ("", "believed", "shelled", None)) == ()
