"""What is on paper about an account: authorisations, tests, and the standing they give."""

import strawberry
from strawberry import field

from graph.rules.agreements import Entitled, entitled
from resolvers import papered
from resolvers.account_row import AccountRow
from resolvers.agreement import EntitledStanding
from resolvers.authorised import Authorisation
from resolvers.level import Certification, TestedQuarter, of_account
from resolvers.noted import WrittenNote, notes_on
from resolvers.task import Task, tasks_of


@strawberry.type
class AccountPapered(AccountRow):
    """Fields of `Account` that rest on papers about it."""

    @field(
        description="The customer's authorisations (授权) known at the moment, by their first day."
    )
    async def authorisations(self) -> list[Authorisation]:
        papers = await papered.account_papers(self.scope, self.key)
        rows = self.scope.moment.known(papers.authorisations)
        found = sorted(rows, key=lambda each: (each.valid_from, each.id))
        return [Authorisation(row=each, scope=self.scope) for each in found]

    @field(
        description=(
            "The standing that it should have by its owner's agreements (应有身份); none where no"
            " framework agreement is on record. `standings` tell what is recorded, and decide."
        ),
        graphql_type=list[EntitledStanding],
    )
    async def entitled_standings(self) -> list[Entitled]:
        contracts = await papered.contracts(self.scope, self.history.account.owner)
        return list(entitled(contracts, self.known, self.key))

    @field(description="The duties that it has after a detachment (任务) by the day, done or not.")
    async def tasks(self) -> list[Task]:
        return tasks_of(self.scope, await papered.account_papers(self.scope, self.key))

    @field(description="What was noted beside it (备注), the oldest first.")
    async def notes(self) -> list[WrittenNote]:
        return await notes_on(self.scope, self.key)

    @field(description="Its quarters tested by the day (季度考核, R87), in order.")
    async def assessments(self) -> list[TestedQuarter]:
        return (await of_account(self.scope, self.key, self.known)).quarters

    @field(description="Where it stands by its tests on the day (认证状态, R87).")
    async def certification(self) -> Certification:
        return await of_account(self.scope, self.key, self.known)
