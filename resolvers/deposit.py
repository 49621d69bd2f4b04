"""Deposits as they are spoken: balance, moves, demands, refund, and set-offs."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from strawberry import Private, field

from graph import calendar, model
from graph.model import PartyId
from graph.rules import refusal
from graph.rules.deposit.account import Deposit as Held
from graph.rules.deposit.demand import Demand
from graph.rules.deposit.due import FirstDue
from graph.rules.deposit.refund import Refund
from graph.rules.deposit.set_off import SetOff as Met
from graph.rules.term import Term
from resolvers import breached, seen
from resolvers.deadline import Deadline, spoken
from resolvers.fact import Fact
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.refusal import Refused
from resolvers.seen import AParty
from resolvers.trace import Trace
from resolvers.violation_enums import (
    DemandState,
    DepositMove,
    Due,
    DueState,
    Obstacle,
    RefundState,
    Remedy,
    Source,
)

if TYPE_CHECKING:
    from resolvers.party import Party


@strawberry.type(description="One movement of a deposit (保证金变动), or a set-off in its stead.")
class DepositMovement:
    """Of `graph.rules.deposit.moves.Movement`."""

    id: strawberry.ID = field(description="Its own id (编号).")
    move: DepositMove = field(description="What it is (类型).")
    on: date = field(description="Its day (日期).")
    amount: Money = field(description="The amount of the entry (金额).")
    change: Money = field(description="By how much it changed the deposit (变动额).")
    balance: Money = field(description="What is held after it (余额).")
    uncovered: Money = field(description="What it asked beyond what was held (不足额, FA 3.5.2).")
    about: str | None = field(description="The violation or debt behind it (事由编号).")


@strawberry.type(description="When the deposit is due (保证金缴纳, R60).")
class DepositDue:
    """Of `graph.rules.deposit.due.FirstDue`."""

    agreement_id: str = field(description="The agreement on whose signing it became due (协议).")
    deadline: Deadline = field(description="By when (期限): five working days after signing.")
    paid_on: date | None = field(description="The day it was paid in (缴纳日).")
    state: DueState = field(description="Whether it was paid in (缴纳状态).")


@strawberry.type(description="A demand to top up the deposit (补足通知, R62).")
class TopUp:
    """Of `graph.rules.deposit.demand.Demand`."""

    source: model.Fact = field(
        description="The notice, or the deduction it was notified with (依据事实).",
        graphql_type=Fact,
    )
    received_on: date = field(description="The day the notice arrived (收到通知日).")
    amount: Money = field(description="What was asked (应补足).")
    met: Money = field(description="What of it came (已补足).")
    unmet: Money = field(description="What is still missing (未补足).")
    met_on: date | None = field(description="The day it was met in full (补足日).")
    deadline: Deadline = field(description="By when (期限): five working days from receipt.")
    state: DemandState = field(description="Where it stands (补足状态).")
    remedy: Remedy | None = field(description="What Aliyun may do if it is overdue (逾期处理).")
    about: str | None = field(description="The violation or debt behind it (事由编号).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="Whether a deposit is given back (保证金退还, R64, Q18).")
class DepositRefund:
    """Of `graph.rules.deposit.refund.Refund`."""

    state: RefundState = field(description="What becomes of it (退还状态).")
    amount: Money = field(description="What is held (金额).")
    ended_on: date | None = field(description="First day without framework agreement (终止日).")
    obstacles: list[Obstacle] = field(description="Why it is held, if it is (留存原因).")
    deadline: Deadline | None = field(description="By when it is given back (退还期限).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="The deposit of a party on a day (信用保证金).")
class Deposit:
    """`held` makes it."""

    scope: Private[Scope]
    id: Private[PartyId]
    required: Money = field(description="What is to be held (应缴, R60); 0 after the end.")
    balance: Money = field(description="What is held (余额); never below zero (I14).")
    shortfall: Money = field(description="What lacks of what is to be held (缺额).")
    claim: Money = field(description="What deductions asked beyond it and is owed (追偿额, R46).")
    overdue: Money = field(description="What was not topped up in time (逾期未补足, R62).")
    city_partner: bool = field(
        description="Whether the party is a city partner, which has no fees (城市服务商, R65)."
    )
    due: DepositDue | None = field(description="When it was due (缴纳); null before a signing.")
    entries: list[DepositMovement] = field(description="Its movements (变动), in order.")
    top_ups: list[TopUp] = field(description="Demands to top up (补足通知), in order.")
    refund: DepositRefund = field(description="Whether it is given back (退还).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="The party (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.id)


@strawberry.type(description="What is taken from one source (扣款).")
class SetOffPart:
    """Of `graph.rules.deposit.set_off.Taken`."""

    source: Source = field(description="From what (来源).")
    amount: Money = field(description="How much (金额).")


@strawberry.type(description="How an amount due would be met (抵扣预览), the rest being claimed.")
class SetOff:
    """Of `graph.rules.deposit.set_off.SetOff`."""

    cause: Due = field(description="Why it is due (应付事由).")
    due: Money = field(description="The amount due (应付额).")
    taken: list[SetOffPart] = field(description="What is taken, in the order of taking (扣款).")
    claim: Money = field(description="What is left to claim (追偿额, R127).")
    top_up: Money = field(description="What is then to be topped up (须补足, R62, Q18).")
    forfeited: Money = field(description="Unpaid fees lost before anything is taken (丧失, Q10).")
    disputed: bool = field(description="Whether the claim then rests on a reading (有争议, Q10).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


DepositResult: TypeAlias = Annotated[
    Deposit | Refused,
    strawberry.union(
        "DepositResult",
        description="A deposit, or CALENDAR_NOT_PUBLISHED where a period can't be told (I17).",
    ),
]
SetOffResult: TypeAlias = Annotated[
    SetOff | Refused,
    strawberry.union(
        "SetOffResult",
        description="How an amount would be met, or why that can't be told.",
    ),
]


async def deposit_of(scope: Scope, party: PartyId) -> Deposit | refusal.Refusal:
    """A party's deposit as it is spoken, or why it can't be told."""
    found = await breached.deposit(scope, party)
    return found if isinstance(found, refusal.Refusal) else held(scope, party, found)


def held(scope: Scope, party: PartyId, found: Held) -> Deposit:
    """A deposit as it is spoken."""
    return Deposit(
        scope=scope,
        id=party,
        required=money(found.required),
        balance=money(found.balance),
        shortfall=money(found.shortfall),
        claim=money(found.claim),
        overdue=money(found.overdue),
        city_partner=found.city_partner,
        due=None if found.due is None else _due(found.due),
        entries=[
            DepositMovement(
                id=strawberry.ID(each.entry.id),
                move=each.entry.move,
                on=each.entry.on,
                amount=money(each.entry.fen),
                change=money(each.change),
                balance=money(each.balance),
                uncovered=money(each.uncovered),
                about=each.entry.about,
            )
            for each in found.moves
        ],
        top_ups=[_top_up(each) for each in found.demands],
        refund=_refund(found.refund),
        trace=found.trace,
    )


def _due(found: FirstDue) -> DepositDue:
    return DepositDue(
        agreement_id=found.agreement.id,
        deadline=spoken(found.deadline, Term.DEPOSIT_DUE),
        paid_on=found.paid_on,
        state=found.state,
    )


def _top_up(found: Demand) -> TopUp:
    return TopUp(
        source=found.source,
        received_on=found.received_on,
        amount=money(found.fen),
        met=money(found.met),
        unmet=money(found.unmet),
        met_on=found.met_on,
        deadline=spoken(found.deadline, Term.DEPOSIT_TOP_UP),
        state=found.state,
        remedy=found.remedy,
        about=found.about,
        trace=found.trace,
    )


def _refund(found: Refund) -> DepositRefund:
    return DepositRefund(
        state=found.state,
        amount=money(found.fen),
        ended_on=found.ended_on,
        obstacles=list(found.obstacles),
        deadline=_ends(found.deadline),
        trace=found.trace,
    )


def _ends(end: calendar.Deadline | None) -> Deadline | None:
    return None if end is None else spoken(end, Term.DEPOSIT_REFUND)


def met(found: Met) -> SetOff:
    """A set-off as it is spoken."""
    return SetOff(
        cause=found.cause,
        due=money(found.due),
        taken=[SetOffPart(source=each.source, amount=money(each.fen)) for each in found.taken],
        claim=money(found.claim),
        top_up=money(found.top_up),
        forfeited=money(found.forfeited),
        disputed=found.disputed,
        trace=found.trace,
    )
