"""Periods, their breakdowns and restatements come to what the brute-force oracle adds up by days.

50 worlds; `--deep` asks 2,000.
"""

from collections import Counter
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from graph.model import FactId, Moment, Month, Payment, Period, Uid
from graph.rules import breakdown, performance
from graph.rules.performance import Statement
from graph.rules.period import PeriodStatement
from graph.rules.restatement import Restatement
from graph.rules.standing import Known
from tests.property import oracle, oracle_cash
from tests.property.oracle import Seen
from tests.property.oracle_cash import Line
from tests.property.questions import BLOCK, EVERYTHING, Case, agree, asked
from tests.property.test_against_oracle import MONTHS

PRODUCTS = ("disk", "mail", None)

Parts: TypeAlias = list[tuple[Month, Payment, int, Line]]
"""What of each payment falls in which month, in fen, and what it counts to."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    worlds = 2_000 if metafunc.config.getoption("--deep") else 50
    if "block" in metafunc.fixturenames:
        metafunc.parametrize("block", [range(at, at + BLOCK) for at in range(0, worlds, BLOCK)])


def parts(seen: Seen, period: Period) -> Parts:
    """The parts of a period, by the oracle alone."""
    found: Parts = []
    for payment in seen.known(seen.world.payments):
        for booked, linked, fen in oracle_cash.postings(seen, payment):
            month = Month.of(booked)
            if period.first <= month <= period.last:
                status, direct, holder = oracle.credit(seen, payment.account, linked)
                found.append((month, payment, fen, (direct, holder, status)))
    return found


def drawn(case: Case) -> Period:
    """A month, or some that follow each other."""
    first, last = sorted(case.random.choices(range(len(MONTHS)), k=2))
    return Period(MONTHS[first], MONTHS[last])


def months(case: Case, period: Period, moment: Moment) -> tuple[Statement, ...]:
    """The statements of the programme by the rule."""
    payments, originals = case.world.payments, refunded(case, moment)
    return tuple(
        performance.statement(case.histories, payments, originals, month, moment)
        for month in period.months
    )


def refunded(case: Case, moment: Moment) -> dict[FactId, Payment]:
    """All payments as known at a moment, of which the refunds are looked up."""
    return {each.id: each for each in moment.known(case.world.payments)}


def test_a_period_is_what_its_days_come_to(block: range):
    for case in asked(block):
        period = drawn(case)
        found = PeriodStatement(period, None, months(case, period, case.moment))
        expected = parts(case.seen, period)
        lines: Counter[Line] = Counter()
        own: Counter[Line] = Counter()
        for _, payment, fen, line in expected:
            lines[line] += fen
            own[line] += fen if payment.account == line[0] else 0
        told = {(each.direct, each.holder, str(each.status)): each for each in found.lines}
        agree(case, f"lines of {period}", {at: each.fen for at, each in told.items()}, dict(lines))
        agree(case, f"own of {period}", {at: each.own for at, each in told.items()}, dict(own))
        agree(case, f"paid in {period}", found.paid, sum(fen for _, _, fen, _ in expected))
        held = sum(fen for (_, _, status), fen in lines.items() if status == "ATTRIBUTED")
        agree(case, f"total of {period}", found.total, held)
        agree(case, f"months of {period}", len(found.months), period.length)


def test_accounts_of_a_period_are_what_their_days_come_to(block: range):
    for case in asked(block):
        period, moment = drawn(case), case.moment
        given = case.histories, case.world.payments, refunded(case, moment)
        found = breakdown.added(
            [breakdown.by_account(*given, month, moment) for month in period.months]
        )
        fen: Counter[tuple[Uid, Line]] = Counter()
        seen = set[tuple[Month, FactId, Line]]()
        counts: Counter[tuple[Uid, Line]] = Counter()
        for month, payment, amount, line in parts(case.seen, period):
            fen[payment.account, line] += amount
            counts[payment.account, line] += (month, payment.id, line) not in seen
            seen.add((month, payment.id, line))
        told = {
            (each.account, (each.direct, each.holder, str(each.status))): (each.fen, each.payments)
            for each in found
        }
        expected = {at: (fen[at], counts[at]) for at in fen}
        agree(case, f"accounts of {period}", told, expected)


def test_products_of_a_period_are_what_their_days_come_to(block: range):
    for case in asked(block):
        period, moment = drawn(case), case.moment
        partner = case.random.choice([None, *case.seen.owner])
        known, originals = Known(case.histories, moment), refunded(case, moment)
        named = {each.id: case.random.choice(PRODUCTS) for each in case.world.payments}
        payments = [replace(each, product=named[each.id]) for each in case.world.payments]
        found: tuple[breakdown.ProductCash, ...] = ()
        for month in period.months:
            some = performance.booked(known, payments, originals, month)
            found = breakdown.by_product(some, partner, found)
        expected: dict[str | None, list[int]] = {}
        for _, payment, fen, (direct, holder, _) in parts(case.seen, period):
            sums = expected.setdefault(named[payment.id], [0, 0, 0])
            sums[0] += fen if _counts(holder, partner) else 0
            sums[1] += fen if _counts(direct, partner) else 0
            sums[2] += fen
        told = {each.product: [each.total, each.direct_total, each.paid] for each in found}
        agree(case, f"products of {partner} in {period}", told, expected)


def _counts(to: Uid | None, partner: Uid | None) -> bool:
    return to is not None and (partner is None or to == partner)


def test_what_is_restated_is_what_days_known_later_differ_by(block: range):
    for case in asked(block):
        period, later = drawn(case), replace(case.moment, known_at=EVERYTHING)
        found = Restatement(months(case, period, case.moment), months(case, period, later))
        expected = _by_line(Seen(case.world, EVERYTHING, case.moment.readings), period)
        expected.subtract(_by_line(case.seen, period))
        told = {(each.direct, each.holder, str(each.status)): each.fen for each in found.lines}
        differing = {line: fen for line, fen in expected.items() if fen}
        agree(case, f"restated of {period}", told, differing)


def _by_line(seen: Seen, period: Period) -> Counter[Line]:
    lines: Counter[Line] = Counter()
    for _, _, fen, line in parts(seen, period):
        lines[line] += fen
    return lines
