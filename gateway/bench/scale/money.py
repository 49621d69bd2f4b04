"""What the customers of a world pay and owe."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from gateway.bench.scale.size import Size, partner_of, uid
from gateway.bench.scale.structure import noon, owner
from graph.model import Fact, FactId, Fen, Finding, Obligation, Payment, Settlement

MONTHS = 24
"""Months in which is paid, from November 2024 on."""

PAID_FROM = datetime(2024, 11, 1, 4, tzinfo=UTC)
DAYS = 728
OWED_FROM = date(2025, 9, 1)
MOST_FEN = 90_000


def payment(size: Size, number: int) -> Payment:
    """One of the payments of an account, which follow each other in number and lie months apart.

    One of 97 refunds a tenth of the one before it, on the day after that.
    """
    account, turn = divmod(number, each(size))
    if turn and number % 97 == 0:
        paid = payment(size, number - 1)
        at, refunded = paid.paid_at + timedelta(1), Fen(-paid.fen // 10)
        return replace(
            paid, id=pay_id(number), paid_at=at, recorded_at=at, fen=refunded, refund_of=paid.id
        )
    at = PAID_FROM + timedelta(days=(account * 7 + turn * 149) % DAYS, minutes=account % 700)
    return Payment(
        id=pay_id(number),
        account=uid(size.partners + account),
        paid_at=at,
        recorded_at=at,
        fen=Fen(10_000 + number * 37 % MOST_FEN),
        product=("ecs", "oss", "rds", None)[number % 4],
    )


def each(size: Size) -> int:
    """How many payments an account has."""
    return size.payments // size.accounts


def pay_id(number: int) -> FactId:
    """The id of a payment."""
    return FactId(f"pay:{number}")


def debts(size: Size, number: int) -> Iterator[Fact]:
    """A debt of a customer; half of every second one is settled, there are findings on some."""
    day, id_ = OWED_FROM + timedelta(number % 300), FactId(f"debt:{number}")
    debt = Obligation(
        id=id_,
        account=uid(number),
        occurred_from=day,
        occurred_to=day + timedelta(1),
        fen=Fen(100_000 + number % MOST_FEN),
        recorded_at=noon(day),
    )
    yield debt
    if number % 2 == 0:
        yield _settled(debt, number)
    partner = partner_of(size, number)
    if number % 10 == 0 and partner >= size.tier1s:
        found, at = FactId(f"found:{number}"), day + timedelta(40)
        yield Finding(
            id=found,
            obligation=id_,
            party=owner(partner),
            mismanaged=True,
            found_on=at,
            recorded_at=noon(at),
        )


def _settled(debt: Obligation, number: int) -> Settlement:
    on = debt.occurred_from + timedelta(30)
    return Settlement(
        id=FactId(f"settled:{number}"),
        obligation=debt.id,
        by=owner(number),
        on=on,
        fen=Fen(debt.fen // 2),
        recorded_at=noon(on),
    )
