"""The quarterly test: two misses in a row let Aliyun cancel the standing (R87, MR 7.1.1, Q22)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.calendar.periods import same_day
from graph.model import Assessment, Interval, Month, TierLink, Trace, Uid, cite, join
from graph.readings import Q22
from graph.rules.standing import Effect, Known, cut_trace
from graph.rules.standing import on as holding

MONTHS = 3
MISSES = 2
"""Quarters below the minimum in a row that cost the standing (MR 7.1.1)."""


class Outcome(StrEnum):
    """How a quarter went."""

    REACHED = "REACHED"
    MISSED = "MISSED"
    EXEMPT = "EXEMPT"
    """Some day of it was spent as a city partner, which is not tested (CA 1.3)."""


class State(StrEnum):
    """What the tests mean for the partner on a day; the standing ends only with a notice (R90)."""

    NO_STANDING = "NO_STANDING"
    EXEMPT = "EXEMPT"
    NOT_ASSESSED = "NOT_ASSESSED"
    CERTIFIED = "CERTIFIED"
    AT_RISK = "AT_RISK"
    CANCELLABLE = "CANCELLABLE"


class Quarter(Struct, frozen=True):
    """A quarter that was tested: its days, the month of the test, and how it went.

    The first quarter is tested in April, which is the annual test as well (MR 4.2, Q22).
    """

    interval: Interval
    tested_in: Month
    annual: bool
    outcome: Outcome
    assessment: Assessment
    trace: Trace


class Certification(Struct, frozen=True):
    """Where an account stands on a day; `cancellable_from` the day of the trigger, if there is one.

    The trigger is the first day of the month in which the second miss in a row is tested.
    """

    state: State
    quarters: tuple[Quarter, ...]
    cancellable_from: date | None
    trace: Trace


def quarter_of(day: date) -> Interval:
    """The calendar quarter in which a day lies."""
    start = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)
    return Interval(start, same_day(start, MONTHS))


def certification(uid: Uid, papers: Sequence[Assessment], known: Known, day: date) -> Certification:
    """What the tests known say of an account on a day (R87, MR 4.2, MR 4.3, MR 7.1.1; S41b, Q22).

    A quarter counts from its end on. A quarter that was not tested breaks a row of misses; so does
    one of a city partner, for it is exempt (CA 1.3). What two misses allow lasts until a quarter is
    reached: nothing ends by itself (R90).
    """
    quarters = _quarters(uid, papers, known, day)
    trace = _basis(known) + join(each.trace for each in quarters)
    standing = holding(known.standings(uid), day)
    if standing is None:
        return Certification(State.NO_STANDING, quarters, None, trace)
    trace += cut_trace(standing)
    tier = holding(known.tier_links(uid), day)
    if tier is not None:
        exempt = cite(clauses=("CA 1.3",)) + cut_trace(tier)
        return Certification(State.EXEMPT, quarters, None, trace + exempt)
    own = [each for each in quarters if each.interval.overlaps(standing.interval)]
    row = _misses(own)
    if len(row) >= MISSES:
        return Certification(State.CANCELLABLE, quarters, row[MISSES - 1].tested_in.first, trace)
    state = State.AT_RISK if row else State.CERTIFIED if own else State.NOT_ASSESSED
    return Certification(state, quarters, None, trace)


def _basis(known: Known) -> Trace:
    reading = known.moment.readings.of(Q22)
    return cite(rules=("R87",), clauses=("MR 4.2", "MR 7.1.1"), readings=(reading,))


def _quarters(
    uid: Uid, papers: Sequence[Assessment], known: Known, day: date
) -> tuple[Quarter, ...]:
    """The quarters tested by a day, in order; of two rows about one, the one recorded last."""
    rows = sorted(known.moment.known(tuple(papers)), key=lambda each: (each.recorded_at, each.id))
    last = {quarter_of(each.quarter).start: each for each in rows}
    tiers = known.tier_links(uid)
    found = (_quarter(last[start], tiers) for start in sorted(last))
    return tuple(each for each in found if each.tested_in.first <= day)


def _quarter(row: Assessment, tiers: Sequence[Effect[TierLink]]) -> Quarter:
    span = quarter_of(row.quarter)
    tested = Month.of(span.end or span.start)
    tier = next((each for each in tiers if each.interval.overlaps(span)), None)
    trace = cite(facts=(row,), rules=("R87",), clauses=("MR 4.2",))
    if tier is not None:
        outcome = Outcome.EXEMPT
        trace += cite(clauses=("CA 1.3",)) + cut_trace(tier)
    else:
        outcome = Outcome.REACHED if row.new_customers >= row.minimum else Outcome.MISSED
    return Quarter(span, tested, tested.number == MONTHS + 1, outcome, row, trace)


def _misses(quarters: Sequence[Quarter]) -> list[Quarter]:
    """The quarters missed one after the other, up to the last one tested."""
    row: list[Quarter] = []
    for each in quarters:
        if each.outcome is not Outcome.MISSED:
            row = []
        elif row and row[-1].interval.end == each.interval.start:
            row.append(each)
        else:
            row = [each]
    return row
