"""Incidents across reports. Exercise: every report, place and figure here is invented."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Account, Figure, Merged, Spot
from sayso.weighing.incidents import Resolver, resolve
from sayso.weighing.incidents import resolver as resolving
from sayso.weighing.incidents.blocking import keys
from sayso.weighing.incidents.clusters import average_link
from sayso.weighing.incidents.features import FEATURES, INSIDE, across, days_apart, distance, places, within
from sayso.weighing.incidents.score import as_weights, shipped
from sayso.weighing.incidents.traits import traits

DALEN = Spot("dalen", "dln", 35.10, 37.20, "place", "Qasra", "Exercise Land")
DALEN_NEAR = Spot("dalin", "dalin", 35.11, 37.21, "place", "Qasra", "Exercise Land")
QASRA = Spot("qasra", "ksr", 35.3, 37.4, "region", "Qasra", "Exercise Land")
MURROW = Spot("murrow", "mrw", 33.0, 36.0, "place", "Sahil", "Exercise Land")


def account(
    report: str, words: str = "", type: str = "bombing", start: str | None = "2031-05-03", spots: tuple[Spot, ...] = (DALEN,), dead: int | None = None,
    incident: str = "i1", number: int = 0, end: str | None = None, precision: str = "day", published: str | None = "2031-05-04", main: bool = True,
    outlet: str = "Exercise Wire",
) -> Account:  # fmt: skip
    """An account with sensible defaults."""
    id = f"{report}.{incident}.{number}"
    figures = () if dead is None else (Figure(f"{report}.t{number}", "killed", "people", dead, dead),)
    return Account(
        id, report, f"{report}.{incident}", number, outlet, published, type, ((type, 1),), main, number == 0, start, end or start, precision,  # type: ignore[arg-type]
        spots[0].key if spots else None, spots[0] if spots else None, spots, spots, ("harrier",), ("market",), (), tuple(sorted(set(words.split()))),
        figures, ("actual",), ((f"{report}.e{number}", (number * 100, number * 100 + 5)),), (number * 100, number * 100 + 80), f"exercise {type}",
    )  # fmt: skip


SAME = "lorry explosiv crowd market dalen morn vegetabl stall harrier claim"


def together(*accounts: Account) -> set[frozenset[str]]:
    return {frozenset(m.accounts) for m in resolve(accounts)}


# ------------------------------------------------------------------ what is one, and what is not


def test_two_reports_of_one_bombing_are_one_incident() -> None:
    a, b = account("r1", SAME, dead=17), account("r2", SAME + " witness", dead=17)
    assert together(a, b) == {frozenset((a.id, b.id))}


def test_another_place_day_and_number_is_another_incident() -> None:
    a = account("r1", SAME, dead=17)
    b = account("r2", "checkpoint river patrol soldier", start="2031-05-09", spots=(MURROW,), dead=3)
    assert together(a, b) == {frozenset((a.id,)), frozenset((b.id,))}


def test_dates_may_be_off_by_a_day_and_types_may_differ() -> None:
    a = account("r1", SAME, dead=17)
    b = account("r2", SAME, type="killing", start="2031-05-04", dead=17)
    assert together(a, b) == {frozenset((a.id, b.id))}


def test_what_nothing_places_is_not_joined_across_countries() -> None:
    """ "The prisoners were released", said without a day or place in two reports on different wars."""
    here, there = (
        Spot(key, precision="country", country=name)
        for key, name in (("exerciseland", "Exercise Land"), ("drillland", "Drill Land"))
    )
    bare = account("r1", "prison release", "release", None, (), published="2031-05-04")
    one, same, abroad = (
        replace(bare, id=f"{r}.i1.0", report=r, incident=f"{r}.i1", around=(spot,), mentions=((f"{r}.e0", (0, 5)),))
        for r, spot in (("r1", here), ("r2", here), ("r3", there))
    )
    assert frozenset((one.id, same.id)) in together(one, same, abroad)
    assert frozenset((abroad.id,)) in together(one, same, abroad)
    border = replace(abroad, around=(here, there))
    assert len(together(one, border)) == 1, "one country in common is enough"


@pytest.mark.parametrize(
    ("published", "words", "one"), [("2031-05-05", "", True), ("2031-07-05", "", False), ("2031-07-05", SAME, True)]
)
def test_a_kind_of_event_alone_does_not_join_what_is_told_at_different_times(
    published: str, words: str, one: bool
) -> None:
    """ "Prisoners were released", with neither day nor place: the same in this week's reports, hardly in those of another month."""
    a = account("r1", f"cell gate {words}", "release", None, (), published="2031-05-04")
    b = account("r2", f"bail court {words}", "release", None, (), published=published)
    assert (shipped().chance(traits(a), traits(b)) > shipped().edge) == one


def test_a_town_in_its_province_is_not_elsewhere() -> None:
    town, province, elsewhere = (
        traits(account(f"r{n}", SAME, spots=(s,))) for n, s in enumerate((DALEN, QASRA, MURROW))
    )
    assert places(town, province)[1] == 0.0
    assert places(town, elsewhere) == (0.0, 1.0, 0.0)
    assert places(town, traits(account("r9", spots=())))[2] == 1.0


def test_two_names_at_one_point_are_one_place() -> None:
    assert distance(DALEN, DALEN_NEAR) == pytest.approx(1.436, abs=0.01)  # 1.112 km north, 0.909 km east
    assert places(traits(account("a")), traits(account("b", spots=(DALEN_NEAR,))))[0] > 0
    assert distance(DALEN, QASRA) is None  # a province is no point


def test_a_province_that_both_name_says_less_than_a_town() -> None:
    towns = places(traits(account("a")), traits(account("b")))[0]
    provinces = places(traits(account("a", spots=(QASRA,))), traits(account("b", spots=(QASRA,))))[0]
    assert 0 < provinces < towns


def test_days_apart_counts_from_the_nearer_ends() -> None:
    week = traits(account("a", start="2031-05-01", end="2031-05-07", precision="week"))
    assert days_apart(week, traits(account("b", start="2031-05-10"))) == 3
    assert days_apart(week, traits(account("b", start="2031-05-07"))) == 0
    assert days_apart(week, traits(account("b", start=None))) is None


def test_features_do_not_depend_on_the_order_of_the_two() -> None:
    a, b = (
        traits(account("r1", SAME, dead=17)),
        traits(account("r2", "market dalen", type="shelling", start=None, spots=(QASRA,), dead=9)),
    )
    assert across(a, b) == across(b, a)
    assert len(across(a, b)) == len(FEATURES)
    c = traits(account("r1", SAME, number=3))
    assert within(a, c) == within(c, a)
    assert len(within(a, c)) == len(INSIDE)


def test_no_chain_of_days() -> None:
    """Each day's shelling of a town is told much like that of the day before; the first and the last are not one."""
    own = "bakery school mosque clinic bridge station mill orchard harbour library stadium granary".split()
    chain = [
        account(f"r{n}", f"shell town quarter {own[n]} {own[n - 1]} {own[n - 2]}x", type="shelling", start=f"2031-05-{n + 1:02d}",
                published=f"2031-05-{n + 2:02d}", dead=n + 2)
        for n in range(12)
    ]  # fmt: skip
    chances = [shipped().chance(traits(a), traits(b)) for a, b in itertools.pairwise(chain)]
    assert min(chances) > shipped().link  # each is like the next: single link would make one incident of all
    assert max(map(len, together(*chain))) <= 4


def test_average_link_does_not_chain() -> None:
    # a-b and b-c likely, a-c not: single link would make one of all three; the mean of (.9, 0) is below .5
    assert average_link(("r1", "r2", "r3"), {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.0}, 0.5) == [[0, 1], [2]]


def test_a_report_of_many_passages_has_one_voice() -> None:
    # r1 has three passages: the best of them counts (.9), not the mean of .9, .0 and .0
    assert average_link(("r1", "r1", "r1", "r2"), {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 1.0, (0, 3): 0.9}, 0.6) == [
        [0, 1, 2, 3]
    ]


def test_reports_that_tell_of_both_keep_two_occurrences_apart() -> None:
    # r1 and r2 tell of Monday's bombing (0, 2) and of Thursday's (1, 3), in much the same words; each by itself knows that they are two
    alike = {(0, 2): 0.9, (1, 3): 0.9, (0, 3): 0.7, (1, 2): 0.7, (0, 1): 0.0, (2, 3): 0.0}
    reports = ("r1", "r1", "r2", "r2")
    assert average_link(reports, alike, 0.2) == [[0, 1, 2, 3]]
    assert average_link(reports, alike, 0.2, apart=0.8) == [[0, 2], [1, 3]]
    # where the reports take them for one, as far as can be told, nothing is lost
    assert average_link(reports, alike | {(0, 1): 0.15, (2, 3): 0.15}, 0.2, apart=0.8) == [[0, 1, 2, 3]]


def test_passages_of_one_incident_stay_together_where_nobody_else_tells_of_it() -> None:
    passages = [account("r1", SAME, number=n, dead=17) for n in (0, 1)]
    assert together(*passages) == {frozenset(a.id for a in passages)}
    other = account(
        "r1", "harvest price", type="agreement", number=5, incident="i2", spots=(MURROW,), start="2031-03-01"
    )
    assert len(together(*passages, other)) == 2


def test_what_no_other_report_tells_of_goes_along_with_what_others_tell_of() -> None:
    """A later figure that one report alone has is of the incident that its own report puts it in."""
    later = account("r1", "rescu servic count more", number=4, dead=19, start="2031-05-03")
    elsewhere = account(
        "r1", "harvest price", type="agreement", number=5, incident="i2", spots=(MURROW,), start="2031-03-01"
    )
    first, other = account("r1", SAME, dead=17), account("r2", SAME, dead=17)
    assert together(first, other, later, elsewhere) == {
        frozenset((first.id, other.id, later.id)), frozenset((elsewhere.id,)),
    }  # fmt: skip
    unlike = account("r1", "bridg river", type="protest", number=40, spots=(MURROW,), start="2031-03-01")
    assert frozenset((unlike.id,)) in together(first, other, unlike)


def test_weights_for_other_features_are_refused() -> None:
    held = {
        "across": {"bias": 0.0},
        "within": {"bias": 0.0},
        "edge": 0.3,
        "link": 0.3,
        "half": 0.1,
        "kin": 0.8,
        "lone": 0.7,
    }
    with pytest.raises(ValueError, match="fit them again"):
        as_weights(held)


# ------------------------------------------------------------------ order, increments, rebuilding


def week(seed: int, reports: int = 14) -> list[list[Account]]:
    """An invented week: reports of a few occurrences, each in its own words."""
    rng = random.Random(seed)
    told = []
    for _ in range(6):
        spot = rng.choice((DALEN, DALEN_NEAR, QASRA, MURROW))
        words = rng.sample(
            [*SAME.split(), "bridge", "convoy", "patrol", "drone", "hospital", "ceasefir", "helicopt"], 8
        )
        told.append(
            (
                " ".join(words),
                rng.choice(("bombing", "shelling", "clash", "killing")),
                f"2031-05-{rng.randint(1, 5):02d}",
                spot,
                rng.randint(2, 40),
            )
        )
    out = []
    for r in range(reports):
        some = []
        for k, (words, kind, start, spot, dead) in enumerate(rng.sample(told, rng.randint(1, 3))):
            kept = " ".join(w for w in words.split() if rng.random() < 0.8)
            for p in range(rng.randint(1, 2)):
                some.append(account(f"r{r:02d}", kept, kind, rng.choice((start, start, None)), (spot,) if rng.random() < 0.8 else (), dead if rng.random() < 0.7 else None, f"i{k}", k * 3 + p))  # fmt: skip
        out.append(some)
    return out


def plain(merged: list[Merged]) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(m.accounts)) for m in merged)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(seed: int, rng: random.Random) -> None:
    reports = week(seed)
    expected = resolve(a for some in reports for a in some)
    shuffled = [a for some in reports for a in some]
    rng.shuffle(shuffled)
    assert resolve(shuffled) == expected


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((3, 5, 60)), st.sampled_from((4, 10, 100)))
def test_one_after_another_gives_the_same_as_all_at_once(seed: int, cap: int, most: int) -> None:
    """Also where keys wear out and components are cut; only what ``add`` and ``remove`` name is looked at again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolving, "CAP", cap)
        patch.setattr(resolving, "MOST", most)
        reports = week(seed)
        running, resolver = {}, Resolver()
        for n, some in enumerate(reports):
            _update(running, resolver, resolver.add(some))
            if n == 6:
                for id in [i for i in running if i.startswith("r03.")]:
                    del running[id]
                _update(running, resolver, resolver.remove("r03"))
        _update(running, resolver, resolver.add(reports[3]))
        assert sorted(set(running.values())) == plain(resolve(a for some in reports for a in some))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((3, 5, 60)), st.sampled_from((4, 10, 100)))
def test_what_changed_is_enough_to_go_on_with(seed: int, cap: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolving, "CAP", cap)
        patch.setattr(resolving, "MOST", most)
        reports = week(seed)
        running: dict[str, tuple[str, ...]] = {}
        resolver = Resolver()
        for some in reports:
            for group in resolver.changed(resolver.add(some)):
                running |= dict.fromkeys(group, group)
        expected = plain(resolve(a for some in reports for a in some))
        assert sorted(set(running.values())) == expected
        assert resolver.changed(a.id for some in reports for a in some) == [], "nothing has changed since"


def test_in_a_long_war_a_report_touches_only_what_is_near() -> None:
    """Six hundred days of shelling of one town, each day told much like the one before and in two reports: all hang together.

    By words alone, of which two days share four of five, three days of five and so on.
    """
    across = dict.fromkeys(FEATURES, 0.0) | {"bias": -4.0, "words": 8.0}
    within = dict.fromkeys(INSIDE, 0.0) | {"bias": 0.0}
    by_words = as_weights(
        {
            "across": across,
            "within": within,
            "edge": 0.3,
            "link": 0.32,
            "half": 0.15,
            "apart": 0.0,
            "kin": 0.85,
            "lone": 0.75,
        }
    )
    own = [f"w{n:03d}x" for n in range(620)]
    resolver = Resolver(weights=by_words)

    def told(name: str, n: int) -> Account:
        day = (date(2031, 1, 1) + timedelta(days=n)).isoformat()
        words = " ".join(own[n : n + 5])
        return account(f"{name}{n:03d}", words, "shelling", day, published=day, dead=n + 2, main=False)

    for n in range(600):
        resolver.add([told("a", n), told("b", n)])
    hanging = {"a300.i1.0"}
    while fresh := {o for id in hanging for o in resolver.index.near(id)} - hanging:
        hanging |= fresh
    assert len(hanging) == 1200
    touched = resolver.add([told("c", 300)])
    assert {"a300.i1.0", "b300.i1.0", "c300.i1.0"} <= touched
    assert len(touched) <= resolving.MOST
    assert ("a300.i1.0", "b300.i1.0", "c300.i1.0") in resolver.changed(touched)


def _update(running: dict[str, tuple[str, ...]], resolver: Resolver, touched: set[str]) -> None:
    for group in resolver.groups(touched):
        for id in group:
            running[id] = group


def test_a_report_that_nothing_else_tells_of_touches_only_itself() -> None:
    resolver = Resolver()
    resolver.add([account("r1", SAME, dead=17), account("r2", SAME, dead=17)])
    alone = account("r3", "harvest price ministri", type="agreement", start="2030-01-01", spots=(MURROW,))
    assert resolver.add([alone]) == {alone.id}


def test_adding_twice_adds_nothing() -> None:
    resolver = Resolver()
    some = [account("r1", SAME, dead=17), account("r2", SAME, dead=17)]
    first = resolver.add(some)
    before = resolver.groups(first)
    assert resolver.add(some) == set()
    assert resolver.groups(first) == before


def test_removing_a_report_leaves_the_other_alone() -> None:
    resolver = Resolver()
    a, b = account("r1", SAME, dead=17), account("r2", SAME, dead=17)
    resolver.add([a, b])
    assert resolver.remove("r1") == {b.id}
    assert resolver.groups([b.id]) == [(b.id,)]
    assert resolver.remove("no such report") == set()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_every_account_is_in_exactly_one_incident(seed: int) -> None:
    every = [a for some in week(seed) for a in some]
    members = [i for m in resolve(every) for i in m.accounts]
    assert sorted(members) == sorted(a.id for a in every)


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1), max_size=30),
    st.lists(st.sampled_from("abc"), min_size=8, max_size=8),
)
def test_groups_of_average_link_part_the_accounts(chances: dict[tuple[int, int], float], reports: list[str]) -> None:
    pairs = {(i, j): c for (i, j), c in chances.items() if i < j}
    groups = average_link(reports, pairs, 0.4)
    assert sorted(itertools.chain(*groups)) == list(range(8))
    assert average_link(reports, pairs, 1.1) == [[n] for n in range(8)]


# ------------------------------------------------------------------ bad, hostile and large input


def test_nothing_gives_nothing() -> None:
    assert resolve([]) == []


def test_accounts_without_words_dates_or_places_stay_apart() -> None:
    bare = [account(f"r{n}", "", start=None, spots=(), published=None, precision="unknown") for n in range(3)]
    some = [replace(a, actors=(), targets=()) for a in bare]
    assert len(resolve(some)) == 3


@pytest.mark.parametrize(
    "odd",
    [
        {"words": ("'; drop table incidents; --", "<script>alert(1)</script>", "\x00\x1b[31m", "\u202e", "x" * 100_000)},
        {"start": "not a date", "end": "9999-99-99", "published": "yesterday"},
        {"start": "2031-05-09", "end": "2031-05-01"},
        {"figures": (Figure("r1.t1", "killed", "people", 10**30, -5), Figure("r1.t2", "killed", "people", None, None))},
        {"spots": (Spot("", ""), Spot("nowhere", "nwr", float("nan"), 500.0, "place"))},
        {"types": ()},
    ],
)  # fmt: skip
def test_odd_accounts_do_no_harm(odd: dict[str, object]) -> None:
    strange = replace(account("r1", SAME, dead=17), **odd)  # type: ignore[arg-type]
    merged = resolve([strange, account("r2", SAME, dead=17), account("r3", SAME, dead=17)])
    assert sorted(i for m in merged for i in m.accounts) == ["r1.i1.0", "r2.i1.0", "r3.i1.0"]


def test_a_thousand_reports_of_one_incident_are_not_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    chance = type(shipped()).chance

    def counted(self, a, b):  # type: ignore[no-untyped-def]
        nonlocal compared
        compared += 1
        return chance(self, a, b)

    monkeypatch.setattr(type(shipped()), "chance", counted)
    resolver = Resolver()
    ids = set()
    for n in range(1000):
        a = account(f"r{n:04d}", SAME, dead=17)
        ids.add(a.id)
        resolver.add([a])
    assert compared < 5000  # of 499,500 pairs
    assert sorted(i for g in resolver.groups(ids) for i in g) == sorted(ids)


def test_keys_are_few_and_do_not_repeat() -> None:
    long = traits(
        account(
            "r1", " ".join(f"word{n}x" for n in range(3000)), start="2031-05-01", end="2031-05-09", precision="week"
        )
    )
    assert len(keys(long)) == len(set(keys(long))) < 60
    year = traits(account("r1", "", start="2031-01-01", end="2031-12-31", precision="year"))
    assert not any(k.startswith("place and day") for k in keys(year))
