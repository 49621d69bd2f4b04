"""The feed as it grows."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry
from strawberry import UNSET

from graph.store.ledger import Event, Wanted
from resolvers.change import ChangeEdge, Entry, Kinds, kinds_of
from resolvers.context import Asked
from resolvers.moment import Scope
from resolvers.subscription.heard import Begun, From, Heard, heard


@strawberry.type
class ChangeSubscriptions:
    """What is changed, in order."""

    @strawberry.subscription(
        description=(
            "The change feed (变更流) from a cursor on: all that is behind it in order, each entry"
            " once, then each as it is made. The filters are those of the query `changes`."
        ),
        graphql_type=ChangeEdge,
    )
    async def changes(
        self,
        info: Asked,
        kinds: Kinds = UNSET,
        subject: Annotated[
            str | None,
            strawberry.argument(
                description="Only what is about this id (主体): a uid, a party, an obligation …"
            ),
        ] = UNSET,
        after: From = UNSET,
    ) -> AsyncGenerator[Begun | Heard]:
        wanted = Wanted(kinds_of(kinds), (subject,) if subject else ())

        async def say(_scope: Scope, cursor: str, event: Event) -> Entry | None:
            return Entry(cursor, event) if wanted.takes(event) else None

        return await heard(info, wanted, after, lambda _: [say])
