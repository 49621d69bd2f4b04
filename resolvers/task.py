"""Duties that a detachment opened for somebody, and whether they are done."""

from datetime import date
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import clauses, model
from graph.model import AccountPapers
from graph.rules.agenda.account import worded
from resolvers import seen
from resolvers.clause import Clause, Wording
from resolvers.moment import Scope
from resolvers.seen import AnAccount

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(description="A duty after a detachment (任务): whose, since when, until when.")
class Task:
    """Of `graph.model.Task`."""

    row: Private[model.Task]
    scope: Private[Scope]

    @field(description="The fact's own id (任务编号), for `completeTask`.")
    def task_id(self) -> str:
        return self.row.id

    @field(description="Number of the version (版本), from 1.")
    def version(self) -> int:
        return self.row.version

    @field(description="What is to be done (事项).", graphql_type=Wording)
    def what(self) -> clauses.Wording:
        return worded(self.row)

    @field(description="From which day (起始日).")
    def since(self) -> date:
        return self.row.since

    @field(description="The last day in time (届满日); null where no clause names one.")
    def due_on(self) -> date | None:
        return self.row.due_on

    @field(description="The day on which it was done (完成日), if it was by the day asked about.")
    def done_on(self) -> date | None:
        on = self.row.done_on
        return on if on is not None and on <= self.scope.moment.as_of else None

    @field(
        description="The clause that sets it (条款); null if it names one that the texts lack.",
        graphql_type=Clause | None,
    )
    def clause(self) -> clauses.Clause | None:
        return clauses.CLAUSES.get(self.row.clause)

    @field(description="For which accounts (涉及账号).", graphql_type=list[AnAccount])
    async def accounts(self) -> "list[Account]":
        return [await seen.account(self.scope, uid) for uid in self.row.accounts]


def tasks_of(scope: Scope, papers: AccountPapers) -> list[Task]:
    """The tasks that had begun by the day, by their first day."""
    begun = [each for each in scope.moment.known(papers.tasks) if each.since <= scope.moment.as_of]
    ordered = sorted(begun, key=lambda each: (each.since, each.id))
    return [Task(row=each, scope=scope) for each in ordered]
