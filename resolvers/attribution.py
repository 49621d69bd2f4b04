"""Attribution: to whom an account's cash counts on a day (R20, R22, R23, FA 2.1.6, CA 2.2.1)."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Uid
from graph.rules.attribution import Credit
from resolvers import answers, seen
from resolvers.context import Asked
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.seen import AnAccount, MaybeAccount
from resolvers.trace import Trace
from resolvers.verdicts import Status

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(description="To whom what an account pays on a day counts (业绩归属).")
class Attribution:
    """`attributed` makes it; at most one direct partner and one fee holder (I10)."""

    scope: Private[Scope]
    credit: Private[Credit]
    day: date = field(description="The day of payment (付款日).")
    status: Status = field(description="Whether it counts to somebody (归属状态).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="The account that pays (付款账号).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.credit.account)

    @field(
        description=(
            "The partner whose performance it is (直接合作伙伴, FA 3.4.1.3): the account itself if"
            " it is a partner, else the partner it is linked to; null if it counts to nobody."
        ),
        graphql_type=MaybeAccount,
    )
    async def direct_partner(self) -> "Account | None":
        return await seen.maybe(self.scope, self.credit.direct)

    @field(
        description=(
            "Who holds the service fee base (服务费归属, CA 2.2.1): of a city partner its tier-1."
        ),
        graphql_type=MaybeAccount,
    )
    async def fee_holder(self) -> "Account | None":
        return await seen.maybe(self.scope, self.credit.holder)


def attributed(scope: Scope, credit: Credit) -> Attribution:
    """A credit as it is spoken."""
    return Attribution(
        scope=scope, credit=credit, day=credit.day, status=credit.status, trace=credit.trace
    )


@strawberry.type
class AttributionQueries:
    """The root field `attribution`."""

    @field(
        description=(
            "To whom what an account pays on a day counts (业绩归属): its direct partner and its"
            " fee holder. Null if there is no such account."
        )
    )
    async def attribution(
        self,
        info: Asked,
        uid: Annotated[str, strawberry.argument(description="The account (账号 UID).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Attribution | None:
        scope = scope_of(info, as_of, known_at, readings)
        credit = await answers.attribution(scope, Uid(uid))
        return None if credit is None else attributed(scope, credit)
