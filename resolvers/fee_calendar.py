"""The four dates of a month's service fee (R35, MR 5.2), with the counted days as proof."""

from typing import Annotated, TypeAlias

import strawberry
from strawberry import UNSET, field

from graph import model
from graph.calendar import CalendarNotPublished
from graph.model import Month, Readings
from graph.rules import fees, refusal
from graph.rules.term import Term
from resolvers.answers import unpublished
from resolvers.deadline import Deadline, spoken
from resolvers.errors import invalid
from resolvers.moment import Chosen, chosen
from resolvers.refusal import Refused
from resolvers.trace import Trace

PAYABLE = "a month whose fee is paid by 9999-12-31"


@strawberry.type(
    description=(
        "The dates of a month's service fee (结算日程), in the month after. Each moves on over days"
        " at rest, as MR 5.2 says."
    )
)
class FeeCalendar:
    """Of `graph.rules.fees.Timetable`."""

    month: Month = field(description="The month whose fee it is (自然月).")
    statistics: Deadline = field(description="When it is counted (统计日): the 10th (MR 5.2.1).")
    notice: Deadline = field(description="By when is notified (通知日): the 15th (MR 5.2.2).")
    invoice: Deadline = field(
        description=(
            "By when the invoice is posted (寄票日): 3 working days from the notice, here from its"
            " last day."
        )
    )
    payment: Deadline = field(
        description="By when is paid on a valid invoice (付款日): the 25th (MR 5.2.3)."
    )
    trace: model.Trace = field(description="What they rest on (依据).", graphql_type=Trace)


FeeCalendarResult: TypeAlias = Annotated[
    FeeCalendar | Refused,
    strawberry.union(
        "FeeCalendarResult",
        description="The four dates, or CALENDAR_NOT_PUBLISHED where they can't be told (I17).",
    ),
]


def dates(month: Month, readings: Readings) -> FeeCalendar | refusal.Refusal:
    """The four dates as they are spoken; CALENDAR_NOT_PUBLISHED as a value (S44)."""
    try:
        found = fees.timetable(month, readings)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)
    except ValueError as beyond:
        raise invalid(PAYABLE, str(month)) from beyond
    return FeeCalendar(
        month=month,
        statistics=spoken(found.statistics, Term.FEE_STATISTICS),
        notice=spoken(found.notice, Term.FEE_NOTICE),
        invoice=spoken(found.invoice, Term.FEE_INVOICE),
        payment=spoken(found.payment, Term.FEE_PAYMENT),
        trace=found.trace,
    )


@strawberry.type
class FeeCalendarQueries:
    """The root field `feeCalendar`."""

    @field(
        description="The four dates of a month's service fee (结算日程, R35).",
        graphql_type=FeeCalendarResult,
    )
    async def fee_calendar(
        self,
        month: Annotated[Month, strawberry.argument(description="The month (自然月).")],
        readings: Chosen = UNSET,
    ) -> FeeCalendar | refusal.Refusal:
        return dates(month, chosen(readings))
