"""What is refused of entries of a deposit (R60, R61, R62, R64, I14)."""

import pytest
from msgspec.structs import replace

from graph.ladder import parse
from graph.rules.admission import check
from graph.rules.refusal import Code
from tests.rules.admitted import admitted, code, existing
from tests.rules.asked import HIERARCHY

SIGNED = "c1 signed FA on 2018-01-05 as fa1\n"
PAID = "c1 deposited 5000.00 on 2018-01-10\n"
OWES = "u3 owes 7500.00 since 2018-02-01 for partner breach as o1\n"


def beside(text: str, held: str) -> list[Code]:
    """The codes of what is refused of a text, be the rest stored before or brought with it."""
    stored = [each.refusal.code for each in admitted(text, HIERARCHY + held)]
    brought = [each.refusal.code for each in admitted(held + text)]
    assert stored == brought
    return stored


def test_a_deposit_is_paid_taken_from_topped_up_and_given_back():
    text = (
        f"{SIGNED}{OWES}c1 deposited 5000.00 on 2018-01-10 under fa1\n"
        "c1 lost 3200.00 of deposit on 2018-02-12 for o1 under fa1 noticed 2018-02-12\n"
        "c1 topped up 3200.00 on 2018-02-20 under fa1\n"
        "c1 got back 5000.00 on 2018-04-05 under fa1\n"
    )
    assert admitted(text) == ()


def test_party_debt_and_agreement_must_be_there():
    world = replace(parse("x deposited 1.00 on 2018-01-10"), accounts=(), parties=())
    (found,) = check(existing(), world)
    assert (found.refusal.code, found.refusal.path) == (Code.PARTY_UNKNOWN, "party")
    lost = "c1 lost 1.00 of deposit on 2018-02-12 for o9"
    assert code(PAID + lost) == (Code.OBLIGATION_UNKNOWN, "about", None)
    assert code("c1 deposited 1.00 on 2018-01-10 under fa9") == (
        Code.AGREEMENT_UNKNOWN,
        "agreement",
        "FA 3.5.1",
    )
    other = f"{SIGNED}c2 deposited 1.00 on 2018-01-10 under fa1"
    assert code(other)[:2] == (Code.AGREEMENT_UNKNOWN, "agreement")


@pytest.mark.parametrize("line", ["deposited", "topped up", "got back"])
def test_an_amount_is_positive(line: str):
    assert code(f"c1 {line} 0.00 on 2018-01-10") == (Code.AMOUNT_NOT_POSITIVE, "fen", None)


def test_what_is_taken_is_for_a_violation_a_debt_or_what_asked_for_it():
    text = (
        f"{PAID}{OWES}c1 violated MR 6.2.7.3 as class 2 noticed 2018-02-01 as v1\n"
        "c1 was notified of top up on 2018-02-12 as n1\n"
        "c1 lost 1.00 of deposit on 2018-02-12 for v1 as d1\n"
        "c1 lost 1.00 of fees on 2018-02-20 for d1\n"
        "c1 lost 1.00 of fees on 2018-02-20 for n1\n"
        "c1 lost 1.00 of prepayment on 2018-02-20 for o1\n"
    )
    assert admitted(text) == ()


@pytest.mark.parametrize(("day", "taken"), [("2018-02-06", False), ("2018-02-07", True)])
def test_a_penalty_is_not_taken_before_the_notice_of_the_violation(day: str, taken: bool):
    held = f"{PAID}c1 violated MR 6.2.7.3 as class 2 reported 2018-02-05 noticed 2018-02-07 as v1\n"
    line = f"c1 lost 2000.00 of deposit on {day} for v1"
    assert beside(line, held) == ([] if taken else [Code.OUT_OF_ORDER])


def test_nor_for_a_charge_that_was_never_notified_or_found():
    """R63, R74."""
    charge = f"{PAID}c1 violated MR 6.2.7.3 as class 2 reported 2018-02-05 as v1\n"
    line = "c1 lost 2000.00 of deposit on 2018-06-01 for v1"
    assert beside(line, charge) == [Code.OUT_OF_ORDER]
    for found in ("established 2018-06-01", "counted 2018-06-01"):
        assert beside(line, charge.replace(" as v1", f" {found} as v1")) == []


class TestPaidOnce:
    AGAIN = "c1 deposited 5000.00 on 2018-03-10\n"

    def test_a_second_payment_for_one_agreement_is_refused(self):
        assert beside(self.AGAIN, PAID) == [Code.DEPOSIT_PAID_ALREADY]
        assert code(self.AGAIN, HIERARCHY + PAID)[1:] == ("move", "FA 3.5.1")

    def test_so_is_one_that_would_come_before_a_stored_one(self):
        found = admitted(PAID, HIERARCHY + self.AGAIN)
        assert [each.refusal.code for each in found] == [Code.DEPOSIT_PAID_ALREADY]

    def test_the_same_again_and_a_correction_of_it_are_taken(self):
        assert admitted(PAID, HIERARCHY + PAID) == ()
        assert admitted(PAID.replace("5000", "6000"), HIERARCHY + PAID) == ()

    def test_another_agreement_has_a_deposit_of_its_own(self):
        held = f"{SIGNED}c1 deposited 5000.00 on 2018-01-10 under fa1\n"
        text = "c1 signed FA on 2018-04-02 as fa2\nc1 deposited 5000.00 on 2018-04-03 under fa2\n"
        assert beside(text, held) == []

    def test_what_was_given_back_may_be_paid_again(self):
        assert beside(self.AGAIN, f"{PAID}c1 got back 5000.00 on 2018-02-10\n") == []

    def test_another_party_has_a_deposit_of_its_own(self):
        assert beside("c2 deposited 5000.00 on 2018-03-10\n", PAID) == []


class TestGivenBack:
    @pytest.mark.parametrize(("amount", "taken"), [("5000.00", True), ("5000.01", False)])
    def test_no_more_is_given_back_than_is_held(self, amount: str, taken: bool):
        line = f"c1 got back {amount} on 2018-04-05\n"
        assert beside(line, PAID) == ([] if taken else [Code.REFUND_TOO_LARGE])

    def test_what_is_held_goes_by_the_day_and_what_fills_comes_first(self):
        assert beside("c1 got back 1.00 on 2018-01-09\n", PAID) == [Code.REFUND_TOO_LARGE]
        assert beside("c1 got back 1.00 on 2018-01-10\n", PAID) == []

    def test_a_deduction_beyond_the_deposit_leaves_nothing_and_no_less(self):
        held = f"{PAID}{OWES}c1 lost 7500.00 of deposit on 2018-02-12 for o1\n"
        assert beside("c1 got back 0.01 on 2018-04-05\n", held) == [Code.REFUND_TOO_LARGE]
        filled = f"{held}c1 topped up 5000.00 on 2018-02-20\n"
        assert beside("c1 got back 5000.00 on 2018-04-05\n", filled) == []

    def test_a_set_off_fills_the_deposit_unless_it_is_for_a_debt(self):
        held = f"{PAID}{OWES}c1 lost 3200.00 of deposit on 2018-02-12 for o1 as d1\n"
        back = "c1 got back 5000.00 on 2018-04-05\n"
        for_it = f"{held}c1 lost 3200.00 of fees on 2018-03-01 for o1\n"
        instead = f"{held}c1 lost 3200.00 of fees on 2018-03-01 for d1\n"
        assert beside(back, for_it) == [Code.REFUND_TOO_LARGE]
        assert beside(back, instead) == []
