"""The default gazetteer: what it knows, how quickly it is opened, and that it is built whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.naming import default_gazetteer, locate
from sayso.naming.gazetteer import Gazetteer, Index, Listed, build, cache_folder, index_path
from sayso.naming.gazetteer.write import write
from sayso.naming.kinds import How, Kind


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The default one."""
    return default_gazetteer()


def best(gazetteer: Gazetteer, name: str) -> tuple[str, Kind, str]:
    """Name, kind and country of the first place of a name."""
    entry = gazetteer.lookup(name)[0].entry
    return gazetteer.name(entry), Kind(entry.kind), entry.country


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Syria", Kind.COUNTRY, "SY"), ("Syrian", Kind.COUNTRY, "SY"), ("U.S.", Kind.COUNTRY, "US"), ("UK", Kind.COUNTRY, "GB"), ("DRC", Kind.COUNTRY, "CD"),
        ("Idlib province", Kind.REGION, "SY"), ("Rif Dimashq", Kind.REGION, "SY"), ("Bavaria", Kind.REGION, "DE"), ("Wash.", Kind.REGION, "US"),
        ("Orange County", Kind.DISTRICT, "US"), ("Europe", Kind.CONTINENT, ""), ("Black Sea", Kind.WATER, ""), ("Darfur", Kind.AREA, "SD"),
        ("Euphrates River", Kind.RIVER, ""), ("حلب", Kind.SETTLEMENT, "SY"), ("Мосул", Kind.SETTLEMENT, "IQ"), ("NYC", Kind.SETTLEMENT, "US"),
    ],
)  # fmt: skip
def test_it_knows_countries_regions_areas_and_settlements(
    gazetteer: Gazetteer, name: str, kind: Kind, country: str
) -> None:
    assert best(gazetteer, name)[1:] == (kind, country)


@pytest.mark.parametrize("name", ["al-Sweida", "As-Suwayda", "Sweida", "Suwaida", "al-Suweida"])
def test_it_knows_transliterations(gazetteer: Gazetteer, name: str) -> None:
    assert any(m.entry.region == "SY.05" for m in gazetteer.lookup(name))


@pytest.mark.parametrize("name", ["in", "or", "me", "hi"])
def test_abbreviations_count_only_as_they_are_written(gazetteer: Gazetteer, name: str) -> None:
    assert not any(m.entry.how == How.SHORT for m in gazetteer.lookup(name))
    assert any(m.entry.how == How.SHORT for m in gazetteer.lookup(name.upper()))


@pytest.mark.parametrize("name", ["", " ", "'", "\0", "\ud800", "x" * 5000, "-", "the", "%", "حلب" * 60, "a\nb"])
def test_any_words_can_be_looked_up(gazetteer: Gazetteer, name: str) -> None:
    gazetteer.lookup(name)


def test_lower_case_directions_are_no_names(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "East London")[2] == "ZA"
    assert best(gazetteer, "east London")[2] == "GB"
    assert best(gazetteer, "northern Syria")[1:] == (Kind.COUNTRY, "SY")


def test_a_site_is_not_at_a_place_that_only_might_be_called_so(gazetteer: Gazetteer) -> None:
    assert all(m.entry.region != "SY.13" for m in gazetteer.lookup("Sham hospital"))


def test_titles_of_codes(gazetteer: Gazetteer) -> None:
    assert gazetteer.title("SY.09") is not None
    assert (gazetteer.title("SY.09") or ("",))[0] == "Aleppo"
    assert (gazetteer.title("PS") or ("",))[0] == "Palestine"
    assert gazetteer.title("ZZ.99") is None
    assert gazetteer.title("") is None


def test_every_region_has_its_country_and_sound_coordinates(gazetteer: Gazetteer) -> None:
    for entries in gazetteer.indexes[-1].wide.values():
        for entry in entries:
            assert abs(entry.lat) <= 90 and abs(entry.lon) <= 180
            assert entry.region == "" or entry.region.startswith(f"{entry.country}.")


def test_locate_takes_the_best_known_place() -> None:
    at = locate("Aleppo")
    assert at is not None and at == pytest.approx((36.2, 37.16), abs=0.1)
    assert locate("al-Bab") == pytest.approx((36.37, 37.51), abs=0.1)
    assert locate("Palmyra") == pytest.approx((34.56, 38.28), abs=0.1)
    assert locate("Syria") is None
    assert locate("Qqqqzzz") is None
    assert locate("") is None
    assert locate(None) is None


# ------------------------------------------------------------------ building


def listed(number: int, name: str, population: int = 0) -> Listed:
    """A made-up settlement."""
    return Listed(number, 10.0, 20.0, Kind.SETTLEMENT, "SY", "SY.09", population, ((name, How.NAME),))


def test_an_index_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Listed]:
        yield listed(1, "Ostport")
        raise ValueError("the second place is broken")

    with pytest.raises(ValueError, match="second place"):
        write(tmp_path / "x.sqlite", broken(), {})
    assert list(tmp_path.iterdir()) == []


def test_an_index_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write(path, [listed(1, "Ostport")], {})
    before = path.read_bytes()

    def broken() -> Iterator[Listed]:
        yield listed(2, "Westport")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write(path, broken(), {})
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.sqlite"]


def test_the_most_populous_comes_first(tmp_path: Path) -> None:
    write(tmp_path / "x.sqlite", [listed(1, "Ostport", 5), listed(2, "Ostport", 500), listed(3, "Ostport", 50)], {})
    index = Index(tmp_path / "x.sqlite")
    assert [e.number for e in index.named("ostport")] == [2, 3, 1]
    assert index.named("ostport")[0].region == "SY.09"
    index.close()


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(OSError, match="not an index of places"):
        Index(path)


def test_the_default_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = index_path()
    assert build() == path
    stamp = path.stat().st_mtime_ns
    assert build().stat().st_mtime_ns == stamp
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    assert index_path().parent == tmp_path / "own"


def test_the_index_says_where_it_is_from() -> None:
    with sqlite3.connect(build()) as db:
        about = dict(db.execute("SELECT what, value FROM about"))
    db.close()
    assert "GeoNames" in about["source"]
    assert about["licence"] == "CC BY 4.0"
    assert int(about["places"]) > 250_000


def test_no_cache_folder_means_no_coordinates(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.naming import gazetteer as module

    monkeypatch.setattr(module, "_default", lambda: None)
    assert locate("Aleppo") is None
