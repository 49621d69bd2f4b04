"""Periods, and the day on which they end before any move (CC 201, 202)."""

from calendar import monthrange
from datetime import MAXYEAR, date
from enum import StrEnum

from msgspec import Struct

from graph.calendar.workdays import days_after

MONTHS_A_YEAR = 12


class Unit(StrEnum):
    """In what a period is counted."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"


class Period(Struct, frozen=True):
    """A span of time as a clause gives it, e.g. `Period(3, Unit.WORKING_DAY)`."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse an empty or negative period."""
        if self.amount < 1:
            msg = f"expected a period of at least 1 {self.unit}, got {self.amount}"
            raise ValueError(msg)


def same_day(start: date, months: int) -> date:
    """The day of the same number `months` later, or the month's last day if it has none (CC 202).

    ValueError past the year 9999.
    """
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    if year > MAXYEAR:
        msg = f"{months} months after {start} lies past 9999-12-31; give an earlier day or fewer"
        raise ValueError(msg)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_day(start: date, period: Period) -> date:
    """Last day of a period in calendar days, months or years; the start day is not counted."""
    match period.unit:
        case Unit.MONTH:
            return same_day(start, period.amount)
        case Unit.YEAR:
            return same_day(start, period.amount * MONTHS_A_YEAR)
        case _:
            return days_after(start, period.amount)
