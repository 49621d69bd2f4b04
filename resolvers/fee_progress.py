"""Where the service fee of a month stands on a day (R35–R37, MR 5.2, Q10)."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from strawberry import field

from graph import clauses, model
from graph.calendar import CalendarNotPublished
from graph.rules import refusal
from graph.rules.fees import Fee, Progress
from loaders import fee_papers, needed
from resolvers.answers import unpublished
from resolvers.clause import Clause
from resolvers.errors import invalid
from resolvers.fee_calendar import PAYABLE
from resolvers.fee_enums import FeeState
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.refusal import Refused
from resolvers.trace import Trace


@strawberry.type(
    description="Where the service fee of a month stands on a day (服务费进度), by its papers."
)
class FeeProgress:
    """Of `graph.rules.fees.Progress`."""

    state: FeeState = field(description="Where it stands (状态).")
    due_on: date | None = field(
        description="Last day of the awaited step (届满日): count, notice, invoice or payment."
    )
    earned: Money = field(description="The fee by what is known now (应计服务费).")
    notified: Money | None = field(description="What the latest notice said (通知金额).")
    adjustment: Money | None = field(
        description="Earned less notified (调整额): what was learnt since the notice."
    )
    paid: Money = field(description="What was paid of it (已付).")
    set_off: Money = field(
        description="What was taken of it for a debt of the partner's (已抵扣, MR 6.3)."
    )
    lost: Money = field(description="What was earned and is forfeited (丧失, Q10).")
    outstanding: Money = field(
        description="Earned, neither paid, set off nor lost (未付); negative: to be given back."
    )
    disputed: bool = field(
        description="Whether a dispute is on paper, or the loss rests on a reading (有争议)."
    )
    ended_on: date | None = field(
        description="First day without standing after the month's cash (终止日), if it has come."
    )
    clause: clauses.Clause | None = field(
        description="By which clause it stands there (条款).", graphql_type=Clause | None
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


FeeProgressResult: TypeAlias = Annotated[
    FeeProgress | Refused,
    strawberry.union(
        "FeeProgressResult",
        description="Where a fee stands, or CALENDAR_NOT_PUBLISHED where that can't be told.",
    ),
]


async def told(scope: Scope, fee: Fee, paid: needed.Paid) -> Progress | refusal.Refusal:
    """The progress of a fee; an unknown calendar as a value (I17)."""
    try:
        return await fee_papers.progress(scope, fee, paid)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)
    except ValueError as beyond:
        raise invalid(PAYABLE, str(fee.month)) from beyond


async def progress(scope: Scope, fee: Fee, paid: needed.Paid) -> FeeProgress | refusal.Refusal:
    """The progress of a fee as it is spoken."""
    found = await told(scope, fee, paid)
    if isinstance(found, refusal.Refusal):
        return found
    return FeeProgress(
        state=found.state,
        due_on=found.due_on,
        earned=money(found.earned),
        notified=None if found.notified is None else money(found.notified),
        adjustment=None if found.adjustment is None else money(found.adjustment),
        paid=money(found.paid),
        set_off=money(found.set_off),
        lost=money(found.lost),
        outstanding=money(found.outstanding),
        disputed=found.disputed,
        ended_on=found.ended_on,
        clause=clauses.clause(found.clause),
        trace=found.trace,
    )
