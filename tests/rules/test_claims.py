"""A debt traced to everyone who answers for it, in fen (R45, R50–R52, Q11, Q14; S22–S28)."""

import pytest

from graph.model import FactId, Obligation, ObligationHistory, PartyId
from graph.rules import claims
from tests.rules.asked import HIERARCHY, Asked, d, told, without

RELEASED = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
AGENCY = "u3 owes 12000.00 since 2018-03-10 for transaction as o1\n"
RESALE = "u4 owes 8000.00 since 2018-03-12 for transaction as o2\n"


def owed(text: str, day: str = "2018-05-01", **readings: str) -> Asked:
    """The example after the release of c1, with these debts."""
    return told(RELEASED + text, day, **readings)


class TestScenarios:
    def test_s22_a_debt_from_before_the_release_keeps_all_who_answered_then(self):
        asked = owed(AGENCY)
        assert asked.shares("o1") == {
            ("cust:u3", "PRIMARY"): 12000_00,
            ("c1", "JOINT"): 12000_00,
            ("t1", "JOINT_CONTINGENT"): 12000_00,
        }
        found = asked.owed("o1")
        assert (found.fen, found.settled, found.outstanding) == (12000_00, 0, 12000_00)
        assert [each.requires_tier1_agreement for each in found.shares] == [False, False, True]

    def test_s23_on_the_day_of_release_the_customer_answers_alone(self):
        asked = owed("u3 owes 1.00 since 2018-03-16 for transaction as o\n")
        assert asked.shares("o") == {("cust:u3", "PRIMARY"): 100}

    def test_s24_the_customer_of_a_resale_account_does_not_answer(self):
        assert owed(RESALE).shares("o2") == {
            ("c1", "SOLE"): 8000_00,
            ("t1", "JOINT_CONTINGENT"): 8000_00,
        }

    def test_s26_an_unconverted_resale_account_leaves_it_open(self):
        assert owed("u4 owes 600.00 since 2018-03-20 for transaction as o\n").shares("o") == {
            ("c1", "UNRESOLVED"): 600_00,
            ("cust:u4", "UNRESOLVED"): 600_00,
        }

    @pytest.mark.parametrize(
        ("uid", "expected"),
        [
            ("u1", {("cust:u1", "PRIMARY"): 700, ("t1", "JOINT"): 700}),
            ("u2", {("t1", "SOLE"): 700}),
            ("d0", {("cust:d0", "PRIMARY"): 700}),
        ],
    )
    def test_s27_s28_a_tier_1s_customers_and_a_stranger(self, uid: str, expected: dict):
        asked = owed(f"{uid} owes 7.00 since 2018-03-10 for transaction as o\n")
        assert asked.shares("o") == expected


class TestFindings:
    """Q11: what a finding on bad management changes, from the day it is made."""

    @pytest.mark.parametrize(
        ("day", "role"), [("2018-04-19", "JOINT_CONTINGENT"), ("2018-04-20", "JOINT")]
    )
    @pytest.mark.parametrize("who", ["c1", "t1"])
    def test_it_makes_the_tier_1_joint_from_its_day(self, who: str, day: str, role: str):
        asked = owed(f"{AGENCY}{who} mismanaged o1 found on 2018-04-20\n", day)
        assert ("t1", role) in asked.shares("o1")
        assert (len(asked.owed("o1").trace.facts) == 4) == (role == "JOINT")

    def test_bad_management_ruled_out_frees_the_tier_1(self):
        text = f"{AGENCY}t1 did not mismanage o1 found on 2018-04-20\n"
        assert set(owed(text).shares("o1")) == {("cust:u3", "PRIMARY"), ("c1", "JOINT")}
        assert ("t1", "JOINT") in owed(text, Q11="ALWAYS_JOINT").shares("o1")

    def test_of_several_the_latest_counts(self):
        text = f"""{AGENCY}c1 mismanaged o1 found on 2018-04-20
        c1 did not mismanage o1 found on 2018-04-25
        """
        assert ("t1", "JOINT") in owed(text, "2018-04-24").shares("o1")
        assert not {("t1", "JOINT"), ("t1", "JOINT_CONTINGENT")} & set(owed(text).shares("o1"))

    def test_one_on_somebody_else_or_another_debt_changes_nothing(self):
        text = f"{AGENCY}{RESALE}t2 mismanaged o1 found on 2018-04-20\n"
        assert ("t1", "JOINT_CONTINGENT") in owed(text).shares("o1")
        text = f"{AGENCY}{RESALE}c1 mismanaged o2 found on 2018-04-20\n"
        assert ("t1", "JOINT_CONTINGENT") in owed(text).shares("o1")
        assert ("t1", "JOINT") in owed(text).shares("o2")

    def test_one_not_yet_known_changes_nothing(self):
        text = f"{AGENCY}c1 mismanaged o1 found on 2018-04-20 known from 2018-06-01\n"
        assert ("t1", "JOINT_CONTINGENT") in owed(text).known("2018-05-31").shares("o1")
        assert ("t1", "JOINT") in owed(text).shares("o1")


class TestMoment:
    @pytest.mark.parametrize(("day", "there"), [("2018-03-09", False), ("2018-03-10", True)])
    def test_a_debt_is_there_from_the_day_it_arises(self, day: str, there: bool):
        assert (owed(AGENCY, day).claim("o1") is not None) == there

    def test_a_debt_not_yet_known_is_not_there(self):
        asked = owed(f"{AGENCY[:-1]} known from 2018-04-12\n")
        assert asked.known("2018-04-11").claim("o1") is None
        assert asked.claim("o1") is not None

    def test_of_a_corrected_debt_the_version_known_counts(self):
        text = (
            f"{AGENCY[:-1]} known until 2018-04-12\n{AGENCY[:-1]} known from 2018-04-12 version 2\n"
        )
        asked = owed(text.replace("12000", "9000", 1))
        assert asked.known("2018-04-11").owed("o1").fen == 9000_00
        assert asked.owed("o1").fen == 12000_00

    def test_s10_who_answers_is_as_known(self):
        text = AGENCY.replace("03-10", "03-18")
        late = RELEASED.replace("to 2018-03-16", "to 2018-03-16 known from 2018-04-12")
        asked = told(late + text, "2018-05-01")
        assert len(asked.known("2018-04-11").owed("o1").shares) == 3
        assert len(asked.owed("o1").shares) == 1


class TestRange:
    """Q14: a debt over several days is split by day, and each day goes by its own links."""

    TEXT = "u3 owes 100.01 from 2018-03-14 to 2018-03-17 for transaction as o\n"

    def test_days_with_equal_obligors_are_one_portion(self):
        before, after = owed(self.TEXT).owed("o").portions
        assert (before.interval.start, before.interval.end) == (d("2018-03-14"), d("2018-03-16"))
        assert (after.interval.start, after.interval.end) == (d("2018-03-16"), d("2018-03-17"))
        assert (before.fen, after.fen) == (66_68, 33_33)

    def test_each_answers_for_its_days(self):
        assert owed(self.TEXT).shares("o") == {
            ("cust:u3", "PRIMARY"): 100_01,
            ("c1", "JOINT"): 66_68,
            ("t1", "JOINT_CONTINGENT"): 66_68,
        }

    def test_it_says_by_which_reading_it_was_split(self):
        assert ("Q14", "PAID") in owed(self.TEXT).owed("o").trace.readings
        assert "Q14" not in dict(owed(AGENCY).owed("o1").trace.readings)

    def test_a_payer_pays_first_what_it_answers_for(self):
        text = f"{self.TEXT}o settled 70.00 on 2018-04-01 by c1\n"
        assert [each.outstanding for each in owed(text).owed("o").portions] == [0, 30_01]

    def test_a_payer_that_answers_for_all_pays_the_oldest_first(self):
        text = f"{self.TEXT}o settled 70.00 on 2018-04-01 by cust:u3\n"
        assert [each.outstanding for each in owed(text).owed("o").portions] == [0, 30_01]
        later = self.TEXT.replace("2018-03-14", "2018-03-16").replace("2018-03-17", "2018-03-18")
        text = f"{later}o settled 70.00 on 2018-04-01 by cust:u3\n"
        assert [each.outstanding for each in owed(text).owed("o").portions] == [30_01]


class TestSettlement:
    """R51: what one pays reduces the debt of all."""

    def test_a_part_paid_by_the_customer_is_owed_by_nobody_any_more(self):
        found = owed(f"{AGENCY}o1 settled 4000.00 on 2018-04-01 by u3\n").owed("o1")
        assert (found.settled, found.outstanding) == (4000_00, 8000_00)
        assert {each.outstanding for each in found.shares} == {8000_00}
        assert {each.fen for each in found.shares} == {12000_00}
        assert found.recourse == ()
        assert ("R51" in found.trace.rules, "CC 178" in found.trace.clauses) == (True, True)
        assert "R52" not in found.trace.rules

    @pytest.mark.parametrize(("day", "settled"), [("2018-03-31", 0), ("2018-04-01", 4000_00)])
    def test_it_counts_from_its_day(self, day: str, settled: int):
        found = owed(f"{AGENCY}o1 settled 4000.00 on 2018-04-01 by u3\n", day).owed("o1")
        assert found.settled == settled
        assert ("R51" in found.trace.rules) == bool(settled)

    def test_one_not_yet_known_does_not_count(self):
        text = f"{AGENCY}o1 settled 4000.00 on 2018-04-01 by u3 known from 2018-04-20\n"
        assert owed(text).known("2018-04-19").owed("o1").settled == 0
        assert owed(text).owed("o1").settled == 4000_00

    def test_more_than_was_owed_settles_no_more_than_that(self):
        text = f"""{AGENCY}o1 settled 11000.00 on 2018-04-01 by u3
        o1 settled 2000.00 on 2018-04-02 by c1
        """
        found = owed(text).owed("o1")
        assert (found.settled, found.outstanding) == (12000_00, 0)
        assert [each.fen for each in found.recourse] == [1000_00]


class TestRecourse:
    """R52: under agency the customer bears the debt in the end; under resale the partner."""

    def test_a_partner_that_paid_has_recourse_to_the_customer(self):
        text = f"""{AGENCY}o1 settled 4000.00 on 2018-04-01 by c1
        o1 settled 1000.00 on 2018-04-02 by c1
        """
        found = owed(text).owed("o1")
        (claim,) = found.recourse
        assert (claim.payer, claim.against, claim.fen) == ("c1", "cust:u3", 5000_00)
        assert claim.clauses == ("FA 3.4.4.1", "CC 178", "CC 519")
        assert {"R51", "R52"} <= set(found.trace.rules)
        assert "CC 519" in found.trace.clauses

    def test_a_tier_1_that_paid_for_resale_has_recourse_to_the_city_partner(self):
        text = f"{RESALE}o2 settled 500.00 on 2018-04-01 by t1\n"
        (claim,) = owed(text).owed("o2").recourse
        assert (claim.payer, claim.against, claim.fen) == ("t1", "c1", 500_00)
        assert claim.clauses == ("FA 3.4.4.2", "CC 178", "CC 519")

    def test_where_nobody_is_the_final_bearer_there_is_none(self):
        text = "u4 owes 600.00 since 2018-03-20 for transaction as o\n"
        assert owed(f"{text}o settled 600.00 on 2018-04-01 by c1\n").owed("o").recourse == ()

    def test_several_payers_each_have_their_own(self):
        text = f"""{AGENCY}o1 settled 10.00 on 2018-04-01 by t1
        o1 settled 20.00 on 2018-04-02 by c1
        """
        found = {each.payer: each.fen for each in owed(text).owed("o1").recourse}
        assert found == {"t1": 10_00, "c1": 20_00}


class TestParties:
    """A debt of a party goes by its partner account of the day."""

    TEXT = "party harbor owes 50.00 since {} for act as o\nharbor-1 owned by harbor\n"
    STANDING = """t1 is partner from 2017-04-01
    harbor-1 is partner from 2018-01-05 to 2018-03-16
    harbor-1 under t1 as city from 2018-01-05 to 2018-03-16
    """

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2018-03-15", {("harbor", "SOLE"): 5000, ("t1", "JOINT_CONTINGENT"): 5000}),
            ("2018-03-16", {("harbor", "PRIMARY"): 5000}),
        ],
    )
    def test_with_standing_it_owes_as_a_partner_and_without_as_itself(
        self, day: str, expected: dict
    ):
        asked = told(self.STANDING + self.TEXT.format(day), "2018-05-01")
        assert asked.shares("o") == expected

    @pytest.mark.parametrize("other", ["a", "z"])
    def test_of_several_accounts_the_one_below_a_tier_1_counts(self, other: str):
        """R45: whose city partner a party is does not hang on what its accounts are called."""
        more = f"{other} is partner from 2018-01-05\n{other} owned by harbor\n"
        asked = told(self.STANDING + more + self.TEXT.format("2018-03-15"), "2018-05-01")
        assert asked.shares("o") == {("harbor", "SOLE"): 5000, ("t1", "JOINT_CONTINGENT"): 5000}

    def test_without_an_account_it_owes_alone_through_none(self):
        found = told("party harbor owes 50.00 since 2018-03-16 for act as o\n", "2018-05-01")
        (share,) = found.owed("o").shares
        assert (share.party, share.accounts, share.clauses) == ("harbor", (), ("FA 8.4.1",))
        assert found.owed("o").trace.rules == ("R50",)

    def test_one_that_answers_through_two_accounts_answers_once(self):
        """The customer's account belongs to its partner."""
        text = """t1 is partner from 2017-04-01
        c1 is partner from 2018-01-05
        c1 owned by t1
        c1 under t1 as city from 2018-01-05
        u3 under c1 as agency from 2018-01-10
        """
        asked = told(text + AGENCY, "2018-05-01", Q11="ALWAYS_JOINT")
        assert asked.shares("o1") == {("cust:u3", "PRIMARY"): 12000_00, ("t1", "JOINT"): 12000_00}
        assert asked.owed("o1").shares[1].accounts == ("c1", "t1")


def test_a_share_names_the_accounts_and_clauses_by_which_a_party_answers():
    share = owed(AGENCY).owed("o1").shares[1]
    assert (share.accounts, share.clauses) == (("c1",), ("FA 3.4.4.1",))


def test_a_portion_knows_who_answers_for_it():
    (portion,) = owed(AGENCY).owed("o1").portions
    assert [portion.answers(PartyId(each)) for each in ("c1", "t1", "p3")] == [True, True, False]


def test_a_debt_of_which_nothing_is_recorded_is_none():
    empty = ObligationHistory(())
    asked = owed("")
    assert claims.trace(empty, asked.histories, asked.moment) is None


def test_the_obligation_itself_is_the_first_fact_of_the_trace():
    found = owed(AGENCY).owed("o1")
    assert isinstance(found.trace.facts[0], Obligation)
    assert found.trace.facts[0].id == FactId("o1")
