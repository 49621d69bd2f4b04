"""Money as it is spoken: the exact amount in yuan as text, and in fen as a whole number."""

import strawberry

from graph.model import Fen, print_yuan
from resolvers.enums import Currency


@strawberry.type(description="An amount of money (金额), exact; negative for a refund (退款).")
class Money:
    """One amount; `money(fen)` makes it."""

    amount: str = strawberry.field(description="In yuan (元), two decimals, `12000.00`.")
    fen: Fen = strawberry.field(description="The same in fen (分), a whole number.")
    currency: Currency = strawberry.field(description="Always CNY (人民币).")


def money(fen: int) -> Money:
    """`1200000` → `12000.00` CNY."""
    return Money(amount=print_yuan(fen), fen=Fen(fen), currency=Currency.CNY)
