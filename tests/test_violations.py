"""Who is said to have broken what, worked out by hand. EXERCISE: all names and events are invented."""

from __future__ import annotations

import pytest

from registers_made import REPORT, Made, names_known
from sayso.weighing.registers import ByTables, Violation, row, tally, violations


def one(made: Made) -> Violation:
    (found,) = violations(made.reading)
    return found


def quarrel() -> Made:
    """The army accuses the militia twice, the militia the army once, and denies once."""
    made = Made(
        "The army said the Fordmen violated the truce at Hill 500. The army said the Fordmen broke the truce again."
        " The Fordmen said the army violated the ceasefire. The Fordmen denied that they breached the truce."
    )
    made.groups("The army", ("The army", 2), "Fordmen", ("Fordmen", 2), ("The Fordmen", 1), ("The Fordmen", 2))
    made.said("report", "The army", "said", "the Fordmen violated the truce at Hill 500")
    made.said("report", ("The army", 2), ("said", 2), "the Fordmen broke the truce again")
    made.said("report", ("Fordmen", 3), ("said", 3), "the army violated the ceasefire")
    made.said("deny", ("Fordmen", 4), "denied", "they breached the truce")
    made.event("violation", "violated", actor="Fordmen", target="truce", place="Hill 500")
    made.event("violation", "broke", actor=("Fordmen", 2), target=("truce", 2))
    made.event("violation", ("violated", 2), actor=("army", 3), target="ceasefire")
    made.event("violation", "breached", "denied", actor="they", target=("truce", 3))
    return made


def test_accused_and_accuser() -> None:
    first = violations(quarrel().reading)[0]
    assert (first.id, first.accused.name, first.accuser.name, first.stance) == (
        f"{REPORT}.e1",
        "Fordmen",
        "army",
        "accuses",
    )
    assert (first.broken, first.what, first.place) == ("truce", "truce", "Hill 500")


def test_both_directions_are_counted_alike() -> None:
    rows = [(t.accused, t.accuser, t.accuses, t.denies, t.in_return) for t in tally(violations(quarrel().reading))]
    assert rows == [
        ("army", "Fordmen", 1, 0, 2),
        ("Fordmen", "army", 2, 0, 1),
        ("they", "Fordmen", 0, 1, 0),  # a pronoun is not taken for anybody
    ]


def test_nothing_is_lost_in_counting() -> None:
    found = violations(quarrel().reading)
    counted = tally(found)
    assert sum(t.accuses + t.denies + t.ahead + t.possible for t in counted) == len(found)
    assert sorted(c for t in counted for c in t.claims) == sorted(v.id for v in found)


def test_a_resolver_makes_two_names_one_party() -> None:
    made = Made("The Ford Militia violated the truce, and the Fordmen broke it.")
    made.event("violation", "violated", actor="Ford Militia").event("violation", "broke", actor="Fordmen")
    (t,) = tally(violations(made.reading, names_known))
    assert (t.accused, t.accuses) == ("Ford Militia", 2)


def test_the_accused_of_an_accusation_is_named_before_the_act() -> None:
    made = Made("Vorn accused the Fordmen of violating the truce.").groups("Fordmen")
    made.said("accuse", "Vorn", "accused", "the Fordmen of violating the truce").event("violation", "violating")
    assert one(made).accused.name == "Fordmen"


@pytest.mark.parametrize("words", ["broke down", "collapsed", "fell apart"])
def test_a_truce_that_came_apart_accuses_nobody(words: str) -> None:
    made = Made(f"The truce of the army and the Fordmen {words}.").event(
        "violation", words, actor="army and the Fordmen"
    )
    assert not one(made).accused.said


def test_without_an_accusation_nobody_is_guessed() -> None:
    made = Made("Vorn said the Fordmen saw that the truce was violated.").groups("Fordmen")
    made.said("report", "Vorn", "said", "the Fordmen saw that the truce was violated").event("violation", "violated")
    found = one(made)
    assert (found.accused.name, found.accused.said) == ("(not said)", False)


def test_in_its_own_words_the_outlet_is_the_accuser() -> None:
    made = Made("The army has torn up the deal.").event("violation", "torn up", actor="army", target="deal")
    found = one(made)
    assert (found.accuser.name, found.broken) == ("Courier", "deal")


def test_an_outlet_is_one_accuser_whether_it_speaks_or_is_quoted() -> None:
    """EXERCISE: the outlet is a real one, its words are invented."""
    known = ByTables()
    own = Made("The army broke the truce.", "SANA").event("violation", "broke", actor="army", target="truce")
    told = Made("SANA said the army broke the truce.", name="bbbbbbbbbbbb").groups("SANA", cls="outlet")
    told.said("report", "SANA", "said", "the army broke the truce").event("violation", "broke", actor="army")
    accusers = {v.accuser.key: v.accuser.name for made in (own, told) for v in violations(made.reading, known)}
    assert accusers == {"sana": "Syrian Arab News Agency"}
    (unknown,) = violations(Made("The army broke it.", "Ford Wire").event("violation", "broke").reading, known)
    assert (unknown.accuser.key, unknown.accuser.name) == ("~outlet:ford wire", "Ford Wire")


def test_a_source_without_a_name_is_not_the_outlet() -> None:
    made = Made("Allegedly the army has torn up the deal.").said(
        "report", None, "Allegedly", "the army has torn up the deal"
    )
    made.event("violation", "torn up", actor="army")
    assert one(made).accuser.name == "(source not named)"


@pytest.mark.parametrize(
    ("status", "kind", "stance"),
    [("actual", "report", "accuses"), ("actual", "accuse", "accuses"), ("denied", "report", "denies"), ("actual", "deny", "denies"),
     ("prospective", "report", "ahead"), ("actual", "warn", "ahead"), ("possible", "report", "possible")],
)  # fmt: skip
def test_stances(status: str, kind: str, stance: str) -> None:
    made = Made("Vorn spoke of the army violating the truce.").said(
        kind, "Vorn", "spoke", "the army violating the truce"
    )
    assert one(made.event("violation", "violating", status)).stance == stance


@pytest.mark.parametrize(
    ("what", "kind"),
    [("the cessation of hostilities agreement", "truce"), ("the 2030 accord", "deal"), ("the arms embargo", "law"),
     ("it", "not said"), ("the de-escalation zone", "truce"), ("its sovereignty", "law")],
)  # fmt: skip
def test_what_is_broken(what: str, kind: str) -> None:
    made = Made(f"The army breached {what}.").event("violation", "breached", target=what)
    assert one(made).broken == kind


def test_other_events_are_no_violations() -> None:
    assert violations(Made("The army left.").event("movement", "left").reading) == ()


def test_a_row_has_the_parties_in_words() -> None:
    plain = row(violations(quarrel().reading)[0])
    assert (plain["accused"], plain["accused_words"], plain["accused_span"]) == ("Fordmen", "Fordmen", [18, 25])
