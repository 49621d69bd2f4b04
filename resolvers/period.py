"""Performance of a quarter, a year, or any months that follow each other: trends and their sum."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Month, Period, Uid
from resolvers import cash_totals, restated, seen
from resolvers.cash import AccountCashConnection, AccountCashEdge, cash_page
from resolvers.cash_totals import CashTotals, CityPartnerTotal, StatementLine
from resolvers.context import Asked
from resolvers.counted import Counted
from resolvers.moment import Chosen, KnownAt, Scope, scope_of
from resolvers.paging import DEFAULT_FIRST, After, First
from resolvers.period_answers import StatedPeriod, stated_period
from resolvers.product_cash import ProductCash, by_product
from resolvers.restated import KnownBefore, Restatement
from resolvers.seen import MaybeAccount
from resolvers.statement import OrProgramme, PerformanceStatement, last_day, stated
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(
    description=(
        "Performance of several months (期间业绩): of a quarter, of a year, or of any months that"
        " follow each other. Each month is a statement of its own (MR 5.2.1); here is their sum."
    )
)
class PerformancePeriod(CashTotals):
    """`performance_period` makes it."""

    scope: Private[Scope]
    told: Private[StatedPeriod]
    period: Period = field(description="The period (期间).")
    first: Month = field(description="Its first month (起始月).")
    last: Month = field(description="Its last month (截止月).")

    @field(description="The statement of each month (按月), in order: the trend.")
    def months(self) -> list[PerformanceStatement]:
        return [stated(self.scope, each) for each in self.told.months]

    @field(description="The lines of all months (明细), by direct partner and fee holder.")
    async def lines(self) -> list[StatementLine]:
        return cash_totals.lines(self.scope, await self.told.lined())

    @field(description="Of `total`, what came through each city partner (城市服务商).")
    async def city_partners(self) -> list[CityPartnerTotal]:
        return cash_totals.city_partners(self.scope, await self.told.lined())

    @field(
        description="The same cash by account (按账号), in the order of uids.",
        graphql_type=AccountCashConnection,
    )
    async def by_account(
        self, first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> Counted[AccountCashEdge]:
        return cash_page(self.scope, self.period, await self.told.performed(), first, after)

    @field(description="The same cash by product (按产品), what names none last.")
    async def by_product(self) -> list[ProductCash]:
        return by_product(self.scope, await self.told.performed())

    @field(description=restated.DESCRIPTION)
    async def restated(self, known_before: KnownBefore) -> Restatement:
        return await restated.since(self.scope, self.told, known_before)

    @field(description="What it rests on (依据).", graphql_type=Trace)
    async def trace(self) -> model.Trace:
        months = tuple(each.statement for each in await self.told.performed())
        return model.join(each.trace for each in months)

    @field(
        description="The partner (合作伙伴); null for the whole programme.",
        graphql_type=MaybeAccount,
    )
    async def partner(self) -> "Account | None":
        return await seen.maybe(self.scope, self.told.partner)


@strawberry.type
class PeriodQueries:
    """The root field `performancePeriod`."""

    @field(
        description=(
            "Performance of a quarter, a year or several months (期间业绩) as known at a moment:"
            " the sums, and each month. Null if there is no such account."
        )
    )
    async def performance_period(
        self,
        info: Asked,
        period: Annotated[
            Period,
            strawberry.argument(
                description="`2018-Q1`, `2018`, `2018-03`, or `2018-01/2018-12` (期间)."
            ),
        ],
        partner: OrProgramme = UNSET,
        as_of: Annotated[
            date | None,
            strawberry.argument(
                description=(
                    "On which day the accounts in the answer are shown (账号展示日); the period's"
                    " last if left out. What counts is decided by each payment's own day."
                )
            ),
        ] = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> PerformancePeriod | None:
        scope = scope_of(info, as_of or last_day(period.last), known_at, readings)
        uid = Uid(partner) if isinstance(partner, str) else None
        told = await stated_period(scope, period, uid)
        return None if told is None else _spoken(scope, told)


def _spoken(scope: Scope, told: StatedPeriod) -> PerformancePeriod:
    period = told.period
    return PerformancePeriod(
        scope=scope,
        told=told,
        period=period,
        first=period.first,
        last=period.last,
        **cash_totals.sums(told.statement),
    )
