"""The requests about an account."""

import strawberry
from strawberry import UNSET, field

from resolvers.account_row import AccountRow
from resolvers.counted import Counted
from resolvers.paging import DEFAULT_FIRST, After, First
from resolvers.request_list import AccountRequestConnection, InState, RequestEdge, Sought, about


@strawberry.type
class AccountRequests(AccountRow):
    """What was asked for about it."""

    @field(
        description="What was asked for about it (申请) by the day, ended requests too, by id.",
        graphql_type=AccountRequestConnection,
    )
    async def requests(
        self, state: InState = UNSET, first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> Counted[RequestEdge]:
        return await about(self.scope, self.key, Sought(state or None, ended=True), first, after)
