"""Requests as they go on."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET, field

from graph import model
from graph.store import ledger
from graph.store.ledger import Wanted
from graph.store.ledger.content import VERBS
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.event import Event, told
from resolvers.moment import Scope
from resolvers.request import Request
from resolvers.request_list import one
from resolvers.subscription.accounts import MOST
from resolvers.subscription.heard import Begun, From, Heard, Say, heard

KINDS = tuple(f"REQUEST_{verb}" for verb in VERBS)


@strawberry.type(description="A step of a request (申请动态), as it was then.")
class RequestNews:
    """Reads `RequestTold`."""

    cursor: str = field(description="Go on after it (游标): `after` of the next subscription.")
    event: Event = field(description="What happened (变更记录).")
    request: Request | None = field(
        description="The request (申请) at the commit of the step; null if it is not there."
    )


class RequestTold(Struct, frozen=True):
    """A step of a request as GraphQL reads it."""

    cursor: str
    event: ledger.Event
    request: Request | None


class Sought(Struct, frozen=True):
    """Which requests: of these ids, about this account; None and nothing = any."""

    ids: tuple[str, ...]
    account: str | None

    def of(self, event: ledger.Event) -> list[str]:
        """The ids of those whose version an event closed or opened, each once."""
        facts = (fact for pair in told(event) for fact in pair)
        requests = (fact for fact in facts if isinstance(fact, model.Request))
        return list(dict.fromkeys(each.id for each in requests if self._takes(each)))

    def _takes(self, request: model.Request) -> bool:
        asked = not self.ids or request.id in self.ids
        return asked and self.account in {None, request.account, request.other}


@strawberry.type
class RequestSubscriptions:
    """Requests that somebody waits for."""

    @strawberry.subscription(
        description=(
            "Steps of requests (申请动态): applied, confirmed, decided, marked as due, carried out,"
            " closed. Of all requests, or of some ids or about one account. That a period runs out"
            " is no step: `deadline` tells it."
        ),
        graphql_type=RequestNews,
    )
    async def request_changed(
        self,
        info: Asked,
        ids: Annotated[
            list[str] | None,
            strawberry.argument(
                description="Their `requestId`s (申请编号), 500 at most; one needs no brackets."
            ),
        ] = UNSET,
        account: Annotated[
            str | None,
            strawberry.argument(description="Uid of the account they are about (账号)."),
        ] = UNSET,
        after: From = UNSET,
    ) -> AsyncGenerator[Begun | Heard]:
        sought = Sought(tuple(dict.fromkeys(ids or ())), account or None)
        if ids is not None and ids is not UNSET and not 0 < len(sought.ids) <= MOST:
            raise invalid(f"from 1 to {MOST} ids", f"{len(sought.ids)} of them")
        about = sought.ids or ((account,) if account else ())

        def tell(event: ledger.Event) -> list[Say]:
            return [_say(sought, id_) for id_ in sought.of(event)]

        return await heard(info, Wanted(KINDS, about), after, tell)


def _say(sought: Sought, id_: str) -> Say:
    async def say(scope: Scope, cursor: str, event: ledger.Event) -> RequestTold | None:
        if id_ not in sought.of(event):
            return None
        return RequestTold(cursor, event, await one(scope, id_))

    return say
