"""Root fields about accounts and parties that are named by their own ids."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.model import PartyId, Uid
from resolvers.account import Account
from resolvers.context import Asked
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.party import Party


async def find_account(scope: Scope, uid: str) -> Account | None:
    """The account with a uid; None if there is none."""
    known = await scope.asked([Uid(uid)])
    return Account(uid=uid, scope=scope, known=known) if uid in known.histories else None


async def find_party(scope: Scope, id_: str) -> Party | None:
    """The party with an id of its own; None if there is none."""
    found = (await scope.facts.parties([PartyId(id_)])).get(PartyId(id_))
    return None if found is None else Party(row=found, scope=scope)


@strawberry.type
class AccountQueries:
    """One account, one party."""

    @field(description="The account (账号) with this uid; null if there is none.")
    async def account(
        self,
        info: Asked,
        uid: Annotated[str, strawberry.argument(description="Its uid (账号 UID), `harbor`.")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Account | None:
        return await find_account(scope_of(info, as_of, known_at, readings), uid)

    @field(description="The party (主体) with this id of its own; null if there is none.")
    async def party(
        self,
        info: Asked,
        id: Annotated[str, strawberry.argument(description="Its `partyId` (主体编号).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Party | None:
        return await find_party(scope_of(info, as_of, known_at, readings), id)
