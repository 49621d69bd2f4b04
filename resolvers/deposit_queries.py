"""The root fields `deposit` and `setOff` (R60–R65)."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.model import Fen
from graph.rules import refusal
from graph.rules.refusal import Code
from resolvers import breached
from resolvers.context import Asked
from resolvers.deposit import Deposit, DepositResult, SetOff, SetOffResult, deposit_of, met
from resolvers.exposure import existing
from resolvers.moment import AsOf, Chosen, KnownAt, scope_of
from resolvers.violation_enums import Due

PartyArg = Annotated[str, strawberry.argument(description="The party's own id (主体编号).")]


@strawberry.type
class DepositQueries:
    """What is held, and how an amount would be taken."""

    @field(
        description=(
            "The deposit of a party (信用保证金) on a day: what is held, lacks and is claimed, when"
            " it was due, what is to be topped up by when, and whether it is given back (R60–R65)."
        ),
        graphql_type=DepositResult,
    )
    async def deposit(
        self,
        info: Asked,
        party: PartyArg,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Deposit | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        return await deposit_of(scope, id_)

    @field(
        description=(
            "How an amount due would be met (抵扣预览) from what a party has on the day: a penalty"
            " from deposit, prepayment, fees (MR 6.3, Q29), a loss from the deposit (FA 3.5.2),"
            " what was not topped up from fees (FA 3.5.3); a city partner has none (R65)."
        ),
        graphql_type=SetOffResult,
    )
    async def set_off(
        self,
        info: Asked,
        party: PartyArg,
        amount: Annotated[Fen, strawberry.argument(description="The amount due, in fen (应付额).")],
        cause: Annotated[
            Due, strawberry.argument(description="Why it is due (应付事由).")
        ] = Due.PENALTY,
        prepayment: Annotated[
            Fen, strawberry.argument(description="Unsettled prepayment in fen (未结算预付款).")
        ] = Fen(0),  # noqa: B008 - a whole number
        unpaid_fees: Annotated[
            Fen | None,
            strawberry.argument(
                description="Unpaid fees in fen (未付服务费); as notified and unpaid if left out."
            ),
        ] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> SetOff | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        fees = None if unpaid_fees is UNSET else unpaid_fees
        below = _below_zero(amount=amount, prepayment=prepayment, unpaidFees=fees or Fen(0))
        if below is not None:
            return below
        found = await breached.taking(
            scope, id_, breached.Asked(cause=cause, due=amount, prepayment=prepayment, fees=fees)
        )
        return found if isinstance(found, refusal.Refusal) else met(found)


def _below_zero(**amounts: Fen) -> refusal.Refusal | None:
    path = next((name for name, fen in amounts.items() if fen < 0), None)
    if path is None:
        return None
    return refusal.Refusal(
        Code.AMOUNT_NOT_POSITIVE,
        f"expected an amount of zero or more, got {amounts[path]} fen",
        path=path,
        next_step="Give the amount in fen, without a sign.",
    )
