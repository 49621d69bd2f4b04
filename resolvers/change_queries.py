"""The root field `changes`."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from resolvers.change import ChangeConnection, ChangePage, Kinds, changes_of
from resolvers.context import Asked
from resolvers.moment import scope_of
from resolvers.paging import DEFAULT_FIRST, After, First


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
        scope = scope_of(info)
        return await changes_of(scope, subject or None, kinds, first, after)
