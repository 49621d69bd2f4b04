"""What follows when a link is cut: the plan that an act would carry out (R100–R116)."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from msgspec.structs import replace
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Uid
from graph.rules import refusal
from graph.rules.detachment import Cut, Ground, Plan
from graph.rules.detachment.summary import by_holder
from loaders import charging
from resolvers import answers, planned
from resolvers.context import Asked
from resolvers.deadline import Deadline, spoken
from resolvers.fee_change import FeeChange, changed
from resolvers.liability import DebtLiability, for_debt
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.planned import (
    AboutAccount,
    AccountResult,
    ChangedDebt,
    CityPartnerChoice,
    DetachmentTask,
    DetachmentWarning,
    EndedEdge,
    FeeHolderEffect,
    MoneyEffect,
    Requirement,
)
from resolvers.refusal import Refused
from resolvers.trace import Trace


@strawberry.input(description="A detachment asked for (解除申请), and what happened for it so far.")
class DetachmentInput:
    """Made a `graph.rules.detachment.Cut` by `cut`."""

    uid: str = field(
        description="The city partner, the partner, or the customer account (账号), by the ground."
    )
    ground: Ground = field(description="Why the link is cut (事由).")
    on: date | None = field(
        default=UNSET,
        description=(
            "First day on which the link no longer holds (解除日), past or future; the earliest"
            " that the ground allows if left out."
        ),
    )
    applied_on: date | None = field(
        default=UNSET,
        description="Day of the application (申请日); with it a notice has to be received too.",
    )
    confirmed_on: date | None = field(
        default=UNSET, description="Day on which the city partner confirmed (确认日)."
    )
    no_dispute_confirmed: bool = field(
        default=False, description="Whether the no-dispute letter is there (无争议确认)."
    )
    notice_received_on: date | None = field(
        default=UNSET, description="Day on which the partner received the notice (收到通知日)."
    )
    withdrawn_on: date | None = field(
        default=UNSET, description="Day on which the customer withdrew its request (撤回日)."
    )
    decided_on: date | None = field(default=UNSET, description="Day of Aliyun's decision (决定日).")
    release_city_partners: bool = field(
        default=True,
        description="At a tier-1's exit: release its city partners the same day (Q7, Q30).",
    )
    end_links: bool = field(
        default=True, description="At a partner's exit: end its customer links too (Q8)."
    )
    customers_settled_on: date | None = field(
        default=UNSET,
        description="Day on which a leaving partner settled its customers (客户安置日, MR 7.2).",
    )
    termination_agreed_on: date | None = field(
        default=UNSET,
        description="Day on which its termination agreement takes effect (终止协议生效日, MR 7.2).",
    )

    def cut(self) -> Cut:
        """The same as the rule takes it."""
        return Cut(
            uid=Uid(self.uid),
            ground=self.ground,
            on=self.on or None,
            applied_on=self.applied_on or None,
            confirmed_on=self.confirmed_on or None,
            no_dispute_confirmed=self.no_dispute_confirmed,
            notice_received_on=self.notice_received_on or None,
            withdrawn_on=self.withdrawn_on or None,
            decided_on=self.decided_on or None,
            release_city_partners=self.release_city_partners,
            end_links=self.end_links,
            customers_settled_on=self.customers_settled_on or None,
            termination_agreed_on=self.termination_agreed_on or None,
        )


@strawberry.type(description="Everything that follows from a cut (解除方案), before it is made.")
class DetachmentPlan(AboutAccount):
    """`proposed` makes it; a list is made when it is asked for, as some have thousands of rows."""

    plan: Private[Plan]
    ground: Ground = field(description="Why (事由).")
    on: date = field(description="First day on which the link no longer holds (解除日).")
    earliest: date | None = field(
        description="The earliest day that the ground allows (最早解除日), where it sets one."
    )
    executable: bool = field(description="Whether every requirement is met (可执行).")
    requirements: list[Requirement] = field(description="What the ground asks for (条件).")
    deadlines: list[Deadline] = field(description="Periods that have to run first (期限).")
    ended: list[EndedEdge] = field(description="All that ends (终止的关系).")
    accounts: list[AccountResult] = field(description="What becomes of accounts (账号结果).")

    @field(description="Cash that counts otherwise (业绩变动), by month and fee holder.")
    def money(self) -> list[MoneyEffect]:
        return [planned.moved(self.scope, each) for each in self.plan.money]

    @field(description="The same by fee holder (归属方合计).")
    def fee_holders(self) -> list[FeeHolderEffect]:
        return [planned.held(self.scope, each) for each in by_holder(self.plan.money)]

    @field(
        description="Open debts from before the day (存续债务); they stay as they are (FA 8.4.1)."
    )
    def surviving_debts(self) -> list[DebtLiability]:
        later = self._later()
        return [for_debt(later, each) for each in self.plan.surviving]

    @field(description="Debts from the day on that others answer for then (责任变动).")
    def changed_debts(self) -> list[ChangedDebt]:
        later = self._later()
        return [planned.changed(later, each) for each in self.plan.changed_debts]

    @field(description="What to look at first (提示).")
    def warnings(self) -> list[DetachmentWarning]:
        return [planned.warned(self.scope, each) for each in self.plan.warnings]

    @field(description="Duties after the cut (后续义务).")
    def tasks(self) -> list[DetachmentTask]:
        return [planned.due(self.scope, each) for each in self.plan.tasks]

    @field(description="What a leaving tier-1's city partners may choose (可选安排, Q30).")
    def choices(self) -> list[CityPartnerChoice]:
        return [planned.offered(self.scope, each) for each in self.plan.choices]

    @field(
        description=(
            "What becomes of service fees (服务费变动): of each fee holder whose recorded cash"
            " moves, by month; a lost tier costs more than the cash that goes."
        )
    )
    async def fees(self) -> list[FeeChange]:
        found = await charging.changes(self.scope, self.plan)
        return [changed(self.scope, each) for each in found]

    plan_hash: str = field(
        description="Names this plan (方案哈希): another as soon as anything that ends is another."
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    def _later(self) -> Scope:
        """Of debts it is told as of the day of the cut, if that is later."""
        moment = self.scope.moment
        moment = replace(moment, as_of=max(moment.as_of, self.plan.on))
        return Scope(self.scope.facts, moment, self.scope.schedule)


def proposed(scope: Scope, plan: Plan) -> DetachmentPlan:
    """A plan as it is spoken."""
    return DetachmentPlan(
        scope=scope,
        uid=plan.cut.uid,
        plan=plan,
        ground=plan.cut.ground,
        on=plan.on,
        earliest=plan.earliest,
        executable=plan.executable,
        requirements=[planned.required(each) for each in plan.requirements],
        deadlines=[spoken(each) for each in plan.deadlines],
        ended=[planned.ended(scope, each) for each in plan.ended],
        accounts=[planned.resulting(scope, each) for each in plan.accounts],
        plan_hash=plan.hash,
        trace=plan.trace,
    )


DetachmentPreview: TypeAlias = Annotated[
    DetachmentPlan | Refused,
    strawberry.union(
        "DetachmentPreview",
        description="What would follow (解除预览), or why there is nothing to cut (拒绝).",
    ),
]


@strawberry.type
class DetachmentQueries:
    """The root field `detachmentPreview`."""

    @field(
        description=(
            "What follows when a link is cut (解除预览), on any day past or future. Writes nothing."
            " What the ground still lacks is an unmet requirement; a refusal says that there is"
            " nothing to cut, or that a needed calendar is not published."
        ),
        graphql_type=DetachmentPreview,
    )
    async def detachment_preview(
        self,
        info: Asked,
        input: Annotated[
            DetachmentInput, strawberry.argument(description="The detachment (解除申请).")
        ],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> DetachmentPlan | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        found = await answers.detachment(scope, input.cut())
        return proposed(scope, found) if isinstance(found, Plan) else found
