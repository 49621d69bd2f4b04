"""Every day of every published year of the holiday calendar (R01, Q1), and the files themselves."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import msgspec
import pytest

from graph.calendar import (
    CalendarMisprint,
    CalendarNotPublished,
    calendar_year,
    is_workday,
    look_in,
    next_workday,
    place_of,
    published_years,
)
from graph.calendar.years import read
from graph.readings import DEFAULTS, choose

ONE_DAY = timedelta(days=1)
WEEKENDS_NEVER = choose({"Q1": "WEEKENDS_NEVER"})


def d(text: str) -> date:
    return date.fromisoformat(text)


def year_of(number: int) -> list[date]:
    return [date(number, 1, 1) + n * ONE_DAY for n in range(366 if number % 4 == 0 else 365)]


class TestYears:
    def test_the_years_2017_to_2026_are_published(self) -> None:
        assert published_years() == tuple(range(2017, 2027))

    @pytest.mark.parametrize("year", published_years())
    def test_every_day_of_a_year_agrees_with_the_kept_library(self, year: int) -> None:
        theirs = {day: bool(chinese_calendar.is_workday(day)) for day in year_of(year)}
        assert {day: is_workday(day, DEFAULTS) for day in year_of(year)} == theirs

    @pytest.mark.parametrize("year", published_years())
    def test_without_make_up_days_no_weekend_of_a_year_works(self, year: int) -> None:
        for day in year_of(year):
            works = bool(chinese_calendar.is_workday(day)) and day.weekday() not in {5, 6}
            assert is_workday(day, WEEKENDS_NEVER) == works

    @pytest.mark.parametrize("year", published_years())
    def test_a_year_names_the_notices_it_follows_each_issued_before_its_days(
        self, year: int
    ) -> None:
        known = calendar_year(year)
        issued = {notice.number: notice.issued for notice in known.notices}
        assert all(number.startswith("国办发明电〔") for number in issued)
        assert issued[known.notices[0].number].year == year - 1
        assert all(issued[each.notice] < each.first for each in known.holidays)
        assert all(issued[each.notice] < each.day for each in known.make_up_days)

    def test_the_extended_spring_festival_of_2020_names_its_own_notice(self) -> None:
        spring = [each for each in calendar_year(2020).holidays if each.zh == "春节"]
        assert [(each.first, each.last, each.notice) for each in spring] == [
            (d("2020-01-24"), d("2020-01-30"), "国办发明电〔2019〕16号"),
            (d("2020-01-31"), d("2020-02-02"), "国办发明电〔2020〕1号"),
        ]

    def test_may_day_of_2019_follows_the_notice_that_changed_it(self) -> None:
        known = calendar_year(2019)
        assert [each.notice for each in known.holidays if each.zh == "劳动节"] == [
            "国办发明电〔2019〕3号"
        ]

    def test_the_end_of_2018_follows_the_notice_for_2019(self) -> None:
        assert not is_workday(d("2018-12-31"), DEFAULTS)
        assert is_workday(d("2018-12-29"), DEFAULTS)
        assert calendar_year(2018).holidays[-1].notice == "国办发明电〔2018〕15号"

    def test_a_single_day_of_an_unpublished_year_is_an_error(self) -> None:
        with pytest.raises(CalendarNotPublished):
            is_workday(d("2027-01-04"), DEFAULTS)
        with pytest.raises(CalendarNotPublished):
            next_workday(d("2026-12-31"), DEFAULTS)


class TestMisprints:
    @pytest.mark.parametrize(
        ("changes", "complaint"),
        [
            ({"year": 2028}, "expected year 2027, found 2028"),
            ({"holidays": [("2028-01-01", "2028-01-01")]}, "2028-01-01 lies outside 2027"),
            ({"holidays": [("2027-01-02", "2027-01-01")]}, "元旦 ends before it begins"),
            (
                {"holidays": [("2027-01-01", "2027-01-02"), ("2027-01-02", "2027-01-03")]},
                "2027-01-02 is a holiday twice",
            ),
            ({"makeUpDays": ["2027-01-04"]}, "2027-01-04 is no Saturday or Sunday"),
            ({"makeUpDays": ["2027-01-03"]}, "2027-01-03 is a holiday and a make-up day"),
            ({"notices": []}, "notice N is not listed"),
            ({"notices": ["N", "N"]}, "notice N is listed twice"),
            ({"notices": ["N", ""]}, "a notice has no number or no title"),
            ({"holidays": []}, "expected the holidays of a year, found none"),
            ({"makeUpDays": ["2027-01-09", "2027-01-09"]}, "2027-01-09 is a make-up day twice"),
            ({"zh": ""}, "a holiday has no name in Chinese or none in English"),
            ({"issued": "2027-01-01"}, "2027-01-01 does not come after its notice of 2027-01-01"),
            (
                {"issued": "2027-01-09", "holidays": [("2027-01-10", "2027-01-10")]},
                "2027-01-09 does not come after its notice of 2027-01-09",
            ),
        ],
    )
    def test_a_file_that_contradicts_itself_is_refused(
        self, changes: dict[str, object], complaint: str
    ) -> None:
        with pytest.raises(CalendarMisprint, match=complaint):
            read(self.file(**changes), 2027)

    def test_a_file_that_is_no_calendar_is_refused_with_its_name(self) -> None:
        with pytest.raises(CalendarMisprint, match=r"graph/calendar/2027\.json: .*year"):
            read(b"{}", 2027)

    def test_a_sound_file_is_read(self) -> None:
        assert read(self.file(), 2027).year == 2027
        assert read(self.file()).year == 2027

    def test_a_year_in_another_folder_is_known_once_it_is_looked_in(self, tmp_path: Path) -> None:
        look_in(tmp_path)
        try:
            with pytest.raises(CalendarNotPublished):
                calendar_year(2027)
            (tmp_path / "2027.json").write_bytes(self.file())
            (tmp_path / "notes.json").write_text("{}")
            assert published_years()[-1] == 2027
            assert not is_workday(d("2027-01-01"), DEFAULTS)
            assert place_of(2027) == tmp_path / "2027.json"
            (tmp_path / "2026.json").write_bytes(self.file())
            look_in(tmp_path)
            with pytest.raises(CalendarMisprint, match="expected year 2026, found 2027"):
                calendar_year(2026)
        finally:
            look_in()
        assert published_years()[-1] == 2026
        assert place_of(2027) is None

    def file(
        self,
        year: int = 2027,
        notices: tuple[str, ...] = ("N",),
        holidays: tuple[tuple[str, str], ...] = (("2027-01-01", "2027-01-03"),),
        makeUpDays: tuple[str, ...] = ("2027-01-09",),  # noqa: N803 (the file's own name)
        zh: str = "元旦",
        issued: str = "2026-11-01",
    ) -> bytes:
        named = {"zh": zh, "en": "New Year", "notice": "N"}
        return msgspec.json.encode(
            {
                "year": year,
                "notices": [{"number": n, "title": "t", "date": issued} for n in notices],
                "holidays": [{"from": a, "to": b, **named} for a, b in holidays],
                "makeUpDays": [{"day": day, "notice": "N"} for day in makeUpDays],
            }
        )
