"""Claims led to their roots and counted, worked out by hand. EXERCISE: all names and events are invented."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling import Passage, event, names, party, toll

from sayso.records import Attribution, Event, Link, Name, Reading, Report, plain
from sayso.weighing import claims
from sayso.weighing.sources import Party, Said, by_incident, roots, said, sources
from sayso.weighing.sources.credits import credited
from sayso.weighing.sources.passing import followed
from sayso.weighing.sources.stance import stance
from sayso.weighing.sources.voices import phrases


def independent(*claims_: Said, reuse: tuple[Passage, ...] = ()) -> int:
    return sources("x1", claims_, reuse).independent


def test_the_innermost_named_source_is_the_root() -> None:
    (r,) = roots([event("a.e1", "Courier", "LPNA", "Major Dar", "Prisoner Tib")])
    assert names(r.roots) == ["Prisoner Tib"]
    assert "Courier <- LPNA <- Major Dar <- Prisoner Tib" in r.steps[0]


def test_behind_a_named_source_those_without_a_name_do_not_count() -> None:
    (r,) = roots([event("a.e1", "Courier", "LPNA", "?a military source")])
    assert names(r.roots) == ["LPNA"]
    assert 'No name: "a military source".' in r.steps


def test_three_outlets_that_cite_one_monitor_have_one_root() -> None:
    found = sources("x1", [event(f"{o}.e1", o, "Monitor") for o in ("a", "b", "c")])
    assert (found.reports, len(found.outlets), found.independent, found.single) == (3, 3, 1, True)
    assert found.why[-1] == "Single source: everything rests on Monitor."


def test_two_outlets_that_name_nobody_are_two_roots() -> None:
    assert independent(event("a.e1", "Courier"), event("b.e1", "Herald")) == 2


def test_activists_of_two_outlets_are_counted_for_each_and_said_to_be_uncertain() -> None:
    found = sources(
        "x1", [event("a.e1", "Courier", "?activists"), event("b.e1", "Herald", "?activists"), event("b.e2", "Herald", "?residents")]
    )  # fmt: skip
    assert names(found.roots) == ["unnamed via Courier", "unnamed via Herald"]
    assert (found.independent, found.unnamed) == (2, 2)
    assert "2 of the 2 cannot be told apart" in found.why[1]


def test_an_outlet_and_its_unnamed_sources_are_not_independent() -> None:
    found = sources("x1", [event("a.e1", "Courier"), event("b.e1", "Courier", "?activists")])
    assert names(found.roots) == ["unnamed via Courier"]  # its own word adds nothing to that of its activists
    assert (found.independent, found.least) == (1, 1)


def test_an_outlet_that_names_its_source_in_another_report_is_no_root() -> None:
    title, other = event("a.e1", "Courier"), event("b.e1", "Courier", "Monitor")
    found = sources("x1", [title, other, event("c.e1", "Herald")])
    assert names(found.roots) == ["Herald", "Monitor"]


def test_unnamed_sources_of_different_outlets_are_one_root_at_least_and_many_at_most() -> None:
    activists = [event("a.e1", "Courier", "?activists"), event("b.e1", "Herald", "?activists")]
    found = sources("x1", activists)
    assert (found.least, found.independent, found.unnamed, found.single) == (1, 2, 2, False)
    assert any("1 to 2" in w for w in found.why)
    found = sources("x1", [*activists, event("c.e1", "Globe", "Monitor"), event("d.e1", "Globe", "Ministry")])
    assert (found.least, found.independent) == (2, 4)  # each of the unnamed may be the monitor, or of the ministry


def test_what_an_outlet_says_itself_is_no_root_where_it_names_a_source_in_the_same_report() -> None:
    title, body = event("a.e1", "Courier"), event("a.e2", "Courier", "Monitor", at=50)
    found = sources("x1", [title, body])
    assert names(found.roots) == ["Monitor"]
    assert names(found.claims[0].roots) == ["Courier"]  # nobody is given words that are not theirs


def test_voices_of_one_affiliation_are_one_camp() -> None:
    found = sources(
        "x1",
        [
            event("a.e1", "Courier", "LPNA<land/government"),
            event("b.e1", "Herald", "Army<land/armed-forces<land/government"),
            event("c.e1", "Globe", "Monitor"),
        ],
    )
    assert (len(found.roots), found.independent) == (3, 2)
    assert "LPNA belong together by affiliation (land/government)" in " ".join(found.why).replace("Army and ", "")


def test_a_state_joins_its_government_and_not_its_opposition() -> None:
    chad, ruled = "Chad", "Government<chad"
    government = Party("chad/government", ruled.split("<")[0], affiliations=("chad",))
    opposition = Party("chad/opposition", "Opposition", affiliations=("chad",))

    def by(claim: str, p: Party) -> Said:
        made = event(claim, "Courier", "X")
        return replace(made, voices=(replace(made.voices[0], parties=(p,)),))

    three = [by("a.e1", government), by("b.e1", opposition), event("c.e1", "Herald", chad)]
    assert sources("x1", three).independent == 2


def test_a_circle_of_affiliations_ends() -> None:
    assert independent(event("a.e1", "o", "A<b"), event("b.e1", "o", "B<a")) == 1


def test_a_source_of_two_is_two_roots() -> None:
    assert independent(event("a.e1", "Courier", "Monitor+Clinic")) == 2


def test_a_cited_agency_with_reports_of_its_own_is_replaced_by_its_sources() -> None:
    found = sources(
        "x1", [event("a.e1", "Courier", "LPNA"), event("b.e1", "LPNA", "Monitor", at=9), event("b.e2", "LPNA")]
    )
    assert names(found.roots) == ["Monitor"]
    assert any("LPNA only passes it on in its own reports, from Monitor." in s for r in found.claims for s in r.steps)


def test_a_cited_outlet_that_speaks_for_itself_stays() -> None:
    assert names(sources("x1", [event("a.e1", "Courier", "LPNA"), event("b.e1", "LPNA")]).roots) == ["LPNA"]


def test_a_cited_outlet_that_speaks_for_itself_in_one_report_and_cites_in_another_stays() -> None:
    found = sources("x1", [event("a.e1", "Courier", "LPNA"), event("b.e1", "LPNA"), event("c.e1", "LPNA", "Monitor")])
    assert names(found.roots) == ["LPNA", "Monitor"]
    assert names(found.claims[0].roots) == ["LPNA"]


def test_outlets_that_cite_each_other_are_one_root_named_by_the_first() -> None:
    ring = [
        event("a.e1", "Alpha", "Beta", published="1931-03-14"),
        event("b.e1", "Beta", "Gamma", published="1931-03-12"),
        event("c.e1", "Gamma", "Alpha", published="1931-03-13"),
    ]
    for order in itertools.permutations(ring):
        found = sources("x1", order)
        assert (names(found.roots), found.independent) == (["Beta"], 1)


def test_an_outlet_that_cites_itself_in_a_chain_is_its_own_root() -> None:
    assert names(sources("x1", [event("a.e1", "Alpha", "Beta", "Alpha")]).roots) == ["Alpha"]


def test_following_a_long_way_is_no_recursion() -> None:
    chain = {f"o{n}": frozenset({f"o{n + 1}"}) for n in range(50_000)}
    assert followed("o0", chain, str)[0] == ("o50000",)


def test_copied_words_of_nobody_are_one_root_named_by_the_first_to_publish() -> None:
    first = event("b.e1", "Herald", published="1931-03-12", at=10)
    copy = event("a.e1", "Courier", published="1931-03-13", at=14)
    passage = Passage("a", (4, 90), "b", (0, 86))
    assert independent(first, copy) == 2
    found = sources("x1", [copy, first], [passage])
    assert names(found.roots) == ["Herald"]
    assert found.claims[1].steps[-1] == "The same words stand in other reports: counted once, as Herald."


def test_a_copy_that_lost_its_source_rests_on_it_all_the_same() -> None:
    first = event("b.e1", "Herald", "Monitor", at=10)
    found = sources("x1", [first, event("a.e1", "Courier", at=10)], [Passage("a", (0, 90), "b", (0, 90))])
    assert names(found.roots) == ["Monitor"]
    assert any("Herald has the same words from Monitor." in s for r in found.claims for s in r.steps)


def test_a_copy_with_another_figure_does_not_rest_on_the_source_of_the_first() -> None:
    told, passage = toll("b.t1", "Herald", "14 people", 14, 14, "Monitor", at=10), Passage("a", (0, 90), "b", (0, 90))
    same, other = (toll("a.t1", "Courier", f"{n} people", n, n, at=10) for n in (14, 40))
    assert names(roots([told, same], [passage])[0].roots) == ["Monitor"]
    assert names(roots([told, other], [passage])[0].roots) == ["Courier"]


def test_a_passage_elsewhere_in_the_report_says_nothing() -> None:
    a, b = event("a.e1", "Courier", at=200), event("b.e1", "Herald", at=10)
    assert independent(a, b, reuse=(Passage("a", (0, 90), "b", (0, 90)), Passage("a", (0, 90), "gone", (0, 9)))) == 2


def test_claims_at_different_places_of_a_passage_are_not_each_others_copies() -> None:
    a, b = event("a.e1", "Courier", at=10), event("b.e1", "Herald", at=300)
    assert independent(a, b, reuse=(Passage("a", (0, 390), "b", (0, 390)),)) == 2


def test_the_agency_that_a_report_credits_is_the_root() -> None:
    both = [replace(event(f"{o}.e1", o), credit=Party("~reuters", "Reuters")) for o in ("Courier", "Herald")]
    found = sources("x1", both)
    assert [(r.name, r.sort) for r in found.roots] == [("Reuters", "agency")]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("MONDO (Reuters) - Shells hit the market.", "Reuters"),
        ("MONDO, March 12 (AFP) -- Shells hit.", "AFP"),
        ("Shells hit the market. Source: AFP", "AFP"),
        ("Shells hit the market.\n\nAssociated Press", "AP"),
        ("BEIRUT Aug 21 (Reuters) Shells hit the market.", "Reuters"),
        ("DALEN/MONDO, 12 March 2031 (AP) Shells hit the market.", "AP"),
        ("Shells hit the market. (AFP)", "AFP"),
        ("Shells hit the market. jm/rt (dpa)", "dpa"),
        ("UNICEF said children across the Middle East and North Africa (MENA) suffer.", None),
        ("NATO forces met two men of the Afghan National Intelligence (ANI) service.", None),
        ("They follow a man of the Exercise Tehreek-e-Insaf (PTI).", None),
        ("AFP reported that shells hit the market.", None),
        ("Shells hit the market, Reuters said.", None),
        ("", None),
        ("(" * 100_000, None),
    ],
)
def test_credits(text: str, agency: str | None) -> None:
    assert credited(text) == agency


def test_a_figure_in_the_title_rests_on_who_is_named_for_it_in_the_text() -> None:
    found = sources(
        "x1",
        [
            toll("a.t1", "Courier", "18", 18, 18),
            toll("a.t2", "Courier", "at least 18 people", 18, None, "Monitor", at=60),
            toll("a.t3", "Courier", "90", 90, 90, at=160),
        ],
    )
    by = {(f.low, f.high): names(f.roots) for f in found.figures}
    assert by == {(18, 18): ["Monitor"], (18, None): ["Monitor"], (90, 90): ["Courier"]}
    assert all(f.single for f in found.figures)


@pytest.mark.parametrize(
    ("own", "who", "others", "sentence", "root"),
    [
        ("Three soldiers", "combatants", "Three civilians", None, "Courier"),
        ("Three people", "people", "Three civilians", None, "Monitor"),
        ("Three dead", "people", "Three civilians", None, "Monitor"),
        ("Three medics", "civilians", "Three traders", None, "Courier"),
        ("Three people", "people", "Three civilians", "Three civilians were also killed, the Monitor said.", "Courier"),
        ("Three people", "people", "Three more civilians", None, "Courier"),
        ("Three people", "people", "three people", "The Monitor said the shelling also killed three people.", "Courier"),
        ("Three people", "people", "three people", "The Monitor, which also saw it, said three people died.", "Monitor"),
    ],
)  # fmt: skip
def test_a_figure_of_other_people_is_not_the_figure_that_somebody_is_named_for(
    own: str, who: str, others: str, sentence: str | None, root: str
) -> None:
    first = toll("a.t1", "Courier", own, 3, 3, who=who)
    then = toll("a.t2", "Courier", others, 3, 3, "Monitor", who="civilians", sentence=sentence, at=60)
    assert names(roots([first, then])[0].roots) == [root]


def test_a_range_is_not_the_figure_it_begins_with() -> None:
    some = [toll("a.t1", "Courier", "18", 18, 18), toll("a.t2", "Courier", "18 to 30", 18, 30, "Monitor", at=60)]
    assert names(roots(some)[0].roots) == ["Courier"]


def test_figures_of_two_roots() -> None:
    (figure,) = sources(
        "x1", [toll("a.t1", "a", "58", 58, 58, "Monitor"), toll("b.t1", "b", "58", 58, 58, "Clinic")]
    ).figures
    assert (figure.independent, figure.single, figure.claims) == (2, False, ("a.t1", "b.t1"))


@pytest.mark.parametrize(
    ("chain", "status", "is_"),
    [
        ((), "actual", "tells"), ((), "denied", "denies"), (("Army",), "possible", "supposes"), (("infer:Army",), "actual", "tells"),
        (("deny:Army",), "denied", "denies"), (("deny:Army",), "actual", "disputes"), (("accuse:Army",), "actual", "blames"),
        (("accuse:Army",), "denied", "blames"), (("feel:Army",), "actual", "judges"), (("warn:Army",), "actual", "foresees"),
        (("Army",), "prospective", "foresees"), (("accuse:Army", "Prisoner"), "actual", "tells"),
    ],
)  # fmt: skip
def test_stances(chain: tuple[str, ...], status: str, is_: str) -> None:
    assert stance(event("a.e1", "Courier", *chain, status=status)) == is_


def test_who_denies_what_another_says_is_the_denier_and_the_other_tells_or_blames() -> None:
    for kind, told in (("report", "tells"), ("accuse", "blames")):
        (found,) = roots([event("a.e1", "Courier", "deny:Army", f"{kind}:Monitor", status="denied")])
        assert (found.stance, names(found.roots)) == (told, ["Monitor"])
        assert [(is_, names(some)) for is_, some in found.beside] == [("denies", ["Army"])]
    found = sources("x1", [event("a.e1", "Courier", "deny:Army", "Monitor", status="denied")])
    assert (names(found.roots), found.deniers) == (["Monitor"], ("Army",))


def test_who_denies_and_goes_on_in_other_words_still_denies() -> None:
    for of_its_own in ("Army", "Spokesman<Army"):
        (found,) = roots([event("a.e1", "Courier", "deny:Army", of_its_own, status="denied")])
        assert found.stance == "denies"


def test_voices_side_by_side_are_all_roots_each_in_its_own_way() -> None:
    both = replace(event("a.e1", "Courier", "LPNA", "Monitor", "Army"), beside=((0, 1), (2,)))
    (found,) = roots([both])
    assert names(found.roots) == ["Army", "Monitor"]
    assert found.steps == tuple(
        f"{who.split()[-1]}: the innermost source named in the chain Courier <- {who}."
        for who in ("LPNA <- Monitor", "Army")
    )
    apart = replace(event("a.e1", "Courier", "accuse:Union", "deny:Army"), beside=((0,), (1,)))
    found = sources("x1", [apart])
    assert (names(found.roots), found.blaming, found.deniers) == (["Union"], True, ("Army",))


def test_beside_a_voice_with_a_name_one_without_is_no_root() -> None:
    (found,) = roots([replace(event("a.e1", "Courier", "?residents", "Monitor"), beside=((0,), (1,)))])
    assert names(found.roots) == ["Monitor"]
    assert 'No name: "residents"; counted once for Courier.' in found.steps


def test_who_denies_or_only_blames_is_listed_and_not_counted() -> None:
    found = sources(
        "x1",
        [
            event("a.e1", "Courier", "Monitor"),
            event("a.e2", "Courier", "accuse:Coast Party", at=20),
            event("a.e3", "Courier", "deny:Army", status="denied", at=40),
            event("a.e4", "Courier", "feel:Union", at=60),
        ],
    )
    assert (names(found.roots), found.accusers, found.deniers, found.others) == (
        ["Monitor"],
        ("Coast Party",),
        ("Army",),
        ("Union",),
    )


def test_where_nobody_tells_accusers_are_counted_and_it_says_so() -> None:
    found = sources("x1", [event("a.e1", "Courier", "accuse:Coast Party")])
    assert (found.blaming, found.independent) == (True, 1)
    assert "who blames or supposes is counted" in found.why[1]


def test_nothing_at_all() -> None:
    found = sources("x1", [])
    assert (found.reports, found.independent, found.single, found.figures) == (0, 0, True, ())
    assert by_incident([event("a.e1", "Courier", incident=None)]) == {}


def test_an_outlet_that_is_not_stated_is_not_taken_for_another() -> None:
    made = [
        said(r, claims(r))[0]
        for r in (Reading(Report(i, "Shells hit."), events=(Event("e1", (0, 6), "shelling"),)) for i in ("aa", "bb"))
    ]
    assert len({s.outlet.id for s in made}) == 2


def test_everything_turns_into_json() -> None:
    data = plain(sources("x1", [event("a.e1", "Courier", "Monitor"), toll("a.t1", "Courier", "5", 5, 5)]))
    assert data["camps"][0] == {"roots": ["monitor"], "names": ["Monitor"], "why": "Monitor stands alone."}


# the words of sources


def kinds(words: str, *named: tuple[str, str]) -> list[tuple[str, str]]:
    inside = [(words.index(n), words.index(n) + len(n), c) for n, c in named]
    return [(p.sort, p.key) for p in phrases(words, inside)]


@pytest.mark.parametrize(
    ("words", "named", "is_"),
    [
        ("activists", (), [("unnamed", "")]),
        ("Local sources in Mondo", (), [("unnamed", "")]),
        ("opposition activists", (("opposition", "group"),), [("unnamed", "")]),
        ("activists at the Coast Council", (("Coast Council", "group"),), [("named", "coast council")]),
        ("resident Haro Tibek", (("Haro Tibek", "person"),), [("named", "haro tibek")]),
        ("Monitor chief Haro Tibek", (("Monitor", "outlet"), ("Haro Tibek", "person")), [("named", "monitor")]),
        ("Chadian officials", (), [("named", "chadian officials")]),
        ("officials", (), [("unnamed", "")]),
        ("Much of the international community", (("international community", "group"),), [("unnamed", "")]),
        ("The Paris-based Basin Monitor", (("Paris", "place"), ("Basin Monitor", "outlet")), [("named", "basin monitor")]),
        ("the Lake Group and the Clinic Union", (("Lake Group", "group"), ("Clinic Union", "group")), [("named", "lake group"), ("named", "clinic union")]),
        ("the Ministry of Health and Work", (("Ministry of Health and Work", "group"),), [("named", "ministry of health and work")]),
        ("It", (), [("pronoun", "")]),
        ("a monitoring group", (), [("described", "")]),
        ("rebels", (), [("named", "rebels")]),
        ("", (), [("unnamed", "")]),
        ("\x00\u202e<script>", (), [("unnamed", "")]),
        ("and " * 100_000, (), [("unnamed", "")]),
    ],
)  # fmt: skip
def test_who_a_source_is_by_its_words(
    words: str, named: tuple[tuple[str, str], ...], is_: list[tuple[str, str]]
) -> None:
    assert kinds(words, *named) == is_


LISTS = [
    ("activists in Mao and Dalen", "unnamed"),
    ("activists in Mao, Dalen and Ost", "unnamed"),
    ("activists in Mao and the Basin Monitor", "unnamed+basin monitor"),
    ("the Lake Union, the Hill Guard and the Basin Monitor", "lake union+hill guard+basin monitor"),
    ("the Lake Union, the Hill Guard, and the Basin Monitor", "lake union+hill guard+basin monitor"),
    ("either the army or the Basin Monitor", "army+basin monitor"),
    ("the army as well as the Basin Monitor", "army+basin monitor"),
    ("the army and the rebels", "army+rebels"),
    ("the Lake Union, the Hill Guard and others", "lake union+hill guard+unnamed"),
    ("activists, residents and the Basin Monitor", "unnamed+unnamed+basin monitor"),
    ("Haro Tibek, Dar Tem and residents", "haro tibek+dar tem+unnamed"),
    ("Haro Tibek, head of the Lake Union, and Dar Tem", "lake union+dar tem"),  # one after the other is who he is
    ("Haro Tibek, Lake Union chief, and Dar Tem", "lake union+dar tem"),
    ("the Lake Union spokesman, Haro Tibek, and the Basin Monitor", "lake union+basin monitor"),
    ("the Basin Monitor, a monitoring group, and the army", "basin monitor+army"),
    ("the Lake Union, Hill Guard's oldest ally, and the army", "lake union+army"),
    ("residents who fled the Hill Guard, the army and Lake Union", "unnamed"),
]


@pytest.mark.parametrize(("words", "whose"), LISTS)
def test_every_source_of_a_list_is_one(words: str, whose: str) -> None:
    classes = {"Lake Union": "group", "Hill Guard": "group", "army": "group", "rebels": "group", "Haro Tibek": "person", "Dar Tem": "person", "Basin Monitor": "outlet", "Mao": "place", "Dalen": "place", "Ost": "place"}  # fmt: skip
    found = kinds(words, *((n, c) for n, c in classes.items() if n in words))
    assert "+".join(key or sort for sort, key in found) == whose


def test_what_is_left_out_of_a_list_is_said() -> None:
    words = "the Lake Union, Hill Guard's oldest ally, and the army"
    text = f"Shells fell, {words} said."
    made = read(text, [(words, "Shells fell")], [("Lake Union", "group"), ("Hill Guard", "group"), ("army", "group")])
    assert any("also has Hill Guard, not counted." in step for step in roots(made)[0].steps)


VICTIMS = [
    ("A resident who fled the Hill Guard", "unnamed"),
    ("Villagers displaced by the Hill Guard", "unnamed"),
    ("Families of hostages held by Hill Guard and Reed Banner", "unnamed"),
    ("A prisoner released by the Hill Guard", "unnamed"),
    ("a doctor treating victims of the Hill Guard", "unnamed"),
    ("residents in Hill Guard territory", "unnamed"),
    ("Hill Guard hostages", "unnamed"),
    ("an expert on the Hill Guard", "unnamed"),
    ("Critics of Haro Tibek", "unnamed"),
    ("a lawyer for Haro Tibek", "unnamed"),
    ("Haro Tibek's brother", "unnamed"),
    ("a source close to Haro Tibek", "unnamed"),
    ("a lawyer for Haro Tibek, Dar Tem", "dar tem"),
    ("a man who gave his name as Haro Tibek", "haro tibek"),
    ("rebels fighting the Hill Guard", "rebels"),
    ("A resident who fled the Hill Guard and the Basin Monitor", "unnamed basin monitor"),
    ("A resident who fled the Hill Guard and activists at the Reed Banner", "unnamed reed banner"),
    ("sources in the Hill Guard", "hill guard"),
    ("a report published by the Hill Guard", "hill guard"),
    ("Lawyers of the Lake", "lawyers of the lake"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "whose"), VICTIMS)
def test_a_victim_or_an_opponent_is_not_the_voice_of_whom_it_speaks_of(words: str, whose: str) -> None:
    classes = {
        "Hill Guard": "group", "Reed Banner": "group", "Haro Tibek": "person", "Dar Tem": "person", "Basin Monitor": "outlet", "Lawyers of the Lake": "group",
    }  # fmt: skip
    found = kinds(words, *((n, c) for n, c in classes.items() if n in words))
    assert " ".join(key or sort for sort, key in found) == whose


def read(text: str, sources_: list[tuple[str, str]], named: list[tuple[str, str]] = ()) -> list[Said]:  # type: ignore[assignment]
    """One sentence a source: ``(source, content)``, each content with one event on its first word."""
    attributions, events, at = [], [], 0
    for n, (source, content) in enumerate(sources_, 1):
        s, c = text.index(source, at), text.index(content, at)
        at = max(s, c)
        attributions.append(Attribution(f"a{n}", (s, s + len(source)), None, ((c, c + len(content)),)))
        events.append(Event(f"e{n}", (c, c + len(content.split()[0])), "shelling", incident="i1"))
    layer = tuple(Name((text.index(w), text.index(w) + len(w)), c) for w, c in named)  # type: ignore[arg-type]
    reading = Reading(
        Report("aaaa", text, "Courier"), names=layer, attributions=tuple(attributions), events=tuple(events)
    )
    return list(said(reading, claims(reading), {f"aaaa.e{n}": "x1" for n in range(1, len(events) + 1)}))


def test_short_forms_pronouns_and_descriptions_of_one_report() -> None:
    text = (
        "Shells fell, the Basin Observatory for Peace said. Rockets fell, the Observatory said. Mortars fell, it said. "
        "Mines went off, a monitor said. Guns fired, army spokesman Igor Dar said. Fires burnt, Dar said. Smoke rose, he said."
    )
    made = read(
        text,
        [
            ("the Basin Observatory for Peace", "Shells fell"), ("the Observatory", "Rockets fell"), ("it", "Mortars fell"),
            ("a monitor", "Mines went off"), ("army spokesman Igor Dar", "Guns fired"), ("Dar", "Fires burnt"), ("he", "Smoke rose"),
        ],
        [("Basin Observatory for Peace", "outlet"), ("Igor Dar", "person"), ("army", "group")],
    )  # fmt: skip
    found = {s.claim: [p.name for v in s.voices for p in v.parties] for s in made}
    assert [found[f"aaaa.e{n}"] for n in range(1, 8)] == [["Basin Observatory for Peace"]] * 4 + [["army"]] * 3
    assert sources("x1", made).independent == 2
    assert any("the only monitor" in step for r in sources("x1", made).claims for step in r.steps)


def test_a_pronoun_without_anybody_before_it_has_no_name() -> None:
    assert names(sources("x1", read("Shells fell, he said.", [("he", "Shells fell")])).roots) == ["unnamed via Courier"]


def test_reports_and_videos_are_nobody() -> None:
    found = sources("x1", read("Shells fell, an earlier toll said.", [("an earlier toll", "Shells fell")]))
    assert names(found.roots) == ["Courier"]
    assert found.claims[0].steps[0] == '"an earlier toll" is nobody in particular.'


def test_tables_of_outlets_come_before_the_words() -> None:
    text = "Shells fell, the Basin Observatory said. Rockets fell, the Observatory said."
    attributions = (Attribution("a1", (13, 34), None, ((0, 11),)), Attribution("a2", (55, 70), None, ((41, 53),)))
    events = (Event("e1", (0, 6), "shelling"), Event("e2", (41, 48), "shelling"))
    reading = Reading(
        Report("aaaa", text, "Courier"), names=(Name((17, 34), "outlet"),), attributions=attributions, events=events
    )
    assert reading.words((55, 70)) == "the Observatory"

    def table(link: Link) -> tuple[Party, ...]:
        return (
            (Party("bo", "Basin Observatory (Mondo)"),)
            if link.source in ("the Basin Observatory", "Basin Observatory")
            else ()
        )

    made = said(reading, claims(reading), None, table)
    assert [s.voices[0].parties[0].id for s in made] == ["bo", "bo"]


def test_an_acronym_of_another_report_is_the_long_name() -> None:
    long, short = "~basin network for human rights", "~bnhr"
    both = []
    for claim, key in (("a.e1", long), ("b.e1", short)):
        made = event(claim, claim[0], "X")
        both.append(replace(made, voices=(replace(made.voices[0], parties=(Party(key, key[1:]),)),)))
    assert independent(*both) == 1


# properties

PARTIES = ("Alpha", "Beta", "Gamma", "LPNA<state", "Army<state", "?activists", "?a source")
chains = st.lists(st.sampled_from([*PARTIES, "deny:Army<state", "accuse:Beta", "feel:Gamma", "Alpha+Beta"]), max_size=3)
outlets = st.sampled_from(("Alpha", "Beta", "LPNA<state", "Courier", "Herald"))
dates = st.sampled_from((None, "1931-03-12", "1931-03-13", "1931-03-14"))


@st.composite
def told(draw: st.DrawFn) -> list[Said]:
    out: list[Said] = []
    for n in range(draw(st.integers(1, 5))):
        outlet, published = draw(outlets), draw(dates)
        for m in range(draw(st.integers(1, 4))):
            chain = draw(chains)
            if draw(st.booleans()):
                number = draw(st.integers(1, 5))
                out.append(
                    toll(f"r{n}.t{m}", outlet, str(number), number, number, *chain, published=published, at=20 * m)
                )
            else:
                out.append(event(f"r{n}.e{m}", outlet, *chain, published=published, at=20 * m))
    return out


@given(told(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_does_not_matter(claims_: list[Said], chance: random.Random) -> None:
    shuffled = list(claims_)
    chance.shuffle(shuffled)
    assert sources("x1", claims_) == sources("x1", shuffled)


@given(told(), outlets, dates)
@settings(max_examples=200, deadline=None)
def test_a_copy_adds_no_independent_root(claims_: list[Said], outlet: str, published: str | None) -> None:
    """A new outlet prints a report word for word."""
    copied = [
        replace(
            s,
            claim=f"copy.{s.claim}",
            report="copy",
            outlet=party(f"Copier of {outlet.split('<')[0]}"),
            published=published,
        )
        for s in claims_
        if s.report == "r0"
    ]
    passage = (Passage("copy", (0, 400), "r0", (0, 400)),)
    assert independent(*claims_, *copied, reuse=passage) <= independent(*claims_)


@given(told())
@settings(max_examples=150, deadline=None)
def test_counts_are_bounded(claims_: list[Said]) -> None:
    found = sources("x1", claims_)
    assert found.independent <= len(found.roots) <= sum(max(1, sum(len(v.parties) for v in s.voices)) for s in claims_)
    assert found.unnamed <= found.independent
    assert found.single == (found.independent <= 1)
    assert len(found.claims) == len(claims_) and all(r.roots and r.steps for r in found.claims)
    assert sorted(r for c in found.camps for r in c.roots) == [r.id for r in found.roots]
