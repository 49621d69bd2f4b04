"""The published years: which days the State Council made holidays and which weekends it had worked.

A day belongs to the file of its own year, even where the notice of the next year names it (the
New Year holiday often begins in December); each entry says which notice it follows.
"""

from datetime import date, timedelta
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct, field

FOLDER = resources.files("graph.calendar")
SATURDAY = 5
"""`date.weekday()` of the first day of the weekend."""


class CalendarNotPublished(Exception):
    """A day's type was needed in a year that has no calendar file (I17, S44)."""

    def __init__(self, year: int) -> None:
        """`year` is the year that is missing."""
        self.year = year
        super().__init__(
            f"CALENDAR_NOT_PUBLISHED({year}): no holiday calendar of {year} is known, so its"
            f" working days can't be told; add graph/calendar/{year}.json from the State Council's"
            " holiday notice of that year"
        )


class CalendarMisprint(ValueError):
    """A calendar file contradicts itself; the message names the file and the entry."""


class Notice(Struct, frozen=True, forbid_unknown_fields=True):
    """A notice of the State Council's General Office: its number, title and date."""

    number: str
    title: str
    issued: date = field(name="date")


class Holiday(Struct, frozen=True, forbid_unknown_fields=True):
    """Days off because of a notice, both ends included, with the holiday's name."""

    first: date = field(name="from")
    last: date = field(name="to")
    zh: str
    en: str
    notice: str

    def days(self) -> list[date]:
        """Each day of it."""
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]


class MakeUpDay(Struct, frozen=True, forbid_unknown_fields=True):
    """A Saturday or Sunday that a notice had worked."""

    day: date
    notice: str


class CalendarYear(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """One year as its file gives it."""

    year: int
    notices: tuple[Notice, ...]
    holidays: tuple[Holiday, ...]
    make_up_days: tuple[MakeUpDay, ...]


class DayTypes(Struct, frozen=True):
    """A year prepared for look-up by day."""

    holidays: dict[date, Holiday]
    made_up: frozenset[date]


def published_years() -> tuple[int, ...]:
    """The years that have a file, in order."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(int(name[:-5]) for name in names if name.endswith(".json")))


@cache
def calendar_year(year: int) -> CalendarYear:
    """The calendar of a year; CalendarNotPublished if it has no file, CalendarMisprint if wrong."""
    path = FOLDER / f"{year:04d}.json"
    if not path.is_file():
        raise CalendarNotPublished(year)
    return read(path.read_bytes(), year)


@cache
def day_types(year: int) -> DayTypes:
    """Holidays and make-up days of a year by day; CalendarNotPublished if it has no file."""
    known = calendar_year(year)
    return DayTypes(
        {day: holiday for holiday in known.holidays for day in holiday.days()},
        frozenset(entry.day for entry in known.make_up_days),
    )


def read(text: bytes, year: int) -> CalendarYear:
    """Read a calendar file; CalendarMisprint says what in it can't be."""
    try:
        known = msgspec.json.decode(text, type=CalendarYear)
    except msgspec.DecodeError as wrong:
        msg = f"graph/calendar/{year}.json: {wrong}"
        raise CalendarMisprint(msg) from wrong
    for complaint in _complaints(known, year):
        msg = f"graph/calendar/{year}.json: {complaint}"
        raise CalendarMisprint(msg)
    return known


def _complaints(known: CalendarYear, year: int) -> list[str]:
    off = [day for holiday in known.holidays for day in holiday.days()]
    worked = [entry.day for entry in known.make_up_days]
    cited = [entry.notice for entry in (*known.holidays, *known.make_up_days)]
    numbers = {notice.number for notice in known.notices}
    return [
        *([f"expected year {year}, found {known.year}"] if known.year != year else []),
        *(f"{day} lies outside {year}" for day in (*off, *worked) if day.year != year),
        *(f"holiday {each.zh} ends before it begins" for each in known.holidays if not each.days()),
        *(f"{day} is a holiday twice" for day in sorted(set(off)) if off.count(day) > 1),
        *(f"{day} is no Saturday or Sunday" for day in worked if day.weekday() < SATURDAY),
        *(f"{day} is a holiday and a make-up day" for day in worked if day in off),
        *(f"notice {number} is not listed" for number in cited if number not in numbers),
    ]
