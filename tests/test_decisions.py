"""Decisions are kept in a file that only grows, and what is done to the file shows. EXERCISE: all is invented."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import LedgerError
from sayso.ledger.decisions import FILE, NONE, Decision, Subject, append, read, settle

REPORT = "aaaaaaaaaaaa"
MADE = Decision(
    "forecast", f"{REPORT}.e1", "came-true", "R. Vale", "report 77 says so", "2031-06-01T08:00:00+00:00", REPORT, (10, 15), "storm the Hill"
)  # fmt: skip


def several(folder: Path, n: int = 3) -> list[Decision]:
    made = [replace(MADE, subject=f"{REPORT}.e{k}", span=(10 * k, 10 * k + 5)) for k in range(1, n + 1)]
    for d in made:
        append(folder, d)
    return made


def lines(folder: Path) -> list[bytes]:
    return (folder / FILE).read_bytes().splitlines()


def test_what_is_decided_is_read_again(tmp_path: Path) -> None:
    made = several(tmp_path)
    log = read(tmp_path)
    assert log.decisions == tuple(made)
    assert log.faults == ()


def test_each_line_holds_the_hash_of_the_line_before(tmp_path: Path) -> None:
    several(tmp_path)
    found = lines(tmp_path)
    assert [json.loads(line)["previous"] for line in found] == [
        NONE,
        *(sha256(line).hexdigest() for line in found[:-1]),
    ]
    assert read(tmp_path).head == sha256(found[-1]).hexdigest()


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read(tmp_path).decisions == ()
    assert read(tmp_path).head == NONE


def test_a_changed_line_shows(tmp_path: Path) -> None:
    several(tmp_path)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(b"R. Vale", b"N. Body", 1))
    assert [f.line for f in read(tmp_path).faults] == [2]  # what follows does not follow it any more


def test_a_line_taken_out_shows(tmp_path: Path) -> None:
    several(tmp_path)
    (tmp_path / FILE).write_bytes(b"\n".join(lines(tmp_path)[1:]) + b"\n")
    assert [f.line for f in read(tmp_path).faults] == [1]


def test_lines_put_in_another_order_show(tmp_path: Path) -> None:
    several(tmp_path)
    a, b, c = lines(tmp_path)
    (tmp_path / FILE).write_bytes(b"\n".join([a, c, b]) + b"\n")
    assert [f.line for f in read(tmp_path).faults] == [2, 3]


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_last_line_is_told_and_kept(tmp_path: Path, cut: int) -> None:
    made = several(tmp_path)
    path = tmp_path / FILE
    torn = path.read_bytes()[: -1 - cut]
    path.write_bytes(torn)
    assert [f.line for f in read(tmp_path).faults] == [3]
    assert read(tmp_path).decisions == tuple(made[:2])
    append(tmp_path, made[2])
    assert path.read_bytes().startswith(torn + b"\n")  # not a byte was lost
    log = read(tmp_path)
    assert [f.line for f in log.faults] == [3]
    assert log.decisions == tuple(made)


def test_a_whole_last_line_without_its_end_counts(tmp_path: Path) -> None:
    made = several(tmp_path)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-1])
    assert read(tmp_path).decisions == tuple(made)
    append(tmp_path, MADE)
    assert read(tmp_path).decisions == (*made, MADE)
    assert read(tmp_path).faults == ()


@pytest.mark.parametrize(
    "line", [b"", b"\xff\xfe\x00", b"[1]", b'"x"', b"{}", b'{"previous": 3}', b"[" * 100_000, b"x" * 70_000, b"null", b'{"kind": "forecast"}']
)  # fmt: skip
def test_hostile_lines_are_told_and_the_others_read(tmp_path: Path, line: bytes) -> None:
    made = several(tmp_path, 1)
    with (tmp_path / FILE).open("ab") as file:
        file.write(line + b"\n")
    append(tmp_path, MADE)
    log = read(tmp_path)
    assert log.decisions == (*made, MADE)
    assert [f.line for f in log.faults] == [2]


@pytest.mark.parametrize(
    ("field", "value"),
    [("ruling", "maybe"), ("kind", "rumour"), ("by", " "), ("why", ""), ("by", "x\x1b[2J"), ("why", "y" * 5000), ("at", "today"),
     ("at", "2031-06-01T08:00:00"), ("span", (5, 5)), ("span", (-1, 5))],
)  # fmt: skip
def test_what_is_not_whole_is_refused_and_nothing_written(tmp_path: Path, field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        append(tmp_path, replace(MADE, **{field: value}))  # type: ignore[arg-type]
    assert not (tmp_path / FILE).exists()


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(LedgerError, match="cannot write"):
        append(tmp_path, MADE)
    with pytest.raises(LedgerError, match="cannot read"):
        read(tmp_path)


def _append_many(folder: str, who: str) -> None:
    for n in range(20):
        append(Path(folder), replace(MADE, by=who, why=f"reason {n}"))


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append_many, args=(str(tmp_path), who)) for who in ("R. Vale", "S. Marsh")]
    for w in workers:
        w.start()
    for w in workers:
        w.join(120)
    log = read(tmp_path)
    assert log.faults == ()
    for who in ("R. Vale", "S. Marsh"):
        assert [d.why for d in log.decisions if d.by == who] == [f"reason {n}" for n in range(20)]


@settings(max_examples=40)
@given(st.data())
def test_any_changed_byte_but_of_the_last_line_shows(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("decisions")
    several(folder)
    path = folder / FILE
    whole = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(whole) - len(lines(folder)[-1]) - 2))
    whole[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(whole))
    assert read(folder).faults


# ------------------------------------------------------------------ what they are about


def test_the_last_decision_holds() -> None:
    later = replace(MADE, ruling="did-not")
    found, lost = settle([MADE, later], [Subject(MADE.subject, REPORT, MADE.span)])
    assert (found, lost) == ({MADE.subject: later}, [])


def test_a_decision_is_found_again_by_its_words_not_its_number() -> None:
    """A later reader finds another event before it: what was e1 is e2 now."""
    found, lost = settle([MADE], [Subject(f"{REPORT}.e1", REPORT, (2, 6)), Subject(f"{REPORT}.e2", REPORT, (10, 15))])
    assert (found, lost) == ({f"{REPORT}.e2": MADE}, [])


def test_a_trigger_read_longer_is_the_same() -> None:
    found, _ = settle([MADE], [Subject(f"{REPORT}.e4", REPORT, (8, 15))])
    assert found == {f"{REPORT}.e4": MADE}


def test_what_could_be_two_is_neither() -> None:
    two = [Subject(f"{REPORT}.e1", REPORT, (9, 12)), Subject(f"{REPORT}.e2", REPORT, (13, 16))]
    assert settle([MADE], two) == ({}, [MADE])


def test_another_report_s_words_are_not_meant() -> None:
    assert settle([MADE], [Subject("bbbbbbbbbbbb.e1", "bbbbbbbbbbbb", (10, 15))]) == ({}, [MADE])
