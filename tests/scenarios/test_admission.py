"""What may be written, and how writes behave: S48–S58 by mutation (R12–R16, I1–I6, I15)."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.store import facts as store
from graph.store.engine import Engine
from tests.resolvers.changing import revision
from tests.scenarios import questions
from tests.scenarios.stage import DONE, Stage, staged
from tests.sight.looking import ask as looked
from tests.sight.looking import partner

pytestmark = pytest.mark.anyio

DAY = "2018-03-01"
RELEASE = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": "2018-03-16", "decidedOn": "2018-03-16"}
ENTRY = {
    "appliedOn": "2018-02-01",
    "approvedOn": "2018-02-05",
    "frameworkSignedOn": "2018-02-10",
    "cityAgreementOn": DAY,
}
STALE = """... on PlanStale {
  plan { planHash ended { edge account { uid } } } differences { added edge uid }
}"""


async def test_s48_a_linked_account_is_not_linked_again(engine: Engine):
    stage = await staged(engine, DAY)
    link = {"account": "u3", "partner": "p3", "type": "AGENCY", "effectiveOn": DAY}
    assert await stage.refused("linkCustomerAccount", **link) == "ALREADY_LINKED"
    back = link | {"effectiveOn": "2017-12-01"}
    assert await stage.refused("linkCustomerAccount", **back) == "ALREADY_LINKED"


async def test_s48b_where_one_link_ended_the_next_may_begin(engine: Engine):
    stage = await staged(engine, DAY)
    await stage.act("endCustomerLink", account="u3", effectiveOn=DAY)
    link = {"account": "u3", "partner": "p3", "type": "AGENCY", "effectiveOn": DAY}
    await stage.act("linkCustomerAccount", **link)
    found = (await stage.ask(questions.PLACE, uid="u3", asOf=DAY))["account"]["links"]
    days = [(each["from"], each["to"], each["partner"]["uid"]) for each in found]
    assert days == [("2018-01-10", DAY, "c1"), (DAY, None, "p3")]
    assert await stage.place("u3", "2018-02-28") == ("c1", "t1")
    assert await stage.place("u3", DAY) == ("p3", None)


async def test_s49_an_interval_without_a_day_is_refused(engine: Engine):
    stage = await staged(engine, DAY)
    link = {"account": "d0", "partner": "p3", "type": "AGENCY", "effectiveOn": DAY}
    assert await stage.refused("linkCustomerAccount", until=DAY, **link) == "EMPTY_INTERVAL"
    assert await stage.refused("linkCustomerAccount", until="2018-02-28", **link) == (
        "EMPTY_INTERVAL"
    )
    ended = {"account": "u3", "effectiveOn": "2018-01-10"}
    assert await stage.refused("endCustomerLink", **ended) == "EMPTY_INTERVAL"
    await stage.act("linkCustomerAccount", until="2018-03-02", **link)


async def test_s51_nobody_stands_under_a_city_partner(engine: Engine):
    stage = await staged(engine, DAY)
    found = await stage.refused("admitCityPartner", city="p3", tier1="c1", **ENTRY)
    assert found == "DEPTH_EXCEEDED"


async def test_s51b_a_tier1_becomes_no_city_partner(engine: Engine):
    stage = await staged(engine, DAY)
    found = await stage.refused("admitCityPartner", city="t1", tier1="t2", **ENTRY)
    assert found == "DEPTH_EXCEEDED"


async def test_s51c_a_city_partner_has_one_tier1(engine: Engine):
    stage = await staged(engine, DAY)
    found = await stage.refused("admitCityPartner", city="c1", tier1="t2", **ENTRY)
    assert found == "ALREADY_LINKED"


async def test_s52_a_partner_is_no_customer(engine: Engine):
    stage = await staged(engine, DAY)
    link = {"account": "c2", "partner": "p3", "type": "AGENCY", "effectiveOn": DAY}
    assert await stage.refused("linkCustomerAccount", **link) == "ACCOUNT_IS_PARTNER"


async def test_s53_a_customer_is_moved_when_it_has_authorised_it(engine: Engine):
    stage = await staged(engine, DAY)
    move = {"account": "u3", "toPartner": "p3", "effectiveOn": DAY}
    assert await stage.refused("moveCustomerAccount", **move) == "CUSTOMER_AUTHORISATION_MISSING"
    paper = {"account": "u3", "partner": "p3", "act": "TRANSFER"}
    await stage.act("recordAuthorisation", effectiveOn="2018-03-02", **paper)
    assert await stage.refused("moveCustomerAccount", **move) == "CUSTOMER_AUTHORISATION_MISSING"
    await stage.on("2018-03-02").act(
        "moveCustomerAccount", **(move | {"effectiveOn": "2018-03-02"})
    )
    assert await stage.place("u3", DAY) == ("c1", "t1")
    assert await stage.place("u3", "2018-03-02") == ("p3", None)


async def test_s54_a_plan_that_a_write_made_stale_is_refused_with_the_new_one(engine: Engine):
    stage = await staged(engine, "2018-03-10", "u5 lets p3 transfer from 2018-03-01")
    plan, seen = await stage.preview(**RELEASE), await revision(engine)
    moved = {"account": "u5", "toPartner": "p3", "effectiveOn": "2018-03-10"}
    await stage.act("moveCustomerAccount", **moved)
    before = await store.world(engine)
    stage = stage.on("2018-03-16")
    given = {"detachment": RELEASE, "planHash": plan["planHash"], "seenRevision": seen}
    said = f"__typename ... on Refusal {{ code nextStep }} {STALE}"
    result = await stage.put("executeDetachment", said, **given)
    found = result.data["executeDetachment"]
    assert (found["__typename"], found["code"]) == ("PlanStale", "PLAN_STALE")
    assert found["differences"] == [{"added": False, "edge": "LINK", "uid": "u5"}]
    links = {each["account"]["uid"] for each in found["plan"]["ended"] if each["edge"] == "LINK"}
    assert links == {"u3", "u4"}
    assert await store.world(engine) == before
    await stage.act("executeDetachment", **(given | {"planHash": found["plan"]["planHash"]}))
    assert await stage.place("u5", "2018-03-16") == ("p3", None)


async def test_s55_the_same_key_gives_the_first_result_and_one_event(engine: Engine):
    stage = await staged(engine, DAY)
    link = {"account": "d0", "partner": "p3", "type": "AGENCY", "effectiveOn": DAY}
    first = await stage.act("linkCustomerAccount", idempotencyKey="one", **link)
    again = await stage.on("2018-03-05").act("linkCustomerAccount", idempotencyKey="one", **link)
    assert again == first | {"replayed": True}
    told = (await stage.ask(questions.EVENTS, uid="d0"))["account"]["events"]["edges"]
    assert [each["node"]["kind"] for each in told].count("LINK_RECORDED") == 1
    other = link | {"type": "RESALE", "idempotencyKey": "one"}
    assert await stage.refused("linkCustomerAccount", **other) == "IDEMPOTENCY_KEY_REUSED"


async def test_s56_a_customer_is_seen_by_whom_it_was_linked_to_then(engine: Engine):
    stage = await staged(engine, "2018-03-10")
    await stage.cut("c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-09")
    question = 'query ($day: Date) { account(uid: "u3", asOf: $day) { uid } }'
    found = {
        (root, day): (await looked(stage.shared, partner(root), question, day=day))["account"]
        for root in ("c1", "t2")
        for day in ("2018-03-10", "2018-03-20")
    }
    assert found == {
        ("c1", "2018-03-10"): {"uid": "u3"},
        ("c1", "2018-03-20"): None,
        ("t2", "2018-03-10"): None,
        ("t2", "2018-03-20"): None,
    }


async def test_s57_pages_are_together_the_tree_and_say_where_they_stop(engine: Engine):
    stage = await staged(engine, DAY)
    found, after = list[str](), None
    while True:
        page = (await stage.ask(questions.TREE, root="t1", asOf=DAY, after=after))["hierarchy"]
        found += [each["account"]["uid"] for each in page["entries"]]
        assert page["complete"] is not page["pageInfo"]["hasNextPage"]
        if page["complete"]:
            break
        assert page["truncatedReason"] == "PAGE_LIMIT"
        after = page["pageInfo"]["endCursor"]
    assert sorted(found) == ["c1", "c2", *(f"u{number}" for number in range(1, 8))]
    shallow = (await stage.ask(questions.TREE, root="t1", asOf=DAY, depth=1))["hierarchy"]
    assert shallow["complete"] is False
    assert shallow["truncatedReason"]


async def release(stage: Stage) -> dict[str, Any]:
    """The release of c1 as it was previewed."""
    return {"detachment": RELEASE, "planHash": (await stage.preview(**RELEASE))["planHash"]}


Given = dict[str, Any] | Callable[[Stage], Awaitable[dict[str, Any]]]
ACTS: dict[str, Given] = {
    "linkCustomerAccount": {"account": "d0", "partner": "p3", "type": "RESALE"},
    "endCustomerLink": {"account": "u3"},
    "moveCustomerAccount": {"account": "u5", "toPartner": "p3"},
    "admitCityPartner": {"city": "p3", "tier1": "t2", **ENTRY},
    "recordStandingLoss": {"account": "t1"},
    "requestDetachment": {"account": "u5", "ground": "CUSTOMER_REQUEST"},
    "requestExit": {"account": "p3"},
    "executeDetachment": release,
    "recordObligation": {"id": "o1", "account": "u3", "amount": "5.00", "occurredOn": DAY},
}


@pytest.mark.parametrize("name", ACTS)
async def test_s58_a_dry_run_tells_what_the_run_tells_and_stores_nothing(engine: Engine, name: str):
    stage = await staged(engine, "2018-03-16", "u5 lets p3 transfer from 2018-03-01")
    given = ACTS[name]
    given = given if isinstance(given, dict) else await given(stage)
    before = await store.world(engine), await revision(engine)
    tried = await stage.change(name, DONE, dryRun=True, **given)
    assert (await store.world(engine), await revision(engine)) == before
    done = await stage.change(name, DONE, **given)
    assert (tried["dryRun"], done["dryRun"]) == (True, False)
    assert tried | {"dryRun": False} == done
    assert await store.world(engine) != before[0]
