"""The cash of some months by account: the pages behind a performance statement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph.model import Period, Uid
from graph.rules.breakdown import AccountCash as Cash
from graph.rules.breakdown import added, by_account
from resolvers import seen
from resolvers.answers import Performed
from resolvers.counted import Counted, CountedPage, Slice, counted
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.seen import AnAccount, MaybeAccount
from resolvers.verdicts import Status

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type
class CashLine:
    """What lines and accounts have in common: to whom their cash counts."""

    scope: Private[Scope]
    direct: Private[Uid | None]
    holder: Private[Uid | None]
    status: Status = field(description="Whether it counts to somebody (归属状态).")

    @field(
        description="The partner whose performance it is (直接合作伙伴).",
        graphql_type=MaybeAccount,
    )
    async def direct_partner(self) -> "Account | None":
        return await seen.maybe(self.scope, self.direct)

    @field(description="Who holds the fee base (服务费归属).", graphql_type=MaybeAccount)
    async def fee_holder(self) -> "Account | None":
        return await seen.maybe(self.scope, self.holder)


@strawberry.type(
    description="What one account paid in the month or period to one fee holder (账号实付)."
)
class AccountCash(CashLine):
    """An account that changes its partner within that time stands there once for each."""

    uid: Private[Uid]
    amount: Money = field(description="Cash paid less refunds (实付现金).")
    payments: int = field(description="How many payments (笔数); refunds count too.")

    @field(description="The account that paid (付款账号).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.uid)


@strawberry.type(description="One account's cash, in a list (条目).")
class AccountCashEdge:
    """Of `AccountCashConnection`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: AccountCash = field(description="The account's cash (账号实付).")


@strawberry.type(description="Accounts with their cash (账号实付列表), by uid.")
class AccountCashConnection(CountedPage):
    """Reads `Counted[AccountCashEdge]`."""

    edges: list[AccountCashEdge] = field(description="The accounts with their cash (条目).")


def cash_page(
    scope: Scope, period: Period, months: Sequence[Performed], first: int, after: str | None
) -> Counted[AccountCashEdge]:
    """A page of the cash of a period's months by account, added up."""
    every = added([_of_month(scope, each) for each in months])
    name = f"cash:{months[0].statement.partner or ''}:{period}"
    return counted(
        {cash.key: cash for cash in every},
        lambda at, cash: AccountCashEdge(cursor=at, node=_cash(scope, cash)),
        Slice(name, first, after, parts=4),
    )


def _of_month(scope: Scope, performed: Performed) -> tuple[Cash, ...]:
    paid, month = performed.paid, performed.statement.month
    originals = paid.originals(scope.moment)
    return by_account(paid.histories, paid.payments, originals, month, scope.moment)


def _cash(scope: Scope, cash: Cash) -> AccountCash:
    return AccountCash(
        scope=scope,
        direct=cash.direct,
        holder=cash.holder,
        status=cash.status,
        uid=cash.account,
        amount=money(cash.fen),
        payments=cash.payments,
    )
