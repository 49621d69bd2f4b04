"""Where a month's fee stands on a day: notified, invoiced, paid, late, lost (R35–R37, MR 5.2).

What happened is on paper (`FeeStep`); what follows from it, and from the days gone by, is decided
here. Nothing is paid without a valid invoice.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import FeeMove, FeeStep, Fen, Moment, Month, Trace, Uid, cite
from graph.rules.fees.after_end import AfterEnd
from graph.rules.fees.entitlement import Entitlement, Fee
from graph.rules.fees.timetable import payment
from graph.rules.term import Term, ends

NOTHING = Fen(0)


class FeeState(StrEnum):
    """Where a month's fee stands."""

    NO_FEE = "NO_FEE"
    STATISTICS_PENDING = "STATISTICS_PENDING"
    NOTICE_PENDING = "NOTICE_PENDING"
    NOTIFIED = "NOTIFIED"
    INVOICE_MISSING = "INVOICE_MISSING"
    PAYABLE = "PAYABLE"
    LATE = "LATE"
    PAID = "PAID"
    DISPUTED = "DISPUTED"
    FORFEITED = "FORFEITED"


class Progress(Struct, frozen=True):
    """The progress of a month's fee on a day, in fen.

    `earned` is the fee by what is known now, `notified` what the latest notice said. `outstanding`
    is earned, neither paid, set off nor lost; negative where more was paid than is earned by now.
    `lost` was earned and is forfeited. `due_on` is the last day of the step that is awaited,
    Aliyun's or the partner's. `disputed`: a dispute is on paper, or the loss rests on a reading
    (Q10).
    """

    state: FeeState
    earned: Fen
    notified: Fen | None
    paid: Fen
    set_off: Fen
    lost: Fen
    disputed: bool
    due_on: date | None
    ended_on: date | None
    clause: str
    trace: Trace

    @property
    def outstanding(self) -> Fen:
        """What is still to be paid, or to be given back."""
        return Fen(self.earned - self.paid - self.set_off - self.lost)

    @property
    def adjustment(self) -> Fen | None:
        """By how much the fee as known now differs from what was notified."""
        return None if self.notified is None else Fen(self.earned - self.notified)


class Papers(Struct, frozen=True):
    """What the steps on paper come to by a day; each day is that of the latest such step."""

    notified_on: date | None
    notified: Fen | None
    invoiced_on: date | None
    paid: Fen
    disputed: bool
    forfeited_on: date | None


_ORDER = {move: at for at, move in enumerate(FeeMove)}


def steps_of(steps: Iterable[FeeStep], partner: Uid, month: Month, moment: Moment) -> list[FeeStep]:
    """The steps known of a partner's month by the day asked about, in their order."""
    mine = (
        step
        for step in moment.known(tuple(steps))
        if step.account == partner and step.month == month.first and step.on <= moment.as_of
    )
    return sorted(mine, key=lambda step: (step.on, step.recorded_at, _ORDER[step.move]))


def papers(steps: Iterable[FeeStep], earned: Fen) -> Papers:
    """What steps in their order come to; one without an amount is of what was last notified.

    A rejected invoice is none; a dispute ends with a new notice, a payment or a forfeiture.
    """
    last: dict[FeeMove, FeeStep] = {}
    notified: Fen | None = None
    paid, disputed = 0, False
    for step in steps:
        last[step.move] = step
        match step.move:
            case FeeMove.NOTIFIED:
                notified = earned if step.fen is None else step.fen
            case FeeMove.PAID:
                owed = earned if notified is None else notified
                paid += owed - paid if step.fen is None else step.fen
            case FeeMove.INVOICE_REJECTED:
                last.pop(FeeMove.INVOICED, None)
            case _:
                pass
        disputed = step.move is FeeMove.DISPUTED or (disputed and step.move in _LEAVE_OPEN)
    return Papers(
        notified_on=_day(last.get(FeeMove.NOTIFIED)),
        notified=notified,
        invoiced_on=_day(last.get(FeeMove.INVOICED)),
        paid=Fen(paid),
        disputed=disputed,
        forfeited_on=_day(last.get(FeeMove.FORFEITED)),
    )


_LEAVE_OPEN = {FeeMove.INVOICED, FeeMove.INVOICE_REJECTED}


def _day(step: FeeStep | None) -> date | None:
    return None if step is None else step.on


def progress(
    fee: Fee,
    steps: Iterable[FeeStep],
    after: AfterEnd,
    moment: Moment,
    set_off: Fen = NOTHING,
) -> Progress:
    """Where a month's fee stands on the day asked about (R35, R36, R37, R120, MR 5.2, Q10).

    `set_off` was taken of it for a debt of the partner's (R62, R63): that is as good as paid.
    CalendarNotPublished where the state hangs on working days of a year without calendar (I17).
    """
    taken = steps_of(steps, fee.partner, fee.month, moment)
    found = papers(taken, fee.fen)
    met = Fen(found.paid + set_off)
    open_ = Fen(fee.fen - met)
    recorded = found.forfeited_on is not None
    gone = (recorded or after.lost_on is not None) and open_ > 0 and not found.disputed
    state, due_on = _state(fee, found, moment, met, gone=gone)
    clause = fee.clause if state is FeeState.NO_FEE else _CLAUSES[state]
    if gone:
        clause = after.clause or "MR 6.2"
    cited = cite(facts=taken, rules=("R35",), clauses=("MR 5.2", clause))
    return Progress(
        state=state,
        earned=fee.fen,
        notified=found.notified,
        paid=found.paid,
        set_off=set_off,
        lost=open_ if gone else Fen(0),
        disputed=found.disputed or (gone and not recorded),
        due_on=due_on,
        ended_on=after.ended_on,
        clause=clause,
        trace=cited + after.trace,
    )


_CLAUSES = {
    FeeState.STATISTICS_PENDING: "MR 5.2.1",
    FeeState.NOTICE_PENDING: "MR 5.2.2",
    FeeState.NOTIFIED: "MR 5.2.2",
    FeeState.INVOICE_MISSING: "MR 5.2.3",
    FeeState.PAYABLE: "MR 5.2.3",
    FeeState.LATE: "MR 5.2.3",
    FeeState.PAID: "MR 5.2.3",
    FeeState.DISPUTED: "FA 8.4.1",
    FeeState.FORFEITED: "MR 6.2",
}


def _state(
    fee: Fee, found: Papers, moment: Moment, met: Fen, *, gone: bool
) -> tuple[FeeState, date | None]:
    """The state, and by when the next step is due if one is awaited."""
    if found.disputed:
        return FeeState.DISPUTED, None
    if gone:
        return FeeState.FORFEITED, None
    if met and met >= fee.fen:
        return FeeState.PAID, None
    if found.notified_on is None:
        return _unannounced(fee, moment)
    if fee.fen == 0:
        return FeeState.NO_FEE, None
    if found.invoiced_on is None:
        posted = ends(Term.FEE_INVOICE, found.notified_on, moment.readings).last_day
        late = moment.as_of > posted
        return (FeeState.INVOICE_MISSING if late else FeeState.NOTIFIED), posted
    due = payment(fee.month, found.invoiced_on, moment.readings).last_day
    return (FeeState.LATE if moment.as_of > due else FeeState.PAYABLE), due


def _unannounced(fee: Fee, moment: Moment) -> tuple[FeeState, date | None]:
    """Before any notice: no fee can be told before the statistics, but of who has none anyway."""
    if fee.entitlement in {Entitlement.CITY_PARTNER, Entitlement.NOT_A_PARTNER}:
        return FeeState.NO_FEE, None
    first, readings = fee.month.first, moment.readings
    counted = ends(Term.FEE_STATISTICS, first, readings).last_day
    if moment.as_of < counted:
        return FeeState.STATISTICS_PENDING, counted
    if fee.fen == 0:
        return FeeState.NO_FEE, None
    return FeeState.NOTICE_PENDING, ends(Term.FEE_NOTICE, first, readings).last_day
