"""The brute-force statement: every payment taken apart into its days (R20–R24, R27, Q14)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from graph.model import Month, Payment, Uid
from tests.property.oracle import DAY, Seen, credit

Line = tuple[Uid | None, Uid | None, str]


def shares(fen: int, days: list[date]) -> list[tuple[date, int]]:
    """Equal shares in fen; what is left over goes, one fen each, to the first days."""
    sign, amount = (-1 if fen < 0 else 1), abs(fen)
    each, rest = amount // len(days), amount % len(days)
    return [(day, sign * (each + (1 if at < rest else 0))) for at, day in enumerate(days)]


def days_between(start: date, end: date) -> list[date]:
    """Every day from `start` to the day before `end`."""
    return [start + DAY * at for at in range((end - start).days)]


def postings(seen: Seen, payment: Payment) -> Iterator[tuple[date, date, int]]:
    """The parts of a payment: day that decides the month, day that decides the link, fen."""
    by_use = seen.readings.chosen("Q14") == "CONSUMED"
    first = payment
    if payment.refund_of:
        found = [p for p in seen.known(seen.world.payments) if p.id == payment.refund_of]
        first = found[0] if found else payment
    if by_use and first.consumed_from and first.consumed_to:
        for day, fen in shares(payment.fen, days_between(first.consumed_from, first.consumed_to)):
            yield (payment.day if payment.refund_of else day), day, fen
    else:
        yield payment.day, first.day, payment.fen


@lru_cache(maxsize=64)
def statements(seen: Seen) -> dict[tuple[Month, Line], int]:
    """Fen of the whole programme by month, and by direct partner, fee holder and status."""
    lines: Counter[tuple[Month, Line]] = Counter()
    for payment in seen.known(seen.world.payments):
        for booked, linked, fen in postings(seen, payment):
            status, direct, holder = credit(seen, payment.account, linked)
            lines[Month.of(booked), (direct, holder, status)] += fen
    return dict(lines)


def statement(seen: Seen, month: Month) -> dict[Line, int]:
    """The lines of one month that come to something."""
    return {line: fen for (when, line), fen in statements(seen).items() if when == month and fen}


def paid(seen: Seen, month: Month) -> int:
    """All the cash of a month, whoever it counts to."""
    parts = [part for p in seen.known(seen.world.payments) for part in postings(seen, p)]
    return sum(fen for booked, _, fen in parts if Month.of(booked) == month)
