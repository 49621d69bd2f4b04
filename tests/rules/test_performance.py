"""Performance of a month, to the fen (R20–R27, R105, Q14, Q31, I10, I12)."""

import pytest

from graph.model import Month, day_of, start_of
from graph.rules.attribution import Status
from tests.rules.asked import FIXTURE, HIERARCHY, Asked, d, ladder, told, without

RELEASED = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"


def holders(asked: Asked, month: str = "2018-03") -> dict[str, float]:
    """Yuan by fee holder, and what has none."""
    whole = asked.statement(month)
    found = {uid: asked.statement(month, uid).total / 100 for uid in ("t1", "t2", "p3")}
    found["none"] = whole.no_fee_holder / 100
    found["nobody"] = whole.unattributed / 100
    assert whole.balanced
    assert sum(found.values()) * 100 == whole.paid
    return found


class TestScenarios:
    def test_s01_nothing_has_ended(self):
        asked = ladder("fixture")
        assert holders(asked) == {"t1": 10700, "t2": 1100, "p3": 1200, "none": 0, "nobody": 1300}
        assert asked.statement().paid == 14_300_00

    def test_s01_seen_by_direct_partner(self):
        direct = {
            uid: ladder("fixture").statement(partner=uid).direct_total
            for uid in ("t1", "c1", "c2", "t2")
        }
        assert direct == {"t1": 6000_00, "c1": 2800_00, "c2": 1900_00, "t2": 1100_00}

    def test_s02_c1_is_released(self):
        asked = ladder("s02")
        assert holders(asked) == {"t1": 8900, "t2": 1100, "p3": 1200, "none": 0, "nobody": 3100}
        assert asked.statement(partner="c1").direct_total == 1000_00

    def test_s02_comes_out_the_same_while_only_the_tier_link_was_ended(self):
        text = without(FIXTURE, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
        assert holders(told(text)) == holders(ladder("s02"))

    def test_s04_t1_loses_its_standing_and_its_branch_is_let_go(self):
        assert holders(ladder("s04")) == {
            "t1": 8850,
            "t2": 1100,
            "p3": 1200,
            "none": 0,
            "nobody": 3150,
        }

    def test_while_nobody_is_let_go_the_cash_of_city_partners_has_no_fee_holder(self):
        text = without(FIXTURE, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20\n"
        assert holders(told(text)) == {
            "t1": 8850,
            "t2": 1100,
            "p3": 1200,
            "none": 1850,
            "nobody": 1300,
        }
        assert holders(told(text, Q7="AUTOMATIC"))["nobody"] == 3150

    @pytest.mark.parametrize(("known_at", "t1"), [("2018-04-10", 10700), ("2018-04-12", 8900)])
    def test_s10_a_statement_says_what_was_known_when_it_ran(self, known_at: str, t1: int):
        assert holders(ladder("s10").known(known_at))["t1"] == t1


class TestClock:
    """Shanghai decides on the day and on the month."""

    def test_s03_utc_and_shanghai_differ_on_the_eve_of_the_release(self):
        paid = """u3 paid 1.00 at 2018-03-15T15:59:59+00:00
        u3 paid 2.00 at 2018-03-15T16:00:00+00:00
        """
        assert holders(told(RELEASED + paid)) == {
            "t1": 1,
            "t2": 0,
            "p3": 0,
            "none": 0,
            "nobody": 2,
        }

    @pytest.mark.parametrize(
        ("instant", "month"),
        [
            ("2018-02-28T23:59:59", "2018-02"),
            ("2018-03-01T00:00:00", "2018-03"),
            ("2018-02-28T16:00:00+00:00", "2018-03"),
            ("2018-03-31T15:59:59+00:00", "2018-03"),
            ("2018-03-31T16:00:00+00:00", "2018-04"),
        ],
    )
    def test_a_month_begins_and_ends_in_shanghai(self, instant: str, month: str):
        asked = told(f"{HIERARCHY}u1 paid 7.00 at {instant}\n")
        paid = {each: asked.statement(each).paid for each in ("2018-02", "2018-03", "2018-04")}
        assert {each for each, fen in paid.items() if fen} == {month}

    def test_the_day_of_a_payment_begins_at_midnight_in_shanghai(self):
        assert day_of(start_of(d("2018-03-16"))) == d("2018-03-16")


class TestCash:
    def test_s06_vouchers_do_not_count(self):
        """R21, Q31: 500 by voucher of 200 and cash of 300."""
        asked = told(f"{HIERARCHY}u3 paid 300.00 at 2018-03-10T12:00:00 with voucher 200.00\n")
        assert asked.statement(partner="t1").total == 300_00
        assert ("Q31", "CASH_PAID") in asked.statement().trace.readings

    REFUND = """u3 paid 1000.00 at 2018-03-02T12:00:00 as o
    u3 paid -400.00 at {} refunding o
    """

    def test_s07_a_refund_follows_the_link_of_what_it_refunds(self):
        found = told(RELEASED + self.REFUND.format("2018-03-20T12:00:00"))
        assert holders(found) == {"t1": 600, "t2": 0, "p3": 0, "none": 0, "nobody": 0}

    def test_a_refund_is_booked_in_the_month_in_which_it_is_made(self):
        found = told(RELEASED + self.REFUND.format("2018-04-03T12:00:00"))
        assert holders(found)["t1"] == 1000
        assert holders(found, "2018-04")["t1"] == -400

    def test_a_refund_whose_payment_is_not_at_hand_goes_by_its_own_day(self):
        asked = told(f"{RELEASED}u3 paid -4.00 at 2018-03-20T12:00:00 refunding lost\n")
        assert holders(asked)["nobody"] == -4

    def test_a_payment_not_yet_known_is_not_counted(self):
        asked = told(f"{HIERARCHY}u3 paid 9.00 at 2018-03-10T12:00:00 known from 2018-04-20\n")
        assert asked.known("2018-04-10").statement().paid == 0
        assert asked.known("2018-04-20").statement().paid == 900

    def test_of_a_corrected_amount_only_the_version_known_counts(self):
        text = """u3 paid 9.00 at 2018-03-10T12:00:00 as p known until 2018-04-20
        u3 paid 8.00 at 2018-03-10T12:00:00 as p known from 2018-04-20 version 2
        """
        asked = told(HIERARCHY + text)
        assert asked.known("2018-04-19").statement().paid == 900
        assert asked.statement().paid == 800


class TestConsumption:
    """Q14 = CONSUMED: cash counts on the days of use that it pays for."""

    def test_s08_use_before_the_release_paid_after_it(self):
        used = "u3 paid 250.00 at 2018-03-25T12:00:00 used from 2018-03-10 to 2018-03-11\n"
        assert holders(told(RELEASED + used))["nobody"] == 250
        assert holders(told(RELEASED + used, Q14="CONSUMED"))["t1"] == 250

    def test_a_range_is_shared_by_day_without_losing_a_fen(self):
        used = "u3 paid 100.01 at 2018-03-25T12:00:00 used from 2018-03-14 to 2018-03-17\n"
        found = told(RELEASED + used, Q14="CONSUMED")
        assert found.statement(partner="t1").total == 66_68
        assert found.statement().unattributed == 33_33
        assert found.statement().paid == 100_01

    def test_a_range_over_two_months_counts_in_both(self):
        used = "u1 paid 40.00 at 2018-03-25T12:00:00 used from 2018-03-30 to 2018-04-03\n"
        found = told(HIERARCHY + used, Q14="CONSUMED")
        assert [found.statement(month).paid for month in ("2018-03", "2018-04")] == [20_00, 20_00]
        assert told(HIERARCHY + used).statement().paid == 40_00

    @pytest.mark.parametrize(
        ("used", "month"),
        [("", "2018-03"), ("used to 2018-05-01", "2018-03"), ("used 2018-02-10", "2018-02")],
    )
    def test_without_a_range_it_counts_on_one_day(self, used: str, month: str):
        found = told(f"{HIERARCHY}u1 paid 5.00 at 2018-03-25T12:00:00 {used}\n", Q14="CONSUMED")
        assert found.statement(month).paid == 500

    def test_a_refund_is_booked_on_its_day_and_follows_the_days_of_use_of_its_payment(self):
        text = """u3 paid 30.00 at 2018-03-01T12:00:00 used from 2018-03-14 to 2018-03-17 as o
        u3 paid -30.00 at 2018-04-03T12:00:00 refunding o
        """
        found = told(RELEASED + text, Q14="CONSUMED")
        assert holders(found)["t1"] == 20
        assert holders(found, "2018-04") == {
            "t1": -20,
            "t2": 0,
            "p3": 0,
            "none": 0,
            "nobody": -10,
        }


class TestLines:
    def test_a_line_tells_the_partners_own_cash_from_its_accounts(self):
        lines = {line.direct: line for line in ladder("fixture").statement(partner="t1").lines}
        assert (lines["c1"].own, lines["c1"].accounts, lines["c1"].payments) == (500_00, 2300_00, 7)
        assert (lines["t1"].own, lines["t1"].accounts) == (1000_00, 5000_00)
        assert lines["t1"].fen == 6000_00
        assert lines["c1"].holder == "t1"
        assert lines[None].status is Status.UNATTRIBUTED

    def test_a_statement_is_told_by_own_cash_accounts_and_city_partners(self):
        found = ladder("fixture").statement(partner="t1")
        assert (found.own, found.accounts) == (1000_00, 5000_00)
        assert found.city_partners == (("c1", 2800_00), ("c2", 1900_00))
        assert found.elsewhere == 2300_00
        assert found.own + found.accounts + 4700_00 == found.total

    def test_the_programme_as_a_whole_counts_every_fee_holder(self):
        whole = ladder("fixture").statement()
        assert whole.partner is None
        assert (whole.total, whole.direct_total, whole.elsewhere) == (13_000_00, 13_000_00, 0)
        assert (whole.own, whole.accounts) == (1000_00, 7300_00)
        assert whole.month == Month(2018, 3)

    def test_a_city_partner_never_holds_a_fee(self):
        """R32, I11, CA 2.2.2."""
        found = ladder("fixture").statement(partner="c1")
        assert (found.total, found.direct_total, found.city_partners) == (0, 2800_00, ())

    def test_cash_without_a_fee_holder_is_a_line_of_its_direct_partner(self):
        text = without(FIXTURE, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20\n"
        none = [line for line in told(text).statement().lines if line.holder is None]
        assert [(line.direct, str(line.status), line.fen) for line in none] == [
            ("c1", "NO_FEE_HOLDER", 900_00),
            ("c2", "NO_FEE_HOLDER", 950_00),
            (None, "UNATTRIBUTED", 1300_00),
        ]

    def test_a_month_without_cash_has_no_lines_and_balances(self):
        found = ladder("fixture").statement("2018-05")
        assert (found.lines, found.paid, found.balanced) == ((), 0, True)

    def test_its_trace_cites_measure_period_and_readings(self):
        trace = ladder("fixture").statement("2018-05").trace
        assert trace.rules == ("R21", "R24", "R27")
        assert trace.clauses == ("MR 3.5.2", "MR 5.1.1", "CA 2.2.1", "MR 5.2.1")
        assert trace.readings == (("Q14", "PAID"), ("Q31", "CASH_PAID"))
