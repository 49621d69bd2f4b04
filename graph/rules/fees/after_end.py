"""What the end of a partnership does to fees that are not paid yet (R36, R37, R120, Q10).

By the recommended reading what was earned on cash before the end survives it (FA 8.4.1) and may be
set off; only an end for repeated class-2 violations pays no fee at all (MR 6.2, which prevails by
FA 7.1.3). By the other reading of Q10 every unpaid fee is lost with the end (MR 5.1.5, MR 7.3.6).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from graph.model import Moment, Month, Notice, NoticeKind, Standing, Trace, Uid, cite, join
from graph.readings import Q10
from graph.rules.standing import Effect, Known, cut_trace

Right = Callable[[Notice], Trace | None]
"""What the right to end for repeated class-2 violations rested on when a notice arrived (R72).

None where there was none: the notice ended for something else (MR 6.1).
"""


class AfterEnd(Struct, frozen=True):
    """Whether a month's unpaid fee is lost by the day asked about, since when and by which clause.

    `ended_on` is the first day without standing after the cash of the month, if it has come.
    """

    ended_on: date | None = None
    lost_on: date | None = None
    clause: str | None = None
    trace: Trace = Trace()


def after_end(
    known: Known, partner: Uid, month: Month, notices: Iterable[Notice], right: Right
) -> AfterEnd:
    """What the end, if it has come, does to a month's unpaid fee (R36, R37, R120, Q10)."""
    moment = known.moment
    run = _run(known.standings(partner), month)
    end = run[-1].interval.end if run else None
    ended_on = end if end is not None and end <= moment.as_of else None
    reading = moment.readings.of(Q10)
    cited = join(cut_trace(each) for each in run[-1:]) + cite(rules=("R36",), readings=(reading,))
    for notice, trace in _ends(run, notices, right, moment):
        forfeited = cite(facts=(notice,), rules=("R37",), clauses=("MR 6.2", "FA 7.1.3"))
        return AfterEnd(ended_on, notice.received_on, "MR 6.2", cited + forfeited + trace)
    if ended_on is None:
        return AfterEnd()
    if reading is Q10.ALL_LOST:
        lost = cite(rules=("R111",), clauses=("MR 5.1.5", "MR 7.3.6"))
        return AfterEnd(ended_on, ended_on, "MR 5.1.5", cited + lost)
    survives = cite(rules=("R120",), clauses=("FA 8.4.1",))
    return AfterEnd(ended_on, trace=cited + survives)


def _run(standings: Iterable[Effect[Standing]], month: Month) -> list[Effect[Standing]]:
    """The standings in a month, and those that renew the last of them without a gap (R81)."""
    found: list[Effect[Standing]] = []
    for each in standings:
        renews = bool(found) and each.interval.start == found[-1].interval.end
        if each.interval.overlaps(month.interval) or renews:
            found.append(each)
    return found


def _ends(
    run: list[Effect[Standing]], notices: Iterable[Notice], right: Right, moment: Moment
) -> Iterator[tuple[Notice, Trace]]:
    """The notices by which Aliyun ended for class-2 violations what a month was earned by (MR 6.2).

    The first day counts on which a notice had arrived; a partner that entered anew after it, within
    the month, keeps that month's fee. A notice that arrived after the end ended nothing (FA 8.4.1).
    """
    end = run[-1].interval.end if run else None
    arrived = (
        notice
        for notice in moment.known(tuple(notices))
        if notice.kind is NoticeKind.TERMINATION and notice.received_on <= moment.as_of
    )
    for notice in sorted(arrived, key=lambda each: each.received_on):
        trace = right(notice)
        begun = bool(run) and all(each.interval.start <= notice.received_on for each in run)
        over = end is not None and end < notice.received_on
        if begun and not over and trace is not None:
            yield notice, trace
