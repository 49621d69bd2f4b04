"""The performance statement of a month (R20–R27, MR 5.2.1, CA 2.2.1)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import clauses, model
from graph.model import Month, Uid
from graph.rules.performance import Line, Statement
from graph.rules.refusal import Refusal
from loaders.charging import charged
from resolvers import answers, seen
from resolvers.answers import Stated
from resolvers.cash import AccountCashConnection, AccountCashEdge, CashLine, cash_page
from resolvers.clause import Clause
from resolvers.context import Asked
from resolvers.counted import Counted
from resolvers.fee import MaybeServiceFee, ServiceFee, charge
from resolvers.moment import Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.paging import DEFAULT_FIRST, After, First
from resolvers.seen import AnAccount, MaybeAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(description="What a direct partner brought to a fee holder (明细行).")
class StatementLine(CashLine):
    """`_line` makes it."""

    own: Money = field(description="Cash of its own account (本账号).")
    accounts: Money = field(description="Cash of its customers' accounts (关联账号).")
    total: Money = field(description="Both together (合计).")
    payments: int = field(description="How many payments (笔数); refunds count too.")


@strawberry.type(description="What came to a tier-1 through one city partner (城市服务商合计).")
class CityPartnerTotal:
    """One city partner's cash and its customers', as they count to the fee holder (R22)."""

    scope: Private[Scope]
    uid: Private[Uid]
    total: Money = field(description="Its cash and its customers' (合计).")

    @field(description="The city partner (城市服务商).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.uid)


@strawberry.type(description="That no cash is lost or counted twice (守恒, I12).")
class Conservation:
    """All cash looked at, and where it went."""

    paid: Money = field(description="All cash of the accounts looked at (实付现金).")
    credited: Money = field(description="Of it, what counts to the partner (计入本方).")
    elsewhere: Money = field(description="Of it, what counts to other fee holders (计入他方).")
    no_fee_holder: Money = field(description="Of it, what has no fee holder (无服务费归属, Q7).")
    unattributed: Money = field(description="Of it, what counts to nobody (不计入业绩).")
    balanced: bool = field(description="Whether the four add up to what was paid (平衡).")


@strawberry.type(description="A remark with its clause (备注).")
class Note:
    """In both languages."""

    zh: str = field(description="In Chinese (中文).")
    en: str = field(description="In English (英文).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)


@strawberry.type(
    description=(
        "Performance of a month (业绩报表), of a partner with everything that ever stood below it,"
        " or of the whole programme. The measure is cash paid (MR 5.1.1)."
    )
)
class PerformanceStatement:
    """`stated` makes it."""

    scope: Private[Scope]
    told: Private[Stated]
    month: Month = field(description="The month (自然月).")
    own: Money = field(description="Of `total`, cash of the fee holder's own account (本账号).")
    accounts: Money = field(description="Of `total`, cash of its own customers (关联账号).")
    total: Money = field(
        description="What counts to the partner as fee holder (服务费业绩): the three above."
    )
    direct_total: Money = field(
        description="What counts to it as direct partner (直接业绩), whoever holds the fee."
    )
    no_fee_holder: Money = field(description="What has no fee holder (无服务费归属, Q7).")
    unattributed: Money = field(description="What counts to nobody (不计入业绩).")
    elsewhere: Money = field(description="What counts to other fee holders (计入他方).")
    conservation: Conservation = field(description="That nothing is lost (守恒).")
    note: Note | None = field(
        description="Says of a city partner that it holds no fee statement (I11, CA 2.2.2)."
    )

    @field(description="By direct partner and fee holder (明细).")
    async def lines(self) -> list[StatementLine]:
        return [_line(self.scope, line) for line in (await self.told.lined()).lines]

    @field(description="Of `total`, what came through each city partner (城市服务商).")
    async def city_partners(self) -> list[CityPartnerTotal]:
        found = (await self.told.lined()).city_partners
        return [CityPartnerTotal(scope=self.scope, uid=uid, total=money(fen)) for uid, fen in found]

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
        return cash_page(self.scope, await self.told.whole.performed(), first, after)


def stated(scope: Scope, told: Stated) -> PerformanceStatement:
    """A statement as it is spoken."""
    found = told.statement
    return PerformanceStatement(
        scope=scope,
        told=told,
        month=found.month,
        own=money(found.own),
        accounts=money(found.accounts),
        total=money(found.total),
        direct_total=money(found.direct_total),
        no_fee_holder=money(found.no_fee_holder),
        unattributed=money(found.unattributed),
        elsewhere=money(found.elsewhere),
        conservation=_conservation(found),
        note=_note(found),
    )


def _line(scope: Scope, line: Line) -> StatementLine:
    return StatementLine(
        scope=scope,
        direct=line.direct,
        holder=line.holder,
        status=line.status,
        own=money(line.own),
        accounts=money(line.accounts),
        total=money(line.fen),
        payments=line.payments,
    )


def _conservation(found: Statement) -> Conservation:
    return Conservation(
        paid=money(found.paid),
        credited=money(found.total),
        elsewhere=money(found.elsewhere),
        no_fee_holder=money(found.no_fee_holder),
        unattributed=money(found.unattributed),
        balanced=found.balanced,
    )


def _note(found: Statement) -> Note | None:
    if not found.under_tier1:
        return None
    return Note(
        zh="城市服务商不享有服务费：其业绩计入所属一级服务商，不单独出具服务费报表。",
        en="A city partner holds no fee statement: its performance counts to its tier-1.",
        clause=clauses.clause("CA 2.2.2"),
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
        partner: Annotated[
            str | None,
            strawberry.argument(
                description="A partner's uid (合作伙伴); the whole programme if left out."
            ),
        ] = UNSET,
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
