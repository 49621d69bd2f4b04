"""The fee of a month is that of the oracle, on hundreds of random worlds (R30–R33, R38, I11)."""

from datetime import date

import pytest
from msgspec.structs import replace

from graph.model import FactId, Fen, Month, Uid
from graph.rules import fees
from graph.rules.fees import Fee
from graph.rules.fees.schedule import Announcement, Table, Tier
from graph.rules.standing import Known
from tests.property import oracle_fee
from tests.property.questions import Case, agree, asked, blocks

MONTHS = [Month(2017, 11), Month(2017, 12), *(Month(2018, number) for number in range(1, 10))]
TIERS = (Tier(Fen(0), 333), Tier(Fen(100_000), 1_000), Tier(Fen(500_000), 1_777))
SCHEDULE = replace(
    fees.sample(),
    tables=(Table(Month(2017, 1), None, "test", TIERS),),
    announcements=(
        Announcement(date(2017, 1, 1), "first", not_eligible=frozenset({"market", "mail"})),
        Announcement(date(2018, 2, 1), "second", eligible=frozenset({"mail"})),
        Announcement(date(2018, 4, 1), "third", not_eligible=frozenset({"mail", "compute"})),
    ),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test is asked about all blocks of seeds."""
    if "block" in metafunc.fixturenames:
        blocks(metafunc)


def test_a_fee_and_its_lines_are_those_of_the_oracle(block: range):
    for case in asked(block):
        known = Known(case.histories, case.moment)
        for month in case.random.sample(MONTHS, 2):
            for uid in (uid for uid in case.seen.owner if uid[0] in "tcp"):
                _check(case, known, month, uid)


def _check(case: Case, known: Known, month: Month, uid: Uid) -> None:
    payments = case.world.payments
    originals = {FactId(row.id): row for row in case.seen.known(payments)}
    found = fees.fee(known, payments, originals, month, uid, SCHEDULE)
    expected = oracle_fee.earned(case.seen, month, uid, SCHEDULE)
    what = f"fee of {uid} in {month}"
    assert isinstance(found, Fee)
    amounts = (found.held, found.base, found.fen)
    agree(case, what, amounts, (expected.held, expected.base, expected.fee))
    alone = found.entitlement.value in {"EARNED", "BELOW_STANDARD"}
    agree(case, f"place of {uid} in {month}", alone, expected.place == "ALONE")
    if alone:
        lines = {line.city_partner or uid: line.base for line in found.lines if line.base}
        counted = {direct: fen for direct, fen in expected.counted.items() if fen}
        agree(case, f"lines of {what}", lines, counted)
    else:
        agree(case, what, found.entitlement.value, expected.place)
    commission = fees.commission(known, payments, originals, month, uid, SCHEDULE.commission)
    assert commission is not None
    sums = (commission.base, commission.fen)
    agree(case, f"commission of {what}", sums, (expected.market, expected.commission))


def test_every_kind_of_fee_comes_up():
    seen: set[str] = set()
    for case in asked(range(60)):
        known = Known(case.histories, case.moment)
        payments = case.world.payments
        originals = {FactId(row.id): row for row in case.seen.known(payments)}
        for uid in (uid for uid in case.seen.owner if uid[0] in "tcp"):
            found = fees.fee(known, payments, originals, Month(2018, 3), uid, SCHEDULE)
            assert isinstance(found, Fee)
            seen.add(found.entitlement.value)
            seen |= {f"tier {found.tier.basis_points}"} if found.tier else set()
            seen |= {"through a city partner"} if len(found.lines) > 1 else set()
            seen |= {"city for a part"} if found.under_tier1 and found.lines else set()
    assert seen == {
        *(each.value for each in fees.Entitlement),
        *("tier 333", "tier 1000", "tier 1777", "through a city partner", "city for a part"),
    }
