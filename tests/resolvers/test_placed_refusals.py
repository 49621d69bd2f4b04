"""The path of a refusal names the field of the input in which its reason stands."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.changing import Desk, at

pytestmark = pytest.mark.anyio

LINES = """
u3 owes 100.00 since 2018-03-10 for transaction as debt
u9 lets p3 pay from 2018-01-01 fact allow
p3 must "tell its customers" since 2018-03-16 under FA 8.4.3 as duty
p3 paid 100.00 at 2018-02-01T12:00:00 as cash
u5 asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST as asked
""".splitlines()
ENTRY = {
    "appliedOn": "2018-04-02",
    "approvedOn": "2018-04-03",
    "frameworkSignedOn": "2018-04-04",
    "cityAgreementOn": "2018-04-05",
}
CUT = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": "2018-03-16", "decidedOn": "2018-03-16"}
ALONE = {"account": "c1", "ground": "CITY_APPLICATION", "appliedOn": "2018-04-02"}
LINK = {"kind": "LINK", "id": "link:u3:c1:2018-01-10", "subject": "u3", "reason": "misread"}
CASH = {"kind": "PAYMENT", "id": "cash", "reason": "misread"}
START, AMOUNT = {"name": "validFrom", "value": "2018-01-09"}, {"name": "fen", "value": "1"}
NO_FIELD = {"name": "colour", "value": "red"}
OPEN_END = {"name": "validTo", "value": "2018-01-09"}
PAID = {"account": "u3", "paidAt": "2018-03-01T00:00:00Z", "amount": "1", "id": "cash"}

REFUSED: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    (
        "linkCustomerAccount",
        {"account": "nobody", "partner": "p3", "type": "AGENCY"},
        ("ACCOUNT_UNKNOWN", "account"),
    ),
    (
        "linkCustomerAccount",
        {"account": "d0", "partner": "nobody", "type": "AGENCY"},
        ("ACCOUNT_UNKNOWN", "partner"),
    ),
    (
        "linkCustomerAccount",
        {"account": "d0", "partner": "p3", "type": "AGENCY", "effectiveOn": "2017-03-31"},
        ("NOT_A_PARTNER", "partner"),
    ),
    (
        "linkCustomerAccount",
        {"account": "d0", "partner": "p3", "type": "AGENCY", "until": "2018-05-01"},
        ("EMPTY_INTERVAL", "until"),
    ),
    ("moveCustomerAccount", {"account": "u3", "toPartner": "c1"}, ("ALREADY_LINKED", "toPartner")),
    (
        "moveCustomerAccount",
        {"account": "u3", "toPartner": "p3"},
        ("CUSTOMER_AUTHORISATION_MISSING", "toPartner"),
    ),
    (
        "moveCustomerAccount",
        {"account": "u3", "toPartner": "nobody"},
        ("ACCOUNT_UNKNOWN", "toPartner"),
    ),
    ("admitCityPartner", {"city": "nobody", "tier1": "t1", **ENTRY}, ("ACCOUNT_UNKNOWN", "city")),
    ("admitCityPartner", {"city": "d0", "tier1": "nobody", **ENTRY}, ("ACCOUNT_UNKNOWN", "tier1")),
    (
        "requestCityPartnerEntry",
        {"cityPartner": "nobody", "tier1": "t1"},
        ("ACCOUNT_UNKNOWN", "cityPartner"),
    ),
    (
        "requestCityPartnerEntry",
        {"cityPartner": "d0", "tier1": "u3"},
        ("NOT_A_PARTNER", "tier1"),
    ),
    ("requestMove", {"account": "u3", "toPartner": "nobody"}, ("ACCOUNT_UNKNOWN", "toPartner")),
    (
        "requestMove",
        {"account": "u3", "toPartner": "p3", "authorisedOn": "2018-05-02"},
        ("DAY_NOT_COME", "authorisedOn"),
    ),
    (
        "requestDetachment",
        ALONE | {"noDisputeConfirmedOn": "2018-04-01"},
        ("OUT_OF_ORDER", "noDisputeConfirmedOn"),
    ),
    (
        "requestDetachment",
        ALONE | {"confirmedOn": "2018-04-03"},
        ("STEP_UNKNOWN", "confirmedOn"),
    ),
    ("answerRequest", {"request": "asked"}, ("NOTICE_MISSING", "request")),
    ("answerRequest", {"request": "none"}, ("REQUEST_UNKNOWN", "request")),
    (
        "executeDetachment",
        {"detachment": CUT | {"uid": "nobody"}, "planHash": "x"},
        ("ACCOUNT_UNKNOWN", "detachment.uid"),
    ),
    (
        "executeDetachment",
        {"detachment": CUT | {"on": "2018-01-05", "decidedOn": "2018-01-05"}, "planHash": "x"},
        ("EMPTY_INTERVAL", "detachment.on"),
    ),
    ("executeDetachment", {"request": "none", "planHash": "x"}, ("REQUEST_UNKNOWN", "request")),
    (
        "settleObligation",
        {"obligation": "debt", "by": "c1", "amount": "101"},
        ("SETTLEMENT_TOO_LARGE", "amount"),
    ),
    (
        "settleObligation",
        {"obligation": "debt", "by": "nobody", "amount": "1"},
        ("PARTY_UNKNOWN", "by"),
    ),
    (
        "recordFinding",
        {"obligation": "none", "party": "c1", "mismanaged": True},
        ("OBLIGATION_UNKNOWN", "obligation"),
    ),
    ("completeTask", {"task": "none"}, ("FACT_UNKNOWN", "task")),
    ("recordViolationStep", {"violation": "none"}, ("FACT_UNKNOWN", "violation")),
    ("recordAgreementStep", {"agreement": "none"}, ("FACT_UNKNOWN", "agreement")),
    ("correctFact", LINK | {"set": [START, OPEN_END]}, ("EMPTY_INTERVAL", "set.1")),
    (
        "correctFact",
        CASH | {"set": [AMOUNT, AMOUNT | {"name": "no"}]},
        ("INVALID_ARGUMENT", "set.1"),
    ),
    ("correctFact", CASH | {"id": "none", "set": [AMOUNT]}, ("FACT_UNKNOWN", "id")),
    ("recordPayments", {"rows": [PAID | {"id": "new"}, PAID]}, ("CONFLICTING_FACT", "rows.1")),
    (
        "convertResaleAccount",
        {"account": "u3", "effectiveOn": "2018-04-01"},
        ("NOT_PENDING_CONVERSION", "account"),
    ),
]


async def refusal(desk: Desk, name: str, given: dict[str, Any]) -> tuple[str, str] | str:
    result = await desk.put(name, "... on Refusal { code path }", **given)
    if result.errors:
        return result.errors[0].message
    return result.data[name]["code"], result.data[name]["path"]


async def test_each_names_the_inputs_own_field(engine: Engine):
    desk = await at(engine, "2018-05-01", *LINES)
    found = [await refusal(desk, name, given) for name, given, _ in REFUSED]
    assert found == [expected for _, _, expected in REFUSED]


async def test_a_key_used_before_refuses_the_call_and_no_row(engine: Engine):
    """S55: though the call has a single row."""
    desk = await at(engine, "2018-05-01", *LINES)
    row = {"id": "new", "account": "u3", "paidAt": "2018-03-01T00:00:00Z", "amount": "1"}
    done = "... on RowsDone { written }"
    await desk.change("recordPayments", done, rows=[row], idempotencyKey="once")
    again = {"rows": [row | {"amount": "2"}], "idempotencyKey": "once"}
    expected = ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")
    assert await refusal(desk, "recordPayments", again) == expected
