"""Hand-written readings of invented reports. EXERCISE: the war, the forces and the places told here do not exist."""

from __future__ import annotations

from sayso.ledger import Ledger
from sayso.records import Attribution, Event, Incident, Name, Reading, Report, Span, Toll
from sayso.weighing import claims

QUAY, HILL, QUIET = (
    "73091795ff7f",
    "bbbbbbbbbbbb",
    "cccccccccccc",
)  # the first was captured, and has the id that was made for it
# where the invented places lie; at ten degrees of latitude one degree of longitude is 109.5 km
WHERE = {"Lower Quay": (10.0, 20.0), "Hill 500": (10.0, 21.0)}

QUAY_TEXT = (
    "EXERCISE: invented\r\n\r\nThe Ford Militia shelled Lower Quay on Monday, killing at least 5 people 😀, the Quay Monitor said."
    " Commander Ilse Vorn denied that her fighters shelled it."
)
HILL_TEXT = (
    "EXERCISE. Unit_7 may storm Hill 50% next week, sources told Radio_Delta 100%. Unit 7x left Hill 500 in early May."
)


def span(text: str, words: str, n: int = 1) -> Span:
    """Where some words stand in a text for the n-th time."""
    at = -1
    for _ in range(n):
        at = text.index(words, at + 1)
    return at, at + len(words)


def quay() -> Reading:
    """A shelling that one source reports and one denies, with its dead; every field of every record has a value somewhere."""
    text = QUAY_TEXT
    report = Report(
        QUAY, text, "Harbour Courier", "EXERCISE: invented", "2031-05-14", "2031-05-15T08:00:00+00:00", "https://courier.example/1", "en",
        media_type="text/html", external_id="own-1", author="P. Nym", notes=("Decoded as cp1252, as it declares.",),
    )  # fmt: skip
    return Reading(
        report,
        (Name(span(text, "Ford Militia"), "group"), Name(span(text, "Monday"), "time")),
        (
            Attribution("a1", span(text, "the Quay Monitor"), span(text, "said"), ((span(text, "The Ford")[0], span(text, "5 people")[1]),)),
            Attribution("a2", span(text, "Commander Ilse Vorn"), span(text, "denied"), (span(text, "her fighters shelled it"),), "deny"),
        ),
        (
            Event("e1", span(text, "shelled"), "shelling", "actual", span(text, "Ford Militia"), span(text, "Lower Quay"),
                  span(text, "Lower Quay"), span(text, "Monday"), None, "i1"),
            Event("e2", span(text, "shelled", 2), "shelling", "denied", span(text, "her fighters"), incident="i1"),
        ),
        (Toll("t1", span(text, "at least 5 people"), "killed", "people", 5, None, "e1", "i1"),),
        (
            Incident("i1", "shelling", "Ford Militia shelled Lower Quay", "2031-05-12", "2031-05-12", "day", "Lower Quay", "Quayside", "Fordland",
                     "Ford Militia", "Lower Quay", (5, None), (0, 0), True, span(text, "Monday"), span(text, "Lower Quay"), "the last monday"),
        ),
        "by hand 1",
        ("one note",),
    )  # fmt: skip


def hill() -> Reading:
    """A plan and a retreat, in names full of what LIKE would take for wildcards."""
    text = HILL_TEXT
    report = Report(HILL, text, "Radio_Delta 100%", published="2031-05-20")
    return Reading(
        report,
        attributions=(
            Attribution("a1", span(text, "sources"), span(text, "told"), (span(text, "Unit_7 may storm Hill 50% next week"),), "predict"),
        ),
        events=(
            Event("e1", span(text, "storm"), "clash", "prospective", span(text, "Unit_7"), place=span(text, "Hill 50%")),
            Event("e2", span(text, "left"), "movement", "actual", span(text, "Unit 7x"), place=span(text, "Hill 500"), incident="i1"),
        ),
        incidents=(
            Incident("i1", "movement", "Unit 7x left Hill 500", "2031-05-01", "2031-05-10", "week", "Hill 500", actor="Unit 7x"),
        ),
        reader="by hand 1",
    )  # fmt: skip


def quiet() -> Reading:
    """Nothing is told, and nobody says who published it or when."""
    return Reading(Report(QUIET, "EXERCISE. A quiet day."), reader="by hand 1")


def keep(ledger: Ledger, reading: Reading) -> None:
    """Add a reading's report and put the reading."""
    ledger.add(reading.report, reading.report.text.encode())
    ledger.put(reading, claims(reading), lambda name: WHERE.get(name or ""))
