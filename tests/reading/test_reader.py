"""The trained reader: whatever it is given, what it gives is whole, leads back to the text, and is the same every time."""

from __future__ import annotations

import json
import re

import pytest
from clock import seconds
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import WEEK, report, wire

from sayso.reading import Reader, from_json, open_reader, to_json
from sayso.reading.labels import EVENT_TYPES, FATES, KINDS, NAME_CLASSES, STATUSES
from sayso.records import Reading
from sayso.weighing import claims


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def check(reading: Reading) -> None:
    """Everything that must hold of any reading."""
    # from_json refuses a span that is not in the text
    assert from_json(json.loads(json.dumps(to_json(reading))), reading.report) == reading
    for layer, letter in (
        (reading.attributions, "a"),
        (reading.events, "e"),
        (reading.tolls, "t"),
        (reading.incidents, "i"),
    ):
        ids = [record.id for record in layer]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(rf"{letter}[1-9]\d*", name) for name in ids)
    attributions = {a.id: a for a in reading.attributions}
    incidents, events = {i.id for i in reading.incidents}, {e.id for e in reading.events}
    for a in reading.attributions:
        assert a.kind in KINDS and a.content and a.cue
        seen = {a.id}
        while a.inside is not None:
            a = attributions[a.inside]
            assert a.id not in seen, "attributions stand inside each other in a circle"
            seen.add(a.id)
    told = set()
    for e in reading.events:
        assert e.type in EVENT_TYPES and e.status in STATUSES
        assert e.incident is None or e.incident in incidents
        told.add(e.incident)
    for t in reading.tolls:
        assert t.fate in FATES and t.who
        assert t.low is None or t.high is None or 0 <= t.low <= t.high
        assert t.event is None or t.event in events
        assert t.incident is None or t.incident in incidents
        told.add(t.incident)
    assert incidents <= told, "an incident that nothing tells of"
    for i in reading.incidents:
        assert i.start is None or (i.end is not None and i.start <= i.end)
    assert all(n.cls in NAME_CLASSES for n in reading.names)
    assert len(claims(reading)) == len(reading.events) + len(reading.tolls)


TEXTS = {
    "nothing": "",
    "white space": " \n\t\u00a0\r\n",
    "one word": "War",
    "one letter": "x",
    "one mark": ".",
    "punctuation": "?!.,;:—…“”’()[]" * 300,
    "one mark many times": "." * 20_000,
    "dashes": "- " * 3000,
    "emoji": "😀👩‍👩‍👧🏽🇸🇾 " * 100,
    "astral": "𝔗𝔥𝔢 𝔪𝔦𝔩𝔦𝔱𝔦𝔞 𝔰𝔥𝔢𝔩𝔩𝔢𝔡 𝔒𝔰𝔱. 😀 The militia shelled Ost, killing 9, 😀 a guard said. 𠜎𠜱",
    "right to left": "قصفت الميليشيا الميناء يوم الاثنين فقتل 9 أشخاص. הם ברחו. \u202eThe militia shelled Ost\u202c, killing 9. ",
    "combining": "T\u0301h\u0302e\u0303 mi\u0301litia she\u0308lled O\u0301st, ki\u0301lling 9. " * 20,
    "control": "The militia\x01\x02 shelled\x1b[31m Ost\x7f, killing\u200b 9.\x85 They\ufeff fled.",
    "no spaces": "x" * 200_000,
    "upper case": "THE MILITIA SHELLED OST ON MONDAY, KILLING 9, A GUARD SAID. " * 20,
    "lower case without stops": "the militia shelled ost on monday killing 9 a guard said " * 40,
    "numbers": "9,999 " * 2000,
    "a number of 400 digits": "The militia shelled Ost, killing " + "9" * 400 + " people.",
    "markup": "<script>alert(1)</script> The militia <b>shelled</b> Ost, killing 9, a guard said. {{ 7*7 }} ' OR 1=1; --",
    "quotations": "“" + "He said that she said that " * 60 + "they fled.”",
    "months in other letters": "12 Apr\u0131l 2018. The militia shelled Ost on 3 Augu\u017ft 2018.",
    "old and odd dates": "The militia shelled Ost on 31 February 0000, 9999 years ago, and on 12/31/9999.",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_any_text_gives_a_whole_reading(kind: str, reader: Reader) -> None:
    reading = reader.read(report(TEXTS[kind]))
    check(reading)
    assert reading.report.text == TEXTS[kind] and reading.reader == reader.name


@pytest.mark.parametrize("kind", ["nothing", "white space"])
def test_where_there_are_no_words_nothing_is_found(kind: str, reader: Reader) -> None:
    reading = reader.read(report(TEXTS[kind]))
    assert (reading.names, reading.attributions, reading.events, reading.tolls, reading.incidents) == ((),) * 5
    assert reading.notes


ODD = "The militia shelled Ost on Monday , killing 9 people a guard said . \n\n “ ” ( ) - 😀 ع é \u0301 \u200b \x01 2018 two days later LPNA denied that they fled to Nordvik".split(
    " "
)


@settings(max_examples=40)
@given(
    st.one_of(st.lists(st.sampled_from(ODD), max_size=60).map(" ".join), st.text(max_size=200)),
    st.one_of(st.none(), st.dates().map(lambda d: d.isoformat()), st.text(max_size=10)),
)
def test_no_text_breaks_it(reader: Reader, text: str, published: str | None) -> None:
    check(reader.read(report(text, published)))


@pytest.mark.parametrize("path", sorted(WEEK.glob("*.txt")) + sorted(WEEK.glob("*.md")), ids=lambda p: p.name)
def test_the_examples_give_whole_readings(path: object, reader: Reader) -> None:
    reading = reader.read(report(path.read_text("utf-8")))  # type: ignore[attr-defined]
    check(reading)
    assert reading.events and reading.attributions and reading.names and reading.tolls and reading.incidents


def test_a_plain_shelling_is_understood(reader: Reader) -> None:
    text = "The army shelled the town of Ostport on Monday, killing at least 9 people, the Syrian Observatory for Human Rights said."
    reading = reader.read(report(text))
    check(reading)
    assert "shelling" in {e.type for e in reading.events}
    assert [(t.fate, t.low, t.high) for t in reading.tolls] == [("killed", 9, None)]
    (attribution,) = reading.attributions
    assert "Syrian Observatory for Human Rights" in (reading.words(attribution.source) or "")
    assert [(i.start, i.end) for i in reading.incidents] == [("2019-03-11", "2019-03-11")]


def test_a_dateline_that_contradicts_the_stated_date_is_noted(reader: Reader) -> None:
    reading = reader.read(report("OSTPORT, 12 March 2019 - The army shelled Ostport on Monday.", "2016-01-01"))
    assert any("2019-03-12" in note for note in reading.notes)


def test_the_same_text_gives_the_same_reading(reader: Reader) -> None:
    first = reader.read(report(wire()))
    assert reader.read(report(wire())) == first
    reader.read(report(TEXTS["quotations"]))  # what was read in between leaves no trace
    assert open_reader().read(report(wire())) == first


def test_a_long_report_costs_about_as_much_as_its_parts(reader: Reader) -> None:
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(WEEK.glob("*.txt")))
    reader.read(report(text))
    few = seconds(lambda: check(reader.read(report("\n\n".join([text] * 3)))), 2)
    many = seconds(lambda: check(reader.read(report("\n\n".join([text] * 12)))))
    assert many < 3 * 4 * few
