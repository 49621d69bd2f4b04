"""What stands directly below an account, as a connection."""

from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET, Parent, field

from graph import model
from graph.rules.below import Kind, Rung
from resolvers.account_row import AccountRow
from resolvers.below import Wanted, page_below
from resolvers.interval import Interval
from resolvers.paging import (
    DEFAULT_FIRST,
    After,
    First,
    Paged,
    Shown,
    cursor,
    page_size,
    position,
    shown,
)
from resolvers.seen import AnAccount

OfKind = Annotated[
    Kind | None, strawberry.argument(description="Only these (下级类型); all if left out.")
]
IncludeEnded = Annotated[
    bool,
    strawberry.argument(description="Also those that stood there earlier and no more (含已解除)."),
]


class Child(Struct, frozen=True):
    """An account with the rung by which it stands below another."""

    cursor: str
    node: AccountRow
    rung: Rung


@strawberry.type(description="An account directly below another (下级账号).")
class ChildEdge:
    """Reads `Child`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: AnAccount = field(description="The account (账号).")

    @field(description="What it is, or was, to the account above (下级类型).")
    @staticmethod
    def kind(parent: Parent[Child]) -> Kind:
        return parent.rung.kind

    @field(description="Whether it stands there on the day asked about (当日有效).")
    @staticmethod
    def live(parent: Parent[Child]) -> bool:
        return parent.rung.live

    @field(description="The days (期间) on which it stands or stood there.", graphql_type=Interval)
    @staticmethod
    def days(parent: Parent[Child]) -> model.Interval:
        return parent.rung.effect.interval


@strawberry.type(description="Accounts directly below another (下级账号列表), by uid.")
class ChildConnection(Paged):
    """Reads `Shown[Child]`."""

    edges: list[ChildEdge] = field(description="The accounts, and how they stand there (条目).")


@strawberry.type
class AccountBelow(AccountRow):
    """What stands below the account."""

    @field(
        description=(
            "The accounts directly below it (下级账号), by uid: partners below Aliyun, city"
            " partners and customers below a partner. For whole trees ask `hierarchy`."
        ),
        graphql_type=ChildConnection,
    )
    async def children(
        self,
        first: First = DEFAULT_FIRST,
        after: After = UNSET,
        kind: OfKind = UNSET,
        include_ended: IncludeEnded = False,
    ) -> Shown[Child]:
        name = f"children:{self.uid}"
        (begin,) = position(name, after)
        wanted = Wanted(kind or None, include_ended)
        page = await page_below(self, self.key, begin, page_size(first), wanted)
        edges = [Child(cursor(name, u), b.account, b.rung) for u, b in page.found.items()]
        return shown(edges, after, page.next(name), page.truncated)
