"""The four dates of a month's service fee (R35, R24, MR 5.2.1–5.2.3), moved on over days at rest.

Statistics of the previous month on the 10th, notice by the 15th, the invoice posted within three
working days of the notice, payment by the 25th. The text itself says that these move (Q2), so they
do by either reading of it; which weekends are worked is Q1.
"""

from datetime import date

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import Month, Readings, Trace, cite, join
from graph.rules.term import Term, ends


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
        cited = cite(rules=("R24", "R35"), clauses=("MR 5.2",))
        every = (self.statistics, self.notice, self.invoice, self.payment)
        return join([cited, *(each.trace for each in every)])


def timetable(month: Month, readings: Readings) -> Timetable:
    """The four dates of a month (R35, S21, MR 5.2.1–5.2.3).

    CalendarNotPublished where a day is needed of a year without calendar (I17); ValueError past the
    year 9999.
    """
    notice = ends(Term.FEE_NOTICE, month.first, readings)
    return Timetable(
        month=month,
        statistics=ends(Term.FEE_STATISTICS, month.first, readings),
        notice=notice,
        invoice=ends(Term.FEE_INVOICE, notice.last_day, readings),
        payment=ends(Term.FEE_PAYMENT, month.first, readings),
    )


def payment(month: Month, invoiced_on: date, readings: Readings) -> Deadline:
    """By when is paid once a valid invoice is there: the first such date that follows (MR 5.2.3).

    An invoice that comes after the 25th is paid by the 25th of the month after it (R35).
    """
    found = ends(Term.FEE_PAYMENT, month.first, readings)
    while found.last_day < invoiced_on:
        month = month.next
        found = ends(Term.FEE_PAYMENT, month.first, readings)
    return found
