"""What a writer concludes and from what it may follow, worked out by hand. EXERCISE: all names and events are invented."""

from __future__ import annotations

from registers_made import REPORT, Made
from sayso.weighing.registers import inferences, row


def made() -> Made:
    found = Made(
        "The army left the Hill. The Fordmen shelled the Quay. Vorn said the Guard fled, and it shows that the town was looted."
        " This suggests that the Fordmen burned the depot, after they robbed the bank."
    )
    found.said("infer", "it", "shows", "the town was looted")
    found.said("infer", None, "suggests", "the Fordmen burned the depot", author=True)
    found.event("movement", "left").event("shelling", "shelled").event("displacement", "fled").event(
        "destruction", "looted"
    )
    found.event("destruction", "burned").event("destruction", "robbed")
    return found


def test_the_claims_beside_it_are_offered() -> None:
    (found,) = inferences(made().reading)
    assert (found.id, found.cue, found.words, found.who) == (
        f"{REPORT}.a2",
        "suggests",
        "the Fordmen burned the depot",
        "(the author)",
    )
    assert found.concludes == (f"{REPORT}.e5",)
    # e1 stands three sentences before
    assert [(p.claim[-2:], p.before) for p in found.rests_on] == [("e2", 2), ("e3", 1), ("e4", 1), ("e6", 0)]


def test_those_of_sources_only_when_asked_for() -> None:
    assert [i.id[-2:] for i in inferences(made().reading, everyone=True)] == ["a1", "a2"]


def test_what_is_concluded_is_not_what_it_rests_on() -> None:
    for found in inferences(made().reading, everyone=True):
        assert not {p.claim for p in found.rests_on} & set(found.concludes)


def test_without_claims_nothing_is_offered() -> None:
    text = Made("It seems that it rains.").said("infer", None, "seems", "it rains", author=True)
    (found,) = inferences(text.reading)
    assert (found.concludes, found.rests_on) == ((), ())


def test_at_the_beginning_there_are_no_sentences_before() -> None:
    text = Made("It seems that the army fled. The Quay burned.").said(
        "infer", None, "seems", "the army fled", author=True
    )
    text.event("movement", "fled").event("destruction", "burned")
    (found,) = inferences(text.reading)
    assert (found.concludes, found.rests_on) == ((f"{REPORT}.e1",), ())


def test_other_kinds_are_none() -> None:
    text = Made("It will rain.").said("predict", None, "will", "rain", author=True)
    assert inferences(text.reading) == ()


def test_a_row_is_plain() -> None:
    plain = row(inferences(made().reading)[0])
    assert plain["rests_on"][0]["claim"] == f"{REPORT}.e2"
    assert plain["content"] == [list(made().at("the Fordmen burned the depot") or ())]
