"""A party's record of violations on a day, and what one more would cost (R70–R77, R79)."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from graph.model import (
    Fen,
    Moment,
    Notice,
    Trace,
    Violation,
    ViolationClass,
    cite,
    join,
)
from graph.readings import Q3, Q4, Q5
from graph.rules.violations.count import Count, class_1, class_2, counts
from graph.rules.violations.proceedings import Proceedings, charged, proceedings
from graph.rules.violations.rights import Right, rights, threshold
from graph.rules.violations.termination import Termination, terminations


class Record(Struct, frozen=True):
    """Charges and their proceedings, those established as they count, and what follows.

    `counting` is how many class-2 violations count on the day, `penalties` what all established
    ones cost in fen, paid or not.
    """

    charges: tuple[Proceedings, ...]
    counted: tuple[Count, ...]
    counting: int
    penalties: Fen
    rights: tuple[Right, ...]
    terminations: tuple[Termination, ...]
    trace: Trace

    def count_of(self, charge: Proceedings) -> Count | None:
        """How a charge counts; None if it is not established, or does not count yet."""
        found = (each for each in self.counted if each.proceedings is charge)
        return next(found, None)


def record(violations: Iterable[Violation], notices: Iterable[Notice], moment: Moment) -> Record:
    """The record of a party on the day, by what was known (R70–R77).

    A charge that came to be known late counts from its own days, and later ones move up by it; one
    that was dismissed counts no more from the day of its dismissal. CalendarNotPublished where
    silence can't be counted (I17).
    """
    charges = tuple(proceedings(each, moment) for each in charged(violations, moment))
    counted = counts(charges, moment)
    standing = rights(counted, moment, moment.as_of)
    ended = terminations(notices, counted, moment)
    traces = [each.trace for each in (*charges, *counted, *standing, *ended)]
    return Record(
        charges=charges,
        counted=counted,
        counting=sum(1 for each in counted if each.through and each.on(moment.as_of)),
        penalties=Fen(sum(each.penalty for each in counted)),
        rights=standing,
        terminations=ended,
        trace=join(traces),
    )


class Price(Struct, frozen=True):
    """What a violation would cost: its ordinal (class 2), the penalty, the rights it would give."""

    ordinal: int | None
    penalty: Fen
    gives_right_to_end: bool
    trace: Trace


def price(found: Record, rank: ViolationClass, day: date, moment: Moment) -> Price:
    """What one more violation counted on a day would cost, after those of the record (R70–R72).

    By the reading FROM_ACT of Q5 the day is that of the act.
    """
    if rank is ViolationClass.CLASS_1:
        cited = cite(rules=("R70",), clauses=("MR 6.1",), readings=(moment.readings.of(Q4),))
        return Price(None, class_1(moment.readings), gives_right_to_end=True, trace=cited)
    before = [each for each in found.counted if each.through and each.since <= day <= each.through]
    ordinal = len(before) + 1
    cited = cite(
        rules=("R71", "R72"),
        clauses=("MR 6.2", "MR 2.1"),
        readings=(moment.readings.of(Q3), moment.readings.of(Q4), moment.readings.of(Q5)),
    )
    return Price(
        ordinal=ordinal,
        penalty=class_2(ordinal),
        gives_right_to_end=ordinal >= threshold(moment),
        trace=join([*(each.trace for each in before), cited]),
    )
