"""The objects that an act has changed, at the new moment."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

import strawberry
from strawberry import Private, field

from graph import model
from graph.model import Uid
from loaders.acts import Performed
from loaders.scope import Scope
from resolvers.acts.done import Act
from resolvers.held import Held
from resolvers.seen import AnAccount, account

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type
class AboutAccount(Act):
    """A change of one account."""

    uid: Private[Uid]

    @field(description="The account (账号) at the new moment.", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await account(self.scope, self.uid)

    @classmethod
    def about(cls, uid: Uid) -> Callable[[Performed, Scope], Self]:
        """Makes the answer to an act about an account."""
        return lambda performed, scope: cls(performed=performed, scope=scope, uid=uid)


async def links_written(act: AboutAccount) -> list[Held[model.Link]]:
    """The customer links of the account that the act wrote, with the days they have effect."""
    written = {fact.key for fact in act.performed.opened}
    of = await account(act.scope, act.uid)
    return [Held(each, of) for each in of.known.links(act.uid) if each.fact.key in written]
