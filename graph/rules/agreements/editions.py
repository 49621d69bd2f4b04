"""Which edition of the management rules applies on a day (R03, FA 3.3.4, MR 5.1.4, MR 8)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

from graph.model import (
    AgreementKind,
    Fact,
    Interval,
    Moment,
    NoticeKind,
    PartyPapers,
    Trace,
    cite,
)
from graph.model.facts import UNKNOWN_SINCE
from graph.rules.agreements.begin import begins, from_aliyun

FIRST = date(2017, 4, 1)
FIRST_NAME = "2017-04"
"""The form of MR that the clauses cite, in force from April 2017."""


class Edition(Struct, frozen=True):
    """An edition of the management rules and its days; `because` is what announced it."""

    name: str
    interval: Interval
    because: Fact | None
    trace: Trace


Begun = tuple[date, str, Fact | None]


def editions(papers: Sequence[PartyPapers], moment: Moment) -> tuple[Edition, ...]:
    """Every edition known, in order (R03).

    Aliyun may revise the rules by itself: a revision applies from the day stated in its notice,
    else from receipt, whenever the notice came; an edition that was agreed, from the day agreed.
    Where two begin on a day, the one recorded later applies.
    """
    begun = [(FIRST, FIRST_NAME, None), *_announced(papers, moment), *_agreed(papers, moment)]
    days = {each[0]: each for each in sorted(begun, key=_order)}
    starts = sorted(days)
    until = [*starts[1:], None]
    return tuple(_edition(days[day], end) for day, end in zip(starts, until, strict=True))


def edition(papers: Sequence[PartyPapers], day: date, moment: Moment) -> Edition | None:
    """The edition that applies on a day; None before the first one (R03)."""
    return next((each for each in editions(papers, moment) if day in each.interval), None)


def _announced(papers: Sequence[PartyPapers], moment: Moment) -> Iterable[Begun]:
    for each in papers:
        for notice in moment.known(each.notices):
            if notice.kind is NoticeKind.RULE_CHANGE and from_aliyun(notice):
                day = notice.stated_on or notice.received_on
                yield day, notice.source or notice.id, notice


def _agreed(papers: Sequence[PartyPapers], moment: Moment) -> Iterable[Begun]:
    for each in papers:
        for agreement in moment.known(each.agreements):
            day = begins(agreement, moment.readings).day
            if agreement.kind is AgreementKind.MR and day is not None:
                yield day, agreement.edition or agreement.id, agreement


def _order(begun: Begun) -> tuple[date, datetime, str]:
    """By day, then by when it was recorded; the first edition was always known."""
    day, _, because = begun
    return (day, UNKNOWN_SINCE, "") if because is None else (day, because.recorded_at, because.id)


def _edition(begun: Begun, end: date | None) -> Edition:
    start, name, because = begun
    clauses = ("FA 3.3.4", "MR 8") if because is not None else ("MR 8",)
    facts = () if because is None else (because,)
    cited = cite(facts=facts, rules=("R03",), clauses=clauses)
    return Edition(name, Interval(start, end), because, cited)
