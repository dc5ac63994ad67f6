"""The tables of the package are sane, and one's own are read, joined and refused as they should be."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from actors_made import tables
from sayso.naming import aliases
from sayso.naming.aliases import WHICH, load
from sayso.naming.entries import Entry, TableError, Which, parse
from sayso.naming.states import states

NOBODY = Path("/nonexistent")


def entries(which: Which) -> list[Entry]:
    return list(tables().index(which).entries.values())


# ------------------------------------------------------------------ the package's tables


def test_there_are_enough() -> None:
    assert len(entries("actors")) >= 350
    assert len(entries("outlets")) >= 200
    assert len(states().states) >= 150


@pytest.mark.parametrize("which", WHICH)
def test_no_name_is_two_entries_own(which: Which) -> None:
    index = tables().index(which)
    shared = {
        name: [k.id for k in known if not k.ambiguous]
        for names in (index.folded, index.acronyms)
        for name, known in names.items()
        if sum(not k.ambiguous for k in known) > 1
    }
    assert shared == {}


def test_no_name_is_an_actors_and_an_outlets_own() -> None:
    one, two = tables().actors, tables().outlets
    for a, b in ((one.folded, two.folded), (one.acronyms, two.acronyms)):
        both = {n: (a[n], b[n]) for n in a.keys() & b.keys() if not any(k.ambiguous for k in (*a[n], *b[n]))}
        assert list(both) in (
            [],
            ["etilaf"],
        )  # "coalition" in Arabic: the body, and its outlet where an outlet is asked for


@pytest.mark.parametrize("which", WHICH)
def test_entries_are_whole(which: Which) -> None:
    known = tables()
    for entry in entries(which):
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)?", entry.id), entry
        assert entry.name.strip() == entry.name and entry.kind, entry
        assert entry.country is None or re.fullmatch("[A-Z]{2}", entry.country), entry
        assert entry.affiliation is None or known.entry(entry.affiliation) is not None, entry
        assert re.fullmatch(r"(?:\d{4}(?:-(?:\d{4})?)?)?", entry.years), entry
        assert all(d == d.lower() and "://" not in d and not d.startswith("www.") for d in entry.domains), entry
        assert entry.id not in known.affiliations(entry.id), entry


def test_domains_are_one_outlets() -> None:
    domains = [d for e in entries("outlets") for d in e.domains]
    assert len(domains) == len(set(domains))


def test_shared_names_have_a_country_to_tell_them_apart() -> None:
    for which in WHICH:
        for entry in entries(which):
            assert not entry.ambiguous or entry.country or entry.id in ("drc-ngo", "action-against-hunger"), entry


LOADED = re.compile(r"\b(?:terror\w*|regime|extremist\w*|jihadist\w*|junta|thugs?|martyrs?|freedom fighters?|mercenar\w*|puppet\w*|rebels?|gangs?|so-called)\b", re.IGNORECASE)  # fmt: skip
OWN_WORDS = re.compile(
    "Martyr|Islamic Freedom Fighters|counter|Counter Terror|Gang Suppression|South Asia Terrorism Portal|rebels \\(collective\\)"
)


@pytest.mark.parametrize("which", WHICH)
def test_canonical_names_are_neutral(which: Which) -> None:
    """A loaded word only where it is part of the name that a body gives itself."""
    loaded = [e.name for e in entries(which) if LOADED.search(e.name) and not OWN_WORDS.search(e.name)]
    assert loaded == []
    kinds = {e.kind for e in entries(which)}
    assert not [k for k in kinds if LOADED.search(k)]


def test_ids_of_the_rule_and_of_the_table_agree() -> None:
    known = tables()
    for entry in entries("actors"):
        head, _, rest = entry.id.partition("/")
        if rest:
            assert head in states().by_id, entry
            assert states().by_id[head].code == entry.country, entry
    for gone, into in known.merges["actors"].items():
        assert known.entry(into) is not None, (gone, into)
        assert "/" not in gone or states().entry(gone) is not None, gone


def test_loading_is_quick_and_done_once() -> None:
    best = 9.9
    for _ in range(3):
        aliases._loaded.clear()
        started = time.process_time()
        load(own=NOBODY)
        best = min(best, time.process_time() - started)
    assert best < 0.4  # about 0.06 on a quiet machine
    assert load(own=NOBODY) is load(own=NOBODY)


def test_states_by_rule() -> None:
    assert states().parse("chadian army") is not None
    assert states().parse("chadian widgets") is None
    assert states().parse("") is None
    entry = states().entry("chad/army")
    assert entry is not None
    assert (entry.name, entry.kind, entry.country, entry.affiliation) == (
        "Chad: army",
        "military",
        "TD",
        "chad/armed-forces",
    )
    assert states().entry("chad/widgets") is None
    assert states().entry("nowhere/army") is None


# ------------------------------------------------------------------ one's own tables


def own(folder: Path, text: str, which: str = "actors") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{which}.toml").write_text(text, "utf-8")
    return folder


def test_the_ledger_beats_ones_own_and_that_beats_the_package(tmp_path: Path) -> None:
    mine = own(tmp_path / "own", '[hezbollah]\nkind = "party"\ncountry = "TD"\naliases = ["the Party"]\n')
    theirs = own(tmp_path / "ledger", '[hezbollah]\ncountry = "LB"\n')
    entry = load(own=mine).entry("hezbollah")
    assert entry is not None
    assert (entry.kind, entry.country, entry.name) == ("party", "TD", "Hezbollah")
    assert "Hizbullah" in entry.aliases and "the Party" in entry.aliases
    entry = load(ledger=theirs, own=mine).entry("hezbollah")
    assert entry is not None
    assert (entry.kind, entry.country) == ("party", "LB")


def test_ones_own_name_takes_it_from_the_package(tmp_path: Path) -> None:
    known = load(own=own(tmp_path / "own", '[ford]\nname = "Ford Guard"\naliases = ["SDF"]\n'))
    assert [k.id for k in known.actors.find("SDF")[0]] == ["ford"]
    assert [k.id for k in known.actors.find("QSD")[0]] == ["sdf"]


def test_removed_and_merged(tmp_path: Path) -> None:
    known = load(
        own=own(
            tmp_path / "own",
            '[hezbollah]\nremoved = true\n[amal-movement]\nmerge = "ford"\n[ford]\nname = "Ford Guard"\n',
        )
    )
    assert known.entry("hezbollah") is None
    assert known.entry("amal-movement") is known.entry("ford")
    assert [k.id for k in known.actors.find("Harakat Amal")[0]] == ["ford"]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    folder = own(tmp_path / "own", '[ford]\nname = "Ford Guard"\n')
    assert load(own=folder).entry("ford") is not None
    own(folder, '[basin]\nname = "Basin Guard"\n')
    assert load(own=folder).entry("ford") is None
    (folder / "actors.toml").unlink()
    assert load(own=folder).entry("basin") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[ford\n", "line 1"),
        ('[ok]\nname = "x"\n\n[ford]\nname = 3\n', "line 4: [ford] name must be text"),
        ('[ford]\naliases = "x"\n', "aliases must be a list"),
        ('[ford]\naliases = ["x", 3]\n', "aliases must be a list"),
        ('[ford]\naliases = [""]\n', "aliases must be a list"),
        ('[ford]\nsize = "x"\n', "unknown field 'size'"),
        ('ford = "x"\n', "line 1: [ford] is no section"),
        ('[ford]\nremoved = "yes"\n', "removed must be true or false"),
        ('["a b"]\nname = "x"\n', "an id is 1 to 120 characters"),
        (f'[ford]\nname = "{"x" * 301}"\n', "name must be text of at most 300"),
        ('[ford]\nname = "a\\u0007b"\n', "name must be text"),
        ('[a]\nmerge = "b"\n[b]\nmerge = "c"\n[c]\nmerge = "a"\n', "merges go in a circle: a -> b -> c -> a"),
        ('[a]\nmerge = "a"\n', "merges go in a circle: a -> a"),
        ("a = " + "[" * 5_000, "own/actors.toml"),
    ],
)
def test_broken_tables_are_refused_with_file_line_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    folder = own(tmp_path / "own", text)
    with pytest.raises(TableError) as error:
        load(own=folder)
    assert str(folder / "actors.toml") in str(error.value)
    assert says in str(error.value)


def test_tables_that_are_no_text_or_too_large(tmp_path: Path) -> None:
    folder = own(tmp_path / "own", "")
    (folder / "actors.toml").write_bytes(b"\xff\xfe[ford]")
    with pytest.raises(TableError, match="not UTF-8 at byte 0"):
        load(own=folder)
    (folder / "actors.toml").write_bytes(b"# " + b"x" * 9_000_000)
    with pytest.raises(TableError, match="larger than 8 MB"):
        load(own=folder)
    (folder / "actors.toml").unlink()
    (folder / "actors.toml").mkdir()
    with pytest.raises(TableError, match="cannot read"):
        load(own=folder)


def test_a_circle_of_affiliations_ends(tmp_path: Path) -> None:
    known = load(
        own=own(
            tmp_path / "own", '[a]\nname = "Aa Guard"\naffiliation = "b"\n[b]\nname = "Bb Guard"\naffiliation = "a"\n'
        )
    )
    assert known.affiliations("a") == ["b"]


def test_an_empty_table_is_a_table() -> None:
    assert parse("", "x") == []
    assert parse("# nothing\n", "x") == []
