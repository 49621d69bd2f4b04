"""When the deposit is due: once, within five working days after signing (R60, FA 3.5.1; S18)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import accumulate

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import Agreement, AgreementKind, DepositMove, Trace, cite
from graph.rules.agreements.begin import signed
from graph.rules.agreements.contracts import Contracts
from graph.rules.deposit.moves import REQUIRED, Movement
from graph.rules.term import Term, ends

PARTS = (DepositMove.PAID, DepositMove.TOPPED_UP)
"""Payments that make up the deposit: what is paid after the first part is a top-up."""


class DueState(StrEnum):
    """Whether the deposit was paid in."""

    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    PAID = "PAID"
    PAID_LATE = "PAID_LATE"


class FirstDue(Struct, frozen=True):
    """The agreement on whose signing the deposit became due, by when, and when it was paid in."""

    agreement: Agreement
    deadline: Deadline
    paid_on: date | None
    state: DueState
    trace: Trace


def first_due(contracts: Contracts, moves: Sequence[Movement]) -> FirstDue | None:
    """The latest call for a deposit by the day; None if no framework agreement is signed (R60).

    An agreement that is signed while a deposit is held calls for none: it is paid once. It is paid
    on the day on which its parts reach 5,000 yuan.
    CalendarNotPublished as `graph.calendar.deadline` (I17).
    """
    moment = contracts.moment
    signings = [(signed(each.agreement), each.agreement) for each in contracts.of(AgreementKind.FA)]
    known = [(day, each) for day, each in signings if day is not None and day <= moment.as_of]
    calls = [pair for pair in known if not _held(moves, pair[0])] or known[:1]
    if not calls:
        return None
    day, agreement = calls[-1]
    end = ends(Term.DEPOSIT_DUE, day, moment.readings)
    held = _held(moves, day)
    parts = [each.entry for each in moves if each.entry.move in PARTS]
    parts = [each for each in parts if held or each.on >= day]
    sums = list(accumulate(each.fen for each in parts))
    reached = sum(1 for fen in sums if fen < REQUIRED)
    paid_on = parts[reached].on if reached < len(parts) else None
    cited = cite(facts=(agreement,), rules=("R60",), clauses=("FA 3.5.1",)) + end.trace
    return FirstDue(
        agreement=agreement,
        deadline=end,
        paid_on=paid_on,
        state=_state(paid_on, end, moment.as_of),
        trace=cited + cite(facts=parts[: reached + 1]),
    )


def _held(moves: Sequence[Movement], day: date) -> bool:
    """Whether anything was paid in before a day and not given back by then."""
    either = (DepositMove.PAID, DepositMove.REFUNDED)
    before = [
        each.entry.move for each in moves if each.entry.on < day and each.entry.move in either
    ]
    return bool(before) and before[-1] is DepositMove.PAID


def _state(paid_on: date | None, end: Deadline, day: date) -> DueState:
    if paid_on is not None:
        return DueState.PAID if paid_on <= end.last_day else DueState.PAID_LATE
    return DueState.OPEN if day <= end.last_day else DueState.OVERDUE
