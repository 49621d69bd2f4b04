"""What is to be topped up, by when, and what if it is not (R62, R65; FA 3.5.3; Q18; S37)."""

import pytest

from graph.model import NoticeKind
from tests.rules.asked import d
from tests.rules.charges import counted, entry, framework, held, notice

PAID = entry("PAID", 500_000, "2017-04-05")
# a refund of 3,200 that orchard caused; the notice comes before the Spring Festival
USED = entry("DEDUCTED", 320_000, "2018-02-12", about="o1", noticed_on="2018-02-12")
S37 = (framework(), PAID, USED)


def asked(found):
    """Fen asked and met, state and remedy of each demand."""
    return [(each.fen, each.met, each.state, each.remedy) for each in found.demands]


def test_s37_the_top_up_is_due_five_working_days_from_receipt():
    (demand,) = held("2018-02-12", *S37).demands
    assert demand.deadline.last_day == d("2018-02-24")
    assert demand.id == USED.id
    assert (demand.fen, demand.unmet, demand.about) == (320_000, 320_000, "o1")
    found = held("2018-02-24", *S37)
    assert (found.balance, found.shortfall, found.overdue) == (180_000, 320_000, 0)
    assert asked(found) == [(320_000, 0, "OPEN", None)]
    assert held("2018-02-11", *S37).demands == ()


def test_s37_by_the_other_reading_of_working_days_it_is_due_later():
    (demand,) = held("2018-02-12", *S37, Q1="WEEKENDS_NEVER").demands
    assert demand.deadline.last_day == d("2018-02-26")


def test_the_period_runs_from_the_receipt_and_not_from_the_deduction():
    used = entry("DEDUCTED", 320_000, "2018-02-07", noticed_on="2018-02-12")
    assert held("2018-02-11", framework(), PAID, used).demands == ()
    (demand,) = held("2018-02-12", framework(), PAID, used).demands
    assert demand.deadline.last_day == d("2018-02-24")
    early = entry("DEDUCTED", 320_000, "2018-02-13", noticed_on="2018-02-12")
    (demand,) = held("2018-02-13", framework(), PAID, early).demands
    assert (demand.fen, demand.deadline.last_day) == (320_000, d("2018-02-24"))


def test_a_partner_that_does_not_top_up_loses_it_from_its_fees():
    found = held("2018-02-25", *S37)
    assert asked(found) == [(320_000, 0, "OVERDUE", "FROM_FEES")]
    assert found.overdue == 320_000
    assert {"R62"} <= set(found.trace.rules)
    assert "R65" not in found.trace.rules


def test_s37b_a_city_partner_has_no_fees_so_it_stays_a_claim():
    found = held("2018-02-25", *S37, city_partner=True)
    assert asked(found) == [(320_000, 0, "OVERDUE", "CLAIM")]
    assert (found.shortfall, found.overdue) == (320_000, 320_000)
    assert "R65" in found.trace.rules
    assert "CA 2.2.2" in found.trace.clauses
    assert "tier" in {each.id for each in found.trace.facts}


@pytest.mark.parametrize("move", ["TOPPED_UP", "SET_OFF_FEES"])
def test_what_is_paid_in_meets_it(move: str):
    part = entry(move, 120_000, "2018-02-23")
    assert asked(held("2018-02-25", *S37, part)) == [(320_000, 120_000, "OVERDUE", "FROM_FEES")]
    rest = entry("TOPPED_UP", 250_000, "2018-02-26")
    found = held("2018-02-26", *S37, part, rest)
    assert asked(found) == [(320_000, 320_000, "MET", None)]
    assert found.demands[0].met_on == d("2018-02-26")
    assert (found.balance, found.shortfall) == (550_000, 0)


def test_what_is_paid_in_meets_the_demands_in_their_order():
    again = entry("DEDUCTED", 100_000, "2018-03-01", about="o2", noticed_on="2018-03-02")
    half = entry("TOPPED_UP", 350_000, "2018-03-05")
    found = held("2018-03-05", *S37, again, half)
    assert asked(found) == [
        (320_000, 320_000, "MET", None),
        (100_000, 30_000, "OPEN", None),
    ]
    assert found.demands[1].met_on is None


def test_a_top_up_before_the_notice_leaves_less_to_be_asked():
    late = entry("DEDUCTED", 320_000, "2018-02-12", noticed_on="2018-02-14", name="e")
    early = entry("TOPPED_UP", 200_000, "2018-02-14")
    assert asked(held("2018-02-14", framework(), PAID, late, early)) == [(120_000, 0, "OPEN", None)]
    all_of_it = entry("TOPPED_UP", 320_000, "2018-02-13")
    assert held("2018-02-14", framework(), PAID, late, all_of_it).demands == ()


def test_a_notice_asks_for_what_lacks_when_it_arrives():
    used = entry("DEDUCTED", 320_000, "2018-02-12")
    told = notice(NoticeKind.TOP_UP, "2018-02-13")
    found = held("2018-02-13", framework(), PAID, used, told)
    assert asked(found) == [(320_000, 0, "OPEN", None)]
    assert found.demands[0].deadline.start == d("2018-02-13")
    some = notice(NoticeKind.TOP_UP, "2018-02-13", fen=100_000)
    assert asked(held("2018-02-13", framework(), PAID, used, some))[0][0] == 100_000
    assert held("2018-02-12", framework(), PAID, used, told).demands == ()


def test_only_aliyun_asks_for_a_top_up():
    used = entry("DEDUCTED", 320_000, "2018-02-12")
    told = notice(NoticeKind.TOP_UP, "2018-02-13", sender="willow")
    assert held("2018-02-13", framework(), PAID, used, told).demands == ()


def test_a_deduction_and_the_notice_about_it_ask_once():
    told = notice(NoticeKind.TOP_UP, "2018-02-12", about="DEDUCTED 2018-02-12")
    assert [each.fen for each in held("2018-02-12", *S37, told).demands] == [320_000]


def test_other_notices_and_deductions_that_were_not_notified_ask_for_nothing():
    used = entry("DEDUCTED", 320_000, "2018-02-12")
    told = notice(NoticeKind.BREACH, "2018-02-13")
    assert held("2018-02-14", framework(), PAID, used, told).demands == ()


def test_q18_after_a_penalty_the_deposit_is_topped_up_too():
    penalty = entry("DEDUCTED", 200_000, "2018-02-12", about="v1", noticed_on="2018-02-12")
    found = held("2018-02-12", framework(), PAID, penalty, counted("v1", "2018-02-10"))
    assert asked(found) == [(200_000, 0, "OPEN", None)]
    assert ("Q18", "TOP_UP_AND_HOLD") in found.demands[0].trace.readings
    assert "MR 2.1" in found.demands[0].trace.clauses
    (loss,) = held("2018-02-12", *S37).demands
    assert "MR 2.1" not in loss.trace.clauses


def test_a_penalty_in_three_steps_is_topped_up_as_it_was_taken():
    facts = (framework(), PAID, counted("v1", "2018-02-10"))
    first = entry("DEDUCTED", 200_000, "2018-02-12", about="v1", noticed_on="2018-02-12")
    whole = entry("DEDUCTED", 400_000, "2018-02-13", about="v1", noticed_on="2018-02-13")
    found = held("2018-02-13", *facts, first, whole)
    assert [each.fen for each in found.demands] == [200_000, 300_000]
    assert (found.balance, found.claim) == (0, 100_000)
