"""Changes of many rows: a thousand, one too many, all or none, and each row with its own result."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.changing import Desk, at, revision

pytestmark = pytest.mark.anyio

DONE = "... on RowsDone { revision written refused rows { index uid facts refusal { code path } } }"
TOLD = "... on RowsRefused { rows { index uid facts refusal { code path } } }"


def accounts(count: int) -> list[dict[str, str]]:
    return [
        {"uid": f"n{n}", "owner": f"cust:n{n}", "ownerName": f"North {n}"} for n in range(count)
    ]


def links(count: int) -> list[dict[str, str]]:
    return [{"account": f"n{n}", "partner": "p3", "type": "AGENCY"} for n in range(count)]


async def registered(desk: Desk, count: int) -> None:
    done = await desk.change("registerAccounts", DONE, rows=accounts(count))
    assert (done["written"], done["refused"]) == (count, 0)


async def test_a_thousand_rows_are_one_commit_and_one_more_is_refused(engine: Engine):
    desk = await at(engine, "2018-04-10")
    before = await revision(engine)
    await registered(desk, 1_000)
    assert await revision(engine) == before + 1
    more = links(1_001)
    assert await desk.refused("linkCustomerAccounts", rows=more) == "INVALID_ARGUMENT"
    done = await desk.change("linkCustomerAccounts", DONE, rows=more[:1_000])
    assert done["written"] == 1_000
    assert done["rows"][999] == {
        "index": 999,
        "uid": "n999",
        "refusal": None,
        "facts": ["link:n999:p3:2018-04-10"],
    }
    assert await revision(engine) == before + 2
    assert await desk.refused("endCustomerLinks", rows=[]) == "INVALID_ARGUMENT"


async def test_all_or_nothing_writes_none_and_tells_each_bad_row(engine: Engine):
    desk = await at(engine, "2018-04-10")
    await registered(desk, 3)
    before = await revision(engine)
    bad = [
        {"account": "u3", "partner": "p3", "type": "AGENCY"},
        {**links(1)[0], "until": "2018-04-10"},
    ]
    rows = [*links(3)[1:], *bad]
    result = await desk.put("linkCustomerAccounts", TOLD, rows=rows)
    found = result.data["linkCustomerAccounts"]["rows"]
    assert [(each["index"], each["refusal"]) for each in found] == [
        (2, {"code": "ALREADY_LINKED", "path": "account"}),
        (3, {"code": "EMPTY_INTERVAL", "path": "until"}),
    ]
    assert await revision(engine) == before


async def test_best_effort_writes_the_good_rows_and_tells_why_not_the_others(engine: Engine):
    desk = await at(engine, "2018-04-10")
    await registered(desk, 2)
    rows = [links(1)[0], {"account": "u3", "partner": "p3", "type": "AGENCY"}, links(2)[1]]
    done = await desk.change("linkCustomerAccounts", DONE, mode="BEST_EFFORT", rows=rows)
    assert (done["written"], done["refused"]) == (2, 1)
    assert [each["refusal"] and each["refusal"]["code"] for each in done["rows"]] == [
        *(None, "ALREADY_LINKED", None),
    ]
    none = await desk.put("linkCustomerAccounts", TOLD, mode="BEST_EFFORT", rows=rows)
    assert len(none.data["linkCustomerAccounts"]["rows"]) == 3


async def test_of_two_rows_that_cannot_both_be_the_later_is_refused(engine: Engine):
    desk = await at(engine, "2018-04-10")
    twice = [
        {"account": "d0", "partner": "p3", "type": "AGENCY"},
        {"account": "d0", "partner": "t2", "type": "AGENCY"},
    ]
    done = await desk.change("linkCustomerAccounts", DONE, mode="BEST_EFFORT", rows=twice)
    assert [each["refusal"] and each["refusal"]["code"] for each in done["rows"]] == [
        *(None, "ALREADY_LINKED"),
    ]
    again = [{"account": "u9"}, {"account": "u9", "effectiveOn": "2018-04-01"}]
    done = await desk.change("endCustomerLinks", DONE, mode="BEST_EFFORT", rows=again)
    assert [each["refusal"] and each["refusal"]["code"] for each in done["rows"]] == [
        *(None, "ROW_REPEATED"),
    ]
