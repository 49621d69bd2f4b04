"""A month's fee under two sets of readings: what of it is compared (Q1, Q3, Q5, Q7, Q10, Q14)."""

import strawberry
from msgspec import Struct
from strawberry import field

from graph.model import Fen, Month, Uid
from graph.rules.fees import Entitlement, Fee, FeeLine, Progress
from graph.rules.refusal import Refusal
from loaders import charging
from loaders.charging import Charged
from resolvers.fee_progress import told
from resolvers.moment import Scope


@strawberry.input(description="A service fee to compare (服务费).")
class FeeQuestion:
    """As `serviceFee` asks."""

    partner: str = field(description="The partner's uid (合作伙伴).")
    month: Month = field(description="The month (自然月).")


class FeeValue(Struct, frozen=True):
    """What of a fee is compared, named as it is spoken."""

    entitlement: Entitlement
    amount: Fen
    performance: Fen
    not_eligible: Fen
    base: Fen
    lines: tuple[FeeLine, ...]
    under_tier1: bool
    progress: Progress | Refusal


class ComparedFee(Struct, frozen=True):
    """A fee as it was charged, and what of it is compared."""

    charged: Charged
    value: FeeValue | Refusal


async def compared(scope: Scope, asked: FeeQuestion) -> ComparedFee | None:
    """A fee to be compared; None if there is no such account."""
    found = await charging.fee(scope, asked.month, Uid(asked.partner))
    if found is None:
        return None
    if isinstance(found.fee, Refusal):
        return ComparedFee(found, found.fee)
    return ComparedFee(found, await _value(scope, found.fee, found))


async def _value(scope: Scope, fee: Fee, charged: Charged) -> FeeValue:
    return FeeValue(
        entitlement=fee.entitlement,
        amount=fee.fen,
        performance=fee.held,
        not_eligible=fee.not_eligible,
        base=fee.base,
        lines=fee.lines,
        under_tier1=fee.under_tier1,
        progress=await told(scope, fee, charged.paid),
    )
