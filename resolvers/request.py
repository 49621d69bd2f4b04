"""Requests: what was asked for, where it stands on the day, and who has to act until when."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import model
from graph.model import LinkType
from graph.rules import refusal
from graph.rules.detachment import Ground, Plan
from graph.rules.standing import Known
from graph.rules.workflow import Progress, Unclear, cut_of, ground_of
from graph.rules.workflow.taken import by
from resolvers import answers, planned, seen
from resolvers.detachment import DetachmentPlan, DetachmentPreview, proposed
from resolvers.moment import Scope
from resolvers.node import Node
from resolvers.planned import Requirement
from resolvers.refusal import Refused
from resolvers.request_enums import RequestKind, State, Verdict
from resolvers.request_step import RequestStep, taken
from resolvers.seen import AnAccount, MaybeAccount, MaybeParty
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party

MaybePreview = DetachmentPreview | None


@strawberry.type(description="What somebody asked for (申请), at the moment of its root field.")
class Request(Node):
    """A stored request and what follows from it; `said` makes it."""

    scope: Private[Scope]
    fact: Private[model.Request]
    known: Private[Known]
    found: Private[Progress | Unclear]
    request_id: str = field(description="The request's own id (申请编号).")
    version: int = field(description="Number of the version (版本): give it as `expectedVersion`.")
    kind: RequestKind = field(description="What it is to bring about (申请类型).")
    ground: Ground | None = field(description="On which ground a link is cut (事由), if one is.")
    link_type: LinkType | None = field(description="The type of the new link (关联类型) of a move.")
    applied_on: date = field(description="The day of the application (申请日).")
    effective_on: date | None = field(description="The day asked for (申请生效日), if one was.")
    verdict: Verdict | None = field(description="How Aliyun decided (决定), by the day.")
    due_marked_on: date | None = field(description="The day it was marked as due (到期标记日).")
    executed_on: date | None = field(description="The day it was carried out (执行日).")
    closed_on: date | None = field(description="The day it was closed (关闭日), if it was …")
    close_cause: str | None = field(description="… and why (关闭原因).")
    recorded_at: datetime = field(description="Known from this instant (记录时间).")
    source: str = field(description="The document it rests on (来源).")

    @field(description="Where it stands on the day (状态).")
    def state(self) -> State:
        return self.found.state if isinstance(self.found, Progress) else State.WAITING

    @field(description="All its steps (步骤), in order; empty where its days can't be counted.")
    def steps(self) -> list[RequestStep]:
        found = self.found.steps if isinstance(self.found, Progress) else ()
        return [taken(self.scope, each) for each in found]

    @field(description="What has to be done, or may still be done in time (待办步骤), now.")
    def next_steps(self) -> list[RequestStep]:
        found = self.found.next_steps if isinstance(self.found, Progress) else ()
        return [taken(self.scope, each) for each in found]

    @field(description="The first day on which it can be carried out (最早执行日), if known.")
    def earliest(self) -> date | None:
        return self.found.earliest if isinstance(self.found, Progress) else None

    @field(description="What stands in the way and is no step of it (障碍).")
    def hindrances(self) -> list[Requirement]:
        found = self.found.hindrances if isinstance(self.found, Progress) else ()
        return [planned.required(each) for each in found]

    @field(
        description="Why its days can't be counted (无法计算), if they can't (S44).",
        graphql_type=Refused | None,
    )
    def unclear(self) -> refusal.Refusal | None:
        return self.found.refusal if isinstance(self.found, Unclear) else None

    @field(description="The account it is about (账号).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.fact.account)

    @field(
        description="The tier-1 to enter under, or the partner to move to (目标账号).",
        graphql_type=MaybeAccount,
    )
    async def other(self) -> "Account | None":
        return await seen.maybe(self.scope, self.fact.other)

    @field(description="The party that applied (申请人), if it was told.", graphql_type=MaybeParty)
    async def applied_by(self) -> "Party | None":
        return await seen.maybe_party(self.scope, self.fact.applied_by)

    @field(
        description=(
            "What follows when it is carried out (解除预览): its plan as of the day, with the"
            " `planHash` to execute it by; null for what cuts nothing."
        ),
        graphql_type=MaybePreview,
    )
    async def preview(self) -> DetachmentPlan | refusal.Refusal | None:
        if isinstance(self.found, Unclear):
            return None
        cut = cut_of(by(self.fact, self.scope.moment.as_of), self.known)
        if cut is None:
            return None
        found = await answers.detachment(self.scope, cut)
        return proposed(self.scope, found) if isinstance(found, Plan) else found

    @field(description="What its state rests on (依据).", graphql_type=Trace)
    def trace(self) -> model.Trace:
        if isinstance(self.found, Progress):
            return self.found.trace
        return model.cite(facts=(self.fact,))

    def node_key(self) -> str:
        """Its own id."""
        return self.fact.id


def said(scope: Scope, fact: model.Request, known: Known, found: Progress | Unclear) -> Request:
    """A request as it is spoken; what happened after the day is not told."""
    done = by(fact, scope.moment.as_of)
    return Request(
        scope=scope,
        fact=fact,
        known=known,
        found=found,
        request_id=fact.id,
        version=fact.version,
        kind=fact.kind,
        ground=ground_of(fact),
        link_type=fact.link_type,
        applied_on=fact.applied_on,
        effective_on=fact.effective_on,
        verdict=done.verdict,
        due_marked_on=done.due_marked_on,
        executed_on=done.executed_on,
        closed_on=done.closed_on,
        close_cause=done.close_cause,
        recorded_at=fact.recorded_at,
        source=fact.source,
    )
