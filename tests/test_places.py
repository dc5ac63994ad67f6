"""Places of a report are resolved together, by what the report says; EXERCISE: the texts are invented."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.naming import Resolved, default_gazetteer, doers, locate_incident, resolve_places
from sayso.naming.gazetteer import Gazetteer
from sayso.naming.places import FEATURES, distance_km, weights
from sayso.naming.resolving import to_json
from sayso.records import Event, Incident, Name, Place, Span

SHARED = Path(__file__).parents[2] / "shared"
PRECISIONS = {"place", "district", "region", "country", "area", "wide", "near", "unknown"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The default one."""
    return default_gazetteer()


def spans(text: str, *names: str) -> list[Span]:
    """Where names stand, in text order."""
    return sorted(m.span() for name in names for m in re.finditer(rf"\b{re.escape(name)}\b", text))


def place(gazetteer: Gazetteer, text: str, name: str, *others: str) -> Place:
    """The place of the first mention of a name, beside other names that are given."""
    found = resolve_places(text, spans(text, name, *others), gazetteer)
    return next(p for p in found if p.name == name)


@pytest.mark.parametrize(
    ("text", "name", "others", "region", "country"),
    [
        ("Shells hit Tripoli, Lebanon, on Monday.", "Tripoli", ["Lebanon"], "North Lebanon", "Lebanon"),
        ("Shells hit Tripoli on Monday, Libyan state media said.", "Tripoli", [], "Tripoli", "Libya"),
        ("Clashes in Tripoli and Misrata.", "Tripoli", ["Misrata"], "Tripoli", "Libya"),
        ("A bomb went off in Paris.", "Paris", [], "Île-de-France", "France"),
        ("A bomb went off in Paris, Texas.", "Paris", ["Texas"], "Texas", "United States"),
        ("A bomb went off in Cambridge, Ohio. Police came.", "Cambridge", [], "Ohio", "United States"),
        ("Cambridge and Norwich, in the east of England, were flooded.", "Cambridge", ["Norwich", "England"], "England", "United Kingdom"),
        ("Fighters from Washington, Georgia, were named.", "Georgia", ["Washington"], None, "United States"),
        ("Troops left Georgia for Gori and Tbilisi.", "Georgia", ["Gori", "Tbilisi"], None, "Georgia"),
        ("ISIS took Palmyra from the Syrian army.", "Palmyra", [], "Homs", "Syria"),
        ("Russian forces shelled Bakhmut in Ukraine.", "Bakhmut", ["Ukraine"], "Donetsk", "Ukraine"),
        ("Rebels in the Syrian town of al-Bab surrendered.", "al-Bab", [], "Aleppo", "Syria"),
        ("Air strikes on Jarablus and Azaz in Syria.", "Azaz", ["Jarablus", "Syria"], "Aleppo", "Syria"),
        ("The M23 took Goma in Congo.", "Goma", ["Congo"], "North Kivu", "Democratic Republic of the Congo"),
        ("Boko Haram raided Gwoza, Nigerian officials said.", "Gwoza", [], "Borno", "Nigeria"),
    ],
)  # fmt: skip
def test_a_name_means_what_its_report_says(
    gazetteer: Gazetteer, text: str, name: str, others: list[str], region: str | None, country: str
) -> None:
    found = place(gazetteer, text, name, *others)
    assert found.country == country
    assert region is None or found.region == region


def test_one_name_means_one_place_throughout(gazetteer: Gazetteer) -> None:
    text = "Fighting in Tripoli. The Lebanese army left Lebanon's north for Beirut. Reporters said Tripoli was quiet."
    found = resolve_places(text, spans(text, "Tripoli", "Lebanon", "Beirut"), gazetteer)
    assert {p.region for p in found if p.name == "Tripoli"} == {"North Lebanon"}


def test_a_country_stays_what_it_is(gazetteer: Gazetteer) -> None:
    text = "Mexico, China, Norway and Lebanon voted; Jordan and Cuba did not."
    for found in resolve_places(text, spans(text, "Mexico", "China", "Norway", "Lebanon", "Jordan", "Cuba"), gazetteer):
        assert (found.precision, found.country) == ("country", found.name)


@pytest.mark.parametrize(
    ("name", "precision"),
    [("Aleppo province", "region"), ("Syria", "country"), ("Syrian", "country"), ("Europe", "wide"), ("Euphrates River", "area"), ("Mosul", "place"),
     ("Orange County", "district"), ("Darfur", "area"), ("Mosul airport", "near")],
)  # fmt: skip
def test_precision_says_what_the_coordinates_mean(gazetteer: Gazetteer, name: str, precision: str) -> None:
    assert resolve_places(name, [(0, len(name))], gazetteer)[0].precision == precision


@pytest.mark.parametrize(
    ("text", "names", "precision", "region"),
    [
        ("A drill was held in the Ivanovo Region in Russia.", ["Ivanovo", "Russia"], "region", "Ivanovo"),
        ("Shells fell in Homs province in Syria.", ["Homs", "Syria"], "region", "Homs"),
        ("Jets left the Kaluga and Murmansk regions of Russia.", ["Kaluga", "Murmansk", "Russia"], "region", "Kaluga"),
        ("Jets left Kaluga and the Murmansk region of Russia.", ["Kaluga", "Murmansk", "Russia"], "place", "Kaluga"),
        ("Mines went off in Quezon province in the island of Luzon.", ["Quezon", "Luzon"], "district", "Calabarzon"),
        ("Mines went off in Quezon province in the island of Luzon.", ["Quezon province", "Luzon"], "district", "Calabarzon"),
        ("Fires burned in Nairobi and Kisumu counties in Kenya.", ["Nairobi", "Kisumu", "Kenya"], "region", "Nairobi"),
        ("Kano state television in Nigeria said so.", ["Kano", "Nigeria"], "place", "Kano"),
        ("Fighting in the Sinai region of Egypt.", ["Sinai", "Egypt"], "area", None),
    ],
)  # fmt: skip
def test_the_word_behind_a_name_says_what_is_meant(
    gazetteer: Gazetteer, text: str, names: list[str], precision: str, region: str | None
) -> None:
    found = place(gazetteer, text, names[0], *names[1:])
    assert (found.precision, found.region) == (precision, region)


def test_a_province_and_its_town_of_one_name_are_two_places(gazetteer: Gazetteer) -> None:
    text = "Shells fell in Homs province in Syria. In Homs itself all was quiet, and roads from Homs to Hama were open."
    found = resolve_places(text, spans(text, "Homs", "Hama", "Syria"), gazetteer)
    assert [p.precision for p in found if p.name == "Homs"] == ["region", "place", "place"]


def test_a_place_in_no_gazetteer_is_near_what_its_sentence_names(gazetteer: Gazetteer) -> None:
    text = "Shells hit Qasr al-Zumurrud in Aleppo in Syria. Later, Mosul was quiet."
    found = place(gazetteer, text, "Qasr al-Zumurrud", "Aleppo", "Mosul", "Syria")
    assert (found.precision, found.region) == ("near", "Aleppo")
    assert "named beside it" in found.why


def test_a_place_in_no_gazetteer_is_at_least_in_the_country_of_the_report(gazetteer: Gazetteer) -> None:
    text = "Shells hit Zzyqqan. The Syrian army said so. Syrian rebels denied it."
    found = place(gazetteer, text, "Zzyqqan")
    assert (found.precision, found.country) == ("country", "Syria")


def test_a_place_of_which_nothing_is_known_has_no_coordinates(gazetteer: Gazetteer) -> None:
    (found,) = resolve_places("Zzyqqan", [(0, 7)], gazetteer)
    assert (found.precision, found.lat, found.lon, found.country) == ("unknown", None, None, None)


def test_candidates_are_told_with_their_reasons(gazetteer: Gazetteer) -> None:
    text = "Shells hit Tripoli, Lebanon."
    found = place(gazetteer, text, "Tripoli", "Lebanon")
    assert 2 <= len(found.candidates) <= 5
    assert [c.score for c in found.candidates] == sorted((c.score for c in found.candidates), reverse=True)
    assert found.why == found.candidates[0].reason
    assert "in what is named beside it" in found.why
    assert all(c.reason and c.source == "default" and abs(c.lat) <= 90 for c in found.candidates)
    data = to_json(found)
    assert {"name", "lat", "lon", "country", "region", "precision", "candidates"} <= data.keys()
    assert data["name"] == "Tripoli"


def test_only_names_of_places_are_resolved(gazetteer: Gazetteer) -> None:
    text = "Paris met SANA in Aleppo."
    names = [Name((0, 5), "person"), Name((10, 14), "outlet"), Name((18, 24), "place")]
    assert [p.name for p in resolve_places(text, names, gazetteer)] == ["Aleppo"]


def test_a_hint_of_the_country_decides(gazetteer: Gazetteer) -> None:
    for code in ("LY", "LB"):
        assert resolve_places("Tripoli", [(0, 7)], gazetteer, code)[0].code in ("LY", "LB")
    assert resolve_places("Hamilton", [(0, 8)], gazetteer, "NZ")[0].code == "NZ"


@pytest.mark.parametrize("span", [(-1, 3), (0, 99), (3, 3), (5, 2)])
def test_spans_outside_the_text_are_refused(gazetteer: Gazetteer, span: Span) -> None:
    with pytest.raises(ValueError, match="not in the text"):
        resolve_places("Aleppo", [span], gazetteer)


def test_no_names_no_places(gazetteer: Gazetteer) -> None:
    assert resolve_places("Nothing here.", [], gazetteer) == []
    assert resolve_places("", [], gazetteer) == []


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120), st.lists(st.tuples(st.integers(0, 119), st.integers(1, 30)), max_size=6))
def test_any_text_and_spans_give_places(gazetteer: Gazetteer, text: str, cuts: list[tuple[int, int]]) -> None:
    some = [(a, min(len(text), a + n)) for a, n in cuts if a < len(text)]
    for found in resolve_places(text, some, gazetteer):
        assert found.precision in PRECISIONS
        assert (found.lat is None) == (found.lon is None) == (found.precision == "unknown")


def test_the_same_report_gives_the_same_places(gazetteer: Gazetteer) -> None:
    text = "Springfield, Hamilton, Victoria and San Jose are at war with Salem."
    some = spans(text, "Springfield", "Hamilton", "Victoria", "San Jose", "Salem")
    assert resolve_places(text, some, gazetteer) == resolve_places(text, some, default_gazetteer())


def test_a_report_with_many_names_takes_no_more_than_its_share(gazetteer: Gazetteer) -> None:
    names = [
        "San Jose",
        "Springfield",
        "Victoria",
        "Hamilton",
        "Aleppo",
        "Paris",
        "Georgia",
        "Salem",
        "Madison",
        "Union",
    ]
    text = " and ".join(names * 300)
    begin = time.process_time()
    found = resolve_places(text, spans(text, *names), gazetteer)
    assert len(found) >= 3000
    assert time.process_time() - begin < 10


def test_weights_are_of_known_features() -> None:
    assert set(weights()) <= set(FEATURES)
    assert weights()["user"] > 0 and weights()["hint"] > 0


def test_distances() -> None:
    assert distance_km((33.51, 36.29), (36.2, 37.16)) == pytest.approx(310, abs=5)
    assert distance_km((0, 179.9), (0, -179.9)) == pytest.approx(22, abs=1)


# ------------------------------------------------------------------ incidents


def incident(**fields: object) -> Incident:
    """An incident with these fields."""
    return Incident("i1", "shelling", "shelling", **fields)  # type: ignore[arg-type]


def test_an_incident_is_where_its_place_is(gazetteer: Gazetteer) -> None:
    text = "Shells hit Douma near Damascus, Syria. Aleppo was quiet."
    some = spans(text, "Douma", "Damascus", "Syria", "Aleppo")
    resolved = Resolved(text, some, gazetteer)
    found = locate_incident(incident(place="Douma", place_from=some[0]), resolved)
    assert found is not None and (found.region, found.country) == ("Rif Dimashq", "Syria")
    by_words = locate_incident(incident(place="aleppo"), resolved)
    assert by_words is not None and by_words.region == "Aleppo"
    inside = locate_incident(incident(place="Douma and the villages round it"), resolved)
    assert inside is not None and inside.region == "Rif Dimashq"


def test_an_incident_without_a_place_is_in_the_country_of_its_report(gazetteer: Gazetteer) -> None:
    text = "Syrian rebels and the Syrian army clashed."
    found = locate_incident(incident(), Resolved(text, [], gazetteer))
    assert found is not None and (found.country, found.lat, found.region) == ("Syria", None, None)


def test_who_acts_says_nothing_of_where(gazetteer: Gazetteer) -> None:
    """United States aircraft bomb anywhere: with nothing else in the report there is no place."""
    text = "United States aircraft bombed Zzyqqan, and US jets came back at dawn."
    some = spans(text, "Zzyqqan")
    acting = doers(
        Event(f"e{n}", (0, 1), "airstrike", actor=span)
        for n, span in enumerate(spans(text, "United States aircraft", "US jets"))
    )
    assert len(acting) == 2
    resolved = Resolved(text, some, gazetteer, doers=acting)
    assert locate_incident(incident(), resolved) is None
    assert (resolved[some[0]].precision, resolved[some[0]].country) == ("unknown", None)
    assert resolve_places(text, some, gazetteer, doers=acting)[0].country is None
    more = f"{text} Yemeni villages burned."
    assert resolve_places(more, some, gazetteer, doers=acting)[0].country == "Yemen"


def test_what_only_sounds_like_a_place_says_nothing_of_the_country(gazetteer: Gazetteer) -> None:
    text = "The battle for Tora Bora may end soon. The hills of Tora Bora are high."
    assert locate_incident(incident(), Resolved(text, spans(text, "Tora Bora"), gazetteer)) is None


def test_an_incident_of_which_nothing_is_known(gazetteer: Gazetteer) -> None:
    assert locate_incident(incident(), Resolved("They clashed.", [], gazetteer)) is None


# ------------------------------------------------------------------ corpora


@pytest.mark.parametrize(("corpus", "floor"), [("GeoVirus", 0.87), ("GeoWebNews", 0.84)])
def test_accuracy_on_corpora(gazetteer: Gazetteer, corpus: str, floor: float) -> None:
    path = SHARED / "geo" / f"{corpus}.xml"
    if not path.exists():
        pytest.skip("the corpora are not here (they are not part of the project)")
    bench = pytest.importorskip("bench.places_score")
    figures = bench.figures(bench.errors(list(bench.articles(path)), gazetteer))
    assert figures["within 161 km"] >= floor
    assert figures["median km"] < 40
