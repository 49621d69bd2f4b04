"""A dry run shows accounts, money and papers as the real run then shows them (S58), and why."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.changing import Desk, at

pytestmark = pytest.mark.anyio

EVENTS = "events { edges { node { seq kind subjects revision hash } } }"
ABOVE = (
    "lineage { role above { uid } partner { uid } tier1 { uid } trace { facts { id version } } }"
)
OWES = """
obligations { edges { node { id liability {
  outstanding { amount } obligors { role party { partyId } } trace { facts { id version } }
} } } }
"""
ACCOUNT = f"""
uid role lifecycle identity name externalId {ABOVE}
formerPartner {{ uid }}
standings {{ from to version }} tierLinks {{ from to version }}
links {{ id version from to effective {{ from to }} cutBy {{ id version }} source }}
conditions {{ condition from to }}
children {{ edges {{ node {{ uid {ABOVE} }} }} }}
attribution {{ status directPartner {{ uid }} feeHolder {{ uid }} }}
liability {{ obligors {{ role party {{ partyId }} }} }}
{OWES}
requests {{ edges {{ node {{
  requestId version state nextSteps {{ name }} preview {{ ... on DetachmentPlan {{
    planHash money {{ month amount {{ amount }} }} survivingDebts {{ obligation {{ id }} }}
  }} }}
}} }} }}
authorisations {{ authorisationId act days {{ from to }} }}
entitledStandings {{ days {{ from to }} }}
tasks {{ taskId version doneOn }}
notes {{ text recordedBy }}
assessments {{ newCustomers outcome }}
certification {{ state }}
{EVENTS}
"""
PARTY = f"""
partyId name kind accounts {{ uid name }} {EVENTS}
agreements {{ kind signedOn sealedOn }}
notes {{ text }}
violations {{ ... on ViolationRecord {{
  counting penalties {{ amount }} outstanding {{ amount }} trace {{ facts {{ id version }} }}
}} }}
deposit {{ ... on Deposit {{
  balance {{ amount }} shortfall {{ amount }} claim {{ amount }} entries {{ move on }}
}} }}
exposure {{ outstanding {{ amount }} }}
"""
ALL = f"{ACCOUNT} owner {{ {PARTY} }} partner {{ {ACCOUNT} owner {{ {PARTY} }} }}"
LINKED = f"... on CustomerLinkChanged {{ account {{ {ALL} }} links {{ id version to }} }}"
WRITTEN = f"""
... on FactsWritten {{
  facts {{ id version }} account {{ {ALL} }} party {{ {PARTY} }}
  obligation {{ id liability {{ outstanding {{ amount }} obligors {{ role }} }} }}
}}
"""
ROWS = f"... on RowsDone {{ rows {{ facts }} accounts {{ {ALL} }} }}"
REQUEST = f"""
... on RequestChanged {{
  request {{ requestId version state earliest hindrances {{ name met }} account {{ {ALL} }} }}
}}
"""
NOTICE = f"... on NoticeRecorded {{ notice {{ noticeId version party {{ {PARTY} }} }} }}"
ACT = """
... on Act {
  revision recordedAt
  trace { rules clauses { id } readings { question } facts { id version } }
  events { seq kind hash prevHash revision actor subjects clauses { id } }
}
"""
LINES = """
u3 owes 100.00 since 2018-03-10 for transaction as debt
p3 violated MR 6.2.7.3 as class 2 acted 2018-02-05 reported 2018-02-06 as v1
p3 signed FA on 2017-04-01 as fa
p3 deposited 5000.00 on 2017-04-05 as dep
u9 lets p3 pay from 2018-01-01 fact allow
u5 asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST notice received 2018-02-13 as asked
d1 named "Dune"
d2 named "Drift"
p3 must "tell its customers" since 2018-03-16 under FA 8.4.3 as duty
""".splitlines()
LINK = {"kind": "LINK", "id": "link:u3:c1:2018-01-10", "subject": "u3", "reason": "misread"}
PAYMENT = {"id": "p", "account": "u5", "paidAt": "2018-04-20T00:00:00+08:00", "amount": "70"}
REFUND = PAYMENT | {"id": "r", "paidAt": "2018-04-21T00:00:00+08:00", "amount": "-20"}

CHANGES: list[tuple[str, str, dict[str, Any]]] = [
    ("linkCustomerAccount", LINKED, {"account": "d0", "partner": "c1", "type": "RESALE"}),
    ("endCustomerLink", LINKED, {"account": "u4", "effectiveOn": "2018-03-16"}),
    ("renameAccount", WRITTEN, {"account": "u8", "name": "Fir"}),
    ("recordStanding", WRITTEN, {"account": "d1", "effectiveOn": "2018-04-01"}),
    ("recordStandingLoss", WRITTEN, {"account": "t2", "effectiveOn": "2018-04-20"}),
    (
        "admitCityPartner",
        WRITTEN,
        {
            "city": "d2",
            "tier1": "t1",
            "appliedOn": "2018-04-10",
            "approvedOn": "2018-04-11",
            "frameworkSignedOn": "2018-04-12",
            "cityAgreementOn": "2018-04-13",
        },
    ),
    (
        "registerAccounts",
        ROWS,
        {"rows": [{"uid": "fir-1", "owner": "fir", "ownerName": "Fir", "name": "One"}]},
    ),
    ("convertResaleAccount", WRITTEN, {"account": "u4", "effectiveOn": "2018-04-01"}),
    ("requestMove", REQUEST, {"account": "u8", "toPartner": "p3", "appliedOn": "2018-04-20"}),
    (
        "requestDetachment",
        REQUEST,
        {"account": "c2", "ground": "CITY_APPLICATION", "noDisputeConfirmedOn": "2018-05-01"},
    ),
    ("answerRequest", REQUEST, {"request": "asked", "effectiveOn": "2018-02-14"}),
    ("recordNotice", NOTICE, {"party": "p3", "kind": "TOP_UP", "receivedOn": "2018-02-22"}),
    ("recordPayments", ROWS, {"rows": [PAYMENT, REFUND | {"refundOf": "p"}]}),
    (
        "recordObligation",
        WRITTEN,
        {"id": "o2", "account": "u4", "occurredOn": "2018-03-12", "amount": "80"},
    ),
    ("settleObligation", WRITTEN, {"obligation": "debt", "by": "c1", "amount": "40"}),
    ("recordFinding", WRITTEN, {"obligation": "debt", "party": "c1", "mismanaged": True}),
    ("recordViolationStep", WRITTEN, {"violation": "v1", "noticedOn": "2018-02-07"}),
    ("recordDepositEntry", WRITTEN, {"party": "p3", "move": "DEDUCTED", "amount": "100"}),
    ("recordAgreementStep", WRITTEN, {"agreement": "fa", "sealedOn": "2017-04-03"}),
    ("recordAuthorisation", WRITTEN, {"account": "u9", "partner": "p3", "act": "REFUND"}),
    ("endAuthorisation", WRITTEN, {"account": "u9", "id": "allow"}),
    (
        "recordAssessment",
        WRITTEN,
        {"account": "p3", "quarter": "2018-01-01", "newCustomers": 7, "minimum": 10},
    ),
    ("completeTask", WRITTEN, {"task": "duty"}),
    ("annotate", WRITTEN, {"subject": "u9", "text": "called"}),
    ("correctFact", WRITTEN, LINK | {"set": [{"name": "validFrom", "value": "2018-01-11"}]}),
    ("retractFact", WRITTEN, LINK),
]


U3 = "link:u3:c1:2018-01-10"
TRACES = {
    "linkCustomerAccount": ("R13", "standing:c1:2018-01-05"),
    "endCustomerLink": ("R112", "link:u4:c1:2018-01-10"),
    "renameAccount": ("R10", "u8"),
    "recordStanding": ("R10 R11", ""),
    "recordStandingLoss": ("R90 R102", "standing:t2:2017-04-01"),
    "admitCityPartner": ("R11 R12", "standing:t1:2017-04-01"),
    "registerAccounts": ("R10", ""),
    "convertResaleAccount": ("R110", "link:u4:c1:2018-01-10"),
    "requestMove": ("R13 R16", "link:u8:t2:2017-05-01"),
    "requestDetachment": ("R101 R104", "tier:c2:t1:2017-06-01"),
    "answerRequest": ("R112 R01", "asked link:u5:c1:2018-02-01"),
    "recordNotice": ("R62", ""),
    "recordPayments": ("R20 R21", ""),
    "recordObligation": ("R40 R50", ""),
    "settleObligation": ("R51", "debt"),
    "recordFinding": ("R45", "debt"),
    "recordViolationStep": ("R74", "v1"),
    "recordDepositEntry": ("R60 R61 R62", ""),
    "recordAgreementStep": ("R81 R82", "fa"),
    "recordAuthorisation": ("R16", ""),
    "endAuthorisation": ("R16", "allow"),
    "recordAssessment": ("R08 R87", ""),
    "completeTask": ("R109 R115", "duty"),
    "annotate": ("", ""),
    "correctFact": ("R120", U3),
    "retractFact": ("R120", U3),
}
"""By mutation: the rules that carry it, and the facts that it rests on (I9)."""
READINGS = {
    "convertResaleAccount": {"Q9"},
    "requestMove": {"Q17"},
    "requestDetachment": {"Q2", "Q7"},
    "answerRequest": {"Q1", "Q2", "Q16"},
}


async def both(desk: Desk, name: str, selection: str, given: dict[str, Any]) -> tuple[Any, Any]:
    """What a dry run shows, and then the real run."""
    every = ACT + selection
    return (
        await desk.change(name, every, **given, dryRun=True),
        await desk.change(name, every, **given),
    )


async def test_what_a_dry_run_shows_is_what_is_then_shown_and_on_what_it_rests(engine: Engine):
    """S58, I9: edges, money, papers and events beside the account and its party."""
    desk = await at(engine, "2018-05-01", *LINES)
    for name, selection, given in CHANGES:
        tried, done = await both(desk, name, selection, given)
        _same(name, tried, done)
        rests_on = done["trace"]
        shown = " ".join(rests_on["rules"]), " ".join(each["id"] for each in rests_on["facts"])
        assert (name, *shown) == (name, *TRACES[name])
        assert {each["question"] for each in rests_on["readings"]} == READINGS.get(name, set())
        for event in done["events"]:
            assert event["clauses"] == rests_on["clauses"], name


def _same(where: str, tried: Any, done: Any) -> None:
    """The first place at which two answers part is told."""
    if isinstance(tried, dict) and isinstance(done, dict):
        for key in tried:
            _same(f"{where}.{key}", tried[key], done[key])
    elif isinstance(tried, list) and len(tried) == len(done):
        for at_, (one, other) in enumerate(zip(tried, done, strict=True)):
            _same(f"{where}.{at_}", one, other)
    else:
        assert tried == done, where
