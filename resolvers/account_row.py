"""The root of all that is said about an account: which one, when, and what is known of it."""

import strawberry
from strawberry import Private, field

from graph.model import AccountHistory, Uid
from graph.rules.standing import Known
from resolvers.moment import Scope


@strawberry.type
class AccountRow:
    """An account that exists, at a moment; the account's fields are said by its subclasses.

    `known` holds the account and all that ever stood above it: pass it to the rules, whose
    `histories` and `moment` are in it, and take `scope.facts` for what has still to be fetched.
    """

    uid: str = field(description="The account's own id on the platform (账号 UID), `harbor`.")
    scope: Private[Scope]
    known: Private[Known]

    @property
    def key(self) -> Uid:
        """Its uid, as the rules take it."""
        return Uid(self.uid)

    @property
    def history(self) -> AccountHistory:
        """The account with every version of every fact about it that points upward."""
        return self.known.histories[self.key]
