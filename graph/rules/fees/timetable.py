"""The four dates of a month's service fee (R35, R24, MR 5.2.1–5.2.3), moved on over days at rest.

Statistics of the previous month on the 10th, notice by the 15th, the invoice posted within three
working days of the notice, payment by the 25th. The text itself says that these move (Q2), so they
do by either reading of it; which weekends are worked is Q1.
"""

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from graph.calendar import Deadline, Period, Unit, deadline
from graph.model import Month, Readings, Trace, cite, join

STATISTICS, NOTICE, PAYMENT = 10, 15, 25
"""Days of the month after."""
INVOICE = Period(3, Unit.WORKING_DAY)


class Timetable(Struct, frozen=True):
    """The dates of a month's fee, each with its counted and skipped days as proof.

    `invoice` is the latest: three working days from the last day of the notice.
    """

    month: Month
    statistics: Deadline
    notice: Deadline
    invoice: Deadline
    payment: Deadline

    @property
    def trace(self) -> Trace:
        """What all four rest on."""
        return join(
            each.trace for each in (self.statistics, self.notice, self.invoice, self.payment)
        )


def timetable(month: Month, readings: Readings) -> Timetable:
    """The four dates of a month (R35, S21, MR 5.2.1–5.2.3).

    CalendarNotPublished where a day is needed of a year without calendar (I17); ValueError past the
    year 9999.
    """
    notice = fixed(month, NOTICE, readings, "MR 5.2.2")
    return Timetable(
        month=month,
        statistics=fixed(month, STATISTICS, readings, "MR 5.2.1"),
        notice=notice,
        invoice=invoice(notice.last_day, readings),
        payment=fixed(month, PAYMENT, readings, "MR 5.2.3"),
    )


def fixed(month: Month, number: int, readings: Readings, clause: str) -> Deadline:
    """A day of the month after, counted from the month's end and moved on over days at rest."""
    found = deadline(_last(month), Period(number, Unit.DAY), readings, moves=True)
    return _cited(found, clause)


def invoice(notified_on: date, readings: Readings) -> Deadline:
    """By when the invoice is posted after a notice (R35, MR 5.2.2)."""
    return _cited(deadline(notified_on, INVOICE, readings), "MR 5.2.2")


def payment(month: Month, invoiced_on: date, readings: Readings) -> Deadline:
    """By when is paid once a valid invoice is there: the first such date that follows (MR 5.2.3).

    An invoice that comes after the 25th is paid by the 25th of the month after it (R35).
    """
    found = fixed(month, PAYMENT, readings, "MR 5.2.3")
    while found.last_day < invoiced_on:
        month = month.next
        found = fixed(month, PAYMENT, readings, "MR 5.2.3")
    return found


def _last(month: Month) -> date:
    """A month's last day; of the year 9999's last as well, so that a period from it is told."""
    end = month.interval.end
    return date.max if end is None else end - timedelta(1)


def _cited(found: Deadline, clause: str) -> Deadline:
    rules = ("R24", "R35") if clause == "MR 5.2.1" else ("R35",)
    return replace(found, trace=cite(rules=rules, clauses=(clause, "MR 5.2")) + found.trace)
