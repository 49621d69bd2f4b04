"""What alternative readings change that no scenario shows (Q8–Q16, Q20, Q25, Q28)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.previewing import edges
from tests.scenarios import questions
from tests.scenarios.stage import staged
from tests.scenarios.test_deadlines import asked
from tests.scenarios.test_money import fee, set_off

pytestmark = pytest.mark.anyio


async def test_q8_links_of_a_tier1_stay_where_it_is_read_so(engine: Engine):
    stage = await staged(engine, "2018-03-20")
    said = {"noticeReceivedOn": "2018-03-20", "decidedOn": "2018-03-20"}
    plan = await stage.preview("t1", "PARTNER_EXIT", **said, Q8="KEEP_LINKS")
    assert {("LINK", "u1"), ("LINK", "u2")} & edges(plan) == set()
    assert {("LINK", "u3"), ("LINK", "u7")} <= edges(plan)


async def test_q10_unpaid_fees_survive_an_end_or_are_all_lost(engine: Engine):
    stage = await staged(engine, "2018-03-14", "u9 paid 60000.00 at 2018-02-03T12:00:00")
    told = {"account": "p3", "month": "2018-02", "move": "NOTIFIED", "amount": "6000.00"}
    await stage.act("recordFeeStep", **told)
    await stage.on("2018-03-20").act("recordStandingLoss", account="p3", cause="VOLUNTARY_EXIT")
    for readings, left in (({}, 6_000_00), ({"Q10": "ALL_LOST"}, 0)):
        given = {"asOf": "2018-03-20", **readings}
        progress = (await fee(stage, "p3", "2018-02", **given))["progress"]
        assert progress["outstanding"]["fen"] == left
        found = await set_off(stage, "p3", 6_000_00, "2018-03-20", **readings)
        assert found["taken"] == ({"FEES": left} if left else {})
        assert found["claim"]["fen"] == 6_000_00 - left


async def test_q13_a_city_partners_own_breach_may_draw_its_tier1_in(engine: Engine):
    stage = await staged(engine, "2018-03-16")
    owed = {"id": "o1", "account": "c1", "amount": "5.00", "cause": "PARTNER_BREACH"}
    await stage.act("recordObligation", occurredOn="2018-03-10", **owed)
    assert await stage.liable("o1") == {"c1": ("SOLE", 5_00), "t1": ("JOINT_CONTINGENT", 5_00)}
    assert (await stage.liable("o1", Q13="TIER1"))["t1"] == ("JOINT", 5_00)


async def test_q15_by_notice_a_partner_leaves_after_thirty_days(engine: Engine):
    stage = await staged(engine, "2018-01-31")
    said = {"account": "p3", "noticeReceivedOn": "2018-01-31"}
    assert await stage.refused("requestExit", **said) == "STEP_UNKNOWN"
    free = [{"question": "Q15", "option": "FREE_CHOICE"}]
    made = await stage.step("requestExit", readings=free, **said)
    assert (made["state"], made["earliest"]) == ("WAITING", "2018-03-03")


async def test_q16_what_is_due_is_aliyuns_to_execute_or_the_partners(engine: Engine):
    stage, id_ = await asked(engine, "2018-02-13")
    for readings, who in (({}, ("ALIYUN", "aliyun")), ({"Q16": "MANUAL"}, ("PARTNER", "c1"))):
        given = {"request": id_, "asOf": "2018-02-24", **readings}
        (step,) = (await stage.ask(questions.STEPS, **given))["request"]["nextSteps"]
        assert (step["name"], step["actor"], step["account"]["uid"]) == ("EXECUTE", *who)


async def test_q20_licence_limits_survive_by_either_count_of_chapters(engine: Engine):
    stage = await staged(engine, "2018-04-01", "p3 signed FA on 2018-01-05 term to 2018-03-31")
    cited = dict[str, set[str]]()
    for option, chosen in (("FIVE_AND_SIX", {}), ("SEVEN", {"Q20": "SEVEN"})):
        given = {"party": "p3", "asOf": "2018-04-01", **chosen}
        duties = (await stage.ask(questions.LICENCE, **given))["survivingDuties"]["duties"]
        (limits,) = [each for each in duties if each["duty"] == "KEEP_LICENCE_LIMITS"]
        cited[option] = {each["id"] for each in limits["trace"]["clauses"]}
        assert "Q20" in {each["question"] for each in limits["trace"]["readings"]}
    assert cited["SEVEN"] - cited["FIVE_AND_SIX"] == {"FA 7.1"}


@pytest.mark.parametrize(
    ("uid", "partner", "readings", "allowed"),
    [
        ("u3", "c1", {}, True),
        ("u3", "c1", {"Q25": "FORBIDDEN"}, False),
        ("u5", "c1", {}, False),
        ("u4", "c1", {}, True),
    ],
)
async def test_q25_money_of_a_customer_with_its_authorisation(
    engine: Engine, uid: str, partner: str, readings: dict[str, str], allowed: bool
):
    stage = await staged(engine, "2018-03-01")
    paper = {"account": "u3", "partner": "c1", "act": "PAY", "effectiveOn": "2018-03-01"}
    await stage.act("recordAuthorisation", **paper)
    given = {"account": uid, "partner": partner, "act": "PAY", "asOf": "2018-03-01", **readings}
    found = (await stage.ask(questions.MAY, **given))["authorised"]
    assert found["allowed"] is allowed
    assert (found["candidate"] is None) is allowed


async def test_q28_the_framework_is_to_be_ended_or_lives_on(engine: Engine):
    stage = await staged(engine, "2018-03-16")
    said = {"on": "2018-03-16", "decidedOn": "2018-03-16"}
    for readings, there in (({}, True), ({"Q28": "FA_LIVES_ON"}, False)):
        plan = await stage.preview("c1", "OTHER_GROUNDS", **said, **readings)
        assert ("END_FRAMEWORK_AGREEMENT" in {each["duty"] for each in plan["tasks"]}) is there
