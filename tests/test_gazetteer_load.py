"""Gazetteers of one's own: GeoNames dumps, CSV and GeoJSON; what is wrong is told with its line and nothing is half loaded."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.naming import open_gazetteer
from sayso.naming.gazetteer import Listed, store
from sayso.naming.gazetteer.load import GazetteerError, guess, read
from sayso.naming.kinds import How, Kind

ROW = "900001\tOstport\tOstport\tOst Port,Østport\t36.5\t37.5\tP\tPPL\tSY\t\t09\t\t\t\t1200\t\t10\tAsia/Damascus\t2020-01-01"


def file(tmp_path: Path, text: str | bytes, name: str = "own.csv") -> Path:
    """A file."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def load(path: Path, form: str | None = None) -> list[Listed]:
    """All places of a file."""
    return list(read(path, form))


# ------------------------------------------------------------------ what is taken


def test_a_geonames_dump(tmp_path: Path) -> None:
    river = ROW.replace("900001", "900002").replace("P\tPPL", "H\tSTM").replace("\t09\t", "\t00\t")
    province = ROW.replace("900001", "900003").replace("P\tPPL", "A\tADM1")
    path = file(tmp_path, f"{ROW}\n{river}\n\n{province}\n", "SY.txt")
    assert guess(path) == "geonames"
    one, two, three = load(path)
    assert (one.number, one.lat, one.lon, one.kind, one.country, one.region) == (
        900001,
        36.5,
        37.5,
        Kind.SETTLEMENT,
        "SY",
        "SY.09",
    )
    assert one.population == 1200
    assert one.names == (("Ostport", How.NAME), ("Ost Port", How.ALTERNATE), ("Østport", How.ALTERNATE))
    assert (two.kind, two.region) == (Kind.RIVER, "")
    assert (three.kind, three.region) == (Kind.REGION, "SY.09")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["Place Name", "Latitude", "Longitude", "Country", "Region", "Pop", "Kind"],
        ["Ostport", "36.5", "37.5", "Syria", "Aleppo", "1200", "site"],
    ]
    (place,) = load(file(tmp_path, "\ufeff" + "\r\n".join(delimiter.join(r) for r in rows)))
    assert (place.country, place.region, place.population, place.kind) == ("SY", "SY.09", 1200, Kind.SITE)


def test_a_table_with_little(tmp_path: Path) -> None:
    (place,) = load(file(tmp_path, 'name,lat,lon\n"Ost, port",36.5,37.5\n\n'))
    assert (place.names[0][0], place.country, place.kind) == ("Ost, port", "", Kind.SETTLEMENT)


def test_geojson(tmp_path: Path) -> None:
    point = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [37.5, 36.5]},
        "properties": {"NAME": "Ostport", "country": "SY", "aliases": ["Østport"]},
    }
    square = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 4], [0, 4], [0, 0]]]},
        "properties": {"name": "Field"},
    }
    one, two = load(
        file(tmp_path, json.dumps({"type": "FeatureCollection", "features": [point, square]}), "own.geojson")
    )
    assert (one.lat, one.lon, one.names[1][0]) == (36.5, 37.5, "Østport")
    assert (two.lat, two.lon) == (2.0, 1.0)


def test_a_place_of_ones_own_is_found_before_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    path = file(
        tmp_path,
        "name,lat,lon,country,region\nOstport,36.5,37.5,SY,Aleppo\nAleppo,36.2,37.16,SY,Aleppo\nNewtown,1,2,SY,Nowhere Land\n",
    )
    assert store.add(store.folder_of(None), "own", read(path), "own.csv") == 3
    opened = open_gazetteer()
    assert [i.source for i in opened.indexes] == ["own", "default"]
    (match,) = opened.lookup("Ostport")
    assert (match.entry.source, match.entry.region) == ("own", "SY.09")
    cities = [
        m
        for m in opened.lookup("Aleppo")
        if m.entry.kind in (Kind.SETTLEMENT, Kind.CAPITAL) and m.entry.country == "SY"
    ]
    assert [m.entry.source for m in cities] == ["own"]  # the default's Aleppo is the same place
    opened.close()
    assert store.remove(store.folder_of(None), "own")
    assert not store.remove(store.folder_of(None), "own")


def test_a_ledgers_own_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    path = file(tmp_path, "name,lat,lon\nOstport,1,2\n")
    for folder in (store.folder_of(None), store.folder_of(tmp_path / "ledger")):
        store.add(folder, "own", read(path), "own.csv")
    opened = open_gazetteer(tmp_path / "ledger")
    assert len({i.source for i in opened.indexes}) == 3
    assert tmp_path / "ledger" in opened.indexes[0].path.parents
    opened.close()


# ------------------------------------------------------------------ what is refused

WRONG = {
    "empty": ("", "empty"), "blank": (" \n \n", "empty"), "no columns": ("place;where\nOstport;here\n", "line 1: no column lat and lon"),
    "latitude": ("name,lat,lon\nA,36,37\nB,91,0\n", "line 3: 91, 0: latitudes"), "nan": ("name,lat,lon\nA,nan,37\n", "line 2"), "infinite": ("name,lat,lon\nA,inf,1\n", "line 2"),
    "word": ("name,lat,lon\nA,north,37\n", "line 2: 'north', '37' are no coordinates"), "missing": ("name,lat,lon\nA,36\n", "line 2"), "no name": ("name,lat,lon\n,36,37\n", "line 2: '' is no name"),
    "too many": ("name,lat,lon\nA,1,2,3\n", "line 2: 4 cells"), "country": ("name,lat,lon,country\nA,1,2,Atlantis\n", "line 2: 'Atlantis' is no country"),
    "population": ("name,lat,lon,population\nA,1,2,-5\n", "line 2: '-5' is no population"), "huge": ("name,lat,lon,population\nA,1,2,1e300\n", "line 2"),
    "quote": ('name,lat,lon\n"A,1,2\n', "line"), "short dump": (ROW + "\n" + "\t".join(ROW.split("\t")[:12]) + "\n", "line 2: 12 columns"), "dump id": (ROW.replace("900001", "x9"), "line 1: 'x9' is no GeoNames id"),
    "dump latitude": (ROW.replace("36.5", "95"), "line 1: 95"), "json": ("{\"features\": [", "line 1"), "no features": ("{}", "no list of features"), "bad feature": ('{"features": [5]}', "feature 1"),
    "no point": ('{"features": [{"properties": {"name": "A"}, "geometry": null}]}', "feature 1: no coordinates"), "nested": ("{\"a\":" * 100_000, "nested too deeply"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, case: str) -> None:
    text, words = WRONG[case]
    path = file(tmp_path, text)
    with pytest.raises(GazetteerError) as told:
        load(path)
    assert str(path) in str(told.value)
    assert words in str(told.value)


def test_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="not text"):
        load(file(tmp_path, b"\x7fELF\0\0\0" * 50))
    with pytest.raises(GazetteerError, match="not UTF-8"):
        load(file(tmp_path, "name,lat,lon\nMünch,1,2\n".encode("latin-1")))
    with pytest.raises(GazetteerError, match="NUL"):
        load(file(tmp_path, b"name,lat,lon\n" + b"A,1,2\n" * 20_000 + b"B\0,1,2\n"))
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("SY.txt", ROW)
    with pytest.raises(GazetteerError, match="ZIP archive"):
        load(tmp_path / "SY.zip")


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="longer than"):
        load(file(tmp_path, "name,lat,lon\n" + "x" * 3_000_000))


def test_nothing_is_half_loaded(tmp_path: Path) -> None:
    good = file(tmp_path, "name,lat,lon\nOstport,1,2\n", "good.csv")
    bad = file(
        tmp_path, "name,lat,lon\n" + "".join(f"Town {n},1,2\n" for n in range(5000)) + "Broken,100,2\n", "bad.csv"
    )
    folder = tmp_path / "g"
    store.add(folder, "own", read(good), "good")
    before = (folder / "own.sqlite").read_bytes()
    with pytest.raises(GazetteerError, match="line 5002"):
        store.add(folder, "own", read(bad), "bad")
    assert (folder / "own.sqlite").read_bytes() == before
    assert [p.name for p in folder.iterdir()] == ["own.sqlite"]


def test_a_file_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no places"):
        store.add(tmp_path / "g", "own", read(file(tmp_path, "name,lat,lon\n")), "own.csv")
    assert store.listed(tmp_path / "g") == []


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "default", "x" * 100, "a b", "\0"])
def test_names_that_cannot_be_a_files(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a gazetteer"):
        store.add(tmp_path, name, [], "x")
    with pytest.raises(ValueError, match="cannot name a gazetteer"):
        store.remove(tmp_path, name)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='name,lat,lon\n"\t;0.1-{}[]:é', max_size=300).map(str.encode))
def test_any_file_gives_places_or_an_error_of_ours(tmp_path: Path, raw: bytes) -> None:
    path = file(tmp_path, raw)
    for form in (None, "geonames", "csv", "geojson"):
        try:
            load(path, form)
        except GazetteerError as error:
            assert str(path) in str(error)
