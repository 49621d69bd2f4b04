"""The four dates of a month's fee (R35, R24, Q1, Q2, S21, I17)."""

from datetime import date

import chinese_calendar
import pytest

from graph.calendar import CalendarNotPublished
from graph.model import Month
from graph.readings import DEFAULTS, choose
from graph.rules.fees import Timetable, timetable
from graph.rules.fees.timetable import payment
from graph.rules.term import Term, ends
from tests.rules.asked import d

WEEKENDS_NEVER = choose({"Q1": "WEEKENDS_NEVER"})
ROLL_OVER = choose({"Q2": "ROLL_OVER"})


def days(found: Timetable) -> list[str]:
    every = (found.statistics, found.notice, found.invoice, found.payment)
    return [each.last_day.isoformat() for each in every]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2018-01", ["2018-02-11", "2018-02-22", "2018-02-26", "2018-02-26"]),
        ("2018-03", ["2018-04-10", "2018-04-16", "2018-04-19", "2018-04-25"]),
        ("2017-12", ["2018-01-10", "2018-01-15", "2018-01-18", "2018-01-25"]),
        ("2018-09", ["2018-10-10", "2018-10-15", "2018-10-18", "2018-10-25"]),
        ("2018-05", ["2018-06-11", "2018-06-15", "2018-06-21", "2018-06-25"]),
        ("2019-01", ["2019-02-11", "2019-02-15", "2019-02-20", "2019-02-25"]),
        ("2020-01", ["2020-02-10", "2020-02-17", "2020-02-20", "2020-02-25"]),
        ("2024-01", ["2024-02-18", "2024-02-18", "2024-02-21", "2024-02-26"]),
    ],
)
def test_s21_the_dates_move_on_over_days_at_rest(month: str, expected: list[str]):
    assert days(timetable(Month.parse(month), DEFAULTS)) == expected


def test_the_dates_move_by_either_reading_of_periods():
    """Q2: MR 5.2 itself says that they move."""
    march = Month(2018, 1)
    assert days(timetable(march, ROLL_OVER)) == days(timetable(march, DEFAULTS))


def test_without_make_up_days_january_2018_is_counted_later():
    """Q1: 11 and 24 February were worked."""
    found = timetable(Month(2018, 1), WEEKENDS_NEVER)
    assert days(found) == ["2018-02-12", "2018-02-22", "2018-02-27", "2018-02-26"]


def test_a_date_says_from_where_it_was_moved_and_over_what():
    found = timetable(Month(2018, 1), DEFAULTS)
    assert found.statistics.moved_from == d("2018-02-10")
    assert [each.zh for each in found.notice.skipped] == ["春节"] * 7
    assert found.payment.moved_from == d("2018-02-25")
    assert timetable(Month(2018, 3), DEFAULTS).payment.moved_from is None
    assert {"R24", "R35", "R01"} <= set(found.trace.rules)
    assert {"MR 5.2.1", "MR 5.2.2", "MR 5.2.3", "MR 5.2"} <= set(found.trace.clauses)
    assert {question for question, _ in found.trace.readings} == {"Q1", "Q2"}


def test_the_invoice_has_three_working_days_from_the_notice_itself():
    found = ends(Term.FEE_INVOICE, d("2018-02-13"), DEFAULTS)
    assert found.counted == (d("2018-02-14"), d("2018-02-22"), d("2018-02-23"))


@pytest.mark.parametrize(
    ("invoiced", "due"),
    [("2018-04-10", "2018-04-25"), ("2018-04-25", "2018-04-25"), ("2018-04-26", "2018-05-25")],
)
def test_an_invoice_that_comes_late_is_paid_with_the_next_month(invoiced: str, due: str):
    assert payment(Month(2018, 3), d(invoiced), DEFAULTS).last_day == d(due)


def test_a_year_without_a_calendar_is_an_error():
    with pytest.raises(CalendarNotPublished) as caught:
        timetable(Month(2026, 12), DEFAULTS)
    assert caught.value.year == 2027


@pytest.mark.parametrize("month", ["9999-12", "9999-11"])
def test_beyond_the_calendar_nothing_is_guessed(month: str):
    with pytest.raises((CalendarNotPublished, ValueError), match=r"9999"):
        timetable(Month.parse(month), DEFAULTS)


def test_each_published_month_agrees_with_a_library_kept_by_others():
    for year in range(2017, 2026):
        for number in range(1, 12):
            found = timetable(Month(year, number), DEFAULTS)
            for day, each in ((10, found.statistics), (15, found.notice), (25, found.payment)):
                expected = date(year, number + 1, day)
                while not chinese_calendar.is_workday(expected):
                    expected = date.fromordinal(expected.toordinal() + 1)
                assert each.last_day == expected
