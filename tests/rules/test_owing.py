"""What debts come to debt by debt, and the edges that are kept of them (R45, R50, R51, S32)."""

from graph.model import FactId, Heading, Order, Owing, PartyId, Uid
from graph.rules import owing
from graph.rules.answering import Answers
from tests.rules.asked import Asked, told
from tests.rules.test_exposure import DEBTS, RELEASED, S32

TWICE = """
u3 owned by c1
u3 owes 100.00 since 2018-03-10 for transaction as o1
"""


def sums(asked: Asked) -> dict[Heading, Owing]:
    """What all debts come to."""
    found: dict[Heading, Owing] = {}
    for name in asked.debts:
        debt = asked.claim(name)
        owing.added(found, owing.parts(debt) if debt else {})
    return found


def edges(asked: Asked, name: str) -> set[tuple[str, str, str, str | None]]:
    """Party, role and days of the edges of a debt that are known now."""
    found = Answers(asked.histories, 2**53).edges(asked.debts[FactId(name)])
    return {
        (each.heading.party, each.heading.role, str(each.first), each.end and str(each.end))
        for each in found
        if each.until is None
    }


def test_debt_by_debt_comes_to_the_exposure_of_each_party():
    parties = owing.by_party(sums(S32))
    found = [owing.exposed(party, some) for party, some in parties.items()]
    assert {each.party for each in found} == {"c1", "cust:u3", "cust:u5", "t1"}
    for each in found:
        assert (each,) == S32.exposed(each.party).parties
        (place,) = owing.ranked({each.party: parties[each.party]}, Order.GROSS, 0)
        assert place == (-owing.amount(Order.GROSS, each), each.party)


def test_who_answers_twice_for_one_portion_owes_it_once():
    asked = told(RELEASED + TWICE, "2018-05-01")
    party = PartyId("c1")
    found = owing.exposed(party, owing.by_party(owing.parts(asked.owed("o1")))[party])
    assert {str(role): amount.fen for role, amount in found.by_role} == {
        "PRIMARY": 100_00,
        "JOINT": 100_00,
    }
    assert (found.gross.fen, found.gross.debts) == (100_00, 1)


def test_an_edge_ends_on_the_day_on_which_another_finding_is_made():
    assert edges(told(RELEASED + DEBTS), "o3") == {
        ("cust:u5", "PRIMARY", "2018-03-12", None),
        ("c1", "JOINT", "2018-03-12", None),
        ("t1", "JOINT_CONTINGENT", "2018-03-12", "2018-03-20"),
        ("t1", "JOINT", "2018-03-20", None),
    }


def test_an_edge_ends_when_part_of_the_debt_is_paid():
    asked = told(f"{RELEASED}{DEBTS}o2 settled 1.00 on 2018-04-01 by c1\n")
    assert ("c1", "SOLE", "2018-03-12", "2018-04-01") in edges(asked, "o2")
    assert ("c1", "SOLE", "2018-04-01", None) in edges(asked, "o2")


def test_a_debt_that_a_revision_does_not_hold_has_no_edges():
    debt = S32.debts[FactId("o1")]
    assert Answers(S32.histories, -1).edges(debt, (Uid("u3"),)) == set()


def test_what_waits_for_a_finding_is_not_owed():
    parties = owing.by_party(sums(told(RELEASED + TWICE, "2018-05-01")))
    found = owing.exposed(PartyId("t1"), parties[PartyId("t1")])
    assert (found.gross.debts, found.contingent.outstanding) == (0, 100_00)
    assert owing.ranked(parties, Order.CONTINGENT, 0) == [(-100_00, "t1")]
    assert owing.ranked(parties, Order.CONTINGENT, 100_00) == []
