"""What a partner may do on a customer's account (R10, R16–R18, R42, Q17, Q25, S53)."""

import pytest

from graph.clauses import clause
from graph.model import AccountPapers, Authorisation, AuthorisedAct, FactId, LinkType, Uid
from graph.rules.authorisation import CANDIDATES, Allowed, Judgement, allowed, judge, retyped
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from tests.rules.asked import LATER, at, d, told

WORLD = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05 to 2018-06-01
acme   under harbor as agency from 2018-01-10
birch  under harbor as resale from 2018-01-10
cedar  owned by cust:cedar
"""
FIRST, LAST = "2018-02-01", "2018-03-01"
ACTS = list(AuthorisedAct)


def paper(
    act: AuthorisedAct, partner: str = "harbor", account: str = "acme", known_from: str = FIRST
) -> Authorisation:
    """An authorisation for February 2018."""
    return Authorisation(
        id=FactId(f"authorisation:{account}:{partner}:{act}"),
        account=Uid(account),
        partner=Uid(partner),
        act=act,
        valid_from=d(FIRST),
        valid_to=d(LAST),
        recorded_at=at(known_from),
    )


def known(known_at: str = LATER, **readings: str) -> Known:
    asked = told(WORLD, known_at=known_at, **readings)
    return Known(asked.histories, asked.moment)


def judged(
    act: AuthorisedAct,
    day: str,
    *papers: Authorisation,
    account: str = "acme",
    partner: str = "harbor",
    known_at: str = LATER,
    **readings: str,
) -> Judgement:
    seen = known(known_at, **readings)
    found = judge(act, Uid(account), Uid(partner), AccountPapers(papers), seen, d(day))
    for name in found.trace.clauses:
        assert clause(name).id == name
    return found


def code(found: Judgement) -> str | None:
    return found.refusal and str(found.refusal.code)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("day", "missing"),
    [
        ("2018-01-31", Code.CUSTOMER_AUTHORISATION_MISSING),
        (FIRST, None),
        ("2018-02-28", None),
        (LAST, Code.CUSTOMER_AUTHORISATION_MISSING),
    ],
)
def test_an_agency_account_needs_the_authorisation_of_the_day(
    act: AuthorisedAct, day: str, missing: str | None
):
    found = judged(act, day, paper(act))
    assert code(found) == missing
    assert found.candidate == (CANDIDATES[act] if missing else None)
    assert "R16" in found.trace.rules
    assert (found.by is None) is (missing is not None)


@pytest.mark.parametrize("act", ACTS)
def test_an_authorisation_is_for_one_act_and_one_partner(act: AuthorisedAct):
    others = [paper(other) for other in ACTS if other is not act]
    found = judged(act, FIRST, *others, paper(act, "east"))
    assert code(found) == Code.CUSTOMER_AUTHORISATION_MISSING
    assert found.refusal is not None
    assert found.refusal.clause == "FA 3.4.2.4"
    assert CANDIDATES[act] in found.refusal.message
    assert CANDIDATES[act] in found.trace.clauses


def test_an_authorisation_recorded_late_was_not_known_before():
    late = paper(AuthorisedAct.MANAGE, known_from="2018-02-20")
    before = judged(AuthorisedAct.MANAGE, FIRST, late, known_at="2018-02-19T23:59:59")
    assert code(before) == Code.CUSTOMER_AUTHORISATION_MISSING
    after = judged(AuthorisedAct.MANAGE, FIRST, late, known_at="2018-02-20")
    assert (code(after), after.by) == (None, late)
    assert late in after.trace.facts


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reading", ["AUTHORISED", "FORBIDDEN"])
def test_by_q25_no_authorisation_may_allow_acts_with_money(act: AuthorisedAct, reading: str):
    found = judged(act, FIRST, paper(act), Q25=reading)
    money = act in {AuthorisedAct.PAY, AuthorisedAct.REFUND}
    forbidden = money and reading == "FORBIDDEN"
    assert code(found) == (Code.CUSTOMER_AUTHORISATION_MISSING if forbidden else None)
    assert found.trace.readings == ((("Q25", reading),) if money else ())
    assert ("MR 3.5.3" in found.trace.clauses) is forbidden
    assert found.candidate == (CANDIDATES[act] if forbidden else None)
    assert ("R17" in found.trace.rules) is (act is AuthorisedAct.PAY)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reading", ["AUTHORISED", "FORBIDDEN"])
def test_a_resale_account_is_run_by_its_partner_but_not_handed_on(act: AuthorisedAct, reading: str):
    found = judged(act, FIRST, account="birch", Q25=reading)
    handed = act is AuthorisedAct.TRANSFER
    assert code(found) == (Code.CUSTOMER_AUTHORISATION_MISSING if handed else None)
    assert ("R18" in found.trace.rules) is not handed


@pytest.mark.parametrize("act", ACTS)
def test_only_the_partner_it_is_linked_to_may_act_but_another_may_take_it_over(act: AuthorisedAct):
    found = judged(act, FIRST, paper(act, "east"), partner="east")
    assert code(found) == (None if act is AuthorisedAct.TRANSFER else Code.NOT_LINKED)
    assert found.candidate is None


def test_nothing_is_allowed_on_an_account_that_nobody_has():
    found = judged(AuthorisedAct.MANAGE, FIRST, account="cedar")
    assert code(found) == Code.NOT_LINKED
    assert found.trace.rules == ("R13", "R16")


@pytest.mark.parametrize(("day", "refused"), [("2018-05-31", None), ("2018-06-01", True)])
def test_a_former_partner_may_do_nothing(day: str, refused: bool | None):
    found = judged(AuthorisedAct.MANAGE, day, account="birch")
    assert code(found) == (Code.NOT_A_PARTNER if refused else None)


def test_a_partners_own_account_is_its_own():
    found = judged(AuthorisedAct.REFUND, FIRST, account="harbor")
    assert (code(found), found.by) == (None, None)
    assert found.trace.rules == ("R10", "R42")


def test_an_act_is_allowed_or_refused_as_a_value():
    act = AuthorisedAct.TRANSFER
    papers = AccountPapers((paper(act, "east"),))
    asked = (act, Uid("acme"), Uid("east"))
    found = allowed(*asked, papers, known(), d(FIRST))
    assert isinstance(found, Allowed)
    assert found.by == papers.authorisations[0]
    refused = allowed(*asked, AccountPapers(), known(), d(FIRST))
    assert isinstance(refused, Refusal)
    assert refused.code is Code.CUSTOMER_AUTHORISATION_MISSING
    assert "MR 6.2.7.3" in refused.message


class TestChangeOfType:
    def changed(self, to: LinkType, *papers: Authorisation, **readings: str) -> Allowed | Refusal:
        return retyped(Uid("acme"), to, AccountPapers(papers), known(**readings), d(FIRST))

    def test_ends_the_link_and_begins_another_with_the_customers_authorisation(self):
        found = self.changed(LinkType.RESALE, paper(AuthorisedAct.TRANSFER))
        assert isinstance(found, Allowed)
        assert ("Q17", "END_AND_RELINK") in found.trace.readings
        assert "R13" in found.trace.rules

    def test_needs_that_authorisation(self):
        found = self.changed(LinkType.RESALE, paper(AuthorisedAct.MANAGE))
        assert isinstance(found, Refusal)
        assert found.code is Code.CUSTOMER_AUTHORISATION_MISSING

    def test_is_refused_by_the_other_reading_of_q17(self):
        found = self.changed(LinkType.RESALE, paper(AuthorisedAct.TRANSFER), Q17="FORBID")
        assert isinstance(found, Refusal)
        assert (found.code, found.clause) == (Code.LINK_TYPE_FIXED, "FA 3.4.2.1")

    def test_is_none_to_the_same_type_or_without_a_link(self):
        same = self.changed(LinkType.AGENCY, paper(AuthorisedAct.TRANSFER))
        unlinked = retyped(Uid("cedar"), LinkType.AGENCY, AccountPapers(), known(), d(FIRST))
        codes = [each.code for each in (same, unlinked) if isinstance(each, Refusal)]
        assert codes == [Code.NOT_LINKED] * 2
