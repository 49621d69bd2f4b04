"""The root fields of service fees: of a month, and of months in a row (R30–R37)."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.model import Month, Uid
from graph.rules import refusal
from loaders import charging
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.fee import MaybeServiceFee, ServiceFee, ServiceFeeResult, charge
from resolvers.moment import AsOf, Chosen, KnownAt, scope_of

MOST_MONTHS = 36
"""Most months of one question: three years."""


@strawberry.type
class FeeQueries:
    """The root fields `serviceFee` and `serviceFees`."""

    @field(
        description=(
            "The service fee of a partner for a month (服务费), with its progress as of a day."
            " Null if there is no such account."
        ),
        graphql_type=MaybeServiceFee,
    )
    async def service_fee(
        self,
        info: Asked,
        partner: Annotated[str, strawberry.argument(description="The partner's uid (合作伙伴).")],
        month: Annotated[Month, strawberry.argument(description="The month (自然月).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> ServiceFee | refusal.Refusal | None:
        scope = scope_of(info, as_of, known_at, readings)
        return charge(scope, await charging.fee(scope, month, Uid(partner)))

    @field(
        description=(
            "The service fees of a partner for months in a row (各月服务费), in their order; at"
            " most 36. Null if there is no such account."
        ),
        graphql_type=list[ServiceFeeResult] | None,
    )
    async def service_fees(
        self,
        info: Asked,
        partner: Annotated[str, strawberry.argument(description="The partner's uid (合作伙伴).")],
        first_month: Annotated[Month, strawberry.argument(description="The first month (起始月).")],
        last_month: Annotated[
            Month, strawberry.argument(description="The last month, included (截止月).")
        ],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> list[ServiceFee | refusal.Refusal] | None:
        if not 0 <= _months_between(first_month, last_month) < MOST_MONTHS:
            expected = f"a last month from {first_month} on, at most {MOST_MONTHS} months in all"
            raise invalid(expected, str(last_month))
        scope = scope_of(info, as_of, known_at, readings)
        found = await charging.fees_of(scope, first_month, last_month, Uid(partner))
        if found is None:
            return None
        return [each for one in found if (each := charge(scope, one)) is not None]


def _months_between(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.number - first.number
