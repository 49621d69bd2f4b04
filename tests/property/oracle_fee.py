"""The brute-force service fee: each part of each payment asked by itself (R30–R33, R38, Q14)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from graph.model import Month, Payment, Uid
from graph.rules.fees.schedule import Schedule, Table
from tests.property.oracle import DAY, Seen, credit
from tests.property.oracle_cash import postings


@dataclass
class Earned:
    """What a partner has of a month: cash held, by direct partner what counts, and the fee."""

    held: int = 0
    counted: Counter[Uid] = field(default_factory=Counter)
    market: int = 0
    place: str = "NOT_A_PARTNER"
    fee: int = 0
    commission: int = 0

    @property
    def base(self) -> int:
        """All that counts."""
        return sum(self.counted.values())


def earned(seen: Seen, month: Month, partner: Uid, schedule: Schedule) -> Earned:
    """The fee and the commission of a month."""
    found = Earned(place=_place(seen, month, partner))
    for payment in seen.known(seen.world.payments):
        bought = _bought(seen, payment)
        for booked, linked, fen in postings(seen, payment):
            _, direct, holder = credit(seen, payment.account, linked)
            if Month.of(booked) != month or holder != partner or direct is None:
                continue
            found.held += fen
            if bought.fee_eligible and _announced(schedule, bought.product, linked):
                found.counted[direct] += fen
            if direct == partner and bought.product == "market":
                found.market += fen
    if found.place == "ALONE":
        table, terms = schedule.tables[0], schedule.commission
        found.fee = _share(table, found.base)
        found.commission = _share(terms.tables[0], found.market) if terms else 0
    return found


def _bought(seen: Seen, payment: Payment) -> Payment:
    """What a refund refunds, else the payment itself."""
    known = (each for each in seen.known(seen.world.payments) if each.id == payment.refund_of)
    return next(known, payment)


def _announced(schedule: Schedule, product: str | None, day: date) -> bool:
    """The last word on a product by a day, gone through from the first."""
    counts = True
    for each in schedule.announcements:
        if each.start <= day and product in each.eligible:
            counts = True
        if each.start <= day and product in each.not_eligible:
            counts = False
    return counts


def _place(seen: Seen, month: Month, partner: Uid) -> str:
    """ALONE if it was a partner under nobody on a day of the month, else what it was."""
    place, day = "NOT_A_PARTNER", month.first
    while Month.of(day) == month:
        today = seen.on(day)
        if partner in today.tier:
            place = "CITY_PARTNER"
        elif partner in today.standing:
            return "ALONE"
        day += DAY
    return place


def _share(table: Table, base: int) -> int:
    """Of the whole base, by the last tier that it reaches."""
    due = 0
    for tier in table.tiers:
        if tier.start <= base:
            due = base * tier.basis_points // 10_000
    return due
