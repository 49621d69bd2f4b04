"""Cloud-market commission and the discount on one's own purchases (R38, R39, R32, Q34, MR 5.4)."""

import pytest
from msgspec.structs import replace

from graph.model import Month, Uid
from graph.rules.fees import (
    Commission,
    Discount,
    DiscountScope,
    Entitlement,
    commission,
    discount,
)
from graph.rules.fees.schedule import CommissionTerms
from graph.rules.standing import Known
from tests.rules.asked import HIERARCHY, d, ladder, told, without
from tests.rules.fees import SAMPLE, fee, proven

BOUGHT = (
    HIERARCHY
    + """t1 paid 100.00 at 2018-03-05T12:00:00 for market
    u1 paid 20.00 at 2018-03-06T12:00:00 for market as o
    u1 paid -5.00 at 2018-03-08T12:00:00 refunding o
    u1 paid 7000.00 at 2018-03-06T12:00:00 for compute
    c1 paid 40.00 at 2018-03-07T12:00:00 for market
    u3 paid 60.00 at 2018-03-07T12:00:00 for market
    """
)
TERMS = SAMPLE.commission


def earned(
    partner: str, month: str = "2018-03", terms: CommissionTerms | None = TERMS
) -> Commission | None:
    asked = told(BOUGHT)
    known = Known(asked.histories, asked.moment)
    payments, when = asked.world.payments, Month.parse(month)
    found = commission(known, payments, asked.payments, when, Uid(partner), terms)
    return found and proven(asked, found, found.trace)


class TestCommission:
    def test_it_is_of_market_products_of_the_partners_own_branch(self):
        found = earned("t1")
        assert found is not None
        assert (found.base, found.fen, found.entitlement) == (*(115_00, 5_75, Entitlement.EARNED),)
        assert "R38" in found.trace.rules
        assert ("Q34", "NONE_FOR_CITY_PARTNER") in found.trace.readings

    def test_a_city_partner_has_none(self):
        """Q34, CA 2.2.2."""
        found = earned("c1")
        assert found is not None
        assert (found.base, found.fen, found.entitlement) == (0, 0, Entitlement.CITY_PARTNER)
        assert "R32" in found.trace.rules

    def test_it_goes_to_the_tier1_only_if_that_is_announced(self):
        assert TERMS is not None
        found = earned("t1", terms=replace(TERMS, city_partners_to_tier1=True))
        assert found is not None
        assert (found.base, found.fen) == (215_00, 10_75)

    def test_without_terms_or_a_rate_for_the_month_there_is_none_to_tell(self):
        assert earned("t1", terms=None) is None
        assert earned("t1", "2017-03") is None

    def test_market_products_make_no_service_fee_in_the_sample(self):
        found = fee(told(BOUGHT))
        assert (found.held, found.not_eligible, found.base) == (7_215_00, 215_00, 7_000_00)


def scope(account: str, day: str = "2018-03-20", product: str = "mail", text: str = "") -> Discount:
    asked = told(text) if text else ladder("fixture")
    known = Known(asked.histories, asked.moment)
    found = discount(known, Uid(account), product, d(day), SAMPLE)
    return proven(asked, found, found.trace)


class TestDiscount:
    """R39: only what the partner account itself buys."""

    @pytest.mark.parametrize(
        ("account", "product", "expected", "clause"),
        [
            ("t1", "mail", "GRANTED", "MR 5.4"),
            ("t1", "hosting", "GRANTED", "MR 5.4"),
            ("t1", "compute", "PRODUCT_NOT_DISCOUNTED", "MR 5.4"),
            ("u1", "mail", "NOT_A_PARTNER", "MR 5.4"),
            ("u2", "mail", "NOT_A_PARTNER", "MR 5.4"),
            ("d0", "mail", "NOT_A_PARTNER", "MR 5.4"),
            ("c1", "mail", "CITY_PARTNER", "CA 2.2.3"),
        ],
    )
    def test_who_has_it(self, account: str, product: str, expected: str, clause: str):
        found = scope(account, product=product)
        assert (found.scope.value, found.clause) == (expected, clause)
        assert "R39" in found.trace.rules

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2017-03-31", DiscountScope.NOT_A_PARTNER),
            ("2017-04-01", DiscountScope.GRANTED),
            ("2018-03-19", DiscountScope.GRANTED),
            ("2018-03-20", DiscountScope.NOT_A_PARTNER),
        ],
    )
    def test_it_begins_and_ends_with_the_standing(self, day: str, expected: DiscountScope):
        text = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20\n"
        found = scope("t1", day, text=text)
        assert found.scope is expected
        ended = expected is DiscountScope.NOT_A_PARTNER and day > "2018"
        assert ("R111" in found.trace.rules, found.clause == "MR 7.3.6") == (ended, ended)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2018-01-04", DiscountScope.GRANTED), ("2018-01-05", DiscountScope.CITY_PARTNER)],
    )
    def test_a_city_partner_loses_it_on_the_day_of_its_entry(
        self, day: str, expected: DiscountScope
    ):
        text = HIERARCHY.replace("c1 is partner from 2018-01-05", "c1 is partner from 2018-01-01")
        assert scope("c1", day, text=text).scope is expected
