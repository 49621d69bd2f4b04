"""What is refused of payments, debts, settlements and findings (I8, I14, I16, R45, R51, Q14)."""

import pytest
from msgspec.structs import replace

from graph.ladder import parse
from graph.model import FactId, Fen, Obligation, PartyId, Uid, World
from graph.rules.admission import Existing, check
from graph.rules.refusal import Code
from tests.rules.admitted import admitted, code, existing, refused
from tests.rules.asked import HIERARCHY, d, without

PAID = "u3 paid 10.00 at 2018-03-02T12:00:00 as p\n"
OWED = "u3 owes 100.00 since 2018-03-10 for transaction as o\n"


class TestPayments:
    @pytest.mark.parametrize("amount", ["-0.01", "0.00"])
    def test_cash_is_positive(self, amount: str):
        text = f"u3 paid {amount} at 2018-03-02T12:00:00\n"
        assert code(text) == (Code.AMOUNT_NOT_POSITIVE, "fen", None)

    def test_what_was_paid_by_voucher_alone_is_a_payment_of_no_cash(self):
        text = "u3 paid 0.00 at 2018-03-02T12:00:00 with voucher 5.00\n"
        assert admitted(text) == ()

    @pytest.mark.parametrize(
        ("at", "taken"),
        [
            ("2018-04-09T00:00:00", True),
            ("2018-04-10T23:59:59", True),
            ("2018-04-11T00:00:00", False),
        ],
    )
    def test_what_counts_is_cash_that_has_been_paid(self, at: str, taken: bool):
        """R21, MR 5.1.1: by the day of recording in Shanghai, whatever its hour."""
        world = parse(f"u3 paid 1.00 at {at}\n")
        world = replace(world, accounts=())
        found = check(replace(existing(), today=d("2018-04-10")), world)
        told = [(each.refusal.code, each.refusal.path) for each in found]
        assert told == ([] if taken else [(Code.DAY_NOT_COME, "paidAt")])
        assert check(existing(), world) == ()

    def test_the_account_must_be_there(self):
        world = replace(parse("x paid 1.00 at 2018-03-02T12:00:00\n"), accounts=())
        (found,) = check(existing(), world)
        assert (found.refusal.code, found.refusal.path) == (Code.ACCOUNT_UNKNOWN, "account")

    @pytest.mark.parametrize(
        ("used", "taken"),
        [
            ("from 2018-03-02 to 2018-03-03", True),
            ("from 2018-03-02 to 2018-03-02", False),
            ("from 2018-03-02 to 2018-03-01", False),
            ("from 2018-03-02", True),
            ("to 2018-03-02", True),
        ],
    )
    def test_a_use_holds_at_least_a_day(self, used: str, taken: bool):
        text = f"u3 paid 1.00 at 2018-03-02T12:00:00 used {used}\n"
        if taken:
            assert admitted(text) == ()
        else:
            assert code(text) == (Code.EMPTY_INTERVAL, "consumedTo", None)


class TestRefunds:
    REFUND = "u3 paid {} at 2018-03-20T12:00:00 refunding p as r\n"

    @pytest.mark.parametrize(
        ("at", "taken"),
        [("2018-03-02T11:59:59", False), ("2018-03-02T12:00:00", True), ("2018-04-02", True)],
    )
    def test_a_refund_comes_after_its_payment(self, at: str, taken: bool):
        """R21, Q14: in its own month, which is never before that of the payment."""
        text = f"u3 paid -1.00 at {at if 'T' in at else f'{at}T00:00:00'} refunding p as r\n"
        assert bool(admitted(PAID + text)) is not taken
        if not taken:
            assert code(text, HIERARCHY + PAID) == (Code.OUT_OF_ORDER, "paidAt", "MR 3.5.2")

    @pytest.mark.parametrize(("amount", "taken"), [("-10.00", True), ("-10.01", False)])
    def test_a_refund_stays_within_its_payment(self, amount: str, taken: bool):
        text = self.REFUND.format(amount)
        for found in (admitted(PAID + text), admitted(text, HIERARCHY + PAID)):
            assert [each.refusal.code for each in found] == (
                [] if taken else [Code.REFUND_TOO_LARGE]
            )

    def test_all_refunds_of_a_payment_together_do(self):
        first = "u3 paid -6.00 at 2018-03-19T12:00:00 refunding p as q\n"
        second = self.REFUND.format("-4.01")
        assert refused(PAID + first + second).fact.id == "r"
        assert refused(second, HIERARCHY + PAID + first).fact.id == "r"
        assert admitted(self.REFUND.format("-4.00"), HIERARCHY + PAID + first) == ()

    def test_a_refund_that_was_refused_takes_nothing_from_the_next(self):
        text = PAID + self.REFUND.format("-11.00")
        text += "u3 paid -10.00 at 2018-03-21T12:00:00 refunding p as s\n"
        assert refused(text).fact.id == "r"

    def test_amounts_are_told_in_yuan_as_they_are_given(self):
        said = refused(PAID + self.REFUND.format("-11.00")).refusal.message
        assert said == "refunds of 11.00 yuan exceed the 10.00 yuan paid"

    def test_a_corrected_refund_is_judged_in_the_place_of_the_old_one(self):
        held = HIERARCHY + PAID + self.REFUND.format("-6.00")
        assert admitted(self.REFUND.format("-9.00"), held) == ()
        assert code(self.REFUND.format("-10.01"), held)[0] is Code.REFUND_TOO_LARGE

    @pytest.mark.parametrize("amount", ["0.00", "1.00"])
    def test_a_refund_gives_something_back(self, amount: str):
        text = PAID + self.REFUND.format(amount)
        assert code(text) == (Code.AMOUNT_NOT_POSITIVE, "fen", None)

    @pytest.mark.parametrize(
        "text",
        [
            "u3 paid -1.00 at 2018-03-20T12:00:00 refunding nothing\n",
            f"{PAID}u5 paid -1.00 at 2018-03-20T12:00:00 refunding p\n",
        ],
    )
    def test_it_refunds_a_payment_of_its_own_account(self, text: str):
        assert code(text) == (Code.PAYMENT_UNKNOWN, "refundOf", None)

    def test_it_refunds_no_refund(self):
        text = PAID + self.REFUND.format("-4.00")
        text += "u3 paid -1.00 at 2018-03-21T12:00:00 refunding r as s\n"
        assert refused(text).fact.id == "s"
        assert code(text)[0] is Code.PAYMENT_UNKNOWN


class TestObligations:
    def test_a_debt_has_one_debtor(self):
        row = Obligation(
            id=FactId("o"), occurred_from=d("2018-03-10"), occurred_to=d("2018-03-11"), fen=Fen(1)
        )
        both = replace(row, account=Uid("u3"), party=PartyId("c1"))
        for each in (row, both):
            (found,) = check(existing(), World(obligations=(each,)))
            assert (found.refusal.code, found.refusal.path) == (Code.DEBTOR_UNCLEAR, "account")
        for each in (replace(row, account=Uid("u3")), replace(row, party=PartyId("c1"))):
            assert check(existing(), World(obligations=(each,))) == ()

    def test_who_is_there(self):
        row = parse(OWED).obligations[0]
        unknown = replace(row, account=Uid("x"))
        (found,) = check(existing(), World(obligations=(unknown,)))
        assert (found.refusal.code, found.refusal.path) == (Code.ACCOUNT_UNKNOWN, "account")
        unknown = replace(row, account=None, party=PartyId("x"))
        (found,) = check(existing(), World(obligations=(unknown,)))
        assert (found.refusal.code, found.refusal.path) == (Code.PARTY_UNKNOWN, "party")

    def test_it_arose_on_at_least_a_day(self):
        text = "u3 owes 1.00 from 2018-03-10 to 2018-03-10 for act as o\n"
        assert code(text) == (Code.EMPTY_INTERVAL, "occurredTo", None)

    @pytest.mark.parametrize("amount", ["0.00", "-1.00"])
    def test_it_has_an_amount(self, amount: str):
        text = f"u3 owes {amount} since 2018-03-10 for act as o\n"
        assert code(text) == (Code.AMOUNT_NOT_POSITIVE, "fen", None)


class TestSettlements:
    @pytest.mark.parametrize(("amount", "taken"), [("100.00", True), ("100.01", False)])
    def test_a_debt_is_settled_at_most_once(self, amount: str, taken: bool):
        text = f"o settled {amount} on 2018-04-01 by u3\n"
        for found in (admitted(OWED + text), admitted(text, HIERARCHY + OWED)):
            codes = [each.refusal.code for each in found]
            assert codes == ([] if taken else [Code.SETTLEMENT_TOO_LARGE])

    def test_all_settlements_of_a_debt_together_stay_within_it(self):
        first = "o settled 60.00 on 2018-04-01 by u3\n"
        second = "o settled 40.01 on 2018-04-02 by c1\n"
        assert refused(OWED + first + second).fact.id.startswith("settlement:o:2018-04-02")
        assert code(second, HIERARCHY + OWED + first)[0] is Code.SETTLEMENT_TOO_LARGE
        assert admitted(second.replace("40.01", "40.00"), HIERARCHY + OWED + first) == ()

    def test_a_corrected_one_is_judged_in_the_place_of_the_old_one(self):
        held = f"{HIERARCHY}{OWED}o settled 60.00 on 2018-04-01 by u3 fact s\n"
        assert admitted("o settled 100.00 on 2018-04-01 by u3 fact s\n", held) == ()

    def test_a_debt_that_comes_in_anew_keeps_what_was_settled_on_it(self):
        held = f"{HIERARCHY}{OWED}o settled 60.00 on 2018-04-01 by u3\n"
        text = OWED.replace("100.00", "90.00")
        assert admitted(f"{text}o settled 30.00 on 2018-04-02 by u3\n", held) == ()
        found = code(f"{text}o settled 30.01 on 2018-04-02 by u3\n", held)
        assert found == (Code.SETTLEMENT_TOO_LARGE, "fen", "CC 178")

    @pytest.mark.parametrize(("day", "taken"), [("2018-03-09", False), ("2018-03-10", True)])
    def test_it_comes_no_earlier_than_the_debt(self, day: str, taken: bool):
        """R50, R51."""
        text = f"{OWED}o settled 1.00 on {day} by u3\n"
        expected = (Code.OUT_OF_ORDER, "on", "CC 178")
        assert admitted(text) == () if taken else code(text) == expected

    @pytest.mark.parametrize("amount", ["0.00", "-1.00"])
    def test_it_has_an_amount(self, amount: str):
        text = f"{OWED}o settled {amount} on 2018-04-01 by u3\n"
        assert code(text) == (Code.AMOUNT_NOT_POSITIVE, "fen", None)

    def test_its_debt_and_its_payer_must_be_there(self):
        text = "x settled 1.00 on 2018-04-01 by u3\n"
        assert code(text) == (Code.OBLIGATION_UNKNOWN, "obligation", None)
        row = parse(f"{OWED}o settled 1.00 on 2018-04-01 by u3\n").settlements[0]
        world = World(settlements=(replace(row, by=PartyId("nobody")),))
        (found,) = check(existing(HIERARCHY + OWED), world)
        assert (found.refusal.code, found.refusal.path) == (Code.PARTY_UNKNOWN, "by")

    def test_a_debt_of_which_no_version_stands_is_none(self):
        held = HIERARCHY + OWED.replace("as o", "as o known until 2018-04-01")
        assert code("o settled 1.00 on 2018-04-01 by u3\n", held)[0] is Code.OBLIGATION_UNKNOWN


class TestFindings:
    """R45: on the city partner or the tier-1 behind the debt, on a day on which it arose."""

    @pytest.mark.parametrize(("who", "taken"), [("c1", True), ("t1", True), ("t2", False)])
    def test_it_is_on_one_of_those_behind_the_debt(self, who: str, taken: bool):
        text = f"{who} mismanaged o found on 2018-04-20\n"
        if taken:
            assert admitted(OWED + text) == ()
        else:
            assert code(OWED + text) == (Code.PARTY_NOT_INVOLVED, "party", None)
            assert "t2" in refused(OWED + text).refusal.message

    def test_also_for_what_arose_under_the_city_partners_own_account(self):
        text = "c1 owes 1.00 since 2018-03-10 for act as o\nt1 mismanaged o found on 2018-04-20\n"
        assert admitted(text) == ()

    def test_nobody_is_behind_a_tier_1s_own_customer(self):
        text = "u1 owes 1.00 since 2018-03-10 for act as o\nt1 mismanaged o found on 2018-04-20\n"
        assert code(text)[0] is Code.PARTY_NOT_INVOLVED

    @pytest.mark.parametrize(
        ("days", "taken"),
        [
            ("since 2018-03-15", True),
            ("since 2018-03-16", False),
            ("from 2018-03-15 to 2018-03-18", True),
            ("from 2018-03-16 to 2018-03-18", False),
        ],
    )
    def test_the_days_on_which_the_debt_arose_decide(self, days: str, taken: bool):
        held = (
            without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
        )
        text = f"u3 owes 1.00 {days} for act as o\nt1 mismanaged o found on 2018-04-20\n"
        assert (admitted(text, held) == ()) == taken

    def test_on_a_partys_own_debt_any_party_may_be_named(self):
        text = "party c1 owes 1.00 since 2018-03-10 for act as o\n"
        assert admitted(f"{text}t1 mismanaged o found on 2018-04-20\n") == ()

    def test_its_debt_and_its_party_must_be_there(self):
        text = "t1 mismanaged x found on 2018-04-20\n"
        assert code(text) == (Code.OBLIGATION_UNKNOWN, "obligation", None)
        row = parse(f"{OWED}t1 mismanaged o found on 2018-04-20\n").findings[0]
        world = World(findings=(replace(row, party=PartyId("nobody")),))
        (found,) = check(existing(HIERARCHY + OWED), world)
        assert (found.refusal.code, found.refusal.path) == (Code.PARTY_UNKNOWN, "party")


@pytest.mark.parametrize(("day", "taken"), [("2018-03-09", False), ("2018-03-10", True)])
def test_a_finding_comes_no_earlier_than_the_debt(day: str, taken: bool):
    """R45, CA 1.3."""
    text = f"{OWED}c1 mismanaged o found on {day}\n"
    assert admitted(text) == () if taken else code(text) == (Code.OUT_OF_ORDER, "foundOn", "CA 1.3")


def test_nothing_comes_in_and_nothing_is_refused():
    assert check(Existing(), World()) == ()
