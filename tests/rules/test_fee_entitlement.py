"""The service fee of a month, to the fen (R30–R34, R05, R25, Q14, Q31, I11, S06, S07, S10, S39)."""

import pytest

from graph.rules.fees import Entitlement, FeeChange
from graph.rules.refusal import Code, Refusal
from tests.rules.asked import HIERARCHY, ladder, told, without
from tests.rules.fees import SAMPLE, announcing, asked_for, fee, tiered, yuan

RELEASED = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
ALONE = "p is partner from 2017-04-01\n"


def paid(yuan: str, at: str = "2018-03-10T12:00:00", more: str = "") -> str:
    return f"{ALONE}p paid {yuan} at {at} {more}\n"


class TestStandard:
    def test_s39_ten_per_cent_from_ten_thousand_on(self):
        found = fee(ladder("fixture"))
        assert (found.held, found.not_eligible, found.base, found.fen) == (
            *(10_700_00, 0, 10_700_00, 1_070_00),
        )
        assert found.entitlement is Entitlement.EARNED
        assert found.tier is not None
        assert (found.tier.start, found.tier.basis_points) == (*(10_000_00, 1_000),)
        assert SAMPLE.sample

    def test_s39_a_release_loses_the_tier_and_the_whole_fee_with_it(self):
        found = fee(ladder("s02"))
        assert (found.base, found.fen, found.tier) == (8_900_00, 0, None)
        assert found.entitlement is Entitlement.BELOW_STANDARD
        assert found.ahead is not None
        assert found.ahead.start - found.base == 1_100_00

    @pytest.mark.parametrize(
        ("amount", "due"), [("9999.99", 0), ("10000.00", 1000_00), ("10000.01", 1000_00)]
    )
    def test_reaching_the_standard_includes_the_number(self, amount: str, due: int):
        """R05, MR 2.1."""
        assert fee(told(paid(amount)), "p").fen == due

    @pytest.mark.parametrize(
        ("amount", "due"), [(99, 0), (100, 1_00), (199, 1_99), (200, 4_00), (300, 6_00)]
    )
    def test_the_highest_tier_reached_is_of_the_whole_base(self, amount: int, due: int):
        schedule = tiered((100, 100), (200, 200))
        assert fee(told(paid(f"{amount}.00")), "p", schedule=schedule).fen == due

    def test_above_the_highest_tier_none_is_ahead(self):
        assert fee(told(paid("10000.00")), "p").ahead is None

    def test_a_month_of_refunds_has_no_fee_and_takes_none_back(self):
        found = fee(told(paid("-50.00")), "p", schedule=tiered((0, 1000)))
        assert (found.base, found.fen, found.entitlement) == (
            *(-50_00, 0, Entitlement.BELOW_STANDARD),
        )

    def test_a_month_without_cash_is_below_the_standard(self):
        found = fee(told(ALONE), "p")
        assert (found.fen, found.entitlement, found.clause) == (
            *(0, Entitlement.BELOW_STANDARD, "MR 5.1.1"),
        )
        assert [(line.city_partner, line.base) for line in found.lines] == [(None, 0)]

    @pytest.mark.parametrize("month", ["2017-03", "2016-12"])
    def test_a_month_before_the_first_table_is_refused(self, month: str):
        found = asked_for(told(ALONE), "p", month)
        assert isinstance(found, Refusal)
        assert (found.code, found.path, found.clause) == (
            *(Code.NO_FEE_SCHEDULE, "month", "MR 5.1.3"),
        )
        assert f"no rate table of service fees holds in {month}" in found.message
        assert "hold from 2017-04" in found.message


class TestLines:
    def test_what_comes_through_city_partners_is_a_line_of_its_own(self):
        """R33, CA 2.2.1."""
        found = fee(ladder("fixture"))
        assert [(line.city_partner, line.base, line.fen) for line in found.lines] == [
            (None, 6_000_00, 600_00),
            ("c1", 2_800_00, 280_00),
            ("c2", 1_900_00, 190_00),
        ]
        assert {"R22", "R33"} <= set(found.trace.rules)

    @pytest.mark.parametrize(
        ("own", "c1", "c2", "lines"),
        [
            ("0.05", "0.05", "0.05", [1, 0, 0]),
            ("0.19", "0.19", "0.02", [2, 2, 0]),
            ("0.10", "0.15", "0.15", [1, 2, 1]),
            ("0.10", "0.20", "0.30", [1, 2, 3]),
            ("0.55", "-0.15", "0.20", [6, -2, 2]),
        ],
    )
    def test_the_sum_is_rounded_down_once_and_the_lines_add_up(
        self, own: str, c1: str, c2: str, lines: list[int]
    ):
        text = "".join(
            f"{uid} paid {amount} at 2018-03-10T12:00:00\n"
            for uid, amount in (("t1", own), ("c1", c1), ("c2", c2))
        )
        found = fee(told(HIERARCHY + text), schedule=tiered((0, 1000)))
        assert [line.fen for line in found.lines] == lines
        assert found.fen == found.base // 10


class TestCityPartners:
    """R32, I11, CA 2.2.2: never a fee, whatever it brings."""

    @pytest.mark.parametrize("name", ["fixture", "s02", "s04"])
    @pytest.mark.parametrize("month", ["2018-02", "2018-03", "2018-04"])
    def test_s39_a_city_partner_has_none(self, name: str, month: str):
        found = fee(ladder(name), "c1", month, schedule=tiered((0, 1000)))
        assert (found.fen, found.lines) == (0, ())
        assert found.entitlement in {Entitlement.CITY_PARTNER, Entitlement.NOT_A_PARTNER}

    def test_it_is_told_by_which_clause(self):
        found = fee(ladder("fixture"), "c1")
        assert (found.entitlement, found.clause, found.under_tier1) == (
            *(Entitlement.CITY_PARTNER, "CA 2.2.2", True),
        )
        assert "R32" in found.trace.rules

    ENTERED = """t is partner from 2017-04-01
    c is partner from 2017-04-01
    c under t as city from 2018-01-05 to 2018-03-16
    """

    def test_before_its_entry_it_held_its_own_cash_day_by_day(self):
        """R25, CA 2.2.3."""
        text = self.ENTERED + (
            "c paid 10000.00 at 2018-01-04T23:59:59\nc paid 40.00 at 2018-01-05T00:00:00\n"
        )
        found = fee(told(text), "c", "2018-01")
        assert (found.fen, found.under_tier1) == (1000_00, True)
        assert found.entitlement is Entitlement.EARNED
        assert {"R25", "R32"} <= set(found.trace.rules)
        assert fee(told(text), "t", "2018-01").base == 40_00

    def test_a_refund_in_a_month_as_city_partner_gives_it_no_fee(self):
        text = self.ENTERED + (
            "c paid 100.00 at 2018-01-04T12:00:00 as o\n"
            "c paid -30.00 at 2018-02-05T12:00:00 refunding o\n"
        )
        found = fee(told(text), "c", "2018-02")
        assert (found.held, found.fen, found.entitlement) == (
            *(-30_00, 0, Entitlement.CITY_PARTNER),
        )

    def test_a_customer_and_a_stranger_are_no_partners(self):
        for uid in ("u1", "d0"):
            found = fee(ladder("fixture"), uid)
            assert (found.fen, found.entitlement) == (0, Entitlement.NOT_A_PARTNER)

    def test_a_tier1_without_standing_holds_nothing_of_its_city_partners(self):
        text = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20\n"
        text += "c1 paid 70.00 at 2018-03-19T12:00:00\nc1 paid 90.00 at 2018-03-20T12:00:00\n"
        assert fee(told(text), schedule=tiered((0, 1000))).base == 70_00
        automatic = told(text, Q7="AUTOMATIC")
        assert fee(automatic, schedule=tiered((0, 1000))).base == 70_00


class TestCash:
    def test_s06_vouchers_make_no_fee(self):
        """R21, Q31."""
        found = fee(told(paid("300.00", more="with voucher 200.00")), "p")
        assert found.base == 300_00
        assert ("Q31", "CASH_PAID") in found.trace.readings

    REFUND = """u3 paid 1000.00 at 2018-03-02T12:00:00 as o
    u3 paid -400.00 at {} refunding o
    """

    @pytest.mark.parametrize(
        ("refunded", "march", "april"),
        [("2018-03-20T12:00:00", 600_00, 0), ("2018-04-03T12:00:00", 1000_00, -400_00)],
    )
    def test_s07_a_refund_counts_in_its_own_month_to_whom_its_payment_did(
        self, refunded: str, march: int, april: int
    ):
        asked = told(RELEASED + self.REFUND.format(refunded))
        assert fee(asked).base == march
        assert fee(asked, month="2018-04").base == april

    def test_by_days_of_use_a_fee_is_of_another_month(self):
        """Q14."""
        used = "used from 2018-02-10 to 2018-02-12"
        text = paid("10000.00", more=used)
        assert (yuan(told(text), "p"), yuan(told(text), "p", "2018-02")) == (1000, 0)
        consumed = told(text, Q14="CONSUMED")
        assert (yuan(consumed, "p"), yuan(consumed, "p", "2018-02")) == (0, 1000)

    def test_a_payment_that_is_recorded_not_eligible_does_not_count(self):
        text = paid("10000.00") + "p paid 70.00 at 2018-03-11T12:00:00 not eligible\n"
        found = fee(told(text), "p")
        assert (found.held, found.not_eligible, found.base, found.fen) == (
            *(10_070_00, 70_00, 10_000_00, 1_000_00),
        )


class TestProducts:
    """R31, MR 5.1.2, MR 5.1.4: the latest announcement of the day decides."""

    SPOKEN = announcing(
        ("2018-01-01", "", "disk mail"), ("2018-03-10", "disk", ""), ("2018-04-01", "", "disk")
    )

    @pytest.mark.parametrize(
        ("at", "product", "counts"),
        [
            ("2017-12-31T23:59:59", "disk", True),
            ("2018-01-01T00:00:00", "disk", False),
            ("2018-03-09T23:59:59", "disk", False),
            ("2018-03-10T00:00:00", "disk", True),
            ("2018-03-10T00:00:00", "mail", False),
            ("2018-03-31T23:59:59", "disk", True),
            ("2018-04-01T00:00:00", "disk", False),
            ("2018-04-01T00:00:00", "compute", True),
            ("2018-04-01T00:00:00", None, True),
        ],
    )
    def test_the_latest_word_on_a_product_holds(self, at: str, product: str | None, counts: bool):
        text = paid("100.00", at, f"for {product}" if product else "")
        assert fee(told(text), "p", at[:7], self.SPOKEN).base == (100_00 if counts else 0)

    @pytest.mark.parametrize(("product", "base"), [("disk", 0), ("compute", -40_00)])
    def test_a_refund_goes_with_what_it_refunds(self, product: str, base: int):
        text = paid("100.00", "2018-02-10T12:00:00", f"for {product} as o")
        text += "p paid -40.00 at 2018-03-20T12:00:00 refunding o\n"
        assert fee(told(text), "p", schedule=self.SPOKEN).base == base

    def test_a_refund_whose_payment_is_not_at_hand_goes_by_itself(self):
        text = paid("-40.00", "2018-03-20T12:00:00", "for mail refunding lost")
        assert fee(told(text), "p", schedule=self.SPOKEN).base == 0

    def test_days_of_use_are_judged_each_by_itself(self):
        text = paid("40.00", more="for disk used from 2018-03-08 to 2018-03-12")
        found = fee(told(text, Q14="CONSUMED"), "p", schedule=self.SPOKEN)
        assert (found.held, found.base) == (40_00, 20_00)


class TestRestatement:
    @pytest.mark.parametrize(
        ("known_at", "base", "due"),
        [("2018-04-10", 10_700_00, 1_070_00), ("2018-04-12", 8_900_00, 0)],
    )
    def test_s10_a_fee_says_what_was_known_when_it_was_counted(
        self, known_at: str, base: int, due: int
    ):
        found = fee(ladder("s10").known(known_at))
        assert (found.base, found.fen) == (base, due)

    def test_s10_a_release_learnt_late_restates_the_fee(self):
        asked = ladder("s10")
        change = FeeChange(fee(asked.known("2018-04-10")), fee(asked.known("2018-04-12")))
        assert (change.base, change.fen, change.loses_tier) == (-1_800_00, -1_070_00, True)
        assert (change.partner, str(change.month)) == ("t1", "2018-03")

    def test_what_stays_in_its_tier_loses_its_own_share_only(self):
        late = "u1 paid 10000.00 at 2018-03-07T12:00:00 known from 2018-04-20\n"
        asked = told((HIERARCHY) + "u1 paid 10000.00 at 2018-03-08T12:00:00\n" + late)
        change = FeeChange(fee(asked.known("2018-04-19")), fee(asked.known("2018-04-20")))
        assert (change.base, change.fen, change.loses_tier) == (10_000_00, 1_000_00, False)
