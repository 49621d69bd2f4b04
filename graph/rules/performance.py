"""Performance of a month: every payment under the direct partner and the fee holder it counts to.

The measure is cash actually paid (R21, MR 3.5.2, MR 5.1.1, CA 2.2.1); the period is the calendar
month (R24, MR 5.2.1). Nothing is lost: what counts to somebody, to nobody for want of a fee holder,
and to nobody at all adds up to what was paid (R27, I12).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from graph.model import (
    FactId,
    Fen,
    Histories,
    Interval,
    Moment,
    Month,
    Payment,
    Trace,
    Uid,
    cite,
    join,
    split,
)
from graph.readings import Q14, Q31
from graph.rules.attribution import Credit, Status, credited
from graph.rules.standing import Known


class Line(Struct, frozen=True):
    """What a direct partner brought to a fee holder: its own account's cash and its accounts'."""

    direct: Uid | None
    holder: Uid | None
    status: Status
    own: Fen
    accounts: Fen
    payments: int

    @property
    def fen(self) -> Fen:
        """Both together."""
        return Fen(self.own + self.accounts)


class Statement(Struct, frozen=True):
    """Performance of a month, in fen, of one partner or (`partner=None`) of the whole programme.

    `total` counts to the partner as fee holder (of the programme: to any), `direct_total` to the
    partner itself as direct partner; `paid` is all cash of the accounts looked at, and equals
    `total + elsewhere + no_fee_holder + unattributed` when `balanced` (I12).
    """

    month: Month
    partner: Uid | None
    lines: tuple[Line, ...]
    total: Fen
    direct_total: Fen
    elsewhere: Fen
    no_fee_holder: Fen
    unattributed: Fen
    paid: Fen
    balanced: bool
    trace: Trace


Place = tuple[Uid | None, Uid | None, Status]
"""Where a payment counts: direct partner, fee holder, status."""


class Portion(Struct, frozen=True):
    """A part of a payment: the day it falls in a month by, the day whose link counts, its fen."""

    booked: date
    linked: date
    fen: Fen


def statement(  # noqa: PLR0913 (the facts, the question and the moment)
    histories: Histories,
    payments: Iterable[Payment],
    originals: Mapping[FactId, Payment],
    month: Month,
    moment: Moment,
    partner: Uid | None = None,
) -> Statement:
    """Performance statement (R20–R27). `originals` holds what the refunds among them refund."""
    known = Known(histories, moment)
    given: dict[tuple[Uid, date], Credit] = {}
    sums: dict[Place, list[int]] = defaultdict(lambda: [0, 0, 0])
    for payment in moment.known(tuple(payments)):
        lines_hit: set[Place] = set()
        for part in portions(payment, originals, moment):
            if part.booked not in month.interval:
                continue
            at = (payment.account, part.linked)
            if at not in given:
                given[at] = credited(known, *at)
            credit = given[at]
            place = (credit.direct, credit.holder, credit.status)
            sums[place][0 if credit.direct == payment.account else 1] += part.fen
            lines_hit.add(place)
        for place in lines_hit:
            sums[place][2] += 1
    lines = tuple(_line(key, entry) for key, entry in sorted(sums.items(), key=_order))
    return _summed(month, partner, lines, _trace(given.values(), moment))


def portions(
    payment: Payment, originals: Mapping[FactId, Payment], moment: Moment
) -> tuple[Portion, ...]:
    """A payment by the clock of Q14: whole on the day it was paid, or by days of consumption.

    A refund is booked on its own day and follows the link of the payment that it refunds.
    """
    if moment.readings.of(Q14) is Q14.CONSUMED:
        return consumed(payment, originals)
    counted = originals.get(payment.refund_of, payment) if payment.refund_of else payment
    return (Portion(payment.day, counted.day, payment.fen),)


def consumed(payment: Payment, originals: Mapping[FactId, Payment]) -> tuple[Portion, ...]:
    """A payment shared over the days of use it pays for, equally; without such days as paid."""
    counted = originals.get(payment.refund_of, payment) if payment.refund_of else payment
    used = Interval(counted.consumed_from or counted.day, counted.consumed_to)
    days = list(used.days()) if counted.consumed_from and counted.consumed_to else [used.start]
    shares = split(payment.fen, len(days))
    booked = days if counted is payment else [payment.day] * len(days)
    return tuple(Portion(*part) for part in zip(booked, days, shares, strict=True))


def _line(key: Place, entry: list[int]) -> Line:
    own, accounts, count = entry
    return Line(*key, own=Fen(own), accounts=Fen(accounts), payments=count)


def _order(item: tuple[Place, list[int]]) -> tuple[str, str, str]:
    (direct, holder, status), _ = item
    return (holder or "~", direct or "~", status)


def _summed(month: Month, partner: Uid | None, lines: tuple[Line, ...], trace: Trace) -> Statement:
    def add(chosen: Iterable[Line]) -> Fen:
        return Fen(sum(line.fen for line in chosen))

    held = [line for line in lines if line.status is Status.ATTRIBUTED]
    own = [line for line in held if partner is None or line.holder == partner]
    total, elsewhere = add(own), add(line for line in held if line not in own)
    no_holder = add(line for line in lines if line.status is Status.NO_FEE_HOLDER)
    unattributed = add(line for line in lines if line.status is Status.UNATTRIBUTED)
    paid = add(lines)
    direct = [line for line in lines if line.direct is not None]
    return Statement(
        month=month,
        partner=partner,
        lines=lines,
        total=total,
        direct_total=add(line for line in direct if partner is None or line.direct == partner),
        elsewhere=elsewhere,
        no_fee_holder=no_holder,
        unattributed=unattributed,
        paid=paid,
        balanced=total + elsewhere + no_holder + unattributed == paid,
        trace=trace,
    )


def _trace(given: Iterable[Credit], moment: Moment) -> Trace:
    cited = cite(
        rules=("R21", "R24", "R27"),
        clauses=("MR 3.5.2", "MR 5.1.1", "CA 2.2.1", "MR 5.2.1"),
        readings=(moment.readings.of(Q14), moment.readings.of(Q31)),
    )
    return join([cited, *(each.trace for each in given)])
