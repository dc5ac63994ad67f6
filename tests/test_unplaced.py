"""What was read as a place and has no point on a map. EXERCISE: the texts are invented."""

from __future__ import annotations

import re

import pytest

from sayso.ledger import rows
from sayso.naming import default_gazetteer, locate, resolve_places
from sayso.naming.gazetteer import Gazetteer
from sayso.naming.keys import key, place_key, variants
from sayso.records import Place, PlaceCandidate

TEXT = "Air strikes hit Idlib and Aleppo in Syria on Monday. In Aleppo, {} was attacked, activists in Idlib said."


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The default one."""
    return default_gazetteer()


def place(gazetteer: Gazetteer, text: str, name: str, *others: str) -> Place:
    """The place of a name in a text, beside others."""
    spans = sorted(m.span() for n in (name, *others) for m in re.finditer(rf"(?<!\w){re.escape(n)}(?!\w)", text))
    found = resolve_places(text, spans, gazetteer)
    return next(p for p in found if p.name == name)


@pytest.mark.parametrize(
    "name", ["SAA", "Hamas", "SouthFront", "US military", "US military base", "border", "camp", "the northern front"]
)
def test_an_actor_or_a_common_noun_is_nowhere(gazetteer: Gazetteer, name: str) -> None:
    found = place(gazetteer, TEXT.format(name), name, "Idlib", "Aleppo", "Syria")
    assert (found.lat, found.lon, found.country, found.precision) == (None, None, None, "unknown")
    assert found.why.startswith(("no place", "a common noun"))


@pytest.mark.parametrize("name", ["village", "school", "Umberfield"])
def test_a_site_is_near_the_town_it_is_named_with(gazetteer: Gazetteer, name: str) -> None:
    found = place(gazetteer, TEXT.format(name), name, "Idlib", "Aleppo", "Syria")
    assert (found.country, found.precision) == ("Syria", "near")


@pytest.mark.parametrize(
    "name", ["Iraqi border", "Jordanian border", "Syria-Jordan border", "border with Iraq", "Iraqi border area"]
)
def test_the_border_of_a_country_is_a_line(gazetteer: Gazetteer, name: str) -> None:
    found = place(gazetteer, TEXT.format(f"a post at the {name}"), name, "Idlib", "Aleppo", "Syria")
    assert (found.lat, found.lon, found.country, found.precision) == (None, None, None, "area")
    assert found.why.startswith("a border") and "no point is given" in found.why


def test_an_adjective_before_borders_is_one_too(gazetteer: Gazetteer) -> None:
    text = "They left Palmyra for the Iraqi and Jordanian borders, and an Iraqi border crossing was shut. Iraqi was spoken."
    found = place(gazetteer, text, "Iraqi", "Palmyra")
    assert (found.lat, found.precision) == (None, "area")


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [("Troops came to the Mexico border.", "Mexico", "country"), ("Troops came to Iraq.", "Iraq", "country"), ("Shells hit Dara border post.", "Dara", "place")],
)  # fmt: skip
def test_what_lies_at_a_border_is_where_it_was(gazetteer: Gazetteer, text: str, name: str, precision: str) -> None:
    found = place(gazetteer, text, name)
    assert found.lat is not None
    assert found.precision == precision


@pytest.mark.parametrize(
    ("name", "after"),
    [("Iran-Iraq", "warfront"), ("Pakistan-Afghanistan", "border"), ("Iran-Iraq warfront", "yesterday"), ("Iraqi-Syrian", "frontier"),
     ("Israel-Gaza border area", "too")],
)  # fmt: skip
def test_two_countries_in_one_name_are_the_line_between_them(gazetteer: Gazetteer, name: str, after: str) -> None:
    found = place(gazetteer, TEXT.format(f"a post near the {name} {after}"), name, "Idlib", "Aleppo", "Syria")
    assert (found.lat, found.country, found.precision) == (None, None, "area")


def test_a_country_with_a_hyphen_is_no_border(gazetteer: Gazetteer) -> None:
    assert place(gazetteer, "Troops came to Guinea-Bissau.", "Guinea-Bissau").country == "Guinea-Bissau"


def test_the_gulf_without_more_is_the_persian_one(gazetteer: Gazetteer) -> None:
    text = "Ships fought in the Gulf off Basra, Iraq said. In Gulf province, Papua New Guinea, and Gulf County all was quiet."
    found = place(gazetteer, text, "Gulf", "Basra", "Iraq")
    assert (found.precision, found.candidates[0].name) == ("area", "Persian Gulf")
    text = "A house burned down in Gulf province in Papua New Guinea."
    assert place(gazetteer, text, "Gulf", "Papua New Guinea").code == "PG"


DATED = "Blast at a plant\n\n{}, February 9. /Umber Wire/. A blast shook {} in northern France. Later, all was quiet.{}"


def test_a_longer_name_is_near_the_place_that_is_part_of_it(gazetteer: Gazetteer) -> None:
    name = "Flamanville Nuclear Power Plant"
    text = DATED.format("PARIS", name, " The mayor of Flamanville said so.")
    found = place(gazetteer, text, name, "PARIS")
    assert found.region == "Île-de-France", "nothing else is named"
    begin = text.index("mayor of Flamanville") + len("mayor of ")
    whole = text.index(name)
    some = [
        (whole, whole + len(name)),
        (text.index("PARIS"), text.index("PARIS") + 5),
        (begin, begin + len("Flamanville")),
    ]
    found = resolve_places(text, some, gazetteer)[0]
    assert (found.precision, found.region) == ("near", "Normandy")
    assert "part of its own" in found.why


def test_a_name_joined_by_a_hyphen_is_no_part(gazetteer: Gazetteer) -> None:
    text = "In Amarah on the Baghdad-Basra highway in Iraq a bridge fell. Basra was quiet."
    found = place(gazetteer, text, "Baghdad-Basra highway", "Amarah", "Iraq")
    assert found.region == "Maysan"


@pytest.mark.parametrize("dateline", ["PARIS", "PARIS (Umber Wire) -", "Paris, 9 February (Umber Wire)"])
def test_the_town_of_a_dateline_comes_last(gazetteer: Gazetteer, dateline: str) -> None:
    town = dateline.split()[0].strip(",")
    text = f"{dateline}, February 9. A blast shook Zzyqqan. Firemen, policemen and a great many onlookers came quickly from Cherbourg."
    found = place(gazetteer, text, "Zzyqqan", town, "Cherbourg")
    assert (found.precision, found.region) == ("near", "Normandy")


def test_a_rejected_candidate_lends_no_name_to_a_row() -> None:
    """The ledger shows a gazetteer's name only with that place's own coordinates."""
    ours = PlaceCandidate(
        "Umberfield", 11.1, 77.3, "India", "Tamil Nadu", "IN", "settlement", 900, 0.1, "another transliteration"
    )
    guessed = Place(
        "Umber Field", 33.42, 65.5, "Afghanistan", None, "country", "AF", "in no gazetteer that fits", (ours,)
    )
    assert rows.place(guessed, "Umber Field", lambda _: None)["place_name"] is None
    known = Place("Umber Field", 11.1, 77.3, "India", "Tamil Nadu", "place", "IN", "its name", (ours,))
    assert rows.place(known, "Umber Field", lambda _: None)["place_name"] == "Umberfield"


@pytest.mark.parametrize("name", ["al-Sweida", "As-Suwayda", "Sweida", "Soueida", "Es Suweida"])
def test_a_town_of_syria_by_its_transliterations(name: str) -> None:
    assert locate(name) == pytest.approx((32.709, 36.570), abs=0.05)


@pytest.mark.parametrize("name", ["Qqqxzzv", "Trelk", "Xanthpor", "Zubrowka"])
def test_a_made_up_name_is_nowhere_by_its_sound(name: str) -> None:
    assert locate(name) is None


def test_a_clear_transliteration_is_still_found() -> None:
    assert locate("Tel Abyad") == pytest.approx((36.70, 38.95), abs=0.05)
    assert locate("Raqa") == pytest.approx((35.95, 39.01), abs=0.1)  # and not a village of Greece that sounds the same


@pytest.mark.parametrize(
    "name", ["…", "", "'", "—", " ", "\0", "\ud800", "!!!", "the", "al-", "_", "’s", "of the", "()", "́"]
)
def test_names_without_letters_raise_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert isinstance(place_key(name), str)
    assert variants(name)[0].key == key(name)
    assert isinstance(gazetteer.lookup(name), tuple)
    locate(name)


def test_doubts_are_a_field(gazetteer: Gazetteer) -> None:
    """Checks rest on the field, and not on the words of the reason."""
    text = "Shells hit Manila Cathedral, Dierr Ezzor and Palmyra in Syria."
    assert "part" in place(gazetteer, text, "Manila Cathedral").candidates[0].doubts
    assert "sound" in place(gazetteer, text, "Dierr Ezzor", "Palmyra", "Syria").candidates[0].doubts
    assert place(gazetteer, text, "Palmyra", "Syria").candidates[0].doubts == ()


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [("Mondo", "TD", "Kanem"), ("Mao", "TD", "Kanem"), ("Tripoli", "LB", "North Lebanon"), ("London", "CA", "Ontario")],
)
def test_a_hint_decides_where_nothing_else_does(gazetteer: Gazetteer, name: str, country: str, region: str) -> None:
    (found,) = resolve_places(name, [(0, len(name))], gazetteer, country)
    assert (found.code, found.region) == (country, region)


@pytest.mark.parametrize(
    "name", ["Mondo", "Mao", "Tripoli", "Springfield", "Cambridge", "Victoria", "Georgia", "Homs", "Basra", "Santiago"]
)
def test_a_hint_lowers_nothing_in_its_country(gazetteer: Gazetteer, name: str) -> None:
    (plain,) = resolve_places(name, [(0, len(name))], gazetteer)
    for country in {c.code for c in plain.candidates if c.code}:
        (hinted,) = resolve_places(name, [(0, len(name))], gazetteer, country)
        score = {(c.name, c.lat, c.lon, c.kind): c.score for c in hinted.candidates}
        for c in plain.candidates:
            if c.code == country:
                assert score.get((c.name, c.lat, c.lon, c.kind), 0.0) >= c.score - 1e-4


@pytest.mark.parametrize(
    ("names", "far"), [(("Jobar", "Jober"), "IN"), (("Tishreen", "Barzeh"), "IR"), (("Sabri", "Al-Saberi"), "JP")]
)
def test_what_only_sounds_like_a_city_is_not_in_a_country_that_nobody_speaks_of(
    gazetteer: Gazetteer, names: tuple[str, ...], far: str
) -> None:
    """Two quarters that no gazetteer has must not make each other a city on another continent."""
    text = "Fighting in {} spread to {} on Monday, residents said. Shells fell on Damascus, the capital of Syria."
    for name in names:
        found = place(gazetteer, text.format(*names), name, *names, "Damascus", "Syria")
        assert found.code == "SY" != far
        assert found.precision == "near"
    alone = resolve_places("As-Suwayda was shelled.", [(0, 10)], gazetteer)[0]
    assert alone.code == "SY", "where nothing else is named, a sound is all there is"
