"""One question under two sets of readings, and where the answers part (Q1–Q34)."""

from typing import Annotated, TypeAlias

import strawberry
from strawberry import UNSET, field

from graph.model import Cause, FactId, Uid
from graph.rules import comparison
from graph.rules.agreements import InForce
from graph.rules.attribution import Credit
from graph.rules.claims import Liability as Debt
from graph.rules.deposit.set_off import SetOff as SetOffFound
from graph.rules.detachment import Plan
from graph.rules.exposure import Exposure as Exposed
from graph.rules.liability import DayLiability as OnDay
from graph.rules.refusal import Refusal
from resolvers import answers, breached, papered
from resolvers.agenda import Opened, listed, open_for
from resolvers.agreement import agreed
from resolvers.answers import Performed
from resolvers.attribution import attributed
from resolvers.authorised import Judged, judged, judgement
from resolvers.breached import Charged, Held
from resolvers.compared_answer import MaybeAnswer, Spoken
from resolvers.compared_breach import (
    Breached,
    breach_value,
    compared_deposit,
    compared_set_off,
    spoken_breach,
)
from resolvers.compared_further import FURTHER, Both, Further
from resolvers.compared_question import ComparedQuestion
from resolvers.context import Asked
from resolvers.deadline import Counted, counted, spoken
from resolvers.detachment import proposed
from resolvers.errors import invalid
from resolvers.exposure import existing, exposed
from resolvers.fee import charge
from resolvers.fee_compared import ComparedFee, compared
from resolvers.leaving import exits, surviving
from resolvers.liability import for_debt, on_day
from resolvers.moment import AsOf, Chosen, KnownAt, ReadingChoice, Scope, scope_of
from resolvers.papered import Lasting, Leaving
from resolvers.statement import last_day, stated

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
    | Counted
    | Opened
    | Breached
    | Both
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
    if asked.deadline:
        about = asked.deadline
        readings = scope.moment.readings
        return counted(about.start, about.kind, about.period, readings, moves=about.moves)
    if asked.agenda:
        (party,) = await existing(scope, [asked.agenda])
        return await open_for(scope, party)
    return await _of_breach(scope, asked)


async def _of_breach(scope: Scope, asked: ComparedQuestion) -> Breached | Further:
    about = asked.violations or asked.deposit or (asked.set_off and asked.set_off.party)
    if not about:
        return await _further(scope, asked)
    (party,) = await existing(scope, [about])
    if asked.violations:
        return await breached.violations(scope, party)
    if asked.set_off:
        return await compared_set_off(scope, party, asked.set_off)
    return await compared_deposit(scope, party)


async def _further(scope: Scope, asked: ComparedQuestion) -> Further:
    for name, answer in FURTHER.items():
        if about := getattr(asked, name):
            return await answer(scope, about)
    raise invalid("one question that is not empty", "an empty one")


def _value(found: Found) -> object:
    match found:
        case Performed():
            return found.statement
        case ComparedFee():
            return found.value
        case Both():
            return found.value
        case Counted():
            return found.end
        case Charged() | Held() | SetOffFound():
            return breach_value(found)
        case _:
            return found


def _spoken(scope: Scope, found: Found, cause: Cause) -> Spoken:
    match found:
        case Credit():
            return attributed(scope, found)
        case Performed():
            return stated(scope, answers.in_whole(found))
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
        case Charged() | Held() | SetOffFound():
            return spoken_breach(scope, found)
        case _:
            return _of_paper(scope, found)


def _of_paper(
    scope: Scope,
    found: InForce | Judged | Leaving | Lasting | Counted | Opened | Both | Refusal | None,
) -> Spoken:
    match found:
        case InForce():
            return agreed(scope, found)
        case Both():
            return found.spoken
        case Judged():
            return judgement(scope, found)
        case Leaving():
            return exits(scope, found)
        case Lasting():
            return surviving(scope, found)
        case Counted():
            return spoken(found.end, found.kind)
        case Opened():
            return listed(scope, found)
        case _:
            return found
