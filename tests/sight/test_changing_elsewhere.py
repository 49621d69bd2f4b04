"""Days, rows and parties that a partner may not reach, though the account is its own today."""

import json
from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import planted
from tests.sight.looking import partner
from tests.sight.tenants import WORLD
from tests.sight.test_changing import TOP, change

pytestmark = pytest.mark.anyio

MOVING = """
free owned by nobodys
freed under zzcity as agency from 2018-02-01 to 2018-04-15
leaves under zzcity as agency from 2018-02-01 to 2018-06-10
came under zzcity as agency from 2018-01-10 to 2018-04-10
came under aacity as agency from 2018-04-10
came asked for detachment on 2018-03-15 on ground CUSTOMER_REQUEST as zzreq
goes under aacity as agency from 2018-01-10 to 2018-06-10
goes under zzcity as agency from 2018-06-10
stays asked for detachment on 2018-04-30 on ground CUSTOMER_REQUEST as kept
stays under aacity as agency from 2018-01-10
"""
LINK = {"partner": "aatop", "type": "AGENCY"}


@pytest.fixture
async def shared(embedded: Engine):
    return await planted(embedded, WORLD + MOVING)


async def dry(shared: Any, name: str, **given: Any) -> dict[str, Any]:
    return await change(shared, TOP, name, dryRun=True, **given)


@pytest.mark.parametrize(
    ("name", "given", "path"),
    [
        ("linkCustomerAccount", {"account": "free", **LINK}, "effectiveOn"),
        ("linkCustomerAccount", {"account": "freed", **LINK}, "effectiveOn"),
        ("endCustomerLink", {"account": "came"}, "effectiveOn"),
        ("moveCustomerAccount", {"account": "came", "toPartner": "aatop"}, "effectiveOn"),
        ("answerRequest", {"request": "aar1"}, "effectiveOn"),
        ("completeTask", {"task": "aat1"}, "effectiveOn"),
        ("requestMove", {"account": "aafar", "toPartner": "aatop"}, "appliedOn"),
        ("requestExit", {"account": "aacity"}, "appliedOn"),
    ],
)
async def test_nobody_who_sees_a_part_says_what_was_before_today(shared, name, given, path):
    found = await dry(shared, name, **given, **{path: "2018-05-01"})
    assert (found["code"], found["path"]) == ("FORBIDDEN", path)
    assert (await dry(shared, name, **given)).get("code") != "FORBIDDEN"


async def test_the_days_on_which_others_have_an_account_cannot_be_felt_for(shared):
    for day in ("2018-06-09", "2018-06-10", "2019-01-01"):
        hidden = await dry(shared, "linkCustomerAccount", account="leaves", effectiveOn=day, **LINK)
        none = await dry(shared, "linkCustomerAccount", account="qqaves", effectiveOn=day, **LINK)
        assert json.loads(json.dumps(hidden).replace("leaves", "qqaves")) == none


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("endCustomerLink", {}),
        ("moveCustomerAccount", {"toPartner": "aatop"}),
        ("linkCustomerAccount", LINK),
    ],
)
async def test_a_link_that_another_will_have_is_out_of_reach(shared, name, more):
    for day in ("2018-06-10", "2018-07-01"):
        found = await dry(shared, name, account="goes", effectiveOn=day, **more)
        assert (found["code"], found["message"]) == ("FORBIDDEN", f"goes is not yours on {day}")
    assert "FORBIDDEN" not in (await dry(shared, name, account="goes", **more)).values()


@pytest.mark.parametrize("mode", ["ALL_OR_NOTHING", "BEST_EFFORT"])
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("linkCustomerAccounts", LINK),
        ("endCustomerLinks", {}),
        ("moveCustomerAccounts", {"toPartner": "aatop"}),
    ],
)
async def test_a_hidden_row_among_others_is_refused_as_a_missing_one(shared, mode, name, more):
    answers = [
        await dry(
            shared, name, mode=mode, rows=[{"account": "aafar"} | more, {"account": x} | more]
        )
        for x in ("zzown", "qqown")
    ]
    assert answers[0]["code"] == "ACCOUNT_UNKNOWN"
    assert json.loads(json.dumps(answers[0]).replace("zz", "qq")) == answers[1]


async def test_a_hidden_party_cannot_be_named_as_the_applicant(shared):
    given = {"account": "aafar", "toPartner": "aatop"}
    hidden = await dry(shared, "requestMove", **given, appliedBy="zzcorp")
    none = await dry(shared, "requestMove", **given, appliedBy="qqcorp")
    assert hidden["code"] == none["code"] == "PARTY_UNKNOWN"
    assert json.loads(json.dumps(hidden).replace("zz", "qq")) == none
    assert "code" not in await dry(shared, "requestMove", **given, appliedBy="aacorp")


async def test_a_request_is_taken_back_by_who_made_it(shared):
    assert (await dry(shared, "withdrawRequest", request="kept"))["code"] == "FORBIDDEN"
    stays = partner("stays")
    assert "code" not in await change(shared, stays, "withdrawRequest", request="kept")
    own = {"account": "aafar", "toPartner": "aatop"}
    made = await change(shared, TOP, "requestMove", **own)
    (id_, *_) = made["events"][0]["subjects"]
    assert "code" not in await dry(shared, "withdrawRequest", request=id_)


async def test_a_former_partner_takes_no_step_of_a_request_any_more(shared):
    for name in ("withdrawRequest", "answerRequest", "executeRequest"):
        found = await change(shared, partner("zztop"), name, request="zzreq")
        assert found["code"] == "REQUEST_UNKNOWN"


async def test_an_act_tells_nothing_of_what_it_changed_out_of_sight(shared):
    asked = {"account": "came", "ground": "CUSTOMER_REQUEST"}
    done = await change(shared, TOP, "requestDetachment", **asked)
    (told,) = done["events"]
    assert told["kind"] == "REQUEST_RECORDED"
    assert "zz" not in json.dumps(done)


async def test_whoever_ends_what_it_sees_is_told_that_it_did(shared):
    done = await change(shared, TOP, "endCustomerLink", account="aaown", effectiveOn="2018-05-02")
    assert [each["kind"] for each in done["events"]] == ["LINK_ENDED"]
