"""From readings to accounts, and from accounts to one incident. Exercise: every report, place and figure here is invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.reading import from_json
from sayso.records import Account, Event, Figure, Incident, Name, Place, Reading, Report, Spot, Toll
from sayso.weighing.incidents import accounts, consolidate, resolve
from sayso.weighing.incidents.features import alike
from sayso.weighing.incidents.reasons import reason
from sayso.weighing.incidents.traits import day, rarity, traits, unit

SHARED = Path(__file__).parents[2] / "shared" / "stories"

TEXT = (
    "Exercise: blast in Dalen\n\n"
    "A lorry bomb killed 17 people in Dalen on 3 May 2031. Dozens were wounded by the blast at Harrow Market. "
    "Separately, shells fell on Murrow and killed two."
)


def at(words: str, n: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(n + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def reading() -> Reading:
    return Reading(
        Report("r1", TEXT, "Exercise Wire", published="2031-05-04"),
        names=(Name(at("Dalen", 1), "place"), Name(at("Murrow"), "place"), Name(at("3 May 2031"), "time"), Name(at("Harrow Market"), "place")),
        events=(
            Event("e1", at("blast"), "bombing", incident="i1"),
            Event("e2", at("lorry bomb"), "bombing", place=at("Dalen", 1), time=at("3 May 2031"), target=at("people"), incident="i1"),
            Event("e3", at("blast", 1), "bombing", place=at("Harrow Market"), incident="i1"),
            Event("e4", at("shells"), "shelling", place=at("Murrow"), incident="i2"),
            Event("e5", at("killed", 1), "killing", "possible"),
        ),
        tolls=(
            Toll("t1", at("17 people"), "killed", "people", 17, 17, "e2", "i1"),
            Toll("t2", at("Dozens"), "injured", "people", 24, None, "e3", "i1"),
            Toll("t3", at("two"), "killed", "people", 2, 2, "e4", "i2"),
        ),
        incidents=(
            Incident("i1", "bombing", "lorry bomb kills 17", "2031-05-03", "2031-05-03", "day", "Dalen", main=True, place_from=at("Dalen", 1)),
            Incident("i2", "shelling", "shells on Murrow", "2031-05-01", "2031-05-04", "week", "Murrow", place_from=at("Murrow")),
        ),
        reader="by hand",
    )  # fmt: skip


def test_one_account_for_each_incident_and_sentence() -> None:
    found = accounts(reading())
    assert [a.id for a in found] == ["r1.i1.0", "r1.i1.1", "r1.i1.2", "r1.i2.3"]
    assert [a.first for a in found] == [True, False, False, True]
    assert [m for a in found for m, _ in a.mentions] == [
        "r1.e1",
        "r1.e2",
        "r1.t1",
        "r1.t2",
        "r1.e3",
        "r1.e4",
        "r1.t3",
    ]  # e5 is in no incident
    for a in found:
        assert all(a.sentence[0] <= s and e <= a.sentence[1] for _, (s, e) in a.mentions)


def test_a_passage_takes_place_and_time_from_its_own_words_first() -> None:
    _, told, market, shells = accounts(
        reading(), {at("Dalen", 1): Place("Dalen", 35.1, 37.2, "Exercise Land", "Qasra", "place")}
    )
    assert (told.place, told.start, told.precision) == ("Dalen", "2031-05-03", "day")
    assert told.spot == Spot(
        "dalen", told.spot.sound if told.spot else "", 35.1, 37.2, "place", "Qasra", "Exercise Land"
    )
    assert market.place == "Harrow Market"
    assert market.start == "2031-05-03"  # of its incident: the sentence has no time
    assert (shells.place, shells.start, shells.end, shells.precision) == ("Murrow", "2031-05-01", "2031-05-04", "week")
    assert shells.spot is not None
    assert shells.spot.lat is None  # no place was given for it


def test_where_no_passage_says_in_which_country_it_is_that_of_the_report() -> None:
    land = Place("Dalen", 35.1, 37.2, "Exercise Land", "Qasra", "place")
    told = accounts(reading(), {at("Dalen", 1): land})
    assert all(any(s.country == "Exercise Land" for s in a.around) for a in told)
    assert all(not s.country for a in accounts(reading()) for s in a.around), "nobody says so"


def test_figures_say_whether_they_are_numbers() -> None:
    found = {f.toll: f for a in accounts(reading()) for f in a.figures}
    assert (found["r1.t1"].low, found["r1.t1"].vague) == (17, False)
    assert (found["r1.t2"].low, found["r1.t2"].vague) == (24, True)


def test_a_reading_of_nothing_has_no_accounts() -> None:
    assert accounts(Reading(Report("r0", ""))) == ()
    assert accounts(replace(reading(), incidents=())) == ()


def test_names_of_marks_alone_and_of_any_length_are_borne() -> None:
    text = "--- bombed " + "x" * 5000
    odd = Reading(
        Report("r2", text),
        names=(Name((0, 3), "place"), Name((11, len(text)), "place")),
        events=(Event("e1", (4, 10), "bombing", place=(0, 3), incident="i1"),),
        incidents=(Incident("i1", "bombing", "odd", place_from=(0, 3)),),
    )
    (account,) = accounts(odd)
    assert account.spot == Spot("")
    assert len(resolve([account])) == 1


# ------------------------------------------------------------------ one incident from many accounts


def told(
    report: str, *figures: tuple[str, int | None, int | None], published: str = "2031-05-04", **fields: object
) -> Account:
    base = replace(
        accounts(reading())[1], id=f"{report}.i1.1", report=report, incident=f"{report}.i1", published=published
    )
    some = tuple(Figure(f"{report}.t{n}", fate, "people", low, high) for n, (fate, low, high) in enumerate(figures))
    return replace(base, figures=some, **fields)  # type: ignore[arg-type]


def test_the_range_is_the_lowest_and_the_highest_over_the_reports() -> None:
    merged = consolidate(
        [
            told("r1", ("killed", 17, 17)),
            told("r2", ("killed", 21, None), ("injured", 40, 40)),
            told("r3", ("killed", 19, 19)),
        ]
    )
    assert merged.killed == (17, 21)
    assert merged.injured == (40, 40)
    assert consolidate([told("r1")]).killed is None


def test_at_least_leaves_the_highest_open_when_nobody_closes_it() -> None:
    assert consolidate([told("r1", ("killed", 18, None))]).killed == (18, None)
    assert consolidate([told("r1", ("killed", 18, None)), told("r2", ("killed", 18, 18))]).killed == (18, 18)
    assert consolidate([told("r1", ("killed", None, 80))]).killed == (80, 80)  # "up to 80": no lower figure is given


def of(report: str, *figures: Figure) -> Account:
    return replace(told(report), figures=figures)


def figure(number: int, **fields: object) -> Figure:
    return replace(Figure("r.t", "killed", "people", number, number), **fields)  # type: ignore[arg-type]


def test_parts_and_vague_figures_yield_to_the_whole_of_their_report() -> None:
    part = figure(9, share="part")  # "23 people, nine children among them"
    assert consolidate([of("r1", figure(23), part)]).killed == (23, 23)
    assert consolidate([of("r1", figure(23)), of("r1", figure(2))]).killed == (
        23,
        23,
    )  # a later sentence on two of them
    assert consolidate([of("r1", figure(13)), of("r1", figure(15))]).killed == (13, 15)  # two sources of one report
    dozens = figure(24, high=None, vague=True)
    assert consolidate([of("r1", dozens), of("r1", figure(87))]).killed == (87, 87)
    assert consolidate([of("r1", dozens), of("r2", figure(87))]).killed == (24, 87), "each report has its own voice"


def test_what_a_sentence_joins_is_added() -> None:
    rebels, fighters = figure(63, high=None), figure(21, joined=True)
    assert consolidate([of("r1", rebels, fighters)]).killed == (84, None)
    assert consolidate([of("r1", rebels), of("r2", fighters)]).killed == (21, 63), "not across reports"


def test_a_toll_out_of_date_gives_way_to_the_newer_one_of_its_report() -> None:
    assert consolidate([of("r1", figure(15, share="earlier"), figure(18))]).killed == (18, 18)
    assert consolidate([of("r1", figure(15, share="earlier"))]).killed == (15, 15)
    assert consolidate([of("r1", figure(15, share="earlier"), figure(18)), of("r2", figure(15))]).killed == (15, 18)


def test_an_estimate_counts_as_the_number_that_it_names() -> None:
    about = Figure("r.t", "killed", "people", 72, 88, named=80)
    assert consolidate([of("r1", about)]).killed == (80, 80)
    assert consolidate([of("r1", about), of("r2", figure(78))]).killed == (78, 80)
    assert consolidate([of("r1", replace(about, named=None))]).killed == (72, 88)  # "72 to 88": both are named


def test_figures_of_a_passage_say_what_they_count() -> None:
    text = "Exercise: shells killed about 40 people in Dalen, including nine children, and dozens of others."
    words = ("40 people", "nine children", "dozens of others")
    spans = [(text.index(w), text.index(w) + len(w)) for w in words]
    counts = ((36, 44, "people"), (9, 9, "children"), (24, None, "people"))
    found = Reading(
        Report("r9", text),
        tolls=tuple(
            Toll(f"t{n}", span, "killed", who, low, high, None, "i1")
            for n, (span, (low, high, who)) in enumerate(zip(spans, counts, strict=True))
        ),
        incidents=(Incident("i1", "shelling", "shells on Dalen"),),
    )
    (account,) = accounts(found)
    assert [(f.share, f.vague, f.named) for f in account.figures] == [
        ("whole", False, 40), ("part", False, None), ("part", True, None)
    ]  # fmt: skip
    assert consolidate([account]).killed == (40, 40)


def test_type_date_and_place_are_what_most_reports_say() -> None:
    a = told("r1", types=(("airstrike", 1),), start="2031-05-02", end="2031-05-02")
    b = told("r2", types=(("chemical", 2), ("killing", 1)))
    c = told("r3", types=(("chemical", 1),), published="2031-05-03")
    merged = consolidate([a, b, c])
    assert (merged.type, merged.start, merged.place) == ("chemical", "2031-05-03", "Dalen")
    assert merged.reports == ("r3", "r1", "r2")  # as published
    assert merged.id == "x.r3.i1.1"
    assert consolidate([c, b, a]) == merged


def test_a_day_is_said_rather_than_a_month_told_by_as_many() -> None:
    month = told("r1", start="2031-05-01", end="2031-05-31", precision="month", published="2031-05-01")
    assert consolidate([month, told("r2")]).precision == "day"


def test_reasons_say_what_speaks_for_it() -> None:
    a, b = told("r1", ("killed", 17, 17)), told("r2", ("killed", 17, 17))
    said = reason(traits(a), traits(b), 0.93)
    for words in ("r1.i1.1 and r2.i1.1", "same day", "same place (dalen)", "both bombing", "both 17 dead", "(0.93)"):
        assert words in said
    far = reason(
        traits(a),
        traits(told("r3", ("killed", 4, 4), start="2031-05-06", end="2031-05-06", types=(("clash", 1),))),
        0.1,
    )
    assert "3 days apart" in far
    assert "bombing or clash" in far
    assert "17 and 4 dead" in far
    (merged,) = resolve([a, b])
    assert len(merged.reasons) == 1


def test_merged_incidents_hold_every_mention_with_its_report() -> None:
    found = accounts(reading())
    mentions = [m for x in resolve(found) for m in x.mentions]
    assert sorted(mentions) == sorted(("r1", *m) for a in found for m in a.mentions)


# ------------------------------------------------------------------ words


def test_rarity_and_vectors() -> None:
    assert rarity("a word that is in no table") > rarity("kill") > 0
    vector = unit({"a": 3.0, "b": 4.0})
    assert vector == pytest.approx({"a": 0.6, "b": 0.8})
    assert alike(vector, {"b": 1.0}) == pytest.approx((0.8, 1.0))
    assert alike(unit(dict.fromkeys("abcdefgh", 1.0)), unit(dict.fromkeys("abcdefgh", 1.0))) == pytest.approx(
        (1.0, 0.75)
    )
    assert unit({}) == {}
    assert alike({}, vector) == (0, 0)
    assert day("2031-05-03") == 741565
    assert day("soon") is None


# ------------------------------------------------------------------ real reports


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the scorer
@pytest.mark.skipif(not SHARED.exists(), reason="the stories are not part of the project")
def test_real_stories_are_joined_about_as_well_as_measured() -> None:
    from sayso.training.incidents import figures, groups_of, read

    rows = [
        json.loads(line)
        for g in groups_of(SHARED)
        for line in (SHARED / f"{g}.docs.jsonl").read_text("utf-8").splitlines()
    ]
    found = figures(SHARED, resolve(read(rows)))
    assert found["b3"] > 0.65
    assert found["b3p"] > 0.65
    assert found["found"] > 0.9


def test_a_reading_from_elsewhere_makes_accounts_too() -> None:
    row = {
        "id": "r7", "outlet": "Exercise Post", "published": "2031-05-04", "text": TEXT, "names": [], "attributions": [],
        "events": [{"id": "e1", "trigger": list(at("lorry bomb")), "type": "bombing", "status": "actual", "actor": None, "target": None, "place": None,
                    "time": None, "means": None, "incident": "i1"}],
        "tolls": [], "incidents": [{"id": "i1", "type": "bombing", "summary": "lorry bomb", "start": None, "end": None, "precision": "unknown",
                                    "place": "Dalen", "region": None, "country": None, "actor": None, "target": None, "killed": None, "injured": None,
                                    "main": True}],
    }  # fmt: skip
    (account,) = accounts(from_json(row))
    assert account.start is None
    assert account.place == "Dalen"
