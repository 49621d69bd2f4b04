"""Root fields that fetch anything again by its global id."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, TypeAlias

import strawberry
from strawberry import UNSET, field

from graph.rules.refusal import Code
from resolvers.account_queries import find_account, find_party
from resolvers.context import Asked
from resolvers.errors import error
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.node import Node, parted
from resolvers.paging import MAX_FIRST
from resolvers.request_list import one

Find: TypeAlias = Callable[[Scope, str], Awaitable[Node | None]]

FIND: Mapping[str, Find] = {"Account": find_account, "Party": find_party, "Request": one}
"""By the type's name: how one is found by its natural key."""


@strawberry.type
class NodeQueries:
    """Anything by its global id."""

    @field(description="What has this global id (全局标识); null if it does not exist.")
    async def node(
        self,
        info: Asked,
        id: Annotated[strawberry.ID, strawberry.argument(description="The global id (全局标识).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Node | None:
        return await _found(scope_of(info, as_of, known_at, readings), id)

    @field(description="What has these global ids (全局标识), 500 at most, in their order.")
    async def nodes(
        self,
        info: Asked,
        ids: Annotated[
            list[strawberry.ID], strawberry.argument(description="The global ids (全局标识).")
        ],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> list[Node | None]:
        if len(ids) > MAX_FIRST:
            message = f"expected at most {MAX_FIRST} ids, got {len(ids)}"
            raise error(Code.INVALID_ARGUMENT, message, "Ask for them in several questions.")
        scope = scope_of(info, as_of, known_at, readings)
        return await asyncio.gather(*(_found(scope, id_) for id_ in ids))


async def _found(scope: Scope, id_: str) -> Node | None:
    kind, key = parted(id_)
    if kind not in FIND:
        known = ", ".join(FIND)
        raise error(Code.INVALID_ARGUMENT, f"expected the global id of {known}, got one of {kind}")
    return await FIND[kind](scope, key)
