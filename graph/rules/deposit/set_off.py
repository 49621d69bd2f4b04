"""Where an amount is taken from, and what is left as a claim (R46, R62, R63, R65, R75; Q10, Q29).

A penalty is taken from the deposit, unsettled prepayment and unpaid service fees (MR 6.3); a loss
from the deposit alone (FA 3.5.2); a top-up that did not come from fees alone (FA 3.5.3). The rest
is claimed. A city partner has no fees, and its tier-1's are never touched (R65, CA 2.2.2).
"""

from enum import StrEnum

from msgspec import Struct

from graph.model import Fen, Readings, Trace, cite
from graph.readings import Q10, Q29


class Due(StrEnum):
    """Why an amount is due."""

    PENALTY = "PENALTY"
    LOSS = "LOSS"
    TOP_UP = "TOP_UP"


class Source(StrEnum):
    """What an amount is taken from."""

    DEPOSIT = "DEPOSIT"
    PREPAYMENT = "PREPAYMENT"
    FEES = "FEES"


class Ended(StrEnum):
    """Whether, and how, the agreement has ended: it decides what becomes of unpaid fees (Q10)."""

    NOT = "NOT"
    FOR_VIOLATIONS = "FOR_VIOLATIONS"
    OTHERWISE = "OTHERWISE"


class Means(Struct, frozen=True):
    """What there is to take from, in fen; `city_partner` tells that there can be no fees.

    `lost` are unpaid fees that are known to have gone with an end already, and are not in `fees`.
    """

    deposit: Fen
    prepayment: Fen = Fen(0)
    fees: Fen = Fen(0)
    lost: Fen = Fen(0)
    city_partner: bool = False
    ended: Ended = Ended.NOT


class Taken(Struct, frozen=True):
    """What is taken from one source, in fen."""

    source: Source
    fen: Fen


class SetOff(Struct, frozen=True):
    """An amount due and how it is met, in fen; `taken` and `claim` add up to `due`.

    `forfeited` are unpaid fees that are lost before anything is taken from them, and `disputed`
    says that the claim then rests on a reading (Q10). `top_up` is what the deposit then lacks for
    this amount and is to be topped up.
    """

    cause: Due
    due: Fen
    taken: tuple[Taken, ...]
    claim: Fen
    top_up: Fen
    forfeited: Fen
    disputed: bool
    trace: Trace


BASIS: dict[Due, Trace] = {
    Due.PENALTY: cite(rules=("R63", "R75", "R127"), clauses=("MR 6.3", "MR 6.4.2")),
    Due.LOSS: cite(rules=("R46", "R61"), clauses=("FA 3.5.2",)),
    Due.TOP_UP: cite(rules=("R62",), clauses=("FA 3.5.3",)),
}


def set_off(cause: Due, due: Fen, means: Means, readings: Readings) -> SetOff:
    """How an amount is met from what there is (R46, R62, R63, R65, R75; Q10, Q29).

    After an end for repeated violations unpaid fees are forfeited first, so nothing is taken from
    them and the claim is disputed; by the reading ALL_LOST of Q10 after any end.
    """
    concerned = cause is not Due.LOSS and not means.city_partner
    lost = concerned and _lost(means.ended, readings)
    amounts = {
        Source.DEPOSIT: means.deposit,
        Source.PREPAYMENT: means.prepayment,
        Source.FEES: Fen(0) if means.city_partner or lost else means.fees,
    }
    left, taken = due, list[Taken]()
    for source in _order(cause, readings):
        part = Fen(min(left, amounts[source]))
        left = Fen(left - part)
        taken += [Taken(source, part)] if part else []
    from_deposit = sum(each.fen for each in taken if each.source is Source.DEPOSIT)
    gone = means.lost if concerned else 0
    forfeited = Fen(gone + means.fees) if lost else Fen(gone)
    return SetOff(
        cause=cause,
        due=due,
        taken=tuple(taken),
        claim=left,
        top_up=Fen(from_deposit),
        forfeited=forfeited,
        disputed=forfeited > 0,
        trace=BASIS[cause] + _cited(cause, means, readings),
    )


def _order(cause: Due, readings: Readings) -> tuple[Source, ...]:
    """Sources in the order in which they are drawn on (R63, Q29)."""
    if cause is Due.LOSS:
        return (Source.DEPOSIT,)
    if cause is Due.TOP_UP:
        return (Source.FEES,)
    if readings.of(Q29) is Q29.FEES_FIRST:
        return (Source.FEES, Source.DEPOSIT, Source.PREPAYMENT)
    return (Source.DEPOSIT, Source.PREPAYMENT, Source.FEES)


def _lost(ended: Ended, readings: Readings) -> bool:
    """Whether the end took the unpaid fees along (R36, R37, Q10; MR 6.2, MR 5.1.5)."""
    if ended is Ended.OTHERWISE:
        return readings.of(Q10) is Q10.ALL_LOST
    return ended is Ended.FOR_VIOLATIONS


def _cited(cause: Due, means: Means, readings: Readings) -> Trace:
    found = Trace()
    if cause is Due.PENALTY:
        found += cite(readings=(readings.of(Q29),))
    if means.city_partner and cause is not Due.LOSS:
        return found + cite(rules=("R65", "R32"), clauses=("CA 2.2.2",))
    if cause is Due.LOSS or means.ended is Ended.NOT:
        return found
    if means.ended is Ended.FOR_VIOLATIONS:
        cited = cite(rules=("R37",), clauses=("MR 6.2", "FA 7.1.3"))
    elif _lost(means.ended, readings):
        cited = cite(rules=("R36",), clauses=("MR 5.1.5",))
    else:
        cited = cite(rules=("R36", "R120"), clauses=("FA 8.4.1",))
    return found + cited + cite(readings=(readings.of(Q10),))
