"""Civil days in Shanghai, half-open intervals, months (I6, Q14, Q32, S03)."""

from datetime import date, datetime
from itertools import islice

import pytest

from graph.model import Interval, Month, day_of, start_of
from graph.model.time import END_OF_TIME, LAST
from tests.rules.asked import at, d

SPAN = Interval(d("2018-03-10"), d("2018-03-16"))
OPEN = Interval(d("2018-03-10"))


class TestDays:
    @pytest.mark.parametrize(
        ("instant", "day"),
        [
            ("2018-03-15T15:59:59+00:00", "2018-03-15"),
            ("2018-03-15T16:00:00+00:00", "2018-03-16"),
            ("2018-03-15T23:59:59+08:00", "2018-03-15"),
            ("2018-03-16T00:00:00+08:00", "2018-03-16"),
            ("2018-03-15T10:00:00-07:00", "2018-03-16"),
        ],
    )
    def test_an_instant_falls_on_a_day_in_shanghai(self, instant: str, day: str):
        assert day_of(datetime.fromisoformat(instant)) == d(day)

    def test_a_day_begins_at_midnight_in_shanghai_and_is_told_in_utc(self):
        assert start_of(d("2018-03-16")).isoformat() == "2018-03-15T16:00:00+00:00"
        assert start_of(d("2018-03-16")) == at("2018-03-16")


class TestInterval:
    @pytest.mark.parametrize(
        ("day", "inside"),
        [
            ("2018-03-09", False),
            ("2018-03-10", True),
            ("2018-03-15", True),
            ("2018-03-16", False),
            ("2018-03-17", False),
        ],
    )
    def test_its_start_is_in_it_and_its_end_is_not(self, day: str, inside: bool):
        assert (d(day) in SPAN) == inside
        assert (d(day) in OPEN) == (day >= "2018-03-10")

    def test_what_is_no_day_is_not_in_it(self):
        assert "2018-03-12" not in SPAN

    @pytest.mark.parametrize(
        ("end", "empty"),
        [("2018-03-09", True), ("2018-03-10", True), ("2018-03-11", False), (None, False)],
    )
    def test_it_is_empty_when_it_ends_no_later_than_it_begins(self, end: str | None, empty: bool):
        assert Interval(d("2018-03-10"), (end and d(end)) or None).is_empty == empty

    @pytest.mark.parametrize(
        ("start", "end", "shared"),
        [
            ("2018-03-01", "2018-03-10", False),
            ("2018-03-01", "2018-03-11", True),
            ("2018-03-15", None, True),
            ("2018-03-16", None, False),
            ("2018-03-12", "2018-03-13", True),
            ("2018-03-12", "2018-03-12", False),
            ("2018-01-01", None, True),
        ],
    )
    def test_two_overlap_when_a_day_lies_in_both(self, start: str, end: str | None, shared: bool):
        other = Interval(d(start), d(end) if end else None)
        assert SPAN.overlaps(other) == other.overlaps(SPAN) == shared

    def test_two_open_ones_overlap(self):
        assert OPEN.overlaps(Interval(d("2030-01-01")))

    @pytest.mark.parametrize(
        ("end", "cut"),
        [("2018-03-12", "2018-03-12"), ("2018-03-16", "2018-03-16"), ("2018-03-20", "2018-03-16")],
    )
    def test_it_is_cut_but_never_made_longer(self, end: str, cut: str):
        assert SPAN.cut(d(end)) == Interval(d("2018-03-10"), d(cut))
        assert OPEN.cut(d(end)).end == d(end)
        assert SPAN.cut(None) == SPAN

    def test_its_days_are_told_in_order(self):
        assert [day.day for day in SPAN.days()] == [10, 11, 12, 13, 14, 15]
        assert list(islice(OPEN.days(), 2)) == [d("2018-03-10"), d("2018-03-11")]
        assert list(Interval(date(9999, 12, 30)).days()) == [date(9999, 12, 30)]
        assert date(9999, 12, 31) == END_OF_TIME


class TestMonth:
    def test_a_day_lies_in_its_month(self):
        assert Month.of(d("2018-03-31")) == Month(2018, 3)
        assert str(Month(2018, 3)) == "2018-03"
        assert str(Month(33, 12)) == "0033-12"

    @pytest.mark.parametrize(
        ("month", "first", "end"),
        [
            ("2018-02", "2018-02-01", "2018-03-01"),
            ("2020-02", "2020-02-01", "2020-03-01"),
            ("2018-12", "2018-12-01", "2019-01-01"),
        ],
    )
    def test_its_days_run_to_the_first_of_the_next(self, month: str, first: str, end: str):
        found = Month.parse(month)
        assert found.interval == Interval(d(first), d(end))
        assert found.next.first == d(end)

    def test_the_last_month_of_all_is_open(self):
        assert LAST.interval.end is None
        assert date(9999, 12, 31) in LAST.interval

    def test_months_are_in_order(self):
        assert Month(2017, 12) < Month(2018, 1) < Month(2018, 2)

    @pytest.mark.parametrize(
        "text",
        ["2018-3", "2018-13", "2018-00", "0000-01", "2018/03", "2018-03-01", "２０１８-03", ""],
    )
    def test_anything_else_is_no_month(self, text: str):
        with pytest.raises(ValueError, match="expected a month as YYYY-MM") as caught:
            Month.parse(text)
        assert repr(text) in str(caught.value)
