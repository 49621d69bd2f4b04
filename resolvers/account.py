"""Accounts: which one, whose, where it stands, what it had, what stands below, what follows."""

import strawberry
from strawberry import field

from resolvers import seen
from resolvers.account_papers import AccountPapered
from resolvers.account_past import AccountPast
from resolvers.account_place import AccountPlace
from resolvers.account_requests import AccountRequests
from resolvers.child import AccountBelow
from resolvers.computed_account import AccountComputed
from resolvers.node import Node
from resolvers.party import Party


@strawberry.type(
    description=(
        "An account (账号) of the platform, at the moment of its root field: every field, and every"
        " account reached from it, is as of that day and as known at that instant."
    )
)
class Account(
    Node,
    AccountPlace,
    AccountPast,
    AccountBelow,
    AccountComputed,
    AccountRequests,
    AccountPapered,
):
    """Its fields by subject, each in a class of its own."""

    @field(description="Its name (名称); empty if none was recorded.")
    def name(self) -> str:
        return self.history.account.name

    @field(description="Its id in another system (外部编号).")
    def external_id(self) -> str | None:
        return self.history.account.external_id

    @field(description="The party that owns it (所有人).")
    async def owner(self) -> Party:
        return await seen.party(self.scope, self.history.account.owner)

    def node_key(self) -> str:
        """Its uid."""
        return self.uid
