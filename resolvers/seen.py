"""Accounts and parties that an answer names, at the moment of its question.

Both know the types that name them, so they are read lazily here.
"""

from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias

import strawberry
from graphql import GraphQLError

from graph.model import PartyId, Uid
from graph.rules.refusal import Code
from resolvers.errors import error
from resolvers.moment import Scope

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party

AnAccount: TypeAlias = Annotated["Account", strawberry.lazy("resolvers.account")]
MaybeAccount: TypeAlias = Optional[AnAccount]  # noqa: UP045 - `|` can't take a lazy type
AParty: TypeAlias = Annotated["Party", strawberry.lazy("resolvers.party")]
MaybeParty: TypeAlias = Optional[AParty]  # noqa: UP045 - as above


async def account(scope: Scope, uid: Uid) -> "Account":
    """The account, with all that ever stood above it; it must exist, and be seen."""
    from resolvers.account import Account  # noqa: PLC0415 - it names the answers in turn

    known = await scope.known([uid])
    if uid not in known.histories:
        raise hidden()
    return Account(uid=uid, scope=scope, known=known)


async def maybe(scope: Scope, uid: Uid | None) -> "Account | None":
    """The account, or none; none too where it may not be seen."""
    if uid is None or uid not in (await scope.known([uid])).histories:
        return None
    return await account(scope, uid)


async def party(scope: Scope, id_: PartyId) -> "Party":
    """The party; it must exist, and be seen."""
    found = await maybe_party(scope, id_)
    if found is None:
        raise hidden()
    return found


async def maybe_party(scope: Scope, id_: PartyId | None) -> "Party | None":
    """The party, or none; none too where it may not be seen."""
    from resolvers.party import Party  # noqa: PLC0415 - as above

    row = None if id_ is None else (await scope.facts.parties([id_])).get(id_)
    return None if row is None else Party(row=row, scope=scope)


def hidden() -> GraphQLError:
    """Where somebody has to be named who may not be seen: without saying who."""
    return error(Code.NOT_IN_SIGHT, "whoever stands here may not be seen by you")
