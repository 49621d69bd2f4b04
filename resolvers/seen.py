"""Accounts and parties that an answer names, at the moment of its question.

Both know the types that name them, so they are read lazily here.
"""

from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias

import strawberry

from graph.model import PartyId, Uid
from resolvers.moment import Scope

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party

AnAccount: TypeAlias = Annotated["Account", strawberry.lazy("resolvers.account")]
MaybeAccount: TypeAlias = Optional[AnAccount]  # noqa: UP045 - `|` can't take a lazy type
AParty: TypeAlias = Annotated["Party", strawberry.lazy("resolvers.party")]
MaybeParty: TypeAlias = Optional[AParty]  # noqa: UP045 - as above


async def account(scope: Scope, uid: Uid) -> "Account":
    """The account, with all that ever stood above it; it must exist."""
    from resolvers.account import Account  # noqa: PLC0415 - it names the answers in turn

    return Account(uid=uid, scope=scope, known=await scope.known([uid]))


async def maybe(scope: Scope, uid: Uid | None) -> "Account | None":
    """The account, or none."""
    return None if uid is None else await account(scope, uid)


async def party(scope: Scope, id_: PartyId) -> "Party":
    """The party; it must exist."""
    from resolvers.party import Party  # noqa: PLC0415 - as above

    return Party(row=(await scope.facts.parties([id_]))[id_], scope=scope)
