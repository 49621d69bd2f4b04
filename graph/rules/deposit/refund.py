"""Whether a deposit is given back (R64, FA 3.5.4, Q18; S46).

Without interest, within one week after the term has run out, if there was no violation at all from
its first day and nothing was renewed. After any other end, and where a charge is still open, it is
held until somebody decides (Q18).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import (
    AgreementKind,
    DepositMove,
    Fact,
    Fen,
    Interval,
    PartyPapers,
    Trace,
    cite,
    join,
)
from graph.model.time import ONE_DAY
from graph.readings import Q18
from graph.rules.agreements.begin import signed
from graph.rules.agreements.causes import EndCause
from graph.rules.agreements.contracts import Contracts, InForce
from graph.rules.deposit.moves import Movement
from graph.rules.term import Term, ends
from graph.rules.violations.proceedings import State, charged, charged_on, proceedings


class RefundState(StrEnum):
    """What becomes of the deposit on a day."""

    NOT_ENDED = "NOT_ENDED"
    DUE = "DUE"
    OVERDUE = "OVERDUE"
    HELD = "HELD"
    REFUNDED = "REFUNDED"
    NOTHING_HELD = "NOTHING_HELD"


class Obstacle(StrEnum):
    """Why a deposit is held and not given back."""

    VIOLATION = "VIOLATION"
    OPEN_CHARGE = "OPEN_CHARGE"
    RENEWED = "RENEWED"
    OTHER_END = "OTHER_END"


class Refund(Struct, frozen=True):
    """What becomes of the deposit: `fen` that is held, why, and by when it is given back.

    `ended_on` is the first day without a framework agreement.
    """

    state: RefundState
    fen: Fen
    ended_on: date | None
    obstacles: tuple[Obstacle, ...]
    deadline: Deadline | None
    trace: Trace


EXPIRED = frozenset({EndCause.EXPIRED, EndCause.EXTENDED})
CITED = cite(rules=("R64",), clauses=("FA 3.5.4",))


def refund(papers: PartyPapers, contracts: Contracts, moves: Sequence[Movement]) -> Refund:
    """What becomes of the deposit on the day (R64, FA 3.5.4, Q18).

    CalendarNotPublished where silence on a charge can't be counted (I17).
    """
    moment = contracts.moment
    held = moves[-1].balance if moves else Fen(0)
    span = _ended(contracts)
    if span is None or span.end is None:
        return Refund(RefundState.NOT_ENDED, held, None, (), None, CITED)
    back = [each for each in moves if each.entry.move is DepositMove.REFUNDED]
    if not held:
        state = RefundState.REFUNDED if back else RefundState.NOTHING_HELD
        traced = CITED + cite(facts=(each.entry for each in back))
        return Refund(state, held, span.end, (), None, traced)
    last = _last(contracts, span)
    found = [*_renewed(contracts, span), *_other(last), *_charges(papers, contracts, span)]
    traced = join([CITED, last.trace, cite(facts=(fact for _, fact in found))])
    if found:
        why = tuple(dict.fromkeys(obstacle for obstacle, _ in found))
        reading = cite(readings=(moment.readings.of(Q18),))
        return Refund(RefundState.HELD, held, span.end, why, None, traced + reading)
    end = ends(Term.DEPOSIT_REFUND, span.end - ONE_DAY, moment.readings)
    state = RefundState.DUE if moment.as_of <= end.last_day else RefundState.OVERDUE
    return Refund(state, held, span.end, (), end, traced + end.trace)


def _ended(contracts: Contracts) -> Interval | None:
    """The days of the latest framework relation that is over by the day; None while one lasts."""
    day = contracts.moment.as_of
    begun = [each for each in contracts.relation if each.start <= day]
    return begun[-1] if begun and day not in begun[-1] else None


def _last(contracts: Contracts, span: Interval) -> InForce:
    """The agreement with which a relation ended."""
    every = contracts.of(AgreementKind.FA)
    return next(each for each in every if each.interval and each.interval.end == span.end)


def _renewed(contracts: Contracts, span: Interval) -> Iterable[tuple[Obstacle, Fact]]:
    """Framework agreements signed by the day that begin after the end."""
    for each in contracts.of(AgreementKind.FA):
        day = signed(each.agreement)
        later = each.begin is not None and span.end is not None and each.begin >= span.end
        if later and day is not None and day <= contracts.moment.as_of:
            yield Obstacle.RENEWED, each.agreement


def _other(last: InForce) -> Iterable[tuple[Obstacle, Fact]]:
    if last.ending is not None and last.ending.cause not in EXPIRED:
        yield Obstacle.OTHER_END, last.ending.because or last.agreement


def _charges(
    papers: PartyPapers, contracts: Contracts, span: Interval
) -> Iterable[tuple[Obstacle, Fact]]:
    """Violations of the term, by the day of the act, and charges that may become one."""
    moment = contracts.moment
    for each in charged(papers.violations, moment):
        state = proceedings(each, moment).state
        if state is not State.DISMISSED and (each.acted_on or charged_on(each)) in span:
            established = state is State.ESTABLISHED
            yield (Obstacle.VIOLATION if established else Obstacle.OPEN_CHARGE), each
