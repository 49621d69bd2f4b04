"""What can not be is refused with code, path and clause; nothing is stored (I8, I11, I14, I17)."""

from typing import Any

import pytest

from graph.store import facts as store
from graph.store.engine import Engine
from tests.scenarios.stage import staged

pytestmark = pytest.mark.anyio

THERE = (
    "u3 paid 100.00 at 2018-03-01T12:00:00 as p1",
    "u3 owes 100.00 since 2018-03-01 for transaction as o1",
    "p3 signed FA on 2018-01-05 as fa1",
    "p3 deposited 5000.00 on 2018-01-10 under fa1 as d1",
    "p3 violated MR 6.2.3 as class 2 reported 2018-03-01 as v1",
    "p3 violated MR 6.2.3 as class 2 reported 2018-03-01 noticed 2018-03-12 as v2",
    "u5 asked for detachment on 2018-03-01 on ground CUSTOMER_REQUEST as r1",
)
REFUND = {"id": "x", "account": "u3", "paidAt": "2018-03-02T12:00:00+08:00", "refundOf": "p1"}
CHARGE = {"id": "v9", "party": "p3", "rank": "CLASS_2", "reportedOn": "2018-03-01"}
TAKEN = {"party": "p3", "move": "DEDUCTED", "amount": "2000.00"}
PAID = {"party": "p3", "move": "PAID", "amount": "5000.00", "agreement": "fa1"}
BAD = [
    ("recordPayments", REFUND | {"amount": "-100.01"}, "REFUND_TOO_LARGE", "amount", "MR 3.5.2"),
    (
        "recordPayments",
        REFUND | {"amount": "-1.00", "paidAt": "2018-03-01T11:59:59+08:00"},
        *("OUT_OF_ORDER", "paidAt", "MR 3.5.2"),
    ),
    (
        "settleObligation",
        {"obligation": "o1", "by": "c1", "amount": "100.01"},
        *("SETTLEMENT_TOO_LARGE", "amount", "CC 178"),
    ),
    (
        "settleObligation",
        {"obligation": "o1", "by": "c1", "amount": "1.00", "effectiveOn": "2018-02-28"},
        *("OUT_OF_ORDER", "effectiveOn", "CC 178"),
    ),
    (
        "recordFinding",
        {"obligation": "o1", "party": "c1", "mismanaged": True, "effectiveOn": "2018-02-28"},
        *("OUT_OF_ORDER", "effectiveOn", "CA 1.3"),
    ),
    ("recordDepositEntry", PAID, "DEPOSIT_PAID_ALREADY", "move", "FA 3.5.1"),
    ("recordDepositEntry", TAKEN | {"about": "v1"}, "OUT_OF_ORDER", "effectiveOn", "MR 6.4.1"),
    (
        "recordDepositEntry",
        TAKEN | {"about": "v2", "effectiveOn": "2018-03-11"},
        *("OUT_OF_ORDER", "effectiveOn", "MR 6.4.1"),
    ),
    ("recordViolation", CHARGE | {"clause": "MR 6.2.1"}, "UNKNOWN_CLAUSE", "clause", "MR 6.2"),
    (
        "recordViolation",
        CHARGE | {"clause": "MR 6.2.3", "rank": "CLASS_1"},
        *("CLASS_MISMATCH", "rank", "MR 6.2.3"),
    ),
    (
        "recordFeeStep",
        {"account": "c1", "month": "2018-02", "move": "NOTIFIED", "amount": "5.00"},
        *("CITY_PARTNER_HAS_NO_FEE", "account", "CA 2.2.2"),
    ),
    (
        "recordNotice",
        {"request": "r1", "receivedOn": "2030-02-28"},
        *("CALENDAR_NOT_PUBLISHED", "", "FA 2.2.1"),
    ),
]


@pytest.mark.parametrize(("name", "given", "code", "path", "clause"), BAD)
async def test_it_is_refused_and_nothing_is_stored(
    engine: Engine, name: str, given: dict[str, Any], code: str, path: str, clause: str
):
    stage = await staged(engine, "2030-02-28" if "2030" in str(given) else "2018-03-16", *THERE)
    before = await store.world(engine)
    said = "code message path nextStep clause { id }"
    spread = f"... on Refused {{ {said} }}"
    if name == "recordPayments":
        given = {"rows": [given]}
        spread = f"... on RowsRefused {{ rows {{ refusal {{ {said} }} }} }}"
    result = await stage.put(name, spread, **given)
    assert result.errors is None, result.errors
    found = result.data[name]
    found = found["rows"][0]["refusal"] if name == "recordPayments" else found
    assert (found["code"], found["path"], found["clause"]) == (code, path, {"id": clause})
    assert found["message"]
    assert found["nextStep"]
    assert await store.world(engine) == before
