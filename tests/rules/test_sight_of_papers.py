"""What a viewer sees of cash, debts and papers."""

from datetime import date
from typing import Any

import pytest

from graph import ladder
from graph.model import (
    FactId,
    Interval,
    Note,
    PartyId,
    Role,
    Uid,
    Viewer,
)
from graph.rules import sight
from graph.rules.sight import Days, single
from graph.rules.sight.clipping import span
from tests.property.questions import obligations_of
from tests.rules.looking import BRANCH, Look, days

CASH = (
    BRANCH
    + """
acme paid 1.00 at 2018-03-15T12:00:00 as before
acme paid 2.00 at 2018-03-16T12:00:00 as after
acme paid 3.00 at 2018-04-01T12:00:00 used from 2018-03-10 to 2018-03-20 as spent
acme paid 4.00 at 2018-04-02T12:00:00 used 2018-03-11 as once
acme paid -0.50 at 2018-04-03T12:00:00 refunding before as back
acme paid -0.50 at 2018-04-04T12:00:00 refunding after as later
"""
)


def test_payments_are_seen_by_the_day_of_payment_or_use_and_refunds_with_what_they_refund():
    look = Look(CASH, "east")
    paid = look.world.payments
    every = {each.id: (each,) for each in paid}
    assert [each.id for each in sight.payments(look.sight, paid, every)] == [
        "before",
        "spent",
        "once",
        "back",
    ]
    alone = [each for each in paid if each.id == "back"]
    assert sight.payments(look.sight, alone, {}) == ()
    assert single(look.sight, alone[0], (), every) == alone[0]


DEBTS = (
    BRANCH
    + """
acme owes 10.00 since 2018-03-15 for transaction as o1
acme owes 20.00 since 2018-03-16 for transaction as o2
party harbor owes 30.00 since 2018-02-01 for partner breach as o3
party cust:birch owes 40.00 since 2018-02-01 for act as o4
o1 settled 1.00 on 2018-06-01 by harbor
o1 settled 2.00 on 2018-06-02 by west
harbor mismanaged o1 found on 2018-06-03
west mismanaged o1 found on 2018-06-04
"""
)


def test_a_debt_is_seen_by_the_days_on_which_it_arose():
    look = Look(DEBTS, "east")
    debts = {id_: sight.debt(look.sight, each) for id_, each in obligations_of(look.world).items()}
    assert [id_ for id_, each in debts.items() if each] == ["o1", "o3"]
    owed = debts[FactId("o1")]
    assert owed is not None
    assert [each.by for each in owed.settlements] == ["harbor", ""]
    assert [each.party for each in owed.findings] == ["harbor"]


def test_a_partys_own_debt_is_not_seen_where_others_answer_for_it_elsewhere():
    text = DEBTS + "quay owned by harbor\nquay under west as agency from 2018-01-10\n"
    look = Look(text, "east")
    assert sight.debt(look.sight, obligations_of(look.world)[FactId("o3")]) is None
    own = Look(text, "harbor")
    assert sight.debt(own.sight, obligations_of(own.world)[FactId("o3")]) is not None


def test_matters_of_a_party_are_seen_by_whoever_sees_all_its_partner_accounts():
    assert Look(DEBTS, "harbor").sight.owned_by(PartyId("harbor")).end is None
    assert Look(DEBTS, "east").sight.owned_by(PartyId("harbor")).end == days("2018-03-16")
    assert not Look(DEBTS, "east").sight.owned_by(PartyId("cust:birch"))
    text = DEBTS + "pier owned by harbor\npier is partner from 2018-01-01\n"
    assert not Look(text, "east").sight.owned_by(PartyId("harbor"))
    assert Look(text, "harbor", "pier").sight.owned_by(PartyId("harbor")).end is None
    both = text + "pier under east as city from 2018-02-01 to 2018-04-01\n"
    assert Look(both, "east").sight.owned_by(PartyId("harbor")).end == days("2018-04-01")


def test_single_facts_of_a_debt_are_seen_with_it():
    look = Look(DEBTS, "east")
    paid, other = look.world.settlements
    assert single(look.sight, paid, {"o1"}, {}) == paid
    assert single(look.sight, other, {"o1"}, {}).by == ""  # type: ignore[union-attr]
    assert single(look.sight, paid, (), {}) is None
    good, hidden = look.world.findings
    assert single(look.sight, good, {"o1"}, {}) == good
    assert single(look.sight, hidden, {"o1"}, {}) is None
    first, second = (each for each in look.world.obligations if each.account == "acme")
    assert single(look.sight, first, (), {}) == first
    assert single(look.sight, second, (), {}) is None


PAPERS = (
    BRANCH
    + """
acme lets harbor manage from 2018-01-10
acme lets west manage from 2018-02-01
acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST by party x as r1
acme asked for move on 2018-02-14 to west as r2
acme asked for conversion on 2018-03-16 as r3
acme must "tell" since 2018-03-01 under FA 8.4.3 for birch as t1
acme must "tell" since 2018-03-02 under FA 8.4.3 for west as t2
harbor fee of 2018-02 notified on 2018-03-10 as f1
harbor fee of 2018-03 notified on 2018-04-10 as f2
harbor signed FA on 2018-01-05 sealed 2018-01-08 term to 2018-12-31 as fa1
harbor signed CA on 2018-04-01 as ca1
harbor violated MR 6.2.7.3 as class 2 reported 2018-02-05 by west noticed 2018-02-07 as v1
harbor deposited 5000.00 on 2018-01-10 as d1
harbor was notified of top up on 2018-02-22 as n1
harbor was notified of top up on 2018-02-23 from west as n2
harbor was notified of top up on 2018-03-23 as n3
"""
)


def ids(papers: Any) -> list[str]:
    return [each.id for each in papers]


def test_papers_are_seen_by_their_days_and_hide_whom_the_viewer_does_not_see():
    look = Look(PAPERS, "east")
    found = look.papers("acme")
    assert [each.partner for each in found.authorisations] == ["harbor"]
    assert ids(found.requests) == ["r1"]
    assert found.requests[0].applied_by is None
    assert ids(found.tasks) == ["t1"]
    assert ids(look.papers("harbor").fee_steps) == ["f1"]
    about = look.party_papers("harbor")
    assert ids(about.agreements) == ["fa1"]
    assert about.violations[0].reported_by is None
    assert ids(about.deposit_entries) == ["d1"]
    assert ids(about.notices) == ["n1"]


def test_ones_own_papers_are_seen_whole():
    look = Look(PAPERS, "acme", "harbor")
    assert len(look.papers("acme").authorisations) == 2
    assert ids(look.papers("acme").requests) == ["r1", "r2", "r3"]
    assert ids(look.party_papers("harbor").agreements) == ["ca1", "fa1"] or ids(
        look.party_papers("harbor").agreements
    ) == ["fa1", "ca1"]


@pytest.mark.parametrize("id_", ["r1", "v1"])
def test_a_single_paper_is_seen_as_among_the_others(id_):
    look = Look(PAPERS, "east")
    every = (*look.world.requests, *look.world.violations)
    (paper,) = (each for each in every if each.id == id_)
    assert single(look.sight, paper, (), {}) is not None
    assert single(Look(PAPERS, "birch").sight, paper, (), {}) is None


def test_a_single_link_is_seen_as_among_the_others():
    look = Look(PAPERS, "east")
    for link in look.world.links:
        shown = single(look.sight, link, (), {})
        assert (shown is not None) is (link.partner != "west")


def test_a_note_is_seen_by_who_wrote_it():
    note = Note(id=FactId("n"), subject="acme", text="…", recorded_by="me")
    assert single(Look(BRANCH, name="me").sight, note, (), {}) == note
    assert single(Look(BRANCH, name="you").sight, note, (), {}) is None


def test_a_paper_stands_as_it_did_when_ones_days_were_over():
    text = BRANCH + (
        "acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST as r1"
        " known until 2018-04-02\n"
        "acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST withdrawn 2018-04-01"
        " as r1 version 2 known from 2018-04-02\n"
        "acme asked for exit on 2018-04-03 as r2\n"
    )
    (request,) = Look(text, "east").papers("acme").requests
    assert (request.version, request.superseded_at, request.withdrawn_on) == (1, None, None)


def test_whoever_sold_an_account_again_is_told_of_its_conversion():
    text = BRANCH + "birch converted from 2018-05-01\nacme closed from 2018-05-01\n"
    look = Look(text, "east")
    assert [each.condition for each in look.account("birch").conditions] == ["CONVERTED"]
    assert look.account("acme").conditions == ()


def test_the_days_of_a_paper_go_on_as_long_as_it_does():
    text = """
    east is partner from 2017-04-01
    east signed FA on 2017-03-20 as open
    east signed FA on 2017-03-20 sealed 2017-03-25 term to 2018-12-31 as closed
    east must "a" since 2018-03-01 under FA 8.4.3 as going
    east must "b" since 2018-03-01 under FA 8.4.3 done 2018-03-05 as done
    """
    world = ladder.parse(text)
    spans = {each.id: span(each) for each in (*world.agreements, *world.tasks)}
    assert spans == {
        "open": Interval(days("2017-03-20")),
        "closed": Interval(days("2017-03-20"), days("2019-01-01")),
        "going": Interval(days("2018-03-01")),
        "done": Interval(days("2018-03-01"), days("2018-03-06")),
    }
    assert span(Note(id=FactId("n"), subject="x", text="y")) == Interval(date.min)


def test_whoever_looks_down_from_aliyun_sees_everything():
    assert not Viewer("all", Role.VIEWER, (Uid("aliyun"),)).bounded
    assert Viewer("none", Role.VIEWER).bounded
    assert not Viewer("risk", Role.RISK).bounded
    assert Viewer("risk", Role.RISK, (Uid("east"),)).bounded


def test_days_end_with_the_last_of_them():
    first, second = Interval(days("2018-01-01"), days("2018-02-01")), Interval(days("2018-03-01"))
    assert Days((first,)).end == days("2018-02-01")
    assert Days((first, second)).end is None
    assert Days().end == date.min
    assert not Days()
