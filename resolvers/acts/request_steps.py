"""Mutations that take a request further: confirm, answer, withdraw, decide, or any dated step."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import field

from graph.model import FactId, Verdict
from graph.rules.workflow import StepName
from loaders.acts.executing import execute
from loaders.acts.requests import Taken, confirm, take
from resolvers.acts.carried import carried_out
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.requests import Answer, RequestResult, changed
from resolvers.context import Asked
from resolvers.errors import invalid

OF_THEIR_OWN = {
    StepName.APPLY: "the mutation that asks for it",
    StepName.DECIDE: "decideRequest",
    StepName.EXECUTE: "executeRequest",
}
"""Steps that `recordRequestStep` does not take, and what does."""


@strawberry.input(description="A step of a request (申请步骤).")
class RequestStepInput(ActInput):
    """What every step takes."""

    request: str = field(description="The request's own id (申请编号), its `requestId`.")
    effective_on: date | None = field(
        default=None, description="The day of the step (步骤日期); today if left out."
    )
    expected_version: int | None = field(
        default=None,
        description="The version of the request that you have seen (预期版本); else refused.",
    )


@strawberry.input(description="Who is asked agrees (确认申请).")
class ConfirmRequestInput(RequestStepInput):
    """Of whichever step by which a request of its kind is agreed to."""


@strawberry.input(description="The partner answers a customer's request (答复申请).")
class AnswerRequestInput(RequestStepInput):
    """Of ANSWER."""


@strawberry.input(description="Who applied takes it back (撤回申请).")
class WithdrawRequestInput(RequestStepInput):
    """Of WITHDRAW."""


@strawberry.input(description="Aliyun decides (决定申请).")
class DecideRequestInput(RequestStepInput):
    """Of DECIDE."""

    verdict: Verdict = field(description="Granted or refused (决定).")


@strawberry.input(description="A dated step of a request (登记步骤).")
class RecordRequestStepInput(RequestStepInput):
    """Of any step but those with a mutation of their own."""

    step: StepName = field(description="Which step (步骤).")


@strawberry.input(description="A request that cuts nothing is carried out (执行申请).")
class ExecuteRequestInput(RequestStepInput):
    """`effective_on` is the first day of what it brings about."""


@strawberry.type
class RequestStepMutations:
    """Steps that are taken; out of order, late, twice or after the end they are refused."""

    @strawberry.mutation(
        description=(
            "Record that who is asked agrees (确认): the city partner to the tier-1's application"
            " (CA 2.3.1①), a city partner that no dispute exists (CA 2.3.1②), a customer to a move"
            " (FA 3.4.2.4), or by signing with Aliyun to a conversion (FA 8.4.3)."
        ),
        graphql_type=RequestResult,
    )
    async def confirm_request(
        self, info: Asked, input: Annotated[ConfirmRequestInput, GIVEN]
    ) -> Answer:
        act = confirm(FactId(input.request), _day(info, input), *_rest(input))
        return await carried_out(info, input, act, changed)

    @strawberry.mutation(
        description=(
            "Record a partner's answer to its customer's request (答复), within three working days"
            " of the notice (R112). By itself it changes nothing."
        ),
        graphql_type=RequestResult,
    )
    async def answer_request(
        self, info: Asked, input: Annotated[AnswerRequestInput, GIVEN]
    ) -> Answer:
        return await _take(info, input, StepName.ANSWER)

    @strawberry.mutation(
        description=(
            "Take a request back (撤回): until it is carried out; a customer's only within the"
            " three working days (FA 4.3.1.6, R112)."
        ),
        graphql_type=RequestResult,
    )
    async def withdraw_request(
        self, info: Asked, input: Annotated[WithdrawRequestInput, GIVEN]
    ) -> Answer:
        return await _take(info, input, StepName.WITHDRAW)

    @strawberry.mutation(
        description=(
            "Record Aliyun's decision (决定) on an entry (CA 2.1.2), a release (CA 2.3.1, R104) or"
            " what goes with a partner's exit (R108). To refuse takes no more than the application."
        ),
        graphql_type=RequestResult,
    )
    async def decide_request(
        self, info: Asked, input: Annotated[DecideRequestInput, GIVEN]
    ) -> Answer:
        return await _take(info, input, StepName.DECIDE, input.verdict)

    @strawberry.mutation(
        description=(
            "Carry out a request (执行) for an entry (R11), a move (R16) or a conversion (R110) by"
            " the steps taken so far. One that cuts a link takes `executeDetachment` instead."
        ),
        graphql_type=RequestResult,
    )
    async def execute_request(
        self, info: Asked, input: Annotated[ExecuteRequestInput, GIVEN]
    ) -> Answer:
        act = execute(FactId(input.request), _day(info, input), *_rest(input))
        return await carried_out(info, input, act, changed)

    @strawberry.mutation(
        description=(
            "Record any dated step of a request (登记步骤), such as an agreement signed (CA 2.1.2,"
            " CA 2.1.3), customers settled (MR 7.2) or a notice received (FA 4.3.1.6)."
        ),
        graphql_type=RequestResult,
    )
    async def record_request_step(
        self, info: Asked, input: Annotated[RecordRequestStepInput, GIVEN]
    ) -> Answer:
        if input.step in OF_THEIR_OWN:
            other = OF_THEIR_OWN[input.step]
            raise invalid(f"a step that has no mutation of its own ({other})", input.step.value)
        return await _take(info, input, input.step)


async def _take(
    info: Asked, given: RequestStepInput, name: StepName, verdict: Verdict = Verdict.GRANTED
) -> Answer:
    step = Taken(name, _day(info, given), verdict)
    return await carried_out(info, given, take(FactId(given.request), step, *_rest(given)), changed)


def _day(info: Asked, given: RequestStepInput) -> date:
    return given.effective_on or info.context.today


def _rest(given: RequestStepInput) -> tuple[int | None, str]:
    return given.expected_version, given.source
