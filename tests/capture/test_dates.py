"""Publication dates."""

from __future__ import annotations

import pytest

from sayso.capture.dates import parse_date


@pytest.mark.parametrize(
    "written",
    [
        "2018-11-12",
        " 2018-11-12\n",
        "2018-11-12T23:59:00Z",
        "2018-11-12T00:30:00.123456+02:00",
        "2018-11-12 08:00 UTC",
        "20181112",
        "2018/11/12",
        "12 November 2018",
        "12th November 2018",
        "12 Nov. 2018",
        "12-Nov-2018",
        "Nov 12, 2018",
        "November 12th, 2018",
        "NOVEMBER 12 2018",
        "Mon, 12 Nov 2018 08:00:00 +0000",
        "Mon, 12 Nov 2018 08:00:00 GMT (UTC)",
        "Monday 12 November 2018 14.05 GMT",
        "Mon 12 Nov 2018 at 0914",
        "Nov 12, 2018, 3:15 p.m.",
        "November 12, 2018 3 pm",
    ],
)
def test_dates_that_can_be_read(written: str) -> None:
    assert parse_date(written) == ("2018-11-12", None)


def test_numbers_are_read_only_where_they_have_one_meaning() -> None:
    assert parse_date("25/11/2018")[0] == parse_date("11/25/2018")[0] == parse_date("25.11.2018")[0] == "2018-11-25"
    assert parse_date("12/12/2018")[0] == "2018-12-12"
    for written in ("12/11/2018", "1.2.2018", "12-11-2018"):
        date, note = parse_date(written)
        assert date is None and note is not None and "day/month" in note


@pytest.mark.parametrize(
    "written",
    [
        "yesterday", "2018", "2018-11", "2018-02-30", "31 June 2018", "12 Foo 2018", "12/11/18", "1541980800",
        "12 November 2018 to 14 November 2018", "2018-11-12, 2018-11-13", "0000-01-01", "13/13/2018", "x" * 5000,
        "\u0661\u0662 November \u0662\u0660\u0661\u0668",
    ],
)  # fmt: skip
def test_dates_that_cannot(written: str) -> None:
    date, note = parse_date(written)
    assert date is None and note is not None and len(note) < 200


def test_no_date() -> None:
    assert parse_date(None) == parse_date("") == parse_date("  ") == (None, None)
