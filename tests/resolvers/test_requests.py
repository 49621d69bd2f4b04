"""Requests as they are asked for: one, those of an account, the work list (R11, R100–R112, R16)."""

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, put, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

CUSTOMER = "asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST"
LINES = (
    f"u5 {CUSTOMER} by u5 notice received 2018-02-13 as r1",
    f"u6 {CUSTOMER} as r2",
    "c2 asked for detachment on 2018-02-20 on ground JOINT_APPLICATION as r3",
    "p3 asked for entry on 2018-02-21 under t1 granted 2018-02-23 as r4",
    f"u1 {CUSTOMER} notice received 2018-02-13 withdrawn 2018-02-22 as r5",
    "u9 asked for move on 2018-02-12 to t2 linked as resale as r6",
)
STEPS = "name actor account { uid } doneOn dueOn blocks missing"
ONE = f"""
query ($id: String!, $asOf: Date, $readings: [ReadingChoice!]) {{
  request(id: $id, asOf: $asOf, readings: $readings) {{
    id requestId version kind ground linkType appliedOn effectiveOn state verdict earliest
    dueMarkedOn executedOn closedOn closeCause source
    account {{ uid }} other {{ uid }} appliedBy {{ partyId }}
    steps {{
      {STEPS} after earliest clause {{ id }} meaning
      until {{ lastDay countedDays skippedDays {{ day }} }} period {{ lastDay }}
    }}
    nextSteps {{ {STEPS} }} hindrances {{ code }} unclear {{ code message }}
    preview {{ ... on DetachmentPlan {{ on executable planHash }} ... on Refused {{ code }} }}
    trace {{ rules clauses {{ id }} facts {{ kind detail }} }}
  }}
}}
"""
LIST = """
query ($waitingFor: RequestActor, $dueBefore: Date, $state: RequestState, $account: String,
       $first: Int! = 50, $after: String, $asOf: Date, $knownAt: DateTime) {
  requests(waitingFor: $waitingFor, dueBefore: $dueBefore, state: $state, account: $account,
           first: $first, after: $after, asOf: $asOf, knownAt: $knownAt) {
    complete pageInfo { endCursor } edges { node { requestId state } }
  }
}
"""


async def asked(engine: Engine, *more: str) -> Shared:
    """The worked example with six requests."""
    return await planted(engine, ladder("fixture", *LINES, *more))


async def one(shared: Shared, id_: str, as_of: str, **more: object) -> dict:
    """A request on a day."""
    return (await ask(shared, ONE, id=id_, asOf=as_of, **more))["request"]


async def ids(shared: Shared, **said: object) -> list[str]:
    """Ids of the work list."""
    found = (await ask(shared, LIST, **said))["requests"]
    return [each["node"]["requestId"] for each in found["edges"]]


async def test_s11_a_request_tells_its_steps_and_the_counted_days(engine: Engine):
    found = await one(await asked(engine), "r1", "2018-02-14")
    assert (found["state"], found["earliest"]) == ("WAITING", "2018-02-24")
    assert (found["kind"], found["ground"]) == ("DETACHMENT", "CUSTOMER_REQUEST")
    assert (found["account"], found["other"]) == ({"uid": "u5"}, None)
    assert found["appliedBy"] == {"partyId": "cust:u5"}
    steps = {each["name"]: each for each in found["steps"]}
    assert list(steps) == ["APPLY", "NOTIFY", "ANSWER", "WITHDRAW", "EXECUTE"]
    assert steps["ANSWER"]["until"]["countedDays"] == ["2018-02-14", "2018-02-22", "2018-02-23"]
    assert steps["EXECUTE"]["after"] == ["APPLY", "NOTIFY"]
    assert steps["NOTIFY"]["doneOn"] == "2018-02-13"
    assert found["nextSteps"] == [
        {
            "name": "ANSWER",
            "actor": "PARTNER",
            "account": {"uid": "c1"},
            "doneOn": None,
            "dueOn": "2018-02-23",
            "blocks": False,
            "missing": None,
        }
    ]
    assert "R112" in found["trace"]["rules"]
    assert {"kind": "REQUEST", "detail": "CUSTOMER_REQUEST"} in found["trace"]["facts"]


async def test_the_preview_of_a_request_is_the_plan_that_carries_it_out(engine: Engine):
    shared = await asked(engine)
    found = await one(shared, "r1", "2018-02-24")
    assert found["state"] == "DUE"
    assert (found["preview"]["on"], found["preview"]["executable"]) == ("2018-02-24", True)
    waiting = await one(shared, "r3", "2018-02-20")
    assert waiting["preview"]["executable"] is False
    assert (await one(shared, "r4", "2018-02-24"))["preview"] is None


async def test_before_it_was_made_and_without_its_id_there_is_none(engine: Engine):
    shared = await asked(engine)
    assert await one(shared, "r1", "2018-02-11") is None
    assert await one(shared, "r1", "2018-02-12")
    assert await one(shared, "none", "2018-02-12") is None


async def test_what_happened_after_the_day_is_not_told(engine: Engine):
    shared = await asked(engine)
    before, after = [await one(shared, "r4", f"2018-02-{day}") for day in (22, 23)]
    assert (before["state"], before["verdict"]) == ("REQUESTED", None)
    assert (after["state"], after["verdict"]) == ("WAITING", "GRANTED")
    assert (await one(shared, "r5", "2018-02-21"))["state"] == "WAITING"
    assert (await one(shared, "r5", "2018-02-22"))["state"] == "WITHDRAWN"


async def test_readings_decide_who_has_to_act(engine: Engine):
    readings = [{"question": "Q16", "option": "MANUAL"}]
    found = await one(await asked(engine), "r1", "2018-02-24", readings=readings)
    assert found["nextSteps"][0]["account"] == {"uid": "c1"}


async def test_what_stands_in_the_way_is_told(engine: Engine):
    readings = [{"question": "Q17", "option": "FORBID"}]
    found = await one(await asked(engine), "r6", "2018-02-24", readings=readings)
    assert found["hindrances"] == [{"code": "LINK_TYPE_FIXED"}]
    assert found["linkType"] == "RESALE"


async def test_s44_a_request_whose_days_can_not_be_counted_says_so(engine: Engine):
    line = "u8 asked for detachment on 2031-03-01 on ground CUSTOMER_REQUEST"
    shared = await asked(engine, f"{line} notice received 2031-03-01 known from 2018-02-12 as r9")
    found = await one(shared, "r9", "2031-03-01")
    assert (found["state"], found["steps"], found["nextSteps"]) == ("WAITING", [], [])
    assert found["unclear"]["code"] == "CALENDAR_NOT_PUBLISHED"
    assert (found["preview"], found["earliest"], found["hindrances"]) == (None, None, [])
    assert found["trace"]["facts"] == [{"kind": "REQUEST", "detail": "CUSTOMER_REQUEST"}]


class TestWorkList:
    """`requests(waitingFor:, dueBefore:, state:, account:)`."""

    async def test_without_anything_it_is_what_has_not_ended(self, engine: Engine):
        shared = await asked(engine)
        assert await ids(shared) == ["r1", "r2", "r3", "r4", "r6"]
        assert await ids(shared, asOf="2018-02-12") == ["r1", "r2", "r5", "r6"]

    async def test_who_has_to_act_finds_its_own(self, engine: Engine):
        shared = await asked(engine)
        assert await ids(shared, waitingFor="CITY_PARTNER") == ["r3", "r4"]
        assert await ids(shared, waitingFor="PARTNER", asOf="2018-02-23") == ["r1"]
        assert await ids(shared, waitingFor="ALIYUN") == ["r1", "r2"]
        assert await ids(shared, waitingFor="CUSTOMER") == ["r6"]
        assert await ids(shared, waitingFor="TIER1") == []

    async def test_by_the_account_that_it_is_about_or_that_has_to_act(self, engine: Engine):
        shared = await asked(engine)
        assert await ids(shared, account="c2") == ["r3"]
        assert await ids(shared, account="c1", asOf="2018-02-23") == ["r1"]
        assert await ids(shared, account="c1") == []
        assert await ids(shared, account="u5", waitingFor="ALIYUN") == ["r1"]
        assert await ids(shared, account="u5", waitingFor="PARTNER") == []

    async def test_by_the_day_before_which_it_is_due(self, engine: Engine):
        shared = await asked(engine)
        assert await ids(shared, dueBefore="2018-02-23", asOf="2018-02-14") == []
        assert await ids(shared, dueBefore="2018-02-24", asOf="2018-02-14") == ["r1", "r5"]

    async def test_by_state_ended_ones_too(self, engine: Engine):
        shared = await asked(engine)
        assert await ids(shared, state="WITHDRAWN") == ["r5"]
        assert await ids(shared, state="DUE") == ["r1"]
        assert await ids(shared, state="DUE", asOf="2018-02-23") == []

    async def test_as_known_earlier_it_looks_at_ended_ones_too(self, engine: Engine):
        said = f"u8 {CUSTOMER} as r7 known until 2018-03-01"
        then = f"u8 {CUSTOMER} withdrawn 2018-02-12 as r7 version 2 known from 2018-03-01"
        shared = await asked(engine, said, then)
        assert "r7" in await ids(shared, knownAt="2018-02-28T23:59:59+08:00")
        assert "r7" not in await ids(shared, knownAt="2018-03-01T00:00:00+08:00")
        assert "r7" not in await ids(shared)

    async def test_pages_give_the_whole_list(self, engine: Engine):
        shared = await asked(engine)
        found, after = [], None
        while True:
            page = (await ask(shared, LIST, first=2, after=after))["requests"]
            found += [each["node"]["requestId"] for each in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if page["complete"]:
                break
        assert found == ["r1", "r2", "r3", "r4", "r6"]

    async def test_a_page_has_a_size(self, engine: Engine):
        code, _ = await refused(await asked(engine), LIST, first=0)
        assert code == "FIRST_OUT_OF_RANGE"


async def test_an_account_tells_its_requests_ended_ones_too(engine: Engine):
    question = """query ($uid: String!, $state: RequestState) { account(uid: $uid) {
      requests(state: $state) { totalCount edges { node { requestId state } } } } }"""
    shared = await asked(engine)
    for uid, state, expected in (
        ("u1", None, ["r5"]),
        ("u1", "DUE", []),
        ("u5", "DUE", ["r1"]),
        ("d0", None, []),
    ):
        found = (await ask(shared, question, uid=uid, state=state))["account"]["requests"]
        assert [each["node"]["requestId"] for each in found["edges"]] == expected
        assert found["totalCount"] == len(expected)


async def test_a_request_is_found_again_by_its_global_id(engine: Engine):
    shared = await asked(engine)
    id_ = (await one(shared, "r1", "2018-02-14"))["id"]
    question = "query ($id: ID!) { node(id: $id) { id ... on Request { requestId state } } }"
    found = (await ask(shared, question, id=id_))["node"]
    assert found == {"id": id_, "requestId": "r1", "state": "DUE"}


async def test_many_requests_cost_as_many_statements_as_one(engine: Engine):
    shared = await asked(engine)
    facts = await shared.facts()
    many = await shared.facts()
    await put(facts, LIST, first=1)
    await put(many, LIST, first=50)
    assert many.statements <= facts.statements
