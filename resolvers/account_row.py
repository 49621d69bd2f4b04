"""The root of all that is said about an account: which one, when, and what is known of it."""

from collections.abc import Iterable

import strawberry
from strawberry import Private, field

from graph.model import AccountHistory, Uid
from graph.rules.below import has_city_partner
from graph.rules.lineage import Lineage, Role, lineage
from graph.rules.standing import Known
from resolvers.moment import Scope


@strawberry.type
class AccountRow:
    """An account that exists, at a moment; the account's fields are said by its subclasses.

    `known` holds the account and all that ever stood above it: hand it to the rules, whose
    histories and moment are in it, and take `scope.facts` for what has still to be fetched.
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

    async def placed(self) -> Lineage:
        """Its lineage on the day; whether it is a tier-1 is told by what stands below it."""
        day = self.scope.moment.as_of
        plain = lineage(self.known, self.key, day)
        if plain.role is not Role.PARTNER or not await self._leads():
            return plain
        return lineage(self.known, self.key, day, has_city_partners=True)

    async def _leads(self) -> bool:
        moment = self.scope.moment
        below = Known(await self.scope.facts.city_partners([self.key]), moment)
        return has_city_partner(below, self.key, moment.as_of)


async def reached(wanted: Iterable[tuple[AccountRow, Uid | None]]) -> list[AccountRow | None]:
    """For each account another one at its moment, or none; all are fetched together.

    None too where the other may not be seen.
    """
    asked = list(wanted)
    scopes = {id(row.scope): row.scope for row, uid in asked if uid is not None}
    known = {
        at: await scope.known_each(uid for row, uid in asked if uid and row.scope is scope)
        for at, scope in scopes.items()
    }
    return [
        type(row)(uid=uid, scope=row.scope, known=known[id(row.scope)][uid])
        if uid is not None and uid in known[id(row.scope)][uid].histories
        else None
        for row, uid in asked
    ]
