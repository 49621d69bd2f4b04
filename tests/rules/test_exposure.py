"""What parties answer for in all, without counting one debt twice (R51, S32)."""

from graph.rules.liability import ObligorRole
from tests.rules.asked import HIERARCHY, told, without

RELEASED = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
DEBTS = """
u3 owes 12000.00 since 2018-03-10 for transaction as o1
u4 owes 8000.00 since 2018-03-12 for dispute as o2
u5 owes 3000.00 since 2018-03-12 for act as o3
c1 mismanaged o3 found on 2018-03-20
t1 did not mismanage o1 found on 2018-03-20
t1 did not mismanage o2 found on 2018-03-20
"""
S32 = told(RELEASED + DEBTS, "2018-05-01")


def test_s32_the_distinct_total_counts_each_debt_once():
    found = S32.exposed("c1", "cust:u3", "cust:u5", "t1")
    gross = {each.party: each.gross.fen for each in found.parties}
    assert gross == {"c1": 23000_00, "cust:u3": 12000_00, "cust:u5": 3000_00, "t1": 3000_00}
    assert found.gross_sum == 41000_00
    assert (found.distinct.fen, found.distinct.debts) == (23000_00, 3)


def test_a_party_named_twice_is_asked_about_once():
    assert S32.exposed("c1", "c1").gross_sum == 23000_00


def test_it_is_told_by_role_and_by_cause():
    (found,) = S32.exposed("c1").parties
    roles = {str(role): amount.fen for role, amount in found.by_role}
    assert roles == {"JOINT": 15000_00, "SOLE": 8000_00}
    causes = {str(cause): (amount.fen, amount.debts) for cause, amount in found.by_cause}
    assert causes == {
        "TRANSACTION": (12000_00, 1),
        "ACT": (3000_00, 1),
        "DISPUTE": (8000_00, 1),
    }


def test_what_was_settled_is_outstanding_no_more():
    asked = told(f"{RELEASED}{DEBTS}o1 settled 4000.00 on 2018-04-01 by u3\n", "2018-05-01")
    found = asked.exposed("c1", "cust:u3")
    assert (found.distinct.fen, found.distinct.outstanding) == (23000_00, 19000_00)
    assert [each.gross.outstanding for each in found.parties] == [19000_00, 8000_00]


def test_what_hangs_on_a_finding_or_a_conversion_stands_beside_it():
    text = """
    u3 owes 100.00 since 2018-03-10 for transaction as o1
    u4 owes 7.00 since 2018-03-20 for transaction as o2
    """
    asked = told(RELEASED + text, "2018-05-01")
    tier1, city = asked.exposed("t1", "c1").parties
    assert (tier1.gross.fen, tier1.contingent.fen, tier1.unresolved.fen) == (0, 100_00, 0)
    assert (city.gross.fen, city.contingent.fen, city.unresolved.fen) == (100_00, 0, 7_00)
    assert (city.unresolved.debts, city.unresolved.outstanding) == (1, 7_00)
    assert tier1.by_role[0][0] is ObligorRole.JOINT_CONTINGENT
    assert asked.exposed("t1").distinct.fen == 0


def test_of_a_debt_over_several_days_only_the_days_a_party_answers_for_count():
    text = "u3 owes 30.00 from 2018-03-14 to 2018-03-17 for transaction as o\n"
    asked = told(RELEASED + text, "2018-05-01")
    city, customer = asked.exposed("c1", "cust:u3").parties
    assert (city.gross.fen, customer.gross.fen) == (20_00, 30_00)
    assert asked.exposed("c1", "cust:u3").distinct.fen == 30_00
    assert asked.exposed("c1").distinct.fen == 20_00


def test_a_party_that_answers_for_nothing_is_told_so():
    found = S32.exposed("p3")
    (party,) = found.parties
    assert (party.gross.fen, party.gross.debts, party.by_role, party.by_cause) == (0, 0, (), ())
    assert found.distinct.fen == 0


def test_its_trace_rests_on_the_debts_it_touches_alone():
    touched = {fact.id for fact in S32.exposed("cust:u3").trace.facts}
    assert "o1" in touched
    assert not {"o2", "o3"} & touched
    assert S32.exposed("p3").trace.rules == ("R51",)
    assert S32.exposed("p3").trace.clauses == ("CC 178", "CC 519")
    contingent = told(f"{RELEASED}u3 owes 9.00 since 2018-03-10 for act as o\n", "2018-05-01")
    assert "o" in {fact.id for fact in contingent.exposed("t1").trace.facts}
