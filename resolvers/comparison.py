"""One question under two sets of readings, and where the answers part (Q1–Q34)."""

from typing import Annotated, Optional, TypeAlias

import strawberry
from strawberry import UNSET, field

from graph.model import AuthorisedAct, Cause, FactId, Month, Uid
from graph.rules import comparison
from graph.rules.agreements import InForce
from graph.rules.attribution import Credit
from graph.rules.claims import Liability as Debt
from graph.rules.detachment import Plan
from graph.rules.exposure import Exposure as Exposed
from graph.rules.liability import DayLiability as OnDay
from graph.rules.refusal import Refusal
from resolvers import answers, papered
from resolvers.agreement import Agreement, agreed
from resolvers.answers import Performed
from resolvers.attribution import Attribution, attributed
from resolvers.authorised import ActJudgement, Judged, judged, judgement
from resolvers.context import Asked
from resolvers.detachment import DetachmentInput, DetachmentPlan, proposed
from resolvers.errors import invalid
from resolvers.exposure import Exposure, existing, exposed
from resolvers.fee import ServiceFee, charge
from resolvers.fee_compared import ComparedFee, FeeQuestion, compared
from resolvers.leaving import ExitOptions, SurvivingDuties, exits, surviving
from resolvers.liability import DayLiability, DebtLiability, for_debt, on_day
from resolvers.moment import AsOf, Chosen, KnownAt, ReadingChoice, Scope, scope_of
from resolvers.papered import Lasting, Leaving
from resolvers.refusal import Refused
from resolvers.statement import PerformanceStatement, last_day, stated

Found: TypeAlias = (
    Credit
    | Performed
    | ComparedFee
    | OnDay
    | Debt
    | Exposed
    | Plan
    | InForce
    | Judged
    | Leaving
    | Lasting
    | Refusal
    | None
)


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


@strawberry.input(
    one_of=True, description="The question to ask twice (比较的问题): give exactly one."
)
class ComparedQuestion:
    """Answered by `_answer`."""

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
    | Refusal
    | None
)


@strawberry.type(description="A place where two answers part (差异).")
class Difference:
    """Of `graph.rules.comparison.Difference`."""

    path: str = field(
        description=(
            "Where (位置): `lines[directPartner=c1,feeHolder=t1,status=ATTRIBUTED].own`. List items"
            " are told apart by what they are about."
        )
    )
    left: str | None = field(description="What stands there on the left (左), amounts in fen.")
    right: str | None = field(description="What stands there on the right (右); null: nothing.")


@strawberry.type(description="The same question under two sets of readings (解读比较).")
class ReadingsCompared:
    """Both answers, and where they part."""

    left: Spoken = field(
        description="The answer under the left readings (左).", graphql_type=MaybeAnswer
    )
    right: Spoken = field(
        description="The answer under the right readings (右).", graphql_type=MaybeAnswer
    )
    differences: list[Difference] = field(
        description="Where they part (差异); empty if nothing depends on the choice."
    )


@strawberry.type
class ComparisonQueries:
    """The root field `compareReadings`."""

    @field(
        description=(
            "One question under two sets of readings (解读比较), and where the answers part; what"
            " is not chosen is read as recommended. An answer is null where its query gives null."
        )
    )
    async def compare_readings(
        self,
        info: Asked,
        question: Annotated[
            ComparedQuestion, strawberry.argument(description="What to ask (问题).")
        ],
        right: Annotated[
            list[ReadingChoice], strawberry.argument(description="One set of readings (右).")
        ],
        left: Chosen = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
    ) -> ReadingsCompared:
        day = as_of or (last_day(question.statement.month) if question.statement else None)
        scopes = [scope_of(info, day, known_at, side) for side in (left, right)]
        cause = question.day_liability.cause if question.day_liability else Cause.TRANSACTION
        one, other = [(scope, await _answer(scope, question)) for scope in scopes]
        parted = comparison.differences(_value(one[1]), _value(other[1]))
        return ReadingsCompared(
            left=_spoken(*one, cause),
            right=_spoken(*other, cause),
            differences=[Difference(path=d.path, left=d.left, right=d.right) for d in parted],
        )


async def _answer(scope: Scope, asked: ComparedQuestion) -> Found:
    if asked.attribution:
        return await answers.attribution(scope, Uid(asked.attribution))
    if asked.statement:
        partner = asked.statement.partner
        month = asked.statement.month
        return await answers.statement(
            scope, month, Uid(partner) if isinstance(partner, str) else None
        )
    if asked.service_fee:
        return await compared(scope, asked.service_fee)
    if asked.day_liability:
        uid, cause = asked.day_liability.uid, asked.day_liability.cause
        return await answers.liability_on(scope, Uid(uid), cause)
    if asked.liability:
        return await answers.liability_for(scope, FactId(asked.liability))
    if asked.exposure:
        return await answers.exposure(scope, await existing(scope, asked.exposure))
    if asked.detachment:
        return await answers.detachment(scope, asked.detachment.cut())
    return await _on_paper(scope, asked)


async def _on_paper(scope: Scope, asked: ComparedQuestion) -> Found:
    if asked.agreement:
        return await papered.agreement(scope, FactId(asked.agreement))
    if asked.authorised:
        about = asked.authorised
        return await judged(scope, Uid(about.account), Uid(about.partner), about.act)
    if asked.exit_options:
        return await papered.leaving(scope, Uid(asked.exit_options))
    if asked.surviving_duties:
        (party,) = await existing(scope, [asked.surviving_duties])
        return await papered.surviving(scope, party)
    raise invalid("one question that is not empty", "an empty one")


def _value(found: Found) -> object:
    match found:
        case Performed():
            return found.statement
        case ComparedFee():
            return found.value
        case _:
            return found


def _spoken(scope: Scope, found: Found, cause: Cause) -> Spoken:
    match found:
        case Credit():
            return attributed(scope, found)
        case Performed():
            return stated(scope, found)
        case ComparedFee():
            return charge(scope, found.charged)
        case OnDay():
            return on_day(scope, found, cause)
        case Debt():
            return for_debt(scope, found)
        case Exposed():
            return exposed(scope, found)
        case Plan():
            return proposed(scope, found)
        case _:
            return _of_paper(scope, found)


def _of_paper(scope: Scope, found: InForce | Judged | Leaving | Lasting | Refusal | None) -> Spoken:
    match found:
        case InForce():
            return agreed(scope, found)
        case Judged():
            return judgement(scope, found)
        case Leaving():
            return exits(scope, found)
        case Lasting():
            return surviving(scope, found)
        case _:
            return found
