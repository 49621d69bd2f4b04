"""Admission of assessments and of steps of fees (R08, R24, R35, R87)."""

from collections.abc import Iterable, Iterator
from datetime import date

from graph.model import Assessment, Fact, FeeMove, FeeStep, Month, print_yuan
from graph.rules.admission.existing import RefusedFact, current, refuse
from graph.rules.admission.papers.around import Around
from graph.rules.admission.structure import unknown
from graph.rules.refusal import Code
from graph.rules.standing import first_gap

QUARTERS = (1, 4, 7, 10)
SETTLING = (FeeMove.NOTIFIED, FeeMove.INVOICED, FeeMove.PAID)


def assessments(facts: Iterable[Assessment], around: Around) -> Iterator[RefusedFact]:
    """What was reached is a number, in a quarter of an account (R08, R87, Q22; MR 4.2)."""
    for fact in current(facts):
        bad = (
            unknown(fact, around.accepted, account=fact.account)
            or _first_day(fact, fact.quarter, "quarter", QUARTERS, "MR 4.2")
            or _negative(fact, fact.new_customers, "newCustomers")
            or _negative(fact, fact.minimum, "minimum")
        )
        if bad is not None:
            yield bad


def fee_steps(facts: Iterable[FeeStep], around: Around) -> Iterator[RefusedFact]:
    """A fee is of a month, settled once that month is over, and never a city partner's.

    R24, R32, R35, I11; MR 5.2.1, CA 2.2.2.
    """
    for fact in current(facts):
        bad = (
            unknown(fact, around.accepted, account=fact.account)
            or _first_day(fact, fact.month, "month", tuple(range(1, 13)), "MR 5.2.1")
            or _too_early(fact)
            or _of_city_partner(fact, around)
            or _below_nothing(fact)
        )
        if bad is not None:
            yield bad


def _first_day(
    fact: Fact, day: date, path: str, months: tuple[int, ...], clause: str
) -> RefusedFact | None:
    if day.day == 1 and day.month in months:
        return None
    return refuse(
        fact,
        Code.PERIOD_UNCLEAR,
        f"{day} is not the first day of a {path}",
        path=path,
        clause=clause,
        next_step=f"Name the {path} by its first day.",
    )


def _negative(fact: Assessment, number: int, path: str) -> RefusedFact | None:
    if number >= 0:
        return None
    return refuse(
        fact,
        Code.NUMBER_NEGATIVE,
        f"expected a number of customers, got {number}",
        path=path,
        clause="MR 4.2",
        next_step="Give a number from 0 on.",
    )


def _too_early(fact: FeeStep) -> RefusedFact | None:
    end = Month.of(fact.month).interval.end
    if end is not None and fact.on >= end:
        return None
    return refuse(
        fact,
        Code.OUT_OF_ORDER,
        f"{fact.move} of {fact.on} comes before the end of {Month.of(fact.month)}",
        path="on",
        clause="MR 5.2.1",
        next_step="Give a day after the month.",
    )


def _of_city_partner(fact: FeeStep, around: Around) -> RefusedFact | None:
    """No statement, invoice or payment of a month all of which it was a city partner (R32, I11)."""
    if fact.move not in SETTLING:
        return None
    tiers = around.accepted.known.tier_links(fact.account)
    if first_gap(Month.of(fact.month).interval, [each.interval for each in tiers]) is not None:
        return None
    return refuse(
        fact,
        Code.CITY_PARTNER_HAS_NO_FEE,
        f"{fact.account} was a city partner all of {Month.of(fact.month)}, and has no fee of it",
        path="account",
        clause="CA 2.2.2",
        next_step="Record it for the tier-1, to whom the cash counts.",
    )


def _below_nothing(fact: FeeStep) -> RefusedFact | None:
    if fact.fen is None or fact.fen >= 0:
        return None
    return refuse(
        fact,
        Code.AMOUNT_NOT_POSITIVE,
        f"a fee of {print_yuan(fact.fen)} yuan is none",
        path="fen",
        clause="MR 5.2.1",
        next_step="Give the fee, or 0.00 where the month reached no standard.",
    )
