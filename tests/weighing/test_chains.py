"""Chains worked out by hand: on whose say-so does each claim stand? EXERCISE: all names and events are invented."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from sayso.records import Attribution, Claim, Event, Incident, Link, Reading, Report, Span, Toll
from sayso.weighing import claims


def span(text: str, words: str, n: int = 1) -> Span:
    """Where some words stand in a text for the n-th time."""
    at = -1
    for _ in range(n):
        at = text.index(words, at + 1)
    return at, at + len(words)


def reading(text: str, outlet: str | None = "Courier", **layers: object) -> Reading:
    return Reading(Report("aaaaaaaaaaaa", text, outlet), **layers)  # type: ignore[arg-type]


def event(text: str, trigger: str = "shelled", **fields: object) -> Event:
    return Event("e1", span(text, trigger), "shelling", **fields)  # type: ignore[arg-type]


def said(name: str, text: str, source: str | None, cue: str | None, content: str, **fields: object) -> Attribution:
    return Attribution(
        name,
        None if source is None else span(text, source),
        None if cue is None else span(text, cue),
        (span(text, content),),
        **fields,  # type: ignore[arg-type]
    )


def short(claim: Claim) -> list[tuple[str, str]]:
    return [(link.source, link.kind) for link in claim.chain]


def one(found: tuple[Claim, ...]) -> Claim:
    (claim,) = found
    return claim


def test_with_nobody_quoted_the_outlet_alone_says_it() -> None:
    text = "The militia shelled the port."
    claim = one(claims(reading(text, events=(event(text),))))
    assert claim.chain == (Link("Courier", "report"),)


def test_an_outlet_that_is_not_stated_stands_at_the_head_all_the_same() -> None:
    text = "The militia shelled the port."
    assert short(one(claims(reading(text, None, events=(event(text),))))) == [("(outlet not stated)", "report")]


def test_one_source() -> None:
    text = "The militia shelled the port, a dock worker said."
    a = said("a1", text, "a dock worker", "said", "The militia shelled the port")
    claim = one(claims(reading(text, attributions=(a,), events=(event(text),))))
    assert claim.chain == (
        Link("Courier", "report"),
        Link("a dock worker", "report", "said", span(text, "a dock worker"), span(text, "said"), "a1"),
    )


def test_what_is_said_elsewhere_is_no_part_of_the_chain() -> None:
    text = "The militia shelled the port. A dock worker said the sea was calm."
    a = said("a1", text, "A dock worker", "said", "the sea was calm")
    assert short(one(claims(reading(text, attributions=(a,), events=(event(text),))))) == [("Courier", "report")]


def test_words_that_only_touch_a_quotation_are_not_in_it() -> None:
    text = "The militia shelled the port, she said."
    a = said("a1", text, "she", "said", "lled the port")
    assert short(one(claims(reading(text, attributions=(a,), events=(event(text),))))) == [("Courier", "report")]


def test_nested_two_deep_the_outermost_first() -> None:
    text = "LPNA reported that a major said that a prisoner had confessed that the militia shelled the port."
    attributions = (
        said("a3", text, "a prisoner", "confessed", "the militia shelled the port", inside="a2"),
        said("a2", text, "a major", "said", "a prisoner had confessed that the militia shelled the port", inside="a1"),
        said("a1", text, "LPNA", "reported", "a major said that a prisoner had confessed that the militia shelled the port"),
    )  # fmt: skip
    claim = one(claims(reading(text, attributions=attributions, events=(event(text),))))
    assert short(claim) == [(n, "report") for n in ("Courier", "LPNA", "a major", "a prisoner")]
    assert [link.attribution for link in claim.chain] == [None, "a1", "a2", "a3"]


def test_two_that_share_their_content_stand_in_the_order_of_inside() -> None:
    text = "LPNA quoted a prisoner as saying that the militia shelled the port."
    content = "the militia shelled the port"
    inner = said("a1", text, "a prisoner", "saying", content, inside="a2")
    outer = said("a2", text, "LPNA", "quoted", content)
    for both in ((inner, outer), (outer, inner)):
        claim = one(claims(reading(text, attributions=both, events=(event(text),))))
        assert [link.source for link in claim.chain] == ["Courier", "LPNA", "a prisoner"]


def test_a_quotation_in_two_parts_holds_what_is_in_either() -> None:
    text = '"They shelled us," she said, "and a boat sank."'
    a = Attribution(
        "a1", span(text, "she"), span(text, "said"), (span(text, "They shelled us"), span(text, "and a boat sank"))
    )
    events = (event(text), replace(event(text, "sank"), id="e2", type="destruction"))
    assert [short(c) for c in claims(reading(text, attributions=(a,), events=events))] == [
        [("Courier", "report"), ("she", "report")]
    ] * 2


def test_the_author_concludes() -> None:
    text = "This suggests that the militia shelled the port."
    a = said("a1", text, None, "suggests", "the militia shelled the port", kind="infer", author=True)
    claim = one(claims(reading(text, attributions=(a,), events=(event(text),))))
    assert claim.chain[1] == Link("(the author)", "infer", "suggests", None, span(text, "suggests"), "a1")


def test_a_source_that_is_not_named_is_a_link_too() -> None:
    text = "The militia reportedly shelled the port."
    a = said("a1", text, None, "reportedly", "shelled the port")
    assert short(one(claims(reading(text, attributions=(a,), events=(event(text),))))) == [
        ("Courier", "report"),
        ("(source not named)", "report"),
    ]


def test_a_denial_is_kept_with_who_denies_and_its_dead_are_denied_with_it() -> None:
    text = "The militia denied that it shelled the port and killed 9 people."
    a = said("a1", text, "The militia", "denied", "it shelled the port and killed 9 people", kind="deny")
    events = (event(text, status="denied", target=span(text, "the port")),)
    tolls = (Toll("t1", span(text, "9 people"), "killed", "people", 9, 9, "e1"),)
    shelling, toll = claims(reading(text, attributions=(a,), events=events, tolls=tolls))
    assert (shelling.status, toll.status) == ("denied", "denied")
    assert short(shelling) == short(toll) == [("Courier", "report"), ("The militia", "deny")]


def test_the_dead_of_a_denied_act_are_denied_by_who_denies_it_and_not_by_the_outlet() -> None:
    text = "The militia denied that it shelled the port, killing 9 people."
    a = said("a1", text, "The militia", "denied", "it shelled the port", kind="deny")
    toll = Toll("t1", span(text, "9 people"), "killed", "people", 9, 9, "e1")
    for status, chain in (
        ("denied", [("Courier", "report"), ("The militia", "deny")]),
        ("actual", [("Courier", "report")]),
    ):
        found = claims(reading(text, attributions=(a,), events=(event(text, status=status),), tolls=(toll,)))
        assert (short(found[1]), found[1].status) == (chain, status)


def test_a_quotation_that_ends_within_the_words_holds_them_by_their_first() -> None:
    text = "A dock worker said 9 people died."
    toll = Toll("t1", span(text, "9 people"), "killed", "people", 9, 9)
    for content, links in (("9", 2), ("people died", 1)):
        a = said("a1", text, "A dock worker", "said", content)
        assert len(one(claims(reading(text, attributions=(a,), tolls=(toll,)))).chain) == links


def test_a_denied_flight_does_not_deny_the_dead_of_the_same_sentence() -> None:
    text = "9 people died, though the army denied that anybody fled."
    events = (Event("e1", span(text, "fled"), "displacement", "denied"),)
    tolls = (Toll("t1", span(text, "9 people"), "killed", "people", 9, 9, "e1"),)
    assert [c.status for c in claims(reading(text, events=events, tolls=tolls))] == ["actual", "denied"]


def test_a_planned_release_means_planned_numbers() -> None:
    text = "The gang will free 20 captives."
    events = (Event("e1", span(text, "free"), "release", "prospective"),)
    tolls = (Toll("t1", span(text, "20 captives"), "released", "hostages", 20, 20, "e1"),)
    assert [c.status for c in claims(reading(text, events=events, tolls=tolls))] == ["prospective"] * 2


def test_a_toll_takes_actor_and_place_from_its_event_but_not_the_target() -> None:
    text = "The militia shelled the port at Ost on Monday with mortars, killing 9 people."
    roles = {
        "actor": "The militia", "target": "the port", "place": "Ost", "time": "Monday", "means": "mortars",
    }  # fmt: skip
    e = event(text, incident="i1", **{role: span(text, words) for role, words in roles.items()})
    t = Toll("t1", span(text, "9 people"), "killed", "people", 9, 9, "e1", "i1")
    i = Incident("i1", "shelling", "", "2031-05-12", "2031-05-12", "day")
    shelling, toll = claims(reading(text, events=(e,), tolls=(t,), incidents=(i,)))
    assert {role: getattr(shelling, role) for role in roles} == roles
    assert {role: getattr(toll, role) for role in roles} == {**roles, "target": None}
    assert dict(shelling.spans) == {role: span(text, words) for role, words in roles.items()}
    assert (toll.who, toll.low, toll.high, toll.layer, toll.type) == ("people", 9, 9, "toll", "killed")
    for claim in (shelling, toll):
        assert (claim.start, claim.end, claim.precision) == ("2031-05-12", "2031-05-12", "day")
        assert claim.incident == "aaaaaaaaaaaa.i1" and claim.report == "aaaaaaaaaaaa"
    assert (shelling.id, toll.id) == ("aaaaaaaaaaaa.e1", "aaaaaaaaaaaa.t1")


def when(text: str, words: str, incident: Incident | None, status: str = "actual") -> tuple[str | None, ...]:
    """The dates of a shelling at a time and of its toll, which are the same."""
    e = event(text, time=span(text, words), status=status, incident=incident and incident.id)
    t = Toll("t1", span(text, "9 people"), "killed", "people", 9, 9, "e1", incident and incident.id)
    report = Report("aaaaaaaaaaaa", text, "Courier", published="2031-05-14")
    first, toll = claims(Reading(report, events=(e,), tolls=(t,), incidents=(incident,) if incident else ()))
    assert (first.start, first.end, first.precision) == (toll.start, toll.end, toll.precision)
    return first.start, first.end, first.precision


def test_a_time_of_its_own_outside_that_of_the_incident_wins() -> None:
    dated = Incident("i1", "shelling", "", "2031-05-12", "2031-05-12", "day")
    text = "They shelled it in 2028 and 9 people died."
    assert when(text, "2028", dated) == ("2028-01-01", "2028-12-31", "year")
    assert when("They shelled it on May 13 and 9 people died.", "May 13", dated)[0] == "2031-05-13"
    assert when("They shelled it in May and 9 people died.", "May", dated) == ("2031-05-12", "2031-05-12", "day")
    assert when("They shelled it at dusk and 9 people died.", "dusk", dated)[0] == "2031-05-12"


def test_a_claim_without_a_dated_incident_has_its_own_date() -> None:
    text = "They shelled it on May 13 and 9 people died."
    assert when(text, "May 13", Incident("i1", "shelling", "")) == ("2031-05-13", "2031-05-13", "day")
    planned = "It will be shelled from June 1, and 9 people with it."
    assert when(planned, "June 1", None, "prospective") == ("2031-06-01", "2031-06-01", "day")


def test_without_event_or_incident_a_toll_stands_alone() -> None:
    text = "In all 9 people died."
    claim = one(claims(reading(text, tolls=(Toll("t1", span(text, "9 people"), "killed", "people", 9, 9),))))
    assert (claim.status, claim.start, claim.precision, claim.incident) == ("actual", None, "unknown", None)


def test_claims_come_in_text_order_with_their_own_sentence() -> None:
    text = "They shelled the port. Gen. Orr fled. 9 people died."
    events = (replace(event(text, "fled"), id="e2"), event(text))
    tolls = (Toll("t1", span(text, "9 people"), "killed", "people", 9, 9),)
    found = claims(reading(text, events=events, tolls=tolls))
    assert [c.id.split(".")[1] for c in found] == ["e1", "e2", "t1"]
    assert [text[slice(*c.sentence)] for c in found] == ["They shelled the port.", "Gen. Orr fled.", "9 people died."]
    assert [text[slice(*c.span)] for c in found] == [c.words for c in found] == ["shelled", "fled", "9 people"]


@pytest.mark.parametrize("loop", [{"a1": "a2", "a2": "a1"}, {"a1": "a1", "a2": "a2"}, {"a1": "gone", "a2": None}])
def test_attributions_that_stand_inside_each_other_do_not_hang(loop: dict[str, str | None]) -> None:
    text = "LPNA quoted a prisoner as saying that they shelled it."
    attributions = tuple(
        said(n, text, source, None, "they shelled it", inside=loop[n])
        for n, source in (("a1", "LPNA"), ("a2", "a prisoner"))
    )
    claim = one(claims(reading(text, attributions=attributions, events=(event(text),))))
    assert sorted(link.source for link in claim.chain) == ["Courier", "LPNA", "a prisoner"]


def test_an_empty_reading_has_no_claims() -> None:
    assert claims(reading("")) == ()


def test_costs_grow_with_the_number_of_claims_and_not_with_its_square() -> None:
    def work(number: int) -> float:
        """CPU seconds for so many sentences, each with a claim that somebody is quoted on."""
        line = "Orr said that they shelled it. "
        at = range(0, number * len(line), len(line))
        attributions = tuple(
            Attribution(f"a{n}", (n, n + 3), (n + 4, n + 8), ((n + 14, n + 29),), inside=None) for n in at
        )
        events = tuple(Event(f"e{n}", (n + 19, n + 26), "shelling") for n in at)
        begin = time.process_time()
        found = claims(reading(line * number, attributions=attributions, events=events))
        assert [len(c.chain) for c in found] == [2] * number
        return time.process_time() - begin

    assert min(work(1600) for _ in range(3)) < 3 * 8 * min(work(200) for _ in range(3)) + 0.05
