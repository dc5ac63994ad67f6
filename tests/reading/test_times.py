"""Which days a time expression means, worked out by hand against Wednesday, 14 November 2018."""

from __future__ import annotations

from datetime import date

import pytest
from clock import limit
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.reading.times import When, full_date, reference, resolve

TODAY = date(2018, 11, 14)
LAST = When(date(2018, 11, 8), date(2018, 11, 8), "day", "set before")  # a Thursday


def days(short: str) -> tuple[date, date]:
    """``11-08`` or ``11-08 11-14`` (of 2018), or with the year."""
    parts = [date.fromisoformat(p if p.count("-") == 2 else f"2018-{p}") for p in short.split()]
    return parts[0], parts[-1]


def check(phrase: str, expected: str | None, last: When | None = None, future: bool = False) -> None:
    found = resolve(phrase, TODAY, last, future)
    if expected is None:
        assert found is None
        return
    assert found is not None, f"{phrase!r} was not understood"
    *span, precision = expected.split()
    assert ((found.start, found.end), found.precision) == (days(" ".join(span)), precision)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        # from the day of publication
        ("today", "11-14 day"),
        ("this morning", "11-14 day"),
        ("earlier today", "11-14 day"),
        ("tonight", "11-14 day"),
        ("yesterday", "11-13 day"),
        ("yesterday evening", "11-13 day"),
        ("the day before yesterday", "11-12 day"),
        ("last night", "11-13 day"),
        ("overnight", "11-13 11-14 day"),
        ("a fifth day", "11-10 11-14 day"),
        ("two days ago", "11-12 day"),
        ("a couple of days ago", "11-12 day"),
        ("two weeks ago", "10-31 day"),
        ("about two weeks ago", "10-30 11-01 week"),
        ("5 hours ago", "11-14 day"),
        ("three months ago", "08-01 08-31 month"),
        ("a year ago", "2017-01-01 2017-12-31 year"),
        ("year ago", "2017-01-01 2017-12-31 year"),  # the article is not always tagged
        ("a decade ago", "2008-01-01 2008-12-31 year"),
        # weekdays
        ("Monday", "11-12 day"),
        ("on Tuesday morning", "11-13 day"),
        ("Tues.", "11-13 day"),
        ("late on Tuesday", "11-13 day"),
        ("in the early hours of Tuesday", "11-13 day"),
        ("Wednesday", "11-14 day"),
        ("earlier on Wednesday", "11-14 day"),
        ("Thursday", "11-08 day"),
        ("Friday's", "11-09 day"),
        ("Friday’s", "11-09 day"),
        ("Sunday night", "11-11 day"),
        ("last Monday", "11-12 day"),
        ("last Wednesday", "11-07 day"),
        ("Friday last week", "11-09 day"),
        ("Monday last week", "11-05 day"),
        ("Wednesday last week", "11-07 day"),
        ("Saturday and Sunday last week", "11-10 11-11 day"),
        ("Sunday night and Monday morning", "11-11 11-12 day"),
        ("the night of Monday to Tuesday", "11-12 11-13 day"),
        ("Monday and Tuesday", "11-12 11-13 day"),
        # dates
        ("November 8", "11-08 day"),
        ("8 November", "11-08 day"),
        ("the 8th of November", "11-08 day"),
        ("Nov. 8", "11-08 day"),
        ("Thursday, November 8", "11-08 day"),
        ("November 8, 2017", "2017-11-08 day"),
        ("8 November 2017", "2017-11-08 day"),
        ("2017-11-08", "2017-11-08 day"),
        ("08.11.2017", "2017-11-08 day"),
        ("11/25/2017", "2017-11-25 day"),
        ("July 25", "07-25 day"),
        ("December 3", "2017-12-03 day"),
        ("November 20", "11-20 day"),
        ("8 November last year", "2017-11-08 day"),
        ("the night of 7-8 November", "11-07 11-08 day"),
        ("the night of 31 October to 1 November", "10-31 11-01 day"),
        ("the night of October 31 to November 1", "10-31 11-01 day"),
        ("the night of 31 December 2017 to 1 January 2018", "2017-12-31 01-01 day"),
        ("October 31 to November 2", "10-31 11-02 day"),
        ("the eve of November 8", "11-07 day"),
        # months, years, seasons
        ("May", "05-01 05-31 month"),
        ("in May", "05-01 05-31 month"),
        ("in December", "2017-12-01 2017-12-31 month"),
        ("last November", "2017-11-01 2017-11-30 month"),
        ("May 2016", "2016-05-01 2016-05-31 month"),
        ("May last year", "2017-05-01 2017-05-31 month"),
        ("early May", "05-01 05-10 month"),
        ("mid-May", "05-11 05-20 week"),
        ("late May", "05-20 05-31 month"),
        ("the first week of May", "05-01 05-07 week"),
        ("the last week of May", "05-25 05-31 week"),
        ("2016", "2016-01-01 2016-12-31 year"),
        ("late 2016", "2016-09-01 2016-12-31 year"),
        ("in late 2016", "2016-09-01 2016-12-31 year"),
        ("last summer", "06-01 08-31 month"),
        ("last winter", "2017-12-01 02-28 month"),
        ("the summer of 2016", "2016-06-01 2016-08-31 month"),
        ("winter 2015", "2015-12-01 2016-02-29 month"),
        # weeks, months and years by the calendar
        ("this week", "11-12 11-14 week"),
        ("earlier this week", "11-12 11-14 week"),
        ("last week", "11-05 11-11 week"),
        ("last weekend", "11-10 11-11 day"),
        ("over the weekend", "11-10 11-11 day"),
        ("at the weekend", "11-10 11-11 day"),
        ("twenty-five days ago", "10-20 day"),
        ("thirty-two years ago", "1986-01-01 1986-12-31 year"),
        ("72 hours ago", "11-11 day"),
        ("the day after tomorrow", "11-16 day"),
        ("January to March 2017", "2017-01-01 2017-03-31 month"),
        ("October-December 2017", "2017-10-01 2017-12-31 month"),
        ("December 2016 to January 2017", "2016-12-01 2017-01-31 month"),
        ("12 March 2018 - 15 March 2018", "03-12 03-15 day"),
        ("March 12, 2018 to March 15, 2018", "03-12 03-15 day"),
        ("the past decade", "2008-11-14 11-14 year"),
        ("the past fortnight", "10-31 11-14 week"),
        ("12.03.18", "03-12 day"),
        ("3 June 1098", "1098-06-03 day"),
        ("12 March 1500 GMT", "03-12 day"),
        ("weekend", "11-10 11-11 day"),
        ("this month", "11-01 11-14 month"),
        ("last month", "10-01 10-31 month"),
        ("this year", "01-01 11-14 year"),
        ("last year", "2017-01-01 2017-12-31 year"),
        # stretches up to publication
        ("since July 25", "07-25 11-14 day"),
        ("since Monday", "11-12 11-14 day"),
        ("since mid-May", "05-11 11-14 week"),
        ("since early 2017", "2017-01-01 11-14 year"),
        ("ever since 2011", "2011-01-01 11-14 year"),
        ("since last month", "10-01 11-14 month"),
        ("the past week", "11-08 11-14 week"),
        ("the past three days", "11-11 11-14 week"),
        ("over the past day", "11-13 11-14 day"),
        ("a fifth day", "11-10 11-14 day"),
        ("the 40th consecutive day", "10-06 11-14 day"),
        ("for the forty-second day", "10-04 11-14 day"),
        ("every fourth day", None),
        ("the third day of Eid", None),
        ("the previous night", "11-13 day"),
        ("this weeks", "11-12 11-14 week"),
        ("9/11", "2001-09-11 day"),
        ("in the last 24 hours", "11-13 11-14 day"),
        ("over the past two months", "09-14 11-14 month"),
        ("the past year", "2017-11-14 11-14 year"),
        # ranges
        ("between 5 and 9 November", "11-05 11-09 day"),
        ("from 5 to 9 November", "11-05 11-09 day"),
        ("5-9 November", "11-05 11-09 day"),
        ("November 5-9", "11-05 11-09 day"),
        ("between October 28 and November 3", "10-28 11-03 day"),
        ("between 25 December and 3 January", "2017-12-25 01-03 day"),
        ("from Monday to Wednesday", "11-12 11-14 day"),
        ("between May and July", "05-01 07-31 month"),
        ("from 2011 to 2015", "2011-01-01 2015-12-31 year"),
        # feasts
        ("Christmas Day", "2017-12-25 day"),
        ("Christmas Eve", "2017-12-24 day"),
        ("on the eve of Christmas", "2017-12-24 day"),
        ("New Year's Day", "01-01 day"),
        ("New Year's Eve", "2017-12-31 day"),
        ("Orthodox Christmas", "01-07 day"),
        ("Easter Sunday", "04-01 day"),
        ("Good Friday", "03-30 day"),
        ("May Day", "05-01 day"),
        ("Christmas 2016", "2016-12-25 day"),
        ("Easter 2016", "2016-03-27 day"),
        ("Christmas last year", "2017-12-25 day"),
        ("Orthodox Christmas Eve", "01-06 day"),
        # parts of the day
        ("at dawn", "11-14 day"),
        ("16:30", "11-14 day"),
        ("at noon on Monday", "11-12 day"),
        # what cannot be told
        ("", None),
        ("soon", None),
        ("for three weeks", None),
        ("more than three months", None),
        ("the war", None),
        ("two days later", None),
        ("the next day", None),
        ("the same night", None),
        ("the eve of the talks", None),
    ],
)  # fmt: skip
def test_by_hand(phrase: str, expected: str | None) -> None:
    check(phrase, expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the same day", "11-08 day"),
        ("that night", "11-08 day"),
        ("the next day", "11-09 day"),
        ("the following morning", "11-09 day"),
        ("a day later", "11-09 day"),
        ("two days later", "11-10 day"),
        ("an hour later", "11-08 day"),
        ("a day earlier", "11-07 day"),
        ("the previous day", "11-07 day"),
        ("two days earlier", "11-06 day"),
        ("two weeks earlier", "10-25 day"),
        ("a week before", "11-01 day"),
        ("the 5th", "11-05 day"),
        ("at dawn", "11-08 day"),
        ("16:30", "11-08 day"),
        ("the previous night", "11-07 day"),
        ("later that year", "2018-01-01 2018-12-31 year"),
        ("the following year", "2019-01-01 2019-12-31 year"),
        ("in May the following year", "2019-05-01 2019-05-31 month"),
        # these do not lean on the text
        ("two days ago", "11-12 day"),
        ("yesterday", "11-13 day"),
        ("Monday", "11-12 day"),
    ],
)  # fmt: skip
def test_what_leans_on_the_text_counts_from_the_date_set_last(phrase: str, expected: str) -> None:
    check(phrase, expected, LAST)


def test_since_then_reaches_from_the_date_set_last_to_publication() -> None:
    found = resolve("since then", TODAY, LAST)
    assert found is not None and (found.start, found.end) == days("11-08 11-14")


@pytest.mark.parametrize(
    "phrase", ["within hours", "within the hour", "the same period", "after dark", "throughout the day", "all day"]
)
def test_parts_of_a_day_keep_the_date_set_before(phrase: str) -> None:
    found = resolve(phrase, TODAY, LAST)
    assert found is not None and (found.start, found.end) == (LAST.start, LAST.end)


@pytest.mark.parametrize("phrase", ["1,000 years ago", "2.5 years ago"])
def test_parts_of_a_number_are_no_numbers(phrase: str) -> None:
    assert resolve(phrase, TODAY) is None


@pytest.mark.parametrize(
    ("phrase", "days_later"),
    [("48 hours later", 2), ("two hours later", 0), ("almost 24 hours after", 0), ("72 hours later", 3)],
)
def test_hours_that_make_days(phrase: str, days_later: int) -> None:
    found = resolve(phrase, TODAY, LAST)
    assert found is not None and (found.start - LAST.start).days == days_later


def test_days_beside_the_date_set_before() -> None:
    """LAST is a Thursday, 8 November."""
    for phrase, expected in (
        ("the following Friday", "11-09"),
        ("the previous Friday", "11-02"),
        ("the next Thursday", "11-15"),
    ):
        found = resolve(phrase, TODAY, LAST)
        assert found is not None and found.start == days(expected)[0], phrase


@pytest.mark.parametrize("phrase", ["two days earlier", "two weeks earlier", "a day earlier"])
def test_with_no_date_set_in_the_text_earlier_counts_from_publication(phrase: str) -> None:
    ago = {"two days earlier": "11-12 day", "two weeks earlier": "10-31 day", "a day earlier": "11-13 day"}
    check(phrase, ago[phrase])


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("tomorrow", "11-15 day"),
        ("on Friday", "11-16 day"),
        ("by Friday", "11-16 day"),
        ("next Friday", "11-16 day"),
        ("Monday", "11-19 day"),
        ("next Wednesday", "11-21 day"),
        ("December 3", "12-03 day"),
        ("January 5", "2019-01-05 day"),
        ("in March", "2019-03-01 2019-03-31 month"),
        ("next week", "11-19 11-25 week"),
        ("next month", "12-01 12-31 month"),
        ("next year", "2019-01-01 2019-12-31 year"),
        ("this weekend", "11-17 11-18 day"),
        ("next weekend", "11-24 11-25 day"),
        ("over the weekend", "11-17 11-18 day"),
        ("Friday next week", "11-23 day"),
        ("Monday and Thursday", "11-19 11-22 day"),
        ("Tuesday and Wednesday", "11-20 11-21 day"),
        ("within two days", "11-14 11-16 week"),
        ("in the coming weeks", "11-14 12-05 week"),
        ("the 20th", "11-20 day"),
        ("Christmas", "12-25 day"),
    ],
)  # fmt: skip
def test_what_lies_ahead(phrase: str, expected: str) -> None:
    check(phrase, expected, future=True)


@pytest.mark.parametrize("phrase", ["Monday", "yesterday", "8 November", "last week", "since May", "Easter", "at dawn"])
def test_without_a_day_of_publication_these_cannot_be_told(phrase: str) -> None:
    assert resolve(phrase, None) is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("8 November 2017", "2017-11-08"), ("May 2016", "2016-05-01 2016-05-31"), ("2015", "2015-01-01 2015-12-31")],
)
def test_a_whole_date_needs_no_day_of_publication(phrase: str, expected: str) -> None:
    found = resolve(phrase, None)
    assert found is not None and (found.start, found.end) == days(expected)


def test_a_date_says_why() -> None:
    for phrase in ("Monday", "8 November", "since mid-May", "last week", "Easter", "the same day", "2016"):
        found = resolve(phrase, TODAY, LAST)
        assert found is not None and found.why


# The day that "today" means


def test_a_date_with_strokes_is_read_as_the_stated_one_where_it_can_be() -> None:
    assert reference("03/12/2018\n\nThey fled on Monday.", "2018-03-12") == (days("03-12")[0], None)
    assert reference("03/12/2018\n\nThey fled on Monday.", "2018-12-03") == (days("12-03")[0], None)
    assert reference("03/12/2018\n\nThey fled on Monday.", None)[0] == days("12-03")[0]


def test_the_stated_date_counts_where_the_text_has_none() -> None:
    assert reference("They fled on Monday.", "2018-11-14") == (TODAY, None)
    assert reference("They fled on Monday.", "2018-11-14T23:00:00Z") == (TODAY, None)
    assert reference("They fled on Monday.", None) == (None, None)
    assert reference("They fled on Monday.", "a while ago") == (None, None)


@pytest.mark.parametrize(
    "dateline",
    [
        "MAO, 12 March 2019 (EXERCISE) - ",
        "March 12, 2019\n\n",
        "12/03/2019 | Mao. ",
        "Updated at Mar 122019 MAO ",
        "12.03.2019Get the app ",
    ],
)
def test_a_dateline_counts_where_no_date_is_stated(dateline: str) -> None:
    assert reference(dateline + "They fled.", None) == (date(2019, 3, 12), None)


def test_a_dateline_that_agrees_is_no_news() -> None:
    assert reference("MAO, 14 November 2018 - They fled.", "2018-11-14") == (TODAY, None)


def test_a_dateline_that_contradicts_what_is_stated_wins_with_a_warning() -> None:
    day, warning = reference("MAO, 12 March 2019 - They fled.", "2018-11-14")
    assert day == date(2019, 3, 12)
    assert warning is not None and "2019-03-12" in warning and "2018-11-14" in warning
    day, warning = reference("MAO, 12 November 2018 - They fled.", "2018-11-14")
    assert day == date(2018, 11, 12) and warning


@pytest.mark.parametrize(
    "text",
    ["They fled on 12 March 2017.", "Since March 12, 2017 they fled.", "They fled. " * 30 + "12 March 2017"],
)
def test_a_date_that_is_told_of_is_no_dateline(text: str) -> None:
    assert reference(text, "2018-11-14") == (TODAY, None)
    assert reference(text, None) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 May 2018 and 4 May 2017", date(2018, 5, 3)),
        ("on May 4, 2017, after 2018-05-03", date(2017, 5, 4)),
        ("31 November 2018", None),
        ("31 November 2018, then 1 December 2018", date(2018, 12, 1)),
        ("3 May", None),
        ("", None),
    ],
)
def test_the_first_complete_date_of_a_text(text: str, expected: date | None) -> None:
    found = full_date(text)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    "text", ["1 Augu\u017ft 2018", "12 Apr\u0131l 2018", "12 APR\u0130L 2018", "3-Augu\u017ft-2018"]
)
def test_odd_letters_in_a_month_do_not_break_it(text: str) -> None:
    full_date(text)
    reference(text, None)
    resolve(text, TODAY)


# No text breaks it

WORDS = (
    "the a on in by since until between from and to of early mid late end last next this past coming two three 14 31 2016 2018-11-12 12/13/2017 "
    "days weeks months years hours ago earlier later before night day morning Monday Fridays' wed. Sept. May march november 8th week weekend "
    "summer winter of Christmas Easter eve yesterday overnight same following previous recent dawn 16:30 9999 1900 hour minutes decade then today tonight this first few twelve - – , ."
).split()
PHRASES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
DATES = st.one_of(st.none(), st.dates())


@st.composite
def whens(draw: st.DrawFn) -> When:
    a, b = sorted((draw(st.dates()), draw(st.dates())))
    return When(a, b, draw(st.sampled_from(["day", "week", "month", "year"])), "set before")


@given(st.one_of(PHRASES, st.text(max_size=60)), DATES, st.one_of(st.none(), whens()), st.booleans())
@example("99999999999999999999 years ago", TODAY, None, False)
@example("9" * 5000 + " days ago", TODAY, None, False)
@example("last week", date.min, None, False)
@example("next year", date.max, None, True)
@example("since then", TODAY, When(date(2019, 1, 1), date(2019, 1, 2), "day", ""), False)
def test_no_text_breaks_it_and_no_stretch_ends_before_it_begins(
    phrase: str, today: date | None, last: When | None, future: bool
) -> None:
    found = resolve(phrase, today, last, future)
    assert found is None or (found.start <= found.end and found.why is not None)


@given(st.text(max_size=400), st.one_of(st.none(), st.text(max_size=12), st.dates().map(date.isoformat)))
def test_no_text_breaks_the_dateline(text: str, published: str | None) -> None:
    reference(text, published)


@pytest.mark.parametrize(
    "phrase",
    [
        "on " * 3000 + "Friday",
        "by since " * 40,
        "by between 1 and " * 40,
        "eve of " * 500,
        "from " * 2000,
        "between a and " * 300,
        "1 " * 3000,
        "since " * 1000 + "x",
    ],
    ids=lambda p: p[:14].strip(),
)
def test_long_nonsense_neither_breaks_it_nor_takes_long(phrase: str) -> None:
    with limit(1):
        resolve(phrase, TODAY, LAST)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("in the first half of 2017", "2017-01-01 2017-06-30 month"),
        ("the third quarter of 2019", "2019-07-01 2019-09-30 month"),
        ("last quarter of last year", "2017-10-01 2017-12-31 month"),
        ("second half of the year", "2018-07-01 2018-12-31 month"),
        ("2011-2013", "2011-01-01 2013-12-31 year"),
        ("during 2012-13", "2012-01-01 2013-12-31 year"),
        ("the 1990s", "1990-01-01 1999-12-31 year"),
        ("1990's", "1990-01-01 1990-12-31 year"),
    ],
)
def test_parts_of_years_and_stretches_of_years(phrase: str, expected: str) -> None:
    check(phrase, expected)


def test_the_following_week_and_month_lean_on_the_date_set_before() -> None:
    check("the following week", "11-12 11-18 week", LAST)
    check("the following month", "12-01 12-31 month", LAST)
    check("the following week", None)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a year ago today", "2017-11-14 day"),
        ("five years ago tonight", "2013-11-14 day"),
        ("a year ago yesterday", "2017-11-13 day"),
        ("a year ago this week", "2017-11-13 2017-11-19 week"),
        ("three months ago this month", "08-01 08-31 month"),
        ("two weeks ago today", "10-31 day"),
        ("late last year", "2017-10-01 2017-12-31 month"),
        ("the end of last year", "2017-11-01 2017-12-31 month"),
        ("early this year", "01-01 04-30 month"),
        ("the start of this month", "11-01 11-10 month"),
        ("early last month", "10-01 10-10 month"),
        ("late last week", "11-08 11-11 week"),
        ("since late last week", "11-08 11-14 week"),
        ("since the start of the year", "01-01 11-14 year"),
        ("earlier in the week", "11-12 11-14 week"),
        ("earlier this year", "01-01 11-14 year"),
        ("the first five months of 2017", "2017-01-01 2017-05-31 month"),
        ("first six months of the year", "01-01 06-30 month"),
        ("the last 12 days of September", "09-19 09-30 week"),
        ("the first two weeks of August 2016", "2016-08-01 2016-08-14 week"),
        ("2017-03", "2017-03-01 2017-03-31 month"),
        ("a few days ago", "11-09 11-12 week"),
        ("a couple of weeks ago", "10-28 11-03 week"),
        ("the past few days", "11-08 11-14 week"),
    ],
)
def test_parts_of_years_months_and_weeks_and_years_ago_to_the_day(phrase: str, expected: str) -> None:
    check(phrase, expected)


def test_half_of_the_year_that_has_not_begun_is_that_of_the_year_told_of() -> None:
    early = date(2017, 3, 2)
    found = resolve("in the second half of the year", early)
    assert found is not None and (found.start, found.end) == (date(2016, 7, 1), date(2016, 12, 31))
    ahead = resolve("in the second half of the year", early, None, True)
    assert ahead is not None and ahead.start == date(2017, 7, 1)


@pytest.mark.parametrize("phrase", ["a week after", "a year later", "four days after the attack"])
def test_what_has_happened_is_not_counted_beyond_publication(phrase: str) -> None:
    """The words count from something else than the date set last."""
    assert resolve("three weeks later", TODAY, LAST) is None
    planned = resolve("three weeks later", TODAY, LAST, True)
    assert planned is not None and planned.start == date(2018, 11, 29)
    on_the_day = When(TODAY, TODAY, "day", "set before")
    assert resolve(phrase, TODAY, on_the_day) is None
    planned = resolve(phrase, TODAY, on_the_day, True)
    assert planned is not None and planned.end > TODAY


def test_later_this_week_is_ahead_only_where_it_is_a_plan() -> None:
    check("later this week", "11-12 11-14 week")
    check("later this week", "11-14 11-18 week", future=True)
    check("later this year", "11-14 12-31 year", future=True)


@pytest.mark.parametrize("phrase", ["a few hours later", "minutes later", "two hours before", "shortly after"])
def test_within_hours_of_something_is_its_day(phrase: str) -> None:
    check(phrase, "11-08 day", LAST)


def test_a_fifth_day_ends_on_the_day_that_was_just_told_of() -> None:
    monday = When(date(2018, 11, 12), date(2018, 11, 12), "day", "set before")
    check("for a fifth day", "11-08 11-12 day", monday)
