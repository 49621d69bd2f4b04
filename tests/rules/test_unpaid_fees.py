"""Service fees as they stand on paper (R53, R63; MR 6.3, IP 2)."""

from datetime import date
from typing import Any

import pytest

from graph.model import FactId, FeeMove, FeeStep, Fen, Uid
from graph.rules.deposit.unpaid import paid_fees, unpaid_fees
from tests.rules.asked import at, d
from tests.rules.charges import moment


def step(move: str, on: str, fen: int | None = None, month: int = 3, **said: Any) -> FeeStep:
    return FeeStep(
        id=FactId(f"{move} {on} {month}"),
        account=Uid(said.get("account", "orchard")),
        month=date(2018, month, 1),
        move=FeeMove(move),
        on=d(on),
        fen=None if fen is None else Fen(fen),
        recorded_at=at(said.get("recorded", "2018-01-01")),
    )


NOTIFIED = step("NOTIFIED", "2018-04-13", 60_000)


def sums(day: str, *steps: FeeStep, known_at: str = "2019-06-01"):
    when = moment(day, known_at)
    return unpaid_fees(steps, when), paid_fees(steps, when)


@pytest.mark.parametrize(("day", "fen"), [("2018-04-12", 0), ("2018-04-13", 60_000)])
def test_what_was_notified_is_unpaid_from_that_day(day: str, fen: int):
    assert sums(day, NOTIFIED) == (fen, None)


@pytest.mark.parametrize(("paid", "left"), [(60_000, 0), (59_999, 1), (None, 0), (70_000, 0)])
def test_until_it_is_paid(paid: int | None, left: int):
    assert sums("2018-04-24", NOTIFIED, step("PAID", "2018-04-25", paid))[0] == 60_000
    found = sums("2018-04-25", NOTIFIED, step("PAID", "2018-04-25", paid))
    assert found == (left, 60_000 if paid is None else paid)


def test_what_is_forfeited_is_not_there_to_be_taken():
    assert sums("2018-05-01", NOTIFIED, step("FORFEITED", "2018-05-01")) == (0, None)


def test_months_and_accounts_are_added_up_and_one_paid_too_much_hides_no_other():
    other = step("NOTIFIED", "2018-05-15", 10_000, month=4)
    mine = step("NOTIFIED", "2018-05-15", 5_000, month=4, account="willow")
    paid = step("PAID", "2018-04-25", 70_000)
    assert sums("2018-06-01", NOTIFIED, paid, other, mine) == (15_000, 70_000)


def test_a_step_known_late_is_there_from_then():
    late = step("NOTIFIED", "2018-04-13", 60_000, recorded="2018-05-01")
    assert sums("2018-04-20", late, known_at="2018-04-30")[0] == 0
    assert sums("2018-04-20", late, known_at="2018-05-01")[0] == 60_000
