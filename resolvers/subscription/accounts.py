"""Accounts as they change."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET, field

from graph.store import ledger
from graph.store.ledger import Wanted
from resolvers.account import Account
from resolvers.account_queries import find_account
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.event import Event
from resolvers.moment import Scope
from resolvers.subscription.heard import Begun, From, Heard, Say, heard

MOST = 500
"""Accounts that one subscription watches at the most."""


@strawberry.type(description="A change that is about an account (账号动态), as it was then.")
class AccountNews:
    """Reads `AccountTold`."""

    cursor: str = field(description="Go on after it (游标): `after` of the next subscription.")
    event: Event = field(description="What happened (变更记录).")
    account: Account | None = field(
        description="The account (账号) at the commit of the change; null if it is not there."
    )


class AccountTold(Struct, frozen=True):
    """A change of an account as GraphQL reads it."""

    cursor: str
    event: ledger.Event
    account: Account | None


@strawberry.type
class AccountSubscriptions:
    """Accounts that somebody shows."""

    @strawberry.subscription(
        description=(
            "Changes that are about accounts (账号动态): of their own facts, and of facts that name"
            " them, such as a link below them. A change about several of them is told of each."
        ),
        graphql_type=AccountNews,
    )
    async def account_changed(
        self,
        info: Asked,
        uids: Annotated[
            list[str],
            strawberry.argument(
                description="Their uids (账号 UID), 500 at most; one alone needs no brackets."
            ),
        ],
        after: From = UNSET,
    ) -> AsyncGenerator[Begun | Heard]:
        watched = dict.fromkeys(uids)
        if not 0 < len(watched) <= MOST:
            raise invalid(f"from 1 to {MOST} uids", f"{len(watched)} of them")

        def tell(event: ledger.Event) -> list[Say]:
            return [_say(uid) for uid in watched if uid in event.subjects]

        return await heard(info, Wanted(about=tuple(watched)), after, tell)


def _say(uid: str) -> Say:
    async def say(scope: Scope, cursor: str, event: ledger.Event) -> AccountTold | None:
        if uid not in event.subjects:
            return None
        return AccountTold(cursor, event, await find_account(scope, uid))

    return say
