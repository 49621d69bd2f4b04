"""How a trace puts each kind of fact."""

import pytest

from graph import ladder
from graph.model import Fact
from resolvers.saying import Saying, saying

WORLD = ladder.parse("""
t is partner from 2017-04-01 to 2018-03-20 ended by expelled
c is partner from 2017-04-01
c under t as city from 2017-06-01
acme owned by holding named "Acme Trading"
acme under c as resale from 2018-01-01 to 2018-03-16
acme frozen from 2018-04-01
acme paid 100.00 at 2018-03-15T23:59:59 as p1
acme paid -40.00 at 2018-03-20T10:00:00 refunding p1
acme owes 120.00 since 2018-03-10 for dispute as o1
o1 settled 40.00 on 2018-04-01 by c
c mismanaged o1 found on 2018-04-20
c did not mismanage o1 found on 2018-04-21
""")


def of(facts: tuple[Fact, ...], id_: str = "") -> tuple:
    """Kind, subject, object, first day, end, fen and detail of the one fact with such an id."""
    said: list[Saying] = [saying(each) for each in facts if id_ in each.id]
    assert len(said) == 1, said
    days = tuple(day.isoformat() if day else None for day in (said[0].start, said[0].end))
    return said[0].kind.value, said[0].subject, said[0].object, *days, said[0].fen, said[0].detail


def test_every_kind_of_fact_has_its_own_words():
    assert of(WORLD.standings, "standing:t") == (
        *("STANDING", "t", "aliyun", "2017-04-01", "2018-03-20", None, "EXPELLED"),
    )
    assert of(WORLD.tier_links) == ("TIER_LINK", "c", "t", "2017-06-01", None, None, None)
    assert of(WORLD.links) == ("LINK", "acme", "c", "2018-01-01", "2018-03-16", None, "RESALE")
    assert of(WORLD.conditions) == ("CONDITION", "acme", None, "2018-04-01", None, None, "FROZEN")
    assert of(WORLD.accounts, "acme") == (
        *("ACCOUNT", "acme", "holding", None, None, None, "Acme Trading"),
    )
    assert of(WORLD.parties, "holding") == ("PARTY", "holding", None, None, None, None, None)


def test_facts_about_money_say_how_much():
    paid = tuple(each for each in WORLD.payments if not each.refund_of)
    assert of(paid) == ("PAYMENT", "acme", None, "2018-03-15", None, 10_000, None)
    refund = tuple(each for each in WORLD.payments if each.refund_of)
    assert of(refund) == ("PAYMENT", "acme", "p1", "2018-03-20", None, -4_000, None)
    assert of(WORLD.obligations) == (
        *("OBLIGATION", "acme", "aliyun", "2018-03-10", "2018-03-11", 12_000, "DISPUTE"),
    )
    assert of(WORLD.settlements) == ("SETTLEMENT", "c", "o1", "2018-04-01", None, 4_000, None)


def test_a_finding_says_which_way_it_went():
    said = [saying(each) for each in WORLD.findings]
    assert [each.detail for each in said] == ["MISMANAGED", "RULED_OUT"]
    assert {each.object for each in said} == {"o1"}


PAPERS = ladder.parse("""
harbor is partner from 2018-01-05
harbor signed FA on 2018-01-05 in force from 2018-01-08 ended 2018-03-16 total 90.00 as fa1
harbor signed CA on 2018-01-05 as ca1
harbor deposited 5000.00 on 2018-01-10 under fa1 as d1
acme   lets harbor pay from 2018-01-10 to 2018-02-10
harbor violated MR 6.2.7.3 as class 2 acted 2018-02-01 noticed 2018-02-07 causing o1 as v1
harbor was notified of top up on 2018-02-22 about v1 amount 2000.00 as n1
acme   asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST as r1
harbor asked for entry on 2018-01-02 under east as r2
harbor must "tell its customers" since 2018-03-16 under FA 8.4.3 done 2018-03-20 as t1
harbor reached 7 of 10 new customers in 2018-Q1
harbor fee of 2018-03 notified on 2018-04-13 amount 1070.00
r1     has note "The customer telephoned twice."
""")


def test_papers_about_a_party_say_what_they_are():
    assert of(PAPERS.agreements, "fa1") == (
        *("AGREEMENT", "harbor", "aliyun", "2018-01-08", "2018-03-16", 9_000, "FA"),
    )
    assert of(PAPERS.agreements, "ca1")[3:5] == ("2018-01-05", None)
    assert of(PAPERS.violations) == (
        *("VIOLATION", "harbor", "o1", "2018-02-07", None, None, "MR 6.2.7.3"),
    )
    assert of(PAPERS.deposit_entries) == (
        *("DEPOSIT_ENTRY", "harbor", None, "2018-01-10", None, 500_000, "PAID"),
    )
    assert of(PAPERS.notices) == (
        *("NOTICE", "harbor", "v1", "2018-02-22", None, 200_000, "TOP_UP"),
    )


def test_papers_about_an_account_say_what_they_are():
    assert of(PAPERS.authorisations) == (
        *("AUTHORISATION", "acme", "harbor", "2018-01-10", "2018-02-10", None, "PAY"),
    )
    assert of(PAPERS.requests, "r1") == (
        *("REQUEST", "acme", None, "2018-02-12", None, None, "CUSTOMER_REQUEST"),
    )
    assert of(PAPERS.requests, "r2")[2:] == ("east", "2018-01-02", None, None, "ENTRY")
    assert of(PAPERS.tasks) == (
        *("TASK", "harbor", None, "2018-03-16", "2018-03-20", None, "tell its customers"),
    )
    assert of(PAPERS.assessments) == (
        *("ASSESSMENT", "harbor", None, "2018-01-01", None, None, "7/10"),
    )
    assert of(PAPERS.fee_steps) == (
        *("FEE_STEP", "harbor", "2018-03", "2018-04-13", None, 107_000, "NOTIFIED"),
    )
    assert of(PAPERS.notes)[1:] == (
        *("r1", None, None, None, None, "The customer telephoned twice."),
    )


def test_a_fact_of_no_known_kind_is_a_defect():
    with pytest.raises(TypeError, match="expected a kind of fact"):
        saying(Fact(id=WORLD.links[0].id))
