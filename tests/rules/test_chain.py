"""The ways from a debt to everyone who answers for it, by the links of each day (R40–R50, Q9)."""

from graph.model import Interval
from graph.rules import chain
from graph.rules.chain import Chain, Edge, Place, Tie
from graph.rules.standing import Known
from tests.rules.asked import d
from tests.rules.test_claims import AGENCY, RESALE, owed


def drawn(text: str, id_: str, day: str = "2018-05-01", **readings: str) -> Chain:
    """The chain of a debt beside the hierarchy."""
    asked = owed(text, day, **readings)
    debt = asked.owed(id_)
    party = debt.obligation.party
    histories = asked.histories
    owned = tuple(uid for uid, each in histories.items() if each.account.owner == party)
    return chain.drawn(Known(histories, asked.moment), debt, owned)


def ways(found: Chain) -> set[tuple[str, str]]:
    """Each way as the keys it passes, and the role at its end."""
    keys = {node.id: node.key for node in found.nodes}
    return {(" ".join(keys[at] for at in each.nodes), each.role) for each in found.paths}


def edge(found: Chain, tie: Tie) -> Edge:
    """The one edge of a kind."""
    (one,) = [each for each in found.edges if each.tie is tie]
    return one


def test_an_agency_debt_leads_to_customer_partner_and_tier1():
    found = drawn(AGENCY, "o1")
    assert ways(found) == {
        ("o1 u3 cust:u3", "PRIMARY"),
        ("o1 u3 c1 c1", "JOINT"),
        ("o1 u3 c1 t1 t1", "JOINT_CONTINGENT"),
    }
    assert {(node.key, node.place): node.depth for node in found.nodes} == {
        ("o1", Place.OBLIGATION): 0,
        ("u3", Place.ACCOUNT): 1,
        ("cust:u3", Place.PARTY): 2,
        ("c1", Place.CITY_PARTNER): 2,
        ("c1", Place.PARTY): 3,
        ("t1", Place.TIER1): 3,
        ("t1", Place.PARTY): 4,
    }
    link = edge(found, Tie.LINK)
    assert link.effect is not None
    assert link.effect.interval.end == d("2018-03-16")
    assert link.days == (Interval(d("2018-03-10"), d("2018-03-11")),)


def test_what_each_answers_for_is_what_its_share_says():
    asked = owed(AGENCY + "o1 settled 4000.00 on 2018-04-01 by c1\n")
    debt = asked.owed("o1")
    found = chain.drawn(Known(asked.histories, asked.moment), debt)
    said = {
        (each.target, each.answer.role): (each.answer.fen, each.answer.outstanding)
        for each in found.edges
        if each.answer
    }
    assert said == {
        (f"PARTY:{each.party}", each.role): (each.fen, each.outstanding) for each in debt.shares
    }


def test_of_a_resale_debt_the_customer_is_only_passed():
    found = drawn(RESALE, "o2")
    assert ways(found) == {("o2 u4 c1 c1", "SOLE"), ("o2 u4 c1 t1 t1", "JOINT_CONTINGENT")}


def test_an_unconverted_account_leads_to_both_candidates():
    text = "u4 owes 600.00 since 2018-03-20 for transaction as o\n"
    found = drawn(text, "o")
    assert ways(found) == {("o u4 c1 c1", "UNRESOLVED"), ("o u4 cust:u4", "UNRESOLVED")}
    assert edge(found, Tie.FORMER_LINK).effect is not None
    places = {node.key: node.place for node in found.nodes if node.place is not Place.PARTY}
    assert places["c1"] is Place.PARTNER
    assert ways(drawn(text, "o", Q9="CUSTOMER")) == {("o u4 cust:u4", "PRIMARY")}


def test_a_partners_own_debt_goes_by_its_own_account():
    found = drawn("t1 owes 7.00 since 2018-03-10 for act as o\n", "o")
    assert ways(found) == {("o t1 t1", "SOLE")}
    assert {node.place for node in found.nodes} == {
        Place.OBLIGATION,
        Place.PARTNER,
        Place.PARTY,
    }


def test_a_city_partners_own_debt_leads_on_to_its_tier1():
    found = drawn("c1 owes 7.00 since 2018-03-10 for act as o\n", "o")
    assert ways(found) == {("o c1 c1", "SOLE"), ("o c1 t1 t1", "JOINT_CONTINGENT")}


def test_a_tier1_that_is_both_near_and_far_is_drawn_near_and_as_the_tier1_it_was():
    near, far = "v under {} as agency from 2018-02-01 to 2018-03-05\n", "from 2018-03-05"
    debt = "v owes 10.00 from 2018-03-01 to 2018-03-11 for transaction as o\n"
    for first, then in (("t1", "c1"), ("c1", "t1")):
        text = f"{near.format(first)}v under {then} as agency {far}\n{debt}"
        nodes = {(each.key, each.place): each.depth for each in drawn(text, "o").nodes}
        assert nodes["t1", Place.TIER1] == 2
        assert nodes["t1", Place.PARTY] == 3
        assert nodes["c1", Place.CITY_PARTNER] == 2


def test_only_what_a_tier1_answers_for_asks_for_its_own_agreement():
    answers = [each.answer for each in drawn(AGENCY, "o1").edges if each.answer]
    assert {each.role: each.requires_tier1_agreement for each in answers} == {
        "PRIMARY": False,
        "JOINT": False,
        "JOINT_CONTINGENT": True,
    }


def test_a_party_without_an_account_answers_straight():
    found = drawn("party cust:u3 owes 7.00 since 2018-03-10 for act as o\n", "o")
    assert ways(found) == {("o cust:u3", "PRIMARY")}


def test_a_range_of_days_goes_two_ways_each_on_its_days():
    found = drawn("u3 owes 31.00 from 2018-03-01 to 2018-04-01 for dispute as o\n", "o")
    march = Interval(d("2018-03-01"), d("2018-04-01"))
    assert edge(found, Tie.OWES).days == (march,)
    assert edge(found, Tie.TIER_LINK).days == (Interval(march.start, d("2018-03-16")),)
    own = [each for each in found.paths if each.role == "PRIMARY"]
    assert chain.spans(day for each in own for span in each.days for day in span.days()) == (march,)
    assert sum(each.answer.fen for each in found.edges if each.answer) == 31_00 + 2 * 15_00


def test_ids_are_told_apart_and_stay_the_same():
    first, second = drawn(AGENCY, "o1"), drawn(AGENCY, "o1", day="2018-04-01")
    assert [each.id for each in first.nodes] == [each.id for each in second.nodes]
    names = [each.id for each in (*first.nodes, *first.edges)]
    assert len(set(names)) == len(names)
