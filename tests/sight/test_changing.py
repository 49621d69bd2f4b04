"""What a partner may change, and that what is hidden is refused as if there were none."""

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from graph.model import Role
from graph.store.engine import Engine
from tests.acts.payload import taken
from tests.resolvers.asking import planted
from tests.sight.looking import partner, put
from tests.sight.tenants import WORLD

pytestmark = pytest.mark.anyio

AT = datetime(2018, 5, 2, 4, tzinfo=UTC)
KEYS = count(1)
TOP = partner("aatop")
ANSWER = """__typename
  ... on Refusal { code message path nextStep }
  ... on Act { revision trace { rules facts { id } } events { kind subjects } }"""
LINK = {"account": "free", "partner": "aatop", "type": "AGENCY"}


@pytest.fixture
async def shared(embedded: Engine):
    return await planted(embedded, WORLD + "free owned by nobodys\n")


async def change(shared: Any, viewer: Any, name: str, /, **given: Any) -> dict[str, Any]:
    """The answer to a mutation."""
    text = f"mutation ($input: {taken(name)}!) {{ {name}(input: $input) {{ {ANSWER} }} }}"
    key = {"idempotencyKey": f"k{next(KEYS)}"}
    result = await put(shared, viewer, text, AT, input=key | given)
    assert result.errors is None, result.errors
    return result.data[name]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("linkCustomerAccount", LINK),
        ("linkCustomerAccounts", {"rows": [LINK]}),
        ("endCustomerLink", {"account": "aaown"}),
        ("endCustomerLinks", {"rows": [{"account": "aaown"}]}),
        ("renameAccount", {"account": "aaown", "name": "Anew"}),
        ("requestExit", {"account": "aacity"}),
        ("answerRequest", {"request": "aar1"}),
        ("withdrawRequest", {"request": "aar1"}),
        ("completeTask", {"task": "aat1"}),
        ("annotate", {"subject": "aaown", "text": "Called."}),
        ("annotate", {"subject": "aaurb", "text": "Called."}),
    ],
)
async def test_a_partner_changes_what_is_its_own_and_nothing_that_is_hidden(shared, name, given):
    def turned(value: Any, x: str) -> Any:
        if isinstance(value, dict):
            return {key: turned(each, x) for key, each in value.items()}
        if isinstance(value, list):
            return [turned(each, x) for each in value]
        own = isinstance(value, str) and value.startswith("aa")
        return x + value[2:] if own else value

    hidden = await change(shared, TOP, name, **turned(given, "zz"))
    none = await change(shared, TOP, name, **turned(given, "qq"))
    assert "code" in hidden
    assert {k: v and v.replace("zz", "qq") for k, v in hidden.items()} == none
    done = await change(shared, TOP, name, **given)
    theirs = {"answerRequest": "TOO_LATE", "withdrawRequest": "FORBIDDEN"}
    assert done.get("code") == theirs.get(name), done  # the customer asked, and its days are over


async def test_a_customer_of_another_cannot_be_linked_nor_told_from_one_that_is_not_there(shared):
    for other in ("zzfar", "zzown", "zzcity", "went"):
        hidden = await change(shared, TOP, "linkCustomerAccount", **LINK | {"account": other})
        none = await change(shared, TOP, "linkCustomerAccount", **LINK | {"account": "q"})
        assert hidden["code"] == none["code"] == "ACCOUNT_UNKNOWN"
        assert json.loads(json.dumps(hidden).replace(other, "q")) == none


async def test_what_others_have_to_do_a_partner_cannot_say(shared):
    move = {"account": "aafar", "toPartner": "aatop", "type": "AGENCY"}
    found = await change(shared, TOP, "requestMove", **move, authorisedOn="2018-05-01")
    assert (found["code"], found["path"]) == ("FORBIDDEN", "authorisedOn")
    assert "code" not in await change(shared, TOP, "requestMove", **move)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.RISK])
async def test_who_reads_does_not_link(shared, role):
    found = await change(shared, partner("aatop", role=role), "linkCustomerAccount", **LINK)
    assert found["code"] == "FORBIDDEN"
    assert role.value in found["message"]


async def test_an_operator_of_a_part_does_not_pay_for_the_whole(shared):
    operator = partner("aatop", role=Role.OPERATOR)
    row = {"id": "p", "account": "aaown", "paidAt": "2018-05-01T12:00:00+08:00", "amount": "1.00"}
    assert (await change(shared, operator, "recordPayments", rows=[row]))["code"] == "FORBIDDEN"


async def test_nothing_is_written_and_the_key_is_free_after_a_refusal(shared):
    before = (await shared.facts()).revision
    key = {"idempotencyKey": "again"}
    name = "linkCustomerAccount"
    bad = await change(shared, TOP, name, **key | LINK | {"account": "zzfar"})
    assert bad["code"] == "ACCOUNT_UNKNOWN"
    assert (await shared.facts()).revision == before
    assert "code" not in await change(shared, TOP, name, **key | LINK)


async def test_a_dry_run_tells_no_more_than_the_act(shared):
    dry = await change(shared, TOP, "linkCustomerAccount", **LINK, dryRun=True)
    real = await change(shared, TOP, "linkCustomerAccount", **LINK)
    assert dry["events"] == real["events"]
    assert {each["id"][:2] for each in real["trace"]["facts"]} <= {"aa", "st", "li", "fr"}
