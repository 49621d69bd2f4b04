"""The types that an answer to a compared question may have."""

from typing import Annotated, Optional, TypeAlias

import strawberry

from graph.rules.refusal import Refusal
from resolvers.account import Account
from resolvers.agenda import Agenda
from resolvers.agreement import Agreement, ClausePrecedence, OriginalAgreement
from resolvers.attribution import Attribution
from resolvers.authorised import ActJudgement, LinkTypeChange
from resolvers.compared_further import SpokenFurther, StandingMismatches
from resolvers.deadline import Deadline
from resolvers.deposit import Deposit, SetOff
from resolvers.detachment import DetachmentPlan
from resolvers.direct_contract import DirectContract
from resolvers.exposure import Exposure
from resolvers.fee import ServiceFee
from resolvers.fee_calendar import FeeCalendar
from resolvers.fee_market import PurchaseDiscount
from resolvers.leaving import ExitOptions, SurvivingDuties
from resolvers.level import Certification
from resolvers.liability import DayLiability, DebtLiability
from resolvers.refusal import Refused
from resolvers.request import Request
from resolvers.statement import PerformanceStatement
from resolvers.violation import Violation, ViolationRecord
from resolvers.violation_queries import ViolationPrice

Answer: TypeAlias = Annotated[
    Attribution
    | PerformanceStatement
    | ServiceFee
    | DayLiability
    | DebtLiability
    | Exposure
    | DetachmentPlan
    | Agreement
    | ActJudgement
    | ExitOptions
    | SurvivingDuties
    | Deadline
    | Agenda
    | ViolationRecord
    | Deposit
    | SetOff
    | Account
    | OriginalAgreement
    | StandingMismatches
    | ClausePrecedence
    | LinkTypeChange
    | DirectContract
    | Certification
    | FeeCalendar
    | PurchaseDiscount
    | Request
    | Violation
    | ViolationPrice
    | Refused,
    strawberry.union("ComparedAnswer", description="The answer to the compared question (答案)."),
]
MaybeAnswer: TypeAlias = Optional[Answer]  # noqa: UP045 - `|` would make it a union of unions
Spoken: TypeAlias = (
    Attribution
    | PerformanceStatement
    | ServiceFee
    | DayLiability
    | DebtLiability
    | Exposure
    | DetachmentPlan
    | Agreement
    | ActJudgement
    | ExitOptions
    | SurvivingDuties
    | Deadline
    | Agenda
    | ViolationRecord
    | Deposit
    | SetOff
    | SpokenFurther
    | Refusal
    | None
)
