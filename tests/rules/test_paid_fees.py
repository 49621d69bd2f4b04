"""All service fees that were paid, as they stand on paper (R53; IP 2, Q27)."""

from datetime import date
from typing import Any

import pytest

from graph.model import FactId, FeeMove, FeeStep, Fen, Uid
from graph.rules.deposit.paid import paid_fees
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


@pytest.mark.parametrize(("day", "fen"), [("2018-04-24", None), ("2018-04-25", 60_000)])
def test_a_fee_is_paid_from_the_day_of_its_payment(day: str, fen: int | None):
    paid = step("PAID", "2018-04-25")
    assert paid_fees([NOTIFIED, paid], moment(day)) == fen
    assert paid_fees([NOTIFIED], moment(day)) is None


def test_months_and_accounts_are_added_up():
    steps = [
        NOTIFIED,
        step("PAID", "2018-04-25", 59_000),
        step("PAID", "2018-05-25", 10_000, month=4),
        step("PAID", "2018-05-25", 5_000, month=4, account="willow"),
    ]
    assert paid_fees(steps, moment("2018-06-01")) == 74_000


def test_a_payment_known_late_is_there_from_then():
    late = step("PAID", "2018-04-25", 60_000, recorded="2018-05-10")
    assert paid_fees([NOTIFIED, late], moment("2018-05-01", "2018-05-09")) is None
    assert paid_fees([NOTIFIED, late], moment("2018-05-01", "2018-05-10")) == 60_000
