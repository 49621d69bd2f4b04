"""The performance statement of a month (R20–R27, MR 5.2.1, CA 2.2.1)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Month, Period, Uid
from graph.rules.refusal import Refusal
from loaders.charging import charged
from resolvers import answers, cash_totals, restated, seen
from resolvers.answers import Stated
from resolvers.cash import AccountCashConnection, AccountCashEdge, cash_page
from resolvers.cash_totals import CashTotals, CityPartnerTotal, StatementLine
from resolvers.context import Asked
from resolvers.counted import Counted
from resolvers.fee import MaybeServiceFee, ServiceFee, charge
from resolvers.moment import Chosen, KnownAt, Scope, scope_of
from resolvers.paging import DEFAULT_FIRST, After, First
from resolvers.period_answers import StatedPeriod
from resolvers.product_cash import ProductCash, by_product
from resolvers.restated import KnownBefore, Restatement
from resolvers.seen import MaybeAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account

OrProgramme: TypeAlias = Annotated[
    str | None,
    strawberry.argument(description="A partner's uid (合作伙伴); the whole programme if left out."),
]


@strawberry.type(
    description=(
        "Performance of a month (业绩报表), of a partner with everything that ever stood below it,"
        " or of the whole programme. The measure is cash paid (MR 5.1.1)."
    )
)
class PerformanceStatement(CashTotals):
    """`stated` makes it."""

    scope: Private[Scope]
    told: Private[Stated]
    month: Month = field(description="The month (自然月).")

    @field(description="By direct partner and fee holder (明细).")
    async def lines(self) -> list[StatementLine]:
        return cash_totals.lines(self.scope, await self.told.lined())

    @field(description="Of `total`, what came through each city partner (城市服务商).")
    async def city_partners(self) -> list[CityPartnerTotal]:
        return cash_totals.city_partners(self.scope, await self.told.lined())

    @field(description="What it rests on (依据).", graphql_type=Trace)
    async def trace(self) -> model.Trace:
        return (await self.told.whole.performed()).statement.trace

    @field(
        description="The partner (合作伙伴); null for the whole programme.",
        graphql_type=MaybeAccount,
    )
    async def partner(self) -> "Account | None":
        return await seen.maybe(self.scope, self.told.statement.partner)

    @field(
        description=(
            "The service fee of the month (服务费), of a partner's statement; its progress is as"
            " of `asOf`. Null for the whole programme."
        ),
        graphql_type=MaybeServiceFee,
    )
    async def fee(self) -> ServiceFee | Refusal | None:
        partner = self.told.statement.partner
        if partner is None:
            return None
        paid = (await self.told.whole.performed()).paid
        return charge(self.scope, charged(self.scope, paid, self.month, partner))

    @field(
        description="The same cash by account (按账号), in the order of uids.",
        graphql_type=AccountCashConnection,
    )
    async def by_account(
        self, first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> Counted[AccountCashEdge]:
        period = Period(self.month, self.month)
        return cash_page(self.scope, period, [await self.told.whole.performed()], first, after)

    @field(description="The same cash by product (按产品), what names none last.")
    async def by_product(self) -> list[ProductCash]:
        return by_product(self.scope, [await self.told.whole.performed()])

    @field(description=restated.DESCRIPTION)
    async def restated(self, known_before: KnownBefore) -> Restatement:
        period = Period(self.month, self.month)
        told = StatedPeriod(period, self.told.statement.partner, (self.told,))
        return await restated.since(self.scope, told, known_before)


def stated(scope: Scope, told: Stated) -> PerformanceStatement:
    """A statement as it is spoken."""
    return PerformanceStatement(
        scope=scope, told=told, month=told.statement.month, **cash_totals.sums(told.statement)
    )


@strawberry.type
class StatementQueries:
    """The root field `performanceStatement`."""

    @field(
        description=(
            "Performance of a month (业绩报表) as known at a moment. Null if there is no such"
            " account."
        )
    )
    async def performance_statement(
        self,
        info: Asked,
        month: Annotated[Month, strawberry.argument(description="The month (自然月).")],
        partner: OrProgramme = UNSET,
        as_of: Annotated[
            date | None,
            strawberry.argument(
                description=(
                    "On which day the accounts in the answer are shown (账号展示日); the month's"
                    " last if left out. What counts is decided by each payment's own day."
                )
            ),
        ] = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> PerformanceStatement | None:
        scope = scope_of(info, as_of or last_day(month), known_at, readings)
        uid = Uid(partner) if isinstance(partner, str) else None
        found = await answers.stated(scope, month, uid)
        return None if found is None else stated(scope, found)


def last_day(month: Month) -> date:
    """The last day of a month."""
    end = month.interval.end
    return date.max if end is None else end - timedelta(1)
