"""Changing one's own tables: one section at a time, at once, and whatever the names hold. EXERCISE: all names are invented."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.naming import own
from sayso.naming.aliases import Tables, load
from sayso.naming.entries import LONGEST, TableError, good_name, parse, slug


def known(folder: Path) -> Tables:
    return load(own=folder)


def text(folder: Path) -> str:
    return (folder / "actors.toml").read_text("utf-8")


def test_add_then_more_facts(tmp_path: Path) -> None:
    ident = own.add(
        tmp_path,
        "actors",
        "Ford Militia",
        {"aliases": ("FM",), "kind": "armed group", "country": "TD"},
        known(tmp_path),
    )
    assert ident == "ford-militia"
    assert (
        own.add(tmp_path, "actors", "Ford Militia", {"aliases": ("Ford Boys",), "kind": ""}, known(tmp_path)) == ident
    )
    assert tomllib.loads(text(tmp_path)) == {
        "ford-militia": {"name": "Ford Militia", "aliases": ["FM", "Ford Boys"], "kind": "armed group", "country": "TD"}
    }
    entry = known(tmp_path).entry(ident)
    assert entry is not None
    assert entry.names == ("Ford Militia", "FM", "Ford Boys")


def test_comments_and_other_sections_keep_every_byte(tmp_path: Path) -> None:
    before = '# mine\n\n[a]   # first\nname = \'Aa Guard\'\n\n# about b\n[b]\nname = "Bb Guard"\naliases = [\n  "B2",  # old\n]\n\n# about c\n[c]\nname = "Cc Guard"\n'
    (tmp_path / "actors.toml").write_text(before, "utf-8")
    own.alias(tmp_path, "actors", "Bb Guard", ("B3",), known(tmp_path))
    assert text(tmp_path) == before.replace('aliases = [\n  "B2",  # old\n]', 'aliases = ["B2", "B3"]')
    own.remove(tmp_path, "actors", "b", known(tmp_path))
    assert text(tmp_path).startswith("# mine\n\n[a]   # first\nname = 'Aa Guard'\n")
    assert "# about c\n[c]\n" in text(tmp_path)
    assert "[b]" not in text(tmp_path)


def test_a_file_that_cannot_be_cut_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(
        'a = { name = "Aa Guard", kind = "police" }\nb = { name = """\n[c]""" }\n'.replace(
            '"""\n[c]"""', '"Bb [c] Guard"'
        ),
        "utf-8",
    )
    own.alias(tmp_path, "actors", "a", ("A2",), known(tmp_path))
    assert tomllib.loads(text(tmp_path)) == {
        "a": {"name": "Aa Guard", "aliases": ["A2"], "kind": "police"},
        "b": {"name": "Bb [c] Guard"},
    }


def test_a_header_inside_a_string_is_no_section() -> None:
    table = "[a]\nname = 'x'\naliases = ['''\n[b]''']\n"
    changed = tomllib.loads(own.changed(table, "t", "b", {"name": "B"}))
    assert changed == {"a": {"name": "x", "aliases": ["[b]"]}, "b": {"name": "B"}}


def test_facts_about_an_entry_of_the_package(tmp_path: Path) -> None:
    assert own.add(tmp_path, "actors", "hezbollah", {"aliases": ("Ford Party",)}, known(tmp_path)) == "hezbollah"
    assert tomllib.loads(text(tmp_path)) == {"hezbollah": {"name": "Hezbollah", "aliases": ["Ford Party"]}}
    assert [k.id for k in known(tmp_path).actors.find("Ford Party")[0]] == ["hezbollah"]


def test_facts_about_an_institution_of_the_rule(tmp_path: Path) -> None:
    own.add(tmp_path, "actors", "chad/army", {"aliases": ("Ford Corps",)}, known(tmp_path))
    entry = known(tmp_path).entry("chad/army")
    assert entry is not None
    assert (entry.country, entry.kind, entry.aliases) == ("TD", "military", ("Ford Corps",))


def test_a_name_of_somebody_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="'SDF' is already a name of sdf"):
        own.add(tmp_path, "actors", "SDF", {}, known(tmp_path))
    own.add(tmp_path, "actors", "Ford Militia", {"aliases": ("FM",)}, known(tmp_path))
    with pytest.raises(TableError, match="'FM' is already a name of ford-militia"):
        own.add(tmp_path, "actors", "Basin Militia", {"aliases": ("FM",)}, known(tmp_path))
    own.add(
        tmp_path, "actors", "Sudan Defence Federation", {"aliases": ("SDF",)}, known(tmp_path)
    )  # one's own beats the package
    assert [k.id for k in known(tmp_path).actors.find("SDF")[0]] == ["sudan-defence-federation"]


def test_two_of_one_name_get_two_ids(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text('[ford]\nname = "Other"\n', "utf-8")
    assert own.add(tmp_path, "actors", "Ford!", {}, known(tmp_path)) == "ford-2"


def test_merge_keeps_all_names(tmp_path: Path) -> None:
    own.add(tmp_path, "actors", "Ford Militia", {"aliases": ("Ford Boys",)}, known(tmp_path))
    own.add(tmp_path, "actors", "Basin Militia", {}, known(tmp_path))
    assert own.merge(tmp_path, "actors", "Ford Boys", "Basin Militia", known(tmp_path)) == (
        "ford-militia",
        "basin-militia",
    )
    for name in ("Ford Militia", "Ford Boys", "Basin Militia"):
        assert [k.id for k in known(tmp_path).actors.find(name)[0]] == ["basin-militia"], name
    with pytest.raises(TableError, match="both basin-militia already"):
        own.merge(tmp_path, "actors", "Basin Militia", "Ford Militia", known(tmp_path))
    with pytest.raises(TableError, match="nobody in the actors is called 'Nobody'"):
        own.merge(tmp_path, "actors", "Nobody", "Ford Militia", known(tmp_path))


@pytest.mark.parametrize("name", ["Ford Militia", "ford-militia", "Ford Boys"])
def test_removing_what_was_merged_undoes_the_merge(tmp_path: Path, name: str) -> None:
    own.add(tmp_path, "actors", "Ford Militia", {"aliases": ("Ford Boys",)}, known(tmp_path))
    own.add(tmp_path, "actors", "Basin Militia", {}, known(tmp_path))
    before = text(tmp_path)
    own.merge(tmp_path, "actors", "Ford Militia", "Basin Militia", known(tmp_path))
    with pytest.raises(TableError, match="ford-militia is merged into basin-militia: undo that first"):
        own.remove(tmp_path, "actors", "Basin Militia", known(tmp_path))
    assert own.unmerge(tmp_path, "actors", name, known(tmp_path)) == ("ford-militia", "basin-militia")
    assert text(tmp_path).split() == before.split()
    assert own.unmerge(tmp_path, "actors", name, known(tmp_path)) is None
    assert [k.id for k in known(tmp_path).actors.find("Ford Boys")[0]] == ["ford-militia"]
    assert [k.id for k in known(tmp_path).actors.find("Basin Militia")[0]] == ["basin-militia"]


def test_a_merge_of_the_package_s_own_is_undone_by_name(tmp_path: Path) -> None:
    own.add(tmp_path, "actors", "Basin Militia", {}, known(tmp_path))
    own.merge(tmp_path, "actors", "Hizballah", "Basin Militia", known(tmp_path))
    assert own.unmerge(tmp_path, "actors", "Basin Militia", known(tmp_path)) is None
    assert own.unmerge(tmp_path, "actors", "Hezbollah", known(tmp_path)) == ("hezbollah", "basin-militia")
    assert [k.id for k in known(tmp_path).actors.find("Hezbollah")[0]] == ["hezbollah"]
    assert "hezbollah" not in text(tmp_path)


def test_a_merge_of_another_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="israel/army is idf: another table merges them"):
        own.remove(tmp_path, "actors", "israel/army", known(tmp_path))


def test_remove_own_and_of_the_package(tmp_path: Path) -> None:
    own.add(tmp_path, "actors", "Ford Militia", {}, known(tmp_path))
    assert own.remove(tmp_path, "actors", "Ford Militia", known(tmp_path)) == ("ford-militia", False)
    assert known(tmp_path).entry("ford-militia") is None
    assert own.remove(tmp_path, "actors", "Hezbollah", known(tmp_path)) == ("hezbollah", True)
    assert known(tmp_path).entry("hezbollah") is None
    own.add(tmp_path, "actors", "hezbollah", {"name": "x"}, known(tmp_path))  # and back, as one's own
    assert known(tmp_path).entry("hezbollah") is not None


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\x00", "\x7f", "x" * (LONGEST + 1), "\ud800", "\t"])
def test_what_cannot_be_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(TableError, match="cannot be a name"):
        own.add(tmp_path, "actors", name, {}, known(tmp_path))
    assert not (tmp_path / "actors.toml").exists()


@settings(max_examples=60, deadline=None)
@given(
    st.text(min_size=1, max_size=40).filter(good_name),
    st.lists(st.text(min_size=1, max_size=20).filter(good_name), max_size=4),
)
def test_any_name_is_written_and_read_back(name: str, names: list[str]) -> None:
    fields = {"name": name, "aliases": tuple(dict.fromkeys(names))}
    for start in ("", "# x\n\n[z]\nname = 'Z'\n"):
        written = own.changed(start, "t", slug(name), fields)
        said = {s.id: s.fields for s in parse(written, "t")}
        assert said[slug(name)] == {k: v for k, v in fields.items() if v}
        assert own.changed(written, "t", slug(name), fields) == written  # twice is once
        assert {s.id for s in parse(own.changed(written, "t", slug(name), None), "t")} == set(said) - {slug(name)}


def test_a_broken_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text("[a\n", "utf-8")
    with pytest.raises(TableError):
        known(tmp_path)
    with pytest.raises(TableError):
        own._change(tmp_path, "actors", "x", {"name": "X"})
    assert text(tmp_path) == "[a\n"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TableError, match=r"cannot write .* choose another folder"):
        own.add(tmp_path / "file" / "own", "actors", "Ford Militia", {}, load(own=tmp_path))
