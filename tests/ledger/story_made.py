"""Hand-written readings of invented reports that tell of the same events. EXERCISE: the war, the places and the people told here do not exist."""

from __future__ import annotations

from typing import Any

from ledger_made import span

from sayso.deriving import Naming, derive
from sayso.ledger import Ledger, schema
from sayso.records import Attribution, Event, Incident, Name, Reading, Report, Toll

# outlet, published, place, day of the shelling, dead, who says so
STORY = (
    ("Harbour Courier", "2031-05-13", "Ostrel Ford", "2031-05-12", 5, "the Quay Monitor"),
    ("Radio Delta", "2031-05-13", "Ostrel Ford", "2031-05-12", 5, "the Quay Monitor"),
    ("Hill Gazette", "2031-05-14", "Ostrel Ford", "2031-05-12", 9, "Commander Ilse Vorn"),
    ("Harbour Courier", "2031-05-15", "Ostrel Ford", "2031-05-12", 9, "the Quay Monitor"),
    ("Radio Delta", "2031-09-02", "Upper Marrin", "2031-09-01", 23, "a resident"),
    ("Hill Gazette", "2031-09-03", "Upper Marrin", "2031-09-01", 23, "the Quay Monitor"),
    ("Harbour Courier", "2031-12-03", "Tallow Bridge", "2031-12-02", 2, "the Ford Militia"),
)


def told(number: int) -> Reading:
    """One report of the story, read: a shelling and its dead, on somebody's word, and in a second passage that it went on."""
    outlet, published, place, day, dead, source = STORY[number]
    text = (
        f"EXERCISE. Shells hit {place}, killing {dead} people near the old granary of {place} on {day}, {source} said.\n\n"
        f"Exercise {number}: the shelling of {place} went on in the evening."
    )
    report = Report(f"{number:x}" * 12, text, outlet, published=published)
    content = (span(text, f"Shells hit {place}")[0], span(text, f"on {day}")[1])
    return Reading(
        report,
        (
            Name(span(text, place), "place"), Name(span(text, place, 3), "place"), Name(span(text, day), "time"),
        ),
        (Attribution("a1", span(text, source), span(text, "said"), (content,)),),
        (
            Event("e1", span(text, "hit"), "shelling", place=span(text, place), time=span(text, day), incident="i1"),
            Event("e2", span(text, "shelling"), "shelling", place=span(text, place, 3), incident="i1"),
        ),
        (Toll("t1", span(text, f"{dead} people"), "killed", "people", dead, dead, "e1", "i1"),),
        (
            Incident("i1", "shelling", f"Shells hit {place}", day, day, "day", place, killed=(dead, dead), main=True,
                     date_from=span(text, day), place_from=span(text, place), why=f'"{day}"'),
        ),
        "by hand 1",
    )  # fmt: skip


def keep_derived(ledger: Ledger, reading: Reading, naming: Naming) -> None:
    """Add a reading's report and put all that follows from it."""
    found = derive(reading, naming)
    ledger.add(reading.report, reading.report.text.encode())
    ledger.put(found.reading, found.claims, meant=found.meant, accounts=found.accounts)


def contents(ledger: Ledger) -> dict[str, list[str]]:
    """Every row of every derived table in a fixed order, without when it was read."""
    out: dict[str, list[str]] = {}
    with ledger.connect() as connection:
        for table in schema.DERIVED:
            found: list[dict[str, Any]] = [dict(row) for row in connection.execute(table.select()).mappings()]
            for row in found:
                row.pop("read_at", None)
            out[table.name] = sorted(repr(sorted(row.items())) for row in found)
    return out
