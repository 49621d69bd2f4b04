"""What is computed about an account at its moment: attribution, liability, obligations."""

from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph.model import Cause
from graph.rules.attribution import credited
from graph.rules.liability import Debt, obligors
from resolvers.account_row import AccountRow
from resolvers.attribution import Attribution, attributed
from resolvers.counted import Counted
from resolvers.liability import DayLiability, on_day
from resolvers.obligation import ObligationConnection, ObligationEdge, owed_by
from resolvers.paging import DEFAULT_FIRST, After, First


@strawberry.type
class AccountComputed(AccountRow):
    """Fields of `Account` that rest on a rule."""

    @field(description="To whom what it pays on the day counts (业绩归属).")
    def attribution(self) -> Attribution:
        return attributed(self.scope, credited(self.known, self.key, self.scope.moment.as_of))

    @field(description="Who answers to Aliyun for what arises under it on the day (当日责任).")
    def liability(
        self,
        cause: Annotated[
            Cause, strawberry.argument(description="What it would arise from (事由).")
        ] = Cause.TRANSACTION,
    ) -> DayLiability:
        found = obligors(self.known, self.key, self.scope.moment.as_of, Debt(cause))
        return on_day(self.scope, found, cause)

    @field(
        description="What it owes itself (债务), of what had arisen by the day, by id.",
        graphql_type=ObligationConnection,
    )
    async def obligations(
        self, first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> Counted[ObligationEdge]:
        return await owed_by(self.scope, self.key, first, after)
