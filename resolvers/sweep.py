"""The risk sweep: all parties by what they answer for, the largest first (R51)."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.model import Fen
from graph.rules import owing
from graph.rules.exposure import PartyExposure as Found
from graph.rules.owing import Order
from graph.rules.refusal import Code
from resolvers import answers
from resolvers.context import Asked
from resolvers.counted import Counted, CountedPage, Slice, counted
from resolvers.enums import spoken
from resolvers.errors import error
from resolvers.exposure import PartyExposure, answering
from resolvers.moment import AsOf, Chosen, KnownAt, scope_of
from resolvers.paging import DEFAULT_FIRST, After, First, page_size, position

ANYTHING = Fen(0)

CEILING = 10**19
"""More than anything comes to, in fen."""

spoken(
    Order,
    "By which amount parties stand in a sweep (排序依据), the largest first.",
    {
        Order.OUTSTANDING: "What they owe now and is not settled yet (未清偿).",
        Order.GROSS: "What they owe now, settled or not (总敞口).",
        Order.CONTINGENT: "Not settled yet and theirs if bad management is found (或有敞口, Q11).",
        Order.UNRESOLVED: "Not settled yet and waiting for a conversion (待定敞口, Q9).",
    },
    name="ExposureOrder",
)


@strawberry.type(description="A party of a sweep (条目).")
class ExposureEdge:
    """Of `ExposureConnection`."""

    cursor: str = field(description="Where it stands in the sweep (游标).")
    node: PartyExposure = field(description="What it answers for (主体敞口).")


@strawberry.type(description="A sweep over all parties (敞口清单), the largest first.")
class ExposureConnection(CountedPage):
    """Reads `Counted[ExposureEdge]`."""

    edges: list[ExposureEdge] = field(description="The parties (条目).")


@strawberry.type
class SweepQueries:
    """The root field `exposures`."""

    @field(
        description=(
            "All parties by what they answer for (敞口排查), to Aliyun: the largest first, those of"
            " one amount by their ids. Of several obligors of a debt each stands with the whole of"
            " it, so the amounts of parties never add up: `exposure` counts each debt once."
        ),
        graphql_type=ExposureConnection,
    )
    async def exposures(
        self,
        info: Asked,
        order_by: Annotated[
            Order, strawberry.argument(description="By which amount (排序依据).")
        ] = Order.OUTSTANDING,
        over: Annotated[
            Fen, strawberry.argument(description="Only with more than this, in fen (高于).")
        ] = ANYTHING,
        first: First = DEFAULT_FIRST,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Counted[ExposureEdge]:
        scope = scope_of(info, as_of, known_at, readings)
        if over < 0:
            raise error(
                Code.INVALID_ARGUMENT,
                f"expected over of 0 fen or more, got {over}",
                "Leave it out for everybody who answers for anything.",
            )
        asked = Slice(f"exposures:{order_by}", page_size(first), after, 2)
        position(asked.name, after, asked.parts)
        found = await answers.sweep(scope, order_by, over)
        return counted(
            {_place(order_by, each): each for each in found},
            lambda at, each: ExposureEdge(cursor=at, node=answering(scope, each)),
            asked,
        )


def _place(order: Order, found: Found) -> tuple[str, str]:
    """Where a party stands, as text that sorts so: by what its amount leaves to the ceiling."""
    return f"{CEILING - owing.amount(order, found):020}", found.party
