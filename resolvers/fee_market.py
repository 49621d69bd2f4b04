"""The cloud-market commission, and the discount on a partner's own purchases (R38, R39)."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph import clauses, model
from graph.model import Uid
from graph.rules import fees
from graph.rules.standing import Known
from loaders.charging import Charged
from resolvers.clause import Clause
from resolvers.context import Asked
from resolvers.fee_enums import DiscountScope, Entitlement
from resolvers.fee_schedule import FeeTier, tier
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.trace import Trace


@strawberry.type(
    description=(
        "The cloud-market commission of a month (云市场佣金): by the dates of the service fee, paid"
        " the month after. A city partner has none (Q34)."
    )
)
class MarketCommission:
    """Of `graph.rules.fees.Commission`."""

    entitlement: Entitlement = field(description="Whether there is one, and if not why (资格).")
    base: Money = field(description="Cash of cloud-market products (云市场产品现金).")
    tier: FeeTier | None = field(description="The tier reached (档位).")
    amount: Money = field(description="The commission (佣金), rounded down to the fen.")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


def earned(scope: Scope, charged: Charged) -> MarketCommission | None:
    """The commission of a month as it is spoken; None where none is configured."""
    known, paid = Known(charged.paid.histories, scope.moment), charged.paid
    originals = paid.originals(scope.moment)
    terms = scope.schedule.commission
    found = fees.commission(known, paid.payments, originals, charged.month, charged.partner, terms)
    if found is None:
        return None
    return MarketCommission(
        entitlement=found.entitlement,
        base=money(found.base),
        tier=tier(found.tier),
        amount=money(found.fen),
        trace=found.trace,
    )


@strawberry.type(
    description="Whether a purchase has the discount on shared hosting and mail (采购折扣, MR 5.4)."
)
class PurchaseDiscount:
    """Of `graph.rules.fees.Discount`."""

    product: str = field(description="What is bought (产品).")
    day: date = field(description="On which day (日期).")
    granted: bool = field(description="Whether it has the discount (适用).")
    scope: DiscountScope = field(description="By what, or why not (范围).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type
class DiscountQueries:
    """The root field `purchaseDiscount`."""

    @field(
        description=(
            "Whether what an account buys has the discount of MR 5.4 (采购折扣): only what the"
            " partner account buys itself. Null if there is no such account."
        )
    )
    async def purchase_discount(
        self,
        info: Asked,
        uid: Annotated[str, strawberry.argument(description="The account that buys (账号).")],
        product: Annotated[str, strawberry.argument(description="What it buys (产品).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> PurchaseDiscount | None:
        scope = scope_of(info, as_of, known_at, readings)
        found = await discounting(scope, Uid(uid), product)
        return None if found is None else discounted(found)


async def discounting(scope: Scope, uid: Uid, product: str) -> fees.Discount | None:
    """Whether a purchase on the day has the discount; None if there is no such account."""
    known = await scope.asked([uid])
    if uid not in known.histories:
        return None
    return fees.discount(known, uid, product, scope.moment.as_of, scope.schedule)


def discounted(found: fees.Discount) -> PurchaseDiscount:
    """A discount as it is spoken."""
    return PurchaseDiscount(
        product=found.product,
        day=found.day,
        granted=found.scope is DiscountScope.GRANTED,
        scope=found.scope,
        clause=clauses.clause(found.clause),
        trace=found.trace,
    )
