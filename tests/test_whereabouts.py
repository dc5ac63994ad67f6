"""The place of an incident that several reports tell of. EXERCISE: invented towns in an invented province."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Account, Spot
from sayso.weighing.incidents.whereabouts import whereabouts, wide

PROVINCE = Spot("harrow", "hr", 10.0, 20.0, "place", "Harrow", "Nowhere")  # the capital is called like its province
REGION = Spot("harrow", "hr", 10.1, 20.1, "region", "Harrow", "Nowhere")
DALEN = Spot("dalen", "dln", 10.2, 20.2, "near", "Harrow", "Nowhere")
DAALEN = Spot("daalen", "dln", 10.2, 20.2, "near", "Harrow", "Nowhere")  # another spelling
MIRK = Spot("mirk", "mrk", 10.3, 20.3, "place", "Harrow", "Nowhere")
TOSK = Spot("tosk", "tsk", 11.0, 21.0, "place", "Bell", "Nowhere")
COUNTRY = Spot("nowhere", "nhr", 9.0, 19.0, "country", None, "Nowhere")
WORDS = {"harrow": "Harrow", "dalen": "Dalen", "daalen": "Daalen", "mirk": "Mirk", "tosk": "Tosk", "nowhere": "Nowhere"}


def account(spot: Spot | None, n: int = 0) -> Account:
    """One passage, of which only the place matters."""
    return Account(
        f"r.i1.{n}", "r", "r.i1", n, None, None, "shelling", (), True, n == 0, None, None, "unknown", WORDS[spot.key] if spot else None, spot, (), (),
        (), (), (), (), (), (), (), (0, 1), "",
    )  # fmt: skip


def place(*reports: tuple[Spot | None, ...]) -> str | None:
    """The place of reports that name these places, one a passage."""
    found = whereabouts([[account(s, n) for n, s in enumerate(spots)] for spots in reports])
    return found[0] if found else None


def test_a_town_that_the_reports_agree_on_beats_its_province() -> None:
    assert place((PROVINCE, DALEN), (PROVINCE,), (PROVINCE, DAALEN), (PROVINCE, DALEN)) == "Dalen"


def test_a_town_that_one_report_names_is_it_where_no_other_is_named() -> None:
    assert place((PROVINCE,), (REGION, DALEN)) == "Dalen"


def test_towns_that_are_named_once_each_leave_the_province() -> None:
    assert place((PROVINCE, DALEN), (PROVINCE, MIRK)) == "Harrow"


def test_a_town_that_few_name_of_many_is_one_of_several() -> None:
    assert place((DALEN, PROVINCE), (DALEN, PROVINCE), *[(PROVINCE,)] * 5) == "Harrow"
    assert place((DALEN, PROVINCE), (DALEN, PROVINCE), *[(PROVINCE,)] * 4) == "Dalen"  # a third of six


def test_most_reports_say_in_which_province() -> None:
    assert place((TOSK,), (PROVINCE, DALEN), (DALEN,)) == "Dalen"
    assert place((TOSK,), (TOSK,), (DALEN,)) == "Tosk"


def test_a_country_is_no_place_and_nobody_may_name_any() -> None:
    assert place((COUNTRY,), (None,)) is None
    assert place() is None
    assert place((COUNTRY, DALEN), (None,)) == "Dalen"


def test_a_name_of_town_and_province_is_the_provinces() -> None:
    assert wide(PROVINCE) and wide(REGION) and not wide(DALEN) and not wide(MIRK)


@given(
    st.lists(
        st.lists(st.sampled_from((PROVINCE, DALEN, DAALEN, MIRK, TOSK, COUNTRY, None)), max_size=3).map(tuple),
        max_size=6,
    )
)
def test_it_is_always_a_place_that_somebody_names(reports: list[tuple[Spot | None, ...]]) -> None:
    named = {WORDS[s.key] for spots in reports for s in spots if s is not None and s is not COUNTRY}
    found = place(*reports)
    assert (found in named) if named else found is None
