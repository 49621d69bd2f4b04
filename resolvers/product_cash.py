"""The cash of a statement by product."""

from collections.abc import Iterable

import strawberry
from strawberry import field

from graph.rules import breakdown
from graph.rules.performance import booked
from graph.rules.standing import Known
from resolvers.answers import Performed
from resolvers.moment import Scope
from resolvers.money import Money, money


@strawberry.type(description="What was paid for one product (产品实付).")
class ProductCash:
    """`by_product` makes it."""

    product: str | None = field(
        description="The product (产品) as payments name it; null: payments that name none."
    )
    total: Money = field(description="What counts to the partner as fee holder (服务费业绩).")
    direct_total: Money = field(description="What counts to it as direct partner (直接业绩).")
    paid: Money = field(description="All that was paid for it (实付现金), wherever it counts.")
    payments: int = field(description="How many payments (笔数); refunds count too.")


def by_product(scope: Scope, months: Iterable[Performed]) -> list[ProductCash]:
    """The cash of some months by product, as it is spoken."""
    found: tuple[breakdown.ProductCash, ...] = ()
    for each in months:
        paid, statement = each.paid, each.statement
        known = Known(paid.histories, scope.moment)
        parts = booked(known, paid.payments, paid.originals(scope.moment), statement.month)
        found = breakdown.by_product(parts, statement.partner, found)
    return [_said(each) for each in found]


def _said(found: breakdown.ProductCash) -> ProductCash:
    return ProductCash(
        product=found.product,
        total=money(found.total),
        direct_total=money(found.direct_total),
        paid=money(found.paid),
        payments=found.payments,
    )
