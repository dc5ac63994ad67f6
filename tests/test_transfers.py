"""What passes from whom to whom, worked out by hand. EXERCISE: all names and events are invented."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers_made import REPORT, Made, names_known
from sayso.weighing.registers import ByTables, Transfer, dot, row, transfers
from sayso.weighing.registers.graph import quoted


def one(made: Made) -> Transfer:
    (found,) = transfers(made.reading)
    return found


def ends(t: Transfer) -> tuple[str, str, str | None]:
    return t.giver.name, t.receiver.name, t.goods


def passed_on() -> Made:
    made = Made(
        "State radio said the rifles had been supplied by Norland to the Hill Guard, which then sold it to the Fordmen."
    )
    made.groups("Norland", "Hill Guard", "Fordmen")
    made.said(
        "report",
        "State radio",
        "said",
        "the rifles had been supplied by Norland to the Hill Guard, which then sold it to the Fordmen",
    )
    made.event("supply", "supplied", actor="Norland", means="rifles")
    made.event("supply", "sold it", actor="which", target="Fordmen", means="rifles")
    return made


def test_a_supply() -> None:
    made = Made("Norland gave the Hill Guard 40 rifles.").event(
        "supply", "gave", actor="Norland", target="Hill Guard", means="40 rifles"
    )
    found = one(made)
    assert (found.id, found.how, *ends(found)) == (f"{REPORT}.e1", "supply", "Norland", "Hill Guard", "40 rifles")


@pytest.mark.parametrize(
    ("trigger", "how"), [("sold", "sale"), ("paid", "payment"), ("trained", "training"), ("armed", "supply")]
)
def test_ways(trigger: str, how: str) -> None:
    assert (
        one(Made(f"Norland {trigger} the Guard.").event("supply", trigger, actor="Norland", target="Guard")).how == how
    )


def test_parties_are_known_by_the_day_of_the_report() -> None:
    """EXERCISE, long past: whose forces they are depends on who headed the state on that day."""
    for published, known in (("1987-03-22", True), ("2020-03-22", False)):
        made = Made("Libya was quiet. Gaddafi's forces sold the rifles.", published=published).groups(
            "Gaddafi", cls="person"
        )
        made.event("supply", "sold", actor="Gaddafi's forces", means="rifles")
        (found,) = transfers(made.reading, resolve=ByTables())
        assert (found.giver.key == "libya/armed-forces") is known


def test_money_for_nobody_s_arms_is_a_payment() -> None:
    assert one(Made("Norland sent cash.").event("supply", "sent", means="cash")).how == "payment"
    assert one(Made("Norland sent money and guns.").event("supply", "sent", means="money and guns")).how == "supply"


def test_the_same_thing_passed_on_is_one_route() -> None:
    first, second = transfers(passed_on().reading)
    assert ends(first) == ("Norland", "Hill Guard", "rifles")  # by "to the Hill Guard"
    assert ends(second) == ("Hill Guard", "Fordmen", "rifles")  # "which" is the Hill Guard
    assert (first.route, first.step, second.route, second.step) == (first.id, 1, first.id, 2)
    assert [link.source for link in second.chain] == ["Courier", "State radio"]
    assert any("which" in note for note in second.notes)


def test_two_deals_of_one_giver_are_no_route() -> None:
    made = Made("Norland armed the Guard. Norland armed the Fordmen.")
    made.event("supply", "armed", actor="Norland", target="Guard").event(
        "supply", ("armed", 2), actor=("Norland", 2), target="Fordmen"
    )
    assert [t.route for t in transfers(made.reading)] == ["", ""]


def test_goods_taken_for_the_receiver() -> None:
    made = Made("They supply Norland arms to the Fordmen.").groups("Norland", "Fordmen")
    made.event("supply", "supply", actor="They", target="Norland arms")
    assert ends(one(made)) == ("They", "Fordmen", "Norland arms")


def test_nobody_is_giver_and_receiver() -> None:
    made = Made("The Fordmen armed with rifles left.").event(
        "supply", "armed", actor="Fordmen", target="Fordmen", means="rifles"
    )
    assert ends(one(made)) == ("(not said)", "Fordmen", "rifles")


def test_who_is_armed_is_no_giver() -> None:
    made = Made("Vorn accused the Fordmen of being secretly armed.").event("supply", "armed", actor="Fordmen")
    assert ends(one(made)) == ("(not said)", "Fordmen", None)
    made = Made("The Fordmen secretly armed them.").event("supply", "armed", actor="Fordmen")
    assert ends(one(made)) == ("Fordmen", "(not said)", None)


@pytest.mark.parametrize(
    ("text", "trigger", "roles", "giver"),
    [
        ("Norland buys rifles.", "buys", {"actor": "Norland", "means": "rifles"}, "(not said)"),
        ("Norland is buying rifles.", "buying", {"actor": "Norland", "target": "rifles"}, "(not said)"),
        ("Norland purchased quads.", "purchased", {"actor": "Norland", "target": "quads", "means": "quads"}, "(not said)"),
        ("Norland bought rifles from the Fordmen.", "bought", {"actor": "Norland", "means": "rifles"}, "Fordmen"),
        ("Norland bought rifles from the Fordmen.", "bought", {"actor": "Norland", "target": "Fordmen"}, "Fordmen"),
        ("Rifles acquired by Norland were lost.", "acquired", {"actor": "Norland", "means": "Rifles"}, "(not said)"),
        ("Norland got rifles, according to the Fordmen.", "got", {"actor": "Norland", "means": "rifles"}, "(not said)"),
    ],
)  # fmt: skip
def test_who_buys_or_gets_is_the_receiver(text: str, trigger: str, roles: dict[str, str], giver: str) -> None:
    found = one(
        Made(text).groups("Norland", "Fordmen" if "Fordmen" in text else "Norland").event("supply", trigger, **roles)
    )
    assert (found.giver.name, found.receiver.name) == (giver, "Norland")
    assert any("it gets" in note for note in found.notes)


def test_who_sells_or_buys_for_others_is_the_giver() -> None:
    made = Made("Rifles bought from Norland were lost.").event("supply", "bought", actor="Norland", means="Rifles")
    assert ends(one(made)) == ("Norland", "(not said)", "Rifles")
    made = Made("Norland bought rifles for the Guard.")
    made.event("supply", "bought", actor="Norland", target="Guard", means="rifles")
    assert ends(one(made)) == ("Norland", "Guard", "rifles")


def test_who_says_so_gets_nothing() -> None:
    made = Made("Norland sold rifles, according to the Fordmen.").groups("Fordmen")
    assert not one(made.event("supply", "sold", actor="Norland", means="rifles")).receiver.said


def test_a_seizure_is_taken_by_the_actor_from_whom_it_says() -> None:
    made = Made("The army seized 40 rifles from the Fordmen.").groups("Fordmen")
    made.event("seizure", "seized", actor="army", target="40 rifles")
    assert ends(one(made)) == ("Fordmen", "army", "40 rifles")


def test_what_was_recovered_from_somebody_was_not_taken_by_them() -> None:
    made = Made("40 rifles were recovered from the Fordmen.").event(
        "seizure", "recovered", actor="Fordmen", target="40 rifles"
    )
    assert ends(one(made)) == ("Fordmen", "(not said)", "40 rifles")


def test_from_a_place_is_from_nobody() -> None:
    made = (
        Made("The army seized 40 rifles from Lower Quay after the Fordmen left.")
        .groups("Fordmen")
        .groups("Lower Quay", cls="place")
    )
    made.event("seizure", "seized", actor="army", target="40 rifles")
    assert ends(one(made)) == ("(not said)", "army", "40 rifles")


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Automatic weapons were seized from the four cells, the army said.", "Automatic weapons"),
        ("In Quay, 40 rifles have also been seized from the four cells.", "40 rifles"),
        ("The army seized 40 rifles from the four cells.", "40 rifles"),
        ("Much was seized from the four cells.", None),
        ("The army said that it was there and seized from the four cells what it liked.", None),
    ],
)
def test_who_stands_after_from_is_no_goods(text: str, goods: str | None) -> None:
    found = one(Made(text).event("seizure", "seized", target="four cells"))
    assert (found.giver.name, found.goods) == ("four cells", goods)
    assert goods is None or (found.goods_span is not None and text[slice(*found.goods_span)] == goods)
    assert found.notes == ("“four cells” stands after “from”, so it loses the goods",)


def test_a_place_loses_nothing() -> None:
    seized = Made("Rifles were seized from Lower Quay.").groups("Lower Quay", cls="place")
    seized.event("seizure", "seized", target="Lower Quay")
    cleared = Made("Sappers cleared mines from the road.").event("seizure", "cleared", actor="Sappers", target="road")
    assert ends(one(seized)) == ("(not said)", "(not said)", "Rifles")
    assert ends(one(cleared)) == ("(not said)", "Sappers", "mines")


def test_mines_are_cleared_not_seized() -> None:
    assert (
        one(Made("Sappers defused 3 mines.").event("seizure", "defused", actor="Sappers", target="3 mines")).how
        == "clearance"
    )


def test_a_misread_clause_is_cut_to_the_party_in_it() -> None:
    made = Made("The Guard gets its arms from the old depots where the Norland navy stored them.").groups(
        "Norland navy"
    )
    made.event("supply", "gets", actor="its arms from the old depots where the Norland navy", target="Guard")
    found = one(made)
    assert found.giver.name == "Norland navy"
    assert (found.giver.words or "").startswith("its arms")


def test_a_row() -> None:
    plain = row(transfers(passed_on().reading)[0])
    assert (plain["giver"], plain["receiver"], plain["goods_span"]) == ("Norland", "Hill Guard", [21, 27])


# ------------------------------------------------------------------ the graph


def test_two_names_of_one_party_are_one_node() -> None:
    made = Made("Norland armed the Ford Militia. Norland paid the Fordmen.")
    made.event("supply", "armed", actor="Norland", target="Ford Militia").event(
        "supply", "paid", actor=("Norland", 2), target="Fordmen"
    )
    drawn = dot(transfers(made.reading, names_known))
    assert drawn.count('[label="Ford Militia"]') == 1
    assert drawn.count("->") == 2


def test_unknown_givers_are_not_one_party() -> None:
    made = Made("The Guard was armed. The Fordmen were armed.")
    made.event("supply", "armed", target="Guard").event("supply", ("armed", 2), target="Fordmen")
    drawn = dot(transfers(made.reading))
    assert drawn.count("shape=point") == 2


def test_the_same_claim_of_two_reports_is_one_edge_with_both_chains() -> None:
    text = "Norland armed the Guard."
    found = [
        t for name, outlet in (("aaaaaaaaaaaa", "Courier"), ("bbbbbbbbbbbb", "Herald"))
        for t in transfers(Made(text, outlet, name=name).event("supply", "armed", actor="Norland", target="Guard").reading)
    ]  # fmt: skip
    drawn = dot(found)
    assert drawn.count("->") == 1
    assert "x2" in drawn and "Courier" in drawn and "Herald" in drawn


@given(st.text(max_size=200))
def test_any_text_is_one_string_of_dot(text: str) -> None:
    said = quoted(text)
    assert re.fullmatch(r'"(?:[^"\\\x00-\x1f]|\\["\\])*"', said)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_takes_it() -> None:
    made = Made('A "x" \\ ]; B {} gave C arms.').event(
        "supply", "gave", actor='A "x" \\ ]; B {}', target="C", means="arms"
    )
    subprocess.run(["dot", "-Tsvg"], input=dot(transfers(made.reading)), text=True, check=True, capture_output=True)
