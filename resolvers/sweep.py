"""The risk sweep: all parties by what they answer for, the largest first (R51)."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.model import Fen, Order, PartyId
from graph.rules import owing
from graph.rules.exposure import PartyExposure as Found
from graph.rules.refusal import Code
from loaders.sweep import MOST, Sought
from resolvers import answers
from resolvers.answers import Swept
from resolvers.context import Asked
from resolvers.counted import Counted, CountedPage
from resolvers.enums import Truncation, spoken
from resolvers.errors import error
from resolvers.exposure import PartyExposure, answering
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.paging import (
    DEFAULT_FIRST,
    After,
    First,
    cursor,
    elsewhere,
    page_size,
    position,
    shown,
)

ANYTHING = Fen(0)

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
        behind = _behind(order_by, after)
        moment, size = scope.moment, page_size(first)
        sought = Sought(order_by, over, size, moment.as_of, moment.known_at, *behind)
        return _page(scope, order_by, after, await answers.sweep(scope, sought))


def _page(scope: Scope, order: Order, after: str | None, swept: Swept) -> Counted[ExposureEdge]:
    edges = [
        ExposureEdge(cursor=_cursor(order, each), node=answering(scope, each))
        for each in swept.found
    ]
    end, reason = (edges[-1].cursor, Truncation.PAGE_LIMIT) if swept.more else (None, None)
    page = shown(edges, after, end, reason)
    return Counted(page.edges, page.page_info, page.truncated_reason, swept.total)


def _cursor(order: Order, found: Found) -> str:
    return cursor(_list(order), str(owing.amount(order, found)), found.party)


def _behind(order: Order, after: str | None) -> tuple[int, PartyId]:
    """The amount and the party behind which a page begins; INVALID_CURSOR for no amount."""
    told, party = position(_list(order), after, 2)
    if not told:
        return MOST, PartyId("")
    if not (told.isascii() and told.isdecimal()) or int(told) > MOST:
        raise elsewhere()
    return int(told), PartyId(party)


def _list(order: Order) -> str:
    return f"exposures:{order}"
