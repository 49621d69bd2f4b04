"""Periods and where they end (R01, R35, Q1, Q2): worked cases, boundaries, a naive recount."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.calendar import (
    CalendarNotPublished,
    Deadline,
    Period,
    Reason,
    Unit,
    deadline,
    moved,
    next_workday,
)
from graph.model import Readings
from graph.readings import DEFAULTS, choose

ONE_DAY = timedelta(days=1)
WEEKENDS_NEVER = choose({"Q1": "WEEKENDS_NEVER"})
ROLL_OVER = choose({"Q2": "ROLL_OVER"})
FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)


def d(text: str) -> date:
    return date.fromisoformat(text)


def days(*texts: str) -> tuple[date, ...]:
    return tuple(map(d, texts))


def ends(start: str, amount: int, unit: Unit, readings: Readings = DEFAULTS) -> Deadline:
    return deadline(d(start), Period(amount, unit), readings)


def recount(start: date, amount: int, *, weekends_never: bool) -> date:
    """Last of `amount` working days after `start`, counted day by day with the kept library."""
    day = start
    while amount:
        day += ONE_DAY
        weekend = day.weekday() in {5, 6}
        if chinese_calendar.is_workday(day) and not (weekends_never and weekend):
            amount -= 1
    return day


class TestWorkingDays:
    def test_s11_spring_festival_is_passed_over(self) -> None:
        found = ends("2018-02-13", 3, Unit.WORKING_DAY)
        assert found.counted == days("2018-02-14", "2018-02-22", "2018-02-23")
        assert (found.last_day, found.effect_from) == days("2018-02-23", "2018-02-24")
        assert [each.day for each in found.skipped] == [
            d("2018-02-15") + n * ONE_DAY for n in range(7)
        ]
        assert {(each.reason, each.zh, each.en) for each in found.skipped} == {
            (Reason.HOLIDAY, "春节", "Spring Festival")
        }

    def test_s11_is_the_same_without_make_up_days(self) -> None:
        found = ends("2018-02-13", 3, Unit.WORKING_DAY, WEEKENDS_NEVER)
        assert found.last_day == d("2018-02-23")

    def test_s12_make_up_days_before_national_day_are_counted(self) -> None:
        found = ends("2018-09-28", 3, Unit.WORKING_DAY)
        assert found.counted == days("2018-09-29", "2018-09-30", "2018-10-08")
        assert found.effect_from == d("2018-10-09")

    def test_s12_without_make_up_days_ends_two_days_later(self) -> None:
        found = ends("2018-09-28", 3, Unit.WORKING_DAY, WEEKENDS_NEVER)
        assert found.counted == days("2018-10-08", "2018-10-09", "2018-10-10")
        assert found.effect_from == d("2018-10-11")
        assert (found.skipped[0].day, found.skipped[0].reason) == (
            d("2018-09-29"),
            Reason.WEEKEND,
        )

    def test_s18_the_deposit_is_due_five_working_days_after_signing(self) -> None:
        assert ends("2018-01-05", 5, Unit.WORKING_DAY).last_day == d("2018-01-12")

    def test_s37_the_top_up_is_due_on_a_make_up_saturday(self) -> None:
        assert ends("2018-02-12", 5, Unit.WORKING_DAY).last_day == d("2018-02-24")

    def test_the_start_day_is_not_counted_even_when_it_works(self) -> None:
        assert ends("2018-03-05", 1, Unit.WORKING_DAY).counted == days("2018-03-06")

    def test_a_period_crosses_the_end_of_a_year(self) -> None:
        found = ends("2018-12-28", 2, Unit.WORKING_DAY)
        assert found.counted == days("2018-12-29", "2019-01-02")
        assert found.notices == (
            "国办发明电〔2017〕12号",
            "国办发明电〔2018〕15号",
            "国办发明电〔2019〕3号",
        )

    def test_it_says_which_clauses_rules_and_readings_it_rests_on(self) -> None:
        found = ends("2018-09-28", 3, Unit.WORKING_DAY, WEEKENDS_NEVER)
        assert found.trace.clauses == ("FA 2.2.1", "CC 201")
        assert found.trace.rules == ("R01",)
        assert found.readings == (("Q1", "WEEKENDS_NEVER"), ("Q2", "LAST_DAY_STANDS"))

    @given(
        start=st.dates(FIRST, LAST - timedelta(days=120)),
        amount=st.integers(1, 60),
        weekends_never=st.booleans(),
    )
    def test_any_period_agrees_with_a_naive_recount(
        self, start: date, amount: int, *, weekends_never: bool
    ) -> None:
        readings = WEEKENDS_NEVER if weekends_never else DEFAULTS
        found = deadline(start, Period(amount, Unit.WORKING_DAY), readings)
        assert found.last_day == recount(start, amount, weekends_never=weekends_never)
        passed = {*found.counted, *(each.day for each in found.skipped)}
        assert len(found.counted) == amount
        assert passed == {start + n * ONE_DAY for n in range(1, (found.last_day - start).days + 1)}
        assert found.effect_from == found.last_day + ONE_DAY

    @given(st.dates(FIRST, LAST - timedelta(days=30)))
    def test_a_moved_day_is_the_first_working_day_on_or_after(self, day: date) -> None:
        assert moved(day, DEFAULTS) == recount(day - ONE_DAY, 1, weekends_never=False)
        assert next_workday(day, DEFAULTS) == recount(day, 1, weekends_never=False)


class TestCalendarPeriods:
    @pytest.mark.parametrize(
        ("start", "amount", "unit", "last"),
        [
            pytest.param("2018-01-31", 1, Unit.MONTH, "2018-02-28", id="S15"),
            pytest.param("2018-02-10", 1, Unit.MONTH, "2018-03-10", id="S15b"),
            pytest.param("2018-03-31", 1, Unit.YEAR, "2019-03-31", id="S42"),
            pytest.param("2018-03-31", 7, Unit.DAY, "2018-04-07", id="S46"),
            pytest.param("2020-01-31", 1, Unit.MONTH, "2020-02-29", id="leap February"),
            pytest.param("2020-02-29", 1, Unit.MONTH, "2020-03-29", id="not the month's end"),
            pytest.param("2020-02-29", 1, Unit.YEAR, "2021-02-28", id="29 February + 1 year"),
            pytest.param("2020-02-29", 4, Unit.YEAR, "2024-02-29", id="29 February + 4 years"),
            pytest.param("2018-12-31", 2, Unit.MONTH, "2019-02-28", id="across a year"),
            pytest.param("2018-11-30", 13, Unit.MONTH, "2019-12-30", id="13 months"),
            pytest.param("2018-08-31", 4, Unit.MONTH, "2018-12-31", id="to December"),
            pytest.param("2020-02-28", 1, Unit.DAY, "2020-02-29", id="to a leap day"),
            pytest.param("2018-12-15", 30, Unit.DAY, "2019-01-14", id="30 days"),
        ],
    )
    def test_the_last_day_stands(self, start: str, amount: int, unit: Unit, last: str) -> None:
        found = ends(start, amount, unit)
        assert found.last_day == d(last)
        assert found.effect_from == d(last) + ONE_DAY
        assert found.moved_from is None
        assert found.skipped == ()
        assert found.readings == (("Q2", "LAST_DAY_STANDS"),)

    def test_s46_rolls_over_to_the_make_up_sunday_under_the_other_reading(self) -> None:
        found = ends("2018-03-31", 7, Unit.DAY, ROLL_OVER)
        assert (found.last_day, found.moved_from) == days("2018-04-08", "2018-04-07")
        assert [each.zh for each in found.skipped] == ["清明节"]
        assert found.trace.clauses == ("FA 2.2.1", "CC 201", "CC 203")
        assert found.readings == (("Q1", "MAKE_UP_DAYS_WORK"), ("Q2", "ROLL_OVER"))
        assert found.notices == ("国办发明电〔2017〕12号", "国办发明电〔2018〕15号")

    def test_a_last_day_that_works_is_not_moved(self) -> None:
        found = ends("2018-01-31", 1, Unit.MONTH, ROLL_OVER)
        assert (found.last_day, found.moved_from) == (d("2018-02-28"), None)
        assert found.trace.clauses == ("FA 2.2.1", "CC 201", "CC 202")

    def test_a_period_whose_clause_moves_its_end_moves_under_the_default_reading(self) -> None:
        found = deadline(d("2018-02-28"), Period(15, Unit.DAY), DEFAULTS, moves=True)
        assert found.last_day == d("2018-03-15")
        found = deadline(d("2018-01-31"), Period(15, Unit.DAY), DEFAULTS, moves=True)
        assert (found.last_day, found.moved_from) == days("2018-02-22", "2018-02-15")
        assert "CC 203" not in found.trace.clauses

    @pytest.mark.parametrize(
        ("day", "then"),
        [
            pytest.param("2018-02-11", "2018-02-11", id="a make-up Sunday works"),
            pytest.param("2018-02-15", "2018-02-22", id="Spring Festival"),
            pytest.param("2018-02-25", "2018-02-26", id="a Sunday"),
            pytest.param("2018-04-10", "2018-04-10", id="a Tuesday"),
            pytest.param("2018-04-15", "2018-04-16", id="another Sunday"),
            pytest.param("2018-04-25", "2018-04-25", id="a Wednesday"),
        ],
    )
    def test_s21_the_dates_of_the_fee_timetable_move(self, day: str, then: str) -> None:
        assert moved(d(day), DEFAULTS) == d(then)

    def test_the_days_of_a_period_in_days_are_listed_up_to_a_year(self) -> None:
        assert ends("2018-02-27", 3, Unit.DAY).counted == days(
            "2018-02-28", "2018-03-01", "2018-03-02"
        )
        assert len(ends("2018-01-01", 366, Unit.DAY).counted) == 366
        assert ends("2018-01-01", 367, Unit.DAY).counted == ()
        assert ends("2018-01-01", 1, Unit.MONTH).counted == ()

    @given(st.dates(FIRST, LAST), st.integers(1, 600))
    def test_a_month_period_never_ends_in_a_later_month_or_past_its_day(
        self, start: date, months: int
    ) -> None:
        last = deadline(start, Period(months, Unit.MONTH), DEFAULTS).last_day
        gone = (last.year - start.year) * 12 + last.month - start.month
        assert gone == months
        assert last.day == start.day or (last.day < start.day and (last + ONE_DAY).day == 1)

    @given(st.dates(FIRST, LAST), st.integers(1, 3000))
    def test_a_day_period_ends_that_many_days_later(self, start: date, amount: int) -> None:
        assert (
            deadline(start, Period(amount, Unit.DAY), DEFAULTS).last_day == start + amount * ONE_DAY
        )


class TestUnknownYears:
    def test_s44_a_period_that_reaches_an_unpublished_year_is_an_error(self) -> None:
        with pytest.raises(CalendarNotPublished) as caught:
            ends("2026-12-30", 2, Unit.WORKING_DAY)
        assert caught.value.year == 2027
        assert str(CalendarNotPublished(2019)).startswith("CALENDAR_NOT_PUBLISHED(2019): ")
        assert str(caught.value).startswith("CALENDAR_NOT_PUBLISHED(2027): ")
        assert "gateway calendar add 2027.json" in str(caught.value)

    def test_a_period_that_stops_short_of_the_unpublished_year_is_answered(self) -> None:
        found = ends("2026-12-29", 2, Unit.WORKING_DAY)
        assert (found.last_day, found.effect_from) == days("2026-12-31", "2027-01-01")

    def test_a_year_before_the_first_is_an_error_once_its_days_are_counted(self) -> None:
        with pytest.raises(CalendarNotPublished, match=r"CALENDAR_NOT_PUBLISHED\(2016\)"):
            ends("2016-12-30", 1, Unit.WORKING_DAY)
        assert ends("2016-12-31", 1, Unit.WORKING_DAY).last_day == d("2017-01-03")

    def test_calendar_days_need_no_calendar(self) -> None:
        assert ends("2026-12-15", 30, Unit.DAY).last_day == d("2027-01-14")
        assert ends("2031-01-31", 1, Unit.MONTH).last_day == d("2031-02-28")

    def test_a_last_day_that_may_move_needs_one(self) -> None:
        with pytest.raises(CalendarNotPublished):
            ends("2026-12-15", 30, Unit.DAY, ROLL_OVER)
        with pytest.raises(CalendarNotPublished):
            deadline(d("2026-12-15"), Period(30, Unit.DAY), DEFAULTS, moves=True)


class TestBadInput:
    @pytest.mark.parametrize("amount", [0, -1])
    def test_an_empty_period_is_refused(self, amount: int) -> None:
        with pytest.raises(ValueError, match=f"at least 1 DAY, got {amount}"):
            Period(amount, Unit.DAY)

    @pytest.mark.parametrize("unit", [Unit.DAY, Unit.MONTH, Unit.YEAR])
    @pytest.mark.parametrize("amount", [8_000 * 366, 10**12])
    def test_a_period_past_the_end_of_the_calendar_is_refused(
        self, unit: Unit, amount: int
    ) -> None:
        with pytest.raises(ValueError, match="past 9999-12-31"):
            ends("2018-01-01", amount, unit)
