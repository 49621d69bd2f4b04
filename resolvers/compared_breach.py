"""Violations, deposits and set-offs, asked under two sets of readings."""

from typing import TypeAlias

import strawberry
from strawberry import UNSET, field

from graph.model import Fen, PartyId
from graph.rules.deposit.set_off import SetOff as Met
from graph.rules.refusal import Refusal
from resolvers import breached
from resolvers.breached import Charged, Held
from resolvers.deposit import Deposit, SetOff, held, met
from resolvers.moment import Scope
from resolvers.violation import ViolationRecord, recorded
from resolvers.violation_enums import Due

Breached: TypeAlias = Charged | Held | Met
SpokenBreach: TypeAlias = ViolationRecord | Deposit | SetOff


@strawberry.input(description="A set-off to compare (抵扣).")
class SetOffQuestion:
    """As `setOff` asks."""

    party: str = field(description="The party (主体).")
    amount: Fen = field(description="The amount due, in fen (应付额).")
    cause: Due = field(default=Due.PENALTY, description="Why it is due (应付事由).")
    prepayment: Fen = field(default=Fen(0), description="Unsettled prepayment in fen (预付款).")
    unpaid_fees: Fen | None = field(
        default=UNSET, description="Unpaid fees in fen (未付服务费); as on paper if left out."
    )


async def compared_deposit(scope: Scope, party: PartyId) -> Held | Refusal:
    """The deposit of a party, named with it."""
    found = await breached.deposit(scope, party)
    return found if isinstance(found, Refusal) else Held(party, found)


async def compared_set_off(scope: Scope, party: PartyId, asked: SetOffQuestion) -> Met | Refusal:
    """How an amount would be met."""
    fees = None if asked.unpaid_fees is UNSET else asked.unpaid_fees
    return await breached.taking(
        scope, party, breached.Asked(asked.cause, asked.amount, asked.prepayment, fees)
    )


def breach_value(found: Breached) -> object:
    """What is compared: the answer of the rules."""
    match found:
        case Charged():
            return found.record
        case Held():
            return found.deposit
        case _:
            return found


def spoken_breach(scope: Scope, found: Breached) -> SpokenBreach:
    """An answer as its query speaks it."""
    match found:
        case Charged():
            return recorded(scope, found.party, found)
        case Held():
            return held(scope, found.party, found.deposit)
        case _:
            return met(found)
