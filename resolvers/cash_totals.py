"""What statements of a month and of several have in common: their sums and lines."""

from typing import TYPE_CHECKING, TypeAlias, TypedDict

import strawberry
from strawberry import Private, field

from graph import clauses
from graph.model import Uid
from graph.rules.performance import Line, Statement
from graph.rules.period import PeriodStatement
from resolvers import seen
from resolvers.cash import CashLine
from resolvers.clause import Clause
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.seen import AnAccount

if TYPE_CHECKING:
    from resolvers.account import Account

Summed: TypeAlias = Statement | PeriodStatement


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


@strawberry.type
class CashTotals:
    """`sums` gives its fields."""

    own: Money = field(description="Of `total`, cash of the fee holder's own account (本账号).")
    accounts: Money = field(description="Of `total`, cash of its own customers (关联账号).")
    total: Money = field(
        description=(
            "What counts to the partner as fee holder (服务费业绩): own, its customers' and its"
            " city partners'."
        )
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


class Totals(TypedDict):
    """The fields of `CashTotals`."""

    own: Money
    accounts: Money
    total: Money
    direct_total: Money
    no_fee_holder: Money
    unattributed: Money
    elsewhere: Money
    conservation: Conservation
    note: Note | None


def sums(found: Summed) -> Totals:
    """The sums of a statement as they are spoken."""
    return Totals(
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


def lines(scope: Scope, found: Summed) -> list[StatementLine]:
    """The lines of a statement as they are spoken."""
    return [_line(scope, line) for line in found.lines]


def city_partners(scope: Scope, found: Summed) -> list[CityPartnerTotal]:
    """What came through each city partner, as it is spoken."""
    every = found.city_partners
    return [CityPartnerTotal(scope=scope, uid=uid, total=money(fen)) for uid, fen in every]


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


def _conservation(found: Summed) -> Conservation:
    return Conservation(
        paid=money(found.paid),
        credited=money(found.total),
        elsewhere=money(found.elsewhere),
        no_fee_holder=money(found.no_fee_holder),
        unattributed=money(found.unattributed),
        balanced=found.balanced,
    )


def _note(found: Summed) -> Note | None:
    if not found.under_tier1:
        return None
    return Note(
        zh="城市服务商不享有服务费：其业绩计入所属一级服务商，不单独出具服务费报表。",
        en="A city partner holds no fee statement: its performance counts to its tier-1.",
        clause=clauses.clause("CA 2.2.2"),
    )
