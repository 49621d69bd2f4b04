"""What can be asked under two sets of readings: one input for each computed root."""

from datetime import date

import strawberry
from strawberry import UNSET, field

from graph.model import AuthorisedAct, Cause, Month
from graph.rules.term import Term
from resolvers.compared_breach import SetOffQuestion
from resolvers.compared_further import DiscountQuestion, LinkTypeQuestion, PenaltyQuestion
from resolvers.deadline import PeriodInput
from resolvers.detachment import DetachmentInput
from resolvers.direct_contract import DirectContractInput
from resolvers.fee_compared import FeeQuestion


@strawberry.input(description="A statement to compare (业绩报表).")
class StatementQuestion:
    """As `performanceStatement` asks."""

    month: Month = field(description="The month (自然月).")
    partner: str | None = field(
        default=UNSET, description="A partner's uid (合作伙伴); the whole programme if left out."
    )


@strawberry.input(description="A day's liability to compare (当日责任).")
class DayLiabilityQuestion:
    """As `liability(uid:)` asks."""

    uid: str = field(description="The account (账号 UID).")
    cause: Cause = field(default=Cause.TRANSACTION, description="What would arise (事由).")


@strawberry.input(description="An act to compare (操作授权).")
class AuthorisedQuestion:
    """As `authorised` asks."""

    account: str = field(description="The customer's account (账号 UID).")
    partner: str = field(description="The partner (合作伙伴 UID).")
    act: AuthorisedAct = field(description="What it does (操作).")


@strawberry.input(description="A period to compare (期限): give kind or period.")
class DeadlineQuestion:
    """As `deadline` asks."""

    start: date = field(description="The day it runs from (起算日).")
    kind: Term | None = field(default=UNSET, description="A period that a clause sets (类型).")
    period: PeriodInput | None = field(default=UNSET, description="Any other period (期限).")
    moves: bool = field(
        default=False,
        description="Whether `period`'s last day moves on to a working day (顺延, MR 5.2).",
    )


@strawberry.input(
    one_of=True, description="The question to ask twice (比较的问题): give exactly one."
)
class ComparedQuestion:
    """Answered by `resolvers.comparison`."""

    attribution: str | None = field(
        default=UNSET, description="To whom this account's cash counts (业绩归属)."
    )
    statement: StatementQuestion | None = field(
        default=UNSET, description="Performance of a month (业绩报表)."
    )
    service_fee: FeeQuestion | None = field(
        default=UNSET, description="The service fee of a month (服务费)."
    )
    day_liability: DayLiabilityQuestion | None = field(
        default=UNSET, description="Who answers for what arises on the day (当日责任)."
    )
    liability: str | None = field(
        default=UNSET, description="Who answers for this debt (债务责任)."
    )
    exposure: list[str] | None = field(
        default=UNSET, description="What these parties answer for in all (敞口)."
    )
    detachment: DetachmentInput | None = field(
        default=UNSET, description="What follows when a link is cut (解除预览)."
    )
    agreement: str | None = field(
        default=UNSET, description="From when to when this agreement is in force (协议有效期间)."
    )
    authorised: AuthorisedQuestion | None = field(
        default=UNSET, description="Whether a partner may act on an account (操作授权)."
    )
    exit_options: str | None = field(
        default=UNSET, description="The ways out for this account (退出方式)."
    )
    surviving_duties: str | None = field(
        default=UNSET, description="The duties of this party that go on (存续义务)."
    )
    deadline: DeadlineQuestion | None = field(
        default=UNSET, description="When a period ends (期限)."
    )
    agenda: str | None = field(
        default=UNSET, description="The open deadlines of this party (待办期限)."
    )
    violations: str | None = field(
        default=UNSET, description="The violations of this party (违规记录)."
    )
    deposit: str | None = field(default=UNSET, description="The deposit of this party (保证金).")
    set_off: SetOffQuestion | None = field(
        default=UNSET, description="How an amount due would be met (抵扣)."
    )
    account: str | None = field(
        default=UNSET, description="Where this account stands, and what it is (层级归属)."
    )
    original_agreement: str | None = field(
        default=UNSET, description="The original agreement of this party (原协议)."
    )
    standing_mismatches: str | None = field(
        default=UNSET, description="Where this party's record and agreements differ (不一致)."
    )
    precedence: list[str] | None = field(
        default=UNSET, description="Which of these clauses prevails (效力顺序)."
    )
    link_type_change: LinkTypeQuestion | None = field(
        default=UNSET, description="Whether a link may be of the other type (类型变更)."
    )
    direct_contract: DirectContractInput | None = field(
        default=UNSET, description="Whether Aliyun may contract directly (直接签约)."
    )
    assessment: str | None = field(
        default=UNSET, description="What the tests of this account mean (认证状态)."
    )
    fee_calendar: Month | None = field(
        default=UNSET, description="The four dates of this month's fee (结算日程)."
    )
    purchase_discount: DiscountQuestion | None = field(
        default=UNSET, description="Whether a purchase has the discount (采购折扣)."
    )
    request: str | None = field(default=UNSET, description="Where this request stands (申请).")
    violation: str | None = field(
        default=UNSET, description="This violation and how it counts (违规)."
    )
    penalty: PenaltyQuestion | None = field(
        default=UNSET, description="What one more violation would cost (违约金预览)."
    )
