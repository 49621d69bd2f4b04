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
