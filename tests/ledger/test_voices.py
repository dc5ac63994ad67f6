"""On how many roots an incident of several reports rests, from readings to the count. EXERCISE: invented; the town and its country are real, the war is not.

Told as in real reports: a monitor that everybody cites, a source of two, "it", the opposition in other words, sources without a name, an agency's text, and a
title of its own word. The roots are counted by hand in the docstring of each test.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from story_made import keep_derived

from sayso.deriving import Naming
from sayso.ledger import Ledger, Weighed, count_roots, join, query, weigh
from sayso.ledger.query import Filter
from sayso.records import Attribution, Event, Incident, Kind, Name, Reading, Report, Toll

DAY = "2031-05-12"
Line = tuple[str, str, str, Kind]  # source, cue, what is said, kind; "" for the outlet's own words
NAMED = ("Quay Monitor", "Harbour Rescue", "Chadian opposition", "Ford Militia", "government", "army")


def reading(number: int, outlet: str, *lines: Line, lead: str = "", cls: dict[str, str] | None = None) -> Reading:
    """A report whose sentences say something of one raid on Mao: each with a source, or none, and an event and perhaps a toll."""
    text, attributions, events, tolls, names = lead, [], [], [], []
    for n, (source, cue, said, kind) in enumerate(lines):
        start = len(text)
        text += said + (f", {source} {cue}. " if source else ". ")
        trigger = next(w for w in ("raid", "strike", "bombed") if w in said)
        at = start + said.index(trigger)
        actor = next(((start + said.index(w), start + said.index(w) + len(w)) for w in ACTORS if w in said), None)
        place = start + said.index("Mao")
        names.append(Name((place, place + 3), "place"))
        events.append(Event(f"e{n}", (at, at + len(trigger)), "airstrike", "denied" if kind == "deny" else "actual", actor, place=(place, place + 3), incident="i1"))  # fmt: skip
        if source:
            first = start + len(said) + 2
            attributions.append(
                Attribution(f"a{n}", (first, first + len(source)), (first + len(source) + 1, first + len(source) + 1 + len(cue)), ((start, start + len(said)),), kind)
            )  # fmt: skip
            for name in NAMED:
                if name in source:
                    where = first + source.index(name)
                    names.append(Name((where, where + len(name)), "outlet" if name == "Quay Monitor" else "group"))
        if "18 people" in said:
            where = start + said.index("18 people")
            tolls.append(Toll(f"t{n}", (where, where + 9), "killed", "people", 18, 18, f"e{n}", "i1"))
    incident = Incident(
        "i1", "airstrike", "raid on Mao", DAY, DAY, "day", "Mao", killed=(18, 18), main=True, place_from=names[0].span
    )
    return Reading(
        Report(f"{number:x}" * 12, text, outlet, published="2031-05-13"), tuple(names), tuple(attributions), tuple(events), tuple(tolls), (incident,), "by hand"
    )  # fmt: skip


ACTORS = ("government warplanes", "the army", "army")


def counted(folder: Path, *readings: Reading) -> Weighed:
    """The one incident of these reports, weighed after all went through the ledger."""
    naming = Naming(folder / "none")
    with Ledger.open(folder / "ledger") as ledger:
        for found in readings:
            keep_derived(ledger, found, naming)
        join(ledger)
        count_roots(ledger)
        rows = [row for row in query.incidents(ledger, Filter()) if row["reports"] > 1 or len(readings) == 1]
        assert rows, "nothing was joined"
        most = max(rows, key=lambda row: row["reports"])
        return weigh(ledger, most["id"])


def roots(found: Weighed) -> list[str]:
    return sorted(r.name for r in found.sources.roots)


RAID = "A raid on Mao in Chad killed 18 people at the market"


def test_everybody_cites_one_monitor(tmp_path: Path) -> None:
    """By hand: the monitor. Two outlets name it, one says "it", one has a title of its own besides: 1."""
    found = counted(
        tmp_path,
        reading(1, "Harbour Courier", ("", "", "Raid on Mao in Chad: a raid at the market", "report"), ("the Quay Monitor", "said", RAID, "report")),
        reading(2, "Radio Delta", ("the Quay Monitor", "said", RAID, "report"), ("it", "added", "The raid on Mao in Chad was a second one at the market", "report")),
        reading(3, "Hill Gazette", ("The Quay Monitor", "reported", RAID, "report")),
    )  # fmt: skip
    assert roots(found) == ["Quay Monitor"]
    assert (found.sources.independent, found.sources.least, found.sources.single) == (1, 1, True)


def test_a_source_of_two_is_two_and_no_unknown_source_is_the_outlet(tmp_path: Path) -> None:
    """By hand: the monitor and the rescue service, which no table knows, and not the outlets: 2."""
    found = counted(
        tmp_path,
        reading(1, "Harbour Courier", ("the Quay Monitor and the Harbour Rescue", "said", RAID, "report")),
        reading(2, "Radio Delta", ("the Harbour Rescue", "said", RAID, "report")),
    )
    assert roots(found) == ["Harbour Rescue", "Quay Monitor"]
    assert found.sources.independent == 2


def test_one_side_in_several_words_is_one(tmp_path: Path) -> None:
    """By hand: the opposition of Chad, as "opposition forces", "the opposition" and "opposition sources": 1."""
    found = counted(
        tmp_path,
        reading(1, "Harbour Courier", ("opposition forces", "said", RAID, "report")),
        reading(2, "Radio Delta", ("the opposition", "said", RAID, "report")),
        reading(3, "Hill Gazette", ("opposition sources", "said", RAID, "report")),
    )
    assert roots(found) == ["Chad: opposition (collective)"]
    assert found.sources.independent == 1


def test_those_without_a_name_are_one_at_least_and_one_for_each_outlet_at_most(tmp_path: Path) -> None:
    """By hand: the monitor; the activists and a medic of one outlet are one voice, the activists of another may be the same people: 1 to 3."""
    found = counted(
        tmp_path,
        reading(1, "Harbour Courier", ("activists", "said", RAID, "report"), ("a medic", "said", RAID, "report")),
        reading(2, "Radio Delta", ("activists", "said", RAID, "report")),
        reading(3, "Hill Gazette", ("the Quay Monitor", "said", RAID, "report")),
    )
    assert roots(found) == ["Quay Monitor", "unnamed via Harbour Courier", "unnamed via Radio Delta"]
    assert (found.sources.least, found.sources.independent, found.sources.unnamed) == (1, 3, 2)


def test_a_text_that_is_credited_to_an_agency_rests_on_it(tmp_path: Path) -> None:
    """By hand: the agency whose text two outlets print, and not these: 1."""
    found = counted(
        tmp_path,
        reading(1, "Harbour Courier", ("", "", RAID, "report"), lead="MAO, Chad (Reuters) - "),
        reading(2, "Radio Delta", ("", "", RAID, "report"), lead="MAO, Chad (Reuters) - "),
    )
    assert roots(found) == ["Reuters"]


def test_the_side_that_is_blamed_is_the_side_that_denies(tmp_path: Path) -> None:
    """By hand: the opposition blames the government's warplanes, which the government and the army deny; both are of one government."""
    blamed = "A raid on Mao in Chad by government warplanes killed 18 people at the market"
    found = counted(
        tmp_path,
        reading(1, "Harbour Courier", ("the opposition", "said", blamed, "accuse")),
        reading(2, "Radio Delta", ("the Quay Monitor", "said", RAID, "report"), ("the government", "denied", "There was a raid on Mao in Chad at the market", "deny")),
    )  # fmt: skip
    (line,) = [b for b in found.blame if b.accuser == "Chad: opposition (collective)"]
    assert (line.accused_id, line.kinds, line.denied_by) == ("chad/air-force", ("blames",), ("Chad: government",))


@pytest.mark.parametrize("words", ["Ford Militia", "the Ford Militia"])
def test_a_party_that_no_table_knows_is_one_with_or_without_its_article(tmp_path: Path, words: str) -> None:
    from sayso.weighing.sources.said import _doer
    from sayso.weighing.sources.voices import phrases

    actor = _doer(words)
    assert actor is not None
    assert actor.id == f"~{phrases('the Ford Militia', [(4, 16, 'group')])[0].key}" == "~ford militia"
