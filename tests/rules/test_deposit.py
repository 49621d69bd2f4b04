"""What is held, lacks and is claimed of a deposit (R46, R60, R61, R63; FA 3.5; S18, S38)."""

import pytest

from graph.calendar import CalendarNotPublished
from graph.model import FactId
from graph.rules.deposit.moves import movements, taken
from tests.rules.asked import d
from tests.rules.charges import PartyPapers, entry, framework, held, moment

PAID = entry("PAID", 500_000, "2017-04-05")
FULL = (framework(), PAID)


def sums(found):
    """Balance, shortfall and claim in yuan."""
    return found.balance // 100, found.shortfall // 100, found.claim // 100


@pytest.mark.parametrize(
    ("day", "state"),
    [("2018-01-05", "OPEN"), ("2018-01-12", "OPEN"), ("2018-01-13", "OVERDUE")],
)
def test_s18_it_is_due_five_working_days_after_signing(day: str, state: str):
    found = held(day, framework("2018-01-05"))
    assert found.due is not None
    assert found.due.deadline.last_day == d("2018-01-12")
    assert (found.due.state, found.due.paid_on) == (state, None)
    assert sums(found) == (0, 5000, 0)
    assert held("2018-01-04", framework("2018-01-05")).due is None


@pytest.mark.parametrize(("paid", "state"), [("2018-01-12", "PAID"), ("2018-01-13", "PAID_LATE")])
def test_it_is_paid_in_time_through_the_last_day(paid: str, state: str):
    found = held("2018-02-01", framework("2018-01-05"), entry("PAID", 500_000, paid))
    assert found.due is not None
    assert (found.due.state, found.due.paid_on) == (state, d(paid))
    assert sums(found) == (5000, 0, 0)


@pytest.mark.parametrize(("rest", "state"), [("2018-01-12", "PAID"), ("2018-01-13", "PAID_LATE")])
def test_a_part_of_it_is_not_the_deposit_it_is_paid_when_the_rest_is(rest: str, state: str):
    part = (framework("2018-01-05"), entry("PAID", 499_999, "2018-01-08"))
    found = held("2018-01-13", *part)
    assert found.due is not None
    assert (found.due.state, found.due.paid_on) == ("OVERDUE", None)
    found = held("2018-01-13", *part, entry("TOPPED_UP", 1, rest))
    assert found.due is not None
    assert (found.due.state, found.due.paid_on) == (state, d(rest))


def test_less_than_5000_leaves_a_shortfall():
    assert sums(held("2018-02-01", framework(), entry("PAID", 300_000, "2017-04-05"))) == (
        3000,
        2000,
        0,
    )
    assert sums(held("2018-02-01", framework(), entry("PAID", 800_000, "2017-04-05")))[1] == 0


def test_it_is_paid_once_a_renewal_calls_for_no_other():
    renewed = framework("2018-03-20", "fa2", agreed_from="2018-04-01")
    found = held("2018-05-01", *FULL, renewed)
    assert found.due is not None
    assert (found.due.agreement.id, found.due.state) == ("fa", "PAID")


def test_one_signed_after_a_refund_calls_for_a_new_one():
    facts = (
        framework(term_end="2018-03-31"),
        PAID,
        entry("REFUNDED", 500_000, "2018-04-05"),
        framework("2018-06-01", "fa2"),
    )
    found = held("2018-06-10", *facts)
    assert found.due is not None
    assert (found.due.agreement.id, found.due.state) == ("fa2", "OVERDUE")
    again = held("2018-06-10", *facts, entry("PAID", 500_000, "2018-06-08"))
    assert again.due is not None
    assert (again.due.state, again.due.paid_on) == ("PAID", d("2018-06-08"))


def test_a_deposit_held_before_the_only_signing_was_paid_in_time():
    found = held("2018-02-01", framework("2018-01-05"), PAID)
    assert found.due is not None
    assert (found.due.state, found.due.paid_on) == ("PAID", d("2017-04-05"))


def test_s38_a_loss_takes_the_deposit_and_the_rest_is_owed():
    loss = entry("DEDUCTED", 750_000, "2018-02-12", about="o1", noticed_on="2018-02-12")
    found = held("2018-02-12", *FULL, loss)
    assert sums(found) == (0, 5000, 2500)
    assert [each.fen for each in found.demands] == [500_000]
    assert {"R61"} <= set(found.trace.rules)
    assert sums(held("2018-02-11", *FULL, loss)) == (5000, 0, 0)


def test_what_is_set_off_for_a_debt_lessens_its_claim_and_no_other():
    loss = entry("DEDUCTED", 750_000, "2018-02-12", about="o1")
    fees = entry("SET_OFF_FEES", 100_000, "2018-03-01", about="o1")
    other = entry("SET_OFF_PREPAYMENT", 100_000, "2018-03-02", about="o2")
    assert sums(held("2018-03-02", *FULL, loss, fees, other)) == (0, 5000, 1500)
    more = entry("SET_OFF_PREPAYMENT", 900_000, "2018-03-03", about="o1")
    assert sums(held("2018-03-03", *FULL, loss, fees, more)) == (0, 5000, 0)


@pytest.mark.parametrize("about", [None, "DEDUCTED 2018-02-12"])
def test_a_set_off_that_names_no_debt_fills_the_deposit(about: str | None):
    used = entry("DEDUCTED", 320_000, "2018-02-12", about="o1")
    stead = entry("SET_OFF_FEES", 320_000, "2018-03-01", about=about)
    assert sums(held("2018-03-01", *FULL, used, stead)) == (5000, 0, 0)


def test_on_one_day_what_fills_comes_before_what_takes():
    facts = (
        framework(),
        entry("DEDUCTED", 100_000, "2017-04-05", name="a"),
        entry("PAID", 500_000, "2017-04-05", name="b"),
    )
    assert sums(held("2017-04-05", *facts)) == (4000, 1000, 0)


def test_an_entry_known_late_is_there_from_its_day():
    late = entry("DEDUCTED", 100_000, "2018-02-12", recorded_at="2018-03-01")
    assert sums(held("2018-02-20", *FULL, late, known_at="2018-02-28"))[0] == 5000
    assert sums(held("2018-02-20", *FULL, late, known_at="2018-03-01"))[0] == 4000


@pytest.mark.parametrize(("day", "lacks"), [("2018-03-31", 1000), ("2018-04-01", 0)])
def test_nothing_lacks_after_the_end(day: str, lacks: int):
    facts = (framework(term_end="2018-03-31"), PAID, entry("DEDUCTED", 100_000, "2018-02-12"))
    found = held(day, *facts)
    assert (found.shortfall // 100, found.balance) == (lacks, 400_000)


def test_without_an_agreement_on_record_a_deposit_lacks_until_it_is_given_back():
    used = entry("DEDUCTED", 100_000, "2018-02-12")
    assert sums(held("2018-02-12", PAID, used)) == (4000, 1000, 0)
    back = entry("REFUNDED", 400_000, "2018-02-13")
    assert sums(held("2018-02-13", PAID, used, back)) == (0, 0, 0)
    assert held("2018-02-13").due is None
    assert sums(held("2018-02-13")) == (0, 0, 0)


def test_an_agreement_without_a_day_of_signing_asks_from_the_day_it_begins():
    agreed = framework(None, agreed_from="2018-01-01")
    assert held("2017-12-31", agreed).required == 0
    assert held("2018-01-01", agreed).required == 500_000
    assert held("2018-01-01", framework(None)).required == 0


def test_what_was_taken_for_some_debts_counts_every_way():
    facts = (
        PAID,
        entry("DEDUCTED", 750_000, "2018-02-12", about="v1"),
        entry("SET_OFF_FEES", 100_000, "2018-02-13", about="v1"),
        entry("SET_OFF_FEES", 100_000, "2018-02-14", about="v2"),
    )
    moves = movements(PartyPapers(deposit_entries=facts), moment("2018-03-01"))
    assert taken(moves, {FactId("v1")}) == 600_000


def test_a_year_without_a_calendar_is_never_guessed():
    with pytest.raises(CalendarNotPublished):
        held("2030-02-01", framework("2030-01-31"))
