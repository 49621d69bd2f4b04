"""What is to be topped up, by when, and what if it is not (R62, R65; FA 3.5.3; Q18).

The period runs from the receipt of the notice, five working days. A notice asks for what the
deposit lacks when it arrives, as far as no earlier notice asked for it already; what is paid in
later meets the notices in their order. After a penalty the deposit is topped up too, because no
less than 5,000 is to be held (MR 2.1, Q18). What is not topped up is taken from service fees; a
city partner has none, so it stays a claim, and its tier-1's fees are not touched (R65).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import (
    DepositEntry,
    FactId,
    Fen,
    Moment,
    Notice,
    NoticeKind,
    PartyPapers,
    Trace,
    cite,
)
from graph.readings import Q18
from graph.rules.agreements.begin import from_aliyun
from graph.rules.deposit.moves import REQUIRED, Movement
from graph.rules.term import Term, ends


class DemandState(StrEnum):
    """Where a demand to top up stands on a day."""

    OPEN = "OPEN"
    MET = "MET"
    OVERDUE = "OVERDUE"


class Remedy(StrEnum):
    """What Aliyun may do about an overdue one."""

    FROM_FEES = "FROM_FEES"
    CLAIM = "CLAIM"


class Asked(Struct, frozen=True):
    """A notice to top up: who says so, the day from which it can be met, and how much at most."""

    source: DepositEntry | Notice
    received_on: date
    on: date
    most: Fen
    about: FactId | None


class Demand(Struct, frozen=True):
    """A demand to top up, in fen: `fen` asked, `met` of it by the day.

    `met_on` is the day on which it was met in full, `remedy` what follows where it is overdue.
    """

    source: DepositEntry | Notice
    received_on: date
    fen: Fen
    met: Fen
    met_on: date | None
    deadline: Deadline
    state: DemandState
    remedy: Remedy | None
    about: FactId | None
    trace: Trace

    @property
    def id(self) -> FactId:
        """The id of its notice, or of the deduction it was notified with."""
        return self.source.id

    @property
    def unmet(self) -> Fen:
        """What is still to be topped up."""
        return Fen(self.fen - self.met)


class _Open:
    """A demand while payments are matched with it."""

    def __init__(self, asked: Asked, fen: int) -> None:
        self.asked, self.fen, self.met = asked, fen, 0
        self.met_on: date | None = None

    def meet(self, fen: int, on: date) -> int:
        """Take what it lacks out of a payment; what is left of the payment."""
        part = min(fen, self.fen - self.met)
        self.met += part
        if part and self.met == self.fen:
            self.met_on = on
        return fen - part


def demands(
    papers: PartyPapers, moves: Sequence[Movement], moment: Moment, *, city_partner: bool
) -> tuple[Demand, ...]:
    """The demands received by the day and what became of them (R62, R65, Q18).

    CalendarNotPublished where a period reaches an unpublished year (I17).
    """
    asked = sorted(_asked(papers, moves, moment), key=lambda each: (each.on, each.source.id))
    penal = {each.id for each in papers.violations}
    matched = _matched(asked, moves)
    return tuple(_demand(each, penal, moment, city_partner=city_partner) for each in matched)


def _asked(papers: PartyPapers, moves: Iterable[Movement], moment: Moment) -> Iterator[Asked]:
    for notice in moment.known(papers.notices):
        if not from_aliyun(notice) or notice.received_on > moment.as_of:
            continue
        if notice.kind is NoticeKind.TOP_UP:
            day = notice.received_on
            yield Asked(notice, day, day, notice.fen or REQUIRED, notice.about)
    for move in moves:
        entry = move.entry
        if entry.noticed_on is not None and move.change < 0 and entry.noticed_on <= moment.as_of:
            day = max(entry.noticed_on, entry.on)
            yield Asked(entry, entry.noticed_on, day, Fen(-move.change), entry.about)


def _matched(asked: Sequence[Asked], moves: Sequence[Movement]) -> list[_Open]:
    """Demands and what was paid in, day by day: what comes on the day of a notice comes first."""
    found: list[_Open] = []
    paid = [(each.entry.on, each.change) for each in moves if each.change > 0]
    for ask in asked:
        _pay(found, [each for each in paid if each[0] <= ask.on])
        paid = [each for each in paid if each[0] > ask.on]
        lacks = REQUIRED - _held(moves, ask.on) - sum(each.fen - each.met for each in found)
        fen = min(ask.most, lacks)
        if fen > 0:
            found.append(_Open(ask, fen))
    _pay(found, paid)
    return found


def _pay(found: Sequence[_Open], paid: Iterable[tuple[date, int]]) -> None:
    for on, fen in paid:
        left = fen
        for each in found:
            left = each.meet(left, on)


def _held(moves: Iterable[Movement], day: date) -> int:
    return sum(each.change for each in moves if each.entry.on <= day)


def _demand(each: _Open, penal: set[FactId], moment: Moment, *, city_partner: bool) -> Demand:
    end = ends(Term.DEPOSIT_TOP_UP, each.asked.received_on, moment.readings)
    state = _state(each, end, moment.as_of)
    overdue = state is DemandState.OVERDUE
    remedy = (Remedy.CLAIM if city_partner else Remedy.FROM_FEES) if overdue else None
    cited = cite(facts=(each.asked.source,), rules=("R62",), clauses=("FA 3.5.3",)) + end.trace
    if each.asked.about in penal:
        cited += cite(clauses=("MR 2.1",), readings=(moment.readings.of(Q18),))
    if remedy is Remedy.CLAIM:
        cited += cite(rules=("R65",), clauses=("CA 2.2.2",))
    return Demand(
        source=each.asked.source,
        received_on=each.asked.received_on,
        fen=Fen(each.fen),
        met=Fen(each.met),
        met_on=each.met_on,
        deadline=end,
        state=state,
        remedy=remedy,
        about=each.asked.about,
        trace=cited,
    )


def _state(each: _Open, end: Deadline, day: date) -> DemandState:
    if each.met == each.fen:
        return DemandState.MET
    return DemandState.OPEN if day <= end.last_day else DemandState.OVERDUE
