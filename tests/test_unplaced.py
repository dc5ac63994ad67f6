"""What was read as a place and has no point on a map. EXERCISE: the texts are invented."""

from __future__ import annotations

import re

import pytest

from sayso.naming import default_gazetteer, locate, resolve_places
from sayso.naming.gazetteer import Gazetteer
from sayso.naming.keys import key, place_key, variants
from sayso.records import Place

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
