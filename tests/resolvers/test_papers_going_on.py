"""Papers that go on: a step is filled in once, said again it changes nothing, and is not undone."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask
from tests.resolvers.changing import Desk, at

pytestmark = pytest.mark.anyio

FACTS = """
... on FactsWritten {
  revision events { kind source }
  facts { id version fields source }
  trace { rules clauses { id } facts { id } readings { question } }
  account { uid } party { partyId }
}
"""
LINES = """
p3 violated MR 6.2.7.3 as class 2 reported 2018-02-06 as v1
p3 signed FA on 2017-04-01 term to 2018-03-31 as fa
u9 lets p3 pay from 2018-01-01 fact allow
u9 lets p3 refund from 2018-01-01 to 2018-02-01 fact over
p3 must "tell its customers" since 2018-03-16 under FA 8.4.3 as duty
""".splitlines()


async def desk_of(engine: Engine) -> Desk:
    return await at(engine, "2018-05-01", *LINES)


async def refusal(desk: Desk, name: str, **given: Any) -> tuple[str, str]:
    """Code and path of the refusal of a mutation."""
    found = (await desk.put(name, "... on Refusal { code path }", **given)).data[name]
    return found["code"], found["path"]


async def test_the_proceedings_on_a_violation_go_on_step_by_step(engine: Engine):
    """R74: notice, reply and finding come on their days; each is a version of the same paper."""
    desk = await desk_of(engine)
    steps = (
        {"noticedOn": "2018-02-07"},
        {"repliedOn": "2018-02-09"},
        {"outcome": "ESTABLISHED", "effectiveOn": "2018-02-12", "countedOn": "2018-02-13"},
    )
    for number, step in enumerate(steps, 2):
        given = {"violation": "v1", "expectedVersion": number - 1, "source": f"letter {number}"}
        found = await desk.change("recordViolationStep", FACTS, **given, **step)
        (fact,) = found["facts"]
        assert (fact["version"], fact["source"]) == (number, f"letter {number}")
        assert [each["kind"] for each in found["events"]] == ["VIOLATION_ADVANCED"]
        assert (found["trace"]["rules"], found["party"]) == (["R74"], {"partyId": "p3"})
    said = fact["fields"]
    assert (said["noticed_on"], said["replied_on"]) == ("2018-02-07", "2018-02-09")
    assert (said["outcome"], said["decided_on"]) == ("ESTABLISHED", "2018-02-12")
    assert said["counted_on"] == "2018-02-13"


async def test_a_step_said_again_changes_nothing_and_another_is_refused(engine: Engine):
    """R74: what is recorded wrongly is corrected by correctFact, never said over."""
    desk = await desk_of(engine)
    first = {"violation": "v1", "noticedOn": "2018-02-07"}
    done = await desk.change("recordViolationStep", FACTS, **first)
    again = await desk.change("recordViolationStep", FACTS, **first)
    assert (again["revision"], again["events"], again["facts"]) == (done["revision"], [], [])
    both = {**first, "repliedOn": "2018-02-09"}
    found = await desk.change("recordViolationStep", FACTS, **both)
    assert found["facts"][0]["version"] == 3
    for day in ("2018-02-06", "2018-02-08"):
        given = {"violation": "v1", "noticedOn": day}
        assert await refusal(desk, "recordViolationStep", **given) == ("STEP_TAKEN", "noticedOn")
    given = {"violation": "v1", "outcome": "DISMISSED", "effectiveOn": "2018-02-12"}
    await desk.change("recordViolationStep", FACTS, **given)
    other = given | {"effectiveOn": "2018-02-13"}
    assert await refusal(desk, "recordViolationStep", **other) == ("STEP_TAKEN", "effectiveOn")
    other = given | {"outcome": "ESTABLISHED"}
    assert await refusal(desk, "recordViolationStep", **other) == ("STEP_TAKEN", "outcome")


async def test_a_finding_without_a_day_is_of_today(engine: Engine):
    """R74: the day in Shanghai on which it is recorded."""
    desk = await desk_of(engine)
    given = {"violation": "v1", "outcome": "ESTABLISHED"}
    found = await desk.change("recordViolationStep", FACTS, **given)
    assert found["facts"][0]["fields"]["decided_on"] == "2018-05-01"


async def test_an_agreement_is_sealed_renewed_and_ended_early(engine: Engine):
    """R81, R82, Q24: the will to renew, and an early end with its cause."""
    desk = await desk_of(engine)
    for step in (
        {"sealedOn": "2017-04-03"},
        {"renewalAgreedOn": "2018-03-31"},
        {"effectiveOn": "2018-04-15", "endCause": "MUTUAL"},
    ):
        found = await desk.change("recordAgreementStep", FACTS, agreement="fa", **step)
        assert [each["kind"] for each in found["events"]] == ["AGREEMENT_ADVANCED"]
        assert found["trace"]["rules"] == ["R81", "R82"]
    said = found["facts"][0]["fields"]
    assert (said["ended_on"], said["end_cause"]) == ("2018-04-15", "MUTUAL")
    for step, path in (
        ({"signedOn": "2017-04-02"}, "signedOn"),
        ({"effectiveOn": "2018-04-16"}, "effectiveOn"),
        ({"endCause": "BREACH"}, "endCause"),
    ):
        refused = await refusal(desk, "recordAgreementStep", agreement="fa", **step)
        assert refused == ("STEP_TAKEN", path)
    again = await desk.change("recordAgreementStep", FACTS, agreement="fa", signedOn="2017-04-01")
    assert again["events"] == []


async def test_nothing_said_changes_nothing(engine: Engine):
    desk = await desk_of(engine)
    for name, given in (
        ("recordAgreementStep", {"agreement": "fa"}),
        ("recordViolationStep", {"violation": "v1"}),
    ):
        assert (await desk.change(name, FACTS, **given))["events"] == []


async def test_an_authorisation_ends_once(engine: Engine):
    """R16: from its first day outside the partner may not act any more."""
    desk = await desk_of(engine)
    end = {"account": "u9", "id": "allow", "effectiveOn": "2018-04-02"}
    found = await desk.change("endAuthorisation", FACTS, expectedVersion=1, **end)
    assert [each["kind"] for each in found["events"]] == ["AUTHORISATION_ENDED"]
    assert (found["account"], found["trace"]["rules"]) == ({"uid": "u9"}, ["R16"])
    assert (await desk.change("endAuthorisation", FACTS, **end))["events"] == []
    other = end | {"effectiveOn": "2018-04-03"}
    assert await refusal(desk, "endAuthorisation", **other) == ("STEP_TAKEN", "effectiveOn")
    over = {"account": "u9", "id": "over", "effectiveOn": "2018-02-02"}
    assert await refusal(desk, "endAuthorisation", **over) == ("STEP_TAKEN", "effectiveOn")
    elsewhere = {"account": "u8", "id": "allow", "effectiveOn": "2018-04-02"}
    assert (await refusal(desk, "endAuthorisation", **elsewhere))[0] == "FACT_UNKNOWN"


@pytest.mark.parametrize(
    ("day", "code"), [("2017-12-31", "EMPTY_INTERVAL"), ("2018-01-01", "EMPTY_INTERVAL")]
)
async def test_an_authorisation_does_not_end_before_its_second_day(
    engine: Engine, day: str, code: str
):
    """R16, I6: from is before to."""
    desk = await desk_of(engine)
    end = {"account": "u9", "id": "allow", "effectiveOn": day}
    assert await refusal(desk, "endAuthorisation", **end) == (code, "effectiveOn")


async def test_a_duty_is_done_once_and_not_before_it_began(engine: Engine):
    """R109, R115."""
    desk = await desk_of(engine)
    early = {"task": "duty", "effectiveOn": "2018-03-15"}
    assert (await refusal(desk, "completeTask", **early))[1] == "effectiveOn"
    found = await desk.change("completeTask", FACTS, task="duty")
    assert found["facts"][0]["fields"]["done_on"] == "2018-05-01"
    assert [each["kind"] for each in found["events"]] == ["TASK_ADVANCED"]
    assert (await desk.change("completeTask", FACTS, task="duty"))["events"] == []
    other = {"task": "duty", "effectiveOn": "2018-05-02"}
    assert await refusal(desk, "completeTask", **other) == ("STEP_TAKEN", "effectiveOn")


async def test_the_same_note_twice_is_two_notes(engine: Engine):
    """R34: each has an id of its own."""
    desk = await desk_of(engine)
    given = {"subject": "u9", "text": "called"}
    ids = [(await desk.change("annotate", FACTS, **given))["facts"][0]["id"] for _ in range(3)]
    assert ids == ["note:u9", "note:u9#2", "note:u9#3"]
    found = await ask(desk.shared, '{ account(uid: "u9") { notes { text } } }')
    assert found["account"]["notes"] == [{"text": "called"}] * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "INVALID_ARGUMENT"), (" \n", "INVALID_ARGUMENT"), ("x" * 4_001, "INVALID_ARGUMENT")],
)
async def test_an_empty_note_and_a_very_long_one_are_refused(engine: Engine, text: str, code: str):
    desk = await desk_of(engine)
    assert await desk.refused("annotate", subject="u9", text=text) == code
    await desk.change("annotate", FACTS, subject="u9", text="x" * 4_000)
