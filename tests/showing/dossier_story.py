"""Three invented reports on one shelling, with their readings, as joining leaves them in a ledger. EXERCISE: nothing of this happened."""

from __future__ import annotations

import json

from dossier_page import report, span

from sayso.ledger import Ledger
from sayso.records import Attribution, Event, Incident, Reading, Report, Toll
from sayso.weighing import claims

A, B, C = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
SHARED = (
    "Stalls burned until the evening while neighbours carried the wounded down the steep lane to the ferry, because the only bridge "
    "over the brook had been closed since the spring floods and no ambulance could pass."
)
TEXTS = {
    A: "EXERCISE. Shells killed nine people at Ostrava Hill, the Hill Monitor said. The governor accused the Red Column of shelling the market. "
    "The hall held 12 people, including 4 women, 7 men and 3 children.",
    B: "EXERCISE. The Hill Monitor said that 14 people were killed at Ostrava Hill. The Red Column denied that the market was shelled. " + SHARED,
    C: "EXERCISE. At least 21 people were killed at Ostrava Hill, the Harbour Clinic said. A spokesman warned that the river patrol will storm the hill within days. " + SHARED,
}  # fmt: skip


def story(
    texts: dict[str, str] = TEXTS,
    outlets: tuple[str, ...] = ("Delta Post", "Quay Herald", "Red Bulletin"),
    party: str = "Red Column",
) -> list[Reading]:
    """The readings: nine dead by the Hill Monitor, then 14 by the same, then at least 21 by a clinic; one accuses, one denies.

    Args:
        texts: of the reports, with the words of ``TEXTS`` in them. ``outlets``: who published them.
        party: what stands for the Red Column in the texts.
    """
    a, b, c = (texts[k] for k in (A, B, C))
    reports = [
        report(texts[k], k, outlet=outlet, published=f"2024-05-0{day}")
        for k, outlet, day in zip((A, B, C), outlets, (6, 7, 8), strict=True)
    ]
    return [
        _reading(
            reports[0],
            (Attribution("a1", span("the Hill Monitor", a), span("said", a), (span("Shells killed nine people at Ostrava Hill", a),)),
             Attribution("a2", span("The governor", a), span("accused", a), (span(f"the {party} of shelling the market", a),), "accuse")),
            (Event("e1", span("killed", a), "killing", place=span("Ostrava Hill", a), incident="i1"),
             Event("e2", span("shelling", a), "shelling", actor=span(party, a), target=span("the market", a), incident="i1")),
            (Toll("t1", span("nine people", a), "killed", "people", 9, 9, "e1", "i1"),),
        ),
        _reading(
            reports[1],
            (Attribution("a1", span("The Hill Monitor", b), span("said", b), (span("that 14 people were killed at Ostrava Hill", b),)),
             Attribution("a2", span(f"The {party}", b), span("denied", b), (span("that the market was shelled", b),), "deny")),
            (Event("e1", span("killed", b), "killing", place=span("Ostrava Hill", b), incident="i1"),
             Event("e2", span("shelled", b), "shelling", "denied", target=span("the market", b), incident="i1")),
            (Toll("t1", span("14 people", b), "killed", "people", 14, 14, "e1", "i1"),),
        ),
        _reading(
            reports[2],
            (Attribution("a1", span("the Harbour Clinic", c), span("said", c), (span("At least 21 people were killed at Ostrava Hill", c),)),
             Attribution("a2", span("A spokesman", c), span("warned", c), (span("that the river patrol will storm the hill within days", c),), "warn")),
            (Event("e1", span("killed", c), "killing", place=span("Ostrava Hill", c), incident="i1"),
             Event("e2", span("storm", c), "clash", "prospective", actor=span("the river patrol", c), target=span("the hill", c))),
            (Toll("t1", span("At least 21 people", c), "killed", "people", 21, None, "e1", "i1"),),
        ),
    ]  # fmt: skip


def _reading(of: Report, said: tuple[Attribution, ...], events: tuple[Event, ...], tolls: tuple[Toll, ...]) -> Reading:
    low, high = tolls[0].low, tolls[0].high
    incident = Incident(
        "i1",
        "shelling",
        "Shells hit Ostrava Hill",
        "2024-05-06",
        "2024-05-06",
        "day",
        "Ostrava Hill",
        killed=(low, high),
    )
    return Reading(of, (), said, events, tolls, (incident,), "by hand 1")  # fmt: skip


def keep(ledger: Ledger, readings: list[Reading], links: tuple[str, ...] | None = None) -> None:
    """Keep readings whose incidents i1 are one, led by the first."""
    for found in readings:
        ledger.add(found.report, found.report.text.encode("utf-8", "surrogatepass"))
        ledger.put(found, claims(found), lambda _: (13.78, 15.54))
    lead = f"{readings[0].report.id}.i1"
    if links is None:
        links = (f"{A}.i1.1 and {B}.i1.1: 1 day apart, same place (ostravahill), both killing (0.81)", f"{A}.i1.1 and {A}.i1.2: same day (0.90)")  # fmt: skip
    with ledger.engine.begin() as connection:
        for found in readings[1:]:
            connection.exec_driver_sql(
                "UPDATE claims SET incident = ? WHERE incident = ?", (lead, f"{found.report.id}.i1")
            )
            connection.exec_driver_sql("DELETE FROM incidents WHERE id = ?", (f"{found.report.id}.i1",))
        connection.exec_driver_sql("UPDATE incidents SET links = ? WHERE id = ?", (json.dumps(links), lead))
