"""The published years: which days the State Council made holidays and which weekends it had worked.

A day belongs to the file of its own year, even where the notice of the next year names it (the
New Year holiday often begins in December); each entry says which notice it follows.
"""

import re
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct, field

FOLDER = resources.files("graph.calendar")
_FURTHER: list[Traversable] = []
SATURDAY = 5
"""`date.weekday()` of the first day of the weekend."""

YEAR_FILE = re.compile(r"\d{4}\.json", re.ASCII)


class CalendarNotPublished(Exception):
    """A day's type was needed in a year that has no calendar file (I17, S44)."""

    def __init__(self, year: int) -> None:
        """`year` is the year that is missing."""
        self.year = year
        super().__init__(
            f"CALENDAR_NOT_PUBLISHED({year}): no holiday calendar of {year} is known, so its"
            f" working days can't be told; write {year}.json from the State Council's holiday"
            f" notice of that year, and add it with `gateway calendar add {year}.json`"
        )


class CalendarMisprint(Exception):
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


def look_in(*places: Traversable) -> None:
    """Know the years in these folders too, from now on; one of them stands before ours.

    A year that comes later is found when it is first asked for; one that was read stays as it was.
    """
    _FURTHER[:] = places
    calendar_year.cache_clear()
    day_types.cache_clear()


def published_years() -> tuple[int, ...]:
    """The years that have a file, in order."""
    places = (place for place in (*_FURTHER, FOLDER) if place.is_dir())
    names = {entry.name for place in places for entry in place.iterdir()}
    return tuple(sorted(int(name[:-5]) for name in names if YEAR_FILE.fullmatch(name)))


@cache
def calendar_year(year: int) -> CalendarYear:
    """The calendar of a year; CalendarNotPublished if it has no file, CalendarMisprint if wrong."""
    path = place_of(year)
    if path is None:
        raise CalendarNotPublished(year)
    return read(path.read_bytes(), year, str(path))


def place_of(year: int) -> Traversable | None:
    """The file of a year; None if it has none."""
    paths = (place / f"{year:04d}.json" for place in (*_FURTHER, FOLDER))
    return next((path for path in paths if path.is_file()), None)


@cache
def day_types(year: int) -> DayTypes:
    """Holidays and make-up days of a year by day; CalendarNotPublished if it has no file."""
    known = calendar_year(year)
    return DayTypes(
        {day: holiday for holiday in known.holidays for day in holiday.days()},
        frozenset(entry.day for entry in known.make_up_days),
    )


def read(text: bytes, year: int | None = None, name: str = "") -> CalendarYear:
    """Read a calendar file, of that year if one is given; CalendarMisprint says what can't be.

    `name` is how messages name the file.
    """
    named = name or f"graph/calendar/{year}.json"
    try:
        known = msgspec.json.decode(text, type=CalendarYear)
    except msgspec.DecodeError as wrong:
        raise CalendarMisprint(f"{named}: {wrong}") from wrong
    for complaint in _complaints(known, known.year if year is None else year):
        raise CalendarMisprint(f"{named}: {complaint}")
    return known


def _complaints(known: CalendarYear, year: int) -> list[str]:
    return [*_of_notices(known), *_of_days(known, year)]


def _of_notices(known: CalendarYear) -> list[str]:
    cited = [entry.notice for entry in (*known.holidays, *known.make_up_days)]
    numbers = [notice.number for notice in known.notices]
    return [
        *([] if known.holidays else ["expected the holidays of a year, found none"]),
        *(
            "a notice has no number or no title"
            for n in known.notices
            if not n.number or not n.title
        ),
        *(f"notice {n} is listed twice" for n in dict.fromkeys(numbers) if numbers.count(n) > 1),
        *(f"notice {number} is not listed" for number in cited if number not in numbers),
        *(
            "a holiday has no name in Chinese or none in English"
            for h in known.holidays
            if not h.zh or not h.en
        ),
    ]


def _of_days(known: CalendarYear, year: int) -> list[str]:
    off = [day for holiday in known.holidays for day in holiday.days()]
    worked = [entry.day for entry in known.make_up_days]
    issued = {notice.number: notice.issued for notice in known.notices}
    begun = [(h.first, h.notice) for h in known.holidays]
    return [
        *([f"expected year {year}, found {known.year}"] if known.year != year else []),
        *(f"{day} lies outside {year}" for day in (*off, *worked) if day.year != year),
        *(f"holiday {each.zh} ends before it begins" for each in known.holidays if not each.days()),
        *(f"{day} is a holiday twice" for day in sorted(set(off)) if off.count(day) > 1),
        *(f"{day} is no Saturday or Sunday" for day in worked if day.weekday() < SATURDAY),
        *(f"{day} is a holiday and a make-up day" for day in worked if day in off),
        *(f"{day} is a make-up day twice" for day in sorted(set(worked)) if worked.count(day) > 1),
        *(
            f"{day} does not come after its notice of {issued[number]}"
            for day, number in (*begun, *((each.day, each.notice) for each in known.make_up_days))
            if day <= issued.get(number, date.min)
        ),
    ]
