"""Incidents of single reports joined: the same in any order, in any portions, and after a rebuild."""

from __future__ import annotations

import ast
import json
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from story_made import STORY, contents, keep_derived, told

from sayso.adding import rebuild
from sayso.deriving import Derived, Naming, derive
from sayso.ledger import (
    Behind,
    Filter,
    Ledger,
    count_roots,
    index,
    join,
    joining,
    query,
    rules,
    schema,
    uncounted,
    unjoined,
    weigh,
    weigh_all,
)
from sayso.ledger.voices import Sayings
from sayso.reading import checked, open_reader
from sayso.records import Report
from sayso.weighing.incidents import resolver

STORIES = Path(__file__).parents[3] / "shared" / "stories"
ALL = range(len(STORY))


@pytest.fixture(scope="module")
def naming(tmp_path_factory: pytest.TempPathFactory) -> Naming:
    return Naming(tmp_path_factory.mktemp("no ledger"))


@pytest.fixture
def story(empty: Ledger, naming: Naming) -> Ledger:
    """A ledger with all reports of the story, joined and counted."""
    for number in ALL:
        keep_derived(empty, told(number), naming)
    join(empty)
    count_roots(empty)
    return empty


def after(portions: Sequence[Sequence[int]], naming: Naming) -> dict[str, list[str]]:
    """What a ledger holds to which the reports came in these portions, each joined before the next."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger") as ledger:
        for some in portions:
            for number in some:
                keep_derived(ledger, told(number), naming)
            join(ledger)
            count_roots(ledger)
        return contents(ledger)


def test_reports_of_one_event_are_one_incident_and_others_are_not(story: Ledger) -> None:
    rows = {row["place"]: row for row in query.incidents(story, Filter(main=True))}
    assert set(rows) == {"Ostrel Ford", "Upper Marrin", "Tallow Bridge"}
    ford = rows["Ostrel Ford"]
    assert (ford["reports"], ford["outlets"], ford["killed"], ford["start"]) == (4, 3, [5, 9], "2031-05-12")
    assert ford["id"].startswith("0" * 12), "it is called by the report that was published first"
    assert {m["report"][0] for m in ford["mentions"]} == {"0", "1", "2", "3"}
    assert {m["claim"].partition(".")[2] for m in ford["mentions"]} >= {"e1", "t1"}
    for mention in ford["mentions"]:
        report = story.report(mention["report"])
        claim = query.claim(story, mention["claim"])
        assert report is not None and claim is not None
        assert report.text[slice(*mention["span"])] == claim["words"]
    assert len(ford["links"]) >= 3, "it says why"


def test_roots_are_counted_as_they_are_weighed(story: Ledger) -> None:
    """Ostrel Ford: the Quay Monitor in three reports, and the commander in one."""
    rows = {row["place"]: row for row in query.incidents(story, Filter(main=True))}
    assert (rows["Ostrel Ford"]["roots"], rows["Ostrel Ford"]["single"]) == (2, False)
    assert (rows["Tallow Bridge"]["roots"], rows["Tallow Bridge"]["single"]) == (1, True)
    every = list(query.incidents(story))
    weighed = {w.incident: w.sources for w in weigh_all(story, [row["id"] for row in every])}
    assert {row["id"]: (row["roots"], row["single"]) for row in every} == {
        id: (found.independent, found.single) for id, found in weighed.items()
    }
    assert uncounted(story) == 0


def test_a_new_report_changes_the_incident_that_it_tells_of_and_no_other(empty: Ledger, naming: Naming) -> None:
    for number in (0, 4, 5):
        keep_derived(empty, told(number), naming)
    join(empty)
    count_roots(empty)
    before = {row["id"]: row for row in query.incidents(empty)}
    keep_derived(empty, told(2), naming)
    join(empty)
    changed = {row["id"] for row in query.incidents(empty) if row["roots"] is None}
    assert changed and all(query.claims(empty, Filter(incident=id)) for id in changed)
    assert {row["place"] for row in query.incidents(empty) if row["id"] in changed} == {"Ostrel Ford"}
    count_roots(empty)
    now = {row["id"]: row for row in query.incidents(empty)}
    marrin = [id for id, row in before.items() if row["place"] == "Upper Marrin"]
    assert marrin and all(now[id] == before[id] for id in marrin)


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(list(ALL)), cuts=st.sets(st.integers(1, len(STORY) - 1)))
def test_any_order_in_any_portions_gives_the_same(order: list[int], cuts: set[int]) -> None:
    ends = [0, *sorted(cuts), len(order)]
    naming = Naming()
    portions = [order[a:b] for a, b in pairwise(ends)]
    assert after(portions, naming) == after([list(ALL)], naming)


def test_every_order_of_three_gives_the_same(naming: Naming) -> None:
    found = [after([[n] for n in order], naming) for order in permutations((0, 2, 3))]
    assert all(contents == found[0] for contents in found)


def test_small_batches_give_the_same(naming: Naming, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = after([list(ALL)], naming)
    monkeypatch.setattr(joining, "BATCH", 1)
    assert after([list(ALL)], naming) == whole


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(list(ALL)), cuts=st.sets(st.integers(1, len(STORY) - 1)))
def test_worn_keys_and_small_pieces_do_not_depend_on_the_order(order: list[int], cuts: set[int]) -> None:
    """With limits so low that keys wear out and pieces are cut within the story; of a worn key the ledger keeps no more than shows that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "CAP", 3)
        patch.setattr(resolver, "CAP", 3)
        patch.setattr(resolver, "MOST", 4)
        ends = [0, *sorted(cuts), len(order)]
        found = after([order[a:b] for a, b in pairwise(ends)], Naming())
        assert found == after([list(ALL)], Naming())
    held = Counter(key for row in found["blocks"] for column, key in ast.literal_eval(row) if column == "key")
    assert max(held.values()) == 4


def test_a_rebuild_gives_the_same(story: Ledger) -> None:
    before = contents(story)
    steps: list[tuple[str, int, int]] = []
    done = list(rebuild(story, seen=lambda *step: steps.append(step)))
    assert [outcome.state for outcome in done] == ["derived"] * len(STORY)
    assert contents(story) == before
    assert {step for step, _, _ in steps} == {"joining", "counting"} and all(n == of for _, n, of in steps)


def test_when_it_was_read_stays_in_a_rebuild(story: Ledger) -> None:
    with story.writing() as connection:
        connection.exec_driver_sql("UPDATE readings SET read_at = '2031-05-20T00:00:00+00:00'")
    list(rebuild(story))
    with story.connect() as connection:
        found = connection.exec_driver_sql("SELECT DISTINCT read_at FROM readings").scalars().all()
    assert found == ["2031-05-20T00:00:00+00:00"]


def stopped(at: int) -> Callable[[str, int, int], None]:
    """Raises at the n-th step that it is told of."""
    left = iter(range(at))

    def seen(*_: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return seen


@pytest.mark.parametrize("reports", range(0, len(STORY) + 1, 2))
def test_a_rebuild_that_was_stopped_is_finished_by_the_next(reports: int, story: Ledger) -> None:
    before = contents(story)
    running = rebuild(story)
    for _ in range(reports):
        next(running)
    running.close()
    if reports:  # what is asked in between is what single reports tell, and every claim has its incident
        ids = {row["id"] for row in query.incidents(story)}
        assert {row["incident"] for row in query.claims(story)} <= ids
        assert unjoined(story) > 0
        assert contents(story) != before
    list(rebuild(story))
    assert contents(story) == before


@pytest.mark.parametrize("step", [0, 1, 2, 4])
def test_a_joining_that_was_stopped_is_gone_on_with(step: int, story: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.adding import add

    before = contents(story)
    monkeypatch.setattr(joining, "BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        list(rebuild(story, seen=stopped(step)))
    monkeypatch.undo()
    assert list(add(story, [])) == [], "an `add` of nothing new goes on too"
    assert contents(story) == before and unjoined(story) == uncounted(story) == 0


def test_what_a_rebuild_left_is_derived_by_the_next_add(story: Ledger) -> None:
    from sayso.adding import add

    before = contents(story)
    story.begin_anew()
    assert len(story.underived()) == len(STORY)
    assert [outcome.state for outcome in add(story, [])] == ["derived"] * len(STORY)
    assert contents(story) == before


def test_other_tables_give_other_names(story: Ledger) -> None:
    table = '["quay-monitor"]\nname = "Quay Monitor of Human Losses"\nkind = "monitor"\naliases = ["Quay Monitor"]\n'
    (story.folder / "actors.toml").write_text(table, "utf-8")
    list(rebuild(story))
    sources = {row["party"]: row for row in query.sources(story)}
    assert sources["quay-monitor"]["name"] == "Quay Monitor of Human Losses"
    assert "the Quay Monitor" in sources["quay-monitor"]["written"]
    (story.folder / "actors.toml").unlink()
    list(rebuild(story))
    assert "quay-monitor" not in {row["party"] for row in query.sources(story)}


def test_an_incident_weighed_says_who_and_how_many(story: Ledger) -> None:
    ford = next(row for row in query.incidents(story, Filter(place="Ostrel Ford", main=True)))
    found = weigh(story, ford["id"])
    assert found.sources.reports == 4 and found.sources.independent == 2
    (killed,) = [toll for toll in found.tolls if toll.fate == "killed"]
    assert (killed.range.low, killed.range.high) == (5, 9)
    assert [step.report[0] for step in killed.over_time] == ["0", "1", "2", "3"]
    nothing = weigh(story, "000000000000.i9")
    assert (nothing.sources.reports, nothing.tolls, nothing.contradictions) == (0, (), ())


def figures(ledger: Ledger) -> Iterator[tuple[object, object]]:
    """For every incident and fate the range in the list of incidents, and the one by source and day."""
    rows = {row["id"]: row for row in query.incidents(ledger)}
    for found in weigh_all(ledger, rows):
        ranges = {toll.fate: toll.range for toll in found.tolls}
        for fate in ("killed", "injured"):
            listed, weighed = rows[found.incident][fate], ranges.get(fate)
            if listed or (weighed and weighed.low is not None):
                yield (
                    listed and (listed[0], listed[0] if listed[1] is None else listed[1]),
                    weighed and (weighed.low, weighed.high),
                )


def test_the_list_and_the_weighing_say_the_same_numbers(story: Ledger) -> None:
    pairs = list(figures(story))
    assert len(pairs) > 1 and all(listed == weighed for listed, weighed in pairs)


def test_reports_are_read_once_although_few_are_held(story: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [row["id"] for row in query.incidents(story)]
    whole = list(weigh_all(story, ids))
    monkeypatch.setattr("sayso.ledger.voices.KEPT", 1)
    assert list(weigh_all(story, ids)) == whole
    loads: list[int] = []
    load = Sayings._load
    monkeypatch.setattr(Sayings, "_load", lambda self, some: (loads.append(len(some)), load(self, some)))
    monkeypatch.setattr("sayso.ledger.voices.KEPT", 1000)
    list(weigh_all(story, ids))
    assert sum(loads) == len(STORY)


def told_on_opening(ledger: Ledger, create: bool) -> list[str]:
    """What is warned of when a ledger is opened."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", Behind)
        Ledger.open(ledger.folder, create=create).close()
    return [str(one.message) for one in heard]


@pytest.mark.parametrize("kept", ["other weights", "no mark"])
def test_a_ledger_that_was_joined_by_other_weights_is_told_until_it_is_rebuilt(
    empty: Ledger, naming: Naming, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    for number in ALL[:-1]:
        keep_derived(empty, told(number), naming)
    join(empty)
    assert told_on_opening(empty, True) == told_on_opening(empty, False) == []
    if kept == "no mark":  # as by a program before it kept one
        with empty.writing() as connection:
            connection.execute(delete(schema.meta).where(schema.meta.c.key == rules.KEY))
    else:
        monkeypatch.setattr(rules, "present", lambda: "2 other")
    keep_derived(empty, told(ALL[-1]), naming)
    join(empty)
    for create in (True, False):
        (said,) = told_on_opening(empty, create)
        assert "joined by other weights or rules" in said and f"`sayso rebuild -l {empty.folder}`" in said
    list(rebuild(empty))
    assert told_on_opening(empty, True) == told_on_opening(empty, False) == []


def test_the_mark_is_that_of_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    present = rules.present()
    rules.present.cache_clear()
    monkeypatch.setattr(rules, "RULES", rules.RULES + 1)
    assert rules.present() != present
    rules.present.cache_clear()
    monkeypatch.undo()
    assert rules.present() == present


# real reports


@pytest.fixture(scope="module")
def real() -> Iterator[list[tuple[Report, Derived]]]:
    """Real reports of two groups, read and derived once."""
    if not STORIES.is_dir():
        pytest.skip(f"no stories at {STORIES}")
    reader, naming = open_reader(), Naming()
    found = []
    for group in ("dev-1", "dev-2"):
        for n, line in enumerate((STORIES / f"{group}.docs.jsonl").read_text("utf-8").splitlines()):
            data = json.loads(line)
            report = Report(f"{group[-1]}{n:011x}", data["text"], data["outlet"], published=data["published"])
            found.append((report, derive(checked(reader.read(report)), naming)))
    yield found


def test_real_reports_give_the_same_in_any_order(real: list[tuple[Report, Derived]], tmp_path: Path) -> None:
    found = []
    for number, order in enumerate((real, real[::-1], real[1::2] + real[::2])):
        with Ledger.open(tmp_path / str(number)) as ledger:
            for n, (report, derived) in enumerate(order):
                ledger.add(report, report.text.encode())
                ledger.put(derived.reading, derived.claims, meant=derived.meant, accounts=derived.accounts)
                if number and n % number == 0:
                    join(ledger)
            join(ledger)
            count_roots(ledger)
            found.append(contents(ledger))
            assert any(row["reports"] > 3 for row in query.incidents(ledger))
            assert all(listed == weighed for listed, weighed in figures(ledger))
    assert found[0] == found[1] == found[2]
