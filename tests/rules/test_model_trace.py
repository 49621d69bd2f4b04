"""A trace names facts, clauses, rules and readings, each once, in the order of first use (I9)."""

from graph.model import FactId, Party, Trace, cite, join
from graph.readings import Q7, Q14

A, B = (Party(id=FactId(name)) for name in "ab")


def test_parts_are_cited_as_they_are_given():
    found = cite(facts=[A], clauses=["CA 1.3"], rules=["R12"], readings=[Q7.DECISION])
    assert found == Trace((A,), ("CA 1.3",), ("R12",), (("Q7", "DECISION"),))
    assert cite() == Trace()


def test_two_together_name_each_entry_once_in_the_order_of_first_use():
    one = cite(facts=[A], clauses=["CA 1.3", "CA 1.4"], rules=["R12"], readings=[Q7.DECISION])
    two = cite(facts=[B, A], clauses=["CA 1.4", "FA 2.1.6"], rules=["R12", "R13"])
    both = one + two
    assert both.facts == (A, B)
    assert both.clauses == ("CA 1.3", "CA 1.4", "FA 2.1.6")
    assert both.rules == ("R12", "R13")
    assert both.readings == (("Q7", "DECISION"),)


def test_any_number_can_be_joined_and_none_is_empty():
    one, two = cite(readings=[Q7.AUTOMATIC]), cite(readings=[Q14.PAID, Q7.AUTOMATIC])
    assert join([one, two, one]).readings == (("Q7", "AUTOMATIC"), ("Q14", "PAID"))
    assert join([]) == Trace()
    assert join(iter([one])) == one


def test_two_versions_of_a_fact_are_both_named():
    second = Party(id=FactId("a"), version=2)
    assert (cite(facts=[A]) + cite(facts=[second])).facts == (A, second)
