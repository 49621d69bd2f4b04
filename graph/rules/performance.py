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
    TierLink,
    Trace,
    Uid,
    cite,
    join,
    split,
)
from graph.readings import Q14, Q31
from graph.rules.attribution import Credit, Place, Status, credited
from graph.rules.standing import Effect, Known, cut_trace


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
    `total + elsewhere + no_fee_holder + unattributed` when `balanced` (I12). A partner that is
    `under_tier1` on a day of the month holds no fee statement for it (I11, R32, CA 2.2.2).
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
    under_tier1: bool
    trace: Trace

    @property
    def own(self) -> Fen:
        """Of `total`, what fee holders paid on their own accounts."""
        return Fen(sum(line.own for line in self._held if line.direct == line.holder))

    @property
    def accounts(self) -> Fen:
        """Of `total`, what the customers of fee holders paid."""
        return Fen(sum(line.accounts for line in self._held if line.direct == line.holder))

    @property
    def city_partners(self) -> tuple[tuple[Uid, Fen], ...]:
        """Of `total`, what each city partner and its customers paid (R22, CA 2.2.1), by uid."""
        sums: dict[Uid, int] = defaultdict(int)
        for line in self._held:
            if line.direct is not None and line.direct != line.holder:
                sums[line.direct] += line.fen
        return tuple((uid, Fen(fen)) for uid, fen in sorted(sums.items()))

    @property
    def _held(self) -> list[Line]:
        held = (line for line in self.lines if line.status is Status.ATTRIBUTED)
        return [line for line in held if self.partner in (None, line.holder)]


class Portion(Struct, frozen=True):
    """A part of a payment: the day it falls in a month by, the day whose link counts, its fen."""

    booked: date
    linked: date
    fen: Fen


class Booked(Struct, frozen=True):
    """A part of a known payment that falls in the month, in fen, with what it counts to."""

    payment: Payment
    fen: Fen
    credit: Credit

    @property
    def place(self) -> Place:
        """Direct partner, fee holder and status."""
        return self.credit.direct, self.credit.holder, self.credit.status

    @property
    def is_own(self) -> bool:
        """Whether the direct partner paid it on its own account."""
        return self.credit.direct == self.payment.account


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
    parts = booked(known, payments, originals, month)
    places: dict[Place, list[Booked]] = defaultdict(list)
    for part in parts:
        places[part.place].append(part)
    lines = tuple(_line(place, some) for place, some in sorted(places.items(), key=_order))
    credits_ = {(part.credit.account, part.credit.day): part.credit for part in parts}
    paid = Fen(sum(part.fen for part in parts))
    city = [] if partner is None else tiers(known, partner, month)
    trace = _trace(credits_.values(), moment) + join(cut_trace(tier) for tier in city)
    return summed(month, partner, lines, paid, trace, under_tier1=bool(city))


def tiers(known: Known, partner: Uid, month: Month) -> list[Effect[TierLink]]:
    """Tier links by which a partner stands under a tier-1 on a day of the month."""
    return [tier for tier in known.tier_links(partner) if tier.interval.overlaps(month.interval)]


def booked(
    known: Known,
    payments: Iterable[Payment],
    originals: Mapping[FactId, Payment],
    month: Month,
) -> tuple[Booked, ...]:
    """What of the payments falls in a month, each part credited by the day whose link counts."""
    given: dict[tuple[Uid, date], Credit] = {}
    found: list[Booked] = []
    for payment in known.moment.known(tuple(payments)):
        for part in portions(payment, originals, known.moment):
            if part.booked not in month.interval:
                continue
            at = (payment.account, part.linked)
            if at not in given:
                given[at] = credited(known, *at)
            found.append(Booked(payment, part.fen, given[at]))
    return tuple(found)


def portions(
    payment: Payment, originals: Mapping[FactId, Payment], moment: Moment
) -> tuple[Portion, ...]:
    """A payment by the clock of Q14: whole on the day it was paid, or by days of consumption.

    A refund is booked on its own day and follows the link of the payment that it refunds.
    """
    if moment.readings.of(Q14) is Q14.CONSUMED:
        return consumed(payment, originals)
    return (whole(payment, originals),)


def whole(payment: Payment, originals: Mapping[FactId, Payment]) -> Portion:
    """A payment by the day it was paid, a refund by the link of the day of what it refunds."""
    day = payment.day
    counted = originals.get(payment.refund_of) if payment.refund_of else None
    return Portion(day, day if counted is None else counted.day, payment.fen)


def consumed(payment: Payment, originals: Mapping[FactId, Payment]) -> tuple[Portion, ...]:
    """A payment shared over the days of use it pays for, equally; without such days as paid."""
    counted = originals.get(payment.refund_of, payment) if payment.refund_of else payment
    used = Interval(counted.consumed_from or counted.day, counted.consumed_to)
    days = list(used.days()) if counted.consumed_from and counted.consumed_to else [used.start]
    shares = split(payment.fen, len(days))
    booked = days if counted is payment else [payment.day] * len(days)
    return tuple(Portion(*part) for part in zip(booked, days, shares, strict=True))


def _line(place: Place, parts: list[Booked]) -> Line:
    own = sum(part.fen for part in parts if part.is_own)
    accounts = sum(part.fen for part in parts if not part.is_own)
    return Line(*place, Fen(own), Fen(accounts), len({part.payment.id for part in parts}))


def _order(item: tuple[Place, list[Booked]]) -> tuple[str, str, str]:
    return order(item[0])


def order(place: Place) -> tuple[str, str, str]:
    """By fee holder, then direct partner; who has none, last."""
    direct, holder, status = place
    return (holder or "~", direct or "~", status)


def summed(  # noqa: PLR0913 (what was found, made one value)
    month: Month,
    partner: Uid | None,
    lines: tuple[Line, ...],
    paid: Fen,
    trace: Trace,
    *,
    under_tier1: bool,
) -> Statement:
    """A statement of all its lines, in their order."""
    held = [line for line in lines if line.status is Status.ATTRIBUTED]
    total = _sum(line for line in held if partner in (None, line.holder))
    elsewhere = _sum(line for line in held if partner not in (None, line.holder))
    no_holder = _sum(line for line in lines if line.status is Status.NO_FEE_HOLDER)
    unattributed = _sum(line for line in lines if line.status is Status.UNATTRIBUTED)
    direct = [line for line in lines if line.direct is not None]
    return Statement(
        month=month,
        partner=partner,
        lines=lines,
        total=total,
        direct_total=_sum(line for line in direct if partner in (None, line.direct)),
        elsewhere=elsewhere,
        no_fee_holder=no_holder,
        unattributed=unattributed,
        paid=paid,
        balanced=total + elsewhere + no_holder + unattributed == paid,
        under_tier1=under_tier1,
        trace=trace,
    )


def _sum(lines: Iterable[Line]) -> Fen:
    return Fen(sum(line.fen for line in lines))


def _trace(given: Iterable[Credit], moment: Moment) -> Trace:
    cited = cite(
        rules=("R21", "R24", "R27"),
        clauses=("MR 3.5.2", "MR 5.1.1", "CA 2.2.1", "MR 5.2.1"),
        readings=(moment.readings.of(Q14), moment.readings.of(Q31)),
    )
    return join([cited, *(each.trace for each in given)])
