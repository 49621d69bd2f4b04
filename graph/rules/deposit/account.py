"""A party's deposit on a day: what is held, lacks, is claimed, due, asked and given back (R60–R65).

The balance is never below zero; what lacks and what is claimed stand beside it (I14).
"""

from collections.abc import Iterable

from msgspec import Struct

from graph.model import (
    AgreementKind,
    DepositMove,
    Fen,
    PartyPapers,
    TierLink,
    Trace,
    cite,
    join,
)
from graph.rules.agreements.begin import signed
from graph.rules.agreements.contracts import Contracts, InForce
from graph.rules.deposit.demand import Demand, DemandState, demands
from graph.rules.deposit.due import FirstDue, first_due
from graph.rules.deposit.moves import REQUIRED, Movement, claim, movements
from graph.rules.deposit.refund import Refund, refund


class Deposit(Struct, frozen=True):
    """The deposit of a party on a day, in fen.

    `required` is what is to be held, `shortfall` what of it lacks, `claim` what deductions asked
    beyond the deposit and is owed in full, `overdue` what was not topped up in time.
    """

    required: Fen
    balance: Fen
    shortfall: Fen
    claim: Fen
    overdue: Fen
    city_partner: bool
    due: FirstDue | None
    moves: tuple[Movement, ...]
    demands: tuple[Demand, ...]
    refund: Refund
    trace: Trace


def deposit(papers: PartyPapers, contracts: Contracts, tiers: Iterable[TierLink] = ()) -> Deposit:
    """The deposit on the day, by what was known (R60–R65, R75; I14).

    `tiers` are the tier links by which the party is a city partner on the day (R65). Errors:
    CalendarNotPublished where a period reaches an unpublished year (I17).
    """
    links = tuple(tiers)
    moves = movements(papers, contracts.moment)
    balance = moves[-1].balance if moves else Fen(0)
    required = _required(contracts, moves)
    due, back = first_due(contracts, moves), refund(papers, contracts, moves)
    asked = demands(papers, moves, contracts.moment, city_partner=bool(links))
    late = (each.unmet for each in asked if each.state is DemandState.OVERDUE)
    cited = cite(
        facts=(*(each.entry for each in moves), *links),
        rules=("R60", "R61"),
        clauses=("FA 3.5.1", "FA 3.5.2"),
    )
    traces = [cited, *(each.trace for each in asked), back.trace]
    return Deposit(
        required=required,
        balance=balance,
        shortfall=Fen(max(0, required - balance)),
        claim=claim(moves),
        overdue=Fen(sum(late)),
        city_partner=bool(links),
        due=due,
        moves=moves,
        demands=asked,
        refund=back,
        trace=join(traces if due is None else [*traces, due.trace]),
    )


def _required(contracts: Contracts, moves: tuple[Movement, ...]) -> Fen:
    """What is to be held: while a signed framework agreement has not ended (R60, MR 2.1).

    Where none is recorded, while a deposit that was paid in has not been given back.
    """
    framework = contracts.of(AgreementKind.FA)
    if framework:
        asked = any(_lasts(each, contracts) for each in framework)
    else:
        refunded = bool(moves) and moves[-1].entry.move is DepositMove.REFUNDED
        asked = bool(moves) and not refunded
    return REQUIRED if asked else Fen(0)


def _lasts(each: InForce, contracts: Contracts) -> bool:
    day, span = contracts.moment.as_of, each.interval
    begun = signed(each.agreement) or each.begin
    if span is None or begun is None or day < begun:
        return False
    return span.end is None or day < span.end
