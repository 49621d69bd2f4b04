"""What became due is marked and carried out once, whoever looks (R112, Q7, Q16; S11, S14b)."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway import scheduler
from gateway.settings import Settings
from graph.readings import choose
from graph.store.engine import Engine
from graph.store.errors import StoreFault
from loaders.acts.ticking import Deed, Tick, Ticked, tick
from loaders.facts import Facts
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted
from tests.resolvers.changing import Desk, revision
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

CUSTOMER = "asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST"
LINE = f"u5 {CUSTOMER} notice received 2018-02-13 as r1"


async def world(engine: Engine, *lines: str) -> Shared:
    """The worked example with requests."""
    return await planted(engine, ladder("fixture", *(lines or (LINE,))))


def on(day: str, **more: Any) -> Tick:
    """A look on a day."""
    return Tick(date.fromisoformat(day), datetime.fromisoformat(f"{day}T04:00:00+00:00"), **more)


def deeds(done: list[Ticked]) -> list[tuple[str, str]]:
    """What was done with which request."""
    return [(each.request, each.deed.value) for each in done]


async def link(shared: Shared, uid: str = "u5") -> dict[str, Any]:
    """The link of an account, and its request."""
    question = f"""{{ account(uid: "{uid}", asOf: "2018-05-01") {{
      links {{ to version }} requests {{ edges {{ node {{ state dueMarkedOn executedOn }} }} }}
    }} }}"""
    found = (await ask(shared, question))["account"]
    return found["links"][0] | found["requests"]["edges"][0]["node"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-02-23", []),
        ("2018-02-24", [("r1", "MARKED"), ("r1", "EXECUTED")]),
        ("2018-03-05", [("r1", "MARKED"), ("r1", "EXECUTED")]),
    ],
)
async def test_s11_q16_the_link_ends_on_the_day_of_execution(
    engine: Engine, day: str, expected: list
):
    shared = await world(engine)
    assert deeds(await tick(shared, on(day))) == expected
    found = await link(shared)
    if expected:
        assert found == {
            "to": day,
            "version": 2,
            "state": "EXECUTED",
            "dueMarkedOn": day,
            "executedOn": day,
        }
    else:
        assert (found["to"], found["dueMarkedOn"]) == (None, None)


async def test_each_deed_is_a_commit_and_the_second_look_finds_nothing(engine: Engine):
    shared = await world(engine)
    before = await revision(engine)
    done = await tick(shared, on("2018-02-24"))
    assert [each.revision for each in done] == [before + 1, before + 2]
    assert await tick(shared, on("2018-02-25")) == []
    assert await revision(engine) == before + 2


async def test_whatever_number_of_workers_look_each_thing_is_done_once(engine: Engine):
    lines = [f"u{n} {CUSTOMER} notice received 2018-02-13 as r{n}" for n in (1, 3, 5, 6)]
    await world(engine, *lines)
    before = await revision(engine)
    workers = [Shared(engine) for _ in range(4)]
    every = await asyncio.gather(*(tick(each, on("2018-02-24")) for each in workers))
    told = sorted(each for done in every for each in deeds(done))
    assert told == sorted((f"r{n}", deed) for n in (1, 3, 5, 6) for deed in ("MARKED", "EXECUTED"))
    assert await revision(engine) == before + 8


async def test_q16_by_hand_it_is_marked_only(engine: Engine):
    shared = await world(engine)
    assert deeds(await tick(shared, on("2018-02-24", auto_execute=False))) == [("r1", "MARKED")]
    assert (await link(shared))["to"] is None
    manual = choose({"Q16": "MANUAL"})
    assert await tick(shared, on("2018-02-25", readings=manual)) == []
    assert deeds(await tick(shared, on("2018-02-26"))) == [("r1", "EXECUTED")]
    assert (await link(shared))["to"] == "2018-02-26"


async def test_s58_a_dry_run_tells_the_same_and_stores_nothing(engine: Engine):
    shared = await world(engine)
    before = await revision(engine)
    tried = await tick(shared, on("2018-02-24", dry_run=True))
    assert deeds(tried) == [("r1", "MARKED"), ("r1", "EXECUTED")]
    assert await revision(engine) == before
    assert deeds(await tick(shared, on("2018-02-24"))) == deeds(tried)


async def test_s14_what_was_withdrawn_or_only_answered(engine: Engine):
    shared = await world(
        engine,
        f"u5 {CUSTOMER} notice received 2018-02-13 answered 2018-02-22 as r1",
        f"u3 {CUSTOMER} notice received 2018-02-13 withdrawn 2018-02-22 as r2",
    )
    assert deeds(await tick(shared, on("2018-02-24"))) == [("r1", "MARKED"), ("r1", "EXECUTED")]
    assert (await link(shared, "u3"))["to"] is None


async def test_q7_what_needs_no_decision_is_marked_but_not_carried_out_by_itself(engine: Engine):
    line = "c1 asked for detachment on 2018-02-12 on ground JOINT_APPLICATION"
    shared = await world(engine, f"{line} confirmed 2018-02-13 as r1")
    assert await tick(shared, on("2018-02-24")) == []
    automatic = choose({"Q7": "AUTOMATIC"})
    found = await tick(shared, on("2018-02-24", readings=automatic))
    assert deeds(found) == [("r1", "MARKED")]


async def test_what_lost_its_object_is_closed(engine: Engine):
    text = ladder("s02", f"u5 {CUSTOMER} as r1", f"u6 {CUSTOMER} as r2")
    shared = await planted(engine, text)
    assert await tick(shared, on("2018-03-15")) == []
    assert deeds(await tick(shared, on("2018-03-20"))) == [("r1", "CLOSED")]
    found = await ask(shared, '{ request(id: "r1") { state closedOn closeCause } }')
    assert found["request"] == {
        "state": "LAPSED",
        "closedOn": "2018-03-16",
        "closeCause": "LINK_ENDED",
    }


async def test_before_it_was_made_a_request_is_not_looked_at(engine: Engine):
    assert await tick(await world(engine), on("2018-02-11")) == []


async def test_s44_what_can_not_be_counted_is_left_and_told(engine: Engine):
    line = "u8 asked for detachment on 2031-03-01 on ground CUSTOMER_REQUEST"
    shared = await world(engine, f"{line} notice received 2031-03-01 known from 2018-02-12 as r9")
    (left,) = await tick(shared, on("2031-03-02"))
    assert left.deed is Deed.LEFT
    assert left.refusal is not None
    assert left.refusal.code == "CALENDAR_NOT_PUBLISHED"


async def test_a_request_is_carried_out_by_hand_too_and_by_its_plan_alone(engine: Engine):
    shared = await world(engine)
    desk = Desk(shared, "2018-03-05")
    preview = """{ request(id: "r1", asOf: "2018-03-05") {
      preview { ... on DetachmentPlan { planHash on } } } }"""
    plan = (await ask(shared, preview))["request"]["preview"]
    assert plan["on"] == "2018-03-05"
    early = {"request": "r1", "planHash": plan["planHash"]}
    assert await desk.on("2018-02-23").refused("executeDetachment", **early) == "TOO_EARLY"
    await desk.change("executeDetachment", "... on DetachmentExecuted { revision }", **early)
    assert (await link(shared))["to"] == "2018-03-05"
    assert await tick(shared, on("2018-03-06")) == []


class TestScheduler:
    """The task inside the gateway."""

    async def test_it_looks_at_once_and_logs_what_it_did(self, engine: Engine):
        await world(engine)
        clock = lambda: datetime(2018, 2, 24, 4, tzinfo=UTC)  # noqa: E731
        with capture_logs() as logs:
            async with scheduler.scheduled(Settings(), engine, clock):
                for _ in range(200):
                    if len(logs) > 1:
                        break
                    await asyncio.sleep(0.02)
        said = [(each["request"], each["deed"]) for each in logs]
        assert said == [("r1", "MARKED"), ("r1", "EXECUTED")]

    async def test_it_may_be_off_and_may_leave_the_execution(self, engine: Engine):
        shared = await world(engine)
        clock = lambda: datetime(2018, 2, 24, 4, tzinfo=UTC)  # noqa: E731
        async with scheduler.scheduled(Settings(scheduler="off"), engine, clock):
            await asyncio.sleep(0.1)
        assert (await link(shared))["dueMarkedOn"] is None
        done = await scheduler.once(shared, Settings(auto_execute="off"), clock)
        assert deeds(done) == [("r1", "MARKED")]

    async def test_what_is_left_is_logged_with_its_reason(self, engine: Engine):
        line = "u8 asked for detachment on 2031-03-01 on ground CUSTOMER_REQUEST"
        shared = await world(
            engine, f"{line} notice received 2031-03-01 known from 2018-02-12 as r9"
        )
        with capture_logs() as logs:
            await scheduler.once(shared, Settings(), lambda: datetime(2031, 3, 2, 4, tzinfo=UTC))
        assert [(each["deed"], each["code"]) for each in logs] == [
            ("LEFT", "CALENDAR_NOT_PUBLISHED")
        ]

    @pytest.mark.parametrize(
        ("error", "level"), [(StoreFault("gone"), "warning"), (ValueError("defect"), "error")]
    )
    async def test_neither_a_store_that_is_away_nor_a_defect_stops_it(
        self, engine: Engine, error: Exception, level: str
    ):
        with capture_logs() as logs:
            assert await scheduler.once(Broken(engine, error), Settings()) == []
        assert [each["log_level"] for each in logs] == [level]


class Broken(Shared):
    """Shared by a process whose store can't be read."""

    def __init__(self, engine: Engine, error: Exception) -> None:
        super().__init__(engine)
        self.error = error

    async def facts(self, min_revision: int | None = None) -> Facts:  # noqa: ARG002 (as its own)
        raise self.error
