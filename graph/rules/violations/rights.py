"""What Aliyun may do upon violations: rights, which end nothing by themselves (R70, R72, R76, R77).

A right to end is exercised by a notice, and what it ends, ends when the notice arrives (see
`termination`). The right of repeated violations lasts as long as enough of them count (Q3, Q5).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    FactId,
    Moment,
    Trace,
    Violation,
    ViolationClass,
    cite,
    join,
)
from graph.model.time import ONE_DAY
from graph.readings import Q3
from graph.rules.violations.catalogue import CATALOGUE
from graph.rules.violations.count import Count

BELOW_LIST_PRICE = "MR 6.2.2.1"
DUTIES = "FA 4.2"


class RightKind(StrEnum):
    """What a right is founded on."""

    FUNDAMENTAL_BREACH = "FUNDAMENTAL_BREACH"
    """To end at once, without compensation (R70, MR 6.1)."""
    REPEATED_VIOLATIONS = "REPEATED_VIOLATIONS"
    """To end at once, without paying any fee (R72, MR 6.2)."""
    BELOW_LIST_PRICE = "BELOW_LIST_PRICE"
    """To end the cooperation at once (R77, FA 4.2.4.2)."""
    BREACH_OF_DUTIES = "BREACH_OF_DUTIES"
    """To downgrade, cancel the standing or end early (R76, FA 7.2.1)."""


class Right(Struct, frozen=True):
    """A right on a day: since when, through when (None: no end), and the violations behind it."""

    kind: RightKind
    since: date
    through: date | None
    violations: tuple[FactId, ...]
    trace: Trace


def rights(counted: Sequence[Count], moment: Moment, day: date) -> tuple[Right, ...]:
    """The rights that stood on a day, by violations as they are known at the moment."""
    there = [each for each in counted if _start(each) <= day]
    first = [each for each in there if _fact(each).rank is ViolationClass.CLASS_1]
    below = [each for each in there if _fact(each).clause == BELOW_LIST_PRICE]
    duties = [each for each in there if _breaks_a_duty(_fact(each).clause)]
    found = (
        _lasting(RightKind.FUNDAMENTAL_BREACH, first, ("R70", "R88"), ("MR 6.1", "MR 7.1.2")),
        _repeated(counted, moment, day),
        _lasting(RightKind.BELOW_LIST_PRICE, below, ("R77",), ("FA 4.2.4.2", "MR 3.5.3")),
        _lasting(RightKind.BREACH_OF_DUTIES, duties, ("R76",), ("FA 7.2.1",)),
    )
    return tuple(each for each in found if each is not None)


def _fact(each: Count) -> Violation:
    return each.proceedings.violation


def _start(each: Count) -> date:
    """The first day on which it is both counted and established."""
    return max(each.since, each.proceedings.established_on or each.since)


def _breaks_a_duty(code: str) -> bool:
    listed = CATALOGUE.get(code)
    return listed is not None and any(each.startswith(DUTIES) for each in listed.breaches)


def _lasting(
    kind: RightKind, founding: Sequence[Count], rules: Iterable[str], clauses: Iterable[str]
) -> Right | None:
    if not founding:
        return None
    cited = cite(rules=rules, clauses=clauses)
    return Right(
        kind=kind,
        since=min(_start(each) for each in founding),
        through=None,
        violations=tuple(_fact(each).id for each in founding),
        trace=join([*(each.trace for each in founding), cited]),
    )


def threshold(moment: Moment) -> int:
    """How many give the right to end (R05, R72, Q3; MR 2.1, MR 6.2)."""
    return 3 if moment.readings.of(Q3) is Q3.THIRD else 4


def _repeated(counted: Sequence[Count], moment: Moment, day: date) -> Right | None:
    second = [each for each in counted if each.through is not None]
    enough = threshold(moment)

    def stands(at: date) -> bool:
        return sum(1 for each in second if each.on(at)) >= enough

    if not stands(day):
        return None
    starts = sorted({_start(each) for each in second if _start(each) <= day}, reverse=True)
    founding = [each for each in second if each.on(day)]
    ends = sorted((each.through or day for each in founding), reverse=True)
    cited = cite(
        rules=("R05", "R72", "R88"),
        clauses=("MR 6.2", "MR 2.1", "MR 7.1.2"),
        readings=(moment.readings.of(Q3),),
    )
    return Right(
        kind=RightKind.REPEATED_VIOLATIONS,
        since=next(at for at in starts if stands(at) and not stands(at - ONE_DAY)),
        through=ends[enough - 1],
        violations=tuple(_fact(each).id for each in founding),
        trace=join([*(each.trace for each in founding), cited]),
    )
