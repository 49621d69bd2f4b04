"""Mutations of what is to be done, and of what somebody wants to be remembered."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import field

from graph.model import FactId, Note, Task, cite
from loaders.acts.found import Named
from loaders.acts.proceeding import carry_on
from loaders.acts.records import record
from resolvers.acts.carried import carried_out
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.written import FactsAnswer, FactsResult, FactsWritten
from resolvers.context import Asked
from resolvers.errors import invalid

MAX_NOTE = 4_000
DONE = cite(rules=("R109", "R115"), clauses=("MR 7.3.4", "FA 8.4.3"))


@strawberry.input(description="Write a note (添加备注).")
class AnnotateInput(ActInput):
    """Made a `Note`."""

    subject: str = field(
        description="What it is about (对象): an account's uid, a party's or a fact's id."
    )
    text: str = field(description="The note (备注), 4,000 characters at most.")


@strawberry.input(description="Record that a duty is done (完成任务).")
class CompleteTaskInput(ActInput):
    """Of a task that a detachment opened."""

    task: str = field(description="The task (任务编号).")
    effective_on: date | None = field(
        default=None, description="The day on which it was done (完成日); today if left out."
    )
    expected_version: int | None = field(
        default=None, description="The version that you have seen (预期版本)."
    )


@strawberry.type
class NotedMutations:
    """Notes and duties."""

    @strawberry.mutation(
        description=(
            "Write a note beside an account, a party or a fact (添加备注); nothing follows from it"
            " (R34)."
        ),
        graphql_type=FactsResult,
    )
    async def annotate(self, info: Asked, input: Annotated[AnnotateInput, GIVEN]) -> FactsAnswer:
        if not input.text.strip() or len(input.text) > MAX_NOTE:
            raise invalid(f"a note of 1 to {MAX_NOTE} characters", input.text)
        note = Note(id=FactId(""), subject=input.subject, text=input.text, source=input.source)
        return await carried_out(info, input, record([[note]]), FactsWritten.of)

    @strawberry.mutation(
        description="Record that a duty is done (完成任务): wind-down, notices (R109, R115).",
        graphql_type=FactsResult,
    )
    async def complete_task(
        self, info: Asked, input: Annotated[CompleteTaskInput, GIVEN]
    ) -> FactsAnswer:
        done = {"done_on": input.effective_on or info.context.today}
        named = Named(Task, FactId(input.task))
        act = carry_on(named, done, input.expected_version, DONE, input.source)
        return await carried_out(info, input, act, FactsWritten.of)
