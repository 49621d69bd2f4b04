"""The mutation that carries a detachment out, as it was previewed (R100–R112, S54)."""

from typing import Annotated, TypeAlias

import strawberry
from msgspec import Struct
from msgspec.structs import replace
from strawberry import Private, field

from graph import clauses, model
from graph.model import FactId, day_of
from graph.rules import refusal
from graph.rules.detachment import Cut, Edge, Ended, Plan
from loaders.acts import Act, ActRefused, Performed
from loaders.acts.desk import END
from loaders.acts.detaching import PlanStale as Stale
from loaders.acts.detaching import execute, execute_request, told_in
from loaders.scope import Scope
from loaders.sighted import seen_by
from resolvers import answers
from resolvers.acts.carried import performed
from resolvers.acts.changed import AboutAccount
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.placed import names_of, within
from resolvers.clause import Clause
from resolvers.context import Asked
from resolvers.detachment import DetachmentInput, DetachmentPlan, proposed
from resolvers.errors import invalid
from resolvers.moment import chosen
from resolvers.refusal import Refusal, Refused


@strawberry.input(description="Carry a detachment out (执行解除).")
class ExecuteDetachmentInput(ActInput):
    """Of a detachment as it was previewed, or of a request."""

    detachment: DetachmentInput | None = field(
        default=None,
        description="The detachment (解除申请), as it was previewed; or else `request`.",
    )
    request: strawberry.ID | None = field(
        default=None, description="The request (申请编号) that it concludes; or else `detachment`."
    )
    plan_hash: str = field(description="The plan that was previewed (方案哈希).")
    seen_revision: int | None = field(
        default=None,
        description="Revision of the preview (预览修订号): a stale plan is compared to it.",
    )


@strawberry.type(description="A detachment that was carried out (解除执行结果).")
class DetachmentExecuted(AboutAccount):
    """`plan` is what the preview showed, worked out from what was known before the act."""

    cut: Private[Cut]

    @field(description="The plan (解除方案) as it was carried out.", graphql_type=DetachmentPlan)
    async def plan(self) -> DetachmentPlan:
        done = self.performed.committed
        before = replace(
            self.scope.moment, as_of=day_of(done.recorded_at), revision=done.revision - 1
        )
        scope = Scope(self.scope.facts, before)
        found = await answers.detachment(scope, self.cut)
        assert isinstance(found, Plan)  # noqa: S101 (it was carried out)
        return proposed(scope, found)


class Outdated(Struct, frozen=True):
    """A refusal with the plan as it is now, where it was previewed, and what is different."""

    scope: Scope
    now: Plan
    before: Plan | None
    refusal: refusal.Refusal

    def __getattr__(self, name: str) -> object:
        """What every refusal says."""
        return getattr(self.refusal, name)


class Difference(Struct, frozen=True):
    """An edge that ends by one of two plans only."""

    ended: Ended
    added: bool


@strawberry.type(description="An edge that ends by one of two plans only (方案差异).")
class PlanDifference:
    """Reads `Difference`."""

    added: bool = field(
        description="Whether it ends now and did not before (新增), or the reverse."
    )

    @field(description="What ends (关系).")
    @staticmethod
    def edge(parent: strawberry.Parent[Difference]) -> Edge:
        return parent.ended.edge

    @field(description="The account (账号 UID) whose edge it is.")
    @staticmethod
    def uid(parent: strawberry.Parent[Difference]) -> str:
        return parent.ended.account

    @field(description="The account above (上级账号 UID).")
    @staticmethod
    def towards(parent: strawberry.Parent[Difference]) -> str:
        return parent.ended.towards

    @field(description="The clause (条款).", graphql_type=Clause)
    @staticmethod
    def clause(parent: strawberry.Parent[Difference]) -> clauses.Clause:
        return clauses.CLAUSES[parent.ended.clause]


@strawberry.type(description="The plan holds no longer: somebody wrote in between (方案过期).")
class PlanStale(Refusal):
    """Reads `Outdated`."""

    @field(description="The plan as it is now (新方案).", graphql_type=DetachmentPlan)
    @staticmethod
    def plan(parent: strawberry.Parent[Outdated]) -> DetachmentPlan:
        return proposed(parent.scope, parent.now)

    @field(
        description=(
            "What ends by one of the plans only (差异); empty without `seenRevision`, or where only"
            " conditions and days differ."
        ),
        graphql_type=list[PlanDifference],
    )
    @staticmethod
    def differences(parent: strawberry.Parent[Outdated]) -> list[Difference]:
        if parent.before is None:
            return []
        old, new = _edges(parent.before), _edges(parent.now)
        gone = [Difference(each, added=False) for key, each in old.items() if key not in new]
        return [
            *gone,
            *(Difference(each, added=True) for key, each in new.items() if key not in old),
        ]

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Whether a value is one."""
        return isinstance(value, Outdated)


def _edges(plan: Plan) -> dict[tuple[str, str], Ended]:
    return {(each.edge.value, each.fact.id): each for each in plan.ended}


ExecutionResult: TypeAlias = Annotated[
    DetachmentExecuted | PlanStale | Refused,
    strawberry.union("ExecutionResult", description="Done (已执行), stale (方案过期), or refused."),
]


@strawberry.type
class DetachmentMutations:
    """Carrying out what `detachmentPreview` shows."""

    @strawberry.mutation(
        description=(
            "Carry out a detachment (执行解除) as it was previewed: standings, tier links and"
            " customer links end, duties are opened and requests closed, all in one commit. Refused"
            " with the new plan where somebody wrote in between."
        ),
        graphql_type=ExecutionResult,
    )
    async def execute_detachment(
        self, info: Asked, input: Annotated[ExecuteDetachmentInput, GIVEN]
    ) -> DetachmentExecuted | Outdated | refusal.Refusal:
        if (input.detachment is None) == (input.request is None):
            raise invalid("one of detachment and request", "both" if input.request else "none")
        try:
            return await performed(info, input, _act(input), _executed)
        except Stale as stale:
            return Outdated(await _newest(info, input), stale.now, stale.before, stale.refusals[0])
        except ActRefused as error:
            return _placed(error.refusals[0], input)


def _act(given: ExecuteDetachmentInput) -> Act:
    if given.request is not None:
        return execute_request(FactId(given.request), given.plan_hash, given.seen_revision)
    assert given.detachment is not None  # noqa: S101 (one of the two is given)
    return execute(given.detachment.cut(), given.plan_hash, given.seen_revision)


def _placed(found: refusal.Refusal, given: ExecuteDetachmentInput) -> refusal.Refusal:
    """What stands in the way lies in the detachment that is meant, or in the request."""
    if given.request is not None:
        return within(found, names_of(given), "request", whole=True)
    return within(found, names_of(given), "detachment")


def _executed(done: Performed, scope: Scope) -> DetachmentExecuted:
    """The answer, as of the day of the cut."""
    said = told_in(done.committed.events)
    at = Scope(scope.facts, replace(scope.moment, as_of=said.on))
    return DetachmentExecuted(performed=done, scope=at, uid=said.cut.uid, cut=said.cut)


async def _newest(info: Asked, given: ExecuteDetachmentInput) -> Scope:
    """The present, with all that is recorded by now."""
    context = info.context
    newest = await context.writing.shared.facts() if context.writing else None
    facts = seen_by(context.viewer, newest) if newest else context.facts
    moment = model.Moment(context.today, END, chosen(given.readings))
    return Scope(facts, moment)
