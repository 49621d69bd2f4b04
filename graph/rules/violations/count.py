"""How violations count and what they cost (R70, R71, R127; MR 6.1, MR 6.2; Q4, Q5).

A class-2 violation counts one for twelve months: from the day on which it was counted through the
day of the same number a year later, both included (Q5). It costs by its place among those that
count on its own day: 2,000, 4,000, 8,000 CNY, and 8,000 for each further one (Q4). Two on one day
both count, in the order of their ids. Class 1 counts beside them and costs the last tier.
"""

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, date

from msgspec import Struct

from graph.model import FactId, Fen, Moment, Readings, Trace, ViolationClass, cite
from graph.model.time import END_OF_TIME
from graph.readings import Q2, Q4, Q5
from graph.rules.term import Term, ends
from graph.rules.violations.proceedings import Proceedings

TIERS = (Fen(200_000), Fen(400_000), Fen(800_000))
"""What the first, the second, and the third and each later violation costs (MR 6.2)."""


class Count(Struct, frozen=True):
    """An established violation as it counts.

    `since` and `through` are its first and last day (class 1 has no last); `ordinal` its place
    among the class-2 violations that count on its first day; `penalty` in fen.
    """

    proceedings: Proceedings
    since: date
    through: date | None
    ordinal: int | None
    penalty: Fen
    trace: Trace

    @property
    def id(self) -> FactId:
        """The violation's own id."""
        return self.proceedings.id

    def on(self, day: date) -> bool:
        """Whether it is established and counts on a day."""
        known = self.proceedings.established_on or day
        return max(self.since, known) <= day <= (self.through or END_OF_TIME)


def counts(charges: Iterable[Proceedings], moment: Moment) -> tuple[Count, ...]:
    """The established ones of some charges as they count by the day, in order (R71, Q5)."""
    found = [(_since(each, moment.readings), each) for each in charges if each.established_on]
    begun = sorted(
        ((day, each) for day, each in found if day <= moment.as_of), key=lambda pair: _order(*pair)
    )
    second = [pair for pair in begun if pair[1].violation.rank is ViolationClass.CLASS_2]
    return tuple(_count(day, each, second, moment.readings) for day, each in begun)


def _order(day: date, charge: Proceedings) -> tuple[date, str]:
    return day, charge.violation.id


def _since(charge: Proceedings, readings: Readings) -> date:
    """From when it counts: as counted, else as established; or from the act (Q5)."""
    fact = charge.violation
    counted = fact.counted_on or charge.established_on or END_OF_TIME
    if readings.of(Q5) is Q5.FROM_COUNTED:
        return counted
    return fact.acted_on or fact.reported_on or counted


def last_day(since: date, readings: Readings) -> date:
    """The corresponding day twelve months later, the month's last if it has none (R71, Q5, CC 202).

    Read to roll over (Q2), a day at rest moves on: then CalendarNotPublished for an unknown year.
    """
    if since.year == MAXYEAR:
        return END_OF_TIME
    return ends(Term.VIOLATION_COUNTS, since, readings).last_day


def _count(
    day: date,
    charge: Proceedings,
    second: Sequence[tuple[date, Proceedings]],
    readings: Readings,
) -> Count:
    if charge.violation.rank is ViolationClass.CLASS_1:
        cited = charge.trace + cite(rules=("R70",), clauses=("MR 6.1",), readings=(_q4(readings),))
        return Count(charge, day, None, None, class_1(readings), cited)
    before = [pair for pair in second if _order(*pair) <= _order(day, charge)]
    ordinal = sum(1 for since, _ in before if day <= last_day(since, readings))
    cited = cite(
        rules=("R71",),
        clauses=("MR 6.2", "CC 202"),
        readings=(readings.of(Q2), _q4(readings), readings.of(Q5)),
    )
    through = last_day(day, readings)
    return Count(charge, day, through, ordinal, class_2(ordinal), charge.trace + cited)


def _q4(readings: Readings) -> Q4:
    return readings.of(Q4)


def class_1(readings: Readings) -> Fen:
    """Penalty of a class-1 violation: the last tier, or all three together (R70, Q4, MR 6.1)."""
    return Fen(sum(TIERS)) if _q4(readings) is Q4.CUMULATIVE_14000 else TIERS[-1]


def class_2(ordinal: int) -> Fen:
    """Penalty of the n-th class-2 violation that counts (R71, Q4, MR 6.2)."""
    return TIERS[min(ordinal, len(TIERS)) - 1]
