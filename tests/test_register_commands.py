"""The commands of the registers, on a ledger with one invented report. EXERCISE: all names and events are invented."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from registers_made import REPORT, Made
from sayso.cli import main
from sayso.ledger import Ledger
from sayso.ledger.decisions import FILE
from sayso.weighing import claims

TEXT = (
    "The Quay Monitor predicted that the Fordmen terrorists will storm Hill 500 by Friday. The army said the Fordmen violated the truce."
    " Norland gave the Hill Guard 40 rifles. This suggests that Norland broke the embargo.\x1b[31m <script>alert(1)</script>"
)


def made() -> Made:
    m = Made(TEXT, "=Courier()")
    m.groups("Fordmen", "terrorists", ("Fordmen", 2), "Norland", "Hill Guard")
    m.said("predict", "The Quay Monitor", "predicted", "the Fordmen terrorists will storm Hill 500 by Friday")
    m.said("report", "The army", "said", "the Fordmen violated the truce")
    m.said("infer", None, "suggests", "Norland broke the embargo", author=True)
    m.event("clash", "storm", "prospective", actor="Fordmen terrorists", place="Hill 500", time="Friday")
    m.event("violation", "violated", actor=("Fordmen", 2), target="truce")
    m.event("supply", "gave", actor="Norland", target="Hill Guard", means="40 rifles")
    m.event("violation", "broke", actor=("Norland", 2), target="embargo")
    return m


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    reading = made().reading
    with Ledger.open(tmp_path / "ledger") as kept:
        kept.add(reading.report, TEXT.encode())
        kept.put(reading, claims(reading))
    return tmp_path / "ledger"


def run(*words: object) -> Result:
    done = CliRunner().invoke(main, [str(w) for w in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def rows(*words: object) -> list[dict[str, Any]]:
    done = run(*words, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_forecasts_and_their_states(ledger: Path) -> None:
    (row,) = rows("forecasts", "-l", ledger, "--as-of", "2031-05-17")
    assert (row["id"], row["state"], row["outcome"], row["end"]) == (f"{REPORT}.e1", "overdue", "open", "2031-05-16")
    assert rows("forecasts", "-l", ledger, "--as-of", "2031-05-16")[0]["state"] == "due"
    assert rows("forecasts", "-l", ledger, "--as-of", "2031-05-17", "--state", "due") == []
    assert rows("forecasts", "-l", ledger, "--kind", "warn") == []
    assert len(rows("forecasts", "-l", ledger, "--who", "quay")) == 1


def decide(ledger: Path, ruling: str, why: str = "the Hill held") -> Result:
    return run("forecasts", "decide", f"{REPORT}.e1", ruling, "--by", "R. Vale", "--why", why, "-l", ledger)


def test_what_a_person_decides_is_kept_and_survives_reading_again(ledger: Path) -> None:
    assert decide(ledger, "came-true").exit_code == 0
    assert decide(ledger, "did-not", "it was another hill").exit_code == 0
    m = made()
    m.events.insert(0, m.events.pop())  # a later reader numbers things differently
    m.events[:] = [type(e)(f"e{n}", *[getattr(e, f) for f in e.__slots__[1:]]) for n, e in enumerate(m.events, 1)]
    with Ledger.open(ledger) as kept:
        kept.put(m.reading, claims(m.reading))
    (row,) = rows("forecasts", "-l", ledger)
    assert (row["id"], row["outcome"], row["decided_by"], row["decided_why"]) == (
        f"{REPORT}.e2",
        "did-not",
        "R. Vale",
        "it was another hill",
    )
    assert [d["ruling"] for d in rows("forecasts", "history", "-l", ledger)] == ["came-true", "did-not"]
    assert rows("forecasts", "-l", ledger, "--outcome", "came-true") == []


def test_the_group_s_ledger_holds_for_its_commands(ledger: Path) -> None:
    assert (
        run(
            "forecasts", "-l", ledger, "decide", f"{REPORT}.e1", "open", "--by", "R. Vale", "--why", "too early"
        ).exit_code
        == 0
    )
    assert (ledger / FILE).read_bytes().count(b"\n") == 1


def test_a_file_that_was_changed_is_told(ledger: Path) -> None:
    decide(ledger, "came-true")
    decide(ledger, "did-not")
    path = ledger / FILE
    path.write_bytes(path.read_bytes().replace(b"the Hill held", b"the Hill fell", 1))
    done = run("forecasts", "-l", ledger)
    assert done.exit_code == 0
    assert f"note: {FILE}, line 2" in done.stderr
    assert run("forecasts", "history", "-l", ledger).exit_code == 1


def test_a_decision_whose_forecast_is_gone_is_told(ledger: Path) -> None:
    decide(ledger, "came-true")
    m = made()
    m.events.clear()
    m.attributions.clear()
    with Ledger.open(ledger) as kept:
        kept.put(m.reading, claims(m.reading))
    done = run("forecasts", "-l", ledger)
    assert done.exit_code == 0
    assert "matches no forecast" in done.stderr


def test_what_cannot_be_decided(ledger: Path) -> None:
    done = run("forecasts", "decide", "nobody.e1", "came-true", "--by", "R. Vale", "--why", "x", "-l", ledger)
    assert (done.exit_code, "no forecast 'nobody.e1'" in done.stderr) == (1, True)
    assert decide(ledger, "came-true", "   ").exit_code == 1
    assert decide(ledger, "perhaps").exit_code == 2
    assert not (ledger / FILE).exists()


def test_violations(ledger: Path) -> None:
    assert [(r["accused"], r["accuser"], r["broken"]) for r in rows("violations", "-l", ledger)] == [
        ("Fordmen", "army", "truce"),
        ("Norland", "=Courier()", "law"),
    ]
    assert [r["id"] for r in rows("violations", "-l", ledger, "--broken", "truce")] == [f"{REPORT}.e2"]
    assert [r["id"] for r in rows("violations", "-l", ledger, "--accused", "NORLAND")] == [f"{REPORT}.e4"]
    assert [(r["accused"], r["accuses"]) for r in rows("violations", "-l", ledger, "--accuser", "army", "--count")] == [
        ("Fordmen", 1)
    ]


def test_transfers(ledger: Path) -> None:
    (row,) = rows("transfers", "-l", ledger)
    assert (row["giver"], row["receiver"], row["goods"]) == ("Norland", "Hill Guard", "40 rifles")
    assert rows("transfers", "-l", ledger, "--how", "sale") == []
    drawn = run("transfers", "-l", ledger, "--format", "dot").stdout
    assert drawn.startswith("digraph") and "40 rifles" in drawn


def test_wording(ledger: Path) -> None:
    (row,) = rows("wording", "-l", ledger, "--described")
    assert (row["word"], row["voice"], row["source"], row["count"]) == (
        "Fordmen terrorists",
        "reported",
        "The Quay Monitor",
        1,
    )
    assert rows("wording", "-l", ledger, "--word", "hero") == []


def test_inferences(ledger: Path) -> None:
    (row,) = rows("inferences", "-l", ledger)
    assert row["concludes"] == [f"{REPORT}.e4"]
    assert [p["claim"] for p in row["rests_on"]] == [f"{REPORT}.e2", f"{REPORT}.e3"]


REGISTERS = ("forecasts", "violations", "transfers", "wording", "inferences")


@pytest.mark.parametrize("name", REGISTERS)
def test_csv_and_json_have_the_same_columns(ledger: Path, name: str) -> None:
    table = list(csv.DictReader(io.StringIO(run(name, "-l", ledger, "--format", "csv").stdout)))
    as_json = rows(name, "-l", ledger)
    assert len(table) == len(as_json) > 0
    assert set(table[0]) == set(as_json[0])
    assert table[0]["outlet"] == "'=Courier()"  # no spreadsheet runs it


@pytest.mark.parametrize("name", REGISTERS)
def test_a_header_over_nothing_and_no_control_characters_in_tables(ledger: Path, name: str) -> None:
    assert "\x1b" not in run(name, "-l", ledger).stdout
    empty = run(name, "-l", ledger, "--since", "2040-01-01", "--format", "csv").stdout.splitlines()
    assert len(empty) == 1 and "outlet" in empty[0]


@pytest.mark.parametrize("name", REGISTERS)
def test_errors_say_what_to_do(tmp_path: Path, ledger: Path, name: str) -> None:
    assert "sayso add" in run(name, "-l", tmp_path / "nowhere").stderr
    assert "sayso reports" in run(name, "-l", ledger, "--report", "nobody").stderr
    assert run(name, "--help").exit_code == 0
