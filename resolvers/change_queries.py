"""The root field `changes`."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.store.ledger import Wanted
from resolvers.change import ChangeConnection, ChangePage, Kinds, kinds_of, paged
from resolvers.context import Asked
from resolvers.event_place import number
from resolvers.paging import DEFAULT_FIRST, After, First, page_size


@strawberry.type
class ChangeQueries:
    """What was changed, in order."""

    @field(
        description=(
            "The change feed (变更流), oldest first: every change ever made, with who made it, when"
            " and why. Poll it with `after: pageInfo.endCursor`; filters may change between polls."
        ),
        graphql_type=ChangeConnection,
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
        first: First = DEFAULT_FIRST,
        after: After = UNSET,
    ) -> ChangePage:
        facts, size = info.context.facts, page_size(first)
        wanted = Wanted(kinds_of(kinds), (subject,) if subject else ())
        return paged(await facts.changes(wanted, number(after), size), facts.seq, after)
