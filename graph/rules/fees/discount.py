"""The discount on shared hosting and mail: only for what a partner buys on its own account (R39).

MR 5.4 stands among the clauses on fees, which have no force for a city partner from the signing of
its agreement (R32, CA 2.2.3); it ends with the standing (R111, MR 7.3.6).
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import Trace, Uid, cite
from graph.rules.fees.schedule import Schedule
from graph.rules.standing import Known, cut_trace
from graph.rules.standing import on as holding


class DiscountScope(StrEnum):
    """Whether a purchase has the discount, and if not why."""

    GRANTED = "GRANTED"
    PRODUCT_NOT_DISCOUNTED = "PRODUCT_NOT_DISCOUNTED"
    NOT_A_PARTNER = "NOT_A_PARTNER"
    CITY_PARTNER = "CITY_PARTNER"


class Discount(Struct, frozen=True):
    """Whether what an account buys on a day has the discount of MR 5.4, and by which clause."""

    account: Uid
    product: str
    day: date
    scope: DiscountScope
    clause: str
    trace: Trace


def discount(known: Known, account: Uid, product: str, day: date, schedule: Schedule) -> Discount:
    """Whether a purchase has the discount (R39, MR 5.4): by the partner account itself alone.

    A customer's account has none, whoever pays for it.
    """
    standing = holding(known.standings(account), day)
    tier = holding(known.tier_links(account), day)
    cited = cite(rules=("R39",), clauses=("MR 5.4",))
    if product not in schedule.discounted:
        return Discount(
            account, product, day, DiscountScope.PRODUCT_NOT_DISCOUNTED, "MR 5.4", cited
        )
    if standing is None:
        ended = any(each.interval.start <= day for each in known.standings(account))
        clause = "MR 7.3.6" if ended else "MR 5.4"
        gone = cite(rules=("R111",), clauses=("MR 7.3.6",)) if ended else Trace()
        return Discount(account, product, day, DiscountScope.NOT_A_PARTNER, clause, cited + gone)
    cited += cut_trace(standing)
    if tier is not None:
        city = cut_trace(tier) + cite(rules=("R32",), clauses=("CA 2.2.3",))
        return Discount(account, product, day, DiscountScope.CITY_PARTNER, "CA 2.2.3", cited + city)
    return Discount(account, product, day, DiscountScope.GRANTED, "MR 5.4", cited)
