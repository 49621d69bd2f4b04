"""Requests are safe to send again; and notices to a party at large (R62, R74, R83; S55, S58)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask
from tests.resolvers.changing import CHANGED, NOTED, at, make, revision

pytestmark = pytest.mark.anyio

SAID = {"account": "u5", "ground": "CUSTOMER_REQUEST", "reason": "He asked.", "source": "mail"}
TOP_UP = {"party": "c1", "kind": "TOP_UP", "receivedOn": "2018-02-12"}


class TestSafe:
    """S55, S58: dry runs, replays, versions."""

    async def test_s58_a_dry_run_tells_the_same_and_stores_nothing(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        before = await revision(engine)
        tried = await desk.change("requestDetachment", CHANGED, dryRun=True, **SAID)
        assert await revision(engine) == before
        done = await desk.change("requestDetachment", CHANGED, **SAID)
        assert tried | {"dryRun": False} == done
        step = {"request": done["request"]["requestId"], "receivedOn": "2018-02-12"}
        tried = await desk.change("recordNotice", NOTED, dryRun=True, **step)
        assert tried == await desk.change("recordNotice", NOTED, **step)
        assert done["request"]["source"] == "mail"

    async def test_s55_the_same_key_gives_the_first_result_again(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        said = SAID | {"idempotencyKey": "one"}
        first = await desk.change("requestDetachment", CHANGED, **said)
        again = await desk.change("requestDetachment", CHANGED, **said)
        assert again == first | {"replayed": True}
        assert (
            await desk.refused("requestDetachment", **said | {"account": "u3"})
            == "IDEMPOTENCY_KEY_REUSED"
        )

    async def test_a_step_on_another_version_than_seen_is_refused(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        made = await make(desk, "requestDetachment", **SAID)
        step = {"request": made["requestId"]}
        await make(desk, "withdrawRequest", expectedVersion=1, **step)
        assert await desk.refused("withdrawRequest", expectedVersion=1, **step) == "VERSION_STALE"

    async def test_unknown_requests_accounts_and_parties_are_refused(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        for name in ("confirmRequest", "answerRequest", "withdrawRequest"):
            assert await desk.refused(name, request="none") == "REQUEST_UNKNOWN"
        assert (
            await desk.refused("recordNotice", request="none", receivedOn="2018-02-12")
            == "REQUEST_UNKNOWN"
        )
        assert await desk.refused("requestExit", account="none") == "ACCOUNT_UNKNOWN"
        assert await desk.refused("requestExit", account="p3", appliedBy="none") in {
            "PARTY_UNKNOWN",
            "NOT_THE_APPLICANT",
        }

    async def test_a_request_that_lapsed_makes_room_for_another(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        first = await make(desk, "requestDetachment", **SAID)
        ended = {"account": "u5", "effectiveOn": "2018-02-20"}
        link = "... on CustomerLinkChanged { revision }"
        await desk.on("2018-02-20").change("endCustomerLink", link, **ended)
        begun = {"account": "u5", "partner": "t2", "type": "AGENCY", "effectiveOn": "2018-03-01"}
        await desk.on("2018-03-01").change("linkCustomerAccount", link, **begun)
        second = await make(desk.on("2018-03-01"), "requestDetachment", **SAID)
        assert second["state"] == "REQUESTED"
        old = f'{{ request(id: "{first["requestId"]}") {{ state closedOn closeCause }} }}'
        assert (await ask(desk.shared, old))["request"] == {
            "state": "LAPSED",
            "closedOn": "2018-02-20",
            "closeCause": "LINK_ENDED",
        }


class TestNotices:
    """Notices to a party at large (R62, R74, R83)."""

    async def test_a_notice_tells_what_it_says(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        said = {"amount": "3200", "statedOn": "2018-03-01", "sentOn": "2018-02-11", "about": "v1"}
        noted = await desk.change("recordNotice", NOTED, source="letter 3", **TOP_UP, **said)
        assert noted["request"] is None
        assert noted["notice"] | {"recordedAt": None} == {
            "noticeId": "notice:c1:TOP_UP:2018-02-12:v1",
            "version": 1,
            "kind": "TOP_UP",
            "receivedOn": "2018-02-12",
            "sentOn": "2018-02-11",
            "statedOn": "2018-03-01",
            "about": "v1",
            "amount": {"fen": 320000},
            "recordedAt": None,
            "source": "letter 3",
            "party": {"partyId": "c1"},
            "sender": None,
        }

    async def test_a_partner_may_give_one_too(self, engine: Engine):
        desk = await at(engine, "2018-02-12")
        said = {"party": "c1", "kind": "END_OF_AGREEMENT", "receivedOn": "2018-02-12"}
        noted = await desk.change("recordNotice", NOTED, fromParty=True, **said)
        assert noted["notice"]["sender"] == {"partyId": "c1"}
        assert noted["notice"]["amount"] is None

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"party": "none"}, "PARTY_UNKNOWN"),
            ({"receivedOn": "2018-02-13"}, "DAY_NOT_COME"),
            ({"sentOn": "2018-02-13"}, "OUT_OF_ORDER"),
            ({"party": None}, "INVALID_ARGUMENT"),
            ({"request": "r1"}, "INVALID_ARGUMENT"),
        ],
    )
    async def test_what_can_not_be_is_refused(self, engine: Engine, said: dict, code: str):
        desk = await at(engine, "2018-02-12")
        assert await desk.refused("recordNotice", **TOP_UP | said) == code
