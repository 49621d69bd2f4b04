"""When a period ends and what follows the day after, with the counted days as proof (Q2)."""

from datetime import date

from msgspec import Struct

from graph.calendar.periods import Period, Unit, last_day
from graph.calendar.workdays import Skipped, days_after, moved, rest_on
from graph.calendar.years import calendar_year
from graph.model import Readings, Trace

LISTED_DAYS = 366
"""A longer period in calendar days is not listed day by day: the list would prove nothing more."""


class Deadline(Struct, frozen=True):
    """The end of a period and how it was found.

    `counted` are the days of the period (empty for months, years and more than 366 days), `skipped`
    the days at rest that were passed over, in counting or in moving. The period runs to the end of
    `last_day`; its effect begins on `effect_from`, the day after. `moved_from` is the last day
    before it was moved to a working day. `notices` are the holiday notices relied on.
    """

    start: date
    period: Period
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    last_day: date
    effect_from: date
    moved_from: date | None
    notices: tuple[str, ...]
    trace: Trace

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """The readings it rests on, e.g. `(("Q2", "LAST_DAY_STANDS"),)`."""
        return self.trace.readings


def deadline(start: date, period: Period, readings: Readings, *, moves: bool = False) -> Deadline:
    """The end of a period that starts on `start`, which is not counted (FA 2.2.1, CC 201–203).

    The last day of a period in calendar days, months or years stands, unless `moves` (dates of
    MR 5.2.1–5.2.3, R35) or reading Q2 = ROLL_OVER puts it off to a working day. Errors:
    CalendarNotPublished where a day's type is needed in a year without calendar (I17); ValueError
    past the year 9999.
    """
    if period.unit is Unit.WORKING_DAY:
        return _in_working_days(start, period, readings)
    return _in_calendar_days(start, period, readings, moves=moves)


def _in_working_days(start: date, period: Period, readings: Readings) -> Deadline:
    counted: list[date] = []
    skipped: list[Skipped] = []
    day = start
    while len(counted) < period.amount:
        day = days_after(day, 1)
        rest = rest_on(day, readings)
        if rest is None:
            counted.append(day)
        else:
            skipped.append(rest)
    return Deadline(
        start=start,
        period=period,
        counted=tuple(counted),
        skipped=tuple(skipped),
        last_day=day,
        effect_from=days_after(day, 1),
        moved_from=None,
        notices=_notices(days_after(start, 1), day),
        trace=_trace(("FA 2.2.1", "CC 201"), ("Q1", "Q2"), readings),
    )


def _in_calendar_days(start: date, period: Period, readings: Readings, *, moves: bool) -> Deadline:
    rolls_over = readings.chosen("Q2") == "ROLL_OVER"
    ends = last_day(start, period)
    last = moved(ends, readings) if moves or rolls_over else ends
    used = ("Q1", "Q2") if moves or rolls_over else ("Q2",)
    clauses = (
        "FA 2.2.1",
        "CC 201",
        *(("CC 202",) if period.unit in {Unit.MONTH, Unit.YEAR} else ()),
        *(("CC 203",) if rolls_over and last != ends else ()),
    )
    return Deadline(
        start=start,
        period=period,
        counted=_listed(start, period),
        skipped=_rests(ends, last, readings),
        last_day=last,
        effect_from=days_after(last, 1),
        moved_from=ends if last != ends else None,
        notices=_notices(ends, last) if moves or rolls_over else (),
        trace=_trace(clauses, used, readings),
    )


def _listed(start: date, period: Period) -> tuple[date, ...]:
    if period.unit is not Unit.DAY or period.amount > LISTED_DAYS:
        return ()
    return tuple(days_after(start, n) for n in range(1, period.amount + 1))


def _rests(first: date, end: date, readings: Readings) -> tuple[Skipped, ...]:
    days = (days_after(first, n) for n in range((end - first).days))
    return tuple(rest for day in days if (rest := rest_on(day, readings)))


def _notices(first: date, last: date) -> tuple[str, ...]:
    years = (calendar_year(year) for year in range(first.year, last.year + 1))
    return tuple(dict.fromkeys(notice.number for year in years for notice in year.notices))


def _trace(clauses: tuple[str, ...], questions: tuple[str, ...], readings: Readings) -> Trace:
    return Trace(
        clauses=clauses,
        rules=("R01",) if "Q1" in questions else (),
        readings=tuple((question, readings.chosen(question)) for question in questions),
    )
