"""The service fee of a month (R30–R38, MR 5.1, CA 2.2)."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias

import strawberry
from msgspec.structs import replace
from strawberry import Private, field

from graph import clauses, model
from graph.model import Month, Uid
from graph.rules import fees, refusal
from graph.rules.refusal import Refusal
from loaders import charging
from loaders.charging import Charged
from resolvers import fee_calendar, fee_progress, seen
from resolvers.clause import Clause
from resolvers.fee_calendar import FeeCalendar, FeeCalendarResult
from resolvers.fee_change import FeeChange, changed
from resolvers.fee_enums import REASONS, Entitlement
from resolvers.fee_market import MarketCommission, earned
from resolvers.fee_progress import FeeProgress, FeeProgressResult
from resolvers.fee_schedule import FeeTable, FeeTier, rates, tier
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.refusal import Refused
from resolvers.seen import AnAccount, MaybeAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(description="Why there is a fee, or none (服务费说明).")
class FeeReason:
    """In both languages."""

    zh: str = field(description="In Chinese (中文).")
    en: str = field(description="In English (英文).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)


@strawberry.type(description="A part of a service fee (服务费明细行), by through whom it comes.")
class FeeLine:
    """Of `graph.rules.fees.FeeLine`."""

    scope: Private[Scope]
    uid: Private[Uid | None]
    base: Money = field(description="The cash of it (基数).")
    amount: Money = field(description="The fee on it (服务费); all lines add up to the whole.")

    @field(
        description=(
            "The city partner through which it comes, settled separately (城市服务商, CA 2.2.1);"
            " null: the partner's own branch."
        ),
        graphql_type=MaybeAccount,
    )
    async def city_partner(self) -> "Account | None":
        return await seen.maybe(self.scope, self.uid)


@strawberry.type(
    description=(
        "The service fee of a partner for a month (服务费): the rate of the tier that its base"
        " reaches, on the whole base. A city partner has none (CA 2.2.2)."
    )
)
class ServiceFee:
    """`charge` makes it."""

    scope: Private[Scope]
    charged: Private[Charged]
    found: Private[fees.Fee]
    uid: Private[Uid]
    month: Month = field(description="The month (自然月).")
    entitlement: Entitlement = field(description="Whether there is a fee, and if not why (资格).")
    reason: FeeReason = field(description="The same in words, with its clause (说明).")
    amount: Money = field(description="The fee (服务费), rounded down to the fen.")
    performance: Money = field(
        description="Cash that counts to the partner as fee holder (服务费业绩)."
    )
    not_eligible: Money = field(
        description="Of it, cash of products that do not count for fees (不计费, MR 5.1.2)."
    )
    base: Money = field(description="The rest, on which the fee is (计费基数).")
    tier: FeeTier | None = field(description="The tier reached (达到的档位).")
    next_tier: FeeTier | None = field(description="The nearest one not reached (下一档位).")
    missing: Money | None = field(description="What the base lacks to the next tier (差额).")
    lines: list[FeeLine] = field(
        description="Its parts (明细): the own branch, then each city partner's."
    )
    table: FeeTable = field(description="The rate table of the month (费率表).")
    under_tier1: bool = field(
        description=(
            "Whether the account was a city partner on a day of the month (当月曾为城市服务商); its"
            " cash of those days is its tier-1's."
        )
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="The partner (合作伙伴).", graphql_type=AnAccount)
    async def partner(self) -> "Account":
        return await seen.account(self.scope, self.uid)

    @field(description="When it is counted, notified and paid.", graphql_type=FeeCalendarResult)
    def calendar(self) -> FeeCalendar | refusal.Refusal:
        return fee_calendar.dates(self.month, self.scope.moment.readings)

    @field(
        description=(
            "How it differs from what was known earlier (重述): facts recorded since then, such as"
            " a release learnt late."
        )
    )
    def restated(
        self,
        known_before: Annotated[
            datetime, strawberry.argument(description="The earlier instant (原已知时点).")
        ],
    ) -> FeeChange | None:
        moment = replace(self.scope.moment, known_at=known_before)
        earlier = Scope(self.scope.facts, moment, self.scope.schedule)
        found = charging.restated(self.charged, earlier)
        return None if found is None else changed(self.scope, found)

    @field(
        description="Where it stands as of `asOf` (结算进度), by what is on paper.",
        graphql_type=FeeProgressResult,
    )
    async def progress(self) -> FeeProgress | refusal.Refusal:
        return await fee_progress.progress(self.scope, self.found, self.charged.paid)

    @field(
        description=(
            "The cloud-market commission of the month (云市场佣金, MR 5.3); null where the schedule"
            " has none."
        )
    )
    def commission(self) -> MarketCommission | None:
        return earned(self.scope, self.charged)


ServiceFeeResult: TypeAlias = Annotated[
    ServiceFee | Refused,
    strawberry.union(
        "ServiceFeeResult",
        description="A month's fee, or NO_FEE_SCHEDULE where no rate table holds (服务费).",
    ),
]
MaybeServiceFee: TypeAlias = Optional[ServiceFeeResult]  # noqa: UP045 - `|` would nest the union


def charge(scope: Scope, charged: Charged | None) -> ServiceFee | Refusal | None:
    """A month's fee as it is spoken, or why there is none to tell."""
    if charged is None:
        return None
    found = charged.fee
    if isinstance(found, Refusal):
        return found
    ahead = found.ahead
    return ServiceFee(
        scope=scope,
        charged=charged,
        found=found,
        uid=found.partner,
        month=found.month,
        entitlement=found.entitlement,
        reason=_reason(found),
        amount=money(found.fen),
        performance=money(found.held),
        not_eligible=money(found.not_eligible),
        base=money(found.base),
        tier=tier(found.tier),
        next_tier=tier(ahead),
        missing=None if ahead is None else money(ahead.start - found.base),
        lines=[_line(scope, line) for line in found.lines],
        table=rates(scope.schedule, found.table),
        under_tier1=found.under_tier1,
        trace=found.trace,
    )


def _reason(found: fees.Fee) -> FeeReason:
    said = REASONS[found.entitlement]
    return FeeReason(zh=said.zh, en=said.en, clause=clauses.clause(found.clause))


def _line(scope: Scope, line: fees.FeeLine) -> FeeLine:
    return FeeLine(
        scope=scope, uid=line.city_partner, base=money(line.base), amount=money(line.fen)
    )
