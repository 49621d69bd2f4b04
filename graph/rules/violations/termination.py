"""The end by a notice of termination upon violations (R70, R72, R37, R90; MR 6.1, MR 6.2; Q21).

Nothing ends before the notice arrives. On that day the contract ends; the standing ends on the day
stated in the notice, yet not before it arrived, by default on arrival (Q21, MR 7.3.1). A notice
that no right carried on that day ends as well, but wrongly: damages are due (R123, FA 8.4.2).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from graph.model import FactId, Moment, Notice, NoticeKind, Trace, cite, join
from graph.readings import Q21
from graph.rules.agreements.begin import from_aliyun
from graph.rules.violations.count import Count
from graph.rules.violations.rights import Right, RightKind, rights

ENDING = (
    RightKind.FUNDAMENTAL_BREACH,
    RightKind.REPEATED_VIOLATIONS,
    RightKind.BELOW_LIST_PRICE,
)
"""The rights to end at once."""


class Termination(Struct, frozen=True):
    """A notice of termination, the rights that carried it, and what it ends.

    `contract_ends_on` and `standing_ends_on` are the first days without them; `forfeits_fees` tells
    whether unpaid service fees go with it (R37, Q10).
    """

    notice: Notice
    rights: tuple[Right, ...]
    contract_ends_on: date
    standing_ends_on: date
    forfeits_fees: bool
    trace: Trace

    @property
    def id(self) -> FactId:
        """The notice's own id."""
        return self.notice.id

    @property
    def founded(self) -> bool:
        """Whether a right carried it on the day of its arrival."""
        return bool(self.rights)


def terminations(
    notices: Iterable[Notice], counted: Sequence[Count], moment: Moment
) -> tuple[Termination, ...]:
    """What notices of termination have ended by the day, as they arrived (R70, R72, Q21)."""
    arrived = (
        each
        for each in moment.known(tuple(notices))
        if each.kind is NoticeKind.TERMINATION and each.received_on <= moment.as_of
    )
    own = (each for each in arrived if from_aliyun(each))
    ordered = sorted(own, key=lambda each: (each.received_on, each.id))
    return tuple(_terminated(each, counted, moment) for each in ordered)


def _terminated(notice: Notice, counted: Sequence[Count], moment: Moment) -> Termination:
    arrived = notice.received_on
    named = {each.proceedings.violation.id for each in counted} & {notice.about}
    found = rights(counted, moment, arrived)
    carrying = tuple(each for each in found if _carries(each, named))
    cited = cite(
        facts=(notice,),
        rules=("R70", "R72", "R90"),
        clauses=("MR 6.1", "MR 6.2", "MR 7.3.1"),
        readings=(moment.readings.of(Q21),),
    )
    wrongful = cite(rules=("R123",), clauses=("FA 8.4.2",))
    forfeits = any(each.kind is RightKind.REPEATED_VIOLATIONS for each in carrying)
    more = cite(rules=("R37",)) if forfeits else Trace()
    return Termination(
        notice=notice,
        rights=carrying,
        contract_ends_on=arrived,
        standing_ends_on=max(arrived, notice.stated_on or arrived),
        forfeits_fees=forfeits,
        trace=join([cited, *(each.trace for each in carrying), more if carrying else wrongful]),
    )


def _carries(right: Right, named: set[FactId]) -> bool:
    """Whether a right allows an end at once, by the violation that the notice names if it does."""
    return right.kind in ENDING and named <= set(right.violations)
