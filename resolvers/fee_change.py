"""A fee before and after something: facts learnt later, or a link that is cut (S10, S39)."""

from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import model
from graph.model import Month, Uid
from graph.rules import fees
from resolvers import seen
from resolvers.fee_schedule import FeeTier, tier
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.seen import AnAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(description="One month's service fee before and after (服务费变动).")
class FeeChange:
    """Of `graph.rules.fees.FeeChange`."""

    scope: Private[Scope]
    uid: Private[Uid]
    month: Month = field(description="The month (自然月).")
    base_before: Money = field(description="The base before (原基数).")
    base_after: Money = field(description="The base after (新基数).")
    before: Money = field(description="The fee before (原服务费).")
    after: Money = field(description="The fee after (新服务费).")
    change: Money = field(description="After less before (变动).")
    tier_before: FeeTier | None = field(description="The tier reached before (原档位).")
    tier_after: FeeTier | None = field(description="The tier reached after (新档位).")
    loses_tier: bool = field(
        description="Whether a standard is no longer reached (失去档位): more goes than the cash."
    )
    trace: model.Trace = field(description="What both rest on (依据).", graphql_type=Trace)

    @field(description="Whose fee it is (合作伙伴).", graphql_type=AnAccount)
    async def partner(self) -> "Account":
        return await seen.account(self.scope, self.uid)


def changed(scope: Scope, found: fees.FeeChange) -> FeeChange:
    """A change of a fee as it is spoken."""
    return FeeChange(
        scope=scope,
        uid=found.partner,
        month=found.month,
        base_before=money(found.before.base),
        base_after=money(found.after.base),
        before=money(found.before.fen),
        after=money(found.after.fen),
        change=money(found.fen),
        tier_before=tier(found.before.tier),
        tier_after=tier(found.after.tier),
        loses_tier=found.loses_tier,
        trace=found.before.trace + found.after.trace,
    )
