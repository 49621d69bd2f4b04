"""Requests made and taken further by mutations (R11, R16, R89, R100–R104, R112, Q9)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted
from tests.resolvers.changing import CHANGED, NOTED, Desk, at, make, revision
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio


async def test_s11_a_customers_request_from_the_application_to_its_due_day(engine: Engine):
    desk = await at(engine, "2018-02-12")
    made = await make(desk, "requestDetachment", account="u5", ground="CUSTOMER_REQUEST")
    assert (made["state"], made["version"]) == ("REQUESTED", 1)
    id_ = made["requestId"]
    assert id_ == "request:u5:DETACHMENT:2018-02-12"
    desk = desk.on("2018-02-13")
    noted = await desk.change("recordNotice", NOTED, request=id_, receivedOn="2018-02-13")
    assert noted["request"] == {"requestId": id_, "state": "WAITING", "earliest": "2018-02-24"}
    assert noted["notice"]["kind"] == "CUSTOMER_REQUEST"
    assert noted["notice"]["party"] == {"partyId": "c1"}
    assert noted["notice"]["about"] == id_
    assert {each["kind"] for each in noted["events"]} == {"REQUEST_ADVANCED", "NOTICE_RECORDED"}
    desk = desk.on("2018-02-22")
    answered = await make(desk, "answerRequest", request=id_)
    assert (answered["state"], answered["version"]) == ("WAITING", 3)
    assert await desk.refused("answerRequest", request=id_) == "STEP_TAKEN"
    assert await desk.on("2018-02-24").refused("withdrawRequest", request=id_) == "TOO_LATE"
    found = await ask(desk.shared, f'{{ request(id: "{id_}", asOf: "2018-02-24") {{ state }} }}')
    assert found["request"]["state"] == "DUE"


async def test_s14b_withdrawn_on_the_second_day_the_link_goes_on(engine: Engine):
    desk = await at(engine, "2018-02-13")
    said = {"account": "u5", "ground": "CUSTOMER_REQUEST", "noticeReceivedOn": "2018-02-13"}
    made = await make(desk, "requestDetachment", **said)
    assert made["nextSteps"] == [{"name": "ANSWER", "actor": "PARTNER"}]
    before = await revision(engine)
    found = await desk.on("2018-02-22").change(
        "withdrawRequest", CHANGED, request=made["requestId"], effectiveOn="2018-02-22"
    )
    assert found["request"]["state"] == "WITHDRAWN"
    assert found["revision"] == before + 1
    assert [each["kind"] for each in found["events"]] == ["REQUEST_ADVANCED"]
    assert (
        await desk.on("2018-02-23").refused("withdrawRequest", request=made["requestId"])
        == "REQUEST_ENDED"
    )


async def test_s15_a_city_partner_applies_alone_with_or_without_its_letter(engine: Engine):
    desk = await at(engine, "2018-01-31")
    said = {"account": "c1", "ground": "CITY_APPLICATION", "appliedBy": "c1"}
    made = await make(desk, "requestDetachment", **said)
    id_, desk = made["requestId"], desk.on("2018-02-01")
    decide = {"request": id_, "verdict": "GRANTED"}
    assert await desk.refused("decideRequest", **decide) == "NO_DISPUTE_CONFIRMATION_MISSING"
    await make(desk, "confirmRequest", request=id_)
    found = await make(desk, "decideRequest", **decide)
    assert (found["state"], found["earliest"]) == ("WAITING", "2018-03-01")
    stranger = said | {"appliedBy": "t2", "account": "c2"}
    assert await desk.refused("requestDetachment", **stranger) == "NOT_THE_APPLICANT"


async def test_s15b_the_letter_may_come_with_the_application(engine: Engine):
    desk = await at(engine, "2018-02-10")
    said = {"account": "c1", "ground": "CITY_APPLICATION", "noDisputeConfirmedOn": "2018-02-10"}
    made = await make(desk, "requestDetachment", **said)
    assert made["earliest"] == "2018-03-11"
    assert made["nextSteps"] == [{"name": "DECIDE", "actor": "ALIYUN"}]


async def test_s15c_decided_after_the_confirmation_it_is_ready(engine: Engine):
    desk = await at(engine, "2018-03-10")
    said = {"account": "c1", "ground": "JOINT_APPLICATION"}
    id_ = (await make(desk, "requestDetachment", **said))["requestId"]
    decide = {"request": id_, "verdict": "GRANTED"}
    assert await desk.refused("decideRequest", **decide) == "CITY_PARTNER_NOT_CONFIRMED"
    await make(desk.on("2018-03-14"), "confirmRequest", request=id_)
    found = await make(desk.on("2018-03-16"), "decideRequest", **decide)
    assert (found["state"], found["earliest"]) == ("READY", "2018-03-16")


async def test_aliyun_refuses_an_entry_at_once(engine: Engine):
    desk = await at(engine, "2018-03-10")
    said = {"cityPartner": "p3", "tier1": "t1", "appliedBy": "t1", "effectiveOn": "2018-04-01"}
    id_ = (await make(desk, "requestCityPartnerEntry", **said))["requestId"]
    assert await desk.refused("requestCityPartnerEntry", **said) == "ALREADY_REQUESTED"
    found = await make(desk, "decideRequest", request=id_, verdict="REFUSED")
    assert found["state"] == "REJECTED"
    again = await make(desk, "requestCityPartnerEntry", **said)
    assert again["requestId"] == f"{id_}#2"


async def test_an_entry_goes_its_steps_in_order(engine: Engine):
    desk = await at(engine, "2018-03-10")
    made = await make(desk, "requestCityPartnerEntry", cityPartner="p3", tier1="t1")
    step = {"request": made["requestId"]}
    assert (
        await desk.refused("recordRequestStep", step="SIGN_CITY_AGREEMENT", **step)
        == "DECISION_MISSING"
    )
    assert await desk.refused("confirmRequest", **step) == "STEP_UNKNOWN"
    await make(desk, "decideRequest", verdict="GRANTED", **step)
    await make(desk, "recordRequestStep", step="SIGN_FRAMEWORK", **step)
    found = await make(desk, "recordRequestStep", step="SIGN_CITY_AGREEMENT", **step)
    assert (found["state"], found["version"]) == ("READY", 4)
    for name in ("APPLY", "DECIDE", "EXECUTE"):
        assert await desk.refused("recordRequestStep", step=name, **step) == "INVALID_ARGUMENT"


async def test_s53_a_move_waits_for_the_customers_authorisation(engine: Engine):
    desk = await at(engine, "2018-03-10")
    said = {"account": "u3", "toPartner": "p3"}
    made = await make(desk, "requestMove", **said)
    assert made["nextSteps"] == [{"name": "AUTHORISE", "actor": "CUSTOMER"}]
    found = await desk.change("confirmRequest", CHANGED, request=made["requestId"])
    assert found["request"]["state"] == "READY"
    kinds = sorted(each["kind"] for each in found["events"])
    assert kinds == ["AUTHORISATION_RECORDED", "REQUEST_ADVANCED"]


async def test_a_move_authorised_before_needs_nothing_more(engine: Engine):
    desk = await at(engine, "2018-03-10", "u3 lets p3 transfer from 2018-03-01")
    made = await make(desk, "requestMove", account="u3", toPartner="p3", type="RESALE")
    assert made["state"] == "READY"
    told = await make(desk, "requestMove", account="u8", toPartner="p3", authorisedOn="2018-03-10")
    assert told["state"] == "READY"


async def test_r89_an_exit_and_its_steps(engine: Engine):
    desk = await at(engine, "2018-01-31")
    made = await make(desk, "requestExit", account="p3", endLinks=True)
    desk, step = desk.on("2018-02-20"), {"request": made["requestId"]}
    await make(desk, "recordRequestStep", step="SETTLE_CUSTOMERS", **step)
    await make(
        desk, "recordRequestStep", step="AGREE_TERMINATION", effectiveOn="2018-03-05", **step
    )
    found = await make(desk, "decideRequest", verdict="GRANTED", **step)
    assert (found["state"], found["earliest"]) == ("WAITING", "2018-03-01")
    later = f'{{ request(id: "{made["requestId"]}", asOf: "2018-03-05") {{ state earliest }} }}'
    assert (await ask(desk.shared, later))["request"] == {
        "state": "READY",
        "earliest": "2018-03-05",
    }


async def test_q15_an_exit_by_notice_where_it_is_read_so(engine: Engine):
    desk = await at(engine, "2018-01-31")
    said = {"account": "p3", "noticeReceivedOn": "2018-01-31"}
    assert await desk.refused("requestExit", **said) == "STEP_UNKNOWN"
    free = {"readings": [{"question": "Q15", "option": "FREE_CHOICE"}]}
    made = await make(desk, "requestExit", **said, **free)
    assert made["state"] == "WAITING"
    notices = """{ party(id: "p3") { partyId } }"""
    assert await ask(desk.shared, notices)


async def test_r90_the_standing_ends_on_the_day_that_the_notice_states(engine: Engine):
    desk = await at(engine, "2018-03-01")
    made = await make(desk, "requestDetachment", account="t1", ground="PARTNER_EXIT")
    noted = await desk.change(
        "recordNotice",
        NOTED,
        request=made["requestId"],
        receivedOn="2018-03-01",
        sentOn="2018-02-28",
        statedOn="2018-03-20",
    )
    assert noted["request"]["earliest"] == "2018-03-20"
    assert (noted["notice"]["kind"], noted["notice"]["sentOn"]) == ("STANDING_END", "2018-02-28")


async def test_q9_a_conversion_waits_for_the_customer_to_sign(engine: Engine):
    desk = Desk(await planted(engine, ladder("s02")), "2018-03-20")
    assert await desk.refused("requestConversion", account="u7") == "NOT_PENDING_CONVERSION"
    made = await make(desk, "requestConversion", account="u4")
    assert made["nextSteps"] == [{"name": "SIGN_WITH_ALIYUN", "actor": "CUSTOMER"}]
    found = await make(desk, "confirmRequest", request=made["requestId"])
    assert found["state"] == "DUE"


async def test_s44_a_notice_whose_period_can_not_be_counted_is_refused(engine: Engine):
    desk = await at(engine, "2031-03-01")
    said = {"account": "u5", "ground": "CUSTOMER_REQUEST"}
    id_ = (await make(desk, "requestDetachment", **said))["requestId"]
    before = await revision(engine)
    assert (
        await desk.refused("recordNotice", request=id_, receivedOn="2031-03-01")
        == "CALENDAR_NOT_PUBLISHED"
    )
    assert await revision(engine) == before
