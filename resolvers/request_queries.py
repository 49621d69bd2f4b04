"""Root fields of requests: one by its id, and the work list."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from strawberry import UNSET, field

from graph.model import Uid
from graph.rules.workflow import ENDED
from resolvers.context import Asked
from resolvers.moment import AsOf, Chosen, KnownAt, scope_of
from resolvers.paging import DEFAULT_FIRST, After, First, Shown
from resolvers.request import Request
from resolvers.request_enums import Actor
from resolvers.request_list import InState, RequestConnection, RequestEdge, Sought, listed, one

WaitingFor: TypeAlias = Annotated[
    Actor | None, strawberry.argument(description="Who has to act next (待办方).")
]
DueBefore: TypeAlias = Annotated[
    date | None,
    strawberry.argument(
        description="The period of the next step ends before this day (期限早于); else left out."
    ),
]


@strawberry.type
class RequestQueries:
    """One request, and those that wait for somebody."""

    @field(description="The request (申请) with this id of its own; null if there is none.")
    async def request(
        self,
        info: Asked,
        id: Annotated[str, strawberry.argument(description="Its `requestId` (申请编号).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Request | None:
        return await one(scope_of(info, as_of, known_at, readings), id)

    @field(
        description=(
            "Requests (申请) by id, without `state` those that have not ended: the work list. With"
            " `waitingFor`, `account` and `dueBefore` those of which a next step is that actor's,"
            " is that account's, and ends before the day."
        ),
        graphql_type=RequestConnection,
    )
    async def requests(
        self,
        info: Asked,
        waiting_for: WaitingFor = UNSET,
        due_before: DueBefore = UNSET,
        state: InState = UNSET,
        account: Annotated[
            str | None,
            strawberry.argument(
                description="Uid of the account they are about, or that has to act (账号)."
            ),
        ] = UNSET,
        first: First = DEFAULT_FIRST,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Shown[RequestEdge]:
        scope = scope_of(info, as_of, known_at, readings)
        sought = Sought(
            state or None,
            waiting_for or None,
            Uid(account) if account else None,
            due_before or None,
        )
        today = scope.moment.as_of >= info.context.today and not known_at
        newest = today and sought.state not in ENDED
        return await listed(scope, sought, first, after, newest=newest)
