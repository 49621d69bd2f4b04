"""How statements differ from what was known earlier (S10)."""

from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry
from msgspec.structs import replace
from strawberry import Private, field

from graph import model
from graph.model import join
from graph.rules import restatement
from graph.rules.refusal import Code
from resolvers.cash import CashLine
from resolvers.errors import error
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.period_answers import StatedPeriod, nothing, stated_period
from resolvers.scalars import say_instant
from resolvers.trace import Trace

DESCRIPTION = (
    "How it differs from what was known earlier (重述, S10): facts recorded since then, such as a"
    " release learnt late."
)
KnownBefore: TypeAlias = Annotated[
    datetime, strawberry.argument(description="The earlier instant (原已知时点).")
]


@strawberry.type(description="A line that was restated (重述明细).")
class LineChange(CashLine):
    """Of `Restatement`; a line that stood in one of the two only was or is nothing."""

    before: Money = field(description="As known before (原金额).")
    after: Money = field(description="As known now (新金额).")
    change: Money = field(description="After less before (差额).")


@strawberry.type(description="What was restated (重述): the same months, known earlier and now.")
class Restatement:
    """`since` makes it."""

    old: Private[StatedPeriod | None]
    new: Private[StatedPeriod]
    scope: Private[Scope]
    known_before: datetime = field(description="The earlier instant (原已知时点).")
    before: Money = field(description="What counted to the partner as fee holder (原业绩).")
    after: Money = field(description="What counts to it now (新业绩).")
    change: Money = field(description="After less before (调整额).")
    direct_change: Money = field(description="The same as direct partner (直接业绩调整额).")

    @field(description="The lines that differ (变动明细), by fee holder and direct partner.")
    async def lines(self) -> list[LineChange]:
        new = await self.new.lined()
        old = await self.old.lined() if self.old else nothing(new.period, new.partner)
        found = restatement.Restatement(old.months, new.months)
        return [_line(self.scope, each) for each in found.lines]

    @field(description="What both rest on (依据).", graphql_type=Trace)
    async def trace(self) -> model.Trace:
        performed = await self.new.performed()
        before = await self.old.performed() if self.old else []
        return join(each.statement.trace for each in (*before, *performed))


async def since(scope: Scope, new: StatedPeriod, known_before: datetime) -> Restatement:
    """A period's statement beside that of an earlier instant; INVALID_ARGUMENT for a later one."""
    if known_before > scope.moment.known_at:
        now, given = say_instant(scope.moment.known_at), say_instant(known_before)
        raise error(Code.INVALID_ARGUMENT, f"expected an instant no later than {now}, got {given}")
    earlier = Scope(
        scope.facts.at(known_before), replace(scope.moment, known_at=known_before), scope.schedule
    )
    old = await stated_period(earlier, new.period, new.partner)
    before = old.statement if old else nothing(new.period, new.partner)
    after = new.statement
    return Restatement(
        old=old,
        new=new,
        scope=scope,
        known_before=known_before,
        before=money(before.total),
        after=money(after.total),
        change=money(after.total - before.total),
        direct_change=money(after.direct_total - before.direct_total),
    )


def _line(scope: Scope, found: restatement.LineChange) -> LineChange:
    return LineChange(
        scope=scope,
        direct=found.direct,
        holder=found.holder,
        status=found.status,
        before=money(found.before),
        after=money(found.after),
        change=money(found.fen),
    )
