"""Who answers for what arises under an account on a day (R40–R45, R48, R50, Q9, Q11–Q13)."""

import pytest

from graph.model import Cause
from graph.rules.liability import ObligorRole
from tests.rules.asked import HIERARCHY, Asked, ladder, told, without

OPEN = f"""{without(HIERARCHY, "c1 under")}
c1 under t1 as city from 2018-01-05 to 2018-03-16
d0 owned by cust:d0
"""
CAUSES = list(Cause)


def cited(asked: Asked, uid: str, day: str, cause: Cause) -> tuple[set[str], set[str]]:
    """Clauses and rules of the trace."""
    trace = asked.liable(uid, day, cause).trace
    return set(trace.clauses), set(trace.rules)


class TestScenarios:
    """S22–S28, on the ladder in which c1 is released on 2018-03-16."""

    @pytest.mark.parametrize(
        ("uid", "day", "expected"),
        [
            ("u3", "2018-03-10", ["cust:u3 PRIMARY", "c1 JOINT", "t1 JOINT_CONTINGENT"]),
            ("u3", "2018-03-15", ["cust:u3 PRIMARY", "c1 JOINT", "t1 JOINT_CONTINGENT"]),
            ("u3", "2018-03-16", ["cust:u3 PRIMARY"]),
            ("u3", "2018-03-17", ["cust:u3 PRIMARY"]),
            ("u4", "2018-03-12", ["c1 SOLE", "t1 JOINT_CONTINGENT"]),
            ("u4", "2018-03-15", ["c1 SOLE", "t1 JOINT_CONTINGENT"]),
            ("u4", "2018-03-16", ["c1 UNRESOLVED", "cust:u4 UNRESOLVED"]),
            ("u4", "2018-03-20", ["c1 UNRESOLVED", "cust:u4 UNRESOLVED"]),
            ("u1", "2018-03-10", ["cust:u1 PRIMARY", "t1 JOINT"]),
            ("u2", "2018-03-10", ["t1 SOLE"]),
            ("d0", "2018-03-10", ["cust:d0 PRIMARY"]),
            ("c1", "2018-03-10", ["c1 SOLE", "t1 JOINT_CONTINGENT"]),
            ("c1", "2018-03-16", ["c1 PRIMARY"]),
            ("t1", "2018-03-10", ["t1 SOLE"]),
            ("u9", "2018-03-10", ["cust:u9 PRIMARY", "p3 JOINT"]),
        ],
    )
    @pytest.mark.parametrize("rows", ["ended", "left open"])
    def test_the_links_of_the_day_decide(self, rows: str, uid: str, day: str, expected: list):
        asked = ladder("s02") if rows == "ended" else told(OPEN)
        assert [" ".join(each) for each in asked.roles(uid, day)] == expected

    def test_a_customer_linked_only_later_answers_alone_before(self):
        asked = ladder("fixture")
        assert asked.roles("u3", "2018-01-09") == [("cust:u3", "PRIMARY")]
        assert ("c1", "JOINT") in asked.roles("u3", "2018-01-10")

    def test_the_day_is_that_of_the_moment_unless_another_is_named(self):
        found = ladder("s02").on("2018-03-15").liable("u3")
        assert (str(found.day), len(found.obligors)) == ("2018-03-15", 3)

    def test_s10_a_release_not_yet_known_changes_nobody_who_answers(self):
        asked = ladder("s10")
        assert len(asked.known("2018-04-11").roles("u3", "2018-03-18")) == 3
        assert asked.known("2018-04-12").roles("u3", "2018-03-18") == [("cust:u3", "PRIMARY")]

    def test_a_tier_1_without_standing_still_answers_for_the_link_that_was_left(self):
        text = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20\n"
        assert ("t1", "JOINT_CONTINGENT") in told(text).roles("u3", "2018-03-20")
        assert ("t1", "JOINT_CONTINGENT") not in told(text, Q7="AUTOMATIC").roles(
            "u3", "2018-03-20"
        )


class TestOwnAccount:
    @pytest.mark.parametrize(
        ("cause", "clauses", "rules"),
        [
            (Cause.TRANSACTION, ("FA 4.2.2",), {"R42"}),
            (Cause.ACT, ("FA 4.2.2",), {"R42"}),
            (Cause.DISPUTE, ("FA 4.2.2",), {"R42"}),
            (Cause.PARTNER_BREACH, ("FA 4.2.7", "FA 7.1.2"), {"R44", "R47"}),
            (Cause.PENALTY, ("MR 6.3",), {"R63"}),
        ],
    )
    def test_a_partner_answers_alone_by_the_clause_of_the_cause(
        self, cause: Cause, clauses: tuple, rules: set
    ):
        asked = ladder("fixture")
        (owed,) = asked.liable("t1", "2018-03-10", cause).obligors
        assert (owed.role, owed.clauses, owed.account) == (ObligorRole.SOLE, clauses, "t1")
        found = cited(asked, "t1", "2018-03-10", cause)
        assert found == ({*clauses, "FA 8.4.1"}, {*rules, "R50"})

    def test_its_standing_comes_before_a_link_that_should_not_be(self):
        text = "t1 is partner from 2017-04-01\np3 is partner from 2018-02-01\n"
        asked = told(f"{text}p3 under t1 as agency from 2017-05-01\n")
        assert asked.roles("p3", "2018-01-31") == [("p3", "PRIMARY"), ("t1", "JOINT")]
        assert asked.roles("p3", "2018-02-01") == [("p3", "SOLE")]


class TestCustomers:
    def test_agency_names_the_customer_first_and_the_partner_with_it(self):
        found = ladder("fixture").liable("u1", "2018-03-10")
        customer, partner = found.obligors
        assert (customer.account, partner.account) == ("u1", "t1")
        assert customer.clauses == partner.clauses == ("FA 3.4.4.1",)
        assert not partner.requires_tier1_agreement
        assert found.trace.rules == ("R40", "R50")
        assert found.trace.readings == ()

    def test_resale_names_the_partner_alone(self):
        found = ladder("fixture").liable("u2", "2018-03-10")
        assert [each.clauses for each in found.obligors] == [("FA 3.4.4.2",)]
        assert found.trace.clauses == ("FA 3.4.4.2", "FA 8.4.1")
        assert found.trace.rules == ("R41", "R50")

    @pytest.mark.parametrize("cause", CAUSES)
    def test_q12_a_dispute_is_joint_as_all_else_and_says_by_which_reading(self, cause: Cause):
        found = ladder("fixture").liable("u1", "2018-03-10", cause)
        assert [str(each.role) for each in found.obligors] == ["PRIMARY", "JOINT"]
        reading = (("Q12", "AGENCY_JOINT"),) if cause is Cause.DISPUTE else ()
        assert found.trace.readings == reading

    def test_a_breach_lets_aliyun_pursue_both_by_name(self):
        found = ladder("fixture").liable("u1", "2018-03-10", Cause.PARTNER_BREACH)
        assert {each.clauses for each in found.obligors} == {("FA 3.4.4.1", "FA 4.2.7")}
        assert "R44" in found.trace.rules

    def test_an_account_without_a_link_answers_by_survival_alone(self):
        found = ladder("fixture").liable("d0", "2018-03-10")
        assert [each.clauses for each in found.obligors] == [("FA 8.4.1",)]
        assert found.trace.rules == ("R50",)

    def test_what_a_release_took_is_named(self):
        found = told(OPEN).liable("u3", "2018-03-16")
        assert "CA 2.3.2②" in found.trace.clauses
        assert "tier:c1:t1:2018-01-05" in {fact.id for fact in found.trace.facts}


class TestWaitingResale:
    """Q9: who answers for a released resale account that is not converted yet."""

    @pytest.mark.parametrize(
        ("reading", "expected"),
        [
            ("UNRESOLVED", [("c1", "UNRESOLVED"), ("cust:u4", "UNRESOLVED")]),
            ("FORMER_PARTNER", [("c1", "SOLE")]),
            ("CUSTOMER", [("cust:u4", "PRIMARY")]),
        ],
    )
    def test_s26_each_reading_names_its_own(self, reading: str, expected: list):
        asked = ladder("s02", Q9=reading)
        assert asked.roles("u4", "2018-03-20") == expected
        trace = asked.liable("u4", "2018-03-20").trace
        assert trace.readings == (("Q9", reading),)
        assert trace.clauses == ("MR 7.3.5", "FA 8.4.3")
        assert trace.rules == ("R110",)

    @pytest.mark.parametrize("reading", ["UNRESOLVED", "FORMER_PARTNER", "CUSTOMER"])
    def test_it_changes_nothing_before_the_release_nor_for_agency(self, reading: str):
        asked = ladder("s02", Q9=reading)
        assert asked.roles("u4", "2018-03-15")[0] == ("c1", "SOLE")
        assert asked.roles("u3", "2018-03-16") == [("cust:u3", "PRIMARY")]

    def test_once_converted_the_customer_answers(self):
        asked = told(f"{OPEN}u4 converted from 2018-03-19\n")
        assert asked.roles("u4", "2018-03-18")[0] == ("c1", "UNRESOLVED")
        assert asked.roles("u4", "2018-03-19") == [("cust:u4", "PRIMARY")]

    def test_resale_of_the_tier_1_itself_waits_the_same(self):
        assert ladder("s04").roles("u2", "2018-03-20") == [
            ("t1", "UNRESOLVED"),
            ("cust:u2", "UNRESOLVED"),
        ]


class TestTier1:
    """R45: joint only for bad management (CA 1.3, CA 1.4, Q11)."""

    def test_it_answers_contingently_and_its_own_contract_must_be_looked_at(self):
        found = ladder("fixture").liable("u3", "2018-03-10")
        above = found.obligors[-1]
        assert (above.party, above.account) == ("t1", "t1")
        assert above.role is ObligorRole.JOINT_CONTINGENT
        assert above.requires_tier1_agreement
        assert above.clauses == ("CA 1.3", "CA 1.4")
        assert ("Q11", "CONTINGENT") in found.trace.readings
        assert "R45" in found.trace.rules

    @pytest.mark.parametrize("uid", ["c1", "u3", "u4"])
    def test_q11_read_strictly_it_is_always_joint(self, uid: str):
        asked = ladder("fixture", Q11="ALWAYS_JOINT")
        assert asked.roles(uid, "2018-03-10")[-1] == ("t1", "JOINT")

    def test_q11_does_not_touch_what_is_not_under_a_city_partner(self):
        asked = ladder("fixture", Q11="ALWAYS_JOINT")
        assert asked.roles("u8", "2018-03-10") == [("cust:u8", "PRIMARY"), ("t2", "JOINT")]

    def test_q13_a_breach_of_the_city_partner_itself_binds_the_tier_1_by_the_other_reading(self):
        default, other = ladder("fixture"), ladder("fixture", Q13="TIER1")
        asked = ("c1", "2018-03-10", Cause.PARTNER_BREACH)
        assert default.roles(*asked)[-1] == ("t1", "JOINT_CONTINGENT")
        assert other.roles(*asked)[-1] == ("t1", "JOINT")
        assert other.liable(*asked).obligors[-1].clauses == ("CA 2.4",)
        assert default.liable(*asked).obligors[-1].clauses == ("CA 1.3", "CA 1.4")
        clauses, rules = cited(default, *asked)
        assert "CA 2.4" in clauses
        assert {"R45", "R48"} <= rules
        assert ("Q13", "CITY_PARTNER") in default.liable(*asked).trace.readings

    @pytest.mark.parametrize(
        ("uid", "cause"), [("u3", Cause.PARTNER_BREACH), ("c1", Cause.TRANSACTION)]
    )
    def test_q13_is_about_nothing_else(self, uid: str, cause: Cause):
        found = ladder("fixture", Q13="TIER1").liable(uid, "2018-03-10", cause)
        assert found.obligors[-1].role is ObligorRole.JOINT_CONTINGENT
        assert "Q13" not in dict(found.trace.readings)
        assert "R48" not in found.trace.rules

    def test_both_readings_together_name_the_clause_of_the_breach(self):
        asked = ladder("fixture", Q11="ALWAYS_JOINT", Q13="CITY_PARTNER")
        above = asked.liable("c1", "2018-03-10", Cause.PARTNER_BREACH).obligors[-1]
        assert (above.role, above.clauses) == (ObligorRole.JOINT, ("CA 1.3", "CA 1.4"))
