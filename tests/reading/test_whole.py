"""Names with the noun of a body that follows them. EXERCISE: the bodies are invented."""

from __future__ import annotations

import pytest

from sayso.reading.whole import whole
from sayso.records import Name


@pytest.mark.parametrize(
    ("text", "name", "cls", "expected"),
    [
        ("The Basin Incident Monitor said so.", "Basin Incident", "group", "Basin Incident Monitor"),
        ("The Lake Provinces News Agency, citing him", "Lake Provinces News", "outlet", "Lake Provinces News Agency"),
        ("The Basin Incident monitor said so.", "Basin Incident", "group", "Basin Incident"),
        ("The Basin Incident. Monitor him.", "Basin Incident", "group", "Basin Incident"),
        ("In Mondo Command fell silent.", "Mondo", "place", "Mondo"),
        ("The rebels Monitor", "rebels", "group", "rebels"),
        ("Basin Incident Monitors", "Basin Incident", "group", "Basin Incident"),
        ("Basin Incident", "Basin Incident", "group", "Basin Incident"),
        ("In the Ostrel refugee camp", "Ostrel refugee", "place", "Ostrel"),
        ("In the Ostrel refugee camp", "Ostrel refugee camp", "place", "Ostrel"),
        ("In the Ostrel refugee centre", "Ostrel refugee", "place", "Ostrel refugee"),
    ],
)
def test_the_noun_of_a_body_belongs_to_its_name(text: str, name: str, cls: str, expected: str) -> None:
    start = text.index(name)
    (found,) = whole([Name((start, start + len(name)), cls)], text, 0)  # type: ignore[arg-type]
    assert text[slice(*found.span)] == expected


def test_a_headline_is_left_alone_and_so_is_what_another_name_follows() -> None:
    text = "Basin Incident Monitor\n\nBasin Incident Monitor"
    here = [Name((0, 14), "group"), Name((24, 38), "group")]
    assert [n.span for n in whole(here, text, 22)] == [(0, 14), (24, 46)]
    assert whole([*here, Name((39, 46), "outlet")], text, 22)[1].span == (24, 38)
