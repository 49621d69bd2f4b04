"""Whether a deposit is given back (R64; FA 3.5.4; Q18, Q2; S46)."""

import pytest

from graph.model import NoticeKind, ViolationOutcome
from tests.rules.asked import d
from tests.rules.charges import counted, entry, framework, held, notice, second

TERM = framework(term_end="2018-03-31")
PAID = entry("PAID", 500_000, "2017-04-05")
CLEAN = (TERM, PAID)


def back(day: str, *facts, **how: str):
    """State and obstacles of the refund on a day."""
    found = held(day, *facts, **how).refund
    return found.state, list(found.obstacles)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2018-03-31", "NOT_ENDED"),
        ("2018-04-01", "DUE"),
        ("2018-04-07", "DUE"),
        ("2018-04-08", "OVERDUE"),
    ],
)
def test_s46_after_a_clean_expiry_it_is_due_within_a_week(day: str, state: str):
    assert back(day, *CLEAN) == (state, [])


def test_s46_the_week_ends_a_day_later_if_it_rolls_over():
    found = held("2018-04-01", *CLEAN).refund
    assert found.deadline is not None
    assert (found.fen, found.ended_on) == (500_000, d("2018-04-01"))
    assert found.deadline.last_day == d("2018-04-07")
    moved = held("2018-04-01", *CLEAN, Q2="ROLL_OVER").refund
    assert moved.deadline is not None
    assert moved.deadline.last_day == d("2018-04-08")
    assert back("2018-04-08", *CLEAN, Q2="ROLL_OVER") == ("DUE", [])


@pytest.mark.parametrize(
    ("day", "held_back"),
    [("2017-03-31", False), ("2017-04-01", True), ("2018-03-31", True), ("2018-04-01", False)],
)
def test_one_violation_in_the_term_is_enough_to_hold_it(day: str, held_back: bool):
    fact = counted("v1", "2018-04-01", acted_on=day)
    expected = ("HELD", ["VIOLATION"]) if held_back else ("DUE", [])
    assert back("2018-04-02", *CLEAN, fact) == expected
    assert back("2018-04-02", *CLEAN, counted("v1", day)) == expected


def test_a_violation_of_the_term_that_no_longer_counts_still_holds_it():
    assert back("2018-04-02", *CLEAN, counted("v1", "2017-04-01")) == ("HELD", ["VIOLATION"])


def test_an_open_charge_holds_it_and_a_dismissal_frees_it():
    charge = second("v1", noticed_on="2018-03-30", replied_on="2018-04-02")
    assert back("2018-04-02", *CLEAN, charge) == ("HELD", ["OPEN_CHARGE"])
    done = second(
        "v1",
        noticed_on="2018-03-30",
        outcome=ViolationOutcome.DISMISSED,
        decided_on="2018-04-05",
    )
    assert back("2018-04-04", *CLEAN, done) == ("HELD", ["OPEN_CHARGE"])
    assert back("2018-04-05", *CLEAN, done) == ("DUE", [])


def test_a_violation_known_late_holds_it_from_then():
    late = counted("v1", "2018-03-01", recorded_at="2018-04-03T09:00:00")
    assert back("2018-04-02", *CLEAN, late, known_at="2018-04-03T08:59:59") == ("DUE", [])
    expected = ("HELD", ["VIOLATION"])
    assert back("2018-04-02", *CLEAN, late, known_at="2018-04-03T09:00:00") == expected


def test_it_stays_through_a_renewal_without_a_gap():
    renewed = framework("2018-03-20", "fa2", agreed_from="2018-04-01")
    assert back("2018-04-10", *CLEAN, renewed) == ("NOT_ENDED", [])


def test_it_is_held_for_a_renewal_that_begins_later():
    renewed = framework("2018-04-05", "fa2", agreed_from="2018-05-01")
    assert back("2018-04-04", *CLEAN, renewed) == ("DUE", [])
    assert back("2018-04-05", *CLEAN, renewed) == ("HELD", ["RENEWED"])
    assert back("2018-05-01", *CLEAN, renewed) == ("NOT_ENDED", [])


def test_an_extended_term_expires_a_month_later():
    agreed = (framework(term_end="2018-03-31", renewal_agreed_on="2018-03-15"), PAID)
    assert back("2018-04-30", *agreed) == ("NOT_ENDED", [])
    assert back("2018-05-01", *agreed) == ("DUE", [])
    found = held("2018-05-01", *agreed).refund
    assert found.deadline is not None
    assert found.deadline.last_day == d("2018-05-07")
    assert back("2018-04-30", *CLEAN, Q24="AUTOMATIC") == ("NOT_ENDED", [])


def test_q18_after_any_other_end_it_is_held_for_a_decision():
    early = (framework(term_end="2018-03-31", ended_on="2018-03-31"), PAID)
    assert back("2018-03-31", *early) == ("HELD", ["OTHER_END"])
    found = held("2018-03-31", *early)
    assert ("Q18", "TOP_UP_AND_HOLD") in found.trace.readings
    told = notice(NoticeKind.END_OF_AGREEMENT, "2018-01-31")
    assert back("2018-03-03", *CLEAN, told) == ("HELD", ["OTHER_END"])
    both = back("2018-03-03", *CLEAN, told, counted("v1", "2018-02-01"))
    assert both == ("HELD", ["OTHER_END", "VIOLATION"])


def test_what_was_given_back_is_refunded():
    refunded = entry("REFUNDED", 500_000, "2018-04-04")
    assert back("2018-04-03", *CLEAN, refunded) == ("DUE", [])
    assert back("2018-04-04", *CLEAN, refunded) == ("REFUNDED", [])
    part = entry("REFUNDED", 400_000, "2018-04-04")
    assert held("2018-04-04", *CLEAN, part).refund.fen == 100_000


def test_where_nothing_is_held_nothing_is_given_back():
    assert back("2018-04-02", TERM) == ("NOTHING_HELD", [])
    assert back("2018-04-02", PAID) == ("NOT_ENDED", [])
