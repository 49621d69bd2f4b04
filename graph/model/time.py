"""Days and instants.

A *day* is a civil date in Asia/Shanghai; an *instant* is an aware datetime, kept in UTC. An
interval of days is half-open (I6): `valid_from` is in it, `valid_to` is the first day outside it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

from msgspec import Struct

SHANGHAI = timezone(timedelta(hours=8), "+08:00")
"""China has kept one offset without daylight saving since 1991."""

END_OF_TIME = date.max
ONE_DAY = timedelta(days=1)
_MONTH = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def day_of(instant: datetime) -> date:
    """Civil day in Shanghai on which `instant` falls (Q14, S03)."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """First instant of a civil day in Shanghai, in UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


class Interval(Struct, frozen=True):
    """Half-open span of civil days; `end=None` is open."""

    start: date
    end: date | None = None

    def __contains__(self, day: object) -> bool:
        """Whether a civil day lies inside: its start does, its end does not."""
        if not isinstance(day, date):
            return False
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def is_empty(self) -> bool:
        """Whether no day lies inside (refused as EMPTY_INTERVAL, I6)."""
        return self.end is not None and self.end <= self.start

    def overlaps(self, other: "Interval") -> bool:
        """Whether at least one day lies in both."""
        both = self.cut(other.end)
        start = max(self.start, other.start)
        return both.end is None or start < both.end

    def cut(self, end: date | None) -> "Interval":
        """The same span, ended at `end` at the latest."""
        if end is None or (self.end is not None and self.end <= end):
            return self
        return Interval(self.start, end)

    def days(self) -> Iterator[date]:
        """Each day of a closed span, in order."""
        day, end = self.start, self.end or END_OF_TIME
        while day < end:
            yield day
            day += ONE_DAY


class Month(Struct, frozen=True, order=True):
    """A calendar month, printed `2018-03`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `YYYY-MM`; ValueError says what was expected."""
        if _MONTH.fullmatch(text):
            return cls(int(text[:4]), int(text[5:]))
        msg = f"expected a month as YYYY-MM, for example 2018-03, got {text!r}"
        raise ValueError(msg)

    @property
    def interval(self) -> Interval:
        """Its days."""
        return Interval(date(self.year, self.number, 1), self.next.first if self != LAST else None)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def __str__(self) -> str:
        """`2018-03`."""
        return f"{self.year:04d}-{self.number:02d}"


LAST = Month(9999, 12)

MOST_MONTHS = 120
"""Months that a period may have: ten years."""

_QUARTER = re.compile(r"(?!0000)(\d{4})-Q([1-4])", re.ASCII)
_YEAR = re.compile(r"(?!0000)\d{4}", re.ASCII)
_PERIOD = "a period as 2018, 2018-Q1, 2018-03 or 2018-01/2018-12"


class Period(Struct, frozen=True, order=True):
    """Months that follow each other, the first to the last; printed `2018-Q1` where they are one.

    Quarters and years are those of the calendar (MR 2.1). An interval is written as ISO 8601 does.
    """

    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a year, a quarter, a month or two months; ValueError says what was expected."""
        if _YEAR.fullmatch(text):
            return cls(Month(int(text), 1), Month(int(text), 12))
        if found := _QUARTER.fullmatch(text):
            year, end = int(found[1]), int(found[2]) * 3
            return cls(Month(year, end - 2), Month(year, end))
        try:
            one, _, other = text.partition("/")
            period = cls(Month.parse(one), Month.parse(other if "/" in text else one))
        except ValueError:
            msg = f"expected {_PERIOD}, got {text!r}"
            raise ValueError(msg) from None
        return period._checked(text)

    def _checked(self, text: str) -> "Period":
        if self.last < self.first:
            msg = f"expected {_PERIOD}, the earlier month first, got {text!r}"
            raise ValueError(msg)
        if self.length > MOST_MONTHS:
            msg = f"expected a period of at most {MOST_MONTHS} months, got {self.length}: {text!r}"
            raise ValueError(msg)
        return self

    @property
    def length(self) -> int:
        """How many months it has."""
        return (self.last.year - self.first.year) * 12 + self.last.number - self.first.number + 1

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months, in order."""
        found = [self.first]
        while len(found) < self.length:
            found.append(found[-1].next)
        return tuple(found)

    def __str__(self) -> str:
        """As it is read, in the shortest form."""
        first, last = self.first, self.last
        if first == last:
            return str(first)
        if first.year == last.year and (first.number, last.number) == (1, 12):
            return f"{first.year:04d}"
        if (self.length, first.number % 3) == (3, 1):
            return f"{first.year:04d}-Q{last.number // 3}"
        return f"{first}/{last}"
