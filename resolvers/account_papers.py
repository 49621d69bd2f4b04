"""What is on paper about an account: authorisations of its customer, and its quarterly tests."""

import strawberry
from strawberry import field

from resolvers import papered
from resolvers.account_row import AccountRow
from resolvers.authorised import Authorisation
from resolvers.level import Certification, TestedQuarter, of_account


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

    @field(description="Its quarters tested by the day (季度考核, R87), in order.")
    async def assessments(self) -> list[TestedQuarter]:
        return (await of_account(self.scope, self.key, self.known)).quarters

    @field(description="Where it stands by its tests on the day (认证状态, R87).")
    async def certification(self) -> Certification:
        return await of_account(self.scope, self.key, self.known)
