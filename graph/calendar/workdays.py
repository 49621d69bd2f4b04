"""What a day is: a working day, or at rest and why (R01, reading Q1)."""

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from graph.calendar.years import SATURDAY, day_types
from graph.model import Readings


class Reason(StrEnum):
    """Why a day is no working day."""

    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"


class Skipped(Struct, frozen=True):
    """A day at rest, with the name of its holiday, or of the weekend, in both languages."""

    day: date
    reason: Reason
    zh: str
    en: str


def rest_on(day: date, readings: Readings) -> Skipped | None:
    """Why a day is no working day; None if it is one. CalendarNotPublished for an unknown year."""
    known = day_types(day.year)
    if holiday := known.holidays.get(day):
        return Skipped(day, Reason.HOLIDAY, holiday.zh, holiday.en)
    if day.weekday() < SATURDAY:
        return None
    if day in known.made_up and readings.chosen("Q1") == "MAKE_UP_DAYS_WORK":
        return None
    return Skipped(day, Reason.WEEKEND, "周末", "weekend")


def is_workday(day: date, readings: Readings) -> bool:
    """Whether banks do corporate business on a day (FA 2.2.1, R01, Q1).

    CalendarNotPublished for a year without a calendar.
    """
    return rest_on(day, readings) is None


def moved(day: date, readings: Readings) -> date:
    """First working day on or after a day (MR 5.2.1–5.2.3, R35; CC 203)."""
    while not is_workday(day, readings):
        day = days_after(day, 1)
    return day


def next_workday(day: date, readings: Readings) -> date:
    """First working day after a day."""
    return moved(days_after(day, 1), readings)


def days_after(day: date, amount: int) -> date:
    """The day `amount` calendar days later; ValueError past the year 9999."""
    try:
        return day + timedelta(amount)
    except OverflowError:
        msg = f"{amount} days after {day} lies past 9999-12-31; give an earlier day or fewer days"
        raise ValueError(msg) from None
