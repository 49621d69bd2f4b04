"""The steps of a request, with who has to act and until when."""

from datetime import date
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import clauses
from graph.model import Uid
from graph.rules import workflow as rules
from resolvers import deadline, seen
from resolvers.clause import Clause
from resolvers.codes import Code
from resolvers.deadline import Deadline
from resolvers.moment import Scope
from resolvers.request_enums import Actor, StepName
from resolvers.seen import MaybeAccount

if TYPE_CHECKING:
    from resolvers.account import Account


@strawberry.type(description="One step of a request (步骤): whose act it is, and when it may be.")
class RequestStep:
    """`taken` makes it."""

    scope: Private[Scope]
    by: Private[Uid | None]
    name: StepName = field(description="What is done (步骤).")
    actor: Actor = field(description="Who does it (办理方).")
    done_on: date | None = field(description="The day on which it was done (完成日), if it was.")
    blocks: bool = field(description="Whether the request can't be carried out without it (必需).")
    missing: Code | None = field(description="The code of its absence (缺失代码), while it is not.")
    after: list[StepName] = field(description="Steps that have to be taken first (前置步骤).")
    due_on: date | None = field(
        description="Last day of its period, or first day of an execution (期限日), if it has one."
    )
    until: Deadline | None = field(
        description="The period in which it has to be taken (办理期限), with the counted days."
    )
    earliest: date | None = field(description="First day on which it may be (最早日), if known.")
    period: Deadline | None = field(description="The period that has to run first (等待期限).")
    clause: clauses.Clause = field(description="The clause (条款).", graphql_type=Clause)
    meaning: str = field(description="What it is, in words (说明).")

    @field(description="The account whose act it is (办理账号).", graphql_type=MaybeAccount)
    async def account(self) -> "Account | None":
        return await seen.maybe(self.scope, self.by)


def taken(scope: Scope, step: rules.Step) -> RequestStep:
    """A step as it is spoken."""
    return RequestStep(
        scope=scope,
        by=step.account,
        name=step.name,
        actor=step.actor,
        done_on=step.done_on,
        blocks=step.blocks,
        missing=step.code if step.done_on is None else None,
        after=list(step.after),
        due_on=step.due_on,
        until=None if step.until is None else deadline.spoken(step.until),
        earliest=step.earliest,
        period=None if step.period is None else deadline.spoken(step.period),
        clause=clauses.clause(step.clause),
        meaning=step.meaning,
    )
